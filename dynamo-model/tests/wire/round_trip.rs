//! What is encoded decodes to the same value, and is JSON to another reader.

use dynamo_model::wire;
use proptest::prelude::*;

use crate::arbitrary;

proptest! {
    #[test]
    fn requests(request in arbitrary::request()) {
        let body = wire::encode_request(&request);
        prop_assert!(serde_json::from_slice::<serde_json::Value>(&body).is_ok());
        prop_assert_eq!(wire::decode_request(request.action(), &body), Ok(request));
    }

    #[test]
    fn responses(response in arbitrary::response()) {
        let body = wire::encode_response(&response);
        prop_assert!(serde_json::from_slice::<serde_json::Value>(&body).is_ok());
        prop_assert_eq!(wire::decode_response(response.action(), &body), Ok(response));
    }

    #[test]
    fn errors(error in arbitrary::error()) {
        let (status, body) = wire::encode_error(&error);
        prop_assert!(serde_json::from_slice::<serde_json::Value>(&body).is_ok());
        prop_assert_eq!(wire::decode_error(status, error.request_id.as_deref(), &body), error);
    }

    #[test]
    fn items(item in arbitrary::item()) {
        prop_assert_eq!(wire::decode_item(&wire::encode_item(&item)), Ok(item));
    }

    #[test]
    fn values(value in arbitrary::value()) {
        prop_assert_eq!(wire::decode_value(&wire::encode_value(&value)), Ok(value));
    }

    /// White space, order of members and escapes are the sender's choice.
    #[test]
    fn pretty_items(item in arbitrary::item()) {
        let tree: serde_json::Value = serde_json::from_slice(&wire::encode_item(&item)).unwrap();
        let pretty = serde_json::to_string_pretty(&tree).unwrap();
        prop_assert_eq!(wire::decode_item(pretty.as_bytes()), Ok(item.clone()));
        let escaped: String = pretty
            .chars()
            .map(|c| match c {
                ' '..='~' | '\n' => c.to_string(),
                _ => c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04X}")).collect(),
            })
            .collect();
        prop_assert_eq!(wire::decode_item(escaped.as_bytes()), Ok(item));
    }
}

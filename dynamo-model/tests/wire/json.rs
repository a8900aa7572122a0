//! The JSON reader beside serde_json: the same documents accepted, the same values read.

use dynamo_model::wire::json::{JsonErrorKind, Kind, MAX_DEPTH, Reader};
use proptest::prelude::*;
use serde_json::Value;

type Result<T> = std::result::Result<T, dynamo_model::wire::json::JsonError>;

/// Reads a whole document into the oracle's tree.
pub(crate) fn tree(bytes: &[u8]) -> Result<Value> {
    let mut reader = Reader::new(bytes)?;
    let value = next(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

fn next(reader: &mut Reader<'_>) -> Result<Value> {
    Ok(match reader.peek()? {
        Kind::Null => {
            reader.null()?;
            Value::Null
        }
        Kind::Bool => Value::Bool(reader.boolean()?),
        Kind::Number => serde_json::from_str(reader.number()?).unwrap_or(Value::Null),
        Kind::String => Value::String(reader.string()?.into_owned()),
        Kind::Array => {
            let mut values = Vec::new();
            reader.begin_array()?;
            while reader.next_element()? {
                values.push(next(reader)?);
            }
            Value::Array(values)
        }
        Kind::Object => {
            let mut members = serde_json::Map::new();
            reader.begin_object()?;
            while let Some(name) = reader.next_name()? {
                let value = next(reader)?;
                members.insert(name.into_owned(), value);
            }
            Value::Object(members)
        }
    })
}

fn agrees(bytes: &[u8]) -> std::result::Result<(), TestCaseError> {
    let ours = tree(bytes);
    match serde_json::from_slice::<Value>(bytes) {
        Ok(theirs) => prop_assert_eq!(ours.as_ref(), Ok(&theirs)),
        // The oracle also refuses numbers beyond a float, which are JSON.
        Err(error) if error.to_string().contains("number out of range") => {}
        Err(_) => prop_assert!(ours.is_err(), "accepted {:?}", String::from_utf8_lossy(bytes)),
    }
    let mut skipper = Reader::new(bytes);
    let skipped = skipper.as_mut().map_err(|error| *error).and_then(|reader| {
        reader.skip()?;
        reader.finish()
    });
    prop_assert_eq!(skipped, ours.map(drop));
    Ok(())
}

fn document() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        crate::arbitrary::text().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((crate::arbitrary::text(), inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn documents(document in document(), pretty: bool) {
        let text = if pretty { serde_json::to_vec_pretty(&document) } else { serde_json::to_vec(&document) };
        agrees(&text.unwrap())?;
    }

    #[test]
    fn mutated_documents(
        document in document(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..3u8, any::<u8>()), 1..4),
    ) {
        let mut text = serde_json::to_vec(&document).unwrap();
        const LIKELY: &[u8] = b"{}[]\",:\\0123456789.eE+-tfnu \n/\x00\x1f\x7f\x80\xff";
        for (at, how, byte) in edits {
            let byte = LIKELY[usize::from(byte) % LIKELY.len()];
            match how {
                _ if text.is_empty() => text.push(byte),
                0 => { text.remove(at.index(text.len())); }
                1 => text.insert(at.index(text.len()), byte),
                _ => { let at = at.index(text.len()); text[at] = byte; }
            }
        }
        agrees(&text)?;
    }

    #[test]
    fn likely_bytes(text in "[\\[\\]{}\",:\\\\0-9.eE+\\-tfnulrsa \n]{0,24}") {
        agrees(text.as_bytes())?;
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..32)) {
        agrees(&bytes)?;
    }

    #[test]
    fn truncated_documents(document in document(), at: prop::sample::Index) {
        let text = serde_json::to_vec(&document).unwrap();
        agrees(&text[..at.index(text.len() + 1).min(text.len())])?;
    }
}

#[test]
fn grammar_in_the_corners() {
    for text in [
        "",
        " ",
        "01",
        "-",
        "-0",
        "-01",
        "1.",
        ".5",
        "1e",
        "1e+",
        "1E-07",
        "+1",
        "NaN",
        "[1,]",
        "[,1]",
        "{,}",
        "{\"a\":1,}",
        "{\"a\"}",
        "{a:1}",
        "\"\\u12\"",
        "\"\\uD800\"",
        "\"\\uD800\\u0041\"",
        "\"\\uDC00\"",
        "\"\\uD834\\uDD1E\"",
        "\"\\x\"",
        "\"\t\"",
        "\"",
        "\"\\",
        "\"\\u",
        "nul",
        "truex",
        "[1 2]",
        "[}",
        "{]",
        "{\"a\":1]",
        "[1}",
        "1 1",
        "{}{}",
        "{\"a\":{}}",
        "[[],{}]",
        "\u{feff}1",
        "\"\u{0}\"",
        "{\"a\" : 1 , \"b\":2}",
        "\"\\ud834\\udd1e\"",
        "\"\\uDBFF\\uDFFF\"",
        "{\"a\":1,\"a\":2}",
    ] {
        agrees(text.as_bytes()).unwrap();
    }
}

#[test]
fn positions() {
    for (text, kind, position) in [
        (&b"[1,2"[..], JsonErrorKind::Truncated, 4),
        (b"[1 2]", JsonErrorKind::Unexpected, 3),
        (b"[\"a\x01\"]", JsonErrorKind::ControlCharacter, 3),
        (b"[\"a\\q\"]", JsonErrorKind::Escape, 3),
        (b"[\"\\ud800x\"]", JsonErrorKind::Escape, 2),
        (b"[-x]", JsonErrorKind::Number, 2),
        (b"[] []", JsonErrorKind::Trailing, 3),
        (b"[\"ab\xff\"]", JsonErrorKind::NotUtf8, 4),
    ] {
        let error = tree(text).unwrap_err();
        assert_eq!((error.kind(), error.position()), (kind, position), "{}", text.escape_ascii());
    }
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let limit = usize::from(MAX_DEPTH);
    assert!(tree(nested(limit).as_bytes()).is_ok());
    let error = tree(nested(limit + 1).as_bytes()).unwrap_err();
    assert_eq!((error.kind(), error.position()), (JsonErrorKind::TooDeep, limit));
    assert!(tree("[".repeat(1_000_000).as_bytes()).is_err());
    assert!(tree("{\"a\":".repeat(1_000_000).as_bytes()).is_err());
}

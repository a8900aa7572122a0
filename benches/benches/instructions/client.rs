//! The SDK's client on a network that gives canned answers, and the same calls by hand.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::HttpRequest;
use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Credentials, Region, RuntimeComponents};
use aws_sdk_dynamodb::types::AttributeValue;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;
use dynamo_model::api::{GetItemOutput, PutItemOutput, QueryOutput, Response};
use dynamo_model::wire;

use crate::shapes::{Order, order};

/// A network that answers each action in one way.
#[derive(Debug, Clone)]
struct Canned {
    get: &'static [u8],
    put: &'static [u8],
    query: &'static [u8],
}

impl HttpConnector for Canned {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = match request.headers().get("x-amz-target") {
            Some("DynamoDB_20120810.GetItem") => self.get,
            Some("DynamoDB_20120810.Query") => self.query,
            _ => self.put,
        };
        let mut response = HttpResponse::new(200.try_into().expect("a status"), SdkBody::from(body.to_vec()));
        response
            .headers_mut()
            .insert("x-amzn-requestid", "N5PJJJEUJ4LEKGM2GJ4ANVU9LFVV4KQNSO5AEMVJF66Q9ASUAAJG");
        HttpConnectorFuture::ready(Ok(response))
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// A client whose page has `orders` orders, the attributes of each `shuffled` or in the order of their names.
pub(crate) fn client(orders: u32, shuffled: bool) -> Client {
    let item = |number| dynamo_model::to_item(&order(number)).expect("an item");
    let body = |response: Response| -> &'static [u8] {
        let body = wire::encode_response(&response);
        if shuffled { shuffle(&body) } else { body }.leak()
    };
    let page = QueryOutput {
        items: (0..orders).map(|number| item(number).into()).collect(),
        count: 50,
        scanned_count: 50,
        ..QueryOutput::default()
    };
    let canned = Canned {
        get: body(GetItemOutput { item: Some(item(1).into()), ..GetItemOutput::default() }.into()),
        put: body(PutItemOutput::default().into()),
        query: body(page.into()),
    };
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("key", "secret", None, None, "bench"))
        .http_client(canned);
    Client::from_conf(config.build())
}

/// The members of all objects in another order, as DynamoDB gives them: by a hash of the name.
fn shuffle(body: &[u8]) -> Vec<u8> {
    fn hash(name: &str) -> u64 {
        name.bytes().fold(7, |hash, byte| hash.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(byte.into()))
    }
    fn write(value: &serde_json::Value, out: &mut String) {
        match value {
            serde_json::Value::Object(map) => {
                let mut members: Vec<_> = map.iter().collect();
                members.sort_by_key(|(name, _)| hash(name));
                let mut before = '{';
                for (name, value) in members {
                    out.push(before);
                    out.push_str(&serde_json::Value::from(name.as_str()).to_string());
                    out.push(':');
                    write(value, out);
                    before = ',';
                }
                out.push_str(if map.is_empty() { "{}" } else { "}" });
            }
            serde_json::Value::Array(list) => {
                out.push('[');
                for (at, value) in list.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    write(value, out);
                }
                out.push(']');
            }
            scalar => out.push_str(&scalar.to_string()),
        }
    }
    let mut out = String::new();
    write(&serde_json::from_slice(body).expect("JSON"), &mut out);
    out.into_bytes()
}

fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

/// A read of one order, as one writes it with the SDK and serde_dynamo.
pub(crate) async fn get(client: &Client, number: u32) -> Order {
    let get = client.get_item().table_name("shop");
    let get = get.key("pk", text("CUSTOMER#c-1")).key("sk", text(format!("ORDER#{number:010}")));
    let item = get.send().await.expect("an answer").item.expect("an item");
    serde_dynamo::aws_sdk_dynamodb_1::from_item(item).expect("an order")
}

/// A write of one order, likewise.
pub(crate) async fn put(client: &Client, order: &Order) {
    let mut item: std::collections::HashMap<String, AttributeValue> =
        serde_dynamo::aws_sdk_dynamodb_1::to_item(order).expect("an item");
    item.insert("pk".to_owned(), text(format!("CUSTOMER#{}", order.customer)));
    item.insert("sk".to_owned(), text(format!("ORDER#{:010}", order.number)));
    item.insert("g1".to_owned(), text(format!("STATUS#{}", order.status)));
    item.insert("g2".to_owned(), text(format!("{:020}#{:010}", order.placed, order.number)));
    item.insert("_t".to_owned(), text("Order"));
    client.put_item().table_name("shop").set_item(Some(item)).send().await.expect("an answer");
}

/// A read of a page of orders, likewise.
pub(crate) async fn query(client: &Client) -> Vec<Order> {
    let query = client.query().table_name("shop").key_condition_expression("#0 = :0 AND begins_with(#1, :1)");
    let query = query.expression_attribute_names("#0", "pk").expression_attribute_names("#1", "sk");
    let query = query
        .expression_attribute_values(":0", text("CUSTOMER#c-1"))
        .expression_attribute_values(":1", text("ORDER#"));
    let items = query.send().await.expect("an answer").items.expect("items");
    serde_dynamo::aws_sdk_dynamodb_1::from_items(items).expect("orders")
}

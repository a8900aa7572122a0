//! Each macro's expansion of one input that has a bit of everything, input included.

use proc_macro2::TokenStream;
use syn::DeriveInput;

#[track_caller]
fn expansion(input: &str, expand: fn(&DeriveInput) -> TokenStream) -> String {
    let parsed: DeriveInput = syn::parse_str(input).unwrap();
    let file: syn::File = syn::parse2(expand(&parsed)).unwrap();
    format!("{}\n\n// expands to:\n\n{}", input.trim(), prettyplease::unparse(&file))
}

macro_rules! snapshots {
    ($($name:ident, $expand:path, $input:literal;)*) => {$(
        #[test]
        fn $name() {
            let mut settings = insta::Settings::clone_current();
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.bind(|| insta::assert_snapshot!(stringify!($name), expansion($input, $expand)));
        }
    )*};
}

snapshots! {
    table, crate::table, r#"
#[dynamo(key(pk = S, sk = "range": N), kind = "_t", ttl = "expires_at")]
#[dynamo(gsi(Gsi1, name = "by-status", pk = ["gsi1pk": S], project("note")), lsi(ByDate, sk = "lsi1sk": S))]
#[dynamo(entities(Order, crate::model::Line), collection(OrderFile(Order, crate::model::Line)))]
pub struct Shop;
"#;
    entity, crate::entity, r#"
#[dynamo(table = Shop, rename_all = "camelCase")]
#[dynamo(key(pk = "CUSTOMER#{customer_id}", sk = order_id))]
#[dynamo(index(by_status, on = Gsi1, pk = "STATUS#{shard(order_id, 8)}#{status}", sk = "{placed_at:s}", when = "status != done"))]
#[dynamo(index(by_place, on = ByPlace, pk = [region], sk = [shelf, bin], project(total)))]
pub(crate) struct Order<'a> {
    customer_id: Cow<'a, str>,
    order_id: u64,
    status: Option<Status>,
    #[dynamo(read_only)]
    placed_at: DateTime<Utc>,
    region: String,
    shelf: u16,
    bin: u16,
    #[dynamo(rename = "t", default = 1)]
    total: u32,
    #[dynamo(serde)]
    blob: Blob,
    #[dynamo(skip)]
    cached: bool,
    #[dynamo(rest)]
    extra: Item,
}
"#;
    projection, crate::projection, r#"
#[dynamo(of = Order)]
struct Brief {
    total: u64,
    #[dynamo(at = ship_to.city, default)]
    city: String,
}
"#;
    collection, crate::collection, r#"
#[dynamo(of(customer_id))]
pub struct CustomerFile {
    customer: Option<Customer>,
    orders: Vec<Order>,
    #[dynamo(unknown)]
    others: Vec<Item>,
}
"#;
    collection_of_variants, crate::collection, r#"
#[dynamo(of(status), on = Gsi1, unknown = skip)]
enum OfStatus {
    Order(Order),
    Offer(crate::model::Offer),
}
"#;
    newtype, crate::attribute, "struct Id<T>(Uuid, #[dynamo(skip)] PhantomData<T>);";
    document, crate::attribute, r#"
#[dynamo(rename_all = "camelCase")]
pub struct Address {
    street_name: String,
    #[dynamo(default)]
    r#type: Kind,
    #[dynamo(rest)]
    rest: Item,
}
"#;
    tokens, crate::attribute, r#"
#[dynamo(rename_all = "UPPERCASE")]
enum Status {
    Open,
    #[dynamo(rename = "D")]
    Done,
    #[dynamo(other)]
    Other(String),
}
"#;
    union, crate::attribute, r#"
#[dynamo(tag = "kind")]
enum Payment {
    Card { last4: String },
    Transfer(Transfer),
    Cash,
}
"#;
    errors, crate::entity, r#"
#[dynamo(table = Shop, key(pk = "ORDER#{ordr_id}"))]
struct Order {
    order_id: u64,
}
"#;
}

#![allow(dead_code)]
use dynamo_model::prelude::*;
use dynamo_model::private as p;

// ---- table
pub struct Shop;
static SHOP: p::TableModel = p::TableModel {
    name: p::Cow::Borrowed("Shop"),
    partition_key: p::KeyAttribute { name: p::Cow::Borrowed("pk"), scalar: p::ScalarType::S },
    sort_key: p::Option::Some(p::KeyAttribute { name: p::Cow::Borrowed("sk"), scalar: p::ScalarType::S }),
    kind_attribute: p::Option::Some(p::Cow::Borrowed("_t")),
    ttl_attribute: p::Option::None,
    indexes: p::Cow::Borrowed(&[p::IndexModel {
        name: p::Cow::Borrowed("Gsi1"),
        scope: p::IndexScope::Global,
        partition_key: p::Cow::Borrowed(&[p::KeyAttribute {
            name: p::Cow::Borrowed("gsi1pk"),
            scalar: p::ScalarType::S,
        }]),
        sort_key: p::Cow::Borrowed(&[p::KeyAttribute {
            name: p::Cow::Borrowed("gsi1sk"),
            scalar: p::ScalarType::S,
        }]),
        projection: p::Projection::All,
    }]),
    entities: p::Cow::Borrowed(&[<Order as p::Entity>::MODEL]),
    collections: p::Cow::Borrowed(&[]),
};
impl p::Table for Shop {
    const MODEL: &'static p::TableModel = &SHOP;
}
impl Shop {
    pub fn on(backend: impl p::IntoBackend, name: impl Into<std::sync::Arc<str>>) -> p::TableHandle<Self> {
        p::TableHandle::new(backend, name)
    }
}

// ---- entity
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub customer_id: String,
    pub order_id: u64,
    pub status: String,
    pub placed_at: u32,
    pub note: Option<String>,
}

const _: () = {
    p::assert_key_part::<String>();
};

impl p::Entity for Order {
    type Table = Shop;
    type Key = OrderKey;
    type Paths = OrderPaths;
    type Untouched = (p::Unset, (p::Unset, ()));
    const MODEL: p::EntityModel = p::EntityModel {
        name: p::Cow::Borrowed("order"),
        key: p::EntityKeyModel {
            partition: p::KeySource::Template(p::KeyTemplate {
                segments: p::Cow::Borrowed(&[
                    p::Segment::Literal(p::Cow::Borrowed("CUSTOMER#")),
                    p::Segment::Part(p::TemplatePart {
                        attribute: p::Cow::Borrowed("customer_id"),
                        kind: p::part_kind(<String as p::Attribute>::TYPE_REF),
                        format: p::PartFormat { ..p::PartFormat::DEFAULT },
                    }),
                ]),
            }),
            sort: p::Option::Some(p::KeySource::Template(p::KeyTemplate {
                segments: p::Cow::Borrowed(&[
                    p::Segment::Literal(p::Cow::Borrowed("ORDER#")),
                    p::Segment::Part(p::TemplatePart {
                        attribute: p::Cow::Borrowed("order_id"),
                        kind: p::part_kind(<u64 as p::Attribute>::TYPE_REF),
                        format: p::PartFormat { ..p::PartFormat::DEFAULT },
                    }),
                ]),
            })),
        },
        indexes: p::Cow::Borrowed(&[p::EntityIndex {
            name: p::Cow::Borrowed("by_status"),
            index: p::Cow::Borrowed("Gsi1"),
            partition: p::Cow::Borrowed(&[p::KeySource::Template(p::KeyTemplate {
                segments: p::Cow::Borrowed(&[
                    p::Segment::Literal(p::Cow::Borrowed("STATUS#")),
                    p::Segment::Part(p::TemplatePart {
                        attribute: p::Cow::Borrowed("status"),
                        kind: p::part_kind(<String as p::Attribute>::TYPE_REF),
                        format: p::PartFormat { ..p::PartFormat::DEFAULT },
                    }),
                ]),
            })]),
            sort: p::Cow::Borrowed(&[p::KeySource::Template(p::KeyTemplate {
                segments: p::Cow::Borrowed(&[
                    p::Segment::Part(p::TemplatePart {
                        attribute: p::Cow::Borrowed("placed_at"),
                        kind: p::part_kind(<u32 as p::Attribute>::TYPE_REF),
                        format: p::PartFormat { ..p::PartFormat::DEFAULT },
                    }),
                    p::Segment::Literal(p::Cow::Borrowed("#")),
                    p::Segment::Part(p::TemplatePart {
                        attribute: p::Cow::Borrowed("order_id"),
                        kind: p::part_kind(<u64 as p::Attribute>::TYPE_REF),
                        format: p::PartFormat { ..p::PartFormat::DEFAULT },
                    }),
                ]),
            })]),
            when: p::Option::None,
        }]),
        attributes: p::Cow::Borrowed(&[
            p::AttributeModel {
                name: p::Cow::Borrowed("customer_id"),
                field: p::Cow::Borrowed("customer_id"),
                attribute_type: <String as p::Attribute>::TYPE,
                optional: <<String as p::Attribute>::Presence as p::Presence>::OPTIONAL,
            },
            p::AttributeModel {
                name: p::Cow::Borrowed("note"),
                field: p::Cow::Borrowed("note"),
                attribute_type: <Option<String> as p::Attribute>::TYPE,
                optional: <<Option<String> as p::Attribute>::Presence as p::Presence>::OPTIONAL,
            },
        ]),
    };

    fn paths() -> OrderPaths {
        OrderPaths(())
    }
    fn encode(&self) -> p::Result<p::Item, p::EncodeError> {
        let mut item = p::Item::with_capacity(5 + 6);
        p::push(&mut item, "customer_id", &self.customer_id)?;
        p::push(&mut item, "note", &self.note)?;
        p::push(&mut item, "order_id", &self.order_id)?;
        p::push(&mut item, "placed_at", &self.placed_at)?;
        p::push(&mut item, "status", &self.status)?;
        p::Result::Ok(item)
    }
    fn decode(mut fields: p::Fields<'_>) -> p::Decoded<Self> {
        let mut customer_id: p::Option<String> = p::Option::None;
        let mut order_id: p::Option<u64> = p::Option::None;
        let mut status: p::Option<String> = p::Option::None;
        let mut placed_at: p::Option<u32> = p::Option::None;
        let mut note: p::Option<Option<String>> = p::Option::None;
        while let p::Option::Some((name, value)) = fields.next_field()? {
            match &*name {
                "customer_id" => customer_id = p::read("customer_id", value)?,
                "order_id" => order_id = p::read("order_id", value)?,
                "status" => status = p::read("status", value)?,
                "placed_at" => placed_at = p::read("placed_at", value)?,
                "note" => note = p::read("note", value)?,
                _ => {}
            }
        }
        p::Result::Ok(Self {
            customer_id: p::require("customer_id", customer_id)?,
            order_id: p::require("order_id", order_id)?,
            status: p::require("status", status)?,
            placed_at: p::require("placed_at", placed_at)?,
            note: p::require("note", note)?,
        })
    }
}

// key
#[derive(Debug, Clone, PartialEq)]
pub struct OrderKey {
    pub customer_id: String,
    pub order_id: u64,
}
impl p::EntityKey for OrderKey {
    type Entity = Order;
    fn encode(&self) -> p::Result<p::Item, p::EncodeError> {
        let mut item = p::Item::with_capacity(2);
        p::push(&mut item, "customer_id", &self.customer_id)?;
        p::push(&mut item, "order_id", &self.order_id)?;
        p::Result::Ok(item)
    }
    fn decode(mut fields: p::Fields<'_>) -> p::Decoded<Self> {
        let mut customer_id: p::Option<String> = p::Option::None;
        let mut order_id: p::Option<u64> = p::Option::None;
        while let p::Option::Some((name, value)) = fields.next_field()? {
            match &*name {
                "customer_id" => customer_id = p::read("customer_id", value)?,
                "order_id" => order_id = p::read("order_id", value)?,
                _ => {}
            }
        }
        p::Result::Ok(Self {
            customer_id: p::require("customer_id", customer_id)?,
            order_id: p::require("order_id", order_id)?,
        })
    }
}
impl Order {
    pub fn key(customer_id: impl p::KeyArgument<String>, order_id: impl p::KeyArgument<u64>) -> OrderKey {
        OrderKey {
            customer_id: p::KeyArgument::into_part(customer_id),
            order_id: p::KeyArgument::into_part(order_id),
        }
    }
    pub fn primary_key(&self) -> OrderKey {
        OrderKey { customer_id: self.customer_id.clone(), order_id: self.order_id.clone() }
    }
    pub fn of(customer_id: impl p::KeyArgument<String>) -> OrderOf {
        let query =
            p::KeyQuery::new(<Shop as p::Table>::MODEL, <Self as p::Entity>::MODEL_REF, p::Option::None);
        let query = query.bind("customer_id", &p::KeyArgument::<String>::into_part(customer_id));
        OrderOf { query, state: p::PhantomData }
    }
    pub fn by_status(status: impl p::KeyArgument<String>) -> OrderByStatus {
        let query = p::KeyQuery::new(
            <Shop as p::Table>::MODEL,
            <Self as p::Entity>::MODEL_REF,
            p::Option::Some("by_status"),
        );
        let query = query.bind("status", &p::KeyArgument::<String>::into_part(status));
        OrderByStatus { query, state: p::PhantomData }
    }
}
#[derive(Debug, Clone)]
pub struct OrderOf<S = p::At<0>> {
    query: p::KeyQuery,
    state: p::PhantomData<S>,
}
impl<S> OrderOf<S> {
    pub fn order_id<A: p::SortArgument<u64>>(self, value: A) -> OrderOf<A::Then<p::At<1>>>
    where
        S: p::NextPart<0>,
    {
        OrderOf { query: value.add_to(self.query, "order_id"), state: p::PhantomData }
    }
}
impl<S> p::IntoQuery for OrderOf<S> {
    type Entity = Order;
    type Source = p::ReadFrom<false>;
    fn into_query(self) -> p::KeyQuery {
        self.query
    }
}
#[derive(Debug, Clone)]
pub struct OrderByStatus<S = p::At<0>> {
    query: p::KeyQuery,
    state: p::PhantomData<S>,
}
impl<S> OrderByStatus<S> {
    pub fn placed_at<A: p::SortArgument<u32>>(self, value: A) -> OrderByStatus<A::Then<p::At<1>>>
    where
        S: p::NextPart<0>,
    {
        OrderByStatus { query: value.add_to(self.query, "placed_at"), state: p::PhantomData }
    }
    pub fn order_id<A: p::SortArgument<u64>>(self, value: A) -> OrderByStatus<A::Then<p::At<2>>>
    where
        S: p::NextPart<1>,
    {
        OrderByStatus { query: value.add_to(self.query, "order_id"), state: p::PhantomData }
    }
}
impl<S> p::IntoQuery for OrderByStatus<S> {
    type Entity = Order;
    type Source = p::ReadFrom<{ p::is_global(<Shop as p::Table>::MODEL, "Gsi1") }>;
    fn into_query(self) -> p::KeyQuery {
        self.query
    }
}

// paths
pub struct OrderPaths(());
impl OrderPaths {
    pub fn customer_id(
        &self,
    ) -> p::Path<<String as p::Attribute>::Value, p::Immutable, <String as p::Attribute>::Presence> {
        p::Path::new(p::DocumentPath::attribute("customer_id"))
    }
    pub fn status(
        &self,
    ) -> p::Path<<String as p::Attribute>::Value, p::IndexInput<p::Zero>, <String as p::Attribute>::Presence>
    {
        p::Path::new(p::DocumentPath::attribute("status"))
    }
    pub fn placed_at(
        &self,
    ) -> p::Path<<u32 as p::Attribute>::Value, p::IndexInput<p::Succ<p::Zero>>, <u32 as p::Attribute>::Presence>
    {
        p::Path::new(p::DocumentPath::attribute("placed_at"))
    }
    pub fn note(
        &self,
    ) -> p::Path<<Option<String> as p::Attribute>::Value, p::Plain, <Option<String> as p::Attribute>::Presence>
    {
        p::Path::new(p::DocumentPath::attribute("note"))
    }
}
impl<S0, S1> p::CompleteUpdate<(S0, (S1, ()))> for Order
where
    S0: p::Join<S1>,
    <S0 as p::Join<S1>>::Out: p::Whole<OrderByStatus>,
{
}

async fn uses(shop: p::TableHandle<Shop>) -> dynamo_model::Result<()> {
    let order =
        Order { customer_id: "c".into(), order_id: 1, status: "open".into(), placed_at: 3, note: None };
    shop.create(&order).await?;
    let found = shop.get(Order::key("c", 1)).consistent().await?;
    assert_eq!(found, Some(order));
    let page = shop
        .query(Order::by_status("open").placed_at(1..9))
        .filter(|o| o.note().exists() & o.note().eq("x"))
        .take(3)
        .descending()
        .await?;
    let _: Vec<Order> = page.items;
    shop.query(Order::of("c").order_id(5)).consistent().await?;
    shop.update(Order::key("c", 1))
        .set(|o| o.status(), "done")
        .given(|o| o.placed_at(), 3)
        .remove(|o| o.note())
        .await?;
    let new = shop.update(Order::key("c", 1)).set(|o| o.note(), "x").returning(AllNew).await?;
    let _: Order = new;
    // shop.update(Order::key("c", 1)).set(|o| o.status(), "done").await?;
    // shop.update(Order::key("c", 1)).set(|o| o.customer_id(), "done").await?;
    // shop.query(Order::by_status("open").order_id(4)).await?;
    // shop.query(Order::by_status("open")).consistent().await?;
    // shop.query(Order::of("c")).filter(|o| o.note().eq(3)).await?;
    // shop.update(Order::key("c", 1)).add(|o| o.note(), "done").await?;
    Ok(())
}
fn is_send() {
    fn send<T: Send>(_: T) {}
    let _ = |shop| send(uses(shop));
}
fn main() {}

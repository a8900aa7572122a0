//! Calls on two registers, which are items of two tables.

use dynamo_mock::Engine;
use dynamo_model::api::{
    AttributeDefinition, BillingMode, CreateTableInput, ErrorCode, Get, GetItemInput, KeySchemaElement,
    KeyType, Put, PutItemInput, Request, Response, ReturnValues, ReturnedItem, TransactGetItemsInput,
    TransactWriteItem, TransactWriteItemsInput, Update, UpdateItemInput,
};
use dynamo_model::{AttributeValue, Item, Number};
use dynamo_schema::ScalarType;

/// A call. Registers are 0 and 1.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Operation {
    Put(usize, u64),
    /// Writes a value if another one is there.
    Replace(usize, u64, u64),
    /// Adds one and returns the sum.
    Add(usize),
    PutBoth(u64, u64),
    /// Takes one from a register, if it is there, and gives it to the other one.
    Move(usize),
    Read(usize),
    ReadBoth,
}

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Done,
    Refused,
    Value(Option<u64>),
    Both(Option<u64>, Option<u64>),
}

/// A call with its answer, and when it began and ended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Event {
    pub(crate) operation: Operation,
    pub(crate) answer: Answer,
    pub(crate) began: u64,
    pub(crate) ended: u64,
}

/// The table of a register. Each has its own, so that transactions lock two.
const TABLES: [&str; 2] = ["registers.0", "registers.1"];

pub(crate) fn engine() -> Engine {
    let engine = Engine::new();
    for table in TABLES {
        create(&engine, table);
    }
    engine
}

fn create(engine: &Engine, table: &str) {
    let definition = CreateTableInput {
        table_name: table.into(),
        attribute_definitions: vec![AttributeDefinition {
            attribute_name: "id".to_owned(),
            attribute_type: ScalarType::N,
        }],
        key_schema: vec![KeySchemaElement { attribute_name: "id".to_owned(), key_type: KeyType::Hash }],
        billing_mode: Some(BillingMode::PayPerRequest),
        ..CreateTableInput::default()
    };
    engine.call(definition.into()).unwrap();
}

fn number(value: u64) -> AttributeValue {
    AttributeValue::N(Number::from(value))
}

fn key(register: usize) -> Item {
    Item::from_iter([("id", number(register as u64))])
}

fn stored(register: usize, value: u64) -> Item {
    Item::from_iter([("id", number(register as u64)), ("v", number(value))])
}

fn value(item: Option<&ReturnedItem>) -> Option<u64> {
    item?.as_item().get("v")?.as_n()?.to_string().parse().ok()
}

fn put(register: usize, value: u64) -> TransactWriteItem {
    TransactWriteItem::Put(Put {
        table_name: TABLES[register].into(),
        item: stored(register, value),
        ..Put::default()
    })
}

fn add(register: usize, by: &str, condition: Option<&str>) -> TransactWriteItem {
    let mut values = Item::from_iter([(":by", AttributeValue::N(by.parse().unwrap()))]);
    if condition.is_some() {
        values.insert(":zero", number(0));
    }
    TransactWriteItem::Update(Update {
        table_name: TABLES[register].into(),
        key: key(register),
        update_expression: "ADD v :by".to_owned(),
        condition_expression: condition.map(str::to_owned),
        expression_attribute_values: values,
        ..Update::default()
    })
}

fn request(operation: Operation, consistent: bool) -> Request {
    let transaction = |transact_items| {
        TransactWriteItemsInput { transact_items, ..TransactWriteItemsInput::default() }.into()
    };
    match operation {
        Operation::Put(register, value) => {
            let item = stored(register, value);
            PutItemInput { table_name: TABLES[register].into(), item, ..PutItemInput::default() }.into()
        }
        Operation::Replace(register, old, new) => UpdateItemInput {
            table_name: TABLES[register].into(),
            key: key(register),
            update_expression: Some("SET v = :new".to_owned()),
            condition_expression: Some("v = :old".to_owned()),
            expression_attribute_values: Item::from_iter([(":new", number(new)), (":old", number(old))]),
            ..UpdateItemInput::default()
        }
        .into(),
        Operation::Add(register) => UpdateItemInput {
            table_name: TABLES[register].into(),
            key: key(register),
            update_expression: Some("ADD v :one".to_owned()),
            expression_attribute_values: Item::from_iter([(":one", number(1))]),
            return_values: Some(ReturnValues::UpdatedNew),
            ..UpdateItemInput::default()
        }
        .into(),
        Operation::PutBoth(one, two) => transaction(vec![put(0, one), put(1, two)]),
        Operation::Move(from) => {
            transaction(vec![add(from, "-1", Some("v > :zero")), add(1 - from, "1", None)])
        }
        Operation::Read(register) => GetItemInput {
            table_name: TABLES[register].into(),
            key: key(register),
            consistent_read: Some(consistent),
            ..GetItemInput::default()
        }
        .into(),
        Operation::ReadBoth => {
            let get = |register: usize| Get {
                table_name: TABLES[register].into(),
                key: key(register),
                ..Get::default()
            };
            let transact_items = vec![get(0), get(1)];
            TransactGetItemsInput { transact_items, ..TransactGetItemsInput::default() }.into()
        }
    }
}

/// Makes a call.
pub(crate) fn perform(engine: &Engine, operation: Operation, consistent: bool) -> Answer {
    match engine.call(request(operation, consistent)) {
        Ok(Response::GetItem(output)) => Answer::Value(value(output.item.as_ref())),
        Ok(Response::UpdateItem(output)) if matches!(operation, Operation::Add(_)) => {
            Answer::Value(value(output.attributes.as_ref()))
        }
        Ok(Response::TransactGetItems(output)) => {
            Answer::Both(value(output.responses[0].as_ref()), value(output.responses[1].as_ref()))
        }
        Ok(_) => Answer::Done,
        Err(error) => {
            let refused =
                matches!(error.code, ErrorCode::ConditionalCheckFailed | ErrorCode::TransactionCanceled);
            assert!(refused, "{error:?}");
            Answer::Refused
        }
    }
}

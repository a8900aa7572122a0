//! The engine as a backend, and from several threads.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use dynamo_mock::{Clock, Engine, Mock};
use dynamo_model::api::{DescribeTableInput, ErrorCode, TransactWriteItem, TransactWriteItemsInput, Update};
use dynamo_model::{AttributeValue, Backend, BackendError, IntoBackend, Number};

use crate::fixture::{call, definition, engine, get, item, key, n, put, s};

const fn assert_send_and_sync<T: Send + Sync + 'static>() {}

const _: () = {
    assert_send_and_sync::<Engine>();
    assert_send_and_sync::<Mock>();
    assert_send_and_sync::<Clock>();
};

#[test]
fn the_answer_is_there_when_the_call_returns() {
    let mock = Mock::new();
    call(mock.engine(), definition()).unwrap();
    let backend: Arc<dyn Backend> = mock.clone().into_backend();
    let ask = |name: &str| {
        let request = DescribeTableInput { table_name: name.into() };
        match pin!(backend.call(request.into())).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(answer) => answer.map_err(Box::new),
            Poll::Pending => panic!("the future waits"),
        }
    };
    assert_eq!(ask("items").unwrap().action(), "DescribeTable");
    let error = ask("none").unwrap_err();
    assert!(
        matches!(*error, BackendError::Service { error, .. } if error.code == ErrorCode::ResourceNotFound)
    );
}

/// Threads move amounts between accounts; each transaction is seen whole or not at all.
#[test]
fn transactions_of_several_threads_lose_nothing() {
    let engine = engine();
    for account in 0..4 {
        let mut stored = key("account", &account.to_string());
        stored.extend(item(&[("sum", n("100")), ("g", s("g")), ("h", n("1"))]));
        put(&engine, stored);
    }
    let add = |account: usize, amount: &str| {
        TransactWriteItem::Update(Update {
            table_name: "items".into(),
            key: key("account", &account.to_string()),
            update_expression: "ADD #s :by".to_owned(),
            expression_attribute_names: crate::fixture::names(&[("#s", "sum")]),
            expression_attribute_values: item(&[(":by", n(amount))]),
            ..Update::default()
        })
    };
    std::thread::scope(|scope| {
        for thread in 0..4usize {
            let (engine, add) = (&engine, &add);
            scope.spawn(move || {
                for step in 0..50usize {
                    let (from, to) = ((thread + step) % 4, (thread + step + 1) % 4);
                    let input = TransactWriteItemsInput {
                        transact_items: vec![add(from, "-3"), add(to, "3")],
                        ..TransactWriteItemsInput::default()
                    };
                    call(engine, input).unwrap();
                }
            });
        }
    });
    let sum = (0..4).fold(Number::ZERO, |sum, account| {
        let stored = get(&engine, "account", &account.to_string()).unwrap();
        sum.checked_add(*stored.get("sum").and_then(AttributeValue::as_n).unwrap()).unwrap()
    });
    assert_eq!(sum, Number::from(400u16));
}

//! The deletion of expired items.

use std::time::Duration;

use dynamo_mock::Engine;
use dynamo_model::AttributeValue;
use dynamo_model::api::{
    DescribeTimeToLiveInput, GetItemInput, ServiceError, TimeToLiveSpecification, TimeToLiveStatus,
    UpdateTimeToLiveInput, UpdateTimeToLiveOutput,
};

use crate::fixture::{self, call, item, key, n, put, refused, s};

fn set(engine: &Engine, attribute: &str, enabled: bool) -> Result<UpdateTimeToLiveOutput, ServiceError> {
    let time_to_live_specification =
        TimeToLiveSpecification { attribute_name: attribute.to_owned(), enabled };
    call(engine, UpdateTimeToLiveInput { table_name: "items".into(), time_to_live_specification })
}

fn engine() -> Engine {
    let engine = fixture::engine();
    set(&engine, "expires", true).unwrap();
    engine
}

fn is_there(engine: &Engine, sk: &str) -> bool {
    let get = GetItemInput { table_name: "items".into(), key: key("a", sk), ..GetItemInput::default() };
    call(engine, get).unwrap().item.is_some()
}

fn expiring(engine: &Engine, sk: &str, value: AttributeValue) {
    put(engine, item(&[("pk", s("a")), ("sk", s(sk)), ("expires", value)]));
}

fn in_seconds(engine: &Engine, seconds: u64) -> AttributeValue {
    n(&(engine.clock().now().as_secs() + seconds).to_string())
}

#[test]
fn an_item_is_deleted_when_its_second_has_passed() {
    let engine = engine();
    expiring(&engine, "1", in_seconds(&engine, 10));
    expiring(&engine, "2", in_seconds(&engine, 20));
    engine.clock().advance(Duration::from_secs(10));
    assert!(is_there(&engine, "1"));
    engine.clock().advance(Duration::from_secs(1));
    assert!(!is_there(&engine, "1"));
    assert!(is_there(&engine, "2"));
    engine.clock().advance(Duration::from_secs(10));
    assert!(!is_there(&engine, "2"));
}

#[test]
fn deletion_can_be_late() {
    let engine = engine();
    engine.set_expiry_delay(Duration::from_secs(3_600));
    expiring(&engine, "1", in_seconds(&engine, 10));
    engine.clock().advance(Duration::from_secs(3_610));
    assert!(is_there(&engine, "1"));
    engine.clock().advance(Duration::from_secs(1));
    assert!(!is_there(&engine, "1"));
}

#[test]
fn what_is_no_number_or_long_past_does_not_expire() {
    let engine = engine();
    expiring(&engine, "text", s("1"));
    expiring(&engine, "zero", n("0"));
    expiring(&engine, "negative", n("-5"));
    expiring(&engine, "large", n("1e125"));
    expiring(&engine, "small", n("1e-130"));
    expiring(&engine, "fraction", in_seconds(&engine, 1));
    let six_years_ago = engine.clock().now().as_secs() - 6 * 365 * 24 * 60 * 60;
    expiring(&engine, "old", n(&six_years_ago.to_string()));
    engine.clock().advance(Duration::from_secs(60));
    for sk in ["text", "zero", "negative", "large", "small", "old"] {
        assert!(is_there(&engine, sk), "{sk}");
    }
    assert!(!is_there(&engine, "fraction"));
}

#[test]
fn items_from_before_the_setting_expire_too() {
    let engine = fixture::engine();
    expiring(&engine, "1", in_seconds(&engine, 10));
    engine.clock().advance(Duration::from_secs(60));
    assert!(is_there(&engine, "1"));
    set(&engine, "expires", true).unwrap();
    assert!(!is_there(&engine, "1"));
}

#[test]
fn the_setting_changes_once_an_hour() {
    let engine = engine();
    refused(set(&engine, "expires", true), "TimeToLive is already enabled");
    refused(
        set(&engine, "other", false),
        "TimeToLive is active on a different AttributeName: current AttributeName is expires",
    );
    refused(
        set(&engine, "expires", false),
        "Time to live has been modified multiple times within a fixed interval",
    );
    engine.clock().advance(Duration::from_secs(3_600));
    set(&engine, "expires", false).unwrap();
    refused(set(&engine, "expires", false), "TimeToLive is already disabled");
    let describe = DescribeTimeToLiveInput { table_name: "items".into() };
    let described = call(&engine, describe).unwrap().time_to_live_description;
    assert_eq!((described.time_to_live_status, described.attribute_name), (TimeToLiveStatus::Disabled, None));
}

//! Items read field by field agree with items read as trees.

use dynamo_model::api::{QueryOutput, Response, ReturnedItem};
use dynamo_model::wire::json::Reader;
use dynamo_model::wire::{self, DecodeError, ItemReader, ValueKind};
use dynamo_model::{AttributeValue, Item};
use proptest::prelude::*;

use crate::arbitrary;

/// Reads a value by the accessors alone.
fn value(reader: &mut ItemReader<'_, '_>) -> Result<AttributeValue, DecodeError> {
    Ok(match reader.kind()? {
        ValueKind::S => AttributeValue::S(reader.text()?.into_owned()),
        ValueKind::N => AttributeValue::N(reader.number()?),
        ValueKind::B => AttributeValue::B(reader.bytes()?),
        ValueKind::Bool => AttributeValue::Bool(reader.boolean()?),
        ValueKind::Null => {
            reader.null()?;
            AttributeValue::Null
        }
        ValueKind::L => {
            let mut values = Vec::new();
            reader.begin_list()?;
            while reader.next_element()? {
                values.push(value(reader)?);
            }
            AttributeValue::L(values)
        }
        ValueKind::M => {
            reader.begin_map()?;
            AttributeValue::M(fields(reader)?)
        }
        kind @ ValueKind::Ss => {
            reader.begin_set(kind)?;
            let members = std::iter::from_fn(|| reader.next_text().transpose());
            AttributeValue::Ss(members.map(|text| text.map(Into::into)).collect::<Result<_, _>>()?)
        }
        kind @ ValueKind::Ns => {
            reader.begin_set(kind)?;
            AttributeValue::Ns(
                std::iter::from_fn(|| reader.next_number().transpose()).collect::<Result<_, _>>()?,
            )
        }
        kind @ ValueKind::Bs => {
            reader.begin_set(kind)?;
            AttributeValue::Bs(
                std::iter::from_fn(|| reader.next_bytes().transpose()).collect::<Result<_, _>>()?,
            )
        }
    })
}

fn fields(reader: &mut ItemReader<'_, '_>) -> Result<Item, DecodeError> {
    let mut item = Item::new();
    while let Some(name) = reader.next_field()? {
        item.insert(name.into_owned(), value(reader)?);
    }
    Ok(item)
}

fn skipped(reader: &mut ItemReader<'_, '_>, ask: bool) -> Result<usize, DecodeError> {
    let mut count = 0;
    while reader.next_field()?.is_some() {
        if ask {
            reader.kind()?;
        }
        reader.skip()?;
        count += 1;
    }
    Ok(count)
}

proptest! {
    #[test]
    fn accessors(item in arbitrary::item(), ask: bool) {
        let bytes = wire::encode_item(&item);
        let mut json = Reader::new(&bytes).unwrap();
        prop_assert_eq!(fields(&mut ItemReader::new(&mut json).unwrap()), Ok(item.clone()));
        prop_assert_eq!(json.finish(), Ok(()));
        let mut json = Reader::new(&bytes).unwrap();
        prop_assert_eq!(skipped(&mut ItemReader::new(&mut json).unwrap(), ask), Ok(item.len()));
        prop_assert_eq!(json.finish(), Ok(()));
    }

    #[test]
    fn responses(response in arbitrary::response().prop_filter("no items to read", |response| {
        matches!(response, Response::Query(_) | Response::GetItem(_))
    })) {
        let body = wire::encode_response(&response);
        let expected = match response {
            Response::Query(page) => page,
            Response::GetItem(one) => {
                let read = wire::read_one::<_, DecodeError>(&body, fields);
                let expected = (one.item.map(ReturnedItem::into_item), one.consumed_capacity);
                prop_assert_eq!(read, Ok(expected));
                return Ok(());
            }
            _ => return Ok(()),
        };
        let mut items = Vec::new();
        let page = wire::read_page::<DecodeError>(&body, |reader| {
            items.push(fields(reader)?.into());
            Ok(())
        });
        prop_assert_eq!(page.map(|page| QueryOutput { items, ..page }), Ok(expected));
    }
}

#[test]
fn another_type() {
    let mut json = Reader::new(br#"{"a":{"N":"1"}}"#).unwrap();
    let mut item = ItemReader::new(&mut json).unwrap();
    item.next_field().unwrap();
    assert_eq!(item.text(), Err(DecodeError::Mismatch("expected S, found N".into())));
}

#[test]
fn several_types() {
    let mut json = Reader::new(br#"{"a":{"N":"1","S":"a"}}"#).unwrap();
    let mut item = ItemReader::new(&mut json).unwrap();
    item.next_field().unwrap();
    assert!(matches!(item.number(), Err(DecodeError::Refused(_))));
}

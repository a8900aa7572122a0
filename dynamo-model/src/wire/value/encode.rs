//! Values into JSON.

use super::number::write_number;
use crate::wire::base64;
use crate::wire::json::Writer;
use crate::{AttributeValue, Item, Number};

/// Writes an item, or the content of a value of type `M`.
pub(in crate::wire) fn write_item(item: &Item, out: &mut Writer) {
    out.begin_object();
    for (name, value) in item.iter() {
        out.name(name);
        write_value(value, out);
    }
    out.end_object();
}

/// Writes a value with its type.
pub(in crate::wire) fn write_value(value: &AttributeValue, out: &mut Writer) {
    // The names of the types hold nothing to escape, and one member needs no comma.
    match value {
        AttributeValue::S(text) => out.string_between(b"{\"S\":\"", text, b"\""),
        AttributeValue::N(number) => {
            out.raw(b"{\"N\":");
            write_quoted(number, out);
        }
        AttributeValue::B(bytes) => {
            out.raw(b"{\"B\":");
            write_binary(bytes, out);
        }
        AttributeValue::Bool(true) => out.raw(b"{\"BOOL\":true"),
        AttributeValue::Bool(false) => out.raw(b"{\"BOOL\":false"),
        AttributeValue::Null => out.raw(b"{\"NULL\":true"),
        AttributeValue::L(values) => {
            out.raw(b"{\"L\":");
            write_list(values, out, write_value);
        }
        AttributeValue::M(map) => {
            out.raw(b"{\"M\":");
            write_item(map, out);
        }
        AttributeValue::Ss(set) => {
            out.raw(b"{\"SS\":");
            write_list(set, out, |text, out| out.string(text));
        }
        AttributeValue::Ns(set) => {
            out.raw(b"{\"NS\":");
            write_list(set, out, write_quoted);
        }
        AttributeValue::Bs(set) => {
            out.raw(b"{\"BS\":");
            write_list(set, out, |bytes, out| write_binary(bytes, out));
        }
    }
    out.end_object();
}

fn write_list<'a, T: 'a>(
    elements: impl IntoIterator<Item = &'a T>,
    out: &mut Writer,
    write: impl Fn(&T, &mut Writer),
) {
    out.begin_array();
    for element in elements {
        out.element();
        write(element, out);
    }
    out.end_array();
}

fn write_quoted(number: &Number, out: &mut Writer) {
    out.raw(b"\"");
    write_number(number, out);
    out.raw(b"\"");
}

fn write_binary(bytes: &[u8], out: &mut Writer) {
    out.raw(b"\"");
    base64::encode(bytes, out.buffer());
    out.raw(b"\"");
}

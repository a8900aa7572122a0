//! Mutations of a request: of its expressions, of its parts, and of its bytes.

use dynamo_differential::{Random, Step};
use serde_json::{Value, json};

/// Texts that expressions are made of, and some that they are not.
const WORDS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "[0]",
    "[99999999999999999999]",
    ".",
    ",",
    "=",
    "<>",
    "<",
    "<=",
    ">",
    ">=",
    "+",
    "-",
    "*",
    " AND ",
    " OR ",
    " NOT ",
    " IN ",
    " BETWEEN ",
    "SET ",
    "REMOVE ",
    "ADD ",
    "DELETE ",
    "attribute_exists(",
    "attribute_not_exists(",
    "attribute_type(",
    "begins_with(",
    "contains(",
    "size(",
    "if_not_exists(",
    "list_append(",
    "#a",
    ":v0",
    "#",
    ":",
    "pk",
    "a.b.c",
    "é",
    "\u{0}",
    "\u{10ffff}",
    "\"",
    "'",
    " ",
    "\n",
    "0",
    "1e9",
];

/// The levels of something that is nested.
const DEPTHS: &[usize] = &[2, 31, 33, 300, 3_000, 60_000];

/// The length from which on texts get shorter.
const LONGEST: usize = 20_000;

/// Changes a text in one place.
fn mutate_text(random: &mut Random, text: &str) -> String {
    // What repeats a text, and then again, must end somewhere.
    if text.len() > LONGEST {
        return text.chars().take(random.below(LONGEST)).collect();
    }
    let mut letters: Vec<char> = text.chars().collect();
    let at = random.below(letters.len() + 1);
    let end = (at + random.below(12)).min(letters.len());
    match random.below(9) {
        0 => {
            letters.drain(at..end);
        }
        1 | 2 => {
            let word: Vec<char> = random.pick(WORDS).chars().collect();
            letters.splice(at..at, word);
        }
        3 => {
            let word: Vec<char> = random.pick(WORDS).chars().collect();
            letters.splice(at..end, word);
        }
        4 => {
            let part: Vec<char> = letters[at..end].to_vec();
            letters.splice(at..at, part);
        }
        5 => letters.truncate(at),
        6 => letters.reverse(),
        7 => {
            let depth = random.pick(DEPTHS);
            let (open, close) =
                random.pick(&[("(", ")"), ("NOT ", ""), ("a.", ""), ("[0]", ""), ("size(", ")")]);
            return format!("{}{text}{}", open.repeat(depth), close.repeat(depth));
        }
        _ => {
            let times = random.pick(&[2, 10, 301, 1_000]);
            let word = random.pick(&[" AND ", " OR ", ", ", " + "]);
            return vec![text; times].join(word);
        }
    }
    letters.into_iter().collect()
}

/// Changes the expressions of a request.
pub(crate) fn mutate_expressions(random: &mut Random, step: &Step, other: &Step) -> Vec<u8> {
    let mut request = Value::Object(step.request.clone());
    let extra = texts(&Value::Object(other.request.clone()));
    for_expressions(&mut request, &mut |text| {
        if random.chance(10) && !extra.is_empty() {
            text.clone_from(&extra[random.below(extra.len())]);
        }
        for _ in 0..=random.below(3) {
            *text = mutate_text(random, text);
        }
    });
    request.to_string().into_bytes()
}

fn for_expressions(value: &mut Value, change: &mut impl FnMut(&mut String)) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if name.ends_with("Expression") => change(text),
                    inner => for_expressions(inner, change),
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| for_expressions(element, change)),
        _ => {}
    }
}

fn texts(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut value = value.clone();
    for_expressions(&mut value, &mut |text| found.push(text.clone()));
    found
}

/// Changes bytes of a body.
pub(crate) fn mutate_bytes(random: &mut Random, step: &Step, other: &Step) -> Vec<u8> {
    let mut bytes = Value::Object(step.request.clone()).to_string().into_bytes();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(20)).min(bytes.len());
        match random.below(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 => bytes.truncate(at),
            2 => {
                bytes.drain(at..end);
            }
            3 => {
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            4 => {
                let other = Value::Object(other.request.clone()).to_string().into_bytes();
                let from = random.below(other.len());
                bytes.splice(at..end, other[from..].to_vec());
            }
            5 => {
                let depth = random.pick(DEPTHS);
                let open = random.pick(&["[", "{\"M\":", "{\"L\":[", "{\"a\":"]);
                bytes.splice(at..at, open.repeat(depth).into_bytes());
            }
            6 => {
                let part = random.pick(&[
                    "\\u0000",
                    "\\ud800",
                    "\\",
                    "\"",
                    "1e999999999",
                    "-",
                    "0000",
                    "null",
                    "true",
                    "{}",
                    "[]",
                    "\u{feff}",
                    "99999999999999999999999999999999999999999",
                    ",",
                    ":",
                ]);
                bytes.splice(at..end, part.bytes());
            }
            7 => bytes.insert(at, random.pick(&[0x00, 0x1f, 0x7f, 0x80, 0xc0, 0xed, 0xf5, 0xff])),
            _ => bytes.extend_from_slice(b" {}"),
        }
    }
    bytes
}

/// Changes the parts of a request, with parts of another one among them.
pub(crate) fn mutate_request(random: &mut Random, step: &Step, other: &Step) -> Vec<u8> {
    let mut request = Value::Object(step.request.clone());
    let other = Value::Object(other.request.clone());
    for _ in 0..=random.below(4) {
        let (parts, donors) = (count(&request), count(&other));
        let donor = part(&other, &mut random.below(donors)).cloned().unwrap_or_default();
        let at = random.below(parts);
        change(&mut request, &mut { at }, &mut |value| replace(random, value, &donor));
    }
    nested(random, request)
}

/// Now and then the request is far too deep; written by hand, for a value so deep cannot be dropped.
fn nested(random: &mut Random, request: Value) -> Vec<u8> {
    let text = request.to_string();
    if !random.rarely(100) {
        return text.into_bytes();
    }
    let depth = random.pick(DEPTHS);
    let (open, close) =
        random.pick(&[("{\"M\":{\"a\":", "}}"), ("{\"L\":[", "]}"), ("[", "]"), ("{\"a\":", "}")]);
    let name = random.pick(&["Item", "Key", "ExpressionAttributeValues", "TransactItems", "Unknown"]);
    format!("{{\"{name}\":{}{text}{}}}", open.repeat(depth), close.repeat(depth)).into_bytes()
}

fn replace(random: &mut Random, value: &mut Value, donor: &Value) {
    match random.below(12) {
        0 => *value = Value::Null,
        1 => *value = json!({}),
        2 => *value = json!([]),
        3 => *value = json!(random.pick(&["", "a", "-1", "NaN", "1e400", "\u{0}", "ALL_NEW", "TOTAL"])),
        4 => *value = json!(random.pick(&[0_i64, 1, -1, i64::MAX, i64::MIN])),
        5 => *value = json!(1.5e300),
        6 => *value = json!(random.chance(50)),
        7 => *value = json!([value.clone(), value.clone()]),
        8 => *value = json!({"M": {"a": value.clone()}}),
        9 => *value = Value::String("k".repeat(random.pick(&[256, 1_025, 2_049, 70_000]))),
        10 => {
            if let Value::Object(members) = value {
                let names: Vec<String> = members.keys().cloned().collect();
                if !names.is_empty() {
                    members.remove(&names[random.below(names.len())]);
                }
            }
        }
        _ => *value = donor.clone(),
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(members) => members.values().map(count).sum(),
        Value::Array(elements) => elements.iter().map(count).sum::<usize>(),
        _ => 0,
    }
}

fn children(value: &Value) -> Vec<&Value> {
    match value {
        Value::Object(members) => members.values().collect(),
        Value::Array(elements) => elements.iter().collect(),
        _ => Vec::new(),
    }
}

fn part<'v>(value: &'v Value, at: &mut usize) -> Option<&'v Value> {
    if *at == 0 {
        return Some(value);
    }
    *at -= 1;
    children(value).into_iter().find_map(|child| part(child, at))
}

fn change(value: &mut Value, at: &mut usize, with: &mut impl FnMut(&mut Value)) -> bool {
    if *at == 0 {
        with(value);
        return true;
    }
    *at -= 1;
    match value {
        Value::Array(elements) => elements.iter_mut().any(|element| change(element, at, with)),
        Value::Object(members) => members.values_mut().any(|member| change(member, at, with)),
        _ => false,
    }
}

//! Random expressions, with the names and values that they use.

use serde_json::{Map, Value, json};

use crate::Random;
use crate::table::{Scalar, Table};
use crate::value::{PLAIN, key_value, value, value_for};

/// The expressions of one request: they share their placeholders.
pub(crate) struct Expressions<'r, 't> {
    pub(crate) random: &'r mut Random,
    pub(crate) table: &'t Table,
    /// The index whose attributes paths keep to.
    pub(crate) within: Option<usize>,
    names: Map<String, Value>,
    values: Map<String, Value>,
}

const COMPARATORS: &[&str] = &["=", "<>", "<", "<=", ">", ">="];

impl<'r, 't> Expressions<'r, 't> {
    pub(crate) fn new(random: &'r mut Random, table: &'t Table) -> Self {
        Self { random, table, within: None, names: Map::new(), values: Map::new() }
    }

    /// Puts the names and values into the request, now and then with a mistake.
    pub(crate) fn finish(mut self, request: &mut Map<String, Value>) {
        if self.random.rarely(60) {
            self.names.insert("#unused".to_owned(), json!("x"));
        }
        if self.random.rarely(60) {
            self.values.insert(":unused".to_owned(), json!({"S": "x"}));
        }
        if self.random.rarely(40) && !self.values.is_empty() {
            let first = self.values.keys().next().cloned().unwrap_or_default();
            self.values.remove(&first);
        }
        if !self.names.is_empty() {
            request.insert("ExpressionAttributeNames".to_owned(), Value::Object(self.names));
        }
        if !self.values.is_empty() {
            request.insert("ExpressionAttributeValues".to_owned(), Value::Object(self.values));
        }
    }

    /// Puts the names alone into a request that has no place for values.
    pub(crate) fn finish_names(self, request: &mut Map<String, Value>) {
        if !self.names.is_empty() {
            request.insert("ExpressionAttributeNames".to_owned(), Value::Object(self.names));
        }
    }

    /// A placeholder for a value.
    pub(crate) fn placeholder(&mut self, value: Value) -> String {
        let name = format!(":v{}", self.values.len());
        self.values.insert(name.clone(), value);
        name
    }

    /// A name, as it is or behind a placeholder.
    pub(crate) fn name(&mut self, name: &str) -> String {
        // Names that are reserved words must stand behind a placeholder; now and then they do not.
        let reserved = matches!(name, "size" | "l" | "s" | "n" | "m");
        let open = if reserved && name == "size" { 3 } else { 60 };
        if self.random.chance(open) {
            return name.to_owned();
        }
        let placeholder = format!("#{}", name.replace(['-', '.'], "_"));
        self.names.insert(placeholder.clone(), json!(name));
        placeholder
    }

    /// An attribute that items often have.
    fn attribute(&mut self) -> &'static str {
        let mut name = self.any_attribute();
        if let Some(index) = self.within {
            while !self.table.holds(index, name) {
                name = self.any_attribute();
            }
        }
        name
    }

    fn any_attribute(&mut self) -> &'static str {
        if self.random.chance(20) {
            let keys = self.table.key_attributes();
            return keys[self.random.below(keys.len())].name;
        }
        self.random.pick(PLAIN)
    }

    /// A document path, and the attribute that it starts with.
    fn path(&mut self) -> (String, &'static str) {
        let root = self.attribute();
        (self.path_from(root), root)
    }

    /// An attribute that may be changed, or now and then a path that may not.
    fn target(&mut self) -> (String, &'static str) {
        if self.random.chance(6) {
            return self.path();
        }
        let mut roots = PLAIN.to_vec();
        let keys = self.table.key_attributes();
        let free = keys.iter().filter(|attribute| !self.table.key().any(|own| own == **attribute));
        roots.extend(free.map(|attribute| attribute.name));
        let root = self.random.pick(&roots);
        (self.path_from(root), root)
    }

    fn path_from(&mut self, root: &str) -> String {
        let mut path = self.name(root);
        let deeper = match root {
            "m" | "l" => 45,
            _ => 4,
        };
        if self.random.chance(deeper) {
            let list = root == "l" || self.random.chance(15);
            for _ in 0..=usize::from(self.random.chance(20)) {
                if list {
                    path.push_str(self.random.pick(&["[0]", "[1]", "[2]", "[7]"]));
                } else {
                    let inner = self.random.pick(&["a", "b", "n", "size"]);
                    path.push('.');
                    path.push_str(&self.name(inner));
                }
            }
        }
        path
    }

    /// A value that has an order, as comparisons demand.
    fn scalar(&mut self, root: &str) -> String {
        if self.random.chance(3) {
            return self.fitting(root);
        }
        let keys = self.table.key_attributes();
        let scalar = match (keys.iter().find(|key| key.name == root), root) {
            (Some(key), _) => key.scalar,
            (None, "n") => Scalar::N,
            (None, "s") => Scalar::S,
            (None, _) => Scalar::random(self.random),
        };
        let value = key_value(self.random, scalar);
        self.placeholder(value)
    }

    /// A value that could be at a path.
    fn fitting(&mut self, root: &str) -> String {
        let value = if self.random.chance(12) {
            value(self.random)
        } else {
            let keys = self.table.key_attributes();
            match keys.iter().find(|key| key.name == root) {
                Some(key) => key_value(self.random, key.scalar),
                None => value_for(self.random, root),
            }
        };
        self.placeholder(value)
    }

    /// A condition or filter.
    pub(crate) fn condition(&mut self, depth: usize) -> String {
        if depth > 0 && self.random.chance(35) {
            let one = self.condition(depth - 1);
            return match self.random.below(4) {
                0 => format!("NOT {one}"),
                1 => format!("({one}) AND {}", self.condition(depth - 1)),
                2 => format!("{one} OR ({})", self.condition(depth - 1)),
                _ => format!("{one} {} {}", self.random.pick(&["and", "OR"]), self.condition(depth - 1)),
            };
        }
        if self.random.rarely(150) {
            return self.wrong_condition();
        }
        let (path, root) = self.path();
        match self.random.below(14) {
            0..=3 => {
                let comparator = self.random.pick(COMPARATORS);
                let equality = matches!(comparator, "=" | "<>");
                let value = if equality { self.fitting(root) } else { self.scalar(root) };
                if self.random.chance(15) {
                    format!("{value} {comparator} {path}")
                } else {
                    format!("{path} {comparator} {value}")
                }
            }
            4 => {
                let (low, high) = (self.scalar(root), self.scalar(root));
                format!("{path} BETWEEN {low} AND {high}")
            }
            5 => {
                let operands: Vec<String> = (0..=self.random.below(3)).map(|_| self.fitting(root)).collect();
                format!("{path} IN ({})", operands.join(", "))
            }
            6 => format!("attribute_exists({path})"),
            7 => format!("attribute_not_exists({path})"),
            8 => {
                let kind = self.random.pick(&["S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"]);
                let kind = self.placeholder(json!({"S": kind}));
                format!("attribute_type({path}, {kind})")
            }
            9 => {
                let beginning = if self.random.chance(80) {
                    key_value(self.random, Scalar::S)
                } else {
                    value(self.random)
                };
                let beginning = self.placeholder(beginning);
                format!("begins_with({path}, {beginning})")
            }
            10 | 11 => {
                let part = match root {
                    "ns" => json!({"N": self.random.pick(&["1", "3.50", "9"])}),
                    "ss" => json!({"S": self.random.pick(&["a", "c"])}),
                    _ => value(self.random),
                };
                let part = self.placeholder(part);
                format!("contains({path}, {part})")
            }
            12 => {
                let comparator = self.random.pick(COMPARATORS);
                let length = json!({"N": self.random.pick(&["0", "1", "2", "3"])});
                let length = self.placeholder(length);
                format!("size({path}) {comparator} {length}")
            }
            _ => {
                let (other, _) = self.path();
                format!("{path} {} {other}", self.random.pick(COMPARATORS))
            }
        }
    }

    /// A condition that is wrong in itself.
    fn wrong_condition(&mut self) -> String {
        let (path, root) = self.path();
        let value = self.fitting(root);
        match self.random.below(12) {
            0 => format!("(({path} = {value}))"),
            1 => format!("{path} = :undefined"),
            2 => format!("#undefined = {value}"),
            3 => format!("{path} == {value}"),
            4 => format!("nothing({path}, {value})"),
            5 => format!("if_not_exists({path}, {value})"),
            6 => format!("size({path})"),
            7 => format!("attribute_exists({path}, {value})"),
            8 => format!("attribute_exists({value})"),
            9 => format!("status = {value}"),
            10 => String::new(),
            _ => format!("{path} = {value} AND"),
        }
    }

    /// A projection.
    pub(crate) fn projection(&mut self) -> String {
        let paths: Vec<String> = (0..=self.random.below(4)).map(|_| self.path().0).collect();
        if self.random.rarely(100) { format!("{},", paths.join(",")) } else { paths.join(", ") }
    }

    /// An update expression.
    pub(crate) fn update(&mut self) -> String {
        let mut sections = Vec::new();
        for section in ["SET", "REMOVE", "ADD", "DELETE"] {
            if self.random.chance(if section == "SET" { 65 } else { 22 }) {
                let count = if self.random.chance(35) { 2 } else { 1 };
                let actions: Vec<String> = (0..count).map(|_| self.action(section)).collect();
                sections.push(format!("{section} {}", actions.join(", ")));
            }
        }
        if self.random.rarely(100) && !sections.is_empty() {
            sections.push(sections[0].clone());
        }
        if self.random.chance(20) {
            sections.reverse();
        }
        sections.join(" ")
    }

    fn action(&mut self, section: &str) -> String {
        match section {
            "SET" => {
                let (path, root) = self.target();
                let assigned = self.assigned(root);
                format!("{path} = {assigned}")
            }
            "REMOVE" => self.target().0,
            "ADD" => {
                let root = self.random.pick(&["n", "n", "ss", "ns", "bs", "x"]);
                let path = self.path_from(root);
                let added = if root == "n" && self.random.chance(95) {
                    json!({"N": self.random.pick(&["1", "-1", "0.5", "1e3"])})
                } else {
                    value_for(self.random, root)
                };
                format!("{path} {}", self.placeholder(added))
            }
            _ => {
                let root = self.random.pick(&["ss", "ss", "ns", "ns", "bs"]);
                let path = self.path_from(root);
                let value = value_for(self.random, root);
                format!("{path} {}", self.placeholder(value))
            }
        }
    }

    fn assigned(&mut self, root: &str) -> String {
        let path = if self.random.chance(85) { self.path_from(root) } else { self.path().0 };
        match self.random.below(10) {
            0..=4 => self.fitting(root),
            5 if self.random.chance(25) => path,
            5 | 6 => format!("if_not_exists({path}, {})", self.fitting(root)),
            7 => {
                let number = json!({"N": self.random.pick(&["1", "2.5", "-10", "1e3"])});
                let number = self.placeholder(number);
                let path = if self.random.chance(70) { self.path_from("n") } else { path };
                let sign = self.random.pick(&["+", "-"]);
                match self.random.below(8) {
                    0 => format!("{number} {sign} {path}"),
                    2..=7 => format!("if_not_exists({path}, {number}) {sign} {number}"),
                    _ => format!("{path} {sign} {number}"),
                }
            }
            8 => {
                let list = value_for(self.random, "l");
                let list = self.placeholder(list);
                let path = if self.random.chance(80) { self.path_from("l") } else { path };
                match self.random.below(8) {
                    0 => format!("list_append({list}, {path})"),
                    2..=7 => format!("list_append(if_not_exists({path}, {list}), {list})"),
                    _ => format!("list_append({path}, {list})"),
                }
            }
            _ => match self.random.below(8) {
                0 => format!("size({path})"),
                1 => ":undefined".to_owned(),
                2 => format!("{path} * {path}"),
                3 => format!("if_not_exists({path})"),
                _ => self.fitting(root),
            },
        }
    }
}

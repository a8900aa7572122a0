//! Examples as tests: each on a table of its own, on the engine, with the seeds in it.

mod expected;

use super::layout::{Expr, Link};
use super::methods::{error_name, method_name, table_name};
use super::{doc, ident, imports, seeds, value};
use crate::design::{
    AccessPattern, ArgumentExample, Design, ErrorWord, Example, FieldDesign, ItemExample, Operation, Outcome,
    ParameterKind, WritePattern,
};

/// How far the statements of a test are indented.
const STATEMENT: usize = 8;

/// The module of the tests, or nothing without examples.
pub(super) fn module(design: &Design) -> String {
    if design.examples.is_empty() {
        return String::new();
    }
    let mut tests = String::new();
    for example in &design.examples {
        let Some(pattern) = design.patterns.iter().find(|pattern| pattern.name == example.pattern) else {
            continue;
        };
        tests.push('\n');
        let text = example.doc.as_deref().map(str::trim).filter(|text| !text.is_empty());
        doc(text.unwrap_or_default(), 1, &mut tests);
        Test { design, pattern, example }.write(&mut tests);
    }
    let table = table_name(&design.name);
    let has_seeds = !design.seeds.is_empty();
    let seeds = seeds::name(&design.name);
    let (stored, bound, result) = if has_seeds {
        (
            format!("({table}, {seeds})"),
            format!("        let seeds = {seeds}::store(&table).await?;\n"),
            "(table, seeds)",
        )
    } else {
        (table.clone(), String::new(), "table")
    };
    let imports: Vec<String> = imports(&tests)
        .lines()
        .filter(|line| !line.starts_with("use dynamo_model::"))
        .map(|line| if line.is_empty() { String::new() } else { format!("    {line}") })
        .collect();
    let imports = imports.join("\n");
    let imports = imports.trim_end();
    let imports = if imports.is_empty() { String::new() } else { format!("{imports}\n\n") };
    format!(
        "
/// The examples of the spec, each on a table of its own. They need `dynamo-mock` and `tokio`.
#[cfg(test)]
mod examples {{
{imports}    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    async fn stored() -> dynamo_model::Result<{stored}> {{
        let table = {table}::on(dynamo_mock::Mock::new(), {:?});
        table.create_table().await?;
{bound}        Ok({result})
    }}
{tests}}}
",
        design.options.table_name
    )
}

/// An example that becomes a test.
struct Test<'d> {
    design: &'d Design,
    pattern: &'d AccessPattern,
    example: &'d Example,
}

impl Test<'_> {
    fn write(&self, out: &mut String) {
        out.push_str(&format!(
            "    #[tokio::test]\n    async fn {}() -> Outcome {{\n",
            ident(&self.example.name)
        ));
        let mut body = String::new();
        let call = self.call(&mut body);
        self.outcome(call, &mut body);
        self.afterwards(&mut body);
        let start = match (self.design.seeds.is_empty(), body.contains("seeds.")) {
            (true, _) => "let table",
            (false, true) => "let (table, seeds)",
            (false, false) => "let (table, _)",
        };
        out.push_str(&format!("        {start} = stored().await?;\n{body}        Ok(())\n    }}\n"));
    }

    /// The call of the method. What does not fit into its line is bound before.
    fn call(&self, body: &mut String) -> Expr {
        let mut arguments = Vec::new();
        for (parameter, example) in self.pattern.parameters.iter().zip(&self.example.arguments) {
            let is_segment = example.is_none() && !parameter.optional;
            let Some(example) = example else {
                arguments.push(Expr::text(if is_segment { "segment" } else { "None" }));
                continue;
            };
            // A list of one is lent as it is.
            if let ArgumentExample::Items(items) = example
                && let [ItemExample::Seed(name)] = items.as_slice()
            {
                arguments.push(Expr::text(format!("std::slice::from_ref(&seeds.{})", ident(name))));
                continue;
            }
            if let Some(keys) = self.keys(&parameter.name, example, body) {
                arguments.push(keys);
                continue;
            }
            let expr = self.bounds(&parameter.kind, example, body);
            let expr = expr.unwrap_or_else(|| self.argument(&parameter.kind, example));
            let (expr, is_borrowed) = match (example, &parameter.kind) {
                (ArgumentExample::Item(_) | ArgumentExample::Items(_) | ArgumentExample::Rows(_), _) => {
                    (expr, true)
                }
                _ => (expr, false),
            };
            let is_place = matches!(&expr, Expr::Text(_));
            let expr = if is_place || expr.flat().chars().count() <= 40 && !matches!(expr, Expr::Struct(..)) {
                expr
            } else {
                let name = self.local(&parameter.name);
                body.push_str(&expr.binding(&name, STATEMENT));
                Expr::text(name)
            };
            let expr = if is_borrowed { Expr::text(format!("&{}", expr.flat())) } else { expr };
            arguments.push(if parameter.optional { Expr::call("Some", vec![expr]) } else { expr });
        }
        let name = match self.example.range {
            Some(operator) => method_name(&self.pattern.name, operator),
            None => ident(&self.pattern.name),
        };
        Expr::text("table").then([Link::call(name, arguments)])
    }

    /// Keys of items, of which those that are no seeds are bound before.
    fn keys(&self, parameter: &str, example: &ArgumentExample, body: &mut String) -> Option<Expr> {
        let items = match example {
            ArgumentExample::Key(item) => std::slice::from_ref(item),
            ArgumentExample::Keys(items) => items.as_slice(),
            _ => return None,
        };
        let keys = items.iter().enumerate().map(|(at, item)| {
            let owner = match item {
                ItemExample::Seed(seed) => format!("seeds.{}", ident(seed)),
                item => {
                    let is_one = matches!(example, ArgumentExample::Key(_));
                    let name = if is_one { self.local(parameter) } else { format!("{parameter}_{at}") };
                    body.push_str(&self.item(item, &[]).binding(&name, STATEMENT));
                    name
                }
            };
            Expr::text(format!("{owner}.primary_key()"))
        });
        let mut keys: Vec<Expr> = keys.collect();
        if let ArgumentExample::Key(_) = example {
            return keys.pop();
        }
        let list = Expr::List("vec!", keys);
        if list.flat().chars().count() <= 40 {
            return Some(list);
        }
        let name = self.local(parameter);
        body.push_str(&list.binding(&name, STATEMENT));
        Some(Expr::text(name))
    }

    /// The bounds of a range that is too long for its line, bound before.
    fn bounds(&self, kind: &ParameterKind, example: &ArgumentExample, body: &mut String) -> Option<Expr> {
        let (ParameterKind::Value(of), ArgumentExample::Bounds(low, high)) = (kind, example) else {
            return None;
        };
        let bound = |value| value::passed(self.design, of, value);
        let (low, high) = (bound(low), bound(high));
        if low.flat().len() + high.flat().len() <= 40 {
            return None;
        }
        body.push_str(&low.binding("start", STATEMENT));
        body.push_str(&high.binding("end", STATEMENT));
        Some(Expr::text("start..=end"))
    }

    /// A local name that nothing else in a test has.
    fn local(&self, name: &str) -> String {
        let is_taken = ["table", "seeds", "found", "expected", "failed", "start", "end"].contains(&name);
        if is_taken { format!("{name}_") } else { ident(name) }
    }

    fn argument(&self, kind: &ParameterKind, example: &ArgumentExample) -> Expr {
        match (kind, example) {
            (ParameterKind::Value(of), ArgumentExample::Value(value)) => {
                value::passed(self.design, of, value)
            }
            (ParameterKind::Value(of), ArgumentExample::Bounds(low, high)) => {
                let bound = |value| value::passed(self.design, of, value).flat();
                Expr::text(format!("{}..={}", bound(low), bound(high)))
            }
            (_, ArgumentExample::Item(ItemExample::Seed(name))) => {
                Expr::text(format!("seeds.{}", ident(name)))
            }
            (_, ArgumentExample::Item(item)) => self.item(item, &[]),
            (_, ArgumentExample::Items(items)) => {
                Expr::List("", items.iter().map(|item| self.item(item, &[])).collect())
            }
            (ParameterKind::Rows(row), ArgumentExample::Rows(rows)) => {
                Expr::List("", rows.iter().map(|values| self.row(row, values)).collect())
            }
            _ => Expr::text("Default::default()"),
        }
    }

    /// A row of a transaction's list.
    fn row(&self, name: &str, values: &[(String, crate::design::Value)]) -> Expr {
        use crate::design::Element;
        let Operation::TransactWrite(transaction) = &self.pattern.operation else { return Expr::text(name) };
        let fields = transaction.lists.iter().find_map(|list| match &list.element {
            Element::Row(row, fields) if row == name => Some(fields),
            _ => None,
        });
        let fields = fields.into_iter().flatten().filter_map(|field| {
            let ParameterKind::Value(of) = &field.kind else { return None };
            let given = values.iter().find(|(known, _)| *known == field.name);
            let given = given.map(|(_, value)| value::owned(self.design, &of.type_ref, value));
            let value = match (given, field.optional) {
                (Some(value), true) => Expr::call("Some", vec![value]),
                (Some(value), false) => value,
                (None, _) => Expr::text("None"),
            };
            Some((ident(&field.name), value))
        });
        Expr::Struct(name.to_owned(), fields.collect(), None)
    }

    /// An item by value.
    fn item(&self, item: &ItemExample, filled: &[(String, Expr)]) -> Expr {
        let seed = |name: &str| Expr::text(format!("seeds.{}.clone()", ident(name)));
        match item {
            ItemExample::Seed(name) => seed(name),
            ItemExample::Like(name, item) => value::item_like(self.design, item, filled, seed(name)),
            ItemExample::Item(item) => {
                let Expr::Struct(name, mut fields, base) = value::item(self.design, item) else {
                    return Expr::text(item.entity.as_str());
                };
                for (field, value) in filled {
                    if let Some(known) = fields.iter_mut().find(|(name, _)| name == field) {
                        known.1 = value.clone();
                    }
                }
                Expr::Struct(name, fields, base)
            }
        }
    }

    fn outcome(&self, call: Expr, body: &mut String) {
        match &self.example.outcome {
            Outcome::Returns(items) => self.returned(call, items, body),
            Outcome::Done => body.push_str(&call.then([Link::wait("?")]).statement(STATEMENT)),
            Outcome::Error(error, Some(held)) => {
                body.push_str(&call.then([Link::wait("")]).binding("failed", STATEMENT));
                body.push_str(&self.item(held, &[]).binding("expected", STATEMENT));
                let error = format!("{}::{error}", error_name(&self.pattern.name));
                body.push_str("        let expected = Some(Box::new(expected));\n");
                let guarded = format!("failed, Err({error}(found)) if found == expected");
                body.push_str(&format!("        assert!(matches!({guarded}));\n"));
            }
            Outcome::Error(error, None) => {
                body.push_str(&call.then([Link::wait("")]).binding("failed", STATEMENT));
                let holds_item = matches!(&self.pattern.operation, Operation::Write(WritePattern { failure: Some(failure), .. }) if failure.returns_old);
                let item = if holds_item { "(_)" } else { "" };
                let error = format!("Err({}::{error}{item})", error_name(&self.pattern.name));
                let matches = vec![Expr::text("failed"), Expr::text(error)];
                let assert = Expr::call("assert!", vec![Expr::call("matches!", matches)]);
                body.push_str(&assert.statement(STATEMENT));
            }
            Outcome::Kind(kind) => {
                body.push_str(&call.then([Link::wait("")]).binding("failed", STATEMENT));
                let predicate = match kind {
                    ErrorWord::ConditionFailed => "is_condition_failed",
                    ErrorWord::AlreadyExists => "is_already_exists",
                    ErrorWord::NotFound => "is_not_found",
                    ErrorWord::TransactionCanceled => "is_transaction_canceled",
                    ErrorWord::UniqueTaken => "is_unique_taken",
                    ErrorWord::Invalid => "is_invalid",
                };
                body.push_str(&format!("        assert!(failed.is_err_and(|error| error.{predicate}()));\n"));
            }
        }
    }

    /// What is stored then, and what is not.
    fn afterwards(&self, body: &mut String) {
        let stored = |key: &str| {
            let links = [
                Link::call("get", vec![Expr::text(format!("{key}.primary_key()"))]),
                Link::call("consistent", Vec::new()),
                Link::wait("?"),
            ];
            Expr::text("table").then(links).binding("found", STATEMENT)
        };
        for item in &self.example.leaves {
            let entity = expected::entity_of(self.design, item);
            let filled: Vec<&FieldDesign> = match item {
                ItemExample::Seed(_) => Vec::new(),
                _ => entity.into_iter().flat_map(value::filled_in).collect(),
            };
            let name = if filled.is_empty() { "expected" } else { "mut expected" };
            body.push_str(&self.item(item, &[]).binding(name, STATEMENT));
            body.push_str(&stored("expected"));
            if !filled.is_empty() {
                body.push_str("        if let Some(found) = &found {\n");
                for field in filled {
                    let (name, value) = (ident(&field.field), value::filled_value("found", field));
                    body.push_str(&format!("            expected.{name} = {value};\n"));
                }
                body.push_str("        }\n");
            }
            body.push_str("        assert_eq!(found, Some(expected));\n");
        }
        for seed in &self.example.gone {
            body.push_str(&stored(&format!("seeds.{}", ident(seed))));
            body.push_str("        assert_eq!(found, None);\n");
        }
    }
}

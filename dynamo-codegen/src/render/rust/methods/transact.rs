//! Transactions.

use super::super::layout::{Expr, Link};
use super::super::types::type_text;
use super::super::{doc, ident};
use super::condition::{closure, conjuncts};
use super::write::changes;
use super::{Body, Function, Method, argument, docs, entity, failure, key_fields, path};
use crate::design::{
    AccessPattern, Argument, ArgumentValue, Element, Expression, List, Operation, Parameter, ParameterKind,
    Step, StepAction, Transaction,
};
use crate::names::{pascal_case, snake_case};

/// The structs of lists whose elements are no items.
pub(super) fn write_rows(pattern: &AccessPattern, out: &mut String) {
    let Operation::TransactWrite(transaction) = &pattern.operation else { return };
    for List { name, element, .. } in &transaction.lists {
        let Element::Row(row, fields) = element else { continue };
        out.push('\n');
        doc(&format!("One of the `{name}` of the access pattern `{}`.", pattern.name), 0, out);
        out.push_str(&format!("#[derive(Debug, Clone, PartialEq)]\npub struct {row} {{\n"));
        for Parameter { name, kind, optional } in fields {
            let ParameterKind::Value(of) = kind else { continue };
            let text = type_text(&of.type_ref);
            let text = if *optional { format!("Option<{text}>") } else { text };
            doc(&format!("The value of `{name}`."), 1, out);
            out.push_str(&format!("    pub {}: {text},\n", ident(name)));
        }
        out.push_str("}\n");
    }
}

pub(super) fn transaction(method: &Method<'_>, transaction: &Transaction) -> Vec<Function> {
    let local = method.fresh("transaction");
    let writer = Writer { method, transaction, local: &local };
    let mut body = Body::default();
    let mut started = Expr::text("self.0").then([Link::call("transaction", Vec::new())]);
    if let Some(token) = &transaction.token {
        started = started.then([Link::call("token", vec![Expr::text(token_text(token))])]);
    }
    for List { name, max, .. } in &transaction.lists {
        let length = Expr::text(format!("{}.len()", ident(name)));
        let arguments = vec![Expr::text(format!("{name:?}")), length, Expr::text(max.to_string())];
        started = started.then([Link::call("bounded", arguments)]);
    }
    body.bind(&format!("mut {local}"), &started);
    let mut steps = transaction.steps.iter().peekable();
    while let Some(step) = steps.next() {
        let Some(each) = &step.each else {
            writer.add(step, 8, &mut body);
            continue;
        };
        // Steps over one list share a loop.
        let element = writer.element(each);
        body.line(8, &format!("for {element} in {} {{", ident(each)));
        writer.add(step, 12, &mut body);
        while let Some(next) = steps.next_if(|next| next.each.as_ref() == Some(each)) {
            writer.add(next, 12, &mut body);
        }
        body.line(8, "}");
    }
    body.text.push_str(&Expr::text(local.as_str()).value(8));
    vec![Function {
        doc: docs::of(method, None),
        head: format!("pub fn {}", ident(&method.pattern.name)),
        has_self: true,
        parameters: method.parameters(),
        output: format!("op::Transaction<{}>", pascal_case(&method.design.name)),
        body,
    }]
}

fn token_text(token: &ArgumentValue) -> String {
    let place = match token {
        ArgumentValue::Parameter(name) => ident(name),
        ArgumentValue::Field(item, field) => format!("{}.{}", ident(item), ident(&field.field)),
        ArgumentValue::Element(field) => ident(&field.field),
    };
    format!("{place}.to_string()")
}

struct Writer<'w> {
    method: &'w Method<'w>,
    transaction: &'w Transaction,
    local: &'w str,
}

impl Writer<'_> {
    /// What an element of a list is called: `item` for `items`.
    fn element(&self, list: &str) -> String {
        let singular = list.strip_suffix('s').filter(|singular| !singular.is_empty()).unwrap_or("element");
        ident(&self.method.fresh(singular))
    }

    /// `transaction = transaction.with(…);`
    fn add(&self, step: &Step, depth: usize, body: &mut Body) {
        let write = self.write(step);
        let with = if self.has_guards(step) { "with_unique" } else { "with" };
        let added = Expr::text(self.local).then([Link::call(with, vec![write])]);
        body.text.push_str(&added.assignment(self.local, depth));
    }

    /// Whether a step writes guards of unique attributes, too.
    fn has_guards(&self, step: &Step) -> bool {
        let design = self.method.design;
        if step.action == StepAction::Call {
            let mut patterns = design.patterns.iter();
            let called = patterns.find(|pattern| pattern.name == step.name);
            let Some(called) = called else { return false };
            let Operation::Write(write) = &called.operation else { return false };
            let method = Method::of(design, called);
            return method.is_some_and(|method| method.writes_guards(called.verb, &write.actions));
        }
        let Some(written) = entity(design, &step.name) else { return false };
        match step.action {
            StepAction::Check => false,
            // One that changes unique attributes is given the item as it was read.
            StepAction::Update => step.item.is_some(),
            _ => !written.unique.is_empty(),
        }
    }

    fn write(&self, step: &Step) -> Expr {
        let Method { design, .. } = self.method;
        if step.action == StepAction::Call {
            return self.call(step);
        }
        let written = entity(design, &step.name);
        let model =
            written.and_then(|written| design.table.entities.iter().find(|model| model.name == written.kind));
        let (Some(written), Some(model)) = (written, model) else { return Expr::text("") };
        let target = Method { design, pattern: self.method.pattern, entity: written, model };
        let values = |name: &str| self.value_of(step, name);
        let mut conditions: Vec<&Expression> = step.condition.iter().flat_map(conjuncts).collect();
        let absent = Expression::Not(Box::new(Expression::ItemExists));
        let is_create = step.action == StepAction::Create
            || step.action == StepAction::Put && conditions.contains(&&absent);
        let item = || Expr::text(self.item(step));
        let key = || {
            let fields = key_fields(model).into_iter().map(|field| Expr::text(values(field)));
            Expr::call(path(written, "key"), fields.collect())
        };
        let made = |function: &str, of: Expr| Expr::call(path(written, function), vec![of]);
        let guarded = |function: &str| Expr::text("self.0").then([Link::call(function, vec![item()])]);
        let has_guards = self.has_guards(step);
        let mut write = match step.action {
            StepAction::Put | StepAction::Create if has_guards => {
                conditions.retain(|condition| **condition != absent);
                guarded("create_unique")
            }
            StepAction::Delete if has_guards => {
                conditions.retain(|condition| **condition != Expression::ItemExists);
                guarded("delete_unique_of")
            }
            StepAction::Update => {
                // An update demands that the item exists.
                conditions.retain(|condition| **condition != Expression::ItemExists);
                let update = if has_guards { guarded("update_of") } else { made("update", key()) };
                changes(&target, update, &step.actions, &step.given, &values)
            }
            StepAction::Upsert => made("upsert", item()),
            StepAction::Put | StepAction::Create if is_create => {
                conditions.retain(|condition| **condition != absent);
                made("create", item())
            }
            StepAction::Put | StepAction::Create => made("put", item()),
            StepAction::Delete if conditions.contains(&&Expression::ItemExists) => {
                conditions.retain(|condition| **condition != Expression::ItemExists);
                made("delete_existing", key())
            }
            // A check demands that the item exists.
            StepAction::Check if conditions.contains(&&absent) => {
                conditions.retain(|condition| **condition != absent);
                made("check_absent", key())
            }
            StepAction::Check => {
                conditions.retain(|condition| **condition != Expression::ItemExists);
                made("check", key())
            }
            _ => made("delete", key()),
        };
        for condition in conditions {
            write = write.then([Link::call("when", vec![closure(&target, condition, &values)])]);
        }
        write
    }

    /// `self.reserve_stock(…)`
    fn call(&self, step: &Step) -> Expr {
        let mut patterns = self.method.design.patterns.iter();
        let Some(called) = patterns.find(|pattern| pattern.name == step.name) else { return Expr::text("") };
        let arguments = called.parameters.iter().map(|parameter| {
            Expr::text(match parameter.kind {
                ParameterKind::Value(_) => self.value_of(step, &parameter.name),
                _ => self.item(step),
            })
        });
        let has_request = super::write::has_request(self.method.design, called);
        let name = if has_request { failure::request_name(&called.name) } else { ident(&called.name) };
        Expr::text("self").then([Link::call(name, arguments.collect())])
    }

    /// The item that a step writes.
    fn item(&self, step: &Step) -> String {
        match (&step.each, &step.item) {
            (Some(each), _) => self.element(each),
            (None, Some(item)) => ident(item),
            (None, None) => ident(&snake_case(&step.name)),
        }
    }

    /// A value that a step needs, as an argument.
    fn value_of(&self, step: &Step, name: &str) -> String {
        let found = step.arguments.iter().find(|argument| argument.parameter.name == name);
        let Some(Argument { parameter, value }) = found else { return ident(name) };
        match value {
            ArgumentValue::Parameter(of) => self.passed(of, parameter),
            ArgumentValue::Field(item, field) => argument::of_field(&ident(item), field, parameter.optional),
            ArgumentValue::Element(field) => {
                let each = step.each.as_deref().unwrap_or_default();
                let mut field = field.as_ref().clone();
                // A row's field is optional only if no step needs it to be there.
                let list = self.transaction.lists.iter().find(|list| list.name == each);
                if let Some(List { element: Element::Row(_, fields), .. }) = list
                    && let Some(known) = fields.iter().find(|known| known.name == field.field)
                {
                    field.optional = known.optional;
                }
                argument::of_field(&self.element(each), &field, parameter.optional)
            }
        }
    }

    /// A parameter of the transaction, which several steps can need.
    fn passed(&self, name: &str, wanted: &Parameter) -> String {
        let own = self.method.parameter(name);
        let is_moved = matches!(&wanted.kind, ParameterKind::Value(of) if !argument::is_copy(of));
        let text = if is_moved { format!("{}.clone()", ident(name)) } else { ident(name) };
        match own {
            Some(own) if wanted.optional && !own.optional => format!("Some({text})"),
            _ => text,
        }
    }
}

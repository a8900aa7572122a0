//! Writes of one item.

use super::super::ident;
use super::super::layout::{Expr, Link};
use super::condition::{Values, closure, conjuncts, operand, own, path};
use super::read::key;
use super::{Body, Function, Method, docs, failure};
use crate::design::{
    AccessPattern, Design, Expression, Image, Operation, ParameterKind, StepAction, UpdateAction,
    UpdateActionKind, Verb, WritePattern,
};

pub(super) fn write(method: &Method<'_>, write: &WritePattern) -> Vec<Function> {
    let request = request(method, write);
    let name = &method.pattern.name;
    let returned = match write.returns {
        // A move answers the item under its new key.
        _ if method.pattern.verb == Verb::MoveTo => None,
        Image::None => None,
        Image::Old => Some(Link::call("returning", vec![Expr::text("AllOld")])),
        Image::New => Some(Link::call("returning", vec![Expr::text("AllNew")])),
    };
    if !has_request(method.design, method.pattern) {
        return vec![Function {
            doc: docs::of(method, None),
            head: format!("pub fn {}", ident(name)),
            has_self: true,
            parameters: method.parameters(),
            output: builder(method, write, write.returns),
            body: Body::value(request.then(returned)),
        }];
    }
    let arguments = method.pattern.parameters.iter().map(|parameter| Expr::text(own(&parameter.name)));
    let request_name = failure::request_name(name);
    let made =
        Expr::text("self").then([Link::call(request_name.as_str(), arguments.collect())]).then(returned);
    let function = match &write.failure {
        None => Function {
            doc: docs::of(method, None),
            head: format!("pub fn {}", ident(name)),
            has_self: true,
            parameters: method.parameters(),
            output: builder(method, write, write.returns),
            body: Body::value(made),
        },
        Some(failure) => {
            let error = failure::error_name(name);
            let mapped = Link::call("map_err", vec![Expr::text(format!("{error}::from"))]);
            let output = match write.returns {
                Image::None => "()".to_owned(),
                Image::Old => format!("Option<{}>", method.entity.name),
                Image::New => method.entity.name.clone(),
            };
            Function {
                doc: format!(
                    "{}\n\n# Errors\nWith [`{error}::{}`] when {}.",
                    docs::of(method, None),
                    failure.error,
                    failure::reason(method, write)
                ),
                head: format!("pub async fn {}", ident(name)),
                has_self: true,
                parameters: method.parameters(),
                output: format!("Result<{output}, {error}>"),
                body: Body::value(made.then([Link::wait(""), mapped])),
            }
        }
    };
    let request = Function {
        doc: if method.pattern.verb == Verb::MoveTo {
            format!("The request of [`{0}`](Self::{0}).", ident(name))
        } else {
            format!("The request of [`{0}`](Self::{0}), which returns no item.", ident(name))
        },
        head: format!("fn {request_name}"),
        has_self: true,
        parameters: method.parameters(),
        output: builder(method, write, Image::None),
        body: Body::value(request),
    };
    vec![function, request]
}

/// Whether the request has a method of its own, so that a transaction can have it without the error or the item.
pub(super) fn has_request(design: &Design, pattern: &AccessPattern) -> bool {
    let Operation::Write(write) = &pattern.operation else { return false };
    let is_called = || {
        design.patterns.iter().any(|other| match &other.operation {
            Operation::TransactWrite(transaction) => {
                let mut steps = transaction.steps.iter();
                steps.any(|step| step.action == StepAction::Call && step.name == pattern.name)
            }
            _ => false,
        })
    };
    write.failure.is_some() || write.returns != Image::None && is_called()
}

/// The type of the operation.
fn builder(method: &Method<'_>, write: &WritePattern, returns: Image) -> String {
    let entity = &method.entity.name;
    if method.writes_guards(method.pattern.verb, &write.actions) {
        let operation = match method.pattern.verb {
            Verb::Put if is_create(write) => "CreateUnique",
            Verb::Create => "CreateUnique",
            Verb::Delete => "DeleteUnique",
            Verb::Update => "UpdateUnique",
            _ => "PutUnique",
        };
        return format!("op::{operation}<{entity}>");
    }
    let returned = match returns {
        Image::None => "",
        Image::Old => ", AllOld",
        Image::New => ", AllNew",
    };
    match method.pattern.verb {
        Verb::Update => format!("op::Update<{entity}, op::Complete{returned}>"),
        Verb::MoveTo => format!("op::MoveTo<{entity}>"),
        Verb::Upsert => format!("op::Upsert<{entity}{returned}>"),
        Verb::Delete => format!("op::Delete<{entity}{returned}>"),
        _ => format!("op::Put<{entity}{returned}>"),
    }
}

/// Whether a put is of an item that must not be there, and of nothing else.
fn is_create(write: &WritePattern) -> bool {
    write.condition == Some(Expression::Not(Box::new(Expression::ItemExists)))
}

fn request(method: &Method<'_>, write: &WritePattern) -> Expr {
    let item = || {
        let mut parameters = method.pattern.parameters.iter();
        let item = parameters.find(|parameter| matches!(parameter.kind, ParameterKind::Item(_)));
        Expr::text(item.map_or_else(String::new, |item| own(&item.name)))
    };
    let mut conditions: Vec<&Expression> = write.condition.iter().flat_map(conjuncts).collect();
    let mut implied = |implied: &Expression| {
        let before = conditions.len();
        conditions.retain(|condition| *condition != implied);
        conditions.len() < before
    };
    let exists = Expression::ItemExists;
    let has_guards = method.writes_guards(method.pattern.verb, &write.actions);
    let table = Expr::text("self.0");
    let mut request = match method.pattern.verb {
        Verb::Update => {
            // An update never creates an item.
            implied(&exists);
            table.then([Link::call("update", vec![key(method)])])
        }
        Verb::MoveTo => {
            implied(&exists);
            let keys = ["from", "to"].map(|name| Expr::text(own(name)));
            table.then([Link::call("move_to", keys.to_vec())])
        }
        Verb::Delete if has_guards => {
            implied(&exists);
            table.then([Link::call("delete_unique_of", vec![item()])])
        }
        Verb::Create if has_guards => table.then([Link::call("create_unique", vec![item()])]),
        Verb::Upsert if has_guards => table.then([Link::call("upsert_unique", vec![item()])]),
        Verb::Put if has_guards && is_create(write) => {
            conditions.clear();
            table.then([Link::call("create_unique", vec![item()])])
        }
        Verb::Put if has_guards => table.then([Link::call("put_unique", vec![item()])]),
        Verb::Delete if implied(&exists) => table.then([Link::call("delete_existing", vec![key(method)])]),
        Verb::Delete => table.then([Link::call("delete", vec![key(method)])]),
        Verb::Upsert => table.then([Link::call("upsert", vec![item()])]),
        Verb::Put if implied(&Expression::Not(Box::new(exists.clone()))) => {
            table.then([Link::call("create", vec![item()])])
        }
        Verb::Put => table.then([Link::call("put", vec![item()])]),
        _ => table.then([Link::call("create", vec![item()])]),
    };
    request = changes(method, request, &write.actions, &write.given, &own);
    for condition in conditions {
        request = request.then([Link::call("when", vec![closure(method, condition, &own)])]);
    }
    let is_plain_update = method.pattern.verb == Verb::Update && !has_guards;
    request.then(is_plain_update.then(|| Link::call("complete", Vec::new())))
}

/// The actions of an update, those of unique attributes last.
pub(super) fn changes(
    method: &Method<'_>,
    mut request: Expr,
    actions: &[UpdateAction],
    given: &[String],
    values: Values<'_>,
) -> Expr {
    let (of_unique, others): (Vec<&UpdateAction>, Vec<&UpdateAction>) =
        actions.iter().partition(|action| method.is_of_unique(&action.field));
    for action in others {
        request = request.then([self::action(method, action, values)]);
    }
    for field in given {
        request = request.then([Link::call("given", vec![path(method, field), Expr::text(values(field))])]);
    }
    if !of_unique.is_empty() {
        request = request.then([Link::call("unique", Vec::new())]);
    }
    request.then(of_unique.into_iter().map(|action| self::action(method, action, values)))
}

fn action(method: &Method<'_>, action: &UpdateAction, values: Values<'_>) -> Link {
    let field = &action.field;
    let changed = |name: &str, value: String| Link::call(name, vec![path(method, field), Expr::text(value)]);
    match &action.kind {
        UpdateActionKind::Set(of) => changed("set", operand(method, field, of, values)),
        UpdateActionKind::SetOrRemove(name) => changed("set_or_remove", values(name)),
        UpdateActionKind::Add(of) => changed("add", operand(method, field, of, values)),
        UpdateActionKind::Subtract(of) => changed("subtract", operand(method, field, of, values)),
        UpdateActionKind::Append(name) => changed("append", values(name)),
        UpdateActionKind::Prepend(name) => changed("prepend", values(name)),
        UpdateActionKind::Insert(name) => changed("insert", values(name)),
        UpdateActionKind::Discard(name) => changed("delete", values(name)),
        UpdateActionKind::SetIfAbsent(of) => changed("set_if_absent", operand(method, field, of, values)),
        UpdateActionKind::Remove => Link::call("remove", vec![path(method, field)]),
    }
}

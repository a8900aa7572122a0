//! The expressions of one request: they share its names and values, and must use them all.

use std::sync::Arc;

use dynamo_model::Item;
use dynamo_model::api::{ExpressionAttributeNames, ServiceError};

use super::bound::Bindings;
use super::cache::ExpressionCache;
use super::check::Checker;
use super::fault::Fault;
use super::selection::Selection;
use super::tree::{Action, Assigned, Condition, Element, Operand, Parsed, Path, Placeholder, Update};
use super::{apply, check, evaluate};
use crate::{limit, message, value};

/// The expressions of a request.
pub(crate) struct RequestExpressions<'r> {
    cache: &'r ExpressionCache,
    names: &'r ExpressionAttributeNames,
    values: &'r Item,
    used: Vec<Placeholder>,
}

/// A condition, filter or key condition with its names and values.
pub(crate) struct BoundCondition<'r> {
    parsed: Arc<Parsed<Condition>>,
    bindings: Bindings<'r>,
}

/// An update expression with its names and values.
pub(crate) struct BoundUpdate<'r> {
    parsed: Arc<Parsed<Update>>,
    bindings: Bindings<'r>,
}

impl<'r> RequestExpressions<'r> {
    /// The expressions of a request that has these names and values.
    ///
    /// Names and values without `any` expression are an error; `absent` is what the service says of it.
    pub(crate) fn new(
        cache: &'r ExpressionCache,
        names: &'r ExpressionAttributeNames,
        values: &'r Item,
        any: bool,
        absent: &str,
    ) -> Result<Self, ServiceError> {
        if !any && !names.is_empty() {
            return Err(message::names_without_expression());
        }
        if !any && !values.is_empty() {
            return Err(message::values_without_expression(absent));
        }
        for (key, name) in names {
            if name.is_empty() {
                return Err(message::empty_name_behind(key));
            }
            if name.len() > limit::ATTRIBUTE_NAME_BYTES {
                return Err(message::long_name_behind(key));
            }
        }
        for (key, value) in values.iter() {
            value::check_value(value, 0).map_err(|flaw| message::invalid_value_behind(key, &flaw))?;
        }
        Ok(Self { cache, names, values, used: Vec::new() })
    }

    fn bind(&mut self, placeholders: &[Placeholder]) -> Bindings<'r> {
        self.used.extend_from_slice(placeholders);
        Bindings::new(placeholders, self.names, self.values)
    }

    /// A condition, filter or key condition. `kind` is the parameter's name.
    pub(crate) fn condition(
        &mut self,
        kind: &'static str,
        text: &str,
    ) -> Result<BoundCondition<'r>, ServiceError> {
        let build = |this: &mut Self| {
            let parsed = this.cache.condition(text)?;
            let bindings = this.bind(&parsed.placeholders);
            let checker = Checker { bindings: &bindings, placeholders: &parsed.placeholders };
            check::check_condition(&parsed.root, checker)?;
            check_operators(parsed.operators)?;
            Ok(BoundCondition { parsed, bindings })
        };
        build(self).map_err(|fault: Fault| message::invalid_expression(kind, &fault))
    }

    /// The update expression.
    pub(crate) fn update(&mut self, text: &str) -> Result<BoundUpdate<'r>, ServiceError> {
        let build = |this: &mut Self| {
            let parsed = this.cache.update(text)?;
            let bindings = this.bind(&parsed.placeholders);
            let checker = Checker { bindings: &bindings, placeholders: &parsed.placeholders };
            check::check_update(&parsed.root, checker)?;
            check_operators(parsed.operators)?;
            Ok(BoundUpdate { parsed, bindings })
        };
        build(self).map_err(|fault: Fault| message::invalid_expression("UpdateExpression", &fault))
    }

    /// The projection expression.
    pub(crate) fn projection(&mut self, text: &str) -> Result<Selection, ServiceError> {
        let build = |this: &mut Self| {
            let parsed = this.cache.projection(text)?;
            let bindings = this.bind(&parsed.placeholders);
            let checker = Checker { bindings: &bindings, placeholders: &parsed.placeholders };
            check::check_projection(&parsed.root, checker)?;
            Ok(Selection::new(parsed.root.paths.iter(), &bindings))
        };
        build(self).map_err(|fault: Fault| message::invalid_expression("ProjectionExpression", &fault))
    }

    /// Ends the list of expressions: every name and value must have been used.
    pub(crate) fn finish(self) -> Result<(), ServiceError> {
        let unused = |text: &str| !self.used.iter().any(|placeholder| *placeholder.text == *text);
        if self.names.keys().any(|key| unused(key)) {
            let keys = self.names.keys().map(AsRef::as_ref).filter(|key| unused(key));
            return Err(message::unused("ExpressionAttributeNames", keys));
        }
        if self.values.names().any(|key| unused(key)) {
            let keys = self.values.names().map(AsRef::as_ref).filter(|key| unused(key));
            return Err(message::unused("ExpressionAttributeValues", keys));
        }
        Ok(())
    }
}

fn check_operators(operators: usize) -> Result<(), Fault> {
    if operators > limit::OPERATORS { Err(Fault::TooManyOperators) } else { Ok(()) }
}

/// Checks the placeholders of a request by themselves.
pub(crate) fn check_placeholders(
    names: &ExpressionAttributeNames,
    values: &Item,
) -> Result<(), ServiceError> {
    names.keys().try_for_each(|key| check_placeholder("ExpressionAttributeNames", '#', key))?;
    values.names().try_for_each(|key| check_placeholder("ExpressionAttributeValues", ':', key))
}

/// A placeholder is its sign and at least one letter, digit or underscore.
fn check_placeholder(map: &str, sign: char, key: &str) -> Result<(), ServiceError> {
    if key.len() > limit::PLACEHOLDER_BYTES {
        return Err(message::long_placeholder(map, key.len()));
    }
    let word = key.strip_prefix(sign).unwrap_or_default();
    if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return Err(message::invalid_placeholder(map, key));
    }
    Ok(())
}

impl<'r> BoundCondition<'r> {
    /// The tree.
    pub(crate) fn tree(&self) -> &Condition {
        &self.parsed.root
    }

    /// The names and values.
    pub(crate) const fn bindings(&self) -> &Bindings<'r> {
        &self.bindings
    }

    /// Whether the condition holds for an item.
    pub(crate) fn holds(&self, item: &Item) -> bool {
        evaluate::holds(&self.parsed.root, &self.bindings, item)
    }

    /// The attributes of which the condition reads parts, in the order of the text.
    pub(crate) fn find_part<T>(&self, visit: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.find_path(|path| if path.is_whole() { None } else { visit(self.bindings.root(path)) })
    }

    /// Calls `visit` with every path, in the order of the text, until it returns something.
    pub(crate) fn find_path<T>(&self, visit: impl Fn(&Path) -> Option<T>) -> Option<T> {
        find_path(&self.parsed.root, &visit)
    }
}

/// Calls `visit` with every path of a condition, in the order of the text, until it returns something.
pub(crate) fn find_path<T>(condition: &Condition, visit: &impl Fn(&Path) -> Option<T>) -> Option<T> {
    let operands = |list: &[&Operand]| list.iter().find_map(|operand| find_operand_path(operand, visit));
    match condition {
        Condition::And(one, two) | Condition::Or(one, two) => {
            find_path(one, visit).or_else(|| find_path(two, visit))
        }
        Condition::Not(inner) => find_path(inner, visit),
        Condition::Compare(_, one, two) => operands(&[one, two]),
        Condition::Between(one, two, three) => operands(&[one, two, three]),
        Condition::In(one, list) => {
            operands(&[one]).or_else(|| list.iter().find_map(|operand| find_operand_path(operand, visit)))
        }
        Condition::Call(call) => call.operands.iter().find_map(|operand| find_operand_path(operand, visit)),
    }
}

fn find_operand_path<T>(operand: &Operand, visit: &impl Fn(&Path) -> Option<T>) -> Option<T> {
    match operand {
        Operand::Path(path) => visit(path),
        Operand::Value(_) => None,
        Operand::Call(call) => call.operands.iter().find_map(|operand| find_operand_path(operand, visit)),
    }
}

impl BoundUpdate<'_> {
    /// The attributes that the update changes, in the order of the text.
    pub(crate) fn roots(&self) -> impl Iterator<Item = &str> {
        self.parsed.root.actions.iter().map(|action| self.bindings.root(action.path()))
    }

    /// Calls `visit` with the attributes of which the update changes or reads parts, until it returns something.
    pub(crate) fn find_part<T>(&self, visit: impl Fn(&str) -> Option<T>) -> Option<T> {
        let visit = |path: &Path| if path.is_whole() { None } else { visit(self.bindings.root(path)) };
        self.parsed.root.actions.iter().find_map(|action| {
            let operands = match action {
                Action::Set(_, Assigned::Operand(one)) => [Some(one), None],
                Action::Set(_, Assigned::Sum(one, two) | Assigned::Difference(one, two)) => {
                    [Some(one), Some(two)]
                }
                Action::Remove(_) | Action::Add(..) | Action::Delete(..) => [None, None],
            };
            let read =
                || operands.into_iter().flatten().find_map(|operand| find_operand_path(operand, &visit));
            visit(action.path()).or_else(read)
        })
    }

    /// The parts of an item that the update changes. A list counts as a whole, with all that is around it.
    pub(crate) fn touched(&self) -> Selection {
        let mut touched = Selection::default();
        for action in &self.parsed.root.actions {
            let elements = action.path().elements.as_slice();
            let in_list = elements.iter().any(|element| matches!(element, Element::Index(_)));
            touched.add_path(if in_list { &elements[..1] } else { elements }, &self.bindings);
        }
        touched
    }

    /// The item after the update.
    pub(crate) fn apply(&self, old: &Item) -> Result<Item, ServiceError> {
        apply::apply(&self.parsed.root, &self.bindings, old).map_err(|misfit| message::misfit(&misfit))
    }
}

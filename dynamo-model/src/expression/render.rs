//! The one renderer of expressions.
//!
//! Every name is written as a placeholder, so that reserved words and odd characters never matter. Placeholders
//! are numbered in the order of their first use, so the same tree always gives the same text.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use super::{Condition, DocumentPath, Operand, PathElement, UpdateAction, UpdateValue};
use crate::api::ExpressionAttributeNames;
use crate::{AttributeValue, EncodeError, Item, Name};

/// The most values that `IN` takes.
const IN_VALUES: usize = 100;

/// Renders the expressions of one request, which share their placeholders.
#[derive(Debug, Default)]
pub struct Renderer {
    names: Vec<Name>,
    values: Vec<AttributeValue>,
}

/// Why an expression cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpressionError {
    /// A value cannot be stored.
    Value(EncodeError),
    /// Two changes of one update touch the same place, or one contains the other.
    Overlap(DocumentPath, DocumentPath),
    /// One path uses a value as a map and the other as a list.
    Conflict(DocumentPath, DocumentPath),
    /// `IN` without a value.
    EmptyIn,
    /// `IN` with more than 100 values.
    LongIn(usize),
    /// An update that changes nothing.
    EmptyUpdate,
    /// A filter on an attribute of the key that is queried.
    FilterOnKey(Name),
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(error) => error.fmt(f),
            Self::Overlap(a, b) if a == b => write!(f, "the update changes `{a}` twice; change it once"),
            Self::Overlap(a, b) => {
                write!(
                    f,
                    "the update changes `{a}` and `{b}`, and one contains the other; change one of them"
                )
            }
            Self::Conflict(a, b) => {
                write!(
                    f,
                    "the paths `{a}` and `{b}` use one value as a map and as a list; one of them is wrong"
                )
            }
            Self::EmptyIn => f.write_str("`is_in` needs at least one value"),
            Self::LongIn(count) => {
                write!(f, "`is_in` takes at most {IN_VALUES} values, not {count}; split the request")
            }
            Self::EmptyUpdate => f.write_str("the update changes nothing; set, remove or add something"),
            Self::FilterOnKey(name) => write!(
                f,
                "`{name}` is part of the key that is queried, and DynamoDB refuses a filter on it; bind it in the query"
            ),
        }
    }
}

impl std::error::Error for ExpressionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Value(error) => Some(error),
            _ => None,
        }
    }
}

impl From<EncodeError> for ExpressionError {
    fn from(error: EncodeError) -> Self {
        Self::Value(error)
    }
}

type Rendered = Result<(), ExpressionError>;

impl Renderer {
    /// A renderer for one request.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text of a condition.
    ///
    /// # Errors
    /// When the condition holds a value that cannot be stored, or an empty or too long `IN`.
    pub fn condition(&mut self, condition: &Condition) -> Result<String, ExpressionError> {
        let mut text = String::new();
        self.write_condition(&mut text, condition)?;
        Ok(text)
    }

    /// The text of an update.
    ///
    /// # Errors
    /// When two changes overlap or conflict, a value cannot be stored, or nothing changes.
    pub fn update(&mut self, actions: &[UpdateAction]) -> Result<String, ExpressionError> {
        if actions.is_empty() {
            return Err(ExpressionError::EmptyUpdate);
        }
        refuse_overlaps(actions)?;
        let mut text = String::new();
        self.clause(&mut text, "SET ", actions, |action| matches!(action, UpdateAction::Set(..)))?;
        self.clause(&mut text, "REMOVE ", actions, |action| matches!(action, UpdateAction::Remove(..)))?;
        self.clause(&mut text, "ADD ", actions, |action| matches!(action, UpdateAction::Add(..)))?;
        self.clause(&mut text, "DELETE ", actions, |action| matches!(action, UpdateAction::Delete(..)))?;
        Ok(text)
    }

    /// The text of a projection.
    pub fn projection(&mut self, paths: &[DocumentPath]) -> String {
        let mut text = String::new();
        for (position, path) in paths.iter().enumerate() {
            if position > 0 {
                text.push_str(", ");
            }
            self.write_path(&mut text, path);
        }
        text
    }

    /// The placeholder of an attribute name.
    pub fn name(&mut self, name: &Name) -> String {
        let mut text = String::new();
        self.write_name(&mut text, name);
        text
    }

    /// The placeholder of a value.
    pub fn value(&mut self, value: AttributeValue) -> String {
        self.values.push(value);
        format!(":{}", self.values.len() - 1)
    }

    /// The names and values behind the placeholders that were used.
    pub fn finish(self) -> (ExpressionAttributeNames, Item) {
        let names = self.names.into_iter().enumerate();
        let values = self.values.into_iter().enumerate();
        (
            names.map(|(at, name)| (Cow::Owned(format!("#{at}")), name)).collect(),
            values.map(|(at, value)| (format!(":{at}"), value)).collect(),
        )
    }

    fn write_name(&mut self, text: &mut String, name: &Name) {
        let at = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
            self.names.push(name.clone());
            self.names.len() - 1
        });
        push(text, format_args!("#{at}"));
    }

    fn write_path(&mut self, text: &mut String, path: &DocumentPath) {
        for (position, element) in path.elements().iter().enumerate() {
            match element {
                PathElement::Name(name) => {
                    if position > 0 {
                        text.push('.');
                    }
                    self.write_name(text, name);
                }
                PathElement::Index(index) => push(text, format_args!("[{index}]")),
            }
        }
    }

    fn write_operand(&mut self, text: &mut String, operand: &Operand) -> Rendered {
        match operand {
            Operand::Path(path) => self.write_path(text, path),
            Operand::Size(path) => self.write_call(text, "size", path),
            Operand::Value(value) => {
                let placeholder = self.value(value.clone()?);
                text.push_str(&placeholder);
            }
        }
        Ok(())
    }

    fn write_call(&mut self, text: &mut String, function: &str, path: &DocumentPath) {
        push(text, format_args!("{function}("));
        self.write_path(text, path);
        text.push(')');
    }

    fn write_condition(&mut self, text: &mut String, condition: &Condition) -> Rendered {
        match condition {
            Condition::Compare(left, comparison, right) => {
                self.write_operand(text, left)?;
                push(text, format_args!(" {} ", comparison.as_str()));
                self.write_operand(text, right)?;
            }
            Condition::Between(operand, lower, upper) => {
                self.write_operand(text, operand)?;
                text.push_str(" BETWEEN ");
                self.write_operand(text, lower)?;
                text.push_str(" AND ");
                self.write_operand(text, upper)?;
            }
            Condition::In(operand, values) => self.write_in(text, operand, values)?,
            Condition::Exists(path) => self.write_call(text, "attribute_exists", path),
            Condition::NotExists(path) => self.write_call(text, "attribute_not_exists", path),
            Condition::HasType(path, name) => {
                let name = Operand::Value(Ok(name.as_str().into()));
                self.write_function(text, "attribute_type", path, &name)?;
            }
            Condition::BeginsWith(path, prefix) => self.write_function(text, "begins_with", path, prefix)?,
            Condition::Contains(path, element) => self.write_function(text, "contains", path, element)?,
            Condition::And(conditions) => self.write_all(text, " AND ", conditions)?,
            Condition::Or(conditions) => self.write_all(text, " OR ", conditions)?,
            Condition::Not(inner) => {
                text.push_str("NOT ");
                self.write_grouped(text, inner)?;
            }
        }
        Ok(())
    }

    fn write_in(&mut self, text: &mut String, operand: &Operand, values: &[Operand]) -> Rendered {
        match values.len() {
            0 => return Err(ExpressionError::EmptyIn),
            count if count > IN_VALUES => return Err(ExpressionError::LongIn(count)),
            _ => {}
        }
        self.write_operand(text, operand)?;
        text.push_str(" IN (");
        for (position, value) in values.iter().enumerate() {
            if position > 0 {
                text.push_str(", ");
            }
            self.write_operand(text, value)?;
        }
        text.push(')');
        Ok(())
    }

    fn write_function(
        &mut self,
        text: &mut String,
        function: &str,
        path: &DocumentPath,
        operand: &Operand,
    ) -> Rendered {
        push(text, format_args!("{function}("));
        self.write_path(text, path);
        text.push_str(", ");
        self.write_operand(text, operand)?;
        text.push(')');
        Ok(())
    }

    fn write_all(&mut self, text: &mut String, separator: &str, conditions: &[Condition]) -> Rendered {
        for (position, condition) in conditions.iter().enumerate() {
            if position > 0 {
                text.push_str(separator);
            }
            self.write_grouped(text, condition)?;
        }
        Ok(())
    }

    /// Writes a condition that stands beside others: in parentheses where its own words could be read together
    /// with theirs.
    fn write_grouped(&mut self, text: &mut String, condition: &Condition) -> Rendered {
        let alone = matches!(
            condition,
            Condition::Compare(..)
                | Condition::Exists(_)
                | Condition::NotExists(_)
                | Condition::HasType(..)
                | Condition::BeginsWith(..)
                | Condition::Contains(..)
        );
        if alone {
            return self.write_condition(text, condition);
        }
        text.push('(');
        self.write_condition(text, condition)?;
        text.push(')');
        Ok(())
    }

    fn clause(
        &mut self,
        text: &mut String,
        keyword: &str,
        actions: &[UpdateAction],
        belongs: impl Fn(&UpdateAction) -> bool,
    ) -> Rendered {
        let mut actions = actions.iter().filter(|action| belongs(action)).peekable();
        if actions.peek().is_none() {
            return Ok(());
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(keyword);
        while let Some(action) = actions.next() {
            self.write_action(text, action)?;
            if actions.peek().is_some() {
                text.push_str(", ");
            }
        }
        Ok(())
    }

    fn write_action(&mut self, text: &mut String, action: &UpdateAction) -> Rendered {
        self.write_path(text, action.path());
        match action {
            UpdateAction::Set(_, value) => {
                text.push_str(" = ");
                self.write_update_value(text, value)
            }
            UpdateAction::Remove(_) => Ok(()),
            UpdateAction::Add(_, operand) | UpdateAction::Delete(_, operand) => {
                text.push(' ');
                self.write_operand(text, operand)
            }
        }
    }

    fn write_update_value(&mut self, text: &mut String, value: &UpdateValue) -> Rendered {
        match value {
            UpdateValue::Operand(operand) => self.write_operand(text, operand),
            UpdateValue::IfNotExists(path, operand) => {
                self.write_function(text, "if_not_exists", path, operand)
            }
            UpdateValue::Plus(left, right) => self.write_pair(text, "", left, " + ", right, ""),
            UpdateValue::Minus(left, right) => self.write_pair(text, "", left, " - ", right, ""),
            UpdateValue::Append(first, second) => {
                self.write_pair(text, "list_append(", first, ", ", second, ")")
            }
            UpdateValue::AppendOrCreate { list, elements, at_end } => {
                let empty = Operand::Value(Ok(AttributeValue::L(Vec::new())));
                text.push_str("list_append(");
                if *at_end {
                    self.write_function(text, "if_not_exists", list, &empty)?;
                    text.push_str(", ");
                    self.write_operand(text, elements)?;
                } else {
                    self.write_operand(text, elements)?;
                    text.push_str(", ");
                    self.write_function(text, "if_not_exists", list, &empty)?;
                }
                text.push(')');
                Ok(())
            }
        }
    }

    fn write_pair(
        &mut self,
        text: &mut String,
        before: &str,
        left: &Operand,
        between: &str,
        right: &Operand,
        after: &str,
    ) -> Rendered {
        text.push_str(before);
        self.write_operand(text, left)?;
        text.push_str(between);
        self.write_operand(text, right)?;
        text.push_str(after);
        Ok(())
    }
}

fn push(text: &mut String, arguments: fmt::Arguments<'_>) {
    // Writing to a text cannot fail.
    let _ = text.write_fmt(arguments);
}

/// DynamoDB refuses an update in which one place lies inside another, or in which a value is used as a map and
/// as a list. See
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html>.
fn refuse_overlaps(actions: &[UpdateAction]) -> Rendered {
    for (position, action) in actions.iter().enumerate() {
        for other in &actions[..position] {
            let (a, b) = (other.path(), action.path());
            if a.overlaps(b) {
                return Err(ExpressionError::Overlap(a.clone(), b.clone()));
            }
            let parting = a.elements().iter().zip(b.elements()).find(|(x, y)| x != y);
            if let Some(
                (PathElement::Name(_), PathElement::Index(_)) | (PathElement::Index(_), PathElement::Name(_)),
            ) = parting
            {
                return Err(ExpressionError::Conflict(a.clone(), b.clone()));
            }
        }
    }
    Ok(())
}

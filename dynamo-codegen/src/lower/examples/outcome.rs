//! What comes of an example.

use super::Examples;
use crate::design::{AccessPattern, ErrorWord, Image, Operation, Outcome, Verb, WritePattern};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Word;
use crate::spec::example::ExampleSpec;
use crate::suggest;

/// The kinds of errors, as a spec names them.
pub(crate) const ERRORS: [(&str, ErrorWord); 6] = [
    ("condition_failed", ErrorWord::ConditionFailed),
    ("already_exists", ErrorWord::AlreadyExists),
    ("not_found", ErrorWord::NotFound),
    ("transaction_canceled", ErrorWord::TransactionCanceled),
    ("unique_taken", ErrorWord::UniqueTaken),
    ("invalid", ErrorWord::Invalid),
];

impl Examples<'_> {
    /// An error, items, or nothing in particular.
    pub(super) fn outcome(&self, pattern: &AccessPattern, spec: &ExampleSpec) -> Option<Outcome> {
        if let Some(fails) = &spec.fails {
            return self.failure(pattern, fails, spec);
        }
        let Some(returns) = &spec.returns else {
            if is_read(pattern) {
                let message = "an example of a read says what is read";
                self.report(
                    Diagnostic::new(Code::ExampleResult, spec.access.span, message)
                        .label("write `returns = […]`, with the names of seeds"),
                );
                return None;
            }
            return Some(Outcome::Done);
        };
        let most = most(pattern);
        if returns.value.len() > most {
            let message = match most {
                0 => format!("`{}` returns no item", pattern.name),
                _ => format!("`{}` returns {most} item at most", pattern.name),
            };
            self.report(
                Diagnostic::new(Code::ExampleResult, returns.span, message).label("leave some of them out"),
            );
            return None;
        }
        let items: Vec<_> = returns.value.iter().map(|item| (item.span(), self.item(item, None))).collect();
        let mut is_sound = true;
        for (span, item) in &items {
            let of = item.as_ref().and_then(|item| self.entity_of(item));
            if let Some(of) = of.filter(|of| !pattern.entities.iter().any(|known| known == of)) {
                let message = format!("`{}` returns no `{of}`", pattern.name);
                self.report(Diagnostic::new(Code::ExampleResult, *span, message).label("of another entity"));
                is_sound = false;
            }
        }
        let items: Option<Vec<_>> = items.into_iter().map(|(_, item)| item).collect();
        items.filter(|_| is_sound).map(Outcome::Returns)
    }

    fn failure(&self, pattern: &AccessPattern, fails: &Word, spec: &ExampleSpec) -> Option<Outcome> {
        let holds_item = matches!(&pattern.operation, Operation::Write(WritePattern { failure: Some(failure), .. }) if failure.returns_old);
        let held = match &spec.returns {
            Some(returns) if !holds_item || returns.value.len() != 1 => {
                let message = "what fails returns nothing, but for the one item that an error holds";
                self.report(
                    Diagnostic::new(Code::ExampleResult, returns.span, message)
                        .label("leave it out")
                        .also(fails.span, "the failure"),
                );
                return None;
            }
            Some(returns) => {
                let entity = pattern.entities.first().map(String::as_str);
                Some(self.item(returns.value.first()?, entity)?)
            }
            None => None,
        };
        if let Operation::Write(write) = &pattern.operation
            && let Some(failure) = &write.failure
        {
            if failure.error == fails.value {
                return Some(Outcome::Error(failure.error.clone(), held));
            }
            let message = format!("`{}` fails with `{}`", pattern.name, failure.error);
            let hint = suggest::hint(fails.as_str(), [failure.error.as_str()]);
            self.report(Diagnostic::new(Code::ExampleResult, fails.span, message).label(hint));
            return None;
        }
        if let Some((_, word)) = ERRORS.iter().find(|(word, _)| *word == fails.as_str()) {
            return Some(Outcome::Kind(*word));
        }
        let message = format!("there is no kind of error `{}`", fails.as_str());
        let hint = suggest::hint(fails.as_str(), ERRORS.map(|(word, _)| word));
        self.report(Diagnostic::new(Code::ExampleResult, fails.span, message).label(hint));
        None
    }
}

fn is_read(pattern: &AccessPattern) -> bool {
    matches!(
        pattern.operation,
        Operation::Get { .. }
            | Operation::GetUnique { .. }
            | Operation::Query(_)
            | Operation::Scan(_)
            | Operation::SearchVectors(_)
    )
}

/// How many items a pattern returns at most.
fn most(pattern: &AccessPattern) -> usize {
    match &pattern.operation {
        Operation::Get { .. } if pattern.verb == Verb::Get => 1,
        Operation::GetUnique { .. } => 1,
        Operation::Write(write) if write.returns == Image::None => 0,
        Operation::Write(_) => 1,
        Operation::BatchWrite | Operation::TransactWrite(_) => 0,
        _ => usize::MAX,
    }
}

//! What a caller of a pattern gives.

use dynamo_schema::{AttributeModel, AttributeType};

use crate::decode::Context;
use crate::design::Parameter;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// The parameters so far, in the order of their first use.
#[derive(Default)]
pub(super) struct Parameters {
    list: Vec<(Parameter, Span)>,
}

impl Parameters {
    /// A parameter that is used twice has one type.
    pub(super) fn add(
        &mut self,
        name: &str,
        of: Option<&AttributeType>,
        optional: bool,
        span: Span,
        cx: &Context<'_>,
    ) {
        let parameter = Parameter { name: name.to_owned(), attribute_type: of.cloned(), optional };
        match self.list.iter_mut().find(|(known, _)| known.name == name) {
            None => self.list.push((parameter, span)),
            Some((known, first)) if known.attribute_type != parameter.attribute_type => {
                let message = format!("the parameter `{name}` has two types");
                cx.report(
                    Diagnostic::new(Code::ParameterTypes, span, message)
                        .label("use another name")
                        .also(*first, "used as another type"),
                );
            }
            Some((known, _)) => known.optional &= optional,
        }
    }

    pub(super) fn attribute(&mut self, attribute: &AttributeModel, span: Span, cx: &Context<'_>) {
        self.add(&attribute.field, Some(&attribute.attribute_type), false, span, cx);
    }

    /// A whole item, or a list.
    pub(super) fn item(&mut self, name: &str, span: Span) {
        if !self.has(name) {
            let parameter = Parameter { name: name.to_owned(), attribute_type: None, optional: false };
            self.list.push((parameter, span));
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.list.iter().any(|(known, _)| known.name == name)
    }

    pub(super) fn into_list(self) -> Vec<Parameter> {
        self.list.into_iter().map(|(parameter, _)| parameter).collect()
    }
}

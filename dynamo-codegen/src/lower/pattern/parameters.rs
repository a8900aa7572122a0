//! What a caller of a pattern gives.

use dynamo_schema::{AttributeModel, AttributeType};

use crate::decode::Context;
use crate::design::{FieldValue, Parameter, ParameterKind, TypeRef, ValueType};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowered;
use crate::span::Span;

/// The parameters so far, in the order of their first use.
#[derive(Default)]
pub(super) struct Parameters {
    list: Vec<(Parameter, Span)>,
}

/// The type of a field's values.
pub(super) fn value_type(entity: &Lowered<'_>, attribute: &AttributeModel) -> ValueType {
    let field = entity.design.fields.iter().find(|field| *field.field == *attribute.field);
    let attribute_type = attribute.attribute_type.clone();
    let type_ref = field.map_or(TypeRef::Scalar(attribute_type.clone()), |field| field.type_ref.clone());
    ValueType { attribute_type, type_ref }
}

/// The field of a name with its type.
pub(super) fn field_value(entity: &Lowered<'_>, name: &str) -> Option<FieldValue> {
    let attribute = entity.model.attributes.iter().find(|attribute| attribute.field == name)?;
    let field = entity.design.fields.iter().find(|field| field.field == name)?;
    let value_type = value_type(entity, attribute);
    Some(FieldValue { field: name.to_owned(), value_type, optional: field.optional })
}

/// The type of a scalar.
pub(super) fn scalar(of: AttributeType) -> ValueType {
    ValueType { type_ref: TypeRef::Scalar(of.clone()), attribute_type: of }
}

impl Parameters {
    /// A parameter that is used twice has one type.
    pub(super) fn add(
        &mut self,
        name: &str,
        kind: ParameterKind,
        optional: bool,
        span: Span,
        cx: &Context<'_>,
    ) {
        let parameter = Parameter { name: name.to_owned(), kind, optional };
        match self.list.iter_mut().find(|(known, _)| known.name == name) {
            None => self.list.push((parameter, span)),
            Some((known, first)) if known.kind != parameter.kind => {
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

    pub(super) fn value(&mut self, name: &str, of: ValueType, span: Span, cx: &Context<'_>) {
        self.add(name, ParameterKind::Value(of), false, span, cx);
    }

    /// The value of a field.
    pub(super) fn attribute(
        &mut self,
        entity: &Lowered<'_>,
        attribute: &AttributeModel,
        span: Span,
        cx: &Context<'_>,
    ) {
        self.value(&attribute.field, value_type(entity, attribute), span, cx);
    }

    pub(super) fn list(&self) -> impl Iterator<Item = (&Parameter, Span)> {
        self.list.iter().map(|(parameter, span)| (parameter, *span))
    }

    pub(super) fn into_list(self) -> Vec<Parameter> {
        self.list.into_iter().map(|(parameter, _)| parameter).collect()
    }
}

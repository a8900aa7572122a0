//! What values a field may have.

use dynamo_schema::{AttributeType, Limit, LimitNumber, Pattern};

use crate::decode::{Context, Whole};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Spanned, Word};
use crate::spec::field::LimitsSpec;

/// The limits in the order in which the derive reads those that are rendered.
pub(super) fn lower(spec: &LimitsSpec, of: &AttributeType, cx: &Context<'_>) -> Vec<Limit> {
    reversed(spec.min.as_ref(), spec.max.as_ref(), |least, most| is_above(*least, *most), cx);
    reversed(spec.min_length.as_ref(), spec.max_length.as_ref(), |least, most| least > most, cx);
    reversed(spec.min_bytes.as_ref(), spec.max_bytes.as_ref(), |least, most| least > most, cx);
    let number = |bound: &Option<Spanned<LimitNumber>>, limit: fn(LimitNumber) -> Limit| {
        bound.as_ref().map(|bound| (limit(bound.value), bound.span))
    };
    let count = |bound: &Option<Whole>, limit: fn(u64) -> Limit| {
        bound.as_ref().map(|bound| (limit(bound.value), bound.span))
    };
    let pattern = spec.pattern.as_ref().filter(|text| is_pattern(text, cx));
    let limits = [
        ("min", number(&spec.min, Limit::Least)),
        ("max", number(&spec.max, Limit::Most)),
        ("min_length", count(&spec.min_length, Limit::Shortest)),
        ("max_length", count(&spec.max_length, Limit::Longest)),
        ("min_bytes", count(&spec.min_bytes, Limit::LeastBytes)),
        ("max_bytes", count(&spec.max_bytes, Limit::MostBytes)),
        ("pattern", pattern.map(|text| (Limit::Pattern(text.value.clone().into()), text.span))),
    ];
    let limits = limits.into_iter().filter_map(|(key, limit)| {
        let (limit, span) = limit?;
        fits(key, &limit, span, of, cx).then_some(limit)
    });
    limits.collect()
}

/// Each limit goes with some types only.
fn fits(key: &str, limit: &Limit, span: Span, of: &AttributeType, cx: &Context<'_>) -> bool {
    let is_text = matches!(of, AttributeType::String);
    let is_sized = is_text || matches!(of, AttributeType::Binary);
    let (fits, wanted) = match limit {
        Limit::Least(_) | Limit::Most(_) => {
            let is_number = matches!(
                of,
                AttributeType::Integer(_)
                    | AttributeType::Decimal
                    | AttributeType::Float
                    | AttributeType::EpochSeconds
            );
            (is_number, "numbers")
        }
        Limit::Shortest(_) | Limit::Longest(_) => {
            let is_collection = matches!(
                of,
                AttributeType::List(_)
                    | AttributeType::Map(_)
                    | AttributeType::StringSet
                    | AttributeType::NumberSet
                    | AttributeType::BinarySet
            );
            (is_sized || is_collection, "texts, bytes, lists, maps and sets")
        }
        Limit::LeastBytes(_) | Limit::MostBytes(_) => (is_sized, "texts and bytes"),
        _ => (is_text, "texts"),
    };
    if !fits {
        let message = format!("`{key}` is for {wanted}");
        cx.report(Diagnostic::new(Code::OptionMisused, span, message).label("this field is of another type"));
    }
    fits
}

fn reversed<T>(
    least: Option<&Spanned<T>>,
    most: Option<&Spanned<T>>,
    is_above: impl Fn(&T, &T) -> bool,
    cx: &Context<'_>,
) {
    if let (Some(least), Some(most)) = (least, most)
        && is_above(&least.value, &most.value)
    {
        let message = "no value is between these bounds, which are reversed";
        cx.report(
            Diagnostic::new(Code::OutOfRange, least.span, message)
                .label("the least")
                .also(most.span, "the greatest")
                .help("exchange them"),
        );
    }
}

fn is_above(least: LimitNumber, most: LimitNumber) -> bool {
    let scale = least.scale.max(most.scale);
    let scaled = |number: LimitNumber| {
        10i128.checked_pow(u32::from(scale - number.scale)).and_then(|by| number.coefficient.checked_mul(by))
    };
    matches!((scaled(least), scaled(most)), (Some(least), Some(most)) if least > most)
}

fn is_pattern(text: &Word, cx: &Context<'_>) -> bool {
    let Err(error) = Pattern::parse(text.as_str()) else { return true };
    // A pattern that lacks something at its end is wrong as a whole.
    let at = Some(error.position()).filter(|at| *at < text.as_str().len()).unwrap_or_default();
    let place: Span = cx.inside(text, at..text.as_str().len());
    let diagnostic = Diagnostic::new(Code::OptionMisused, place, format!("no pattern: {error}"));
    cx.report(diagnostic.label("from here on").help("write a pattern such as `[A-Z]{2}[0-9]*`"));
    false
}

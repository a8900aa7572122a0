//! Rules about the form of templates: what makes their keys distinct, ordered and readable.
//!
//! A partition key is compared for equality only, so its parts need to be told apart and no more. A sort key is also
//! searched by ranges, so each of its parts stands between `#`.

use super::membership::{Slot, Slots};
use super::{Finding, Findings, ViolationKind};
use crate::encode::GREATEST_SCALE;
use crate::grammar::GREATEST_WIDTH;
use crate::{Case, KeySource, PartKind, Segment, TableModel, TemplatePart, TextPolicy, TimePrecision, view};

pub(super) const fn check<'m>(model: &'m TableModel, findings: &mut Findings<'m>) {
    let entities = view::list(&model.entities);
    let mut at = 0;
    while at < entities.len() {
        let mut slots = Slots::new(model, &entities[at]);
        while let Some(slot) = slots.next() {
            if let KeySource::Template(template) = slot.source {
                let at = Finding::new(ViolationKind::EmptyTemplate).entity(&entities[at]).on(slot.index);
                segments(view::list(&template.segments), slot, at.template(template), findings);
            }
        }
        at += 1;
    }
}

/// Checks each segment with its neighbours; `found` tells where the template is.
const fn segments<'m>(
    segments: &'m [Segment],
    slot: Slot<'m>,
    found: Finding<'m>,
    findings: &mut Findings<'m>,
) {
    if segments.is_empty() {
        findings.add(found);
    }
    // What comes after a raw part has no ranges, so it need not be delimited for them.
    let mut after_raw = false;
    let mut at = 0;
    while at < segments.len() {
        let before = if at == 0 { None } else { Some(&segments[at - 1]) };
        let after = if at + 1 < segments.len() { Some(&segments[at + 1]) } else { None };
        match &segments[at] {
            Segment::Literal(text) => {
                let text = view::text(text);
                if let Some(kind) = literal(text, before) {
                    findings.add(Finding { kind, ..found.subject(text) });
                }
            }
            Segment::Part(part) => {
                after_raw = after_raw || part.is_raw();
                let found = found.subject(view::text(&part.attribute));
                if let Some(kind) = format(part) {
                    findings.add(Finding { kind, ..found });
                }
                if let Some(kind) = neighbours(part, after) {
                    findings.add(Finding { kind, ..found });
                } else if slot.is_sort && !after_raw {
                    if let Some(Segment::Literal(text)) = before
                        && !ends(view::text(text))
                    {
                        findings.add(Finding { kind: ViolationKind::LiteralBefore, ..found });
                    }
                    if let Some(Segment::Literal(text)) = after
                        && !starts(view::text(text))
                    {
                        findings.add(Finding { kind: ViolationKind::LiteralAfter, ..found });
                    }
                    if let Some(Segment::Part(_)) = after {
                        findings.add(Finding { kind: ViolationKind::PartsTouch, ..found });
                    }
                }
            }
        }
        at += 1;
    }
}

/// A literal is not empty, does not follow another, and of the characters up to U+0024 holds `#` only.
const fn literal(text: &str, before: Option<&Segment>) -> Option<ViolationKind> {
    if text.is_empty() {
        return Some(ViolationKind::EmptyTemplate);
    }
    if let Some(Segment::Literal(_)) = before {
        return Some(ViolationKind::AdjacentLiterals);
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] <= b'$' && bytes[at] != b'#' {
            return Some(ViolationKind::LiteralCharacter);
        }
        at += 1;
    }
    None
}

/// What ends a text is seen from the text: nothing or a `#` for an escaped one, and any literal for a `raw` one.
const fn neighbours(part: &TemplatePart, after: Option<&Segment>) -> Option<ViolationKind> {
    if part.fixed_width().is_some() {
        return None;
    }
    match after {
        None => None,
        Some(Segment::Part(_)) => Some(ViolationKind::PartsTouch),
        Some(Segment::Literal(text)) if part.is_raw() || starts(view::text(text)) => None,
        Some(Segment::Literal(_)) => Some(ViolationKind::TextNotDelimited),
    }
}

const fn starts(text: &str) -> bool {
    match text.as_bytes() {
        [first, ..] => *first == b'#',
        [] => true,
    }
}

const fn ends(text: &str) -> bool {
    match text.as_bytes() {
        [.., last] => *last == b'#',
        [] => true,
    }
}

/// A format applies to the kind of its part.
const fn format(part: &TemplatePart) -> Option<ViolationKind> {
    let format = &part.format;
    let (mut width, mut scale, mut case, mut policy, mut precision) = (false, false, false, false, false);
    if let Some(shards) = format.shards {
        if shards == 0 {
            return Some(ViolationKind::Shards);
        }
        if matches!(part.kind, PartKind::Decimal) {
            return Some(ViolationKind::Scale);
        }
    } else {
        match part.kind {
            PartKind::Text => (case, policy) = (true, true),
            // A token in another case is not one of the enum's tokens when it is read back.
            PartKind::Token => policy = true,
            PartKind::Integer(integer) => width = !integer.is_signed(),
            PartKind::Decimal => scale = true,
            PartKind::Timestamp => precision = true,
            PartKind::Bool | PartKind::Date | PartKind::Uuid | PartKind::Ulid => {}
        }
    }
    let misused = format.width.is_some() && !width
        || format.scale.is_some() && !scale
        || !matches!(format.case, Case::Keep) && !case
        || !matches!(format.text, TextPolicy::Escape) && !policy
        || !matches!(format.precision, TimePrecision::Nanos) && !precision;
    if misused {
        return Some(ViolationKind::FormatMisused);
    }
    match (format.width, format.scale) {
        (Some(width), _) if width == 0 || width > GREATEST_WIDTH => Some(ViolationKind::Width),
        (_, Some(digits)) if digits > GREATEST_SCALE => Some(ViolationKind::Scale),
        (_, None) if scale => Some(ViolationKind::Scale),
        _ => None,
    }
}

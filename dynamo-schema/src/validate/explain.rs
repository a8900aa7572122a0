//! What is wrong, in words.

use super::Finding;
use super::message::Message;
use crate::KeyTemplate;

/// `entity `order`, index `gsi1`: the part `total` touches the next one, in `{total}{id}``.
pub(super) const fn explain(finding: &Finding<'_>, out: &mut Message) {
    place(finding, out);
    let (before, after) = around_subject(finding.kind.message());
    out.push(before);
    if let Some(after) = after {
        out.name(finding.subject);
        out.push(after);
    }
    match (finding.template, finding.other_template) {
        (Some(template), Some(other)) => {
            out.push(", with ");
            quoted(template, out);
            out.push(" and ");
            quoted(other, out);
        }
        (Some(template), None) | (None, Some(template)) => {
            out.push(", in ");
            quoted(template, out);
        }
        (None, None) => {}
    }
}

/// The entities and the index, as far as the finding is about them.
const fn place(finding: &Finding<'_>, out: &mut Message) {
    let mut separator = "";
    if !finding.entity.is_empty() {
        out.push(if finding.other.is_empty() { "entity " } else { "entities " });
        out.name(finding.entity);
        separator = ", ";
    }
    if !finding.other.is_empty() {
        out.push(" and ");
        out.name(finding.other);
    }
    if !finding.index.is_empty() {
        out.push(separator);
        out.push("index ");
        out.name(finding.index);
        separator = ", ";
    }
    if !separator.is_empty() {
        out.push(": ");
    }
}

const fn quoted(template: &KeyTemplate, out: &mut Message) {
    out.push("`");
    out.template(template);
    out.push("`");
}

/// The texts before and after `{}`.
const fn around_subject(message: &'static str) -> (&'static str, Option<&'static str>) {
    let bytes = message.as_bytes();
    let mut at = 0;
    while at + 1 < bytes.len() {
        if bytes[at] == b'{' && bytes[at + 1] == b'}' {
            let (before, after) = message.split_at(at);
            return (before, Some(after.split_at(2).1));
        }
        at += 1;
    }
    (message, None)
}

//! Every rule about one table.
//!
//! Each rule is a `const fn` over the model, written once: [`validate`] reports what it finds at run time, for a spec,
//! and [`assert_valid`] at compile time, for a derive.

mod attributes;
mod collections;
mod explain;
mod finding;
mod indexes;
mod keys;
mod kind;
mod membership;
mod message;
mod names;
mod roles;
mod spaces;
mod sparse;
mod templates;
mod texts;
mod vectors;

use std::fmt;

pub use collections::{CollectionShape, assert_collection, sort_keys_agree};
pub use kind::ViolationKind;

use crate::TableModel;
use finding::{Finding, Findings};
use message::Message;

/// A rule about tables that a model breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Which rule.
    pub kind: ViolationKind,
    /// The entity that breaks it.
    pub entity: Option<String>,
    /// The other entity, when it takes two.
    pub other_entity: Option<String>,
    /// The secondary or vector index; `None` for the table itself.
    pub index: Option<String>,
    /// The attribute, or another name that the rule is about.
    pub subject: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub fix: &'static str,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.fix)
    }
}

impl std::error::Error for Violation {}

impl Violation {
    fn new(finding: &Finding<'_>) -> Self {
        let name = |name: &str| (!name.is_empty()).then(|| name.to_owned());
        let mut message = Message::new();
        message.finding(finding);
        Self {
            kind: finding.kind,
            entity: name(finding.entity),
            other_entity: name(finding.other),
            index: name(finding.index),
            subject: name(finding.subject),
            message: message.as_str().to_owned(),
            fix: finding.kind.fix(),
        }
    }
}

/// All rules that the table breaks, in a fixed order.
pub fn validate(model: &TableModel) -> Vec<Violation> {
    let mut violations = Vec::new();
    loop {
        let mut findings = Findings::after(violations.len());
        check(model, &mut findings);
        violations.extend(findings.kept().iter().flatten().map(Violation::new));
        if violations.len() >= findings.count() {
            return violations;
        }
    }
}

/// Panics when the table breaks a rule, with all that is wrong; meant for `const _: () = assert_valid(&MODEL);`.
///
/// ```
/// # use std::borrow::Cow;
/// use dynamo_schema::{KeyAttribute, ScalarType, TableModel, assert_valid};
///
/// static MODEL: TableModel = TableModel {
///     name: Cow::Borrowed("shop"),
///     partition_key: KeyAttribute { name: Cow::Borrowed("pk"), scalar: ScalarType::S },
///     sort_key: None,
///     kind_attribute: None,
///     ttl_attribute: None,
///     version_attribute: None,
///     indexes: Cow::Borrowed(&[]),
///     vectors: Cow::Borrowed(&[]),
///     entities: Cow::Borrowed(&[]),
///     collections: Cow::Borrowed(&[]),
/// };
/// const _: () = assert_valid(&MODEL);
/// ```
///
/// A sort key of an entity that the table does not have, for example, does not compile:
///
/// ```compile_fail,E0080
/// # use std::borrow::Cow;
/// use dynamo_schema::{EntityKey, EntityModel, KeySource, KeyTemplate, Segment};
/// use dynamo_schema::{KeyAttribute, ScalarType, TableModel, assert_valid};
///
/// const fn literal() -> KeySource {
///     const TEXT: &[Segment] = &[Segment::Literal(Cow::Borrowed("A"))];
///     KeySource::Template(KeyTemplate { segments: Cow::Borrowed(TEXT) })
/// }
/// static MODEL: TableModel = TableModel {
///     # name: Cow::Borrowed("shop"),
///     # partition_key: KeyAttribute { name: Cow::Borrowed("pk"), scalar: ScalarType::S },
///     sort_key: None,
///     vectors: Cow::Borrowed(&[]),
///     entities: Cow::Borrowed(&[EntityModel {
///         name: Cow::Borrowed("a"),
///         key: EntityKey { partition: literal(), sort: Some(literal()) },
///         indexes: Cow::Borrowed(&[]),
///         attributes: Cow::Borrowed(&[]),
///         unique: Cow::Borrowed(&[]),
///         version: None,
///     }]),
///     # kind_attribute: None,
///     # ttl_attribute: None,
///     # version_attribute: None,
///     # indexes: Cow::Borrowed(&[]),
///     # collections: Cow::Borrowed(&[]),
/// };
/// const _: () = assert_valid(&MODEL);
/// ```
///
/// A table with some hundred entities takes so long that rustc wants `#[allow(long_running_const_eval)]` on the constant;
/// the derive writes it.
///
/// # Panics
///
/// When [`validate`] has something to report.
#[track_caller]
pub const fn assert_valid(model: &TableModel) {
    let mut findings = Findings::after(0);
    check(model, &mut findings);
    if findings.count() == 0 {
        return;
    }
    let mut message = Message::new();
    message.all(&findings);
    panic!("{}", message.as_str());
}

/// All rules.
const fn check<'m>(model: &'m TableModel, findings: &mut Findings<'m>) {
    names::check(model, findings);
    indexes::check(model, findings);
    keys::check(model, findings);
    templates::check(model, findings);
    attributes::check(model, findings);
    roles::check(model, findings);
    vectors::check(model, findings);
    spaces::check(model, findings);
}

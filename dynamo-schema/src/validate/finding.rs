//! What the rules find, in a form that `const` evaluation can hold: no allocation, no traits.

use super::ViolationKind;
use crate::{EntityModel, IndexModel, KeyTemplate, VectorIndexModel, view};

/// A rule that is broken, and where. Names that do not apply are empty.
#[derive(Clone, Copy)]
pub(super) struct Finding<'m> {
    pub(super) kind: ViolationKind,
    pub(super) entity: &'m str,
    pub(super) other: &'m str,
    pub(super) index: &'m str,
    pub(super) subject: &'m str,
    pub(super) template: Option<&'m KeyTemplate>,
    pub(super) other_template: Option<&'m KeyTemplate>,
}

impl<'m> Finding<'m> {
    pub(super) const fn new(kind: ViolationKind) -> Self {
        Self { kind, entity: "", other: "", index: "", subject: "", template: None, other_template: None }
    }

    pub(super) const fn entity(mut self, entity: &'m EntityModel) -> Self {
        self.entity = view::text(&entity.name);
        self
    }

    pub(super) const fn other(mut self, other: &'m EntityModel) -> Self {
        self.other = view::text(&other.name);
        self
    }

    pub(super) const fn index(mut self, index: &'m IndexModel) -> Self {
        self.index = view::text(&index.name);
        self
    }

    pub(super) const fn vector(mut self, index: &'m VectorIndexModel) -> Self {
        self.index = view::text(&index.name);
        self
    }

    /// The index, when it is not the table itself.
    pub(super) const fn on(self, index: Option<&'m IndexModel>) -> Self {
        match index {
            Some(index) => self.index(index),
            None => self,
        }
    }

    pub(super) const fn subject(mut self, subject: &'m str) -> Self {
        self.subject = subject;
        self
    }

    pub(super) const fn template(mut self, template: &'m KeyTemplate) -> Self {
        self.template = Some(template);
        self
    }

    pub(super) const fn templates(
        mut self,
        template: Option<&'m KeyTemplate>,
        other: Option<&'m KeyTemplate>,
    ) -> Self {
        self.template = template;
        self.other_template = other;
        self
    }
}

/// How many findings are kept of one run.
const KEPT: usize = 32;

/// The findings of one run over all rules, from the first that is not skipped.
pub(super) struct Findings<'m> {
    skip: usize,
    count: usize,
    kept: [Option<Finding<'m>>; KEPT],
}

impl<'m> Findings<'m> {
    pub(super) const fn after(skip: usize) -> Self {
        Self { skip, count: 0, kept: [None; KEPT] }
    }

    pub(super) const fn add(&mut self, finding: Finding<'m>) {
        if self.count >= self.skip && self.count - self.skip < KEPT {
            self.kept[self.count - self.skip] = Some(finding);
        }
        self.count += 1;
    }

    /// How many there are, with those that were skipped or not kept.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    pub(super) const fn kept(&self) -> &[Option<Finding<'m>>] {
        &self.kept
    }
}

//! Searches of vector indexes.

use dynamo_schema::{Projection, VectorDistance, VectorIndexModel};

use super::super::ident;
use super::super::layout::{Expr, Link};
use super::super::search::{found, function};
use super::condition::{closure, conjuncts, own};
use super::{Body, Function, Method, docs, path};
use crate::design::{SearchPattern, Top};

/// `self.0.search(Document::by_embedding(folder, embedding)).top(20)`
pub(super) fn search(method: &Method<'_>, search: &SearchPattern) -> Vec<Function> {
    let found = found(&method.design.table, method.model);
    let Some(found) = found.into_iter().find(|found| found.index.name == search.index) else {
        return Vec::new();
    };
    let arguments = found.partition.into_iter().chain([found.of]).map(|of| Expr::text(own(&of.field)));
    let asked = Expr::call(path(method.entity, &function(found.index)), arguments.collect());
    let mut read = Expr::text("self.0").then([Link::call("search", vec![asked])]);
    for filter in search.filter.iter().flat_map(conjuncts) {
        read = read.then([Link::call("filter", vec![closure(method, filter, &own)])]);
    }
    let top = match &search.top {
        Top::Usual => None,
        Top::Fixed(number) => Some(number.to_string()),
        Top::Parameter(name) => Some(format!("usize::from({})", own(name))),
    };
    read = read.then(top.map(|top| Link::call("top", vec![Expr::text(top)])));
    vec![Function {
        doc: docs::of(method, None),
        head: format!("pub fn {}", ident(&method.pattern.name)),
        has_self: true,
        parameters: method.parameters(),
        output: format!("op::Search<{}>", method.entity.name),
        body: Body::value(read),
    }]
}

/// What is asked of DynamoDB, and of which index.
pub(super) fn request(method: &Method<'_>, search: &SearchPattern) -> String {
    let is_whole = index(method, search).is_none_or(|index| index.projection == Projection::All);
    let whole = if is_whole { "" } else { ", then BatchGetItem of the whole items" };
    format!("SearchVectors of the index `{}`{whole}", search.index)
}

/// What is compared, and how.
pub(super) fn described(method: &Method<'_>, search: &SearchPattern) -> String {
    let Some(index) = index(method, search) else { return String::new() };
    let distance = match index.distance {
        VectorDistance::Cosine => "one less the cosine",
        VectorDistance::DotProduct => "the scalar product",
        VectorDistance::Euclidean => "the distance",
    };
    let (of, dimensions) = (&index.attribute, index.dimensions);
    let partition = index.partition_key.as_ref().map(|key| format!(", within one `{}`", key.name));
    let top = match &search.top {
        Top::Usual => "10".to_owned(),
        Top::Fixed(number) => number.to_string(),
        Top::Parameter(name) => format!("`{name}`"),
    };
    let partition = partition.unwrap_or_default();
    format!("- Vector: `{of}` of {dimensions} numbers, by {distance}{partition}; {top} at most are found\n")
}

fn index<'m>(method: &Method<'m>, search: &SearchPattern) -> Option<&'m VectorIndexModel> {
    method.design.table.vectors.iter().find(|index| index.name == search.index)
}

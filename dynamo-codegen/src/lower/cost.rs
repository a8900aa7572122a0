//! Whether a design costs no more than an assertion allows, as far as the spec says how it is used.

use dynamo_schema::Projection;

use crate::decode::Context;
use crate::design::{Billing, Design, EntityDesign};
use crate::diagnostic::{Code, Diagnostic};
use crate::prices::Prices;
use crate::render::rust::methods::capacity;
use crate::span::Span;
use crate::spec::Spec;
use crate::spec::extras::{AssertSpec, PricesSpec};

/// Bytes of a gigabyte, as storage is charged.
const GIGABYTE: f64 = 1_073_741_824.0;

/// What DynamoDB adds to an item, and to its copy in an index.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html>
const OVERHEAD: f64 = 100.0;

pub(super) fn check(spec: &Spec, design: &Design, cx: &Context<'_>) {
    for assertion in &spec.asserts {
        if let Some(most) = &assertion.most {
            asserted(spec, design, assertion, most.value, most.span, cx);
        }
    }
}

fn asserted(spec: &Spec, design: &Design, assertion: &AssertSpec, most: f64, place: Span, cx: &Context<'_>) {
    let unknown = |message: &str, help: &str| {
        let diagnostic = Diagnostic::new(Code::NotEvaluated, place, message);
        cx.report(diagnostic.label("this assertion is not checked").help(help));
    };
    if !matches!(design.options.billing, Billing::OnDemand) {
        let message = "the table reserves its capacity, which costs the same however it is used";
        return unknown(message, "leave the assertion out, or write `billing = \"on-demand\"`");
    }
    let prices = prices(assertion.prices.as_ref());
    let mut parts: Vec<(f64, String, Span)> = Vec::new();
    let mut left_out: Vec<String> = Vec::new();
    for pattern in &design.patterns {
        let word = spec.patterns.iter().find(|(word, _)| word.value == pattern.name);
        let Some((word, _)) = word else { continue };
        let units = capacity::of_pattern(design, pattern);
        match (&pattern.rate, units) {
            (Some(rate), Some(units)) => {
                let cost = prices.monthly(units.read, units.write, rate.average);
                parts.push((cost, format!("`{}`", pattern.name), word.span));
            }
            _ => left_out.push(pattern.name.clone()),
        }
    }
    if parts.is_empty() {
        let message = "no access pattern says how often it is used and of how large items";
        return unknown(
            message,
            "write `rate = { avg = 20, items = 4 }` in patterns, and `expect = { bytes = 400 }` in entities",
        );
    }
    for entity in &design.entities {
        let word = spec.entities.iter().find(|(word, _)| word.value == entity.name);
        if let (Some(stored), Some((word, _))) = (stored(design, entity), word) {
            let cost = stored / GIGABYTE * prices.storage;
            parts.push((cost, format!("the storage of `{}`", entity.name), word.span));
        }
    }
    let sum: f64 = parts.iter().map(|(cost, ..)| cost).sum();
    if sum > most {
        let message = format!("the design costs about ${sum:.0} a month, which is more than ${most}");
        let mut diagnostic = Diagnostic::new(Code::AssertedCost, place, message).label("the assertion");
        parts.sort_by(|one, other| other.0.total_cmp(&one.0));
        for (cost, what, span) in parts.iter().take(3) {
            diagnostic = diagnostic.also(*span, format!("{what} costs ${cost:.2}"));
        }
        let as_of = match &assertion.prices {
            Some(_) => "the assertion's own".to_owned(),
            None => format!(
                "those of {}; `prices = {{ read = {}, write = {}, storage = {} }}` beside the assertion says otherwise",
                Prices::AS_OF,
                prices.read,
                prices.write,
                prices.storage
            ),
        };
        cx.report(
            diagnostic
                .help("make reads eventually consistent, items smaller or indexes fewer, or allow more")
                .help(format!("the prices are {as_of}")),
        );
    } else if !left_out.is_empty() {
        let message = format!(
            "the costs of {} are not known",
            crate::suggest::sentence(&left_out.iter().map(String::as_str).collect::<Vec<_>>())
        );
        unknown_of(&message, sum, place, cx);
    }
}

/// A sum with gaps is no proof.
fn unknown_of(message: &str, sum: f64, place: Span, cx: &Context<'_>) {
    cx.report(
        Diagnostic::new(Code::NotEvaluated, place, message)
            .label(format!("the others cost about ${sum:.2} a month"))
            .help("say how often they are used, `rate = { avg = 20, items = 4 }`, and how large the items are, `expect = { bytes = 400 }`"),
    );
}

fn prices(spec: Option<&PricesSpec>) -> Prices {
    let mut prices = Prices::ON_DEMAND;
    let Some(spec) = spec else { return prices };
    for (own, given) in [
        (&mut prices.read, &spec.read),
        (&mut prices.write, &spec.write),
        (&mut prices.storage, &spec.storage),
    ] {
        if let Some(given) = given {
            *own = given.value;
        }
    }
    prices
}

/// Bytes of all items of an entity, in the table and in the indexes that hold all of them. Of others, little more than keys is
/// copied.
fn stored(design: &Design, entity: &EntityDesign) -> Option<f64> {
    let (count, bytes) = (entity.load.count? as f64, entity.load.bytes? as f64);
    let model = design.table.entities.iter().find(|model| model.name == entity.kind)?;
    let copies = model.indexes.iter().map(|entry| {
        let index = design.table.indexes.iter().find(|index| index.name == entry.index);
        match index.map(|index| &index.projection) {
            Some(Projection::All) => bytes + OVERHEAD,
            _ => OVERHEAD,
        }
    });
    Some(count * (bytes + OVERHEAD + copies.sum::<f64>()))
}

//! Replicas of a table in several Regions.

use crate::decode::Context;
use crate::design::{Billing, Encryption, StreamView, TableOptions};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Word};
use crate::spec::table::OptionsSpec;

/// Each Region is there once.
pub(super) fn regions(replicas: &[Word], cx: &Context<'_>) -> Vec<String> {
    for (at, word) in replicas.iter().enumerate() {
        let problem = if !is_region(word.as_str()) {
            format!("`{}` is no Region", word.as_str())
        } else if replicas.iter().take(at).any(|other| other.value == word.value) {
            format!("a second replica in `{}`", word.as_str())
        } else {
            continue;
        };
        let diagnostic = Diagnostic::new(Code::Replicas, word.span, problem);
        cx.report(diagnostic.label("write each Region once, such as `eu-west-1`"));
    }
    replicas.iter().map(|word| word.value.clone()).collect()
}

/// `eu-west-1`
fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let (Some(last), true) = (parts.last(), parts.len() >= 3) else { return false };
    let is_word = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    parts.iter().take(parts.len() - 1).all(is_word)
        && !last.is_empty()
        && last.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a table with replicas needs, and what belongs to one Region.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html>
pub(super) fn check(options: &TableOptions, spec: &OptionsSpec, own: &OptionsSpec, cx: &Context<'_>) {
    let Some(place) = spec.replicas.as_ref().or(own.replicas.as_ref()).map(|replicas| replicas.span) else {
        return;
    };
    if options.replicas.is_empty() {
        return;
    }
    let refuse = |message: &str, label: &str, at: Span| {
        cx.report(Diagnostic::new(Code::Replicas, at, message).label(label));
    };
    if options.replicas.len() > 1 && options.stream != Some(StreamView::NewAndOldImages) {
        refuse(
            "replicas are kept alike by a stream with both images",
            "write `stream = \"new-and-old-images\"`",
            place,
        );
    }
    let of_one_region = [
        (options.encryption == Encryption::KmsParameter, "a key in KMS"),
        (options.kinesis.is_some(), "a Kinesis stream"),
        (!options.policy.is_empty(), "a policy of the table"),
        (options.import.is_some(), "an import"),
    ];
    for (_, what) in of_one_region.into_iter().filter(|(is_there, _)| *is_there) {
        refuse(&format!("{what} belongs to a table of one Region"), "this table has replicas", place);
    }
    if let Billing::Provisioned { indexes, .. } = &options.billing {
        let is_scaled = |index: Option<&str>| {
            let mut all = options.autoscale.iter();
            all.any(|of| of.index.as_deref() == index && of.write.is_some())
        };
        if !is_scaled(None) || !indexes.iter().all(|index| is_scaled(Some(&index.index))) {
            let message = "reserved capacity for writes of a table with replicas is scaled";
            refuse(message, "write `autoscale = { min = 5, max = 200 }` beside the throughput", place);
        }
    }
}

//! A line per request, as `name=value` pairs.

use std::fmt;
use std::io::Write;
use std::net::SocketAddr;
use std::time::Duration;

use dynamo_model::api::ErrorCode;

use crate::Answer;
use crate::endpoint::action;

/// What is known of a request when it has been answered. Keys and values are not among it: they can be personal.
pub(super) struct Line<'a> {
    pub(super) target: Option<&'a str>,
    pub(super) answer: &'a Answer,
    pub(super) received: usize,
    pub(super) took: Duration,
    pub(super) peer: SocketAddr,
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { target, answer, received, took, peer } = self;
        // The text of a client is shown only when it names an action.
        let known = answer.error() != Some(&ErrorCode::UnknownOperation);
        let action = action(*target).ok().filter(|name| known && is_plain(name)).unwrap_or("-");
        let error = answer.error().map_or("-", ErrorCode::as_str);
        let (id, status, sent, micros) =
            (answer.request_id(), answer.status(), answer.body().len(), took.as_micros());
        write!(
            f,
            "action={action} status={status} error={error} micros={micros} received={received} sent={sent} \
             peer={peer} id={id}"
        )
    }
}

fn is_plain(name: &str) -> bool {
    name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Writes the line to the standard error stream.
pub(super) fn write(line: &Line<'_>) {
    // A stream that is closed is no reason to stop answering. One write keeps the lines of several threads apart.
    let _ = std::io::stderr().write_all(format!("{line}\n").as_bytes());
}

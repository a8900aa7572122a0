//! The body of a request: bounded in size and time, and decompressed.

use std::io::Read;

use bytes::Bytes;
use flate2::read::GzDecoder;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use hyper::header::{CONTENT_ENCODING, HeaderMap};
use tokio::sync::Semaphore;

use super::Options;

/// Bodies up to this size wait for nobody.
const SMALL_BYTES: u64 = 64 << 10;

/// Why a request has no body that can be answered.
#[derive(Debug)]
pub(super) enum Unread {
    /// It is larger than a body may be.
    TooLarge,
    /// It took too long.
    TooSlow,
    /// The connection broke, or the framing did.
    Broken,
    /// It is encoded in a way that is not known here.
    Encoding,
    /// It is no gzip stream, though it says so.
    NotGzip,
}

/// Reads a body.
pub(super) async fn read(
    headers: &HeaderMap,
    body: Incoming,
    options: &Options,
    large_bodies: &Semaphore,
) -> Result<Bytes, Unread> {
    let gzip = is_gzip(headers)?;
    let size = body.size_hint();
    let limit = options.body_bytes;
    if usize::try_from(size.lower()).is_ok_and(|bytes| bytes > limit) {
        return Err(Unread::TooLarge);
    }
    let collect = async {
        let large = gzip || size.upper().is_none_or(|bytes| bytes > SMALL_BYTES);
        // Nobody closes the semaphore.
        let _turn = if large { large_bodies.acquire().await.ok() } else { None };
        match Limited::new(body, limit).collect().await {
            Ok(collected) => Ok(collected.to_bytes()),
            Err(error) if error.is::<LengthLimitError>() => Err(Unread::TooLarge),
            Err(_) => Err(Unread::Broken),
        }
    };
    let bytes = tokio::time::timeout(options.body_limit, collect).await.map_err(|_| Unread::TooSlow)??;
    if gzip { inflate(&bytes, limit).map(Bytes::from) } else { Ok(bytes) }
}

/// Whether the body is compressed.
fn is_gzip(headers: &HeaderMap) -> Result<bool, Unread> {
    let encoding = headers.get(CONTENT_ENCODING).map(|value| String::from_utf8_lossy(value.as_bytes()));
    match encoding.as_deref().map(str::trim) {
        None | Some("" | "identity") => Ok(false),
        Some("gzip" | "x-gzip") => Ok(true),
        Some(_) => Err(Unread::Encoding),
    }
}

/// Decompresses a body. A small one can become arbitrarily large, so the limit holds here, too.
fn inflate(bytes: &[u8], limit: usize) -> Result<Vec<u8>, Unread> {
    let mut plain = Vec::new();
    let mut decoder = GzDecoder::new(bytes).take(limit as u64 + 1);
    decoder.read_to_end(&mut plain).map_err(|_| Unread::NotGzip)?;
    if plain.len() > limit { Err(Unread::TooLarge) } else { Ok(plain) }
}

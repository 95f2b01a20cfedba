//! HTTP archives: what a browser or a proxy saved of its traffic. Of each entry only the request
//! counts; most are none of an editor's telemetry.
//!
//! Source: the HAR 1.2 format. Bodies stand as text; binary ones are base64 where `encoding` says
//! so, or have a character for each byte.

use std::borrow::Cow;

use super::draft::Object;
use super::post::{Post, shortened};
use super::unpack::{base64, json_in};
use crate::event::Format;

/// Paths that only telemetry is posted to.
const PATHS: [&str; 5] =
    ["/v2/track", "/v2.1/track", "/OneCollector/1.0", "/v1/logs", "/collect/v1"];

/// What an entry's request holds.
pub(super) enum Request {
    /// JSON, and what stands around it.
    Json(Post, String),
    /// It was posted where telemetry goes, and cannot be read: why.
    Unread(&'static str),
    /// No body that could be telemetry.
    Other,
}

/// Whether an object is an entry of an archive.
pub(super) fn is(object: &Object<'_>) -> bool {
    object.has("request") && object.has("startedDateTime")
}

/// Reads the request of an entry.
pub(super) fn request(entry: &Object<'_>) -> Request {
    let Some(request) = entry.object("request") else { return Request::Other };
    let Some(posted) = request.object("postData") else { return Request::Other };
    let headers = request.list("headers");
    let header = |name: &str| header(&headers, name);
    let address = request.text("url").unwrap_or_default();
    let mut post = Post::new(Format::Har);
    post.time = entry.time("startedDateTime");
    post.key = header("apikey").filter(|key| !key.is_empty()).map(shortened);
    let url = address.split(['?', '#']).next().filter(|it| !it.is_empty());
    post.url = url.map(|it| shortened(it.to_owned()));
    post.host = post.url.as_deref().and_then(host);
    let Some(body) = body(&posted) else { return Request::Other };
    let packed = header("content-encoding").unwrap_or_default();
    match json_in(&body, packed.eq_ignore_ascii_case("deflate")) {
        Ok(text) => Request::Json(post, text),
        Err(why) if is_telemetry(&post) => Request::Unread(reason(why, &packed, &header)),
        Err(_) => Request::Other,
    }
}

/// Why a body that is no JSON cannot be read, as well as its headers tell.
fn reason(
    why: &'static str,
    packed: &str,
    header: &impl Fn(&str) -> Option<String>,
) -> &'static str {
    if header("content-type").is_some_and(|it| it.contains("protobuf")) {
        return "its body is protobuf; only JSON is read";
    }
    match packed {
        "br" => "its body is packed with brotli, which is not read",
        "zstd" => "its body is packed with zstd, which is not read",
        "gzip" if why == "its body is no JSON" => "its packed body was not saved whole",
        _ => why,
    }
}

/// The bytes of a body.
fn body(posted: &Object<'_>) -> Option<Vec<u8>> {
    let text = posted.text("text").filter(|text| !text.is_empty()).or_else(|| param(posted))?;
    if posted.text("encoding").is_some_and(|it| it.eq_ignore_ascii_case("base64")) {
        return base64(text.as_bytes());
    }
    // A character for each byte, as browsers write what is not text.
    let binary = text.starts_with(['\u{1f}', '\u{78}']);
    let bytes = || text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    binary.then(bytes).flatten().or_else(|| Some(text.as_bytes().to_vec()))
}

/// The form field `data`, where the body was saved as fields only.
fn param<'t>(posted: &Object<'t>) -> Option<Cow<'t, str>> {
    let params = posted.list("params").into_iter().filter_map(Object::read);
    params.filter(|it| it.text("name").as_deref() == Some("data")).find_map(|it| it.text("value"))
}

fn header(headers: &[&str], name: &str) -> Option<String> {
    let headers = headers.iter().copied().filter_map(Object::read);
    let mut named =
        headers.filter(|it| it.text("name").is_some_and(|it| it.eq_ignore_ascii_case(name)));
    named.next()?.text("value").map(Cow::into_owned)
}

/// The host of an address, with its port.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

/// Whether an address is one that telemetry is posted to.
pub(super) fn is_telemetry(post: &Post) -> bool {
    let path = post.url.as_deref().and_then(|url| url.split_once("://")).map(|(_, rest)| rest);
    let path = path.and_then(|rest| rest.find('/').map(|at| &rest[at..])).unwrap_or_default();
    let host = post.host.as_deref().unwrap_or_default();
    let hosts = [".i.posthog.com", "telemetry.coder.com", ".applicationinsights.azure.com"];
    let asks = path.starts_with("/flags") || path.starts_with("/decide");
    PATHS.contains(&path.trim_end_matches('/'))
        || !asks && hosts.iter().any(|it| host.ends_with(it))
}

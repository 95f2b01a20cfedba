//! JSON web tokens: parts of base64 with dots between, the first of them an object.

use crate::event::Pii;

use super::finds::Finds;
use super::run::{forward, starts};
use super::secrets::Letters;

/// `{"` in base64.
pub(super) const LEAD: &str = "eyJ";

/// The longest part that is gone through.
const PART_MAX: usize = 1 << 14;

/// Adds the JSON web token that starts at `at`: three or five parts, the first of them an object.
///
/// Source: RFC 7519 and RFC 7516; a signature may be empty, and then nothing is proven by it.
pub(super) fn find(bytes: &[u8], at: usize, finds: &mut Finds<'_>) {
    if !bytes[at..].starts_with(LEAD.as_bytes()) || !starts(bytes, at) {
        return;
    }
    let mut end = at;
    let mut parts = 0;
    while parts < 5 {
        let part = forward(bytes, end, PART_MAX, |byte| Letters::Url.hold(byte));
        let least = if parts < 2 { 8 } else { 0 };
        if part - end < least {
            break;
        }
        (end, parts) = (part, parts + 1);
        if bytes.get(end) != Some(&b'.') {
            break;
        }
        end += 1;
    }
    let end = if end > at && bytes[end - 1] == b'.' && parts > 3 { end - 1 } else { end };
    if parts >= 3 {
        finds.add(Pii::Jwt, at..end, true);
    }
}

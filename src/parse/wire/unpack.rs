//! The body of a request as text: base64, forms, gzip and deflate taken off, within bounds.

use std::borrow::Cow;
use std::io::Read;

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use percent_encoding::percent_decode;

use super::note::{BOMB, BROKEN, LZ64, NO_JSON, TOO_LARGE};

/// The largest body that is unpacked.
const UNPACKED_MAX: usize = 64 << 20;

/// How many wrappings are taken off.
const LAYERS_MAX: usize = 5;

/// What unpacks to more than so many times its size is no telemetry, but for small bodies.
const RATIO_MAX: usize = 200;
const SMALL: usize = 1 << 20;

/// The JSON text in a body. `deflated` says that its header named that packing.
///
/// # Errors
/// Why there is none, in a clause for a person.
pub(super) fn json_in(body: &[u8], deflated: bool) -> Result<String, &'static str> {
    let mut body = Cow::Borrowed(body);
    for _ in 0..LAYERS_MAX {
        let text = body.trim_ascii_start();
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        body = match text {
            [b'{' | b'[', ..] => return Ok(String::from_utf8_lossy(text).into_owned()),
            [0x1f, 0x8b, ..] => bounded(text.len(), MultiGzDecoder::new(text))?.into(),
            [0x78, ..] if deflated => bounded(text.len(), ZlibDecoder::new(text))?.into(),
            _ if deflated => bounded(text.len(), DeflateDecoder::new(text))?.into(),
            [b'd', b'a', b't', b'a', b'=', form @ ..] => data_of(form)?.into(),
            _ => base64(text).ok_or(NO_JSON)?.into(),
        };
    }
    Err(NO_JSON)
}

/// The value of `data` in a form, without its percent signs.
fn data_of(form: &[u8]) -> Result<Vec<u8>, &'static str> {
    let mut parts = form.split(|byte| *byte == b'&');
    let data = parts.next().unwrap_or_default();
    if parts.any(|part| part == b"compression=lz64") {
        return Err(LZ64);
    }
    // In a form a plus is a space; in what was never encoded it is a digit of base64.
    Ok(percent_decode(data.trim_ascii()).collect())
}

/// Bytes written as base64 of either alphabet; `None` where they are not.
pub(super) fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let text: Vec<u8> = text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let alphabet =
        if text.iter().any(|byte| matches!(byte, b'-' | b'_')) { &URL_SAFE } else { &STANDARD };
    GeneralPurpose::new(alphabet, config).decode(text).ok().filter(|bytes| !bytes.is_empty())
}

/// What a body of so many bytes unpacks to, within bounds.
fn bounded(size: usize, packed: impl Read) -> Result<Vec<u8>, &'static str> {
    let most = SMALL.max(size.saturating_mul(RATIO_MAX)).min(UNPACKED_MAX);
    let mut bytes = Vec::new();
    packed.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|_| BROKEN)?;
    match bytes.len() {
        len if len <= most => Ok(bytes),
        _ if most < UNPACKED_MAX => Err(BOMB),
        _ => Err(TOO_LARGE),
    }
}

//! Private keys in their armour: `-----BEGIN … PRIVATE KEY-----`.

use crate::event::Pii;

use super::finds::Finds;
use super::run::forward;

/// What every armour starts with.
pub(super) const LEAD: &str = "-----BEGIN ";

/// Adds the private key whose armour starts at `at`, to the end of its armour or of the text, and
/// tells where that is.
///
/// Source: RFC 7468, and the armours of `OpenSSH` and `OpenPGP`.
pub(super) fn find(bytes: &[u8], at: usize, finds: &mut Finds<'_>) -> usize {
    let rest = &bytes[at..];
    let title = forward(bytes, at + LEAD.len(), 40, |byte| {
        byte.is_ascii_uppercase() || matches!(byte, b' ')
    });
    let is_private = bytes[at..title].ends_with(b"PRIVATE KEY")
        || bytes[at..title].ends_with(b"PRIVATE KEY BLOCK");
    if !rest.starts_with(LEAD.as_bytes()) || !is_private || !bytes[title..].starts_with(b"-----") {
        return at;
    }
    let end = end_of(bytes, title);
    finds.add(Pii::PrivateKey, at..end, true);
    end
}

/// Longer armours are cut off: the rest is not looked at for their end.
const ARMOUR_MAX: usize = 1 << 14;

fn end_of(bytes: &[u8], from: usize) -> usize {
    let within = &bytes[from..bytes.len().min(from + ARMOUR_MAX)];
    let Some(end) = memchr::memmem::find(within, b"-----END ") else { return from + within.len() };
    let dashes = memchr::memmem::find(&within[end + 9..], b"-----");
    from + dashes.map_or(within.len(), |dashes| end + 14 + dashes)
}

//! Client secrets of Microsoft Entra, which are known by what stands in their middle.

use crate::event::Pii;

use super::finds::Finds;
use super::run::{backward, forward};
use super::secrets::Letters;

/// What stands in the middle of each.
pub(super) const MIDDLE: &str = "Q~";

/// Adds the client secret around the `Q~` at `at`: three letters and a digit before it, 31 to 34
/// letters behind it.
///
/// Source: Microsoft Purview's description of the credential type.
pub(super) fn find(bytes: &[u8], at: usize, finds: &mut Finds<'_>) {
    if !bytes[at..].starts_with(MIDDLE.as_bytes()) {
        return;
    }
    let start = backward(bytes, at, 5, |byte| Letters::Dotted.hold(byte));
    let end = forward(bytes, at + 2, 40, |byte| Letters::Dotted.hold(byte));
    let end = end - usize::from(bytes[end - 1] == b'.');
    let is_digit = at > start && bytes[at - 1].is_ascii_digit();
    if at - start == 4 && is_digit && (31..=34).contains(&(end - at - 2)) {
        finds.add(Pii::Entra, start..end, true);
    }
}

//! How long a gzip member is, packed: said in an extra field of its header, as gzip has them for
//! whoever wants to say more. Refuses to unpack: a length is only that.
//!
//! Without it a member that was cut could not be told from one that is damaged, as damage makes
//! unpackers run past the end.

/// The extra field with room for the length: `tt`, four bytes long.
pub(super) const EXTRA: [u8; 8] = [b't', b't', 4, 0, 0, 0, 0, 0];

/// A header with this field and no other.
pub(super) const HEADER: usize = 20;

/// How a header begins: gzip's magic, deflate, and an extra field.
const BEGINS: [u8; 4] = [0x1f, 0x8b, 8, 4];
/// Where what its extra fields say begins, their length first, and where the length stands.
const FIELD: usize = 10;
const LENGTH: usize = 16;

/// Says in a member how long it is.
pub(super) fn measure(member: &mut [u8]) {
    // A member longer than 4 GiB cannot be: what it holds is far shorter. It would say nothing.
    let length = u32::try_from(member.len()).unwrap_or_default();
    if let Some(place) = member.get_mut(LENGTH..HEADER) {
        place.copy_from_slice(&length.to_le_bytes());
    }
}

/// How long the member that begins so says that it is; `None` where it does not say.
pub(super) fn measured(start: &[u8]) -> Option<usize> {
    let header = start.get(..HEADER)?;
    let said = header.starts_with(&BEGINS)
        && header[FIELD..FIELD + 2] == [8, 0]
        && header[FIELD + 2..LENGTH] == EXTRA[..4];
    let length = header[LENGTH..].try_into().map(u32::from_le_bytes).ok().filter(|_| said)?;
    usize::try_from(length).ok()
}

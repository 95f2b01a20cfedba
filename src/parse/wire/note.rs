//! What is said of posts that could not be read, or not whole: every sentence there is, so that
//! one which was written down is known again.

/// What unpacks to far more than it is.
pub(super) const BOMB: &str =
    "its body unpacks to more than 200 times its size, as a decompression bomb does: refused";
/// What unpacks to more than is looked at.
pub(super) const TOO_LARGE: &str = "its body unpacks to more than 64 MiB: refused";
/// What is something else.
pub(super) const NO_JSON: &str = "its body is no JSON";
/// A packing that is not read.
pub(super) const LZ64: &str = "its body is packed as lz64, which is not read";
/// A body that does not unpack.
pub(super) const BROKEN: &str = "its packed body is broken";
/// More around its events than is kept.
pub(super) const TOO_MUCH: &str =
    "what its post says of all events is too much: some of it is left out";
/// A value of another kind.
pub(super) const NO_OBJECT: &str = "it is no JSON object";
/// An object of no format.
pub(super) const NO_SHAPE: &str = "a JSON value of no known shape";
/// A value that is longer than a record may be.
pub const TOO_LONG: &str = "a JSON value of more than 64 MiB: only its beginning is kept";
/// The end of the file comes first.
pub const CUT: &str = "the file ends before this JSON value does";
/// No event in it.
pub const EMPTY: &str = "a document that holds no events";
/// An element of another format.
pub const NO_EVENT: &str = "it stands among events, but is none of their format";

/// What stands for a sentence of another version.
const OTHER: &str = "its post could not be read whole";

const ALL: [&str; 12] = [
    BOMB, TOO_LARGE, NO_JSON, LZ64, BROKEN, TOO_MUCH, NO_OBJECT, NO_SHAPE, TOO_LONG, CUT, EMPTY,
    NO_EVENT,
];

/// The sentence that was written down.
pub fn note(text: &str) -> &'static str {
    ALL.into_iter().find(|known| *known == text).unwrap_or(OTHER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_known_again_and_another_s_stands_for_one() {
        assert!(ALL.into_iter().all(|known| note(known) == known));
        assert_eq!(note("words of tomorrow"), OTHER);
    }
}

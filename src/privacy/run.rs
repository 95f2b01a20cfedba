//! Walking over bytes from a place: every loop over a text's own bytes that starts at a trigger
//! is here, so that what a hostile text can cost is counted in one place.

/// What no address, name or token goes beyond.
pub(super) const REACH: usize = 256;

/// Where the bytes from `at` on stop being `within`, at most `reach` further.
pub(super) fn forward(bytes: &[u8], at: usize, reach: usize, within: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let rest = &rest[..rest.len().min(reach)];
    let taken = rest.iter().position(|byte| !within(*byte)).unwrap_or(rest.len());
    #[cfg(test)]
    steps::count(taken + 1);
    at + taken
}

/// Where the bytes before `at` start to be `within`, at most `reach` back.
pub(super) fn backward(
    bytes: &[u8],
    at: usize,
    reach: usize,
    within: impl Fn(u8) -> bool,
) -> usize {
    let before = &bytes[at.saturating_sub(reach)..at];
    let taken = before.iter().rev().position(|byte| !within(*byte)).unwrap_or(before.len());
    #[cfg(test)]
    steps::count(taken + 1);
    at - taken
}

/// Whether `byte` can be part of a word: letters, digits and all that is no ASCII.
pub(super) const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// The byte before `at`.
pub(super) fn before(bytes: &[u8], at: usize) -> Option<u8> {
    at.checked_sub(1).and_then(|at| bytes.get(at)).copied()
}

/// Whether a word of `bytes` can start at `at`: none runs into it.
pub(super) fn starts(bytes: &[u8], at: usize) -> bool {
    !before(bytes, at).is_some_and(|byte| is_word(byte) || byte == b'_')
}

/// Whether a word of `bytes` can end at `at`: none runs on.
pub(super) fn ends(bytes: &[u8], at: usize) -> bool {
    !bytes.get(at).is_some_and(|byte| is_word(*byte) || *byte == b'_')
}

/// How many steps the walks of this thread took, for the tests that bound them.
#[cfg(test)]
pub(super) mod steps {
    use std::cell::Cell;

    thread_local!(static STEPS: Cell<usize> = const { Cell::new(0) });

    pub(in crate::privacy) fn count(more: usize) {
        STEPS.set(STEPS.get() + more);
    }

    /// The steps that `work` takes.
    pub(in crate::privacy) fn of(work: impl FnOnce()) -> usize {
        let before = STEPS.get();
        work();
        STEPS.get() - before
    }
}

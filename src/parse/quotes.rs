//! Where the quotes of a text stand.
//!
//! Keys and texts of a payload are short and many, so looking for the end of each by itself costs
//! more than looking for all quotes at once, a bit for every byte.

use memchr::memchr;

/// Bytes that one word tells of.
const BLOCK: usize = u64::BITS as usize;

/// How many words there are: enough for nearly every payload, little enough to be made anew.
const WORDS: usize = 32;

/// The quotes of a text.
pub(super) struct Quotes<'t> {
    bytes: &'t [u8],
    /// Of the first bytes, those that are quotes, the first one lowest.
    words: [u64; WORDS],
}

impl<'t> Quotes<'t> {
    pub(super) fn new(bytes: &'t [u8]) -> Self {
        let mut words = [0; WORDS];
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        for (word, block) in words.iter_mut().zip(blocks) {
            *word = quotes(block);
        }
        if let Some(word) = words.get_mut(blocks.len()) {
            let mut block = [0; BLOCK];
            block[..rest.len()].copy_from_slice(rest);
            *word = quotes(&block);
        }
        Self { bytes, words }
    }

    /// The first quote at or behind `from`.
    pub(super) fn next(&self, from: usize) -> Option<usize> {
        let mut at = from / BLOCK;
        let mut word =
            self.words.get(at).map_or(0, |word| word >> (from % BLOCK) << (from % BLOCK));
        while word == 0 {
            at += 1;
            let Some(next) = self.words.get(at) else {
                return self.beyond(from.max(WORDS * BLOCK));
            };
            word = *next;
        }
        Some(at * BLOCK + word.trailing_zeros() as usize)
    }

    /// The same, behind the bytes that the words tell of.
    #[cold]
    fn beyond(&self, from: usize) -> Option<usize> {
        memchr(b'"', self.bytes.get(from..)?).map(|at| from + at)
    }
}

/// A bit for each byte that is a quote.
fn quotes(block: &[u8; BLOCK]) -> u64 {
    // Written so that the compiler compares many bytes at once: each quote becomes the bit of
    // its place among eight, and multiplying adds the eight up in the highest byte.
    let mut bits = [0_u8; BLOCK];
    for (at, (bit, byte)) in bits.iter_mut().zip(block).enumerate() {
        *bit = if *byte == b'"' { 1 << (at % 8) } else { 0 };
    }
    let (eights, _) = bits.as_chunks::<8>();
    let sums = eights
        .iter()
        .map(|it| u64::from_le_bytes(*it).wrapping_mul(0x0101_0101_0101_0101) >> (BLOCK - 8));
    sums.enumerate().fold(0, |word, (at, sum)| word | sum << (at * 8))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_quote_of_any_text_is_found(
            bytes in proptest::collection::vec(
                prop_oneof![Just(b'"'), Just(b'x'), any::<u8>()], 0..3000,
            ),
            from in 0_usize..3100,
        ) {
            let found = Quotes::new(&bytes).next(from);
            let expected = bytes.iter().skip(from).position(|it| *it == b'"').map(|at| from + at);
            prop_assert_eq!(found, expected);
        }
    }
}

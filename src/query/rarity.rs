//! How rare bytes are in logs of JSON: which byte of a text to look for first, and whether a
//! text is worth looking for at all.

/// How often a byte stands in logs of JSON, roughly, whatever its case: the lower the rarer.
pub(super) fn frequency(byte: u8) -> u8 {
    const LETTERS: &[u8] = b"zqjxkvwybgfpmuhdlcirsanotes";
    match byte.to_ascii_lowercase() {
        b'"' => 100,
        b' ' | b':' | b',' => 60,
        b'0'..=b'9' => 40,
        b'.' | b'-' => 35,
        letter if letter.is_ascii_lowercase() => {
            LETTERS.iter().position(|known| *known == letter).map_or(30, |rank| 10 + 2 * rank as u8)
        }
        b'{' | b'}' | b'_' | b'/' => 20,
        _ => 5,
    }
}

/// How much a text tells records apart, in bits, roughly: of texts that must all be there, the
/// one with the most is looked for.
pub(super) fn bits(text: &[u8]) -> u32 {
    text.iter()
        .map(|byte| match frequency(*byte) {
            60.. => 2,
            35..60 => 3,
            20..35 => 4,
            10..20 => 5,
            _ => 7,
        })
        .sum()
}

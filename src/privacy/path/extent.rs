//! Where a path ends that is not in quotes: it may hold spaces, and a sentence may go on behind it.

use crate::privacy::run::{forward, is_word};

/// A path with more spaces in it is a sentence.
const WORDS_MAX: usize = 8;

/// The longest word that a path goes on with behind a space.
const WORD_MAX: usize = 64;

/// The end of the path that starts at `at`; its separator is `/` or a backslash.
pub(in crate::privacy) fn end_of_path(text: &str, at: usize, separator: u8) -> usize {
    let bytes = text.as_bytes();
    let within = |byte: u8| is_within(byte, separator);
    // The colon of a drive is behind its start.
    let mut end = forward(bytes, at, usize::MAX, within);
    for _ in 0..WORDS_MAX {
        let Some(next) = next_word(bytes, end, separator) else { break };
        end = forward(bytes, next, usize::MAX, within);
    }
    let trailing = bytes[at..end].iter().rev().take_while(|byte| is_punctuation(**byte)).count();
    end - trailing
}

/// The end of the word behind the space at `end`, where the path goes on with it: it holds a
/// separator itself, and does not start a path of its own.
fn next_word(bytes: &[u8], end: usize, separator: u8) -> Option<usize> {
    let start = (bytes.get(end) == Some(&b' ')).then_some(end + 1)?;
    if end > 0 && is_punctuation(bytes[end - 1]) || !bytes.get(start).is_some_and(|it| is_word(*it))
    {
        return None;
    }
    let word =
        forward(bytes, start, WORD_MAX, |byte| is_within(byte, separator) && byte != separator);
    (bytes.get(word) == Some(&separator)).then_some(word)
}

fn is_within(byte: u8, separator: u8) -> bool {
    match byte {
        b'/' => true,
        b'\\' => separator == b'\\',
        b'"' | b'\'' | b'`' | b'<' | b'>' | b'|' | b'*' | b'?' | b':' | b';' | b',' | b'{'
        | b'}' => false,
        byte => byte > b' ' && byte != 0x7f,
    }
}

fn is_punctuation(byte: u8) -> bool {
    matches!(byte, b'.' | b')' | b']' | b'!' | b'=' | b'&')
}

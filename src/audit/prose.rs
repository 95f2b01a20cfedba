//! What a text looks like: a person's words, source code, or neither.
//!
//! Owns the look alone. Words of a fixed set, lists of them, names, versions and dates are neither.

/// As much of a text is looked at.
const LOOKED_AT: usize = 4096;

/// So many words with some of [`COMMON`] among them are a sentence.
const SENTENCE: usize = 6;

/// So many words are one in any language.
const LONG_SENTENCE: usize = 12;

/// Words that hold sentences together; lists of options have none of them.
const COMMON: [&str; 44] = [
    "a", "an", "and", "are", "as", "at", "be", "because", "but", "by", "can", "could", "did", "do",
    "for", "from", "had", "has", "have", "how", "i", "if", "in", "is", "it", "my", "not", "of",
    "on", "or", "so", "that", "the", "there", "this", "to", "was", "we", "what", "when", "why",
    "with", "would", "you",
];

/// Words that begin a statement of a programming language.
const KEYWORDS: [&str; 26] = [
    "async",
    "await",
    "class",
    "const",
    "def",
    "else",
    "enum",
    "export",
    "fn",
    "for",
    "from",
    "func",
    "function",
    "if",
    "impl",
    "import",
    "interface",
    "let",
    "private",
    "pub",
    "public",
    "return",
    "static",
    "var",
    "void",
    "while",
];

/// Signs that stand in code and hardly in prose.
const SIGNS: [&str; 12] =
    ["=>", "->", "();", ") {", "){", "==", "!=", "&&", "||", "</", "::", "+="];

/// Whether it reads like something that a person wrote.
pub(super) fn is_free_text(text: &str) -> bool {
    let text = beginning(text);
    let sentences = text.split_whitespace().filter(|word| is_word(word)).count();
    let all = text.split_whitespace().count();
    // Of figures, paths and options a sentence has few.
    if sentences < SENTENCE || sentences * 4 < all * 3 {
        return is_unspaced(text);
    }
    let common = text.split_whitespace().filter(|word| is_common(word)).count();
    common >= 2 || sentences >= LONG_SENTENCE && common >= 1
}

/// Whether it reads like source code, a query or several lines of either.
pub(super) fn is_code(text: &str) -> bool {
    let text = beginning(text);
    // JSON is data: its texts were put together by a program.
    if is_data(text) {
        return false;
    }
    let spaced = text.contains(char::is_whitespace);
    spaced && (has_lines(text) || is_query(text) || signs(text) >= 2)
}

/// Whether it begins as JSON does, for it may have been cut.
fn is_data(text: &str) -> bool {
    let inner = text.trim_start().strip_prefix(['{', '[']).map(str::trim_start);
    inner.is_some_and(|inner| {
        let first = inner.bytes().next();
        first.is_none_or(|it| it.is_ascii_digit() || matches!(it, b'"' | b'{' | b'[' | b'}' | b']'))
    })
}

/// Several lines that have several words each.
fn has_lines(text: &str) -> bool {
    text.lines().filter(|line| line.split_whitespace().nth(1).is_some()).take(2).count() == 2
}

/// A query of a database.
fn is_query(text: &str) -> bool {
    let has = |wanted: &str| text.split_whitespace().any(|word| word.eq_ignore_ascii_case(wanted));
    let first = text.split_whitespace().next().unwrap_or_default();
    match first.to_ascii_uppercase().as_str() {
        "SELECT" | "DELETE" => has("from"),
        "INSERT" => has("into"),
        "UPDATE" => has("set"),
        _ => false,
    }
}

/// How many different signs of code it has.
fn signs(text: &str) -> usize {
    let marks = SIGNS.iter().filter(|sign| text.contains(**sign)).count();
    let ends = text.lines().filter(|line| line.trim_end().ends_with([';', '{', '}'])).count();
    let words = text.split_whitespace().filter(|word| KEYWORDS.contains(word)).count();
    marks + usize::from(ends > 0) + usize::from(words > 0)
}

/// A word: letters, with an apostrophe or hyphen within, and a sign of punctuation behind.
fn is_word(word: &str) -> bool {
    let word = bare(word);
    let mut letters = word.chars().filter(|c| !matches!(c, '\'' | '’' | '-'));
    !word.is_empty() && letters.all(char::is_alphabetic)
}

fn is_common(word: &str) -> bool {
    let word = bare(word);
    word.len() <= 7 && COMMON.iter().any(|common| common.eq_ignore_ascii_case(word))
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| matches!(c, '.' | ',' | '!' | '?' | ';' | ':' | '"' | '(' | ')'))
}

/// A sentence of a script that has no spaces between words.
fn is_unspaced(text: &str) -> bool {
    let of = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{0e00}'..='\u{0e7f}');
    text.chars().filter(|c| of(*c)).take(LONG_SENTENCE).count() == LONG_SENTENCE
}

fn beginning(text: &str) -> &str {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

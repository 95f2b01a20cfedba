//! Where words, operators and regexes end. Pure questions about the start of a text, each
//! answered in one pass.

use super::Op;

/// Operators, longer ones before their beginnings.
const OPS: [(&str, Op); 9] = [
    ("!=", Op::NotEqual),
    ("!~", Op::NotRegex),
    (">=", Op::GreaterEqual),
    ("<=", Op::LessEqual),
    (":", Op::Match),
    ("=", Op::Equal),
    (">", Op::Greater),
    ("<", Op::Less),
    ("~", Op::Regex),
];

/// The letters that may follow a regex.
pub(super) const FLAGS: &str = "imsxu";

/// The operator at the start of `text`.
pub(super) fn op_at(text: &str) -> Option<(Op, usize)> {
    OPS.into_iter().find(|(sign, _)| text.starts_with(sign)).map(|(sign, op)| (op, sign.len()))
}

/// The length of the word at the start of `text`, up to a space, a delimiter or an operator.
pub(super) fn head_word(text: &str) -> usize {
    let stop = |(at, c): &(usize, char)| {
        c.is_whitespace()
            || "()\"|&:=<>~".contains(*c)
            || (*c == '!' && op_at(&text[*at..]).is_some())
    };
    text.char_indices().find(stop).map_or(text.len(), |(at, _)| at)
}

/// The length of the bare value at the start of `text`; `also` holds further characters that
/// end it.
pub(super) fn value_word(text: &str, also: &str) -> usize {
    let stop = |c: char| c.is_whitespace() || "()\"|&".contains(c) || also.contains(c);
    text.find(stop).unwrap_or(text.len())
}

/// The length of a regex without slashes: up to a space, or a parenthesis that it did not open.
pub(super) fn bare_regex(text: &str) -> usize {
    let mut open = 0_usize;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            c if c.is_whitespace() => return at,
            _ if escaped => {
                escaped = false;
                continue;
            }
            '(' => open += 1,
            ')' if open == 0 => return at,
            ')' => open -= 1,
            _ => {}
        }
        escaped = c == '\\';
    }
    text.len()
}

/// The pattern after the slash at the start of `text`, and the length up to and with the slash
/// that closes it: the first that is neither escaped nor in a class of characters.
pub(super) fn regex_body(text: &str) -> Option<(String, usize)> {
    let mut pattern = String::new();
    let mut in_class = false;
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next()?.1 {
                '/' => pattern.push('/'),
                escaped => pattern.extend(['\\', escaped]),
            },
            '/' if !in_class => return Some((pattern, at + 1)),
            c => {
                in_class = (in_class || c == '[') && c != ']';
                pattern.push(c);
            }
        }
    }
    None
}

/// A regex that is the whole of the word at the start of `text`. What only begins with a slash,
/// such as a path, is none. Looks no further than a regex is long, or a list of many paths
/// would be read over and over.
pub(super) fn regex_in_word(text: &str) -> Option<(String, &str, usize)> {
    const LONGEST: usize = 1000;
    let word = text.char_indices().find(|(at, c)| c.is_whitespace() || *at > LONGEST);
    let word = &text[..word.map_or(text.len(), |(at, _)| at)];
    let (pattern, body) = regex_body(word)?;
    let flags = &text[body..];
    let flags = &flags[..value_word(flags, ",")];
    let known = flags.chars().all(|flag| FLAGS.contains(flag));
    (known && !pattern.is_empty()).then(|| (pattern, flags, body + flags.len()))
}

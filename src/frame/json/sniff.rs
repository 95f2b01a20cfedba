//! Whether a file is JSON, by its first bytes. A log must never be taken for it: stamps of older
//! logs and of consoles stand in brackets, too.

/// The longest stretch of space that is looked through.
const SPACE_MAX: usize = 64 << 10;

/// A form that holds a post: `data=…`.
const FORM: &[u8] = b"data=";

/// U+FEFF in UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Whether a file that begins with `first` is JSON, or a form that holds it; `None` while too
/// little is there to tell. `ended` says that there is no more.
///
/// It is, where `{` is followed by a key or its end, or `[` by an object or its end.
pub fn is_json(first: &[u8], ended: bool) -> Option<bool> {
    let begun = |part: &[u8], whole: &[u8]| !ended && part.len() < whole.len();
    if begun(first, MARK) && MARK.starts_with(first) {
        return None;
    }
    let text = behind_space(first.strip_prefix(MARK).unwrap_or(first));
    let undecided = !ended && first.len() < SPACE_MAX;
    let open = if undecided { None } else { Some(false) };
    match text.first() {
        None => open,
        Some(b'{') => match behind_space(&text[1..]).first() {
            None => open,
            Some(next) => Some(matches!(next, b'"' | b'}')),
        },
        Some(b'[') => match behind_space(&text[1..]).first() {
            None => open,
            Some(next) => Some(matches!(next, b'{' | b']')),
        },
        Some(b'd') if begun(text, FORM) && FORM.starts_with(text) => None,
        Some(_) => Some(text.starts_with(FORM)),
    }
}

fn behind_space(bytes: &[u8]) -> &[u8] {
    let space = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    &bytes[space..]
}

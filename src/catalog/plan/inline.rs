//! The text of a cell or heading: what of it is code and what is prose, without its markup.

/// So many characters of a cell are read.
const CELL: usize = 4_000;

/// So many spans of code of a cell are read.
const SPANS: usize = 200;

/// A part of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// What stands in backticks.
    Code(String),
    /// What stands between, with a line feed for each `<br>`.
    Text(String),
}

/// The parts of `cell` from left to right.
pub(super) fn pieces(cell: &str) -> Vec<Piece> {
    let end = cell.char_indices().nth(CELL).map_or(cell.len(), |(at, _)| at);
    let cell = cell[..end].replace("<code>", "`").replace("</code>", "`");
    let runs = runs(&cell);
    let (mut pieces, mut done, mut next) = (Vec::new(), 0, 0);
    while let Some((start, length)) = runs.get(next) {
        // A run of backticks opens code where one of the same length closes it.
        let close = runs[next + 1..].iter().position(|(_, other)| other == length);
        let Some(close) = close.map(|at| at + next + 1) else {
            next += 1;
            continue;
        };
        push_text(&mut pieces, &cell[done..*start]);
        pieces.push(Piece::Code(cell[start + length..runs[close].0].trim().to_owned()));
        (done, next) = (runs[close].0 + length, close + 1);
    }
    push_text(&mut pieces, &cell[done..]);
    pieces
}

/// All of `cell` as one text without markup.
pub(super) fn plain(cell: &str) -> String {
    let whole: String = pieces(cell)
        .into_iter()
        .map(|piece| match piece {
            Piece::Code(text) | Piece::Text(text) => text,
        })
        .collect();
    let words: Vec<&str> = without_emphasis(whole.trim()).split_whitespace().collect();
    words.join(" ")
}

/// `text` without underscores around it all.
pub(super) fn without_emphasis(text: &str) -> &str {
    let inner = |text: &str| text.len() > 1 && text.starts_with('_') && text.ends_with('_');
    let mut text = text;
    while inner(text) {
        text = text[1..text.len() - 1].trim();
    }
    text
}

/// Where runs of backticks stand, and how long they are.
fn runs(cell: &str) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in cell.match_indices('`') {
        let is_full = runs.len() == 2 * SPANS;
        match runs.last_mut() {
            Some((start, length)) if *start + *length == at => *length += 1,
            _ if is_full => break,
            _ => runs.push((at, 1)),
        }
    }
    runs
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    let text = without_markup(text);
    if !text.trim().is_empty() || text.contains('\n') {
        pieces.push(Piece::Text(text));
    }
}

/// `text` without asterisks, tags, and the targets of links; escaped signs stand for themselves.
fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    // What is not closed behind one place is not closed behind a later one either.
    let (mut links, mut tags) = (true, true);
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '\\' if after.starts_with(|c: char| c.is_ascii_punctuation()) => {
                plain.push_str(&after[..1]);
                &after[1..]
            }
            ']' if links && after.starts_with('(') => {
                let end = after.find(')');
                links = end.is_some();
                end.map_or(after, |end| &after[end + 1..])
            }
            '*' | '[' | ']' => after,
            '<' if tags && after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => {
                if let Some(end) = after.find('>') {
                    let name = after[..end].trim_end_matches(['/', ' ']);
                    plain.push_str(if name.eq_ignore_ascii_case("br") { "\n" } else { "" });
                    &after[end + 1..]
                } else {
                    tags = false;
                    plain.push(c);
                    after
                }
            }
            _ => {
                plain.push(c);
                after
            }
        };
    }
    plain
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("`a`, b and ``c`d``", &["<a>", ", b and ", "<c`d>"])]
    #[case("<code>a</code><br/>b", &["<a>", "\nb"])]
    #[case("**bold** _it_ [text](https://x.y/z) \\_u", &["bold _it_ text _u"])]
    #[case("an ` open one", &["an ` open one"])]
    #[case("a < b, x](y", &["a < b, x(y"])]
    #[case("", &[])]
    fn code_is_told_from_text(#[case] cell: &str, #[case] wanted: &[&str]) {
        let shown = |piece: Piece| match piece {
            Piece::Code(code) => format!("<{code}>"),
            Piece::Text(text) => text,
        };
        let read: Vec<_> = pieces(cell).into_iter().map(shown).collect();
        assert_eq!(read, wanted);
    }

    #[rstest]
    #[case("_(none)_", "(none)")]
    #[case("**_a_**  `b`", "_a_ b")]
    #[case("__x_y__", "x_y")]
    #[case("_", "_")]
    fn plain_text_has_no_markup(#[case] cell: &str, #[case] wanted: &str) {
        assert_eq!(plain(cell), wanted);
    }

    #[test]
    fn a_long_cell_is_read_in_time_that_grows_with_it() {
        for cell in ["`".repeat(100_000), "`` ` ".repeat(20_000), "](<a".repeat(30_000)] {
            assert!(plain(&cell).len() <= CELL);
        }
    }
}

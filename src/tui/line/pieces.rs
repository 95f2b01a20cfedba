//! A typed text as it stands in cells: each piece is what a person sees as one character, or a
//! hostile one spelled out.

use ratatui::style::Style;
use ratatui::text::Span;
use unicode_width::UnicodeWidthStr;

use crate::event::{is_hostile, visible};

/// A cluster of combining marks longer than this, in bytes, is shown as one replacement mark.
const LONGEST_CLUSTER: usize = 64;

/// What is drawn as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Piece {
    /// Its first byte in the text.
    pub(in crate::tui) at: usize,
    /// The byte after its last one.
    pub(in crate::tui) end: usize,
    /// How it is shown.
    pub(in crate::tui) shown: String,
    /// How many columns that takes, never none.
    pub(in crate::tui) width: usize,
}

/// The pieces of `text`, which cover it.
pub(in crate::tui) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let harmless = rest.find(is_hostile).unwrap_or(rest.len());
        clusters(&rest[..harmless], at, &mut pieces);
        at += harmless;
        if let Some(hostile) = text[at..].chars().next() {
            let end = at + hostile.len_utf8();
            pieces.push(piece(at, end, visible(&text[at..end]).into_owned()));
            at = end;
        }
    }
    pieces
}

/// The clusters of text without anything hostile, which stands at `at`.
fn clusters(text: &str, mut at: usize, pieces: &mut Vec<Piece>) {
    let span = Span::raw(text);
    for grapheme in span.styled_graphemes(Style::default()) {
        let symbol = grapheme.symbol;
        let shown = match symbol.width() {
            _ if symbol.len() > LONGEST_CLUSTER => "\u{fffd}".to_owned(),
            // A mark without a letter to stand on would not be drawn at all.
            0 => symbol.escape_unicode().to_string(),
            _ => symbol.to_owned(),
        };
        pieces.push(piece(at, at + symbol.len(), shown));
        at += symbol.len();
    }
}

fn piece(at: usize, end: usize, shown: String) -> Piece {
    Piece { at, end, width: shown.width(), shown }
}

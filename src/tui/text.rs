//! Text in cells: harmless, measured as a terminal measures it, cut with an ellipsis, wrapped.
//!
//! All text of a log comes to the screen through [`Ink::new`] or [`fit`].

use ratatui::style::Style;
use ratatui::text::Span;
use unicode_width::UnicodeWidthStr;

use crate::config::theme::Role;
use crate::event::{Instant, visible};

/// A cluster of combining marks longer than this, in bytes, is shown as one replacement mark: a
/// log can pile any number of them onto one cell.
const LONGEST_CLUSTER: usize = 64;

/// A piece of text in one role, made harmless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ink {
    pub(super) role: Role,
    pub(super) text: String,
}

impl Ink {
    pub(super) fn new(role: Role, text: &str) -> Self {
        Self { role, text: visible(text).into_owned() }
    }
}

/// A line of pieces.
pub(super) type Inked = Vec<Ink>;

/// How many columns `text` takes.
pub(super) fn width(text: &str) -> usize {
    if is_plain(text) { text.len() } else { clusters(text).map(|(_, width)| width).sum() }
}

/// Whether every byte is a character that takes a column, as in most text of a log: then nothing
/// has to be measured.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// How many columns a line takes.
pub(super) fn line_width(line: &[Ink]) -> usize {
    line.iter().map(|ink| width(&ink.text)).sum()
}

/// What a person sees as one character, with its width in columns.
fn clusters(text: &str) -> impl Iterator<Item = (&str, usize)> {
    graphemes(text).into_iter().map(|cluster| {
        if cluster.len() > LONGEST_CLUSTER { ("\u{fffd}", 1) } else { (cluster, cluster.width()) }
    })
}

fn graphemes(text: &str) -> Vec<&str> {
    // Most of a log is ASCII, where a byte is a character.
    if text.is_ascii() {
        return (0..text.len()).filter_map(|at| text.get(at..=at)).collect();
    }
    let span = Span::raw(text);
    let symbols: Vec<usize> =
        span.styled_graphemes(Style::default()).map(|grapheme| grapheme.symbol.len()).collect();
    let mut at = 0;
    symbols
        .into_iter()
        .filter_map(|len| {
            let cluster = text.get(at..at + len);
            at += len;
            cluster
        })
        .collect()
}

/// As much of `text`, made harmless, as fits into `columns`; what is cut ends with an ellipsis.
pub(super) fn fit(text: &str, columns: usize) -> String {
    let (start, more) = start_of(text, columns);
    if is_plain(start) {
        let room = columns.saturating_sub(1);
        return match start.get(..room).filter(|_| start.len() > columns) {
            None => start.to_owned(),
            Some(_) if columns == 0 => String::new(),
            Some(fits) => format!("{fits}…"),
        };
    }
    let shown = visible(start);
    let mut out = String::new();
    let mut used = 0;
    // Where the text would have to end to leave a column for the ellipsis.
    let mut room_for_ellipsis = 0;
    for (cluster, width) in clusters(&shown) {
        if used + width > columns {
            out.truncate(room_for_ellipsis);
            return if columns == 0 { String::new() } else { out + "…" };
        }
        out.push_str(cluster);
        used += width;
        if used < columns {
            room_for_ellipsis = out.len();
        }
    }
    if more && columns > 0 {
        out.truncate(room_for_ellipsis);
        out.push('…');
    }
    out
}

/// A start of `text` that surely fills `columns`, and whether it is not all of it: a megabyte
/// is not measured to show a line.
fn start_of(text: &str, columns: usize) -> (&str, bool) {
    let enough = columns * 4 + 4 * LONGEST_CLUSTER;
    if text.len() <= enough {
        return (text, false);
    }
    (start_of_bytes(text, enough), true)
}

/// The first `limit` bytes of `text`, or a few less, so that no character is cut.
pub(super) fn start_of_bytes(text: &str, limit: usize) -> &str {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// `text` fitted and filled up with blanks.
pub(super) fn fill(text: &str, columns: usize) -> String {
    let mut out = fit(text, columns);
    out.extend(std::iter::repeat_n(' ', columns.saturating_sub(width(&out))));
    out
}

/// `text` fitted, with blanks before it.
pub(super) fn fit_right(text: &str, columns: usize) -> String {
    let text = fit(text, columns);
    let blanks = columns.saturating_sub(width(&text));
    " ".repeat(blanks) + &text
}

/// Pieces of `line` as fit into `columns`; what is cut ends with an ellipsis.
pub(super) fn fit_line(line: &[Ink], columns: usize) -> Inked {
    let mut left = columns;
    let mut out = Inked::new();
    for (at, ink) in line.iter().enumerate() {
        let more = line[at + 1..].iter().any(|ink| !ink.text.is_empty());
        let wide = width(&ink.text);
        if wide < left || (wide == left && !more) {
            out.push(ink.clone());
            left -= wide;
        } else {
            let mut text = fit(&ink.text, left);
            if wide == left && left > 0 {
                text = fit(&format!("{} ", ink.text), left);
            }
            out.push(Ink { role: ink.role, text });
            break;
        }
    }
    out
}

/// `line` broken into lines of at most `columns`, wherever that is: for values and raw text,
/// where every character counts. Lines after the first are indented by `indent`.
pub(super) fn wrap(line: &[Ink], columns: usize, indent: usize) -> Vec<Inked> {
    let columns = columns.max(1);
    let indent = if indent < columns / 2 { indent } else { 0 };
    let mut lines = vec![Inked::new()];
    let mut used = 0;
    for ink in line {
        let mut piece = String::new();
        for (cluster, width) in clusters(&ink.text) {
            // A cluster of several letters may be wider than a line.
            let (cluster, width) = if width > columns { ("\u{fffd}", 1) } else { (cluster, width) };
            if used + width > columns && used > 0 {
                put(&mut lines, ink.role, std::mem::take(&mut piece));
                lines.push(Inked::new());
                put(&mut lines, Role::Text, " ".repeat(indent));
                used = indent;
            }
            piece.push_str(cluster);
            used += width;
        }
        put(&mut lines, ink.role, piece);
    }
    lines
}

/// `text` broken into lines of at most `columns` between its words.
pub(super) fn wrap_words(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in visible(text).split(' ') {
        let wide = width(word);
        let gap = usize::from(used > 0);
        if used + gap + wide > columns && used > 0 {
            lines.push(String::new());
            used = 0;
        }
        for (at, piece) in wrap(&[Ink::new(Role::Text, word)], columns, 0).iter().enumerate() {
            let text: String = piece.iter().map(|ink| ink.text.as_str()).collect();
            if at > 0 {
                lines.push(String::new());
                used = 0;
            }
            if let Some(line) = lines.last_mut() {
                if used > 0 {
                    line.push(' ');
                    used += 1;
                }
                line.push_str(&text);
            }
            used += width(&text);
        }
    }
    lines
}

fn put(lines: &mut [Inked], role: Role, text: String) {
    if let Some(line) = lines.last_mut()
        && !text.is_empty()
    {
        line.push(Ink { role, text });
    }
}

/// `5112` as `5,112`.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Bytes as a person says them: `512 B`, `7.6 KB`, `64.0 MB`, `1.0 GB`, in steps of 1,024.
pub(super) fn bytes(size: u64) -> String {
    match size {
        0..1024 => format!("{size} B"),
        1024..0x10_0000 => format!("{:.1} KB", size as f64 / 1024.0),
        0x10_0000..0x4000_0000 => format!("{:.1} MB", size as f64 / 1_048_576.0),
        _ => format!("{:.1} GB", size as f64 / 1_073_741_824.0),
    }
}

/// How long something takes or is ago: `12 s`, `3 min`, `5 h`, `4 d`.
pub(super) fn age(seconds: u64) -> String {
    let (count, unit) = match seconds {
        0..60 => (seconds, "s"),
        60..7200 => (seconds / 60, "min"),
        7200..172_800 => (seconds / 3600, "h"),
        _ => (seconds / 86_400, "d"),
    };
    format!("{} {unit}", thousands(count))
}

/// How long ago something was, where that is at least a minute: a word that does not change with
/// every second.
pub(super) fn minutes_ago(at: Instant, now: Instant) -> Option<String> {
    let seconds = u64::try_from(now.since(at).as_secs()).ok().filter(|seconds| *seconds >= 60)?;
    Some(format!("{} ago", age(seconds)))
}

/// `count` things: the word gets an `s` where there is not one.
pub(super) fn counted(count: u64, thing: &str) -> String {
    format!("{} {thing}{}", thousands(count), if count == 1 { "" } else { "s" })
}

/// All of `count` things, as [`counted`] says it: one is not called all.
pub(super) fn all_of(count: usize, thing: &str) -> String {
    format!("{}{}", if count == 1 { "" } else { "all " }, counted(count as u64, thing))
}

/// What a source is called on the screen: a dash is what was typed, not what is read.
pub(super) fn spoken(label: &str) -> &str {
    if label == "-" { "standard input" } else { label }
}

#[cfg(test)]
mod tests;

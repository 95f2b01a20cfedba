//! Markdown → its pipe tables, each with the headings above it.
//!
//! A reader of its own: no Markdown crate is among the dependencies, and all that is wanted of a
//! document are its headings and its tables as GitHub shows them, with the lines they stand in.
//! So a pipe in a cell is written `\|`, also inside code. Knows nothing of telemetry.

use std::borrow::Cow;
use std::iter::{Enumerate, Peekable};
use std::str::Lines;

/// So many rows of a document are read.
const ROWS: usize = 20_000;

/// So many columns of a table are read.
const COLUMNS: usize = 40;

/// What a document holds.
#[derive(Debug, Default)]
pub(super) struct Document<'t> {
    /// `key: value` of the block between `---` at the beginning.
    pub(super) front: Vec<(&'t str, &'t str)>,
    /// Its tables.
    pub(super) tables: Vec<Table<'t>>,
    /// The lines of prose that hold code, with their numbers.
    pub(super) prose: Vec<(usize, &'t str)>,
    /// How many rows there are beyond those that are read.
    pub(super) passed: usize,
}

/// A heading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heading<'t> {
    level: usize,
    pub(super) text: &'t str,
}

/// A table. Lines are counted from 1.
#[derive(Debug)]
pub(super) struct Table<'t> {
    /// Where its head stands.
    pub(super) line: usize,
    /// The headings it stands under, the nearest last.
    pub(super) headings: Vec<Heading<'t>>,
    pub(super) columns: Vec<Cow<'t, str>>,
    pub(super) rows: Vec<Row<'t>>,
}

/// A row of a table.
#[derive(Debug)]
pub(super) struct Row<'t> {
    pub(super) line: usize,
    /// At most as many as the table has columns.
    pub(super) cells: Vec<Cow<'t, str>>,
    /// Whether it had more.
    pub(super) is_longer: bool,
}

/// Reads a document. Any text is one.
pub(super) fn read(text: &str) -> Document<'_> {
    let mut reader = Reader {
        lines: text.lines().enumerate().peekable(),
        headings: Vec::new(),
        rows: 0,
        document: Document::default(),
    };
    reader.front_matter();
    while let Some((at, line)) = reader.lines.next() {
        reader.block(at + 1, bare(line));
    }
    reader.document
}

struct Reader<'t> {
    lines: Peekable<Enumerate<Lines<'t>>>,
    headings: Vec<Heading<'t>>,
    rows: usize,
    document: Document<'t>,
}

impl<'t> Reader<'t> {
    fn front_matter(&mut self) {
        let mut ahead = self.lines.clone();
        if ahead.next().is_none_or(|(_, line)| line.trim_end() != "---") {
            return;
        }
        let mut front = Vec::new();
        while let Some((_, line)) = ahead.next() {
            if matches!(line.trim_end(), "---" | "...") {
                self.document.front = front;
                self.lines = ahead;
                return;
            }
            if let Some((key, value)) = line.split_once(':') {
                front.push((key.trim(), value.trim().trim_matches(['"', '\''])));
            }
        }
    }

    /// What begins with this line.
    fn block(&mut self, at: usize, line: &'t str) {
        if let Some(fence) = fence(line) {
            self.skip_until(|line| closes(line, fence));
        } else if line.starts_with("<!--") && !line.contains("-->") {
            self.skip_until(|line| line.contains("-->"));
        } else if let Some((level, text)) = heading(line) {
            self.head(Heading { level, text });
        } else if line.contains('|') && self.is_head(line) {
            self.table(at, line);
        } else if let Some(level) = self.underlined(line) {
            self.lines.next();
            self.head(Heading { level, text: line });
        } else if line.contains('`') {
            self.document.prose.push((at, line));
        }
    }

    fn skip_until(&mut self, is_end: impl Fn(&str) -> bool) {
        // What is never closed goes to the end of the document, as GitHub shows it.
        self.lines.by_ref().find(|(_, line)| is_end(bare(line)));
    }

    fn head(&mut self, heading: Heading<'t>) {
        while self.headings.last().is_some_and(|above| above.level >= heading.level) {
            self.headings.pop();
        }
        self.headings.push(heading);
    }

    /// The level that the line below `line` makes it a heading of.
    fn underlined(&mut self, line: &str) -> Option<usize> {
        let below = bare(self.lines.peek()?.1);
        let all = |sign: char| below.len() > 1 && below.chars().all(|c| c == sign);
        if line.is_empty() {
            None
        } else if all('=') {
            Some(1)
        } else {
            all('-').then_some(2)
        }
    }

    /// Whether `line` is the head of a table: a line of dashes for each column is below it.
    fn is_head(&mut self, line: &str) -> bool {
        let Some((_, below)) = self.lines.peek() else { return false };
        let below = bare(below);
        let is_dashes = |cell: &str| {
            let dashes = cell.strip_prefix(':').unwrap_or(cell);
            let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
            !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
        };
        below.contains('|')
            && Cells(inside(below)).all(|cell| is_dashes(&cell))
            && Cells(inside(below)).count() == Cells(inside(line)).count()
    }

    fn table(&mut self, at: usize, head: &'t str) {
        self.lines.next();
        let columns: Vec<_> = Cells(inside(head)).take(COLUMNS).collect();
        let mut rows = Vec::new();
        while let Some((at, line)) = self.lines.next_if(|(_, line)| is_row(bare(line))) {
            self.rows += 1;
            if self.rows > ROWS {
                self.document.passed += 1;
                continue;
            }
            let mut cells = Cells(inside(bare(line)));
            let read = cells.by_ref().take(columns.len()).collect();
            rows.push(Row { line: at + 1, cells: read, is_longer: cells.next().is_some() });
        }
        let headings = self.headings.clone();
        self.document.tables.push(Table { line: at, headings, columns, rows });
    }
}

/// A line without what it stands in: a list or a quotation.
fn bare(line: &str) -> &str {
    line.trim_start_matches(|c: char| c.is_whitespace() || c == '>').trim_end()
}

/// A line of a table has a pipe. One without would be a row, too, to GitHub, but hardly to whoever
/// wrote it.
fn is_row(line: &str) -> bool {
    line.contains('|') && heading(line).is_none() && fence(line).is_none()
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let is_heading = (1..=6).contains(&level) && (text.is_empty() || text.starts_with([' ', '\t']));
    is_heading.then(|| (level, text.trim().trim_end_matches('#').trim_end()))
}

/// The sign and the length of the fence of a code block.
fn fence(line: &str) -> Option<(char, usize)> {
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = line.trim_start_matches(sign);
    let length = line.len() - info.len();
    (length >= 3 && !(sign == '`' && info.contains('`'))).then_some((sign, length))
}

fn closes(line: &str, (sign, length): (char, usize)) -> bool {
    line.len() >= length && line.chars().all(|c| c == sign)
}

/// A row without the pipes at its ends.
fn inside(line: &str) -> &str {
    let line = line.strip_prefix('|').unwrap_or(line);
    match line.strip_suffix('|') {
        Some(rest) if !is_escaped(rest) => rest,
        _ => line,
    }
}

/// Whether what follows `text` is escaped.
fn is_escaped(text: &str) -> bool {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// The cells of a row from left to right, trimmed, their escaped pipes read.
struct Cells<'t>(&'t str);

/// Behind the last cell.
const END: &str = "\0";

impl<'t> Iterator for Cells<'t> {
    type Item = Cow<'t, str>;

    fn next(&mut self) -> Option<Self::Item> {
        if std::ptr::eq(self.0, END) {
            return None;
        }
        let mut escaped = false;
        let mut end = None;
        let mut has_escaped = false;
        for (at, byte) in self.0.bytes().enumerate() {
            if byte == b'|' && !escaped {
                end = Some(at);
                break;
            }
            has_escaped |= byte == b'|';
            escaped = byte == b'\\' && !escaped;
        }
        let cell = self.0[..end.unwrap_or(self.0.len())].trim();
        self.0 = end.map_or(END, |end| &self.0[end + 1..]);
        Some(if has_escaped { cell.replace("\\|", "|").into() } else { cell.into() })
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn cells(line: &str) -> Vec<String> {
        Cells(inside(bare(line))).map(Cow::into_owned).collect()
    }

    #[rstest]
    #[case("| a | b |", &["a", "b"])]
    #[case("a|b", &["a", "b"])]
    #[case("  > |a||b", &["a", "", "b"])]
    #[case(r"| a \| b | `c\|d` |", &["a | b", "`c|d`"])]
    #[case(r"| a \\| b |", &[r"a \\", "b"])]
    #[case(r"| a | b\|", &["a", "b|"])]
    #[case("||", &[""])]
    #[case("", &[""])]
    fn a_row_is_cut_at_its_pipes(#[case] line: &str, #[case] wanted: &[&str]) {
        assert_eq!(cells(line), wanted);
    }

    /// `LINE columns/rows under headings` of each table.
    fn tables(text: &str) -> Vec<String> {
        let of = |table: &Table<'_>| {
            let rows: Vec<_> = table.rows.iter().map(|row| row.line.to_string()).collect();
            let headings: Vec<_> = table.headings.iter().map(|it| it.text).collect();
            let (columns, rows) = (table.columns.join(","), rows.join(","));
            format!("{}: {columns} / {rows} / {}", table.line, headings.join(" > "))
        };
        read(text).tables.iter().map(of).collect()
    }

    #[rstest]
    #[case::plain("| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 | 4 |\n\n| 5 | 6 |", &["1: a,b / 3,4 / "])]
    #[case::no_outer_pipes("a | b\n--|--\n1 | 2", &["1: a,b / 3 / "])]
    #[case::windows("\r\n| a |\r\n| - |\r\n| 1 |\r\n", &["2: a / 4 / "])]
    #[case::in_a_list("- x\n\n    | a |\n    |---|\n    | 1 |", &["3: a / 5 / "])]
    #[case::no_dashes("| a |\n| b |", &[])]
    #[case::other_number("| a | b |\n|---|\n| 1 | 2 |", &[])]
    #[case::in_a_fence("```md\n| a |\n|---|\n```\n| b |\n|---|", &["5: b /  / "])]
    #[case::in_a_longer_fence("~~~~\n```\n~~~\n| a |\n|---|\n~~~~~\n| b |\n|---|", &["7: b /  / "])]
    #[case::in_a_comment("<!-- x\n| a |\n|---|\n-->\n| b |\n|---|", &["5: b /  / "])]
    #[case::text_below("| a |\n|---|\n| 1 |\nand so on\n| 2 |", &["1: a / 3 / "])]
    #[case::heading_below("| a |\n|---|\n# x | y\n| b |\n|---|", &["1: a /  / ", "4: b /  / x | y"])]
    fn tables_are_found_where_they_are_shown(#[case] text: &str, #[case] wanted: &[&str]) {
        assert_eq!(tables(text), wanted);
    }

    #[test]
    fn a_table_stands_under_its_headings() {
        let table = "| a |\n|---|\n";
        let text = format!(
            "Top\n===\n## One ##\n{table}\n#### Deep\n{table}\nTwo\n---\n{table}\n#no heading\n# Other\n{table}"
        );
        let under: Vec<_> = tables(&text)
            .iter()
            .filter_map(|it| it.rsplit(" / ").next().map(str::to_owned))
            .collect();
        assert_eq!(under, ["Top > One", "Top > One > Deep", "Top > Two", "Other"]);
    }

    #[test]
    fn front_matter_is_read_where_it_is_closed() {
        let document = read("---\ntitle: x\nextension: \"a.b\"\n---\n| a |\n|---|\n");
        assert_eq!(document.front, [("title", "x"), ("extension", "a.b")]);
        assert_eq!(document.tables[0].line, 5);
        assert!(read("---\nextension: a.b\n").front.is_empty());
    }

    #[test]
    fn rows_and_columns_are_bounded() {
        let text = format!("| a |\n|---|\n{}", "| 1 |\n".repeat(ROWS + 5));
        let document = read(&text);
        assert_eq!((document.tables[0].rows.len(), document.passed), (ROWS, 5));
        let wide = format!("{}\n{}\n{}", "a|".repeat(90), "-|".repeat(90), "1|".repeat(90));
        let document = read(&wide);
        let row = &document.tables[0].rows[0];
        assert_eq!((document.tables[0].columns.len(), row.cells.len()), (COLUMNS, COLUMNS));
        assert!(row.is_longer);
    }
}

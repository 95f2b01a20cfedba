//! A plain text table: columns as wide as their widest cell, numbers to the right.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

/// Rows of cells under headings.
#[derive(Clone, Debug, Default)]
pub struct Table {
    headings: Vec<String>,
    right: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows; headings that begin with `>` belong to columns set to the right.
    pub fn new(headings: &[&str]) -> Self {
        Self {
            headings: headings.iter().map(|it| it.trim_start_matches('>').to_owned()).collect(),
            right: headings.iter().map(|it| it.starts_with('>')).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row; its cells must be harmless for a terminal already.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Writes headings and rows.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        self.lines(out, "", || std::iter::once(&self.headings).chain(&self.rows))
    }

    /// Writes the rows alone, a little to the right.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write_indented(&self, out: &mut impl Write) -> io::Result<()> {
        self.lines(out, "  ", || self.rows.iter())
    }

    fn lines<'t, I: Iterator<Item = &'t Vec<String>>>(
        &self,
        out: &mut impl Write,
        indent: &str,
        lines: impl Fn() -> I,
    ) -> io::Result<()> {
        let widths: Vec<usize> = (0..self.headings.len())
            .map(|at| lines().filter_map(|row| row.get(at)).map(|it| it.width()).max().unwrap_or(0))
            .collect();
        for row in lines() {
            let mut line = indent.to_owned();
            for (at, cell) in row.iter().enumerate() {
                let pad =
                    " ".repeat(widths.get(at).map_or(0, |it| it.saturating_sub(cell.width())));
                let right = self.right.get(at).copied().unwrap_or(false);
                let gap = if at == 0 { "" } else { "  " };
                line.push_str(gap);
                line.push_str(&if right { pad.clone() + cell } else { cell.clone() + &pad });
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

//! The page that says how the filter is read and run.

use crate::config::theme::Role;
use crate::query::{Explanation, Says};
use crate::store::EventLog;

use super::super::filter::{Filter, Verdict};
use super::super::text::{Ink, Inked, width, wrap_words};

/// The page in a width.
pub(in crate::tui) fn explained_lines(
    filter: &Filter,
    log: &EventLog,
    columns: usize,
) -> Vec<Inked> {
    let mut page = Page { columns: columns.max(8), lines: Vec::new() };
    if !filter.on {
        page.say(0, Role::Warning, "The filter is off: everything is shown. \\ switches it on.");
        page.gap();
    }
    if filter.verdict != Verdict::Valid {
        page.say(0, Role::Warning, "What is typed is no filter yet: this is the part applied.");
        page.gap();
    }
    page.filter(&filter.explanation());
    let chips = filter.selections.terms(log);
    if !chips.is_empty() {
        page.gap();
        page.say(0, Role::Title, "Facets");
        for (_, term) in chips {
            page.say(2, Role::Chip, &term);
        }
        page.say(2, Role::Muted, "from columns, beside the filter: counts apply all but their own");
    }
    page.lines
}

struct Page {
    columns: usize,
    lines: Vec<Inked>,
}

impl Page {
    fn filter(&mut self, explanation: &Explanation) {
        self.say(0, Role::Title, "Filter");
        let nothing = explanation.filter.is_empty();
        self.say(2, Role::Text, if nothing { "(empty)" } else { &explanation.filter });
        self.gap();
        self.say(0, Role::Title, "How it is read");
        for step in &explanation.steps {
            let indent = step.depth * 2 + 2;
            match &step.says {
                Says::Group(join) => self.say(indent, Role::KeyHint, &format!("{join}:")),
                Says::Everything => self.say(indent, Role::Text, "everything passes"),
                Says::Term { text, meaning, reads, .. } => {
                    self.say(indent, Role::Text, text);
                    self.say(indent + 2, Role::Muted, meaning);
                    self.say(indent + 2, Role::Muted, reads);
                }
            }
        }
        if explanation.plan.is_empty() {
            return;
        }
        self.gap();
        self.say(0, Role::Title, "How it is run");
        for (stage, says) in explanation.plan.iter().enumerate() {
            self.item(&format!("{}. ", stage + 1), says);
        }
    }

    fn gap(&mut self) {
        self.lines.push(Inked::new());
    }

    /// Lines that are indented, less where there is little room.
    fn say(&mut self, indent: usize, role: Role, text: &str) {
        let indent = indent.min(self.columns / 4);
        for text in wrap_words(text, self.columns - indent) {
            let indent = Ink { role: Role::Text, text: " ".repeat(indent) };
            self.lines.push(vec![indent, Ink { role, text }]);
        }
    }

    /// Lines that hang on a number.
    fn item(&mut self, number: &str, text: &str) {
        let indent = width(number) + 2;
        for (at, text) in wrap_words(text, self.columns - indent).into_iter().enumerate() {
            let mark = if at == 0 { format!("  {number}") } else { " ".repeat(indent) };
            let mark = Ink { role: Role::KeyHint, text: mark };
            self.lines.push(vec![mark, Ink { role: Role::Text, text }]);
        }
    }
}

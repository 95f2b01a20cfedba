//! The page of differences as headings, cells and sentences.

use crate::audit::{Compared, Comparison, Sign};
use crate::config::theme::Role;
use crate::report::remarks_of;

use super::super::model::{Cursor, DifferencesState, Model, Sort};
use super::super::text::{Ink, Inked, counted, thousands};
use super::differences::{DifferenceRow, NEW, OLD, PRODUCER, SIGN, WHAT, WHERE};
use super::figures::number;
use super::prose::Prose;
use super::table::{Heading, TablePage};

/// The tabs of the page.
const TABS: [&str; 4] = ["all", "new", "gone", "changed"];

/// So wide is the sign with its word; narrower columns hold the sign.
const WORD: usize = 9;

/// So many lines below the table say what is known of a difference, where there is room.
const ABOUT: u16 = 6;

/// The page.
pub(in crate::tui) struct DifferencesPage<'a> {
    state: &'a DifferencesState,
}

/// The page as it is now.
pub(in crate::tui) fn differences_page(model: &Model) -> DifferencesPage<'_> {
    DifferencesPage { state: &model.differences }
}

const fn role_of(sign: Sign) -> Role {
    match sign {
        Sign::New => Role::Ok,
        Sign::Gone => Role::Error,
        Sign::Changed => Role::Finding,
    }
}

impl DifferencesPage<'_> {
    fn row(&self, at: usize) -> Option<&DifferenceRow> {
        self.state.table.rows.get(at)
    }
}

impl TablePage for DifferencesPage<'_> {
    fn headings(&self) -> Vec<Heading> {
        vec![
            Heading::left("", (1, WORD), 0),
            Heading::left("what", (8, 14), 1),
            Heading::left("producer", (8, 30), 3),
            Heading::left("where", (12, 60), 2),
            Heading::left("which", (10, 70), 4),
            Heading::right("old", 7, 5),
            Heading::right("new", 7, 6),
        ]
    }

    fn len(&self) -> usize {
        self.state.table.rows.len()
    }

    fn cell(&self, at: usize, column: usize, width: usize) -> Inked {
        let Some(row) = self.row(at) else { return Inked::new() };
        let it = &row.difference;
        let cell = match column {
            SIGN => {
                let word = if width < WORD { "" } else { it.sign.as_str() };
                let text = format!("{} {word}", it.sign.sign()).trim_end().to_owned();
                vec![Ink { role: role_of(it.sign), text }]
            }
            WHAT => vec![Ink::new(Role::Text, it.what.as_str())],
            PRODUCER => vec![Ink::new(Role::Producer, &it.producer)],
            WHERE => vec![Ink::new(Role::Event, &row.place())],
            OLD => number(it.counts[0]),
            NEW => number(it.counts[1]),
            _ => vec![Ink::new(Role::JsonString, &row.which())],
        };
        if !it.is_waived() && !it.may_be_chance() || column == SIGN {
            return cell;
        }
        cell.into_iter().map(|ink| Ink { role: Role::Context, ..ink }).collect()
    }

    fn whole(&self, _: usize, _: usize) -> Option<Inked> {
        None
    }

    fn title(&self) -> Inked {
        let mut title = vec![Ink { role: Role::Title, text: "Differences".to_owned() }];
        if let Some(it) = &self.state.comparison {
            let text = format!(" from {} to {}", it.old.name, it.new.name);
            title.push(Ink::new(Role::Muted, &text));
        }
        title
    }

    fn tabs(&self) -> (&'static [&'static str], usize) {
        (&TABS, self.state.table.tab)
    }

    fn foot(&self) -> Inked {
        let Some(comparison) = &self.state.comparison else { return Inked::new() };
        let mut line = Inked::new();
        for sign in Sign::ALL {
            let gap = if line.is_empty() { "" } else { " · " };
            let count = thousands(comparison.count(sign) as u64);
            let text = format!("{gap}{} {count} {}", sign.sign(), sign.as_str());
            line.push(Ink { role: role_of(sign), text });
        }
        for it in &self.state.narrowed {
            let not = if it.listed { "only" } else { "not" };
            line.push(Ink::new(Role::Accent, &format!(" · {not} {}", it.text)));
        }
        if let Some((side, minutes, other)) = comparison.shorter() {
            let text = format!(" · {side} is shorter: {minutes} min to {other}");
            line.push(Ink { role: Role::Warning, text });
        }
        line
    }

    fn about(&self, at: usize, width: usize) -> Vec<Inked> {
        let Some(row) = self.row(at) else { return Vec::new() };
        let mut page = Prose::new(width);
        let it = &row.difference;
        let mut words = format!("{} {} {}", it.sign.sign(), it.sign.as_str(), it.what.as_str());
        for (gap, part) in [
            (": ", row.place()),
            (": ", it.rates.map_or_else(|| row.which(), |(was, is)| format!("{was} → {is}"))),
        ] {
            if !part.is_empty() {
                words.push_str(gap);
                words.push_str(&part);
            }
        }
        page.say(role_of(it.sign), &words);
        let remarks = remarks_of(it).join("; ");
        if !remarks.is_empty() {
            page.say(Role::Text, &remarks);
        }
        if let Some(filter) = &it.filter {
            page.say(Role::Muted, filter);
        }
        page.lines
    }

    fn about_lines(&self) -> u16 {
        ABOUT
    }

    fn empty(&self, width: usize) -> Vec<Inked> {
        let mut page = Prose::new(width);
        match &self.state.comparison {
            None => page.say(
                Role::Text,
                "Nothing was compared: telltail diff OLD NEW --screen shows what differs between \
                 two logs.",
            ),
            Some(it) if it.differences.is_empty() => nothing_differs(&mut page, it),
            Some(_) => page.say(Role::Text, "No difference of this sort."),
        }
        page.lines
    }

    fn cursor(&self) -> Cursor {
        self.state.table.cursor
    }

    fn sort(&self) -> Sort {
        self.state.table.sort
    }
}

/// That nothing differs says only what was compared.
fn nothing_differs(page: &mut Prose, comparison: &Comparison) {
    page.say(Role::Ok, "Nothing differs.");
    page.gap();
    let rests = |side: &Compared| {
        let (events, minutes) = (side.events(), side.baseline.minutes);
        let [events, minutes] = [counted(events, "event"), counted(minutes, "minute")];
        format!("{}: {events} in {minutes}", side.name)
    };
    page.item("·", &format!("OLD {}", rests(&comparison.old)));
    page.item("·", &format!("NEW {}", rests(&comparison.new)));
}

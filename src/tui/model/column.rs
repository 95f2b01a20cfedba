//! The columns of the list as plain words, and which of them a person chose.
//!
//! In settings a column is its name, and its width if one was chosen: `time`, `event:22`,
//! `prop.reason`. Refuses to know how wide a screen is.

use std::fmt;

use crate::config::nearest::{did_you_mean, nearest};
use crate::query::{FIELDS, Field};

/// A column of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) enum Column {
    Time,
    Level,
    Destination,
    Purpose,
    Producer,
    #[default]
    Event,
    Summary,
    /// Any field of the filter language that the others are not.
    Field(Field),
}

/// The widest a column can be made.
const WIDEST: u16 = 200;

/// The narrowest.
const NARROWEST: u16 = 2;

impl Column {
    /// The columns there are without choice, in their order.
    pub(in crate::tui) const USUAL: [Self; 7] = [
        Self::Time,
        Self::Level,
        Self::Destination,
        Self::Purpose,
        Self::Producer,
        Self::Event,
        Self::Summary,
    ];

    /// Fields that are offered as columns beside the usual ones.
    pub(in crate::tui) const OFFERED: [Field; 8] = [
        Field::Version,
        Field::Product,
        Field::Session,
        Field::Source,
        Field::Line,
        Field::Size,
        Field::Declared,
        Field::On,
    ];

    /// The column of a field; `None` of one that is no column: the whole record.
    pub(in crate::tui) fn of(field: Field) -> Option<Self> {
        Some(match field {
            Field::Time => Self::Time,
            Field::Level => Self::Level,
            Field::Dest => Self::Destination,
            Field::Purpose => Self::Purpose,
            Field::Producer => Self::Producer,
            Field::Event => Self::Event,
            Field::Text => return None,
            field => Self::Field(field),
        })
    }

    /// The column that a person names.
    fn named(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("properties") {
            return Some(Self::Summary);
        }
        Field::parse(name).and_then(Self::of)
    }

    /// Its name in settings.
    pub(in crate::tui) fn name(&self) -> String {
        match self {
            Self::Time => "time".to_owned(),
            Self::Level => "level".to_owned(),
            Self::Destination => "destination".to_owned(),
            Self::Purpose => "purpose".to_owned(),
            Self::Producer => "producer".to_owned(),
            Self::Event => "event".to_owned(),
            Self::Summary => "properties".to_owned(),
            Self::Field(field) => match field.key() {
                Some(key) => format!("{}.{key}", field.name()),
                None => field.name().to_owned(),
            },
        }
    }

    /// What stands above it: of a property its key.
    pub(in crate::tui) fn title(&self) -> String {
        match self {
            Self::Field(field) => field.key().map_or_else(|| self.name(), str::to_owned),
            _ => self.name(),
        }
    }
}

/// A column that can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct ChosenColumn {
    pub(in crate::tui) column: Column,
    /// `None`: what suits it.
    pub(in crate::tui) width: Option<u16>,
    pub(in crate::tui) shown: bool,
}

impl ChosenColumn {
    pub(in crate::tui) const fn new(column: Column, shown: bool) -> Self {
        Self { column, width: None, shown }
    }

    /// Makes it wider or narrower than the `wide` it is.
    pub(in crate::tui) fn resize(&mut self, wide: u16, by: i16) {
        self.width = Some(wide.saturating_add_signed(by).clamp(NARROWEST, WIDEST));
    }

    /// Reads `event:22`. Behind the last colon stands a width or nothing: so a key may have
    /// colons, too.
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (name, width) = match text.rsplit_once(':') {
            Some((name, "")) => (name, None),
            Some((name, digits)) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                let width = digits.parse().unwrap_or(WIDEST).clamp(NARROWEST, WIDEST);
                (name, Some(width))
            }
            _ => (text, None),
        };
        Some(Self { column: Column::named(name)?, width, shown: true })
    }
}

impl fmt::Display for ChosenColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.column.name();
        match self.width {
            Some(width) => write!(f, "{name}:{width}"),
            None if name.contains(':') => write!(f, "{name}:"),
            None => f.write_str(&name),
        }
    }
}

/// Reads columns; what is none is complained of.
pub(in crate::tui) fn read_columns(names: &[String]) -> (Vec<ChosenColumn>, Vec<String>) {
    let (mut columns, mut complaints) = (Vec::<ChosenColumn>::new(), Vec::new());
    for name in names {
        match ChosenColumn::read(name) {
            Some(chosen) if columns.iter().any(|known| known.column == chosen.column) => {
                complaints.push(format!("the column '{name}' is named twice"));
            }
            Some(chosen) => columns.push(chosen),
            None => {
                let near = nearest(name, FIELDS.iter().map(|row| row.name));
                complaints.push(format!(
                    "there is no column '{name}'{}; columns are properties and the filter's \
                     fields: time, level, event, prop.KEY, m.KEY, …, with a width as in event:22",
                    did_you_mean(near)
                ));
            }
        }
    }
    (columns, complaints)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn columns_are_read_as_they_are_written() {
        let names = ["time", "event:22", "prop.reason", "m.durationMs:9", "size", "properties"];
        let names: Vec<String> = names.map(str::to_owned).to_vec();
        let (columns, complaints) = read_columns(&names);
        assert_eq!(columns.iter().map(ToString::to_string).collect::<Vec<_>>(), names);
        assert!(complaints.is_empty());
        assert_eq!(columns[1].width, Some(22));
        assert_eq!(columns[2].column, Column::Field(Field::Prop("reason".to_owned())));
    }

    #[test]
    fn aliases_mean_the_usual_columns() {
        let (columns, _) = read_columns(&["dest".to_owned(), "ext".to_owned()]);
        let columns: Vec<_> = columns.into_iter().map(|it| it.column).collect();
        assert_eq!(columns, [Column::Destination, Column::Producer]);
    }

    #[test]
    fn what_is_no_column_is_said() {
        let names = ["text", "levle", "time", "time:20"].map(str::to_owned);
        let (columns, complaints) = read_columns(&names);
        assert_eq!(columns.len(), 1);
        assert_eq!(complaints.len(), 3);
        assert!(complaints[1].contains("'levle'") && complaints[2].contains("twice"));
    }

    proptest! {
        #[test]
        fn any_key_comes_back(key in ".{1,12}", width in prop::option::of(2_u16..200)) {
            prop_assume!(key.trim_end() == key);
            let chosen = ChosenColumn { column: Column::Field(Field::Prop(key)), width, shown: true };
            prop_assert_eq!(ChosenColumn::read(&chosen.to_string()), Some(chosen));
        }

        #[test]
        fn no_name_is_too_odd_to_be_read(names in prop::collection::vec(".*", 0..4)) {
            let (columns, complaints) = read_columns(&names);
            prop_assert_eq!(columns.len() + complaints.len(), names.len());
        }
    }
}

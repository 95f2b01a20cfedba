//! How a person likes the screen: given at the start, changed on the screen, kept for the next run.

use crate::config::settings::{Layout, TimeStyle};

use super::super::layout::DetailAt;
use super::column::read_columns;
use super::{Model, TimeShown};

/// How a person likes the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The columns of the list from left to right, by name, `NAME:WIDTH` where one is as wide as
    /// a person made it; empty for those that suit the screen.
    pub columns: Vec<String>,
    /// How times are written.
    pub time: TimeStyle,
    /// Whether long lines go on below.
    pub wrap: bool,
    /// Whether the timeline is hidden.
    pub no_timeline: bool,
    /// Where the detail pane is.
    pub layout: Layout,
    /// Whether the properties that every event has are shown one by one.
    pub common_shown: bool,
    /// How many columns the facets take; `None` for what suits the screen.
    pub facets_width: Option<u16>,
    /// How much of list and detail pane is the list's, in percent; `None` for what suits them.
    pub list_share: Option<u16>,
}

/// What is wrong with names of columns, a sentence each.
pub fn wrong_columns(names: &[String]) -> Vec<String> {
    read_columns(names).1
}

impl Model {
    /// Makes the screen as a person likes it; what is wrong with it is told.
    pub fn prefer(&mut self, wanted: &Preferences) -> Vec<String> {
        self.list.time = match wanted.time {
            TimeStyle::Clock => TimeShown::Clock,
            TimeStyle::Date => TimeShown::Date,
            TimeStyle::Relative => TimeShown::Age,
            TimeStyle::Delta => TimeShown::Distance,
        };
        self.list.wrap = wanted.wrap;
        self.shares.timeline = !wanted.no_timeline;
        self.shares.detail = match wanted.layout {
            Layout::Below => DetailAt::Below,
            Layout::Right => DetailAt::Right,
            Layout::Full => DetailAt::Over,
        };
        self.shares.facets = wanted.facets_width;
        if let Some(list) = wanted.list_share {
            self.shares.split = 100_u16.saturating_sub(list).clamp(10, 90);
        }
        if wanted.common_shown != self.detail.folds.shows_common() {
            self.detail.folds.toggle_common();
        }
        self.set_columns(&wanted.columns)
    }

    /// How the person likes the screen by now.
    pub fn preferences(&self) -> Preferences {
        let usual = super::Arrangement::default();
        Preferences {
            columns: self.own_columns(),
            time: match self.list.time {
                TimeShown::Clock => TimeStyle::Clock,
                TimeShown::Date => TimeStyle::Date,
                TimeShown::Age => TimeStyle::Relative,
                TimeShown::Distance => TimeStyle::Delta,
            },
            wrap: self.list.wrap,
            no_timeline: !self.shares.timeline,
            layout: match self.shares.detail {
                DetailAt::Below => Layout::Below,
                DetailAt::Right => Layout::Right,
                DetailAt::Over => Layout::Full,
            },
            common_shown: self.detail.folds.shows_common(),
            facets_width: self.shares.facets,
            list_share: (self.shares.split != usual.split)
                .then(|| 100 - self.shares.split.min(100)),
        }
    }
}

//! What the screen is started with, and what is remembered for the next time.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::audit::{Comparison, Waivers};
use crate::config::theme::{Depth, Theme};
use crate::event::{Instant, Zone};
use crate::pipeline::OnAir;
use crate::pipeline::health::OwnSender;

use super::super::keys::Bindings;
use super::Preferences;

/// What the screen is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// Colours and attributes.
    pub theme: Theme,
    /// The themes that can be chosen on the screen, as they are written; none where there are no
    /// colours.
    pub themes: Vec<Theme>,
    /// How many colours a theme that is chosen may have.
    pub depth: Depth,
    /// The filter text to begin with; what is wrong with it is shown in the filter line.
    pub filter: String,
    /// The columns to begin with, as they were saved with what is shown; none where those that the
    /// person likes are shown.
    pub columns: Vec<String>,
    /// What is recorded meanwhile.
    pub on_air: Option<OnAir>,
    /// When the filter was applied, which relative times in it are relative to.
    pub now: Instant,
    /// Where the filter's wall-clock times are read.
    pub zone: Zone,
    /// Whether the session's other logs are read too.
    pub trace: bool,
    /// What the keys do.
    pub keys: Bindings,
    /// Installed extensions that are known to send by themselves.
    pub senders: Vec<&'static OwnSender>,
    /// Whether private values are shown from the start.
    pub show_values: bool,
    /// Findings that do not count.
    pub waivers: Waivers,
    /// The project's file of waivers, into which more can be written.
    pub waivers_file: Option<PathBuf>,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// How the person likes the screen.
    pub preferences: Preferences,
    /// What was typed and saved in earlier runs.
    pub typed: Typed,
    /// What differs between the logs that are shown, where two were compared.
    pub comparison: Option<Comparison>,
}

impl Options {
    /// A screen in this theme, at this time, of logs in this zone, and all else as it is without
    /// anybody's wish.
    pub fn new(theme: Theme, now: Instant, zone: Zone) -> Self {
        Self {
            theme,
            themes: Vec::new(),
            depth: Depth::True,
            filter: String::new(),
            columns: Vec::new(),
            on_air: None,
            now,
            zone,
            trace: false,
            keys: Bindings::default(),
            senders: Vec::new(),
            show_values: false,
            waivers: Waivers::default(),
            waivers_file: None,
            mouse: true,
            preferences: Preferences::default(),
            typed: Typed::default(),
            comparison: None,
        }
    }
}

/// What was typed and saved, for the next run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// What was typed into the filter line, oldest first.
    pub filters: Vec<String>,
    /// What was searched for, oldest first.
    pub searches: Vec<String>,
    /// Filters by the names under which they were saved. At the start also those of the settings,
    /// at the end only those that were saved on the screen.
    pub named: BTreeMap<String, String>,
}

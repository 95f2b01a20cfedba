//! The model: everything the screen knows. Owned by the loop, changed by `update` alone.
//!
//! The log and the view are shared with the engine's threads and locked for reading only, the
//! log first, each once and not for long.

use std::sync::PoisonError;

use ratatui::layout::Rect;

use crate::config::theme::Theme;
use crate::consent::Consent;
use crate::event::{EventId, Instant, Zone};
use crate::pipeline::health::{self, Case, Health, Launch, OwnSender};
use crate::pipeline::{Problem, SharedLog, SharedView, Stage};
use crate::query;
use crate::search::View;
use crate::store::{EventLog, Facet, FacetKey, LogId};

use super::actions::Context;
use super::filter::Filter;
use super::keys::Bindings;
use super::layout::{Regions, regions};
use super::search::Search;
use super::shape::Content;
use super::work::Loading;

/// What the screen is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// Colours and attributes.
    pub theme: Theme,
    /// The filter text to begin with; what is wrong with it is shown in the filter line.
    pub filter: String,
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
}

/// The view that fills the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Page {
    #[default]
    Events,
    Sources,
}

/// The pane that has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Focus {
    #[default]
    List,
    Detail,
    Facets,
}

/// What lies over the panes and takes the keys first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Overlay {
    /// The filter line is edited.
    Filter,
    /// The search line is edited.
    Search,
    /// The help page, scrolled by so many lines.
    Help(usize),
    /// How the filter runs, scrolled by so many lines.
    Explained(usize),
}

/// Which event is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// The last one, whichever that comes to be.
    #[default]
    End,
    /// This one, or where it would stand while the filter hides it.
    At(EventId),
}

/// A column of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Time,
    Level,
    Destination,
    Purpose,
    Producer,
    #[default]
    Event,
    Summary,
}

/// How times are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum TimeShown {
    #[default]
    Clock,
    Date,
    /// Since the event in the line above.
    Distance,
}

/// The list of events.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ListState {
    pub(super) place: Place,
    /// The line of the list in which the event stands, so that new events above do not move it.
    pub(super) row: usize,
    pub(super) column: Column,
    /// How many columns of the summaries are scrolled away.
    pub(super) shift: usize,
    pub(super) time: TimeShown,
    /// How many events there were when following was switched off.
    pub(super) left_at: usize,
}

/// A tab of the detail pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tab {
    #[default]
    Properties,
    Raw,
    Why,
}

impl Tab {
    pub(super) const ALL: [Self; 3] = [Self::Properties, Self::Raw, Self::Why];

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Properties => "Properties",
            Self::Raw => "Raw",
            Self::Why => "Why",
        }
    }
}

/// Whether the common properties are shown one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Common {
    #[default]
    Folded,
    Shown,
}

/// The detail pane.
#[derive(Clone, Debug, Default)]
pub(super) struct DetailState {
    pub(super) tab: Tab,
    pub(super) common: Common,
    /// The line under the cursor, and the first line shown.
    pub(super) line: usize,
    pub(super) top: usize,
    /// What is shown, made when the event, the tab or the width changes.
    pub(super) content: Option<Content>,
}

/// The facet column: the value under the cursor. A value stays under the cursor wherever its
/// count moves it.
#[derive(Clone, Copy, Debug)]
pub(super) struct FacetState {
    pub(super) facet: Facet,
    pub(super) key: Option<FacetKey>,
}

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// Gone with the next key.
    Note,
    /// Stays until it is closed.
    Warning,
}

/// What is said while a session's other logs are read.
pub(super) const TRACED: &str =
    "the session's other logs are read too: they can hold secrets (T stops it)";

/// The message line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) tone: Tone,
    pub(super) text: String,
}

/// Everything the screen knows.
#[derive(Debug)]
pub struct Model {
    pub(super) log: SharedLog,
    /// The log whose events are meant wherever one is remembered.
    pub(super) seen: LogId,
    pub(super) shown: SharedView,
    pub(super) theme: Theme,
    pub(super) keys: Bindings,
    pub(super) width: u16,
    pub(super) height: u16,
    /// What the words of a filter mean here and now.
    pub(super) query: query::Context,
    pub(super) stage: Stage,
    pub(super) focus: Focus,
    /// What lies over the panes, topmost last.
    pub(super) overlays: Vec<Overlay>,
    pub(super) list: ListState,
    pub(super) detail: DetailState,
    pub(super) facets: FacetState,
    pub(super) filter: Filter,
    pub(super) search: Search,
    pub(super) said: Option<Said>,
    /// Where logs were looked for in vain.
    pub(super) looked: Vec<Problem>,
    pub(super) loading: Loading,
    /// Whether it was said that text was dropped.
    pub(super) told_dropped: bool,
    pub(super) problems: usize,
    /// The labels of sources known to be gone.
    pub(super) gone: Vec<String>,
    pub(super) trace: bool,
    pub(super) page: Page,
    /// The first line shown of the page of sources.
    pub(super) sources_top: usize,
    /// What the settings allow, as far as that was told.
    pub(super) consent: Option<Consent>,
    pub(super) senders: Vec<&'static OwnSender>,
    /// What was the matter when that was last looked at.
    pub(super) case: Option<Case>,
}

impl Model {
    /// A screen of `log` and of the view of it that the engine keeps.
    pub fn new(log: SharedLog, view: SharedView, options: Options) -> Self {
        let (seen, destinations) = {
            let log = log.read().unwrap_or_else(PoisonError::into_inner);
            (log.id(), log.destinations().names().to_vec())
        };
        let query = query::Context { now: options.now, zone: options.zone.clone(), destinations };
        Self {
            log,
            seen,
            shown: view,
            theme: options.theme,
            keys: options.keys,
            width: 80,
            height: 24,
            stage: Stage::default(),
            focus: Focus::default(),
            overlays: Vec::new(),
            list: ListState { row: usize::MAX, ..ListState::default() },
            detail: DetailState::default(),
            facets: FacetState { facet: Facet::Level, key: None },
            filter: Filter::new(&options.filter, &query),
            search: Search::default(),
            said: options.trace.then(|| Said { tone: Tone::Note, text: TRACED.to_owned() }),
            looked: Vec::new(),
            loading: Loading::default(),
            told_dropped: false,
            problems: 0,
            gone: Vec::new(),
            trace: options.trace,
            page: Page::default(),
            sources_top: 0,
            consent: None,
            senders: options.senders,
            case: None,
            query,
        }
    }

    /// Looks at the log and the view, which stay as they are meanwhile.
    pub(super) fn look<T>(&self, look: impl FnOnce(&EventLog, &View) -> T) -> T {
        let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
        let view = self.shown.read().unwrap_or_else(PoisonError::into_inner);
        look(&log, &view)
    }

    /// Goes over to the log that has taken the place of the one that was seen so far, if one has.
    pub(super) fn go_over(&mut self) {
        let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
        let seen = std::mem::replace(&mut self.seen, log.id());
        if seen == self.seen {
            return;
        }
        if let Place::At(id) = &mut self.list.place {
            *id = log.same(seen, *id);
        }
        self.search.from = self.search.from.map(|id| log.same(seen, id));
        self.list.left_at += log.shift_from(seen).map_or(0, |shift| shift as usize);
        self.detail.content = None;
    }

    /// Where the keys go.
    pub(super) fn context(&self) -> Context {
        match (self.overlays.last(), self.focus) {
            (Some(Overlay::Filter), _) => Context::Filter,
            (Some(Overlay::Search), _) => Context::Search,
            (Some(Overlay::Help(_) | Overlay::Explained(_)), _) => Context::Help,
            (None, _) if self.page == Page::Sources => Context::Sources,
            (None, Focus::List) => Context::List,
            (None, Focus::Detail) => Context::Detail,
            (None, Focus::Facets) => Context::Facets,
        }
    }

    /// What state the logs of the newest session are in. Touches no text.
    pub(super) fn health(&self, log: &EventLog) -> Health {
        self.health_of(log, health::newest_launch(log).as_ref())
    }

    /// The same for one launch. What the settings allow is known of the newest.
    pub(super) fn health_of(&self, log: &EventLog, launch: Option<&Launch>) -> Health {
        let mut facts = health::facts(log, launch);
        if launch == health::newest_launch(log).as_ref() {
            facts.consent.clone_from(&self.consent);
            facts.silent_senders = health::silent_senders(log, &self.senders);
        }
        health::judge(&facts)
    }

    /// Where everything is.
    pub(super) fn regions(&self) -> Regions {
        let area = Rect::new(0, 0, self.width, self.height);
        regions(area, self.focus, self.said.is_some())
    }

    /// Whether the newest event is kept in view.
    pub(super) fn follows(&self) -> bool {
        self.list.place == Place::End
    }

    /// How many events of the list are on the screen at once, at least one.
    pub(super) fn list_height(&self) -> usize {
        let list = self.regions().list.map_or(0, |rect| rect.height);
        usize::from(list.saturating_sub(2)).max(1)
    }

    /// The event looked at and its place in the view; `None` where nothing is shown.
    pub(super) fn current(&self, log: &EventLog, view: &View) -> Option<(usize, EventId)> {
        let ids = view.ids();
        let last = ids.len().checked_sub(1)?;
        let at = match self.list.place {
            Place::End => last,
            Place::At(id) => {
                let id = log.same(self.seen, id);
                view.position(log, id).unwrap_or_else(|at| at.min(last))
            }
        };
        ids.get(at).map(|id| (at, *id))
    }

    pub(super) fn note(&mut self, text: impl Into<String>) {
        self.said = Some(Said { tone: Tone::Note, text: text.into() });
    }

    pub(super) fn warn(&mut self, text: impl Into<String>) {
        self.said = Some(Said { tone: Tone::Warning, text: text.into() });
    }
}

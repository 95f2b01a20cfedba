//! The model: everything the screen knows. Owned by the loop, changed by `update` alone.
//!
//! The log and the view are shared with the engine's threads and locked for reading only, the
//! log first, each once and not for long.

mod column;
mod detail;
mod differences;
mod facets;
mod list;
mod named;
mod options;
mod overlay;
mod page;
mod preferences;
mod replay;
mod restored;
mod said;
mod sources;
mod table;
mod timeline;
mod trail;

use std::sync::PoisonError;

use ratatui::layout::Rect;

use crate::config::theme::{Depth, Theme};
use crate::consent::Consent;
use crate::event::{EventId, Instant};
use crate::pipeline::health::{self, Case, Health, Launch, OwnSender};
use crate::pipeline::{OnAir, Problem, SharedLog, SharedView, Stage, Watched};
use crate::query;
use crate::search::View;
use crate::store::{EventLog, Facet, LogId};

use super::actions::Context;
use super::audited::Audited;
use super::filter::Filter;
use super::keys::Bindings;
use super::layout::{Arrangement, Regions, regions};
use super::line::Line;
use super::rate::Rate;
use super::saving::Saving;
use super::search::Search;
use super::shape::{Spot, Weave};
use super::veil::{Revealed, Veils};
use super::work::Loading;

pub(in crate::tui) use column::{ChosenColumn, Column};
pub(in crate::tui) use detail::{DetailState, Tab};
pub(in crate::tui) use differences::{DifferencesState, Left, Narrowed};
pub(in crate::tui) use facets::FacetState;
pub(in crate::tui) use list::{ListState, Place, TimeShown};
pub(in crate::tui) use named::Named;
pub use options::{Options, Typed};
pub(in crate::tui) use overlay::{
    Choice, Chosen, Copied, Menu, Overlay, Palette, Prompt, SaveStep, WaiveState, WaiverState,
    Wanted,
};
pub(in crate::tui) use page::{Focus, Page};
pub use preferences::{Preferences, wrong_columns};
pub(in crate::tui) use replay::ReplayState;
pub(in crate::tui) use said::{Said, TRACED, Tone};
pub(in crate::tui) use sources::{SourcesState, SourcesWish};
pub(in crate::tui) use table::{
    CatalogState, Cursor, FindingsState, Record, Revision, Sort, StatsState, Table, Wish,
};
pub(in crate::tui) use timeline::{Grab, TimelineState};
pub(in crate::tui) use trail::Trail;

/// Everything the screen knows.
#[derive(Debug)]
pub struct Model {
    pub(in crate::tui) log: SharedLog,
    /// The log whose events are meant wherever one is remembered.
    pub(in crate::tui) seen: LogId,
    pub(in crate::tui) shown: SharedView,
    /// What the audit has found.
    pub(in crate::tui) audited: Audited,
    /// Which private values are shown.
    pub(in crate::tui) revealed: Revealed,
    pub(in crate::tui) waivers: WaiverState,
    /// Events that are written to a file.
    pub(in crate::tui) saving: Saving,
    pub(in crate::tui) theme: Theme,
    /// The themes that can be chosen. Making the terminal's colours of one takes a while: only one
    /// that is chosen is.
    pub(in crate::tui) themes: Vec<Theme>,
    pub(in crate::tui) depth: Depth,
    /// Whether another theme was chosen on the screen.
    pub(in crate::tui) theme_chosen: bool,
    pub(in crate::tui) keys: Bindings,
    pub(in crate::tui) width: u16,
    pub(in crate::tui) height: u16,
    /// Which panes there are, and their sizes, as the person wants them.
    pub(in crate::tui) shares: Arrangement,
    /// What the words of a filter mean here and now: in a replay, now is where that stands.
    pub(in crate::tui) query: query::Context,
    /// The time it is.
    pub(in crate::tui) clock: Instant,
    /// What is known of the player, in a replay.
    pub(in crate::tui) replay: ReplayState,
    pub(in crate::tui) stage: Stage,
    pub(in crate::tui) focus: Focus,
    /// What lies over the panes, topmost last.
    pub(in crate::tui) overlays: Vec<Overlay>,
    /// What the palette did last, by name, the newest first.
    pub(in crate::tui) used: Vec<&'static str>,
    pub(in crate::tui) list: ListState,
    pub(in crate::tui) timeline: TimelineState,
    /// What the mouse holds.
    pub(in crate::tui) grab: Option<Grab>,
    pub(in crate::tui) detail: DetailState,
    pub(in crate::tui) facets: FacetState,
    pub(in crate::tui) filter: Filter,
    pub(in crate::tui) search: Search,
    pub(in crate::tui) named: Named,
    pub(in crate::tui) said: Option<Said>,
    /// Where logs were looked for in vain.
    pub(in crate::tui) looked: Vec<Problem>,
    pub(in crate::tui) loading: Loading,
    /// Whether it was said that text was dropped.
    pub(in crate::tui) told_dropped: bool,
    pub(in crate::tui) problems: usize,
    /// The labels of sources known to be gone.
    pub(in crate::tui) gone: Vec<String>,
    pub(in crate::tui) trace: bool,
    pub(in crate::tui) page: Page,
    pub(in crate::tui) sources: SourcesState,
    pub(in crate::tui) rate: Rate,
    pub(in crate::tui) stats: StatsState,
    pub(in crate::tui) findings: FindingsState,
    pub(in crate::tui) declared: CatalogState,
    pub(in crate::tui) differences: DifferencesState,
    /// What the settings allow, as far as that was told.
    pub(in crate::tui) consent: Option<Consent>,
    pub(in crate::tui) senders: Vec<&'static OwnSender>,
    /// What was the matter when that was last looked at.
    pub(in crate::tui) case: Option<Case>,
    /// What is recorded meanwhile.
    pub(in crate::tui) on_air: Option<OnAir>,
    /// The columns that were saved with what is shown, until others are chosen.
    pub(in crate::tui) saved_columns: Option<(Vec<String>, Vec<String>)>,
}

impl Model {
    /// A screen of what the engine keeps.
    pub fn new(watched: Watched, options: Options) -> Self {
        let Watched { log, view, audit } = watched;
        let (seen, destinations) = {
            let log = log.read().unwrap_or_else(PoisonError::into_inner);
            (log.id(), log.destinations().names().to_vec())
        };
        let query = query::Context { now: options.now, zone: options.zone.clone(), destinations };
        let mut model = Self {
            log,
            seen,
            shown: view,
            audited: Audited::new(audit, options.waivers),
            revealed: Revealed::new(options.show_values),
            waivers: WaiverState { file: options.waivers_file, state: None },
            saving: Saving::default(),
            theme: options.theme,
            themes: options.themes,
            depth: options.depth,
            theme_chosen: false,
            keys: options.keys,
            width: 80,
            height: 24,
            shares: Arrangement::default(),
            stage: Stage::default(),
            focus: Focus::default(),
            overlays: Vec::new(),
            used: Vec::new(),
            timeline: TimelineState::default(),
            grab: None,
            list: ListState { row: usize::MAX, ..ListState::default() },
            detail: DetailState::default(),
            facets: FacetState { facet: Facet::Level, key: None, find: Line::default() },
            filter: Filter::new(&options.filter, options.typed.filters, &query),
            search: Search::remembering(options.typed.searches),
            named: Named::new(options.typed.named),
            said: options.trace.then(|| Said { tone: Tone::Note, text: TRACED.to_owned() }),
            looked: Vec::new(),
            loading: Loading::default(),
            told_dropped: false,
            problems: 0,
            gone: Vec::new(),
            trace: options.trace,
            page: if options.comparison.is_some() { Page::Differences } else { Page::default() },
            sources: SourcesState::default(),
            rate: Rate::default(),
            stats: StatsState::default(),
            findings: FindingsState::default(),
            declared: CatalogState::default(),
            differences: DifferencesState::new(options.comparison),
            consent: None,
            senders: options.senders,
            case: None,
            clock: options.now,
            replay: ReplayState::default(),
            on_air: options.on_air,
            saved_columns: None,
            query,
        };
        model.show_as(&options.preferences, &options.columns);
        model
    }

    /// The theme that was chosen on the screen, by name.
    pub fn chosen_theme(&self) -> Option<String> {
        self.theme_chosen.then(|| self.theme.name.clone())
    }

    /// What was typed and saved, for the next run.
    pub fn typed(&self) -> Typed {
        Typed {
            filters: self.filter.line.history().to_vec(),
            searches: self.search.line.history().to_vec(),
            named: self.named.saved(),
        }
    }

    /// Looks at the log and the view, which stay as they are meanwhile.
    pub(in crate::tui) fn look<T>(&self, look: impl FnOnce(&EventLog, &View) -> T) -> T {
        let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
        let view = self.shown.read().unwrap_or_else(PoisonError::into_inner);
        look(&log, &view)
    }

    /// Goes over to the log that has taken the place of the one that was seen so far, if one has.
    /// Tells whether that is so.
    pub(in crate::tui) fn go_over(&mut self) -> bool {
        let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
        let seen = std::mem::replace(&mut self.seen, log.id());
        if seen == self.seen {
            return false;
        }
        if let Place::At(id) = &mut self.list.place {
            *id = log.same(seen, *id);
        }
        let (shift, len) = (log.shift_from(seen), log.len());
        self.list.trail.rename(|id| {
            let id = EventId(id.0.checked_add(shift?)?);
            (id.index() < len).then_some(id)
        });
        self.search.from = self.search.from.map(|id| log.same(seen, id));
        self.list.left_at += log.shift_from(seen).map_or(0, |shift| shift as usize);
        self.detail.content = None;
        self.revealed.hide();
        true
    }

    /// What hides private values.
    pub(in crate::tui) fn veils(&self) -> Veils<'_> {
        Veils::new(&self.audited.auditor, &self.revealed)
    }

    /// Where the keys go.
    pub(in crate::tui) fn context(&self) -> Context {
        self.context_under(self.overlays.last())
    }

    /// What is asked for a key's action before its context is: in a replay, how it is played.
    pub(in crate::tui) fn over(&self, context: Context) -> Option<Context> {
        (self.replay.head.is_some() && context.is_played_over()).then_some(Context::Replay)
    }

    /// The times of the first and the last event on the timeline: in a replay those that are
    /// still to come count, too.
    pub(in crate::tui) fn time_range(&self) -> Option<(Instant, Instant)> {
        let outlined = self.replay.outline.as_ref().and_then(|it| it.timeline.range());
        let counted = self.timeline.counted.range();
        match (counted, outlined) {
            (Some((first, last)), Some((from, to))) => Some((first.min(from), last.max(to))),
            (counted, outlined) => counted.or(outlined),
        }
    }

    /// Where the keys go once what lies uppermost is closed.
    pub(in crate::tui) fn context_below(&self) -> Context {
        let below = self.overlays.len().checked_sub(2);
        self.context_under(below.and_then(|at| self.overlays.get(at)))
    }

    fn context_under(&self, overlay: Option<&Overlay>) -> Context {
        match (overlay, self.focus) {
            (Some(Overlay::Filter), _) => Context::Filter,
            (Some(Overlay::Search), _) => Context::Search,
            (Some(Overlay::FacetFind), _) => Context::FacetFind,
            (Some(Overlay::Help(_) | Overlay::Explained(_)), _) => Context::Help,
            (Some(Overlay::Palette(_)), _) => Context::Palette,
            (Some(Overlay::Menu(_)), _) => Context::Menu,
            (Some(Overlay::Prompt(_)), _) => Context::Prompt,
            (Some(Overlay::Columns(_)), _) => Context::Columns,
            (None, Focus::Facets) => Context::Facets,
            (None, focus) => match (self.page, focus) {
                (Page::Events, _) if self.stage == Stage::Waiting => Context::Start,
                (Page::Events, Focus::Detail) => Context::Detail,
                (Page::Events, _) => Context::List,
                (Page::Stats, _) => Context::Stats,
                (Page::Findings, _) => Context::Findings,
                (Page::Catalog, _) => Context::Catalog,
                (Page::Differences, _) => Context::Differences,
                (Page::Sources, _) => Context::Sources,
            },
        }
    }

    /// What state the logs of the newest session are in. Touches no text.
    pub(in crate::tui) fn health(&self, log: &EventLog) -> Health {
        self.health_of(log, health::newest_launch(log).as_ref())
    }

    /// The same for one launch. What the settings allow is known of the newest.
    pub(in crate::tui) fn health_of(&self, log: &EventLog, launch: Option<&Launch>) -> Health {
        let mut facts = health::facts(log, launch);
        if launch == health::newest_launch(log).as_ref() {
            facts.consent.clone_from(&self.consent);
            facts.silent_senders = health::silent_senders(log, &self.senders);
        }
        health::judge(&facts)
    }

    /// Where everything is.
    pub(in crate::tui) fn regions(&self) -> Regions {
        let area = Rect::new(0, 0, self.width, self.height);
        regions(area, self.arrangement())
    }

    /// How the screen is divided.
    pub(in crate::tui) fn arrangement(&self) -> Arrangement {
        Arrangement {
            page: self.page,
            focus: self.focus,
            message: self.message().is_some(),
            ..self.shares
        }
    }

    /// Where the list is, or would be if it had the keys.
    pub(in crate::tui) fn list_pane(&self) -> Rect {
        let wanted = Arrangement { page: Page::Events, focus: Focus::List, ..self.arrangement() };
        let area = Rect::new(0, 0, self.width, self.height);
        self.regions().list.or(regions(area, wanted).list).unwrap_or_default()
    }

    /// Whether the newest event is kept in view.
    pub(in crate::tui) fn follows(&self) -> bool {
        self.list.place == Place::End
    }

    /// How many lines of the list are on the screen at once, at least one.
    pub(in crate::tui) fn list_height(&self) -> usize {
        let list = self.regions().list.map_or(0, |rect| rect.height);
        usize::from(list.saturating_sub(2)).max(1)
    }

    /// The event looked at and its place in the view; `None` where nothing is shown. Of one that
    /// is shown as context only, the place where it would stand.
    pub(in crate::tui) fn current(&self, log: &EventLog, view: &View) -> Option<(usize, EventId)> {
        let spot = self.spot(log, view)?;
        let (Ok(at) | Err(at)) = spot.at;
        Some((at, spot.id))
    }

    /// The event looked at, as a part of the list.
    pub(in crate::tui) fn spot(&self, log: &EventLog, view: &View) -> Option<Spot> {
        let weave = Weave::new(log, view, self.list.around);
        match self.list.place {
            Place::End => weave.last_match(),
            Place::At(id) => weave.spot(log.same(self.seen, id)),
        }
    }

    /// What the message line says: what happened, else how far writing is.
    pub(in crate::tui) fn message(&self) -> Option<Said> {
        self.said.clone().or_else(|| self.told_saving())
    }

    pub(in crate::tui) fn note(&mut self, text: impl Into<String>) {
        self.said = Some(Said { tone: Tone::Note, text: text.into() });
    }

    pub(in crate::tui) fn warn(&mut self, text: impl Into<String>) {
        self.said = Some(Said { tone: Tone::Warning, text: text.into() });
    }
}

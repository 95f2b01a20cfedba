//! Drives the real screen without a terminal: a log that is filled at once, keys as text, the
//! search thread's work done on the spot, and the cells as they would be drawn.

use std::path::Path;
use std::sync::{Arc, RwLock};

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use telltail::audit::{self, Audit, Baseline, Compared, Comparison, Coverage, Told};
use telltail::catalog::load_bytes;
use telltail::classify::Rules;
use telltail::config::keymap::{Chord, Key, KeyChanges, preset};
use telltail::config::theme::Theme;
use telltail::event::{Detected, Instant, SourceId, Zone};
use telltail::pipeline::{Ask, Ingest, Notice, SharedAudit, SharedView, Stage, Watched};
use telltail::privacy::{Identity, Scanner};
use telltail::search::{Culprit, Desks, Direction, Question, Target, Timeline, View};
use telltail::store::{SourceFacts, SourceState};
use telltail::tui::{
    Bindings, Effect, Exit, Message, Model, Mouse, Options, Save, Typed, Watch, update, view,
};

/// When the keys are pressed: shortly after the sample was logged.
pub(crate) const NOW: Instant = Instant(1_795_225_600_000);

/// What the sample's producers declared.
const CATALOG: &str = include_str!("sample/catalog.json");

/// The sample's files: label, session, text. Two launches of the editor.
const SAMPLE: [(&str, &str, &str); 3] = [
    ("telemetry.log", "20261120T090000", include_str!("sample/yesterday.log")),
    ("telemetry.log", "20261121T013859", include_str!("sample/telemetry.log")),
    ("extHostTelemetry.log", "20261121T013859", include_str!("sample/extHostTelemetry.log")),
];

/// What a part of the sample comes to.
fn side(name: &str, part: &[(&str, &str, &str)]) -> Compared {
    let mut driver = Driver::empty();
    for (label, session, text) in part {
        driver.add(label, Some(session), text);
    }
    let log = driver.ingest.log();
    let log = log.read().expect("no thread has panicked");
    let auditor = driver.ingest.auditor();
    let mut audit = Audit::new(Arc::clone(&auditor));
    audit.advance(&log, usize::MAX, &mut audit::Desks::default());
    audit.conclude(&log);
    let (findings, observed) = (audit.findings(&log).list, audit.observed(&log));
    let baseline = Baseline::of(&log, &observed, &findings);
    let told = findings.iter().map(|it| Told::of(&auditor, &log, it, false)).collect();
    Compared::log(name.to_owned(), baseline, told, &Coverage::of(&log, &observed))
}

/// A screen and what it looks at.
pub(crate) struct Driver {
    ingest: Ingest,
    view: SharedView,
    audit: SharedAudit,
    model: Model,
    /// Why the screen ended, if it has.
    pub(crate) exit: Option<Exit>,
    /// What was asked for besides searching, in words.
    pub(crate) asked: Vec<String>,
    /// What is to be written to files, and by what it is watched.
    pub(crate) saves: Vec<(Box<Save>, Watch)>,
    /// What time it is.
    now: Instant,
    /// Whether what is asked stays unanswered.
    slow: bool,
}

impl Driver {
    /// A screen of nothing yet, still loading.
    pub(crate) fn empty() -> Self {
        Self::declaring(CATALOG)
    }

    /// The same, with this catalog.
    pub(crate) fn declaring(catalog: &str) -> Self {
        Self::new(catalog, Bindings::default(), "dark")
    }

    /// The sample, followed, with the keys of one of telltail's keymaps.
    pub(crate) fn with_keymap(name: &str) -> Self {
        let keymap = preset(name).expect("it is a keymap");
        Self::new(CATALOG, Bindings::new(&keymap, &KeyChanges::default()).0, "dark").filled()
    }

    /// The sample, followed, in one of telltail's themes.
    pub(crate) fn in_theme(name: &str) -> Self {
        Self::empty_in_theme(name).filled()
    }

    /// A screen of nothing yet, in one of telltail's themes.
    pub(crate) fn empty_in_theme(name: &str) -> Self {
        Self::new(CATALOG, Bindings::default(), name)
    }

    /// The sample, one part of which is compared with the others.
    pub(crate) fn compared() -> Self {
        let [yesterday, core, extensions] = SAMPLE;
        let (old, new) = (side("before", &[core]), side("after", &[yesterday, extensions]));
        let scanner = Scanner::new(Identity::default());
        let comparison = Comparison::of(old, new).told(&scanner, false);
        let mut driver =
            Self::with(CATALOG, Bindings::default(), "dark", Some(comparison)).filled();
        driver.notice(Notice::Stage(Stage::Done));
        driver
    }

    fn new(catalog: &str, keys: Bindings, theme: &str) -> Self {
        Self::with(catalog, keys, theme, None)
    }

    fn with(catalog: &str, keys: Bindings, theme: &str, comparison: Option<Comparison>) -> Self {
        let rules = Rules::embedded().expect("the embedded rules are right");
        let declared =
            load_bytes(Path::new("catalog.json"), catalog.as_bytes()).expect("it is a catalog");
        let ingest = Ingest::new(rules, Arc::new(declared.catalog), Zone::utc());
        let view: SharedView = Arc::new(RwLock::new(View::new(Question::default())));
        let audit: SharedAudit = Arc::new(RwLock::new(Audit::new(ingest.auditor())));
        let theme = Theme::builtin(theme).expect("it is built in");
        let themes = Theme::builtin_names().filter_map(Theme::builtin).collect();
        let options = Options { themes, keys, ..Options::new(theme, NOW, Zone::utc()) };
        let waivers_file = Some("/project/telltail-waivers.toml".into());
        let options = Options { waivers_file, comparison, ..options };
        let (log, shown, found) = (ingest.log(), Arc::clone(&view), Arc::clone(&audit));
        let model = Model::new(Watched { log, view: shown, audit: found }, options);
        Self {
            ingest,
            view,
            audit,
            model,
            exit: None,
            asked: Vec::new(),
            saves: Vec::new(),
            now: NOW,
            slow: false,
        }
    }

    /// A screen of the sample, which is followed.
    pub(crate) fn live() -> Self {
        Self::empty().filled()
    }

    fn filled(mut self) -> Self {
        let driver = &mut self;
        for (label, session, text) in SAMPLE {
            driver.add(label, Some(session), text);
        }
        driver.notice(Notice::Stage(Stage::Live));
        self
    }

    /// A screen of the sample, saved.
    pub(crate) fn saved() -> Self {
        let mut driver = Self::live();
        driver.notice(Notice::Stage(Stage::Done));
        driver
    }

    /// So many milliseconds go by.
    pub(crate) fn wait(&mut self, millis: i64) {
        self.now = self.now.plus_millis(millis);
        self.send(Message::Now(self.now));
    }

    /// From now on what is asked is not answered, or is.
    pub(crate) fn slow(&mut self, slow: bool) {
        self.slow = slow;
    }

    /// What is read may take so many bytes.
    pub(crate) fn limit_memory(&mut self, bytes: usize) {
        self.ingest.limit_memory(bytes);
    }

    /// Adds a source with what it holds.
    pub(crate) fn add(&mut self, label: &str, session: Option<&str>, text: &str) -> SourceId {
        let product = if label.contains("remote") { "code-server" } else { "code" };
        self.add_of(product, label, session, text)
    }

    /// The same, written by this product.
    pub(crate) fn add_of(
        &mut self,
        product: &str,
        label: &str,
        session: Option<&str>,
        text: &str,
    ) -> SourceId {
        let facts = SourceFacts {
            label: label.to_owned(),
            path: format!("logs/{}/{label}", session.unwrap_or("saved")),
            product: product.to_owned(),
            session: session.map(str::to_owned),
            bearing: label.to_lowercase().contains("telemetry"),
            ..SourceFacts::default()
        };
        let source = self.ingest.add_source(facts).expect("there is room for a source");
        self.grow(source, text);
        source
    }

    /// More bytes of a source.
    pub(crate) fn grow(&mut self, source: SourceId, text: &str) {
        self.ingest.bytes(source, text.as_bytes());
        self.ingest.show_open();
        self.advance();
        self.notice(Notice::Changed);
    }

    /// When its events were.
    pub(crate) fn timeline(&self) -> Timeline {
        Timeline::of(&self.ingest.log().read().expect("nobody panicked with the log"))
    }

    /// A source changes its state.
    pub(crate) fn set_state(&mut self, source: SourceId, state: SourceState) {
        self.ingest.set_state(source, state);
        self.notice(Notice::Changed);
    }

    /// A source's format is known.
    pub(crate) fn detected(&mut self, source: u16, format: Detected) {
        let log = self.ingest.log();
        log.write().expect("nobody panicked with the log").set_format(SourceId(source), format);
        self.notice(Notice::Changed);
    }

    /// Presses keys: words are typed letter by letter, `<enter>` is a key by its name, blanks
    /// between words are not pressed (`<space>` is).
    pub(crate) fn keys(&mut self, keys: &str) {
        for word in keys.split_whitespace() {
            let named = word.strip_prefix('<').and_then(|word| word.strip_suffix('>'));
            match named {
                Some(name) => self.press(name.parse().expect("a key's name")),
                None => word.chars().for_each(|c| self.press(Chord::plain(Key::Char(c)))),
            }
        }
    }

    /// Presses one key.
    pub(crate) fn press(&mut self, chord: Chord) {
        self.send(Message::Now(self.now));
        self.send(Message::Key(chord));
    }

    /// Pastes text.
    pub(crate) fn paste(&mut self, text: &str) {
        self.send(Message::Paste(text.to_owned()));
    }

    /// Uses the mouse.
    pub(crate) fn mouse(&mut self, mouse: Mouse) {
        self.send(Message::Mouse(mouse));
    }

    /// The engine says something.
    pub(crate) fn notice(&mut self, notice: Notice) {
        self.send(Message::Notice(notice));
    }

    /// Anything else comes in.
    pub(crate) fn message(&mut self, message: Message) {
        self.send(message);
    }

    /// Another log is read from now on, which holds this.
    pub(crate) fn opens(&mut self, text: &str) {
        let fresh = Self::empty();
        (self.ingest, self.view, self.audit) = (fresh.ingest, fresh.view, fresh.audit);
        let (view, audit) = (Arc::clone(&self.view), Arc::clone(&self.audit));
        self.send(Message::Opened(Watched { log: self.ingest.log(), view, audit }));
        self.add("telemetry.log", Some("20261122T000000"), text);
        self.notice(Notice::Stage(Stage::Live));
    }

    fn send(&mut self, message: Message) {
        for effect in update(&mut self.model, message) {
            match effect {
                Effect::Ask(_) if self.slow => {}
                Effect::Ask(ask) => self.answer(ask),
                Effect::Quit(exit) => self.exit = Some(exit),
                Effect::Save(save, watch) => self.saves.push((save, watch)),
                other => self.asked.push(format!("{other:?}")),
            }
        }
    }

    fn advance(&mut self) {
        let log = self.ingest.log();
        let log = log.read().expect("nobody panicked with the log");
        self.view.write().expect("nobody panicked with the view").advance(&log, 1 << 20);
        let mut audit = self.audit.write().expect("nobody panicked with the audit");
        if !self.slow && audit.advance(&log, usize::MAX, &mut audit::Desks::default()) {
            audit.conclude(&log);
        }
    }

    /// Does what the search thread does.
    fn answer(&mut self, ask: Ask) {
        match ask {
            Ask::Question { generation, question } => {
                *self.view.write().expect("nobody panicked with the view") = View::new(*question);
                self.advance();
                self.notice(Notice::Answered { generation });
            }
            Ask::Find { generation, target, from, direction } => {
                let id = self.find(&target, from, direction);
                self.notice(Notice::Found { generation, id });
            }
            Ask::Blame { generation, question, terms } => {
                let mut culprit = Culprit::new(*question, terms);
                let log = self.ingest.log();
                let log = log.read().expect("nobody panicked with the log");
                culprit.advance(&log, usize::MAX, &mut Desks::default());
                drop(log);
                self.notice(Notice::Blamed { generation, blamed: culprit.blamed() });
            }
            Ask::Loaded | Ask::Grown | Ask::Since(_) => self.advance(),
        }
    }

    fn find(
        &self,
        target: &Target,
        from: Option<telltail::event::EventId>,
        direction: Direction,
    ) -> Option<telltail::event::EventId> {
        let log = self.ingest.log();
        let log = log.read().expect("nobody panicked with the log");
        let view = self.view.read().expect("nobody panicked with the view");
        let at = from.and_then(|id| view.position(&log, id).ok()).unwrap_or(0);
        let found = target.find(&log, view.ids(), at, direction)?;
        view.ids().get(found).copied()
    }

    /// What would be remembered for the next run.
    pub(crate) fn typed(&self) -> Typed {
        self.model.typed()
    }

    /// Where the cursor stands in a terminal of this size, if it is shown.
    pub(crate) fn cursor(&mut self, width: u16, height: u16) -> Option<Position> {
        self.send(Message::Resize { width, height });
        let mut terminal =
            Terminal::new(TestBackend::new(width, height)).expect("a test backend never fails");
        terminal.draw(|frame| view(&self.model, frame)).expect("a test backend never fails");
        terminal.get_cursor_position().ok()
    }

    /// Draws onto a terminal that is kept, as the loop does.
    pub(crate) fn draw(&self, terminal: &mut Terminal<TestBackend>) {
        terminal.draw(|frame| view(&self.model, frame)).expect("a test backend never fails");
    }

    /// The cells in a terminal of this size.
    pub(crate) fn cells(&mut self, width: u16, height: u16) -> Buffer {
        self.send(Message::Resize { width, height });
        let mut terminal =
            Terminal::new(TestBackend::new(width, height)).expect("a test backend never fails");
        self.draw(&mut terminal);
        terminal.backend().buffer().clone()
    }

    /// The text in a terminal of this size, line by line.
    pub(crate) fn screen(&mut self, width: u16, height: u16) -> String {
        let cells = self.cells(width, height);
        let line = |y: u16| {
            let mut line = String::new();
            let mut x = 0;
            while x < width {
                let symbol = cells[(x, y)].symbol();
                line.push_str(symbol);
                // A wide character takes the next cell too.
                x += (unicode_width::UnicodeWidthStr::width(symbol) as u16).max(1);
            }
            line.trim_end().to_owned() + "\n"
        };
        (0..height).map(line).collect()
    }
}

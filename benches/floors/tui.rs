//! Floor 5: a frame drawn.

use std::sync::{Arc, RwLock};

use divan::Bencher;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use telltail::audit::{Audit, Auditor, Context, Policy};
use telltail::config::theme::Theme;
use telltail::event::{Instant, Zone};
use telltail::pipeline::{Notice, SharedView, Stage, Watched};
use telltail::privacy::{Identity, Scanner};
use telltail::search::{Question, View};
use telltail::tui::{Message, Model, Options, update, view};

use super::load::shared;

/// The list, the facets and the detail of 64 MiB of log.
#[divan::bench(args = [(80, 24), (140, 40), (300, 100)])]
fn frame(bencher: Bencher, (width, height): (u16, u16)) {
    let log = Arc::clone(shared());
    let mut all = View::new(Question::default());
    all.advance(&log.read().unwrap(), usize::MAX);
    let shown: SharedView = Arc::new(RwLock::new(all));
    let dark = Theme::builtin("dark").unwrap();
    let options = Options::new(dark, Instant(1_773_476_900_000), Zone::utc());
    let context = Context::new(Policy::default(), Scanner::new(Identity::default()));
    let audit = Arc::new(RwLock::new(Audit::new(Arc::new(Auditor::new(context)))));
    let mut model = Model::new(Watched { log, view: shown, audit }, options);
    for message in [
        Message::Resize { width, height },
        Message::Notice(Notice::Changed),
        Message::Notice(Notice::Stage(Stage::Done)),
    ] {
        update(&mut model, message);
    }
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    bencher.bench_local(|| {
        terminal.draw(|frame| view(&model, frame)).unwrap();
    });
}

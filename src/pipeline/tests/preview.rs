//! The end of a big file is there before the rest, and stays where it is when the rest comes.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::RwLock;

use proptest::prelude::*;

use super::*;
use crate::pipeline::SharedView;
use crate::pipeline::ingest::SharedLog;
use crate::pipeline::intake::{Intake, Taken};
use crate::pipeline::load::Sizes;
use crate::search::{Question, View};
use crate::source::{Delivery, News, Reason, SourceKey, Stretch};
use crate::store::LogId;

const SIZES: Sizes = Sizes {
    chunk: 700,
    beyond: 64,
    least: usize::MAX,
    longest: 4096,
    piece: 512,
    big: 2000,
    end: 1500,
};

/// Events of a log, some of which have a second line.
fn written(events: usize) -> String {
    let mut text = String::new();
    for at in 0..events {
        let second = at % 60;
        let _ = writeln!(
            text,
            "2026-11-21 01:00:{second:02}.000 [trace] acme.x/e{} {{\"n\":{at}}}",
            at % 7
        );
        if at % 5 == 0 {
            text.push_str("\tat somewhere\n");
        }
    }
    text
}

struct Opened {
    intake: Intake,
    log: SharedLog,
    view: SharedView,
    file: std::fs::File,
    len: u64,
}

/// A file that is about to be loaded.
fn opened(text: &str) -> Opened {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let mut ingest = new_ingest();
    ingest.load_by(SIZES);
    let log = ingest.log();
    let view: SharedView = Arc::new(RwLock::new(View::new(Question::default())));
    let mut intake = Intake::new(ingest);
    intake.show_ends_in(Arc::clone(&view));
    let path = std::path::PathBuf::from("/logs/telemetry.log");
    let facts = crate::source::SourceFacts {
        path: path.clone(),
        session: None,
        product: crate::source::UNKNOWN,
        bearing: true,
    };
    let part = Delivery::Part { path, offset: 0, reason: Reason::Opened };
    let mut opened = Opened { intake, log, view, file, len: text.len() as u64 };
    opened.take(News::Added(SourceKey(0), facts));
    opened.take(News::Of(SourceKey(0), part));
    opened
}

impl Opened {
    fn take(&mut self, news: News) -> Vec<Taken> {
        let mut taken = Vec::new();
        self.intake.take(news, &mut taken);
        taken
    }

    /// The stretch comes; whether its end is shown.
    fn begin(&mut self) -> bool {
        let stretch = Stretch::new(self.file.try_clone().unwrap(), 0..self.len).unwrap();
        let shown = self.take(News::Of(SourceKey(0), Delivery::Stretch(stretch)));
        shown.contains(&Taken::Shown)
    }

    /// What is shown: which log, and the text of its events by id.
    fn shown(&self) -> (LogId, Vec<String>) {
        let log = self.log.read().unwrap();
        self.view.write().unwrap().advance(&log, usize::MAX);
        let ids: Vec<EventId> = self.view.read().unwrap().ids().to_vec();
        assert_eq!(ids, (0..log.len() as u32).map(EventId).collect::<Vec<_>>());
        let text =
            |id| String::from_utf8_lossy(log.text(log.row(id).unwrap()).bytes()).into_owned();
        (log.id(), ids.into_iter().map(text).collect())
    }
}

proptest! {
    #[test]
    fn the_end_is_shown_first_and_its_events_are_the_last_of_all(events in 60_usize..200) {
        let text = written(events);
        let mut opened = opened(&text);
        prop_assert!(opened.begin());
        let (before, end) = opened.shown();
        prop_assert!(end.len() > 20 && text.ends_with(&end.concat()));
        opened.log.read().unwrap().marks().set(EventId(7), "seen");
        opened.intake.drain(&mut Vec::new());
        // Whoever looks now sees all of it at once, and finds what was seen.
        let seen = opened.view.read().unwrap().ids().len();
        let (after, all) = opened.shown();
        prop_assert_eq!((seen, all.concat()), (events, text));
        let log = opened.log.read().unwrap();
        prop_assert!(before != after && log.shift_from(before).is_some());
        let marked = log.same(before, EventId(7));
        prop_assert_eq!((log.marks().ids(), log.marks().note(marked)), (vec![marked], Some("seen".into())));
        for (at, event) in end.iter().enumerate() {
            let id = log.same(before, EventId(at as u32));
            prop_assert_eq!(&all[id.index()], event);
        }
    }
}

#[test]
fn a_chosen_name_means_the_same_in_the_whole_log() {
    let mut opened = opened(&written(200));
    assert!(opened.begin());
    let name = |log: &EventLog, key| log.events().name(key).to_owned();
    let key = opened.log.read().unwrap().events().get("e3").unwrap();
    opened.intake.drain(&mut Vec::new());
    assert_eq!(name(&opened.log.read().unwrap(), key), "e3");
}

#[test]
fn a_small_file_and_what_is_no_log_are_not_shown_from_their_end() {
    assert!(!opened(&written(10)).begin());
    assert!(!opened(&"no stamp in any line\n".repeat(200)).begin());
    assert!(!opened(&format!("[{}1]", "{\"a\":1},".repeat(400))).begin());
}

#[test]
fn reading_that_is_stopped_leaves_the_end_there_which_goes_on() {
    let text = written(200);
    let mut opened = opened(&text);
    assert!(opened.begin());
    let mut taken = Vec::new();
    opened.intake.step(&mut taken);
    opened.intake.step(&mut taken);
    opened.intake.stop(&mut taken);
    let (_, end) = opened.shown();
    assert!(text.ends_with(&end.concat()));
    let left_out = (text.len() - end.concat().len()) as u64;
    assert_eq!(opened.intake.unread(), [(crate::event::SourceId(0), left_out)]);
    assert!(!opened.intake.is_pending());
    let next = b"2026-11-21 01:01:00.000 [trace] acme.x/next {}\n".to_vec();
    opened.take(News::Of(SourceKey(0), Delivery::Bytes(next.clone())));
    opened.take(News::Of(SourceKey(0), Delivery::PartEnded));
    let (_, shown) = opened.shown();
    assert_eq!(shown.last().map(String::as_bytes), Some(&*next));
    assert_eq!(shown.len(), end.len() + 1);
}

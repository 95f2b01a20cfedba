//! A log that is recorded while it grows opens as it came to be; a hostile session opens as far as
//! it makes sense.

use std::thread;

use proptest::prelude::*;

use super::given::{assert_same, lines, locked};
use super::*;
use crate::config::saved_screen::SavedScreen;
use crate::event::Instant;
use crate::session::{Head, Reader, Recording, Saved, Writer};
use crate::source::{Keys, channel};
use crate::store;

fn head() -> Head {
    Head { by: "telltail".to_owned(), created: Instant(0), redacted: false }
}

/// The log that a session makes, and what is said of it.
fn opened(bytes: Vec<u8>) -> (SharedLog, Vec<String>, Tap) {
    let (sender, feed) = channel();
    let mut tap = Tap::new(new_ingest(), feed).unwrap();
    let reading = thread::spawn(move || {
        if let Ok(reader) = Reader::open(bytes.as_slice()) {
            deliver_session("s.ttail", reader, &Keys::default(), &sender);
        }
        let _ = sender.blocking_send(News::CaughtUp);
    });
    let mut said = Vec::new();
    loop {
        match tap.step() {
            Step::Problem(problem) => said.push(problem.to_string()),
            Step::Ended => break,
            _ => {}
        }
    }
    reading.join().unwrap();
    (tap.log(), said, tap)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_log_that_grows_is_recorded_as_it_comes_to_be(
        files in proptest::collection::vec(lines(), 1..4),
        piece in 1_usize..100,
        most in 1_usize..9,
        marked in proptest::collection::vec(any::<bool>(), 1..9),
    ) {
        let mut ingest = new_ingest();
        let log = ingest.log();
        let writer = Writer::new(Vec::new(), &head(), None).unwrap();
        let mut recording = Recording::new(writer, &locked(&log), &Saved::default()).unwrap();
        let mut marked = marked.iter().cycle();
        let names = ["telemetry.log", "b.log", "c/telemetry.log"];
        let mut sources: Vec<_> = names.iter().zip(&files).map(|(path, bytes)| {
            let facts = store::SourceFacts {
                label: (*path).to_owned(),
                path: (*path).to_owned(),
                bearing: is_bearing(Path::new(path)),
                ..store::SourceFacts::default()
            };
            (ingest.add_source(facts).unwrap(), bytes.chunks(piece))
        }).collect();
        while !sources.is_empty() {
            sources.retain_mut(|(source, pieces)| {
                match pieces.next() {
                    Some(piece) => drop(ingest.bytes(*source, piece)),
                    None => {
                        ingest.finish_part(*source);
                        ingest.set_state(*source, SourceState::Done);
                        return false;
                    }
                }
                ingest.show_open();
                true
            });
            let log = locked(&log);
            let newest = (log.len() as u32).checked_sub(1).map(EventId);
            if let Some(id) = newest.filter(|_| marked.next() == Some(&true)) {
                log.marks().toggle(id);
            }
            recording.advance(&log, most, &mut |_| true).unwrap();
            recording.flush().unwrap();
        }
        ingest.settle();
        {
            let log = locked(&log);
            while recording.advance(&log, most, &mut |_| true).unwrap() {}
        }
        let (opened, said, _) = opened(recording.end().unwrap().0);
        prop_assert_eq!(said, Vec::<String>::new());
        assert_same(&log, &opened);
        prop_assert_eq!(locked(&log).marks().ids(), locked(&opened).marks().ids());
    }

    #[test]
    fn a_hostile_session_opens_as_far_as_it_makes_sense(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), 0..CHANGES.len()), 0..6),
        extra in proptest::collection::vec((0_usize..20, 0..LINES.len()), 0..6),
    ) {
        let mut lines: Vec<String> = SESSION.lines().map(str::to_owned).collect();
        for (at, line) in extra {
            lines.insert(1 + at.min(lines.len() - 1), LINES[line].to_owned());
        }
        let mut text = lines.join("\n");
        for (at, change) in changes {
            let numbers: Vec<_> = text.match_indices(|c: char| c.is_ascii_digit()).collect();
            let at = at.index(numbers.len());
            let at = numbers[at].0;
            text.replace_range(at..=at, CHANGES[change]);
        }
        let (log, _, _) = opened(text.into_bytes());
        let events = events(&log);
        let log = locked(&log);
        prop_assert_eq!(log.in_order().count(), events.len());
    }
}

/// What stands in the place of a digit.
const CHANGES: [&str; 8] =
    ["", "-9", "99999999999999999999", "1e300", "65536", "9223372036854775807", "null", "\""];

const LINES: [&str; 7] = [
    r#"{"source":{"id":0,"label":"b","zone":{"name":"Asia/Kolkata","by":"given"}}}"#,
    r#"{"source":{"id":1,"zone":{"spells":[[-9000000000000000,-86400000],[5,86400000]],"by":"derived"}}}"#,
    r#"{"record":{"source":0,"offset":9007199254740992,"line":9007199254740992,"text":"x\ny"}}"#,
    r#"{"record":{"source":0,"offset":0,"time":253400000000000,"clock":253400000000000,"text":"y"}}"#,
    r#"{"record":{"source":0,"time":-62100000000000,"wall":-62100000000000,"text":"z"}}"#,
    r#"{"record":{"source":0,"lost":{"length":4294967295,"kind":"raw"}}}"#,
    r#"{"grown":{"source":0,"text":"2026-03-14 09:00:00.000 [info] more\nlines\n"}}"#,
];

const SESSION: &str = r#"{"ttail":1}
{"source":{"id":0,"label":"a","path":"/a.log","bearing":true,"format":"current","zone":{"name":"UTC","by":"derived"}}}
{"record":{"source":0,"offset":0,"line":1,"time":1773478800000,"wall":1773478800000,"text":"2026-03-14 09:00:00.000 [trace] telemetry/a {\"b\":1}\n"}}
{"source":{"id":1,"path":"a.har","state":"failed","failed":"x","zone":{"spells":[[0,3600000],[5,7200000]],"by":"derived"}}}
{"post":{"source":1,"format":"posthog","host":"h","time":5,"around":[{"scope":"common","key":"k","json":"1"}]}}
{"record":{"source":1,"offset":3,"line":1,"time":5,"text":"{\"event\":\"e\",\"properties\":{\"distinct_id\":\"d\"}}"}}
{"post":{"source":1,"format":"otlp","same":1,"note":"its body is no JSON"}}
{"record":{"source":1,"clock":9,"raw":true,"notes":["overlong","continued"],"base64":"/w=="}}
{"record":{"source":1,"lost":{"length":7,"kind":"event","name":"a/b","event":"b","producer":"a","level":"usage","destination":"github"}}}
{"record":{"source":0,"offset":50,"line":2,"time":1773478801000,"wall":1773478801000,"text":"2026-03-14 09:00:01.000 [info] c\n"}}
{"grown":{"source":0,"offset":50,"line":2,"time":1773478801000,"wall":1773478801000,"text":"2026-03-14 09:00:01.000 [info] c\nd\n"}}
{"mark":{"source":0,"record":1,"note":"n"}}
{"screen":{"filter":"a","selected":[0,1]}}
{"end":{"records":5}}
"#;

#[test]
fn a_session_tells_marks_and_how_it_was_shown() {
    let (sender, feed) = channel();
    let reading = thread::spawn(move || {
        let reader = Reader::open(SESSION.as_bytes()).unwrap();
        deliver_session("s.ttail", reader, &Keys::default(), &sender);
        sender.blocking_send(News::CaughtUp).unwrap();
    });
    let plan = Plan {
        ingest: new_ingest(),
        feed,
        watching: None,
        follow: false,
        tail: None,
        predicate: crate::query::Predicate::default(),
        problems: Vec::new(),
        looked: Vec::new(),
        consent: None,
        replay: None,
    };
    let (engine, mut notices) = Engine::start(plan).unwrap();
    let (mut saved, mut problems) = (None, Vec::new());
    loop {
        match notices.blocking_recv().unwrap() {
            Notice::Saved { screen, selected } => saved = Some((*screen, selected)),
            Notice::Problem(problem) => problems.push(problem),
            Notice::Stage(Stage::Done) => break,
            _ => {}
        }
    }
    reading.join().unwrap();
    let screen = SavedScreen { filter: "a".to_owned(), columns: Vec::new() };
    assert_eq!((saved, problems), (Some((screen, Some(EventId(4)))), Vec::new()));
    let log = engine.log();
    let log = locked(&log);
    assert_eq!(log.marks().note(EventId(4)).as_deref(), Some("n"));
    assert_eq!(log.marks().len(), 1);
}

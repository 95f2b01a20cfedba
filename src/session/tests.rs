//! What is written comes back, and what is damaged says so.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::damage::Wrong;
use super::measure::{HEADER, measured};
use super::*;
use crate::catalog::Catalog;
use crate::config::saved_screen::SavedScreen;
use crate::event::{
    Detected, Format, Instant, Kind, Level, LogLevel, Scope, SourceId, Spell, Zone, ZoneEvidence,
};
use crate::parse::Notes;
use crate::parse::wire::{Around, Post, note};
use crate::privacy::{Identity, Redactor};
use crate::store::{Given, GivenLost, GivenSource, Lost, SourceFacts, SourceState};

fn head() -> Head {
    Head { by: "telltail 9".to_owned(), created: Instant(1_700_000_000_000), redacted: false }
}

/// All that a session tells, and what is wrong with it.
fn read(bytes: &[u8]) -> (Vec<Told>, Option<String>) {
    let reader = match Reader::open(bytes) {
        Ok(reader) => reader,
        Err(error) => return (Vec::new(), Some(error.to_string())),
    };
    let (mut told, mut wrong) = (Vec::new(), None);
    for line in reader {
        match line {
            Ok(line) => told.push(line),
            Err(damage) => wrong = Some(damage.to_string()),
        }
    }
    (told, wrong)
}

/// What is written, in whatever order it comes.
#[derive(Clone, Debug)]
enum Put {
    Source(u16, Box<GivenSource>),
    Record(u16, Box<Given>),
    Mark(u16, u64, Option<String>),
    Screen(SavedScreen),
    Flush,
}

fn write(puts: &[Put]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &head(), None).unwrap();
    for put in puts {
        match put {
            Put::Source(id, source) => writer.source(SourceId(*id), source).unwrap(),
            Put::Record(id, given) => drop(writer.record(SourceId(*id), given).unwrap()),
            Put::Mark(id, record, note) => {
                writer.mark(SourceId(*id), *record, note.as_deref()).unwrap();
            }
            Put::Screen(screen) => writer.screen(screen, Some((SourceId(0), 7))).unwrap(),
            Put::Flush => writer.flush().unwrap(),
        }
    }
    writer.end().unwrap().0
}

fn instant() -> impl Strategy<Value = Instant> {
    (0_i64..2_000_000_000_000).prop_map(Instant)
}

fn zone() -> impl Strategy<Value = Zone> {
    let evidence = prop_oneof![
        Just(ZoneEvidence::Given),
        Just(ZoneEvidence::Derived),
        Just(ZoneEvidence::Assumed)
    ];
    let spells =
        proptest::collection::btree_map(0_i64..1_000_000, -86_400_000_i64..86_400_000, 1..4);
    let spells = spells.prop_map(|spells| {
        let spells = spells.into_iter().map(|(from, ahead)| Spell { from: Instant(from), ahead });
        Zone::derived(&spells.collect::<Vec<_>>())
    });
    let named = prop_oneof![Just("UTC"), Just("Europe/Berlin"), Just("+02:00"), Just("-03:30")];
    let named = named.prop_map(|name| Zone::given(name).unwrap());
    (prop_oneof![spells, named], evidence).prop_map(|(zone, by)| zone.resting_on(by))
}

fn source() -> impl Strategy<Value = GivenSource> {
    let state = prop_oneof![
        Just(SourceState::Open),
        Just(SourceState::Done),
        Just(SourceState::Gone),
        ".{0,9}".prop_map(SourceState::Failed),
    ];
    let format = proptest::option::of((proptest::sample::select(&Format::ALL[..]), ".{0,9}"));
    let words = (".{0,9}", ".{0,9}", "[a-z]{0,5}", any::<bool>());
    let more = (proptest::option::of(".{0,5}"), proptest::option::of("[a-z.]{0,5}"), format);
    (words, more, zone(), state).prop_map(|(words, more, zone, state)| {
        let facts = SourceFacts {
            label: words.0,
            path: words.1,
            product: words.2,
            bearing: words.3,
            session: more.0,
            folder: more.1,
            format: more.2.map(|(format, why)| Detected { format, why }),
        };
        GivenSource { facts, zone, state }
    })
}

fn post() -> impl Strategy<Value = Arc<Post>> {
    let scope = proptest::sample::select(
        &[Scope::Properties, Scope::Measurements, Scope::Common, Scope::Extra][..],
    );
    let json = prop_oneof![Just("1".to_owned()), "[a-z]{0,5}".prop_map(|it| format!("\"{it}\""))];
    let around = (scope, ".{0,4}", json).prop_map(|(scope, key, json)| Around { scope, key, json });
    let note = prop_oneof![Just(None), Just(Some(note::CUT)), Just(Some(note::EMPTY))];
    let facts = (proptest::option::of(".{0,4}"), proptest::option::of(".{0,4}"), note);
    let format = proptest::sample::select(&Format::ALL[..]);
    let around = proptest::collection::vec(around, 0..4);
    (format, facts, around, proptest::option::of(instant())).prop_map(
        |(format, (host, key, note), around, time)| {
            Arc::new(Post { host, key, time, around, note, ..Post::new(format) })
        },
    )
}

fn lost() -> impl Strategy<Value = Box<GivenLost>> {
    let why = prop_oneof![Just(Lost::Dropped), ".{0,9}".prop_map(Lost::Gone)];
    (why, any::<u16>(), ".{0,9}", proptest::option::of(Just(LogLevel::Trace))).prop_map(
        |(why, len, name, log_level)| {
            Box::new(GivenLost {
                why,
                len: len.into(),
                kind: Kind::Event,
                log_level,
                event: name.clone(),
                name,
                producer: "acme.demo".to_owned(),
                level: (Some(Level::Usage), "rule".to_owned()),
                destination: ("github".to_owned(), "other".to_owned()),
            })
        },
    )
}

fn given() -> impl Strategy<Value = Given> {
    let bytes = prop_oneof![
        4 => "[ -~\n\t\"\\\\é]{0,40}".prop_map(String::into_bytes),
        1 => proptest::collection::vec(any::<u8>(), 0..40),
    ];
    let notes = prop_oneof![Just(Notes::default()), Just(Notes::OVERLONG), Just(Notes::CONTINUED)];
    let place = (0_u64..1 << 53, 0_u64..1 << 53, any::<bool>(), notes);
    let wall =
        proptest::option::of(-100_i64..100).prop_map(|it| it.map(|minutes| minutes * 60_000));
    let times = (proptest::option::of((instant(), wall)), instant());
    let lost = proptest::option::weighted(0.1, lost());
    let post = proptest::option::weighted(0.3, post());
    let path = prop_oneof![Just("a.log"), Just("a.1.log")];
    (bytes, place, times, lost, post, path).prop_map(|(bytes, place, times, lost, post, path)| {
        let (time, clock) = times;
        Given {
            bytes: if lost.is_some() { Vec::new() } else { bytes },
            offset: place.0,
            line: place.1,
            time: time.map(|(time, _)| time),
            wall: time.and_then(|(time, wall)| Some(time.0 + wall?)),
            clock: Some(clock.max(time.map_or(clock, |(time, _)| time))),
            kind_raw: place.2,
            notes: place.3,
            path: Some(path.into()),
            post,
            grown: false,
            lost,
        }
    })
}

fn puts() -> impl Strategy<Value = Vec<Put>> {
    let put = prop_oneof![
        1 => (0_u16..3, source()).prop_map(|(id, source)| Put::Source(id, Box::new(source))),
        8 => (0_u16..3, given()).prop_map(|(id, given)| Put::Record(id, Box::new(given))),
        1 => (0_u16..3, 0_u64..9, proptest::option::of(".{0,9}"))
            .prop_map(|(id, record, note)| Put::Mark(id, record, note)),
        1 => (".{0,9}", proptest::collection::vec("[a-z]{1,5}", 0..3))
            .prop_map(|(filter, columns)| Put::Screen(SavedScreen { filter, columns })),
        2 => Just(Put::Flush),
    ];
    let sources = proptest::array::uniform3(source());
    (sources, proptest::collection::vec(put, 0..30)).prop_map(|(sources, puts)| {
        let sources = sources.into_iter().zip(0..);
        let sources = sources.map(|(source, id)| Put::Source(id, Box::new(source)));
        sources.chain(puts).collect()
    })
}

/// What is to come out of what went in: what says nothing new is not said again, and a clock that
/// follows from what came before is left out.
fn expected(puts: &[Put]) -> Vec<Told> {
    let mut known: [Option<GivenSource>; 3] = [None, None, None];
    let mut paths: [Option<Arc<str>>; 3] = [None, None, None];
    let mut told = Vec::new();
    for put in puts {
        told.push(match put.clone() {
            Put::Source(id, source) => {
                let at = usize::from(id);
                let same = known[at].as_ref() == Some(&*source);
                if known[at].is_none() {
                    paths[at] = Some(source.facts.path.as_str().into());
                }
                known[at] = Some((*source).clone());
                if same {
                    continue;
                }
                Told::Source(id, source)
            }
            Put::Record(id, given) => Told::Record(id, given),
            Put::Mark(source, record, note) => Told::Mark { source, record, note },
            Put::Screen(screen) => Told::Screen(Box::new(screen), Some((0, 7))),
            Put::Flush => continue,
        });
    }
    told
}

/// The same without what a reader finds out otherwise.
fn plain(told: Vec<Told>) -> Vec<Told> {
    let mut clocks = [Instant(i64::MIN); 3];
    let plain = |told: Told| match told {
        Told::Record(id, mut given) => {
            // As a log takes it: the clock is the latest of all times and clocks so far.
            let clock = &mut clocks[usize::from(id)];
            *clock = given.clock.into_iter().chain(given.time).fold(*clock, Instant::max);
            given.clock = Some(*clock);
            given.path = None;
            Told::Record(id, given)
        }
        told => told,
    };
    told.into_iter().map(plain).collect()
}

proptest! {
    #[test]
    fn what_is_written_comes_back(puts in puts()) {
        let (told, wrong) = read(&write(&puts));
        prop_assert_eq!(wrong, None);
        let retimed = puts.iter().filter(|it| matches!(it, Put::Source(..))).count() > 3;
        let (told, wanted) = (plain(told), plain(expected(&puts)));
        prop_assert_eq!(told.len(), wanted.len());
        for (told, wanted) in told.iter().zip(&wanted) {
            match (told, wanted) {
                // Once a zone has changed clocks are said anew.
                (Told::Record(a, told), Told::Record(b, wanted)) if retimed => {
                    let clock = told.clock;
                    prop_assert_eq!((a, &**told), (b, &Given { clock, ..(**wanted).clone() }));
                }
                (told, wanted) => prop_assert_eq!(told, wanted),
            }
        }
    }

    #[test]
    fn a_cut_leaves_what_is_before_it_and_is_told(puts in puts(), at in any::<prop::sample::Index>()) {
        let whole = write(&puts);
        let cut = at.index(whole.len());
        let (all, _) = read(&whole);
        let (told, wrong) = read(&whole[..cut]);
        prop_assert!(wrong.is_some());
        prop_assert!(all.starts_with(&told));
    }

    #[test]
    fn a_byte_that_is_another_leaves_what_is_before_it_and_is_told(
        puts in puts(),
        at in any::<prop::sample::Index>(),
        with in 1_u8..=255,
    ) {
        let mut bytes = write(&puts);
        let (all, _) = read(&bytes);
        let at = at.index(bytes.len());
        bytes[at] ^= with;
        let (told, wrong) = read(&bytes);
        prop_assert!(all.starts_with(&told));
        // When it was packed, and on which system, is said in a member and means nothing.
        prop_assert!(wrong.is_some() || told == all);
    }

    #[test]
    fn any_bytes_are_read_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = is_session(bytes.as_slice());
        let _ = read(&bytes);
        let _ = read(&packed(&bytes));
        let mut behind = b"{\"ttail\":1}\n".to_vec();
        behind.extend(&bytes);
        let (_, wrong) = read(&behind);
        prop_assert!(wrong.is_some());
    }
}

/// So many bytes each record of [`dense`] takes at least, however it is packed.
const DENSE: usize = 32;

/// A session of several members with records that can hardly be packed.
fn dense() -> Vec<u8> {
    let facts = SourceFacts::default();
    let source = GivenSource { facts, zone: Zone::utc(), state: SourceState::Open };
    let mut puts = vec![Put::Source(0, Box::new(source))];
    let mut state = 1_u64;
    for _ in 0..1500 {
        let mut text = String::new();
        for _ in 0..5 {
            // Steele and Vigna's multiplier for such a generator; its upper half is the random one.
            state = state.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(1);
            let (high, low) = (state >> 32, (state >> 32).wrapping_mul(state) >> 32);
            let _ = write!(text, "{high:08x}{low:08x}");
        }
        let given = Given { bytes: text.into_bytes(), ..Given::default() };
        puts.push(Put::Record(0, Box::new(given)));
    }
    write(&puts)
}

/// Where the members of a session begin and end, and how many records are in each.
fn members(bytes: &[u8]) -> Vec<(usize, usize, usize)> {
    let (mut all, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let end = at + measured(&bytes[at..]).unwrap();
        let mut lines = String::new();
        std::io::Read::read_to_string(&mut MultiGzDecoder::new(&bytes[at..end]), &mut lines)
            .unwrap();
        all.push((at, end, lines.matches("{\"record\"").count()));
        at = end;
    }
    all
}

fn records(told: &[Told]) -> usize {
    told.iter().filter(|it| matches!(it, Told::Record(..))).count()
}

#[test]
fn a_cut_takes_no_record_that_lies_before_it() {
    let whole = dense();
    let members = members(&whole);
    assert!(members.len() > 3 && members[0].2 == 0, "{members:?}");
    let (all, wrong) = read(&whole);
    assert_eq!((records(&all), wrong), (1500, None));
    let preface = members[0].1;
    let near = (whole.len() - 40)..whole.len();
    let around = members.iter().flat_map(|(_, end, _)| end.saturating_sub(9)..end + 30);
    let cuts = (preface..whole.len()).step_by(1009).chain(near).chain(around);
    for cut in cuts.filter(|cut| (preface..whole.len()).contains(cut)) {
        let (told, wrong) = read(&whole[..cut]);
        assert!(all.starts_with(&told));
        let taken = 1500 - records(&told);
        assert!(taken <= (whole.len() - cut) / DENSE + 1, "{cut}: {taken} are gone");
        let before: usize = members.iter().filter(|it| it.1 <= cut).map(|it| it.2).sum();
        assert!(records(&told) >= before, "{cut}: not {before}");
        assert!(wrong.as_ref().is_some_and(|it| it.contains("cut off")), "{cut}: {wrong:?}");
    }
    // Where only the checksum is gone all is there.
    assert_eq!(read(&whole[..whole.len() - 8]).0, all);
}

#[test]
fn a_bit_that_is_another_takes_its_member_and_what_is_behind() {
    let whole = dense();
    let (all, _) = read(&whole);
    let mut before = 0;
    for (at, end, own) in members(&whole) {
        let spread = (at + HEADER..end).step_by(((end - at) / 7).max(5)).chain(end - 9..end);
        for place in spread {
            let mut bytes = whole.clone();
            bytes[place] ^= 1 << (place % 8);
            let (told, wrong) = read(&bytes);
            let Some(wrong) = wrong else {
                // The last byte that is packed may have bits that mean nothing.
                assert!(place == end - 9 && told == all, "{place}");
                continue;
            };
            assert!(all.starts_with(&told) && records(&told) == before, "{place}: {wrong}");
            let word = if at == 0 { "damaged at its beginning" } else { "damaged from here" };
            assert!(wrong.contains(word) && !wrong.contains("gzip"), "{place}: {wrong}");
            assert!(at == 0 || before == 0 || wrong.contains(&format!("{before} records")));
        }
        before += own;
    }
}

#[test]
fn what_other_tools_packed_opens_up_to_a_cut_too() {
    let record = "{\"record\":{\"source\":0,\"text\":\"a\"}}\n";
    let text =
        format!("{{\"ttail\":1}}\n{SOURCE}\n{record}{record}{{\"end\":{{\"records\":2}}}}\n");
    let bytes = packed(text.as_bytes());
    let (told, wrong) = read(&bytes[..bytes.len() - 5]);
    assert_eq!(records(&told), 2);
    assert!(wrong.unwrap().contains("cut off"));
    let (told, wrong) = read(&text.as_bytes()[..text.len() - 30]);
    assert_eq!(records(&told), 1);
    assert!(wrong.unwrap().contains("cut off"));
    let mut other = bytes.clone();
    let at = other.len() - 6;
    other[at] ^= 1;
    assert_eq!(read(&other).1.unwrap(), NotOpened::Damaged.to_string());
}

fn packed(lines: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(lines).unwrap();
    encoder.finish().unwrap()
}

/// The word about a session of these lines behind its first.
fn word(lines: &str) -> String {
    let text = format!("{{\"ttail\":1}}\n{lines}");
    let (_, plain) = read(text.as_bytes());
    let (_, packed) = read(&packed(text.as_bytes()));
    assert_eq!(plain, packed);
    plain.unwrap_or_default()
}

const SOURCE: &str = r#"{"source":{"id":0,"label":"a"}}"#;

#[test]
fn what_nobody_knows_is_passed_over_and_a_newer_version_is_not() {
    let lines = format!("{{\"tomorrow\":[1,{{}}]}}\n{SOURCE}\n{{\"end\":{{\"records\":0}}}}\n");
    assert_eq!(word(&lines), "");
    let newer = read(b"{\"ttail\":2}\n").1.unwrap();
    assert!(newer.contains("version 2"), "{newer}");
    for other in ["{}", "{\"ttail\":0}", "{\"ttail\":\"1\"}", "[1]", "a log"] {
        let wrong = read(other.as_bytes()).1.unwrap();
        assert!(wrong.contains("no saved session"), "{other}: {wrong}");
    }
    assert!(read(b"").1.unwrap().contains("is empty"));
}

#[test]
fn what_cannot_be_is_told_with_its_line() {
    let record = |what: &str| format!("{SOURCE}\n{{\"record\":{{\"source\":0,{what}}}}}\n");
    for (lines, wrong) in [
        ("{\"record\":{\"source\":3,\"text\":\"\"}}\n".to_owned(), "line 2 is broken: source 3"),
        (record("\"offset\":1"), "line 3 is broken: a record without a text"),
        (record("\"text\":\"\",\"offset\":9007199254740993"), "beyond any file"),
        (record("\"text\":\"\",\"time\":9223372036854775807"), "beyond all years"),
        (record("\"text\":\"\",\"time\":0,\"wall\":99999999999"), "days from its time"),
        (record("\"base64\":\"???\""), "line 3 is broken"),
        (record("\"text\":\"\\ud800\""), "line 3 is broken"),
        (format!("{SOURCE}\n{{\"grown\":{{\"source\":0,\"text\":\"\"}}}}\n"), "could have grown"),
        (format!("{SOURCE}\n{{\"post\":{{\"source\":0,\"format\":\"x\"}}}}\n"), "no format 'x'"),
        (
            format!("{SOURCE}\n{{\"post\":{{\"source\":0,\"format\":\"har\",\"same\":9}}}}\n"),
            "same",
        ),
        ("nonsense\n".to_owned(), "line 2 is broken"),
        (format!("{}\n", "[".repeat(1000)), "line 2 is broken"),
        ("{\"end\":{\"records\":7}}\n".to_owned(), "7 records"),
        ("{\"end\":{\"records\":0}}\n{}\n".to_owned(), "behind its end"),
        (String::new(), "cut off"),
        (SOURCE.to_owned(), "cut off"),
    ] {
        let word = word(&lines);
        assert!(word.contains(wrong), "{lines}: {word}");
    }
}

#[test]
fn what_unpacks_to_far_more_than_it_is_is_given_up() {
    let mut bytes = packed(b"{\"ttail\":1}\n");
    let zeros = packed(&vec![b' '; 64 << 20]);
    for _ in 0..3 {
        bytes.extend(&zeros);
    }
    let (told, wrong) = read(&bytes);
    assert!(told.is_empty());
    assert!(wrong.unwrap().contains("MiB"), "one line of 192 MiB");
    let line = format!("{{\"tomorrow\":\"{}\"}}\n", " ".repeat(1 << 20));
    let lines = packed(line.repeat(32).as_bytes());
    let mut bytes = packed(b"{\"ttail\":1}\n");
    for _ in 0..10 {
        bytes.extend(&lines);
    }
    let (_, wrong) = read(&bytes);
    assert!(wrong.unwrap().contains("bomb"));
}

#[test]
fn a_beginning_tells_a_session() {
    assert!(is_session(write(&[]).as_slice()));
    assert!(is_session(&b"{\"ttail\":1}"[..]));
    for other in [&b"{\"name\":1}"[..], b"2026-03-14 09:26:53.589 [info] x", b"", b"\x1f\x8b"] {
        assert!(!is_session(other));
    }
    assert!(!is_session(packed(b"2026-03-14 09:26:53.589 [info] x\n").as_slice()));
}

#[test]
fn what_is_redacted_is_nowhere_in_it() {
    let facts = SourceFacts {
        label: "alice.log".to_owned(),
        path: "/home/alice/logs/telemetry.log".to_owned(),
        ..SourceFacts::default()
    };
    let identity = Identity { user: Some("alice".to_owned()), ..Identity::default() };
    let source = GivenSource { facts, zone: Zone::utc(), state: SourceState::Open };
    let mut writer = Writer::new(Vec::new(), &head(), Some(Redactor::new(identity))).unwrap();
    let rules = OwnRules { file: "/home/alice/r.toml".to_owned(), text: "# alice".to_owned() };
    writer.rules(&rules).unwrap();
    writer.policy("# of alice@example.com").unwrap();
    writer.catalog(&Catalog::default()).unwrap();
    writer.source(SourceId(0), &source).unwrap();
    let text = "2026-03-14 09:00:00.000 [info] alice@example.com at /home/alice/x\n";
    let path = Some(Arc::from("/home/alice/logs/telemetry.1.log"));
    let given = Given { bytes: text.into(), path, ..Given::default() };
    writer.record(SourceId(0), &given).unwrap();
    writer.mark(SourceId(0), 0, Some("from /home/alice/x")).unwrap();
    let screen = SavedScreen { filter: "\"/home/alice/x\"".to_owned(), columns: Vec::new() };
    writer.screen(&screen, None).unwrap();
    let (bytes, written) = writer.end().unwrap();
    assert!(!written.replaced.unwrap().is_empty());
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(&*bytes), &mut text)
        .unwrap();
    assert!(!text.contains("/home/alice") && !text.contains("alice@"), "{text}");
    assert!(Reader::open(&*bytes).unwrap().head().redacted);
    assert_eq!(read(&bytes).1, None);
}

#[test]
fn a_post_says_once_what_many_say() {
    let source = Put::Source(
        0,
        Box::new(GivenSource {
            facts: SourceFacts::default(),
            zone: Zone::utc(),
            state: SourceState::Open,
        }),
    );
    let shared = vec![Around {
        scope: Scope::Common,
        key: "machine".to_owned(),
        json: format!("\"{}\"", "m".repeat(2000)),
    }];
    let record = |at: usize| {
        let own = Around { scope: Scope::Extra, key: at.to_string(), json: "1".to_owned() };
        let post =
            Post { shared: Arc::new(shared.clone()), around: vec![own], ..Post::new(Format::Otlp) };
        let given = Given { bytes: b"{}".into(), post: Some(Arc::new(post)), ..Given::default() };
        Put::Record(0, Box::new(given))
    };
    let puts: Vec<Put> = std::iter::once(source).chain((0..100).map(record)).collect();
    let bytes = write(&puts);
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(&*bytes), &mut text)
        .unwrap();
    assert_eq!(text.matches("mmm\\\"").count(), 1);
    let (told, wrong) = read(&bytes);
    assert_eq!(wrong, None);
    let Some(Told::Record(_, last)) = told.last() else { panic!("no record") };
    assert_eq!(last.post.as_ref().unwrap().said().count(), 2);
}

#[test]
fn what_is_wrong_is_a_sentence() {
    let damage = Damage { what: Wrong::Cut, records: 1 };
    assert_eq!(
        damage.to_string(),
        "it ends too early: it was cut off, is still being written, or its recording was killed; \
         the 1 record before that is shown"
    );
}

/// The example of docs/ttail.md.
fn example() -> String {
    let docs = include_str!("../../docs/ttail.md");
    let (_, rest) = docs.split_once("```json\n").unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

#[test]
fn the_example_of_the_documentation_is_a_session() {
    let example = example();
    let (told, wrong) = read(example.as_bytes());
    assert_eq!(wrong, None);
    // Every line but the first and the last tells something.
    assert_eq!(told.len(), example.lines().count() - 2);
    let Some(Told::Record(_, first)) = told.get(2) else { panic!("{told:?}") };
    let stamp = crate::frame::opening(&first.bytes, 0).and_then(|it| it.clock?.wall());
    assert_eq!(first.wall, stamp);
    let Some(Told::Source(_, source)) = told.get(1) else { panic!("{told:?}") };
    assert_eq!(source.zone.instant(stamp.unwrap()), first.time.unwrap());
    let Some(Told::Record(_, second)) = told.get(3) else { panic!("{told:?}") };
    assert_eq!(second.offset, first.bytes.len() as u64);
    // And telltail writes it so.
    let mut writer = Writer::new(Vec::new(), &head(), None).unwrap();
    writer.source(SourceId(0), source).unwrap();
    let given = Given { clock: None, ..(**first).clone() };
    writer.record(SourceId(0), &given).unwrap();
    let mut text = String::new();
    let bytes = writer.end().unwrap().0;
    std::io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(&*bytes), &mut text)
        .unwrap();
    let (wanted, found) = (example.lines().nth(3).unwrap(), text.lines().nth(2).unwrap());
    assert_eq!(wanted, found);
}

/// What a redactor who knows nobody makes of a catalog and a record.
fn redacted(catalog: &Catalog, given: &Given) -> String {
    let redactor = Redactor::new(Identity::default());
    let mut writer = Writer::new(Vec::new(), &head(), Some(redactor)).unwrap();
    writer.catalog(catalog).unwrap();
    let source =
        GivenSource { facts: SourceFacts::default(), zone: Zone::utc(), state: SourceState::Open };
    writer.source(SourceId(0), &source).unwrap();
    writer.record(SourceId(0), given).unwrap();
    let mut text = String::new();
    let bytes = writer.end().unwrap().0;
    std::io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(&*bytes), &mut text)
        .unwrap();
    text
}

#[test]
fn a_redacted_catalog_keeps_its_names_and_no_person() {
    let mut catalog = Catalog::default();
    let saved = r#"{"producer":"acme.demo","file":"/home/georg/cat.json","events":[{"name":"opened",
        "owner":"georg@acme.com","comment":"ask georg@acme.com","description":"see /home/georg/x",
        "properties":[{"name":"kind","owner":"georg@acme.com","comment":"at https://git.acme.com/x"}]}]}"#;
    catalog.restore(serde_json::from_str(saved).unwrap());
    let text = redacted(&catalog, &Given { bytes: b"x\n".as_slice().into(), ..Given::default() });
    assert!(!text.contains("georg") && !text.contains("acme.com"), "{text}");
    for name in ["acme.demo", "\"opened\"", "\"kind\""] {
        assert!(text.contains(name), "{name} in {text}");
    }
}

#[test]
fn a_redacted_record_is_the_same_from_its_beginning_to_its_end() {
    let text = "2026-03-14 09:00:00.000 [info] georg asked db7: {\"host\":\"db7.acme.com\",\"userName\":\"georg\"}\n";
    let given = Given { bytes: text.into(), ..Given::default() };
    let text = redacted(&Catalog::default(), &given);
    assert!(!text.contains("georg") && !text.contains("db7.acme"), "{text}");
}

#[test]
fn what_stands_around_a_redacted_record_is_told_by_its_keys() {
    let own = Around {
        scope: Scope::Common,
        key: "host.name".to_owned(),
        json: "\"db7.acme.com\"".to_owned(),
    };
    let user = Around { scope: Scope::Common, key: "user".to_owned(), json: "\"jo\"".to_owned() };
    let post = Post {
        host: Some("otel.acme.com".to_owned()),
        url: Some("https://otel.acme.com/v1/logs".to_owned()),
        around: vec![own, user],
        ..Post::new(Format::Otlp)
    };
    let given =
        Given { bytes: b"{}".as_slice().into(), post: Some(Arc::new(post)), ..Given::default() };
    let text = redacted(&Catalog::default(), &given);
    assert!(!text.contains("acme.com") && !text.contains("\\\"jo\\\""), "{text}");
    assert!(text.contains("host.name") && text.contains("/v1/logs"), "{text}");
}

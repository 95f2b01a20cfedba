//! A view is what the question says, however it came about.

mod blaming;
mod finding;
mod model;
mod reading;
mod span;

use proptest::prelude::*;
use rstest::rstest;

use crate::event::{EventId, Instant, Kind, Level, SourceId, Zone};
use crate::query::{Context, Predicate};
use crate::store::{EventLog, Facet, FacetKey, Reread, Sealed, Tie};

use super::thresholds::Thresholds;
use super::*;
use model::{Made, made, names, small_log};

/// A question of the filter language, with everything chosen.
fn asked(text: &str) -> Question {
    Question { predicate: predicate(text), ..Question::default() }
}

fn predicate(text: &str) -> Predicate {
    Predicate::read(text, &Context::default()).unwrap()
}

/// Of these small logs much is many.
const SMALL: Thresholds = Thresholds { many: 8, few: 8, alone: 12, of_segment: 3, room: 3 };

fn thresholds() -> impl Strategy<Value = Thresholds> {
    prop_oneof![3 => Just(SMALL), 1 => Just(Thresholds::default())]
}

/// A view that has seen all of a log.
fn seen(log: &EventLog, question: Question) -> View {
    let mut view = View::with(SMALL, question);
    assert!(view.advance(log, usize::MAX));
    view
}

fn shown(view: &View) -> Vec<u32> {
    view.ids().iter().map(|id| id.0).collect()
}

/// The values of a dimension by name, with their counts.
fn counts(log: &EventLog, view: &View, facet: Facet) -> Vec<(String, u64)> {
    let values = view.counts().values(facet);
    values.map(|(key, count)| (log.facet_name(facet, key).to_owned(), count)).collect()
}

/// The key of a value, by name.
fn key(log: &EventLog, view: &View, facet: Facet, name: &str) -> FacetKey {
    let found = view.counts().values(facet).find(|(key, _)| log.facet_name(facet, *key) == name);
    found.unwrap().0
}

fn pairs(of: &[(&str, u64)]) -> Vec<(String, u64)> {
    of.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

#[test]
fn a_view_shows_what_passes_in_merged_order() {
    let log = small_log();
    assert_eq!(shown(&seen(&log, asked(""))), [0, 3, 1, 2, 4, 5]);
    assert_eq!(shown(&seen(&log, asked("level:usage"))), [0, 3, 2]);
    assert_eq!(shown(&seen(&log, asked("prop.n>2"))), [3, 4]);
    assert_eq!(shown(&seen(&log, asked("PLUM"))), [1, 5]);
    assert_eq!(shown(&seen(&log, asked("kind:log or event:picked"))), [0, 5]);
    assert!(seen(&log, asked("pear")).ids().is_empty());
}

#[test]
fn what_classes_tell_takes_no_budget() {
    let log = small_log();
    for question in ["", "level:usage", "-event:spilled"] {
        let mut view = View::new(asked(question));
        assert!(view.advance(&log, 0));
        assert_eq!((view.scanned(), view.progress()), (6, (6, 6)));
        assert_eq!(shown(&view), shown(&seen(&log, asked(question))));
    }
}

#[test]
fn text_is_searched_within_a_budget_and_from_the_newest_on() {
    let log = small_log();
    let mut view = View::new(asked("plum"));
    assert!(!view.advance(&log, 0));
    assert_eq!((view.progress(), shown(&view)), ((0, 6), vec![]));
    assert!(!view.advance(&log, 2));
    assert_eq!((view.progress(), shown(&view)), ((2, 6), vec![5]));
    assert!(!view.advance(&log, 3));
    assert_eq!((view.progress(), shown(&view)), ((5, 6), vec![1, 5]));
    assert!(view.advance(&log, 1));
    assert_eq!((view.progress(), shown(&view)), ((6, 6), vec![1, 5]));
    assert!(view.advance(&log, 100));
}

#[test]
fn a_position_is_where_an_event_stands_or_would() {
    let log = small_log();
    let view = seen(&log, asked("level:usage"));
    assert_eq!(view.position(&log, EventId(3)), Ok(1));
    assert_eq!(view.position(&log, EventId(1)), Err(2));
    assert_eq!(view.position(&log, EventId(5)), Err(3));
}

#[test]
fn counts_of_a_dimension_apply_every_term_but_its_own() {
    let log = small_log();
    let all = seen(&log, asked(""));
    assert_eq!(counts(&log, &all, Facet::Level), pairs(&[("usage", 3), ("error", 2), ("info", 1)]));
    assert_eq!(
        counts(&log, &all, Facet::Purpose),
        pairs(&[("PerformanceAndHealth", 1), ("FeatureInsight", 3), ("unknown", 2),])
    );
    let mut question = asked("");
    let error = key(&log, &all, Facet::Level, "error");
    *question.selections.of_mut(Facet::Level) = Selection::Only([error].into());
    let view = seen(&log, question.clone());
    assert_eq!(shown(&view), [1, 4]);
    // Its own dimension still says what another choice would show …
    assert_eq!(counts(&log, &view, Facet::Level), counts(&log, &all, Facet::Level));
    // … and the others count what is shown; values without an event are there with zero.
    assert_eq!(counts(&log, &view, Facet::Event), pairs(&[("picked", 0), ("spilled", 2)]));
    let source = key(&log, &all, Facet::Source, "s1");
    *question.selections.of_mut(Facet::Source) = Selection::Except([source].into());
    let view = seen(&log, question.clone());
    assert_eq!(shown(&view), [1]);
    assert_eq!(
        counts(&log, &view, Facet::Level),
        pairs(&[("usage", 2), ("error", 1), ("info", 0)])
    );
    assert_eq!(counts(&log, &view, Facet::Source), pairs(&[("s0", 1), ("s1", 1)]));
    // The filter text counts everywhere.
    let view = seen(&log, Question { predicate: predicate("event:picked"), ..question });
    assert!(view.ids().is_empty());
    assert_eq!(
        counts(&log, &view, Facet::Level),
        pairs(&[("usage", 1), ("error", 0), ("info", 0)])
    );
}

#[test]
fn what_comes_later_passes_who_excluded_and_not_who_asked_for_one() {
    let (one, two, new) = (FacetKey(1), FacetKey(2), FacetKey(9));
    let mut hidden = Selection::All;
    hidden.toggle(one);
    assert_eq!(hidden, Selection::Except([one].into()));
    assert!(!hidden.contains(one) && hidden.contains(two) && hidden.contains(new));
    hidden.toggle(two);
    assert!(!hidden.contains(two));
    hidden.toggle(one);
    hidden.toggle(two);
    assert_eq!(hidden, Selection::All);
    let mut only = Selection::Only([one].into());
    assert!(only.contains(one) && !only.contains(new));
    only.toggle(two);
    only.toggle(one);
    assert_eq!(only, Selection::Only([two].into()));
}

#[test]
fn inverting_twice_changes_nothing() {
    let some = || [FacetKey(1), FacetKey(2)].into();
    for before in [
        Selection::All,
        Selection::Only([].into()),
        Selection::Only(some()),
        Selection::Except(some()),
    ] {
        let mut after = before.clone();
        after.invert();
        for key in (0..4).map(FacetKey) {
            assert_ne!(after.contains(key), before.contains(key), "{before:?}");
        }
        after.invert();
        assert_eq!(after, before);
    }
}

#[test]
fn an_event_without_a_value_passes_unless_particular_ones_are_asked_for() {
    let log = small_log();
    let all = seen(&log, asked(""));
    // Event 5 is a log line: it has no destination.
    let github = key(&log, &all, Facet::Destination, "github");
    let with = |selection: Selection| {
        let mut question = asked("");
        *question.selections.of_mut(Facet::Destination) = selection;
        shown(&seen(&log, question))
    };
    assert_eq!(with(Selection::Except([github].into())), [0, 1, 2, 5]);
    assert_eq!(with(Selection::Only([github].into())), [3, 4]);
    assert!(with(Selection::Only([].into())).is_empty());
}

#[test]
fn selections_are_filter_text_that_means_the_same() {
    let log = small_log();
    let all = seen(&log, asked(""));
    for facet in Facet::ALL {
        for (value, _) in all.counts().values(facet) {
            for selection in [
                Selection::Only([value].into()),
                Selection::Except([value].into()),
                Selection::Only([].into()),
            ] {
                let mut question = asked("");
                *question.selections.of_mut(facet) = selection;
                let terms = question.selections.terms(&log);
                assert_eq!(terms.len(), 1);
                let text = asked(&terms[0].1);
                assert_eq!(shown(&seen(&log, text)), shown(&seen(&log, question)), "{terms:?}");
            }
        }
    }
    assert!(asked("").selections.terms(&log).is_empty());
    let every = (0..6).map(FacetKey).collect();
    let mut question = asked("");
    *question.selections.of_mut(Facet::Purpose) = Selection::Except(every);
    let text = asked(&question.selections.terms(&log)[0].1);
    assert_eq!(shown(&seen(&log, text)), [5]);
    assert_eq!(shown(&seen(&log, question)), [5]);
}

#[rstest]
#[case("plain.name/with-all_$")]
#[case("two words")]
#[case("a,b")]
#[case("star*and?mark")]
#[case("quo\"te'd")]
#[case("back\\slash")]
#[case("line\nbreak\ttab")]
#[case("esc\u{1b}[31m\u{0}nul")]
#[case("bidi\u{202e}zero\u{200b}tag\u{e0041}")]
#[case("-minus")]
#[case("/slash/")]
#[case("(paren)")]
#[case("not")]
#[case("or")]
#[case("1..2")]
#[case("ünï☃😀")]
#[case("é")]
#[case("Picked")]
fn any_name_can_be_asked_for_by_filter_text(#[case] name: &'static str) {
    let mut log = model::log_of(1);
    for event in ["picked", name, "other"] {
        model::named(event).append(&mut log, SourceId(0));
    }
    let all = seen(&log, asked(""));
    let value = key(&log, &all, Facet::Event, name);
    for (selection, expected) in [
        (Selection::Only([value].into()), vec![1]),
        (Selection::Except([value].into()), vec![0, 2]),
    ] {
        let mut question = asked("");
        *question.selections.of_mut(Facet::Event) = selection;
        let terms = question.selections.terms(&log);
        assert_eq!(shown(&seen(&log, asked(&terms[0].1))), expected, "{terms:?}");
        assert_eq!(shown(&seen(&log, question)), expected);
    }
}

#[test]
fn a_needle_is_text_in_any_case_or_a_regex() {
    let needle = |typed: &str| Needle::new(typed).unwrap();
    assert!(needle("pLuM").is_in(b"a Plum"));
    assert!(needle("a.b").is_in(b"a.b") && !needle("a.b").is_in(b"axb"));
    assert!(needle("/a.b/").is_in(b"aXb"));
    assert!(needle("/A.b/").is_in(b"Axb") && !needle("/A.b/").is_in(b"axb"));
    // What only begins like a regex is text.
    assert!(needle("/usr").is_in(b"in /usr/bin"));
    assert!(needle("//").is_in(b"https://"));
    assert!(Needle::new("/(/").unwrap_err().contains("unclosed"));
    assert!(Needle::new("/x{1000}{1000}{1000}/").is_err());
    assert!(needle("x").is_in(b"\xff\xfe x"));
}

#[test]
fn hits_are_where_a_needle_is_between_whole_characters() {
    let hits = |typed: &str, text: &str| Needle::new(typed).unwrap().hits(text).collect::<Vec<_>>();
    assert_eq!(hits("ä", "xÄxä"), [1..3, 4..6]);
    assert_eq!(hits("/x*/", "axxb"), vec![1..3]);
    assert!(hits("/(?-u:\\xa4)/", "ä").is_empty());
}

/// What is counted by `fields`, as `values: count`.
fn grouped(log: &EventLog, question: &str, fields: &[&str]) -> Vec<String> {
    let fields: Vec<StatsField> = fields.iter().map(|name| name.parse().unwrap()).collect();
    let groups = stats(log, &seen(log, asked(question)), &fields);
    groups.iter().map(|it| format!("{}: {}", it.values.join(" "), it.count)).collect()
}

#[test]
fn stats_group_by_the_values_of_fields() {
    let log = small_log();
    assert_eq!(grouped(&log, "", &["level"]), ["usage: 3", "error: 2", "info: 1"]);
    assert_eq!(
        grouped(&log, "", &["kind", "event"]),
        ["event spilled: 4", "event picked: 1", "log : 1"]
    );
    assert_eq!(
        grouped(&log, "kind:event", &["purpose"]),
        ["FeatureInsight: 2", "unknown: 2", "FeatureInsight,PerformanceAndHealth: 1"]
    );
    assert_eq!(grouped(&log, "", &["prop.n"]), [": 3", "1: 1", "3: 1", "4: 1"]);
    assert_eq!(grouped(&log, "level:error", &[]), [": 2"]);
    assert!(grouped(&log, "pear", &["level"]).is_empty());
}

#[test]
fn stats_sum_up_to_what_is_shown() {
    let log = small_log();
    for question in ["", "level:usage", "plum"] {
        let view = seen(&log, asked(question));
        let rows = || view.ids().iter().filter_map(|id| log.row(*id));
        for fields in [&["level"][..], &["event", "source"], &["prop.n", "purpose", "time"]] {
            let fields: Vec<StatsField> = fields.iter().map(|name| name.parse().unwrap()).collect();
            let groups = stats(&log, &view, &fields);
            let count: u64 = groups.iter().map(|group| group.count).sum();
            let bytes: u64 = groups.iter().map(|group| group.bytes).sum();
            assert_eq!(count, view.ids().len() as u64);
            assert_eq!(bytes, rows().map(|row| row.size()).sum::<u64>());
            let first = groups.iter().filter_map(|group| group.first).min();
            let last = groups.iter().filter_map(|group| group.last).max();
            assert_eq!(first, rows().filter_map(|row| row.time()).min());
            assert_eq!(last, rows().filter_map(|row| row.time()).max());
        }
    }
}

#[rstest]
#[case("foo", "'foo' is no field; name one as in a filter: level, prop.KEY")]
#[case("levle", "'levle' is no field; did you mean level?")]
#[case("", "'' is no field; name one as in a filter: level, prop.KEY")]
#[case("level kind", "'level kind' is no field; name one as in a filter: level, prop.KEY")]
#[case("level or x", "'level or x' is no field; name one as in a filter: level, prop.KEY")]
#[case("prop.", "'prop.' is no field; name one as in a filter: level, prop.KEY")]
fn what_is_no_field_is_not_counted_by(#[case] name: &str, #[case] expected: &str) {
    assert_eq!(name.parse::<StatsField>().unwrap_err(), expected);
}

/// One thing that happens to a log or to the view of it.
#[derive(Clone, Debug)]
enum Deed {
    Append(SourceId, Made),
    Amend(SourceId, Made),
    Batch(SourceId, Vec<Made>),
    Zone(Vec<SourceId>, &'static str),
    Pair(u32, u32),
    Settle,
    Advance(usize),
    Narrow(Option<Span>),
}

impl Deed {
    fn do_to(&self, log: &mut EventLog, view: &mut View) {
        let event = |at: u32| EventId(at % log.len().max(1) as u32);
        match self {
            Self::Append(source, made) => drop(made.append(log, *source)),
            Self::Amend(source, made) => made.amend(log, *source),
            Self::Batch(source, made) => model::append_batch(log, *source, made, Sealed::pack),
            Self::Zone(sources, zone) => log.set_zone(sources, &Zone::given(zone).unwrap()),
            Self::Pair(a, b) => {
                let (a, b) = (event(*a), event(*b));
                if !log.is_empty() && a != b {
                    log.link(a, b, Tie::Pair);
                }
            }
            Self::Settle => log.settle(),
            Self::Advance(budget) => drop(view.advance(log, *budget)),
            Self::Narrow(span) => {
                view.take_in(log);
                *view = view.narrowed(log, *span);
            }
        }
    }
}

fn deed() -> impl Strategy<Value = Deed> {
    let source = || (0..3_u16).prop_map(SourceId);
    prop_oneof![
        6 => (source(), made()).prop_map(|(source, made)| Deed::Append(source, made)),
        3 => (source(), made()).prop_map(|(source, made)| Deed::Amend(source, made)),
        2 => (source(), prop::collection::vec(made(), 1..20))
            .prop_map(|(source, made)| Deed::Batch(source, made)),
        1 => (prop::collection::vec(source(), 1..3), prop::sample::select(vec!["UTC", "+02:00"]))
            .prop_map(|(sources, zone)| Deed::Zone(sources, zone)),
        1 => any::<(u32, u32)>().prop_map(|(a, b)| Deed::Pair(a, b)),
        1 => Just(Deed::Settle),
        4 => (0..9_usize).prop_map(Deed::Advance),
        1 => span().prop_map(Deed::Narrow),
    ]
}

fn selection() -> impl Strategy<Value = Selection> {
    let keys = || prop::collection::btree_set((0..6_u32).prop_map(FacetKey), 0..4);
    prop_oneof![
        3 => Just(Selection::All),
        1 => keys().prop_map(Selection::Only),
        1 => keys().prop_map(Selection::Except),
    ]
}

fn span() -> impl Strategy<Value = Option<Span>> {
    let at = || prop::option::of((0..60_i64).prop_map(Instant));
    prop::option::of((at(), at()).prop_map(|(from, to)| Span { from, to }))
}

fn question() -> impl Strategy<Value = Question> {
    let texts = [
        "",
        "level:error",
        "prop.n>2",
        "-event:spilled",
        "plum",
        "-plum",
        "/n.:[0-9]/",
        "kind:log or dest:github",
        "event:picked or plum",
        "size>60 plum",
        "source:s1",
        "on:both",
        "on:both or plum",
        "time>=1970-01-01T00:00:00.020Z",
        "time<1970-01-01T00:00:00.020Z prop.n=1",
    ];
    let text = prop::sample::select(texts.to_vec());
    let selections = prop::collection::vec(selection(), Facet::ALL.len());
    (text, selections, span()).prop_map(|(text, chosen, span)| {
        let mut question = Question { span, ..asked(text) };
        for (facet, selection) in Facet::ALL.into_iter().zip(chosen) {
            *question.selections.of_mut(facet) = selection;
        }
        question
    })
}

/// What a question shows and counts, by its definition and nothing else.
fn by_definition(
    log: &EventLog,
    question: &Question,
) -> (Vec<EventId>, Vec<(Facet, FacetKey, u64)>) {
    let chosen = |id: EventId, facet: Facet| {
        let values = names(log, id, facet);
        match question.selections.of(facet) {
            Selection::All => true,
            Selection::Only(keys) => values.iter().any(|value| keys.contains(value)),
            Selection::Except(keys) => {
                values.is_empty() || values.iter().any(|value| !keys.contains(value))
            }
        }
    };
    let filtered = |id: EventId| {
        let row = log.row(id).unwrap();
        matches(log, row, &question.predicate)
            && question.span.is_none_or(|span| span.contains(row.time()))
    };
    let mut ids: Vec<EventId> = (0..log.len() as u32).map(EventId).collect();
    let mut counts = Vec::new();
    for facet in Facet::ALL {
        let others = |id: EventId| {
            filtered(id) && Facet::ALL.into_iter().all(|it| it == facet || chosen(id, it))
        };
        let mut values: Vec<FacetKey> = ids.iter().flat_map(|id| names(log, *id, facet)).collect();
        values.sort_unstable();
        values.dedup();
        for value in values {
            let having = ids.iter().filter(|id| names(log, **id, facet).contains(&value));
            counts.push((facet, value, having.filter(|id| others(**id)).count() as u64));
        }
    }
    ids.retain(|id| filtered(*id) && Facet::ALL.into_iter().all(|facet| chosen(*id, facet)));
    ids.sort_by_key(|id| log.merge_key(*id));
    (ids, counts)
}

fn counted(view: &View) -> Vec<(Facet, FacetKey, u64)> {
    let of = |facet| view.counts().values(facet).map(move |(key, count)| (facet, key, count));
    Facet::ALL.into_iter().flat_map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_view_that_grew_is_the_view_that_is_made_at_once(
        deeds in prop::collection::vec(deed(), 0..60),
        question in question(),
        thresholds in thresholds(),
    ) {
        let mut log = model::log_of(3);
        let mut view = View::with(thresholds, question.clone());
        for deed in &deeds {
            deed.do_to(&mut log, &mut view);
        }
        prop_assert!(view.advance(&log, usize::MAX));
        let question = Question { span: view.question().span, ..question };
        let at_once = seen(&log, question.clone());
        prop_assert_eq!(view.ids(), at_once.ids());
        prop_assert_eq!(counted(&view), counted(&at_once));
        let (ids, counts) = by_definition(&log, &question);
        prop_assert_eq!(view.ids(), ids);
        prop_assert_eq!(counted(&view), counts);
        prop_assert_eq!(summed(&view), by_counting(&log, &view));
        prop_assert_eq!(summed(&at_once), by_counting(&log, &view));
        for facet in Facet::ALL.into_iter().filter(|facet| *facet != Facet::Source) {
            prop_assert_eq!(groups(&log, &view, facet), groups(&log, &at_once, facet));
            check_groups(&log, &view, facet)?;
        }
    }

    #[test]
    fn what_is_shown_before_all_is_searched_is_a_part_of_what_will_be(
        made in prop::collection::vec((0..2_u16, prop::collection::vec(made(), 1..20)), 1..8),
        question in question(),
        budget in 1..30_usize,
        thresholds in thresholds(),
    ) {
        let mut log = model::log_of(2);
        for (source, made) in &made {
            model::append_batch(&mut log, SourceId(*source), made, Sealed::pack);
        }
        log.settle();
        let whole = seen(&log, question.clone());
        let mut view = View::with(thresholds, question);
        loop {
            let (before, was) = (view.progress().0, view.ids().len());
            let done = view.advance(&log, budget);
            prop_assert!(view.ids().len() >= was);
            prop_assert!(view.ids().iter().all(|id| whole.position(&log, *id).is_ok()));
            prop_assert!(view.ids().is_sorted_by_key(|id| log.merge_key(*id)));
            if done {
                break;
            }
            prop_assert!(view.progress().0 > before);
        }
        prop_assert_eq!(view.ids(), whole.ids());
        prop_assert_eq!(view.progress(), (log.len(), log.len()));
    }
}

/// The sums that a view keeps: its timeline, and how much there is of each class.
fn summed(view: &View) -> (Timeline, Vec<Volume>) {
    let chart = view.chart().unwrap();
    let used = chart.volumes().iter().rposition(|it| it.count > 0).map_or(0, |at| at + 1);
    (chart.timeline().clone(), chart.volumes()[..used].to_vec())
}

/// The same, counted plainly: the timeline as if nothing were left out for its time.
fn by_counting(log: &EventLog, view: &View) -> (Timeline, Vec<Volume>) {
    let (mut timeline, mut volumes) = (Timeline::default(), Vec::<Volume>::new());
    let (ids, _) = by_definition(log, &Question { span: None, ..view.question().clone() });
    for row in ids.iter().filter_map(|id| log.row(*id)) {
        if let Some(time) = row.time() {
            timeline.add(time, row.level());
        }
    }
    for row in view.ids().iter().filter_map(|id| log.row(*id)) {
        let at = row.class_id().index();
        volumes.resize(volumes.len().max(at + 1), Volume::default());
        volumes[at].add(row.time(), row.size());
    }
    (timeline, volumes)
}

/// Whether the groups of a view are what its events make of them.
fn check_groups(log: &EventLog, view: &View, facet: Facet) -> Result<(), TestCaseError> {
    let all = groups(log, view, facet).unwrap();
    let rows = || view.ids().iter().filter_map(|id| log.row(*id));
    prop_assert_eq!(all.total.count as usize, rows().count());
    let mut keys: Vec<FacetKey> = rows().flat_map(|row| names(log, row.id(), facet)).collect();
    keys.sort_unstable();
    keys.dedup();
    prop_assert_eq!(all.groups.iter().map(|group| group.key).collect::<Vec<_>>(), keys);
    for group in all.groups {
        let having = rows().filter(|row| names(log, row.id(), facet).contains(&group.key));
        let (mut volume, mut trend) = (Volume::default(), vec![0; group.trend.len()]);
        for row in having {
            volume.add(row.time(), row.size());
            if let Some(time) = row.time().filter(|_| !trend.is_empty()) {
                trend[((time.0 - all.start.0) / all.width) as usize] += 1;
            }
        }
        prop_assert_eq!(group.volume, volume);
        prop_assert_eq!(group.trend, trend);
    }
    Ok(())
}

/// A saved file that is another now.
#[derive(Debug)]
struct Changed;

impl Reread for Changed {
    fn read_at(&self, _: u64, _: &mut [u8]) -> Result<(), String> {
        Err("the file has changed".to_owned())
    }
}

#[test]
fn of_text_that_is_gone_nothing_is_claimed_and_it_is_counted() {
    let mut log = model::log_of(1);
    let made: Vec<Made> = (0..20).map(|_| model::named("picked")).collect();
    model::append_batch(&mut log, SourceId(0), &made, |text| Sealed::Saved {
        file: std::sync::Arc::new(Changed),
        offset: 0,
        len: text.len(),
    });
    for question in ["plum", "-plum", "/[0-9]/", "-prop.n:1", "event:picked picked"] {
        let view = seen(&log, asked(question));
        assert_eq!((view.ids().len(), view.unread()), (0, 20), "{question}");
    }
    for question in ["event:picked", "note:changed", "size>3", "event:picked or plum"] {
        let view = seen(&log, asked(question));
        assert_eq!((view.ids().len(), view.unread()), (20, 0), "{question}");
    }
}

proptest! {
    #[test]
    fn a_timeline_is_the_same_in_any_order_and_from_any_parts(
        times in prop::collection::vec((prop_oneof![
            0..5000_i64, -3_000_000..3_000_000_i64, any::<i64>()
        ], 0..9_usize), 0..60),
        at in 0..60_usize,
    ) {
        let of = |times: &[(i64, usize)]| {
            let mut timeline = Timeline::default();
            for (time, level) in times {
                timeline.add(Instant(*time), Level::ALL.get(*level).copied());
            }
            timeline
        };
        let whole = of(&times);
        let reversed: Vec<_> = times.iter().rev().copied().collect();
        prop_assert_eq!(&of(&reversed), &whole);
        let (a, b) = times.split_at(at.min(times.len()));
        let mut joined = of(a);
        joined.join(&of(b));
        prop_assert_eq!(&joined, &whole);
        prop_assert!(whole.buckets().len() <= 512);
        let sum: u32 = whole.buckets().iter().flatten().sum();
        prop_assert_eq!(sum as usize, times.len());
        let least = times.iter().map(|(time, _)| Instant(*time)).min();
        prop_assert_eq!(whole.range().map(|range| range.0), least);
    }
}

#[test]
fn the_small_log_has_every_kind_of_value() {
    let log = small_log();
    let rows: Vec<_> = (0..6).map(|id| log.row(EventId(id)).unwrap()).collect();
    assert!(rows.iter().any(|row| row.kind() == Kind::Log && row.level() == Some(Level::Info)));
    assert!(rows.iter().any(|row| row.purposes().iter().count() == 2));
}

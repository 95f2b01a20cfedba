//! What filters mean, as tables of filter and answer.

use rstest::rstest;

use super::{Sample, ask, at, context, event, log_entry};
use crate::event::{Instant, Kind, Level, LogLevel, Zone};
use crate::query::{Edge, Field, Truth, Value, parse_time};

fn holds(filter: &str, expected: bool) {
    assert_eq!(ask(filter, &event()), Truth::from(expected), "{filter}");
}

#[rstest]
#[case("", true)]
#[case("level:error", true)]
#[case("Level:ERR", true)]
#[case("level:usage,error", true)]
#[case("level:(usage, crash)", false)]
#[case("level=error", true)]
#[case("level!=error", false)]
#[case("level!=usage,crash", true)]
#[case("level:e* kind:event", true)]
#[case("level~^err", true)]
#[case("kind:log", false)]
#[case("dest:github", true)]
#[case("dest=github", false)]
#[case("dest=github-enhanced", true)]
#[case("destination:gh", true)]
#[case("dest:gh-std", false)]
#[case("dest:ms", false)]
#[case("dest:ms,gh", true)]
#[case("dest:*enhanced", true)]
#[case("by:rule", true)]
#[case("by:guess,wire", false)]
#[case("purpose:feature", true)]
#[case("purpose:perf", true)]
#[case("purpose:business", false)]
#[case("purpose=featureinsight", true)]
#[case("declared:no", true)]
#[case("declared:yes,unknown", false)]
#[case("on:wire", true)]
#[case("on=wire", false)]
fn words_match_by_beginning_alias_and_family(#[case] filter: &str, #[case] expected: bool) {
    holds(filter, expected);
}

#[rstest]
#[case("name:copilot", true)]
#[case("name:github.copilot-chat/*", true)]
#[case("name:request*", false)]
#[case("name:\"request*\"", false)]
#[case("name:*/request.erro?", true)]
#[case("name=github.copilot-chat/request.error", false)]
#[case("name=GitHub.copilot-chat/request.error", true)]
#[case("ext:acme.*", false)]
#[case("ext:GITHUB.*", true)]
#[case("name~/^github\\./", true)]
#[case("name~^github", true)]
#[case("name~\"^Github\"", false)]
#[case("name~/^Github/i", true)]
#[case("name!~copilot", false)]
#[case("name:/^copilot/", false)]
#[case("name:/^github/,x", true)]
#[case("event:error", true)]
#[case("version:0.31.*", true)]
#[case("version:31", true)]
#[case("undeclared:gitRepoName", true)]
#[case("undeclared:nothing", false)]
#[case("has:undeclared", true)]
#[case("truncated:yes", true)]
#[case("redacted:yes", false)]
fn text_matches_by_part_glob_or_regex(#[case] filter: &str, #[case] expected: bool) {
    holds(filter, expected);
}

#[rstest]
#[case("prop.languageId:rust,ts", true)]
#[case("prop.languageid:rust", false)]
#[case("prop.languageId:RUS", true)]
#[case("prop.languageId=RUST", false)]
#[case("prop.path:/home/alice", true)]
#[case("prop.path:/home/alice/", true)]
#[case("prop.path=/home/alice/a.rs", true)]
#[case("prop.path:*.rs", true)]
#[case("prop.path:../a.rs", false)]
#[case("prop.count:15", true)]
#[case("prop.count:15.0", true)]
#[case("prop.count:5", false)]
#[case("prop.count:\"5\"", true)]
#[case("prop.count=15", true)]
#[case("prop.count>=15", true)]
#[case("prop.count>15", false)]
#[case("prop.count:10..20", true)]
#[case("prop.count:..14", false)]
#[case("prop.count:15..", true)]
#[case("prop.retries:3", true)]
#[case("prop.retries=3", true)]
#[case("prop.retries!=3", false)]
#[case("prop.retries<3", false)]
#[case("prop.id:12345678901234567890", true)]
#[case("prop.id:12345678901234567891", false)]
#[case("prop.trusted:true", true)]
#[case("prop.trusted:false", false)]
#[case("prop.trusted:tr", false)]
#[case("prop.trusted:tr*", true)]
#[case("prop.trusted:1", false)]
#[case("prop.trusted=true", true)]
#[case("prop.parent:null", true)]
#[case("prop.nested:null", false)]
#[case("prop.nested:\"null\"", true)]
#[case("prop.languageId:null", false)]
#[case("has:prop.parent", true)]
#[case("prop.\"any key\":\"x y\"", true)]
#[case("prop.languageId>5", false)]
#[case("prop.count>abc", false)]
#[case("prop.ratio>50%", true)]
#[case("prop.ratio:..50%", false)]
#[case("m.timeToFirstToken>500", true)]
#[case("m.timeToFirstToken>500ms", true)]
#[case("m.timeToFirstToken>1s", false)]
#[case("m.timeToFirstToken:0.5s..1s", true)]
#[case("common.common.extname:copilot", true)]
#[case("size>8KB", true)]
#[case("size<=8KB", false)]
#[case("size:8KB..9KB", true)]
#[case("size:8200", true)]
#[case("seq:17 line=5", true)]
#[case("seq:18..", false)]
#[case("seq~7$", true)]
fn properties_compare_as_what_they_are(#[case] filter: &str, #[case] expected: bool) {
    holds(filter, expected);
}

#[rstest]
#[case("prop.gone:x", false)]
#[case("prop.gone>1", false)]
#[case("prop.gone~x", false)]
#[case("prop.gone!=x", true)]
#[case("prop.gone!~x", true)]
#[case("-prop.gone:x", true)]
#[case("has:prop.gone", false)]
#[case("not has:note", true)]
#[case("has:prop.gone,time", true)]
fn a_missing_field_compares_false_and_its_negation_true(
    #[case] filter: &str,
    #[case] expected: bool,
) {
    holds(filter, expected);
}

#[rstest]
#[case("REQUEST", true)]
#[case("café", true)]
#[case("CAFÉ", true)]
#[case("\"request.error {\"", true)]
#[case("request error", true)]
#[case("request nothing", false)]
#[case("request or nothing", true)]
#[case("-nothing", true)]
#[case("!nothing", true)]
#[case("not request", false)]
#[case("/request\\.err?or/", true)]
#[case("/Request/", false)]
#[case("/Request/i", true)]
#[case("-/nothing/", true)]
#[case("request*", false)]
#[case("text:request", true)]
fn bare_text_searches_the_whole_record(#[case] filter: &str, #[case] expected: bool) {
    holds(filter, expected);
}

#[rstest]
#[case("level:usage or level:error kind:event", true)]
#[case("(level:usage or level:error) kind:log", false)]
#[case("level:usage || level:error && kind:log", false)]
#[case("level:usage | level:error & kind:event", true)]
#[case("level:usage|level:error", true)]
#[case("NOT (level:usage OR kind:log)", true)]
#[case("not not level:error", true)]
#[case("-(level:error kind:log) dest:gh", true)]
#[case("level:error and not dest:ms", true)]
fn connectives_bind_as_usual(#[case] filter: &str, #[case] expected: bool) {
    holds(filter, expected);
}

#[rstest]
#[case("time:2026-11-21", true)]
#[case("time:2026-11-20", false)]
#[case("time=2026-11-21T14:02", true)]
#[case("time:14:02", true)]
#[case("time:14:02:30", true)]
#[case("time:14:02:30.2", true)]
#[case("time:14:02:30.3", false)]
#[case("time:14:03", false)]
#[case("time:14:02..14:05", true)]
#[case("time:13:00..14:02", true)]
#[case("time:..14:01", false)]
#[case("time:14:03..", false)]
#[case("time>14:02", false)]
#[case("time>=14:02", true)]
#[case("time<14:02", false)]
#[case("time<=14:02", true)]
#[case("time>-5m", true)]
#[case("time>-2m", false)]
#[case("time:-5m..-1m", true)]
#[case("time:-1h30m..now", true)]
#[case("time>\"5m ago\"", true)]
#[case("time:2026-11-21T12:02Z", true)]
#[case("time:2026-11-21T07:02-05:00", true)]
#[case("time:\"2026-11-21 14:02\"..\"2026-11-21 14:03\"", true)]
#[case("time!=2026-11-21", false)]
fn a_time_is_as_long_as_it_is_precise(#[case] filter: &str, #[case] expected: bool) {
    holds(filter, expected);
}

#[rstest]
#[case("level>=warning", true)]
#[case("level>warn", true)]
#[case("level>error", false)]
#[case("level<=error", true)]
#[case("level>=usage", false)]
#[case("level<crash", false)]
#[case("level:info..error", true)]
#[case("level:critical..", false)]
#[case("level:error", true)]
#[case("log>=warn", true)]
#[case("log:info..error", true)]
#[case("log<error", false)]
#[case("message:exited", true)]
#[case("message:\"why?\"", true)]
#[case("message:*why?", true)]
fn levels_compare_within_their_vocabulary(#[case] filter: &str, #[case] expected: bool) {
    let entry = log_entry(Level::Error, LogLevel::Error);
    assert_eq!(ask(filter, &entry), Truth::from(expected), "{filter}");
}

#[test]
fn a_level_of_the_other_vocabulary_is_neither_above_nor_below() {
    for filter in ["level>=warning", "level<warning", "level>=trace"] {
        holds(filter, false);
    }
    holds("level>=usage level<crash", true);
    let raw = Sample::default().with(Field::Level, &[Value::Level(Level::Error, Kind::Raw)]);
    assert_eq!(ask("level>=error", &raw), Truth::False);
}

#[rstest]
#[case("2026-11-21", "2026-11-20T22:00:00Z", "2026-11-21T22:00:00Z")]
#[case("2026-11-21T01:43", "2026-11-20T23:43:00Z", "2026-11-20T23:44:00Z")]
#[case("2026-11-21 01:43:10.5", "2026-11-20T23:43:10.5Z", "2026-11-20T23:43:10.6Z")]
#[case("2026-11-21T01:43:10.123456Z", "2026-11-21T01:43:10.123Z", "2026-11-21T01:43:10.124Z")]
#[case("9:05", "2026-11-21T07:05:00Z", "2026-11-21T07:06:00Z")]
#[case("now", "2026-11-21T12:05:00Z", "2026-11-21T12:05:00.001Z")]
#[case("-2h", "2026-11-21T10:05:00Z", "2026-11-21T10:05:00.001Z")]
#[case("2h", "2026-11-21T10:05:00Z", "2026-11-21T10:05:00.001Z")]
#[case(" 2h ago ", "2026-11-21T10:05:00Z", "2026-11-21T10:05:00.001Z")]
#[case("+1d", "2026-11-22T12:05:00Z", "2026-11-22T12:05:00.001Z")]
fn the_command_line_takes_the_same_times(
    #[case] text: &str,
    #[case] start: &str,
    #[case] end: &str,
) {
    let context = context();
    let moment = |edge| match edge {
        Edge::Moment(moment) => moment,
        Edge::Wall(wall) => context.zone.instant(wall),
    };
    let (first, after) = parse_time(text, &context).unwrap();
    assert_eq!((moment(first), moment(after)), (at(start), at(end)));
}

#[rstest]
#[case("")]
#[case("yesterday")]
#[case("2026-13-01")]
#[case("2026-11-21T25:00")]
#[case("2026-11-21T")]
#[case("20261121")]
#[case("14")]
#[case("14:2")]
#[case("-2h ago")]
#[case("99999999999999d")]
#[case("é:00")]
#[case("2026-11-2é")]
fn what_is_no_time_is_an_error_with_the_forms(#[case] text: &str) {
    let error = parse_time(text, &context()).unwrap_err();
    assert!(error.hint.unwrap().contains("2026-11-21T01:43"));
}

#[rstest]
#[case("2026-10-24T21:59:59.999Z", false)]
#[case("2026-10-24T22:00:00Z", true)]
#[case("2026-10-25T22:59:59.999Z", true)]
#[case("2026-10-25T23:00:00Z", false)]
fn a_day_is_as_long_as_the_clocks_make_it(#[case] moment: &str, #[case] expected: bool) {
    let berlin = Zone::given("Europe/Berlin").unwrap();
    let time = Value::Time(at(moment), at(moment).0 + berlin.ahead(at(moment)));
    let sample = Sample::default().with(Field::Time, &[time]);
    assert_eq!(ask("time:2026-10-25", &sample), expected.into());
}

#[rstest]
#[case("time:14:02", true)]
#[case("time:2026-11-21T14:02", true)]
#[case("time:2026-11-21T14:02Z", false)]
#[case("time:2026-11-21T05:02Z", true)]
#[case("time>2026-11-21T14:02+02:00", false)]
fn a_time_without_a_zone_is_what_the_clock_of_the_log_shows(
    #[case] filter: &str,
    #[case] expected: bool,
) {
    // The context's wall is two hours ahead of UTC, the log's nine.
    let moment = at("2026-11-21T05:02:30Z");
    let time = Value::Time(moment, moment.0 + 9 * 3_600_000);
    assert_eq!(ask(filter, &Sample::default().with(Field::Time, &[time])), expected.into());
}

#[test]
fn matchers_take_any_kind_of_value() {
    let values = [
        Value::Text("error"),
        Value::Bytes(b"\xff"),
        Value::Number(f64::NAN),
        Value::Flag(true),
        Value::Json("[]"),
        Value::Time(Instant(i64::MAX), i64::MAX),
        Value::Kind(Kind::Raw),
        Value::Level(Level::Crash, Kind::Log),
        Value::Log(LogLevel::Off),
        Value::Declared(crate::event::Declared::Yes),
    ];
    let filters = [
        "level:error",
        "level>error",
        "log>=info",
        "time>-5m",
        "size>1",
        "name:x*",
        "prop.x:1",
        "prop.x:null",
        "prop.x>1",
        "name~x",
        "text=x",
        "kind:raw",
        "dest:github",
    ];
    for filter in filters {
        let field = super::Predicate::read(filter, &context()).unwrap();
        let field = field.fields().next().unwrap().0.clone();
        for value in values {
            let sample = Sample::default().with(field.clone(), &[value]);
            assert_ne!(ask(filter, &sample), Truth::Unknown, "{filter} {value:?}");
        }
    }
}

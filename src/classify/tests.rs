//! The rules at work, from a record to what is decided of it.

use std::sync::Arc;

use rstest::rstest;

use super::*;
use crate::event::{Evidence, Format, Kind, Level, LogLevel};
use crate::parse::wire::Post;
use crate::parse::{Body, event_name, is_core};

mod decisions;

/// Producer, level, level's evidence, destination, destination's evidence.
fn decide(product: &str, name: &str, body: &str) -> (String, String, Evidence, String, Evidence) {
    let rules = Rules::embedded().unwrap();
    let reasons = rules.reasons().to_vec();
    let destinations = rules.destinations().clone();
    let mut classifier = Classifier::new(Arc::new(rules));
    let class = classifier.classify(&Record {
        kind: Kind::Event,
        log_level: Some(LogLevel::Trace),
        name,
        event: event_name(name),
        product,
        source: "telemetry.log",
        folder: None,
        body: &Body::new(body.as_bytes(), is_core(name)),
    });
    let by = |reason: crate::event::ReasonId| reasons[usize::from(reason.0)].by;
    (
        class.producer.to_string(),
        class.level.map_or("", Level::as_str).to_owned(),
        by(class.level_reason),
        destinations.name(class.destination).to_owned(),
        by(class.destination_reason),
    )
}

const GITHUB: &str = r#""unique_id":"u","common_extname":"copilot-chat""#;
const MICROSOFT: &str = r#""common.tid":"t","common.extname":"GitHub.copilot-chat""#;

#[rstest]
#[case("code", "telemetry/editorOpened", "usage", "microsoft", Evidence::Rule)]
#[case("unknown", "telemetry/editorOpened", "usage", "microsoft", Evidence::Guess)]
#[case("code-server", "telemetry/serverStart", "usage", "coder", Evidence::Rule)]
#[case("vscodium", "telemetry/serverStart", "usage", "not-sent", Evidence::Rule)]
#[case("cursor", "telemetry/serverStart", "usage", "unknown", Evidence::Guess)]
#[case("code", "telemetry/UnhandledError", "error", "microsoft", Evidence::Rule)]
#[case("code", "telemetry/extensionHostCrash", "crash", "microsoft", Evidence::Rule)]
fn core_events_go_where_their_product_sends_them(
    #[case] product: &str,
    #[case] name: &str,
    #[case] level: &str,
    #[case] destination: &str,
    #[case] by: Evidence,
) {
    let (producer, l, _, d, b) = decide(product, name, "{}");
    assert_eq!((&*producer, &*l, &*d, b), ("vscode", level, destination, by));
}

#[rstest]
#[case::internal_1(
    "x",
    r#"{"properties":{"common.userName":"a","common.tid":"t","common.extname":"e"}}"#,
    "microsoft-internal",
    Evidence::Rule
)]
#[case::internal_1m(
    "x",
    r#"{"properties":{},"measurements":{"common.isVscodeTeamMember":1}}"#,
    "microsoft-internal",
    Evidence::Rule
)]
#[case::external_2("x", &format!(r#"{{"properties":{{{MICROSOFT}}}}}"#), "microsoft", Evidence::Rule)]
#[case::completions_3("wrapped-telemetry-event-name-copilot/ghostText.shown-wrapped-telemetry-event-name", &format!(r#"{{"properties":{{{GITHUB},"promptJson":"p"}}}}"#), "github-enhanced", Evidence::Rule)]
#[case::sku_4("x", &format!(r#"{{"properties":{{{GITHUB},"sku":"s"}}}}"#), "github", Evidence::Rule)]
#[case::both_5("response.success", &format!(r#"{{"properties":{{{GITHUB}}}}}"#), "github", Evidence::Guess)]
#[case::error_5("auth.new_token", &format!(r#"{{"properties":{{{GITHUB}}}}}"#), "github", Evidence::Guess)]
#[case::content_6("x", &format!(r#"{{"properties":{{{GITHUB},"messageText":"m"}}}}"#), "github-enhanced", Evidence::Rule)]
#[case::listed_6("conversation.messageText", &format!(r#"{{"properties":{{{GITHUB}}}}}"#), "github-enhanced", Evidence::Rule)]
#[case::repo_7(
    "copilot/ghostText.shown",
    r#"{"properties":{"gitRepoName":"n"}}"#,
    "github-enhanced",
    Evidence::Rule
)]
#[case::stub_9(
    "exception",
    r#"{"properties":{"reason":"Exception logged to enhanced telemetry"}}"#,
    "github",
    Evidence::Rule
)]
#[case::name_11("toolCallDetailsInternal", "{}", "microsoft-internal", Evidence::Guess)]
#[case::name_11_not_a_substring("replaceStringToolInvoked", "{}", "microsoft", Evidence::Guess)]
#[case::shape("never.heard.of", &format!(r#"{{"properties":{{{GITHUB}}}}}"#), "github", Evidence::Guess)]
fn copilot_events_are_told_apart_by_keys_then_names(
    #[case] name: &str,
    #[case] body: &str,
    #[case] destination: &str,
    #[case] by: Evidence,
) {
    let (producer, _, _, decided, evidence) =
        decide("code", &format!("GitHub.copilot-chat/{name}"), body);
    assert_eq!(producer, "GitHub.copilot-chat");
    assert_eq!((&*decided, evidence), (destination, by));
}

#[rstest]
#[case("[acme.node] telemetry/run", "{}", "acme.node", "app-insights")]
#[case("[a/b] telemetry/run", "{}", "a/b", "app-insights")]
#[case(
    "wrapped-telemetry-event-name-copilot/ghostText.shown-wrapped-telemetry-event-name",
    &format!(r#"{{"properties":{{{GITHUB},"sku":"s"}}}}"#),
    "GitHub.copilot-chat",
    "github"
)]
#[case("wrapped-telemetry-event-name-a/b-wrapped-telemetry-event-name", "{}", "", "unknown")]
fn a_producer_is_the_prefix_that_the_parser_finds(
    #[case] name: &str,
    #[case] body: &str,
    #[case] producer: &str,
    #[case] destination: &str,
) {
    let (found, _, _, decided, _) = decide("code", name, body);
    assert_eq!((&*found, &*decided), (producer, destination));
}

#[test]
fn an_enhanced_exception_is_told_by_issued_time_and_owned_through_its_common_name() {
    let body = format!(r#"{{"properties":{{{GITHUB}}},"measurements":{{}},"issuedTime":1}}"#);
    let (producer, level, by, destination, _) = decide("code", "exception", &body);
    assert_eq!(producer, "GitHub.copilot-chat");
    assert_eq!((&*level, by), ("error", Evidence::Rule));
    assert_eq!(destination, "github-enhanced");
}

#[rstest]
#[case(
    "acme.demo/x",
    r#"{"a":1,"common.extname":"acme.demo"}"#,
    "acme.demo",
    "unknown",
    Evidence::Guess
)]
#[case(
    "acme.demo/x",
    r#"{"properties":{"common.telemetryclientversion":"1.5.2"}}"#,
    "acme.demo",
    "app-insights",
    Evidence::Rule
)]
#[case(
    "git/x",
    r#"{"properties":{"common.telemetryclientversion":"0.9.8"}}"#,
    "vscode.git",
    "microsoft",
    Evidence::Rule
)]
#[case(
    "ms-python.python/x",
    r#"{"properties":{"common.telemetryclientversion":"0.9.8"}}"#,
    "ms-python.python",
    "microsoft",
    Evidence::Guess
)]
#[case("acme.demo/x", r#"{"distinct_id":"d"}"#, "acme.demo", "posthog", Evidence::Guess)]
#[case(
    "exception",
    r#"{"k":"v","common.extname":"acme.demo"}"#,
    "acme.demo",
    "unknown",
    Evidence::Guess
)]
#[case("acme.demo/x", "{ broken", "acme.demo", "unknown", Evidence::Guess)]
fn extension_events_are_told_by_their_common_properties(
    #[case] name: &str,
    #[case] body: &str,
    #[case] producer: &str,
    #[case] destination: &str,
    #[case] by: Evidence,
) {
    let (p, _, _, d, b) = decide("code", name, body);
    assert_eq!((&*p, &*d, b), (producer, destination, by));
}

#[rstest]
#[case("telemetry/x", r#"{"measurements":{"isError":1}}"#, "error", Evidence::Rule)]
#[case("acme.demo/activationFailed", "{}", "error", Evidence::Guess)]
#[case("acme.demo/errorless", "{}", "usage", Evidence::Guess)]
#[case(
    "GitHub.copilot-chat/exception",
    r#"{"properties":{"reason":"r"}}"#,
    "error",
    Evidence::Rule
)]
fn a_level_carries_its_evidence(
    #[case] name: &str,
    #[case] body: &str,
    #[case] level: &str,
    #[case] by: Evidence,
) {
    let (_, l, b, ..) = decide("code", name, body);
    assert_eq!((&*l, b), (level, by));
}

#[test]
fn a_channel_belongs_to_the_extension_whose_folder_it_lies_in() {
    let mut classifier = Classifier::new(Arc::new(Rules::embedded().unwrap()));
    let class = classifier.classify(&Record {
        kind: Kind::Log,
        log_level: Some(LogLevel::Warning),
        name: "",
        event: "",
        product: "code",
        source: "Acme Log.log",
        folder: Some("acme.audit-demo"),
        body: &(),
    });
    assert_eq!((&*class.producer, class.level), ("acme.audit-demo", Some(Level::Warning)));
}

#[rstest]
#[case::later_stratum(
    "when = 'dest:github'\nlevel = \"error\"\nby = \"rule\"\nwhy = \"w\"",
    "decided later"
)]
#[case::same_stratum(
    "when = 'level:error'\nlevel = \"error\"\nby = \"rule\"\nwhy = \"w\"",
    "decided later"
)]
#[case::catalog(
    "when = 'declared:no'\ndestination = \"x\"\nby = \"rule\"\nwhy = \"w\"",
    "decided later"
)]
#[case::two_decisions(
    "when = ''\nlevel = \"error\"\ndestination = \"x\"\nby = \"rule\"\nwhy = \"w\"",
    "exactly one"
)]
#[case::no_reason("when = ''\nlevel = \"error\"\nby = \"rule\"", "why")]
#[case::no_such_level(
    "when = ''\nlevel = \"fatal\"\nby = \"rule\"\nwhy = \"w\"",
    "'fatal' is no level"
)]
#[case::wire("when = ''\nlevel = \"error\"\nby = \"wire\"\nwhy = \"w\"", "wire")]
#[case::bad_filter("when = 'lvel:x'\nlevel = \"error\"\nby = \"rule\"\nwhy = \"w\"", "lvel")]
fn a_rule_that_cannot_be_decided_in_order_is_refused(#[case] rule: &str, #[case] says: &str) {
    let text = format!("[[rule]]\nid = \"r\"\n{rule}\n");
    let error = Rules::from_files(&[("mine.toml", &text)]).unwrap_err().to_string();
    assert!(error.contains("mine.toml") && error.contains(says), "{error}");
}

#[test]
fn what_differs_between_records_of_one_name_is_asked_of_each() {
    let file = r#"
        [[rule]]
        id = "error-line"
        when = "log:error"
        producer = "of.errors"
        [[rule]]
        id = "other-file"
        when = "source:other"
        producer = "of.other"
        [[rule]]
        id = "rest"
        when = ""
        producer = "of.rest"
    "#;
    let mut classifier = Classifier::new(Arc::new(Rules::from_files(&[("t.toml", file)]).unwrap()));
    let mut producer = |log: LogLevel, source: &str| {
        let record = Record {
            kind: Kind::Event,
            log_level: Some(log),
            name: "acme.x/y",
            event: "y",
            product: "code",
            source,
            folder: None,
            body: &(),
        };
        classifier.classify(&record).producer.to_string()
    };
    // In an order in which whatever came first would stick.
    for _ in 0..2 {
        assert_eq!(producer(LogLevel::Trace, "telemetry.log"), "of.rest");
        assert_eq!(producer(LogLevel::Error, "telemetry.log"), "of.errors");
        assert_eq!(producer(LogLevel::Trace, "other.log"), "of.other");
    }
}

/// What the embedded rules decide of an event that was posted so.
fn posted(host: Option<&str>, format: Format, text: &str) -> (String, String, Evidence) {
    let rules = Rules::embedded().unwrap();
    let reasons = rules.reasons().to_vec();
    let destinations = rules.destinations().clone();
    let post = Post { host: host.map(str::to_owned), ..Post::new(format) };
    let body = Body::wire(text.as_bytes(), &post);
    let sight = body.sight().unwrap();
    let class = Classifier::new(Arc::new(rules)).classify(&Record {
        kind: Kind::Event,
        log_level: None,
        name: &sight.name,
        event: sight.event(),
        product: "unknown",
        source: "posts.ndjson",
        folder: None,
        body: &body,
    });
    let by = reasons[usize::from(class.destination_reason.0)].by;
    (class.producer.to_string(), destinations.name(class.destination).to_owned(), by)
}

#[rstest]
#[case(None, "k", "app-insights", Evidence::Guess)]
#[case(None, "7d7048df-1", "github", Evidence::Wire)]
#[case(None, "3fdd7f28-1", "github-enhanced", Evidence::Wire)]
#[case(None, "0c6ae279-1", "microsoft", Evidence::Wire)]
#[case(None, "1058ec22-1", "microsoft-internal", Evidence::Wire)]
#[case(None, "ec712b32-1", "microsoft-internal", Evidence::Wire)]
#[case(None, "AIF-1", "microsoft", Evidence::Wire)]
#[case(Some("dc.services.visualstudio.com"), "k", "app-insights", Evidence::Wire)]
#[case(Some("eastus-8.in.applicationinsights.azure.com"), "k", "app-insights", Evidence::Wire)]
#[case(Some("dc.services.visualstudio.com.evil.test"), "k", "app-insights", Evidence::Guess)]
#[case(Some("copilot-telemetry.githubusercontent.com"), "k", "github", Evidence::Guess)]
#[case(
    Some("copilot-telemetry.githubusercontent.com"),
    "3fdd7f28-1",
    "github-enhanced",
    Evidence::Wire
)]
#[case(Some("mobile.events.data.microsoft.com"), "k", "microsoft", Evidence::Wire)]
#[case(Some("vortex.data.microsoft.com:443"), "k", "microsoft", Evidence::Wire)]
fn host_and_key_tell_where_an_envelope_goes(
    #[case] host: Option<&str>,
    #[case] key: &str,
    #[case] destination: &str,
    #[case] by: Evidence,
) {
    let data = r#"{"baseType":"EventData","baseData":{"name":"acme.x/y","properties":{"host":"dc.services.visualstudio.com","key":"3fdd7f28"}}}"#;
    let text = format!(r#"{{"iKey":"{key}","data":{data}}}"#);
    let expected = ("acme.x".to_owned(), destination.to_owned(), by);
    assert_eq!(posted(host, Format::AppInsights, &text), expected);
}

#[rstest]
#[case(
    Some("eu.i.posthog.com"),
    r#"{"event":"extension_route_copied","properties":{}}"#,
    "FastAPILabs.fastapi-vscode",
    Evidence::Wire
)]
#[case(
    None,
    r#"{"event":"extension_cloud_logs_opened","properties":{}}"#,
    "FastAPILabs.fastapi-vscode",
    Evidence::Guess
)]
#[case(None, r#"{"event":"a/b","properties":{"token":"phc_1"}}"#, "", Evidence::Wire)]
#[case(
    None,
    r#"{"event":"chat","properties":{"ideName":"x","extensionVersion":"1"}}"#,
    "Continue.continue",
    Evidence::Guess
)]
#[case(
    None,
    r#"{"event":"anything","api_key":"phc_JS6XF1","properties":{}}"#,
    "Continue.continue",
    Evidence::Wire
)]
#[case(
    None,
    r#"{"event":"docs","api_key":"phc_JS6XF1","properties":{"url":"https://docs.devscode.dev"}}"#,
    "Devscode.devscode",
    Evidence::Wire
)]
fn captures_are_told_apart_by_name_key_and_properties(
    #[case] host: Option<&str>,
    #[case] text: &str,
    #[case] producer: &str,
    #[case] by: Evidence,
) {
    let expected = (producer.to_owned(), "posthog".to_owned(), by);
    assert_eq!(posted(host, Format::PostHog, text), expected);
}

#[rstest]
#[case("any.host=x", "needs a condition with on:wire")]
#[case("on:wire", "asks for any.host, any.url or any.key")]
#[case("on:wire any.wire=posthog", "asks for any.host, any.url or any.key")]
#[case("on:wire or any.host=x", "needs a condition with on:wire")]
#[case("on:wire not any.key:phc_*", "asks for any.host, any.url or any.key")]
fn only_what_asks_the_wire_may_say_that_the_wire_proves_it(
    #[case] when: &str,
    #[case] wrong: &str,
) {
    let rule = |when: &str| {
        format!("[[rule]]\nid='r'\nwhen='{when}'\ndestination='x'\nby='wire'\nwhy='w'\n")
    };
    let error = Rules::from_files(&[("own.toml", &rule(when))]).unwrap_err().to_string();
    assert!(error.contains(wrong), "{error}");
    let right = rule("on:wire (any.host=x or any.key:y*)");
    assert!(Rules::from_files(&[("own.toml", &right)]).is_ok());
}

proptest::proptest! {
    // Each case compiles every rule there is.
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_a_person_writes_into_a_rule_file_the_embedded_rules_are_there(
        text in "\\PC{0,80}|(\\[\\[rule\\]\\]\n(id|when|level|by|why|producer) = \"[a-z:.*{}]{0,8}\"\n){0,4}",
    ) {
        let embedded = Rules::embedded().unwrap().lines().count();
        let files = [("mine.toml".to_owned(), text)];
        let (rules, _) = Rules::with_own(&files).unwrap();
        proptest::prop_assert!(rules.lines().count() >= embedded);
    }
}

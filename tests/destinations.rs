//! Copilot's destinations: lines of every shape that its senders log, through the real reader,
//! against a table of what goes where; and once more with names that nobody has heard of, so
//! that the shape alone must tell.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what is not as it must be ends its test")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, PoisonError};

use serde_json::{Value, json};
use telltail::catalog::Catalog;
use telltail::classify::Rules;
use telltail::event::{EventId, Evidence, Zone};
use telltail::pipeline::Ingest;
use telltail::store::SourceFacts;

const TABLE: &str = include_str!("data/copilot-destinations.csv");

/// One row of the table.
struct Row {
    name: &'static str,
    shape: &'static str,
    destination: &'static str,
}

fn table() -> Vec<Row> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    let rows = lines.map(|line| {
        let cells: Vec<_> = line.split(',').collect();
        let [name, shape, destination] = cells[..] else { panic!("three cells: {line}") };
        Row { name, shape, destination }
    });
    rows.collect()
}

/// What the loggers towards GitHub add: underscores, and none of the built-in common keys.
fn github() -> Value {
    json!({
        "unique_id": "0f8c2c6e", "editor_version": "vscode/1.110.0",
        "editor_plugin_version": "copilot-chat/0.42.0", "client_machineid": "m",
        "client_sessionid": "s", "copilot_version": "copilot-chat/0.42.0",
        "common_extname": "copilot-chat", "common_extversion": "0.42.0",
        "common_vscodeversion": "vscode/1.110.0", "copilot_build": "1", "copilot_buildType": "prod",
    })
}

/// What the library of the reporters towards Microsoft, and the extension host, add.
fn reporter() -> Value {
    json!({
        "common.extname": "GitHub.copilot-chat", "common.extversion": "0.42.0",
        "common.vscodemachineid": "m", "common.vscodesessionid": "s", "common.os": "linux",
        "common.platformversion": "6.8.0", "common.telemetryclientversion": "1.5.2",
        "common.product": "desktop", "common.uikind": "desktop",
    })
}

fn with(mut object: Value, more: &Value) -> Value {
    let fields = object.as_object_mut().unwrap();
    fields.extend(more.as_object().unwrap().clone());
    object
}

/// The payload of a shape.
fn payload(shape: &str) -> Value {
    let (shape, content) = shape.split_once('+').unwrap_or((shape, ""));
    let own = json!({"requestId": "r"});
    let own = if content.is_empty() { own } else { with(own, &json!({content: "text"})) };
    let nested = |properties: Value| json!({"properties": properties, "measurements": {"timeSinceIssuedMs": 3}});
    let plain = |properties: Value| json!({"properties": properties, "measurements": {"n": 1}});
    let tid = json!({"common.tid": "t"});
    match shape {
        "github-sku" => nested(with(with(own, &github()), &json!({"sku": "free"}))),
        "github" | "enhanced" => nested(with(own, &github())),
        "completions-sku" => {
            let sku = json!({"sku": "free", "runtime_version": "node/22"});
            nested(with(with(own, &github()), &sku))
        }
        "completions" | "completions-enhanced" => {
            nested(with(with(own, &github()), &json!({"runtime_version": "node/22"})))
        }
        "microsoft" => {
            let common = json!({"common.tid": "t", "common.sku": "free"});
            let properties = with(with(own, &reporter()), &common);
            json!({"properties": properties, "measurements": {"n": 1, "common.internal": 0}})
        }
        "microsoft-extname" | "microsoft-exception" => plain(with(with(own, &reporter()), &tid)),
        // Before anybody is logged in there is no token to read an id from.
        "microsoft-early" => plain(with(own, &reporter())),
        "internal" => {
            let who = json!({"common.tid": "t", "common.userName": "u"});
            let properties = with(with(own, &reporter()), &who);
            json!({"properties": properties, "measurements": {"common.isVscodeTeamMember": 1}})
        }
        "internal-measurement" => {
            let properties = with(with(own, &reporter()), &tid);
            json!({"properties": properties, "measurements": {"common.isVscodeTeamMember": 0}})
        }
        "stub" => {
            let reason = json!({"reason": "Exception logged to enhanced telemetry"});
            nested(with(reason, &github()))
        }
        "issued" => {
            with(nested(with(own, &github())), &json!({"issuedTime": 1_795_225_600_000_u64}))
        }
        _ => panic!("no such shape: {shape}"),
    }
}

/// The name as the line has it.
fn logged(name: &str, shape: &str) -> String {
    if shape.starts_with("completions") {
        let wrap = "wrapped-telemetry-event-name";
        return format!("GitHub.copilot-chat/{wrap}-copilot/{name}-{wrap}");
    }
    match (name, shape) {
        // An error object is logged without a prefix.
        ("exception", "issued" | "microsoft-exception") => name.to_owned(),
        _ => format!("GitHub.copilot-chat/{name}"),
    }
}

/// How many of a destination's lines there are, and how many were told right.
#[derive(Default)]
struct Share {
    lines: u32,
    right: u32,
    ruled: u32,
}

impl Share {
    fn percent(&self) -> f64 {
        100.0 * f64::from(self.right) / f64::from(self.lines)
    }
}

/// What was decided of a line: the destination's name, and on what it rests.
fn decided(lines: &str) -> Vec<(String, Evidence, String)> {
    let rules = Rules::embedded().unwrap();
    let mut ingest = Ingest::new(rules, Arc::new(Catalog::default()), Zone::utc());
    let facts = SourceFacts {
        label: "extHostTelemetry.log".to_owned(),
        product: "code".to_owned(),
        bearing: true,
        ..SourceFacts::default()
    };
    let source = ingest.add_source(facts).unwrap();
    ingest.bytes(source, lines.as_bytes());
    ingest.finish_part(source);
    let log = ingest.log();
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    let decision = |at: usize| {
        let row = log.row(EventId(u32::try_from(at).unwrap())).unwrap();
        let reason = row.destination_reason().unwrap();
        (row.destination_name().to_owned(), reason.by, reason.rule.clone())
    };
    (0..log.len()).map(decision).collect()
}

/// Runs every row, under the name that `naming` gives it. No `rule` may be wrong.
fn run(naming: impl Fn(usize, &Row) -> String) -> BTreeMap<&'static str, Share> {
    let rows = table();
    let mut lines = String::new();
    for (at, row) in rows.iter().enumerate() {
        let (name, body) = (logged(&naming(at, row), row.shape), payload(row.shape));
        writeln!(lines, "2026-03-14 09:26:53.589 [trace] {name} {body}").unwrap();
    }
    let decisions = decided(&lines);
    assert_eq!(decisions.len(), rows.len());
    let mut shares = BTreeMap::<_, Share>::new();
    let mut wrong = Vec::new();
    for (row, (destination, by, rule)) in rows.iter().zip(decisions) {
        let share = shares.entry(row.destination).or_default();
        share.lines += 1;
        share.ruled += u32::from(by == Evidence::Rule);
        if destination == row.destination {
            share.right += 1;
        } else if by != Evidence::Guess {
            wrong.push(format!("{} as {}: {destination} by {rule}", row.name, row.shape));
        }
    }
    assert!(wrong.is_empty(), "rules that are wrong: {wrong:#?}");
    shares
}

/// Prints the shares, and holds them against what is reached today, in percent.
#[expect(clippy::print_stdout, reason = "the shares are what a person wants to see of this test")]
fn report(title: &str, shares: &BTreeMap<&'static str, Share>, floors: &[(&str, f64)]) {
    println!("right by destination, {title}:");
    for (destination, share) in shares {
        let Share { lines, right, ruled } = share;
        let percent = share.percent();
        println!(
            "  {destination:<20} {right:>4} of {lines:>4} ({percent:5.1} %), {ruled:>4} by a rule"
        );
    }
    assert_eq!(shares.len(), floors.len(), "a floor for each destination");
    for (destination, floor) in floors {
        let reached = shares[destination].percent();
        assert!(reached >= *floor, "{destination}, {title}: {reached:.1} % is less than {floor} %");
    }
}

#[test]
fn known_names_in_every_shape_go_where_the_table_says() {
    let shares = run(|_, row| row.name.to_owned());
    let floors = [
        ("github", 100.0),
        ("github-enhanced", 90.0),
        ("microsoft", 100.0),
        ("microsoft-internal", 100.0),
    ];
    report("with the names as they are", &shares, &floors);
}

#[test]
fn the_shape_alone_carries_names_that_nobody_has_heard_of() {
    let shares = run(|at, _| format!("never.heard.{at}"));
    let floors = [
        ("github", 100.0),
        ("github-enhanced", 30.0),
        ("microsoft", 100.0),
        ("microsoft-internal", 100.0),
    ];
    report("with every name unknown", &shares, &floors);
}

#[test]
fn the_table_names_each_line_once() {
    let mut lines: Vec<_> = table().iter().map(|row| (row.name, row.shape)).collect();
    let count = lines.len();
    assert!(count > 500, "{count} rows");
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), count);
}

//! The page on many sessions: its `DuckDB` queries run on exports of the sample logs, and count what
//! `telltail stats` counts.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::samples;
use super::support::{Home, arg};

/// Runs statements, each with a name, and gives the rows of those that have some.
const PYTHON: &str = r#"
import json, sys
try:
    import duckdb
except ImportError:
    sys.exit(42)
db = duckdb.connect()
rows = {}
for name, sql in json.load(sys.stdin):
    sql = sql.strip().rstrip(";")
    if sql.upper().startswith("SELECT"):
        found = db.execute("SELECT to_json(t) FROM (" + sql + ") t").fetchall()
        rows[name] = [json.loads(row[0]) for row in found]
    else:
        db.execute(sql)
json.dump(rows, sys.stdout)
"#;

/// The page's queries, in its order.
fn queries() -> Vec<(String, String)> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/many-sessions.md");
    let page = fs::read_to_string(page).unwrap();
    let blocks = page.split("```").skip(1).step_by(2);
    let queries = blocks.filter_map(|block| {
        let (info, text) = block.split_once('\n')?;
        Some((info.strip_prefix("sql duckdb=")?.to_owned(), text.to_owned()))
    });
    let queries: Vec<_> = queries.collect();
    assert!(queries.len() >= 9, "the page is read: {queries:?}");
    queries
}

/// What the queries find in a folder; `None` where there is no `DuckDB`.
fn found(home: &Home, queries: &[(String, String)]) -> Option<BTreeMap<String, Vec<Value>>> {
    let python = Command::new("python3")
        .args(["-c", PYTHON])
        .current_dir(home.at(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut python) = python else {
        skip();
        return None;
    };
    let text = serde_json::to_string(queries).unwrap();
    python.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    if output.status.code() == Some(42) {
        skip();
        return None;
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

fn skip() {
    let _ = writeln!(std::io::stderr(), "skipped: python3 has no duckdb; pip install duckdb");
}

/// What is exported, each as if it were a session: all but the file whose text no database holds.
fn sessions() -> Vec<String> {
    let folder = samples::folder();
    let below = [
        "20241105T181206",
        "20260314T092653",
        "demo",
        "console.log",
        "wire/app-insights.ndjson",
        "wire/one-collector.ndjson",
        "wire/posthog-captures.ndjson",
    ];
    below.map(|name| arg(&folder.join(name)).to_owned()).to_vec()
}

fn catalog() -> String {
    format!("--catalog={}", arg(&samples::folder().join("demo/catalog.json")))
}

/// A home with the exports and the audits of these.
fn exported(paths: &[String]) -> Home {
    let home = Home::new();
    fs::create_dir(home.at("exported")).unwrap();
    fs::create_dir(home.at("audits")).unwrap();
    for (at, path) in paths.iter().enumerate() {
        let (events, audit) = (format!("exported/{at}.ndjson"), format!("audits/{at}.ndjson"));
        home.run(&["export", path, &catalog(), "-o", &events]).bytes();
        home.run(&["audit", path, &catalog(), "--format", "json", "-o", &audit]).bytes();
    }
    home
}

type Counts = BTreeMap<Vec<String>, u64>;

/// What `stats` counts of all of them by these fields, of events.
fn counted(home: &Home, paths: &[String], by: &[&str]) -> Counts {
    let mut counts = Counts::new();
    for path in paths {
        let fields = by.join(",");
        let args = ["stats", path, &catalog(), "--by", &fields, "--filter", "kind:event"];
        for group in home.run(&[&args[..], &["--format", "json"]].concat()).json() {
            let values = by.iter().map(|field| word(&group[*field]));
            *counts.entry(values.collect()).or_default() += group["count"].as_u64().unwrap();
        }
    }
    counts
}

/// The rows of a query by some of their columns, with a number that they have.
fn rows(rows: &[Value], by: &[&str], number: &str) -> Counts {
    let mut counts = Counts::new();
    for row in rows {
        let values = by.iter().map(|column| word(&row[*column]));
        let count = row[number].as_u64().expect("a count is a number");
        *counts.entry(values.collect()).or_default() += count;
    }
    counts.retain(|_, count| *count > 0);
    counts
}

fn word(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn the_queries_count_what_stats_counts() {
    let paths = sessions();
    let home = exported(&paths);
    let Some(found) = found(&home, &queries()) else { return };
    let counted = |by: &[&str]| counted(&home, &paths, by);
    assert_eq!(rows(&found["unread"], &[], "unread"), Counts::new(), "all lines are read");

    let producers = rows(&found["producers"], &["producer", "version"], "events");
    assert_eq!(producers, counted(&["producer", "version"]));
    assert!(producers.len() > 5 && producers.values().sum::<u64>() > 100, "{producers:?}");

    let by = ["producer", "version"];
    let declared = counted(&["producer", "version", "declared"]);
    for (word, column) in [("no", "undeclared"), ("unknown", "unknown")] {
        let of_word = declared.iter().filter(|(values, _)| values[2] == word);
        let of_word: Counts =
            of_word.map(|(values, count)| (values[..2].to_vec(), *count)).collect();
        assert_eq!(rows(&found["declared"], &by, column), of_word, "{word}");
        assert!(!of_word.is_empty(), "there are some to be counted: {declared:?}");
    }

    let mut keys = Counts::new();
    for (values, count) in counted(&["producer", "event", "undeclared"]) {
        for key in values[2].split(',').filter(|key| !key.is_empty()) {
            let values = [&*values[0], &*values[1], key].map(str::to_owned).to_vec();
            *keys.entry(values).or_default() += count;
        }
    }
    assert_eq!(rows(&found["keys"], &["producer", "event", "key"], "events"), keys);
    assert!(!keys.is_empty());

    let by = ["destination", "destination_by", "producer"];
    let destinations = rows(&found["destinations"], &by, "events");
    assert_eq!(destinations, counted(&["dest", "by", "producer"]));
    assert!(destinations.len() > 5);
}

#[test]
fn identifiers_are_those_that_a_count_by_their_key_has() {
    let paths = sessions();
    let home = exported(&paths);
    let mut queries = queries();
    queries.push(("all".to_owned(), "SELECT * FROM identifiers".to_owned()));
    let Some(found) = found(&home, &queries) else { return };
    let mut seen = BTreeMap::<(String, String), Counts>::new();
    for row in &found["all"] {
        let of = seen.entry((word(&row["scope"]), word(&row["key"]))).or_default();
        let count = row["events"].as_u64().unwrap();
        *of.entry(vec![word(&row["producer"]), word(&row["value"])]).or_default() += count;
    }
    assert!(seen.len() > 5, "{:?}", seen.keys());
    // Of a key that a filter reads otherwise, a count by it says nothing of the query.
    let is_plain = |key: &str| key.chars().all(|c| c.is_ascii_alphanumeric() || "._$".contains(c));
    seen.retain(|(_, key), _| is_plain(key));
    let fields: Vec<String> = seen
        .keys()
        .map(|(scope, key)| format!("{}.{key}", if scope == "common" { "common" } else { "prop" }))
        .collect();
    let by = ["producer"].into_iter().chain(fields.iter().map(String::as_str));
    let counted = counted(&home, &paths, &by.collect::<Vec<_>>());
    for (at, values) in seen.values().enumerate() {
        let mut by_key = Counts::new();
        for (values, count) in &counted {
            *by_key.entry(vec![values[0].clone(), values[at + 1].clone()]).or_default() += count;
        }
        for (value, events) in values {
            assert_eq!(by_key.get(value), Some(events), "{}: {value:?}", fields[at]);
        }
    }
    let newest = &found["new_identifiers"];
    assert!(!newest.is_empty() && newest.len() <= found["all"].len());
    let by_version = rows(&found["new_by_version"], &["scope", "key"], "events");
    let all = rows(&found["all"], &["scope", "key"], "events");
    assert_eq!(by_version, all);
}

#[test]
fn findings_are_those_of_the_audits() {
    let paths = sessions();
    let home = exported(&paths);
    let Some(found) = found(&home, &queries()) else { return };
    let by = ["rule", "severity", "producer", "event", "key"];
    let mut told = Counts::new();
    for at in 0..paths.len() {
        let text = fs::read_to_string(home.at(&format!("audits/{at}.ndjson"))).unwrap();
        let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        for line in lines.filter(|line| line["type"] == "finding") {
            let values = by.iter().map(|key| word(&line[*key])).collect();
            *told.entry(values).or_default() += 1;
        }
    }
    assert_eq!(rows(&found["findings"], &by, "sessions"), told);
    assert!(told.len() > 5);
}

#[test]
fn a_line_that_no_database_holds_is_counted_and_ends_nothing() {
    let hostile = samples::named("hostile.telemetry.log");
    let home = exported(&[arg(&hostile.path).to_owned()]);
    let mut queries = queries();
    let all = "SELECT count(*) AS events FROM events".to_owned();
    queries.push(("all".to_owned(), all));
    let Some(found) = found(&home, &queries) else { return };
    assert_eq!(found["all"][0]["events"], hostile.records());
    let text = fs::read_to_string(home.at("exported/0.ndjson")).unwrap();
    let unread = text.lines().filter(|line| line.contains("\\ud8") || line.contains("\\uD8"));
    let unread = unread.count();
    assert!(unread > 0, "there is one");
    assert_eq!(found["unread"][0]["unread"], unread);
}

//! Forms of an audit's report: each line of JSON and each SARIF document fits its schema, whatever a
//! log calls things, and Markdown and text are nothing but text.

use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;

use rstest::rstest;
use serde_json::{Value, json};

use super::audit::{leaking, leaky, lines, of_type};
use super::following::Running;
use super::support::{Home, arg};

const AUDIT: &str = include_str!("../../schema/telltail-audit.schema.json");
const SARIF: &str = include_str!("../data/sarif-schema-2.1.0.json");

/// What is wrong with a value, by a schema.
fn faults(schema: &str, value: &Value) -> Vec<String> {
    let mut schema: Value = serde_json::from_str(schema).unwrap();
    // The standard's patterns for languages, which no report has, are no regular expressions.
    for place in ["run", "toolComponent"] {
        if let Some(language) =
            schema.pointer_mut(&format!("/definitions/{place}/properties/language"))
        {
            language.as_object_mut().unwrap().remove("pattern");
        }
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

/// The same of an editor, as a stream tells it.
fn leaking_core() -> String {
    leaking().replace("acme.demo/", "telemetry/")
}

/// Names that want to be more than names.
const HOSTILE: [&str; 8] = [
    "a|b\\n# c",
    "<img src=x onerror=alert(1)>",
    "[click](http://example.com/x)",
    "\\u001b]0;title\\u0007\\u202e",
    "`code` **bold** @octocat www.example.com",
    "{0} {{",
    "robin@example.com",
    "' or 1=1 \\\\ \\\"",
];

/// A log whose events, keys and values are called so.
fn hostile() -> (Home, PathBuf) {
    let home = Home::new();
    let mut text = String::new();
    for name in HOSTILE {
        text += &format!(
            "2026-03-14 09:00:00.000 [trace] acme.demo/{name} {{\"properties\":{{\"{name}\":\"/home/robin/{name}\"}},\"measurements\":{{}}}}\n",
            name = name.replace("\\n", " ").replace("\\u001b", "\u{1b}").replace('"', "\\\"")
        );
        text += &format!(
            "2026-03-14 09:00:01.000 [trace] telemetry/x {{\"properties\":{{\"{name}\":\"/home/robin/{name}\"}},\"measurements\":{{}}}}\n"
        );
    }
    let path = home.file("a b#%|/acme.demo.telemetry.log", text);
    (home, path)
}

fn logs() -> Vec<(Home, PathBuf)> {
    let home = Home::new();
    let empty = home.file("telemetry.log", "nothing of use\n");
    vec![leaky(), hostile(), (home, empty)]
}

#[test]
fn every_line_of_json_fits_the_schema() {
    let mut types: Vec<String> = Vec::new();
    for (home, path) in logs() {
        let base = home.run(&["audit", arg(&path), "--write-baseline", "base.json"]);
        assert_eq!(base.status, Some(0), "{}", base.err);
        let waivers = "[[waiver]]\nrule = 'TEL013'\nreason = 'r'\nuntil = 9999-12-31\n";
        let waivers = home.file("w.toml", waivers);
        for more in [
            &[][..],
            &["--show-values"],
            &["--baseline", "base.json"],
            &["--waivers", arg(&waivers)],
        ] {
            let options = [&["audit", "--format", "json", arg(&path)], more].concat();
            for line in lines(home.run(&options)) {
                assert_eq!(faults(AUDIT, &line), Vec::<String>::new(), "{line:#}");
                types.push(line["type"].as_str().unwrap().to_owned());
            }
        }
    }
    for kind in ["finding", "score", "coverage"] {
        assert!(types.iter().any(|it| it == kind), "no {kind}");
    }
}

#[test]
fn the_schema_describes_every_key_that_is_written_and_refuses_what_is_wrong() {
    let schema: Value = serde_json::from_str(AUDIT).unwrap();
    let (home, path) = leaky();
    let said = home.run(&["audit", "--format", "json", arg(&path)]).json();
    for line in &said {
        let kind = line["type"].as_str().unwrap();
        let known = schema["$defs"][kind]["properties"].as_object().unwrap();
        for key in line.as_object().unwrap().keys() {
            assert!(known.contains_key(key), "{kind} has {key}");
        }
        for (key, row) in known {
            assert!(key == "type" || row["description"].is_string(), "{key} has no description");
        }
        for key in schema["$defs"][kind]["required"].as_array().unwrap() {
            let mut less = line.clone();
            less.as_object_mut().unwrap().remove(key.as_str().unwrap()).unwrap();
            assert!(!faults(AUDIT, &less).is_empty(), "passes without {key}");
        }
    }
    let mut wrong = said[0].clone();
    wrong["severity"] = json!("fatal");
    assert!(!faults(AUDIT, &wrong).is_empty());
}

fn sarif(home: &Home, options: &[&str]) -> Value {
    let ran = home.run(&[&["audit", "--format", "sarif"], options].concat());
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    serde_json::from_slice(&ran.out).unwrap()
}

#[test]
fn sarif_fits_its_schema_whatever_things_are_called() {
    for (home, path) in logs() {
        let base = home.run(&["audit", arg(&path), "--write-baseline", "base.json"]);
        assert_eq!(base.status, Some(0), "{}", base.err);
        let waivers = "[[waiver]]\nrule = '*'\nreason = 'r'\nuntil = 9999-12-31\n";
        let waivers = home.file("w.toml", waivers);
        let policy = "[[rule]]\nid = 'A'\nwhen = 'has:event'\nmessage = 'a [l](http://b) | <b>'\n";
        let policy = home.file("p.toml", policy);
        for more in [
            &[][..],
            &["--show-values"],
            &["--baseline", "base.json"],
            &["--waivers", arg(&waivers)],
            &["--policy", arg(&policy)],
        ] {
            let document = sarif(&home, &[&[arg(&path)], more].concat());
            assert_eq!(faults(SARIF, &document), Vec::<String>::new(), "{document:#}");
        }
    }
    let wrong = json!({"version": "2.1.0", "runs": [{"tool": {}}]});
    assert!(!faults(SARIF, &wrong).is_empty(), "the schema refuses nothing");
}

#[test]
fn sarif_has_rules_places_fingerprints_and_what_is_set_aside() {
    let (home, path) = leaky();
    let document = sarif(&home, &[arg(&path)]);
    let run = &document["runs"][0];
    let find = |document: &Value| {
        let results = document["runs"][0]["results"].as_array().unwrap().clone();
        results.into_iter().find(|it| it["ruleId"] == "TEL013").unwrap()
    };
    let result = find(&document);
    let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
    assert_eq!(rule["id"], "TEL013");
    assert!(!rule["help"]["text"].as_str().unwrap().is_empty());
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "acme.demo.telemetry.log", "from the folder");
    assert_eq!(place["region"]["startLine"], 1);
    let more = &result["relatedLocations"][0]["physicalLocation"];
    assert_eq!(more["region"]["startLine"], 3);
    assert_eq!((&result["level"], &result["occurrenceCount"]), (&json!("error"), &json!(2)));
    assert!(!result.to_string().contains("secret-plan"));
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    // The same elsewhere, on other lines.
    let other = Home::new();
    let moved = other.file("x/acme.demo.telemetry.log", format!("a line\n{}", leaking()));
    let again = find(&sarif(&other, &[arg(&moved)]));
    assert_eq!(again["partialFingerprints"], result["partialFingerprints"]);
    assert_ne!(again["locations"], result["locations"]);
    home.file("telltail-waivers.toml", "[[waiver]]\nrule='TEL013'\nreason='r'\nuntil=9999-12-31\n");
    home.run(&["audit", arg(&path), "--write-baseline", "base.json"]).text();
    let waived = find(&sarif(&home, &[arg(&path), "--baseline", "base.json"]));
    assert_eq!(waived["suppressions"][0]["status"], "accepted");
    assert_eq!(waived["suppressions"][0]["kind"], "external");
}

#[test]
fn a_part_that_cannot_be_read_is_told_in_sarif() {
    let (home, path) = leaky();
    let ran = home.run(&["audit", "--format", "sarif", arg(&path), "not-there.log"]);
    assert_eq!(ran.status, Some(3), "{}", ran.err);
    let document: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!(document["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn in_markdown_names_stay_in_their_cells_and_are_no_markup() {
    let (home, path) = hostile();
    let text = home.run(&["audit", "--format", "markdown", "--show-values", arg(&path)]).text();
    for markup in
        ["<img", "[click](", "@octocat", "\u{1b}", "\u{202e}", "www.example", " **bold** "]
    {
        assert!(!text.contains(markup), "{markup}:\n{text}");
    }
    let mut columns = None;
    for line in text.lines() {
        if !line.starts_with('|') {
            columns = None;
            continue;
        }
        let cells = line.replace("\\\\", "").replace("\\|", "").matches('|').count();
        assert_eq!(*columns.get_or_insert(cells), cells, "{line}");
    }
    for part in
        ["# Telemetry audit", "## Errors", "## Score cards", "### acme.demo", "## What was covered"]
    {
        assert!(text.contains(part), "{part}:\n{text}");
    }
}

#[test]
fn names_that_are_private_are_masked_in_every_form() {
    let (home, path) = hostile();
    for form in ["text", "json", "sarif", "markdown"] {
        let text = home.run(&["audit", "--format", form, arg(&path)]).text();
        for private in ["robin@example.com", "robin&#64;example.com", "/home/robin"] {
            assert!(!text.contains(private), "{form} tells {private}:\n{text}");
        }
    }
}

#[rstest]
#[case("text")]
#[case("markdown")]
fn a_person_reads_what_was_found_and_what_was_covered(#[case] form: &str) {
    let (home, path) = leaky();
    let text = home.run(&["audit", "--format", form, arg(&path)]).text();
    for word in ["TEL013", "a raw path or e-mail address", "acme.demo/saved file", "28 characters"]
    {
        assert!(text.contains(word), "{word}:\n{text}");
    }
    for word in ["acme.demo.telemetry.log", "bypass", "3 telemetry events of 3 records", "1 error"]
    {
        assert!(text.contains(word), "{word}:\n{text}");
    }
    assert!(!text.contains("secret-plan"), "{text}");
}

#[test]
fn colour_is_the_severity_s() {
    let (home, path) = leaky();
    let plain = home.run(&["audit", arg(&path)]).text();
    let coloured = home.run(&["audit", "--color", "always", arg(&path)]).text();
    assert!(!plain.contains('\u{1b}'));
    assert!(coloured.contains("\u{1b}[31merror"), "{coloured}");
}

#[test]
fn what_is_piped_in_is_audited_too() {
    let home = Home::new();
    for form in ["json", "sarif", "markdown", "text"] {
        let ran = home.pipe(&["audit", "--format", form, "-"], leaking_core().as_bytes());
        let text = ran.text();
        assert!(text.contains("TEL013"), "{form}:\n{text}");
        if form == "sarif" {
            let document: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(faults(SARIF, &document), Vec::<String>::new(), "{document:#}");
        }
    }
}

#[test]
fn findings_are_told_as_they_come_each_once() {
    let home = Home::new();
    let path = home.file("acme.demo.telemetry.log", leaking());
    let running = Running::start(&home, &["audit", "-f", "--format", "json", arg(&path)]);
    let next = || {
        loop {
            let line: Value = serde_json::from_str(&running.line()).unwrap();
            if line["pii"] == "path" {
                return line["event"].as_str().unwrap().to_owned();
            }
        }
    };
    assert_eq!(next(), "saved");
    let append = |name: &str| {
        let line = leaking().lines().next().unwrap().replace("/saved ", &format!("/{name} "));
        let mut file = File::options().append(true).open(&path).unwrap();
        writeln!(file, "{line}").unwrap();
    };
    // What is known is not told again: what comes next is the new one.
    append("saved");
    append("opened");
    assert_eq!(next(), "opened");
}

#[test]
fn a_stream_that_ends_is_summed_up_and_may_fail() {
    let home = Home::new();
    let ran = home.pipe(
        &["audit", "-f", "--format", "json", "--fail-on", "error", "-"],
        leaking_core().as_bytes(),
    );
    assert_eq!(ran.status, Some(1), "{}", ran.err);
    let said = lines(ran);
    assert_eq!(said.last().unwrap()["type"], "coverage");
    let found = of_type(&said, "finding");
    assert_eq!(found.iter().filter(|line| line["rule"] == "TEL013").count(), 1);
    let said = home.run(&["audit", "-f", "--format", "sarif", "-"]).complaint(2);
    assert!(said.contains("--format text or json"), "{said}");
}

//! The page on auditing in CI: its commands run in a project with its files, from top to bottom,
//! and exit as it says.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::support::Home;

/// What the page has at one place.
#[derive(Debug)]
enum Step {
    /// A block with a title is a file of the project.
    File { name: String, text: String },
    /// A line of a block that runs telltail, and the exit status beside it.
    Command { line: usize, args: Vec<String>, status: i32 },
}

/// The page's files and commands, in its order.
fn steps() -> Vec<Step> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci.md");
    let page = fs::read_to_string(page).unwrap();
    let (mut steps, mut block) = (Vec::new(), None::<(Option<String>, String, Vec<Step>)>);
    for (at, line) in page.lines().enumerate() {
        match (line.strip_prefix("```"), block.take()) {
            (Some(info), None) => {
                let title = info.split_once(" title=").map(|(_, title)| title.to_owned());
                block = Some((title, String::new(), Vec::new()));
            }
            (Some(_), Some((title, text, commands))) => {
                steps.extend(title.map(|name| Step::File { name, text }));
                steps.extend(commands);
            }
            (None, Some((title, mut text, mut commands))) => {
                text.push_str(line);
                text.push('\n');
                commands.extend(command(at + 1, line));
                block = Some((title, text, commands));
            }
            (None, None) => {}
        }
    }
    assert!(block.is_none(), "a block is not closed");
    steps
}

/// The command in a line of a shell or of YAML.
fn command(line: usize, text: &str) -> Option<Step> {
    let text = text.trim_start().trim_start_matches("- ");
    let text = ["run: ", "entry: "].iter().find_map(|key| text.strip_prefix(key)).unwrap_or(text);
    let args = text.strip_prefix("telltail ")?;
    let (args, status) = args.split_once("   # exits ").expect("a command says how it exits");
    assert!(!args.contains(['"', '\'', '$', '|', '>', '\\']), "line {line} needs a shell: {args}");
    let args = args.split_whitespace().map(str::to_owned).collect();
    Some(Step::Command { line, args, status: status.trim().parse().unwrap() })
}

/// A repository with the log of a test run in it.
fn project() -> Home {
    let home = Home::new();
    fs::create_dir(home.at(".git")).unwrap();
    let lines = [
        r#"extension_activated {"duration_ms":12,"success":true,"platform":"linux"}"#,
        r#"search_executed {"results_count":3,"folder":"/home/alice/routes/app","platform":"linux"}"#,
    ];
    let lines: Vec<_> = lines
        .iter()
        .map(|it| format!("2026-03-14 09:00:00.000 [trace] acme.routes/{it}\n"))
        .collect();
    home.file("telemetry-logs/window1/exthost/extHostTelemetry.log", lines.concat());
    // An earlier release had one event less.
    home.file("released-logs/window1/exthost/extHostTelemetry.log", &lines[0]);
    home
}

fn run_all(is_meant: impl Fn(&[String]) -> bool) -> (Home, usize) {
    let home = project();
    let mut commands = 0;
    for step in steps() {
        match step {
            Step::File { name, text } => drop(home.file(&name, text)),
            Step::Command { line, args, status } if is_meant(&args) => {
                let words: Vec<&str> = args.iter().map(String::as_str).collect();
                let ran = home.run(&words);
                let said = format!("{}{}", String::from_utf8_lossy(&ran.out), ran.err);
                assert_eq!(ran.status, Some(status), "line {line}: {args:?}\n{said}");
                commands += 1;
            }
            Step::Command { .. } => {}
        }
    }
    (home, commands)
}

#[test]
fn catalogs_are_checked_as_the_page_says() {
    let (_, commands) = run_all(|args| args[0] == "catalog");
    assert!(commands >= 2, "{commands}");
}

#[test]
fn every_command_exits_as_the_page_says() {
    let (home, commands) = run_all(|_| true);
    assert!(commands >= 10, "{commands}");
    let sarif: Value =
        serde_json::from_slice(&fs::read(home.at("telltail.sarif")).unwrap()).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert!(fs::metadata(home.at("telltail.md")).unwrap().len() > 0);
}

/// The workflow is only as good as the permission and the action that it names.
#[test]
fn the_workflow_may_upload_what_it_writes() {
    let workflow = steps().into_iter().find_map(|step| match step {
        Step::File { name, text } if name.ends_with("telemetry.yml") => Some(text),
        _ => None,
    });
    let workflow = workflow.unwrap();
    for wanted in [
        "security-events: write",
        "github/codeql-action/upload-sarif@",
        "sarif_file: telltail.sarif",
    ] {
        assert!(workflow.contains(wanted), "{wanted}");
    }
    assert!(workflow.contains("-o telltail.sarif"));
}

//! Drives any program in a pseudo-terminal, step by step, and says how long each step took.
//!
//! ```text
//! cargo bench --bench screen -- --see 1,139,139 --type 'fcopilot\r' --see 33,622 --memory -- telltail LOG
//! ```
//! The terminal says that it is dark where it is asked; with `--silent` it says nothing.
//!
//! Steps are done in the order in which they are given. A time is that from the start, or from
//! the last keys if some were typed, to the bytes that made the screen so. The answer is a line
//! of JSON on standard output, an object a step. `benches/peers` asks it.
#![expect(clippy::print_stdout, reason = "it tells what it measured")]

mod terminal;

use std::error::Error;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use terminal::{Terminal, keys};

/// What is done at the terminal.
#[derive(Debug)]
enum Step {
    /// Until one of these texts, which `|` parts, is on the screen.
    See(String),
    /// Until none of them is.
    Miss(String),
    Type(String),
    /// Until nothing came for so many milliseconds.
    Settle(u64),
    /// What the process holds.
    Memory,
    /// The screen's text.
    Show,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { steps, patience, silent, command } = arguments()?;
    let mut terminal = if silent { Terminal::silent(&command) } else { Terminal::run(&command) };
    let mut from = terminal.started;
    let mut told = Vec::new();
    for step in steps {
        told.push(done(&mut terminal, &step, &mut from, patience)?);
    }
    println!("{}", Value::Array(told));
    Ok(())
}

fn done(
    terminal: &mut Terminal,
    step: &Step,
    from: &mut Instant,
    patience: Duration,
) -> Result<Value, String> {
    let took = |at: Instant, from: Instant| at.saturating_duration_since(from).as_secs_f64() * 1e3;
    let texts = |of: &str| of.split('|').map(str::to_owned).collect::<Vec<_>>();
    match step {
        Step::See(text) | Step::Miss(text) => {
            let texts = texts(text);
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let at = match step {
                Step::See(_) => terminal.sees(&texts, patience),
                _ => terminal.misses(&texts, patience),
            };
            let at = at.ok_or_else(|| format!("{step:?} never came:\n{}", terminal.text()))?;
            Ok(json!({ "step": "see", "text": text, "ms": took(at, *from) }))
        }
        Step::Type(keys) => {
            *from = terminal.types(keys);
            Ok(json!({ "step": "type", "keys": keys }))
        }
        Step::Settle(millis) => {
            terminal.settles(Duration::from_millis(*millis));
            Ok(json!({ "step": "settle", "ms": took(terminal.last, *from) }))
        }
        Step::Memory => {
            let held = terminal::memory(terminal.pid()).unwrap_or_default();
            let peak = terminal::peak(terminal.pid());
            Ok(json!({
                "step": "memory", "own": held.own, "of_files": held.of_files, "peak": peak,
            }))
        }
        Step::Show => Ok(json!({ "step": "show", "screen": terminal.text() })),
    }
}

/// The steps, how long to wait for each, whether the terminal answers nothing, and the command.
struct Arguments {
    steps: Vec<Step>,
    patience: Duration,
    silent: bool,
    command: Vec<String>,
}

fn arguments() -> Result<Arguments, String> {
    let mut arguments = std::env::args().skip(1);
    let (mut steps, mut patience) = (Vec::new(), Duration::from_secs(120));
    let mut silent = false;
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--" => break,
            "--bench" => {}
            "--silent" => silent = true,
            "--see" => steps.push(Step::See(value()?)),
            "--miss" => steps.push(Step::Miss(value()?)),
            "--type" => steps.push(Step::Type(keys(&value()?))),
            "--settle" => steps.push(Step::Settle(number(&value()?)?)),
            "--patience" => patience = Duration::from_secs(number(&value()?)?),
            "--memory" => steps.push(Step::Memory),
            "--show" => steps.push(Step::Show),
            other => return Err(format!("'{other}' is no step; see the top of benches/screen.rs")),
        }
    }
    let command: Vec<String> = arguments.filter(|argument| argument != "--bench").collect();
    if command.is_empty() {
        return Err("no command: write it behind --".to_owned());
    }
    Ok(Arguments { steps, patience, silent, command })
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|error| format!("{text}: {error}"))
}

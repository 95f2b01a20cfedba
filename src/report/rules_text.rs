//! Rules for a person: all there are, and which of them decided.

use std::io::{self, Write};

use crate::classify::RuleLine;
use crate::event::{Evidence, Reason, visible};

/// One thing that was decided of an event.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// What: `producer`, `level` or `destination`.
    pub what: &'static str,
    /// On what.
    pub value: String,
    /// By which rule; `None` where none held.
    pub reason: Option<Reason>,
}

/// The column at which values begin.
const INDENT: usize = 13;

/// Writes every rule in the order in which it is tried: its id and file, its condition, what it
/// decides, and why.
///
/// # Errors
/// What the writer says.
pub fn rules_text<'a>(
    out: &mut impl Write,
    lines: impl Iterator<Item = RuleLine<'a>>,
) -> io::Result<()> {
    let mut stratum = "";
    for line in lines {
        if line.stratum != stratum {
            let gap = if stratum.is_empty() { "" } else { "\n" };
            stratum = line.stratum;
            writeln!(out, "{gap}{stratum}: the first that holds decides")?;
        }
        let Reason { rule, file, why, .. } = line.reason;
        let when = if line.when.is_empty() { "always" } else { line.when };
        writeln!(out, "  {} in {}", visible(rule), visible(file))?;
        writeln!(out, "    when {}", visible(&one_line(when)))?;
        let mark = if stratum == "producer" { "" } else { line.reason.by.mark() };
        let decision = if line.decision.is_empty() { "unknown" } else { line.decision };
        writeln!(out, "    then {}{mark}", visible(decision))?;
        if !why.is_empty() {
            writeln!(out, "    why  {}", visible(why))?;
        }
    }
    Ok(())
}

/// Writes what was decided of one event, and the rule and file that did.
///
/// # Errors
/// What the writer says.
pub fn verdicts_text(out: &mut impl Write, verdicts: &[Verdict]) -> io::Result<()> {
    for verdict in verdicts {
        let is_producer = verdict.what == "producer";
        let value = if verdict.value.is_empty() { "unknown" } else { &verdict.value };
        let reason = verdict.reason.as_ref().filter(|_| !is_producer);
        let mark = reason.map_or("", |reason| reason.by.mark());
        writeln!(out, "{:INDENT$}{}{mark}", verdict.what, visible(value))?;
        let Some(Reason { rule, file, by, why }) = &verdict.reason else {
            writeln!(out, "{:INDENT$}no rule holds", "")?;
            continue;
        };
        // A producer's rule need not say how certain it is: then it is no guess.
        let by = if is_producer { (*by).min(Evidence::Rule) } else { *by }.phrase();
        writeln!(out, "{:INDENT$}{by}: {} in {}", "", visible(rule), visible(file))?;
        if !why.is_empty() {
            writeln!(out, "{:INDENT$}{}", "", visible(why))?;
        }
    }
    Ok(())
}

/// A condition that was written over several lines.
fn one_line(when: &str) -> String {
    when.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

//! `telltail sources`: where logs were looked for, and what was found.

use std::io::Write;
use std::process::ExitCode;

use crate::event::visible;
use crate::report::pretty_json;
use crate::source::{Looked, Session, Surveyed, newest_session, survey};

use super::args::{Sources, SourcesFormat};
use super::failure::Failure;
use super::input::{logs_roots, outcome};
use super::output::Output;
use super::setup::Setup;

pub(super) fn run(args: &Sources) -> Result<ExitCode, Failure> {
    let setup = Setup::new(&args.common)?;
    let surveyed = survey(&logs_roots(&setup, &args.common));
    let mut output = Output::new(args.common.color);
    match args.format {
        SourcesFormat::Json => pretty_json(&mut output.out, &surveyed)?,
        SourcesFormat::Text => text(&mut output.out, &surveyed)?,
    }
    output.out.flush()?;
    let found = surveyed.iter().any(|it| it.looked == Looked::Found);
    // Nothing was found to read: the report says where, the status says it to scripts.
    Ok(ExitCode::from(if found { 0 } else { 3 }))
}

fn text(out: &mut impl Write, surveyed: &[Surveyed]) -> std::io::Result<()> {
    let sessions: Vec<Session> = surveyed.iter().flat_map(|it| it.sessions.clone()).collect();
    let newest = newest_session(&sessions).map(|session| session.path.clone());
    for it in surveyed {
        let path = it.root.path.display().to_string();
        let (name, why) = (it.root.name, visible(&it.root.why));
        writeln!(out, "{name}: {}: {} ({why})", visible(&path), outcome(it.looked))?;
        for problem in &it.problems {
            writeln!(out, "  problem: {}", visible(problem))?;
        }
        for session in &it.sessions {
            write_session(out, session, newest.as_ref() == Some(&session.path))?;
        }
    }
    if newest.is_none() {
        writeln!(
            out,
            "no session holds a telemetry log; start the editor, or see `telltail demo`"
        )?;
    }
    Ok(())
}

fn write_session(out: &mut impl Write, session: &Session, newest: bool) -> std::io::Result<()> {
    let mark = if newest { "  <- newest" } else { "" };
    writeln!(out, "  session {}{mark}", session.stamp)?;
    for file in &session.files {
        let path = file.path.strip_prefix(&session.path).unwrap_or(&file.path);
        let kind = if file.bearing { "telemetry" } else { "trace output" };
        let rotated = match file.rotated.len() {
            0 => String::new(),
            count => format!(", {count} rotated"),
        };
        let path = path.display().to_string();
        writeln!(out, "    {} ({kind}, {} bytes{rotated})", visible(&path), file.len)?;
    }
    Ok(())
}

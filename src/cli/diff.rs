//! `telltail diff`: two logs, baselines or catalogs held against each other.

mod side;

use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::audit::{Comparison, Sort, Wanted};
use crate::report::{diff_json, diff_markdown, diff_text};

use super::args::{self, Colour, DiffFormat};
use super::audit::write_file;
use super::failure::Failure;
use super::output::Output;
use super::policy::PolicyFile;
use super::screen;
use super::setup::Setup;

use self::side::{Known, Reader};

pub(super) fn run(args: &args::Diff) -> Result<ExitCode, Failure> {
    let wanted = args.wanted().map_err(Failure::Usage)?;
    let setup = Setup::new(&args.common)?;
    // What is wrong with an argument is wrong before anything is read.
    setup.predicate(&args.common)?;
    let mut reader = Reader::new(args, setup)?;
    let (old, new) = (Known::of(args, &args.old)?, Known::of(args, &args.new)?);
    refuse_mixed(args, &old, &new)?;
    let old = reader.read(old, &args.old)?;
    let new = reader.read(new, &args.new)?;
    let scanner = &reader.setup.auditor.context().scanner;
    let comparison = Comparison::of(old, new).told(scanner, args.look.show_values);
    let failed = reader.failed;
    if args.screen && std::io::stdout().is_terminal() && !screen::is_dumb() {
        return show(args, reader, comparison);
    }
    write(args, &reader, &comparison)?;
    Ok(ExitCode::from(status(&comparison, &wanted, failed)))
}

/// Two things that cannot be held against each other.
fn refuse_mixed(args: &args::Diff, old: &Known, new: &Known) -> Result<(), Failure> {
    let (was, is) = (old.sort(), new.sort());
    if (was == Sort::Catalog) != (is == Sort::Catalog) {
        return Err(Failure::Usage(format!(
            "OLD is a {} and NEW is a {}: name two logs, or two catalogs\n`telltail audit LOG \
             --catalog FILE` holds a log against what was declared",
            was.as_str(),
            is.as_str()
        )));
    }
    if args.old == "-" && args.new == "-" {
        let wrong = "standard input is one log: name the other one as OLD or NEW";
        return Err(Failure::Usage(wrong.to_owned()));
    }
    let is_stream = |it: &Known| matches!(it, Known::Log { stream: true });
    if args.screen && (was != Sort::Log || is != Sort::Log || is_stream(old) || is_stream(new)) {
        let wrong = "--screen shows the events of two saved logs: for a baseline, a catalog or \
                     what is piped in leave it out";
        return Err(Failure::Usage(wrong.to_owned()));
    }
    Ok(())
}

/// Writes the report to standard output or to the file that was named.
fn write(args: &args::Diff, reader: &Reader<'_>, comparison: &Comparison) -> Result<(), Failure> {
    let Some(path) = &args.output else {
        let mut output = Output::new(reader.setup.colour);
        put(args.format, output.colour, &mut output.out, comparison)?;
        return Ok(output.out.flush()?);
    };
    let mut text = Vec::new();
    put(args.format, reader.setup.colour == Colour::Always, &mut text, comparison)?;
    let paths: BTreeSet<&str> = reader.paths.iter().map(String::as_str).collect();
    write_file("-o", path, &paths, &text)
}

fn put(
    format: DiffFormat,
    colour: bool,
    out: &mut impl Write,
    comparison: &Comparison,
) -> Result<(), Failure> {
    match format {
        DiffFormat::Text => diff_text(out, comparison, colour)?,
        DiffFormat::Json => diff_json(out, comparison)?,
        DiffFormat::Markdown => diff_markdown(out, comparison)?,
    }
    Ok(())
}

/// The exit status: the first that applies.
fn status(comparison: &Comparison, wanted: &[Wanted], failed: bool) -> u8 {
    if failed {
        return 3;
    }
    let is_wanted = |it| wanted.iter().any(|wanted| wanted.has(it));
    u8::from(comparison.differences.iter().any(is_wanted))
}

/// Shows the differences on the screen, and the events of both logs.
fn show(
    args: &args::Diff,
    reader: Reader<'_>,
    comparison: Comparison,
) -> Result<ExitCode, Failure> {
    let mut setup = reader.setup;
    setup.sums = false;
    setup.judge_by(policy(args, &setup)?, None);
    let paths = [PathBuf::from(&args.old), PathBuf::from(&args.new)];
    let plan = screen::plan(&setup, &args.common, &paths, false)?;
    screen::show_compared(plan, setup, &args.common, &args.look, comparison)
}

/// The policy that was named.
fn policy(args: &args::Diff, setup: &Setup) -> Result<Option<PolicyFile>, Failure> {
    let read = |path| PolicyFile::read(path, &setup.context);
    let policy = args.policy.as_deref().map(read).transpose();
    policy.map_err(|wrong| Failure::Usage(format!("--policy {wrong}")))
}

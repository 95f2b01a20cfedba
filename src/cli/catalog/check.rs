//! `telltail catalog check`: what is wrong with catalogs.

use std::io::Write;
use std::process::ExitCode;

use crate::catalog::{Gravity, Loaded, Request, check};
use crate::event::visible;

use super::super::failure::{Failure, say};
use super::super::output::Output;
use super::super::setup::Setup;
use super::args::{Check, FailOn};
use super::nothing_declared;

pub(super) fn run(args: &Check) -> Result<ExitCode, Failure> {
    let common = args.declared.common();
    let setup = Setup::new(&common)?;
    let mut unreadable = false;
    let loaded = if args.files.is_empty() {
        let found = setup.catalog(&common)?;
        // A check that had nothing to check is not passed.
        if found.catalog.is_empty()
            && found.warnings.is_empty()
            && common.catalogs.catalog.is_empty()
        {
            return Err(nothing_declared());
        }
        found
    } else {
        let mut all = Loaded::default();
        for argument in common.catalogs.catalog.iter().chain(&args.files) {
            // One that cannot be read does not hide what is wrong with the others.
            match Request::parse(argument).load() {
                Ok(loaded) => all.join(loaded),
                Err(error) => {
                    unreadable = true;
                    say(&error.to_string());
                }
            }
        }
        all
    };
    let remarks = check(&loaded);
    let mut output = Output::new(setup.colour);
    for remark in &remarks {
        writeln!(output.out, "{}: {}", remark.gravity.as_str(), visible(&remark.text))?;
    }
    for plan in &loaded.plans {
        writeln!(output.out, "{}", visible(&plan.mapped))?;
    }
    let (files, events) = loaded
        .catalog
        .files()
        .fold((0, 0), |(files, events), file| (files + 1, events + file.events));
    let warnings = remarks.iter().filter(|it| it.gravity == Gravity::Warning).count();
    let notes = remarks.len() - warnings;
    writeln!(output.out, "files: {files}, events: {events}, warnings: {warnings}, notes: {notes}")?;
    output.out.flush()?;
    let worst = remarks.iter().map(|it| it.gravity).max();
    let failing = match args.fail_on {
        None => false,
        Some(FailOn::Note) => worst.is_some(),
        Some(FailOn::Warning) => worst == Some(Gravity::Warning),
    };
    Ok(ExitCode::from(if unreadable { 2 } else { u8::from(failing) }))
}

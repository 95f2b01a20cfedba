//! `telltail completions`: what a shell completes, from the arguments as they are.

use std::io::Write;
use std::process::ExitCode;

use clap::CommandFactory;

use super::args::{Cli, Colour, Completions};
use super::failure::Failure;
use super::output::Output;

pub(super) fn run(args: &Completions) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    // Into memory first: it would panic where whoever reads has gone.
    clap_complete::generate(args.shell, &mut Cli::command(), "telltail", &mut script);
    let mut output = Output::new(Colour::Never);
    output.out.write_all(&script)?;
    output.out.flush()?;
    Ok(ExitCode::SUCCESS)
}

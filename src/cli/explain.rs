//! `telltail explain`: how a filter is read and run.

use std::io::Write;
use std::process::ExitCode;

use crate::query::{explain, parse};

use super::args::Explain;
use super::failure::Failure;
use super::output::Output;
use super::setup::Setup;

pub(super) fn run(args: &Explain) -> Result<ExitCode, Failure> {
    let setup = Setup::new(&args.common)?;
    let text = args.expr.join(" ");
    // As everywhere, --filter narrows what is asked further.
    let text = match &args.common.filter {
        Some(filter) => format!("({filter}) ({text})"),
        None => text,
    };
    let predicate = setup.read(&text)?;
    let expr = parse(&text).map_err(Failure::usage)?;
    let mut output = Output::new(args.common.color);
    writeln!(output.out, "{}", explain(&expr, &predicate).to_string().trim_end())?;
    output.out.flush()?;
    Ok(ExitCode::SUCCESS)
}

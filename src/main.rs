//! The telltail binary: parse the arguments, run, exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    telltail::cli::run()
}

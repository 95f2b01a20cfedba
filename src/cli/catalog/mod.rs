//! `telltail catalog`: what is declared, what is wrong with it, and a beginning for what is not.

mod args;
mod check;
mod draft;
mod list;

use std::process::ExitCode;

pub(super) use args::CatalogCommand;

use super::failure::Failure;

pub(super) fn run(command: &CatalogCommand) -> Result<ExitCode, Failure> {
    match command {
        CatalogCommand::List(args) => list::run(args),
        CatalogCommand::Check(args) => check::run(args),
        CatalogCommand::Draft(args) => draft::run(args),
    }
}

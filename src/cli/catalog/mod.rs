//! `telltail catalog`: what is declared, what is wrong with it, and a beginning for what is not.

mod args;
mod check;
mod draft;
mod list;

use std::process::ExitCode;

pub(super) use args::CatalogCommand;

use super::failure::Failure;

/// What a command ends with that found nothing to work on.
fn nothing_declared() -> Failure {
    let text = "no catalog is found that declares something; name one with --catalog FILE";
    Failure::Input(text.to_owned())
}

pub(super) fn run(command: &CatalogCommand) -> Result<ExitCode, Failure> {
    match command {
        CatalogCommand::List(args) => list::run(args),
        CatalogCommand::Check(args) => check::run(args),
        CatalogCommand::Draft(args) => draft::run(args),
    }
}

//! A command that was mistyped, and so was taken for a path.

use std::path::{Path, PathBuf};

use clap::CommandFactory;

use super::args::Cli;
use super::failure::Failure;

/// So many letters of a command are mistyped at most.
const MISTYPED: usize = 2;

/// Refuses a first path that does not exist and is nearly the name of a command: what stands
/// behind it would be shown as if nothing else had been asked for.
///
/// # Errors
/// With the command that was meant.
pub(super) fn check(paths: &[PathBuf]) -> Result<(), Failure> {
    let Some(word) = paths.first().filter(|path| !path.exists()).and_then(|path| word(path)) else {
        return Ok(());
    };
    let cli = Cli::command();
    let names = cli.get_subcommands().map(clap::Command::get_name);
    let near = names
        .map(|name| (strsim::damerau_levenshtein(word, name), name))
        .filter(|(distance, name)| *distance <= MISTYPED && *distance * 2 < name.len())
        .min();
    match near {
        Some((0, name)) => {
            Err(Failure::Usage(format!("a command comes before its flags: `telltail {name} …`")))
        }
        Some((_, name)) => Err(Failure::Usage(format!(
            "there is no command '{word}', and no file; did you mean `telltail {name}`?"
        ))),
        None => Ok(()),
    }
}

/// A path that looks like a command: lower-case letters and nothing else, few of them.
fn word(path: &Path) -> Option<&str> {
    let word = path.to_str()?;
    let letters = word.len() <= 16 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    letters.then_some(word)
}

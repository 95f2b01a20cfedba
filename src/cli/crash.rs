//! A panic anywhere: one line on standard error, and a file with what a bug report needs.
//!
//! The file holds where it happened, its message, the way there and the version; nothing of any
//! log but what the message itself may quote. It goes to the folder of states, never beside logs.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::io::{self, ErrorKind, Write as _};
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::config::environment::Environment;
use crate::config::own::state_folder;
use crate::config::private;
use crate::tui;

use super::failure::say;

/// What is said of the first panic of this run. Those after it are mostly its consequences.
static SAID: OnceLock<String> = OnceLock::new();

/// Whether it was said.
static TOLD: AtomicBool = AtomicBool::new(false);

/// No two crashes of a second have names beyond this.
const MOST: usize = 9;

/// Sees to it that a panic is told and kept. While the screen is entered nothing is printed into
/// it: [`untold`] has the line for afterwards.
pub(super) fn watch() {
    let folder = state_folder(&Environment::of_this_machine());
    panic::set_hook(Box::new(move |panic| {
        let mut first = false;
        let line = SAID.get_or_init(|| {
            first = true;
            let place = place(panic);
            let message = message(panic);
            // One line, whatever the message is.
            let short = message.replace('\n', " ");
            match keep(&folder, &report(&place, message)) {
                Ok(file) => {
                    format!("telltail has a bug: {short} ({place}); report: {}", file.display())
                }
                Err(error) => format!(
                    "telltail has a bug: {short} ({place}); no report could be written to {}: \
                     {error}",
                    folder.display()
                ),
            }
        });
        if first && !tui::is_entered() {
            TOLD.store(true, Ordering::SeqCst);
            say(line);
        }
    }));
}

/// What is still to be said of the panic that ended the screen, which it calls `text`: nothing
/// where it was said when it happened.
pub(super) fn untold(text: &str) -> String {
    if TOLD.load(Ordering::SeqCst) {
        return String::new();
    }
    SAID.get().cloned().unwrap_or_else(|| format!("telltail has a bug: {text}"))
}

fn message<'p>(panic: &'p PanicHookInfo<'_>) -> &'p str {
    let payload = panic.payload();
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

fn place(panic: &PanicHookInfo<'_>) -> String {
    panic.location().map_or_else(|| "somewhere".to_owned(), ToString::to_string)
}

fn report(place: &str, message: &str) -> String {
    let thread = thread::current();
    let mut text = String::from("telltail ended because of a fault of its own.\n\n");
    let _ = writeln!(text, "version  {}", env!("CARGO_PKG_VERSION"));
    let _ = writeln!(text, "system   {} {}", std::env::consts::OS, std::env::consts::ARCH);
    let _ = writeln!(text, "thread   {}", thread.name().unwrap_or("-"));
    let _ = writeln!(text, "place    {place}");
    let _ = writeln!(text, "message  {message}");
    let _ = writeln!(text, "\n{}", Backtrace::force_capture());
    text
}

/// Writes a report into a file of its own; which one that is.
fn keep(folder: &Path, report: &str) -> io::Result<PathBuf> {
    private::folder(folder)?;
    let stamp = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
    for number in 1..=MOST {
        let more = if number == 1 { String::new() } else { format!("-{number}") };
        let path = folder.join(format!("crash-{stamp}{more}.txt"));
        match private::new_file(&path) {
            Ok(mut file) => return file.write_all(report.as_bytes()).map(|()| path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_report_is_kept_and_the_next_one_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("state/telltail");
        let text = report("src/some.rs:7:1", "it broke");
        let first = keep(&folder, &text).unwrap();
        let second = keep(&folder, &text).unwrap();
        assert_ne!(first, second);
        let kept = fs::read_to_string(&first).unwrap();
        assert_eq!(kept, text);
        for part in ["src/some.rs:7:1", "it broke", env!("CARGO_PKG_VERSION"), "a_report_is_kept"] {
            assert!(kept.contains(part), "{part}: {kept}");
        }
    }

    #[test]
    fn where_there_is_no_folder_it_is_an_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert!(keep(file.path(), "").is_err());
    }
}

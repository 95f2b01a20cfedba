//! Threads whose panic ends the program in order, through the screen's own guard.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::{Builder, JoinHandle};

use tokio::sync::mpsc::Sender;

use super::notice::Notice;

/// Runs `work` on a thread called `name`; should it panic, `notices` hears of it.
///
/// # Errors
/// The system has no thread left.
pub(super) fn spawn(
    name: &str,
    notices: Sender<Notice>,
    work: impl FnOnce() + Send + 'static,
) -> std::io::Result<JoinHandle<()>> {
    let thread = name.to_owned();
    Builder::new().name(name.to_owned()).spawn(move || {
        // What the work shares sits behind locks whose poison is looked through: the log stays
        // readable while the program ends.
        if let Err(panic) = catch_unwind(AssertUnwindSafe(work)) {
            let said = panic
                .downcast_ref::<&str>()
                .map(ToString::to_string)
                .or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_default();
            // A watcher that is gone needs no notice.
            let _ = notices.blocking_send(Notice::Panicked(format!("{thread}: {said}")));
        }
    })
}

/// Panics where `TELLTAIL_PANIC` names this place: how a test sees that a panic anywhere leaves
/// the terminal whole. Not in release builds.
///
/// # Panics
/// Where the variable names `place`.
#[cfg(debug_assertions)]
pub fn planted_panic(place: &str) {
    let named = std::env::var_os("TELLTAIL_PANIC").is_some_and(|named| named == place);
    assert!(!named, "planted by TELLTAIL_PANIC");
}

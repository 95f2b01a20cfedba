//! A person at work: pasting, commands, a while in the shell, and the next day.

use std::fs;
use std::path::Path;

use portable_pty::CommandBuilder;

use super::{Run, append, session as logged};

impl Run {
    pub(super) fn quits_with(&mut self, keys: &str) {
        self.types(keys);
        assert_eq!(self.ends(), 0);
        self.is_restored();
    }
}

/// Runs with what is kept for the next run in `own`.
fn again(log: &Path, own: &Path, more: &[&str]) -> Run {
    let args = [&[log.to_str().unwrap()], more].concat();
    Run::telltail(&args, &[("XDG_STATE_HOME", own.to_str().unwrap())])
}

#[test]
fn what_is_pasted_into_the_filter_is_text_and_no_keys() {
    let (_folder, log) = logged();
    append(&log, "second.event", "{}");
    let mut run = Run::telltail(&["-f", log.to_str().unwrap()], &[]);
    run.sees("2 of 2");
    // Outside of a line nothing is done with it: q is no key, and neither is the line's end.
    run.types("\x1b[200~q\rq\x1b[201~");
    run.types("f");
    run.types("\x1b[200~event:second*\nq\x1b[201~");
    run.sees("› event:second* q");
    run.types("\x7f\x7f\r");
    run.sees("1 of 2");
    run.quits_with("q");
}

#[test]
fn the_palette_runs_a_command_with_its_argument() {
    let (_folder, log) = logged();
    append(&log, "second.event", "{}");
    let mut run = Run::telltail(&["-f", log.to_str().unwrap()], &[]);
    run.sees("2 of 2");
    let cursor_on = |screen: &vt100::Screen, event: &str| {
        let text = screen.contents();
        text.lines().any(|line| line.contains('▌') && line.contains(event))
    };
    run.until("the newest", |screen| cursor_on(screen, "second.event"));
    run.types(":goto 1\r");
    run.until("the first", |screen| cursor_on(screen, "first.event"));
    run.quits_with("q");
}

#[test]
fn a_while_in_the_shell_leaves_what_is_open_as_it_was() {
    let (_folder, log) = logged();
    let script =
        r#"set -m; "$TELLTAIL" -f "$LOG"; echo "in the shell"; read -r line; fg; echo "status $?""#;
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", script]);
    command.env("TELLTAIL", env!("CARGO_BIN_EXE_telltail"));
    command.env("LOG", &log);
    let mut run = Run::command(command, &[]);
    run.sees("first.event");
    run.types(":view-sou");
    run.sees(" Commands ");
    run.sees("view-sources");
    run.types("\x1a");
    run.until("the shell", |screen| {
        !screen.alternate_screen() && screen.contents().contains("in the shell")
    });
    run.is_restored();
    append(&log, "meanwhile", "{}");
    run.types("\n");
    run.is_entered();
    run.sees(" Commands ");
    run.types("\r");
    run.sees("Sources");
    run.types("1");
    run.sees("meanwhile");
    run.types("q");
    run.sees("status 0");
    run.ends();
    run.is_restored();
}

#[test]
fn what_was_chosen_on_the_screen_is_there_the_next_time() {
    let (_folder, log) = logged();
    let own = tempfile::tempdir().unwrap();
    let mut run = again(&log, own.path(), &[]);
    run.sees("09:26:53.589");
    // Times with their date, and the first property as a column.
    run.types("t");
    run.sees("2026-03-14 09:26:53.589");
    run.types("\r");
    run.sees("enter fold");
    run.types("c");
    let header = |screen: &vt100::Screen| {
        let text = screen.contents();
        text.lines().any(|line| line.starts_with("╭ Level") && line.contains(" reason"))
    };
    run.until("the column", header);
    run.quits_with("Q");

    let mut run = again(&log, own.path(), &[]);
    run.sees("2026-03-14 09:26:53.589");
    // It is the last, to the right of what there is room for.
    run.types("llll");
    run.until("the column", header);
    run.quits_with("q");
}

#[test]
fn without_state_nothing_is_read_and_nothing_is_kept() {
    let (_folder, log) = logged();
    let own = tempfile::tempdir().unwrap();
    let mut run = again(&log, own.path(), &["--no-state"]);
    run.sees("09:26:53.589");
    run.types("t");
    run.sees("2026-03-14 09:26:53.589");
    run.quits_with("q");
    let kept: Vec<_> = fs::read_dir(own.path()).unwrap().flatten().collect();
    assert!(kept.is_empty(), "{kept:?}");

    let mut run = again(&log, own.path(), &[]);
    run.sees("09:26:53.589");
    run.types("t");
    run.sees("2026-03-14 09:26:53.589");
    run.quits_with("q");
    let mut run = again(&log, own.path(), &["--no-state"]);
    run.sees("09:26:53.589");
    run.sees("1 of 1");
    assert!(!run.text().contains("2026-03-14"), "{}", run.text());
    run.quits_with("q");
}

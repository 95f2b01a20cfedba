//! Lines by which a logger speaks of itself: what opens a telemetry log, and its level.
//!
//! Both are info lines. They tell when a logger began anew (a window was reloaded) and whether
//! it writes trace lines at all, which every telemetry event is.
//!
//! Source: VS Code's telemetry log appenders wrote the two header lines until early 2025, in
//! several wordings; a log output channel writes `Log level: Trace`, the server `Log level
//! changed to trace`, an older logger the same behind its own name in brackets.

use memchr::memmem;

use crate::event::LogLevel;

/// How much of a message is looked at: the longest header seen has 160 bytes.
const LONGEST: usize = 512;

/// Whether `message` (what follows stamp and level) is one of the two lines that open a
/// telemetry log.
pub fn is_header(message: &[u8]) -> bool {
    let message = message.trim_ascii();
    if message.len() > LONGEST {
        return false;
    }
    if message.len() >= 20 && message.iter().all(|byte| *byte == b'=') {
        return true;
    }
    let below = message.strip_prefix(b"The below are logs").is_some()
        || message.strip_prefix(b"Below are logs").is_some();
    below && memmem::find(message, b"telemetry").is_some()
}

/// The level that `message` says its logger has from here on; `None` for any other line.
pub fn log_level_line(message: &[u8]) -> Option<LogLevel> {
    let message = message.trim_ascii();
    if message.len() > LONGEST {
        return None;
    }
    let message = behind_name(message);
    let word = message
        .strip_prefix(b"Log level:")
        .or_else(|| message.strip_prefix(b"Log level changed to"))?
        .trim_ascii();
    let word = word.to_ascii_lowercase();
    // spdlog says `warning`, the settings of some builds `warn`.
    if word == b"warn" { Some(LogLevel::Warning) } else { LogLevel::from_bytes(&word) }
}

/// `message` without a logger's name in brackets before it.
fn behind_name(message: &[u8]) -> &[u8] {
    let end = message.first().filter(|byte| **byte == b'[').and(memchr::memchr(b']', message));
    end.and_then(|end| message.get(end + 1..)).map_or(message, <[u8]>::trim_ascii)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_lines_that_open_a_telemetry_log_are_known_in_every_wording() {
        for line in [
            "The below are logs for every telemetry event sent from VS Code once the log level \
             is set to trace.",
            "Below are logs for every telemetry event sent from VS Code once the log level is \
             set to trace.",
            "Below are logs for extension telemetry events sent to the telemetry output channel \
             API once the log level is set to trace.",
            "===========================================================",
        ] {
            assert!(is_header(line.as_bytes()), "{line}");
        }
        for line in ["", "====", "telemetry/x {}", "Below are logs of the build", "== done =="] {
            assert!(!is_header(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn a_logger_tells_its_level_in_several_ways() {
        for (line, level) in [
            ("Log level: Trace", Some(LogLevel::Trace)),
            ("[main] Log level: Info", Some(LogLevel::Info)),
            ("Log level changed to trace\r\n", Some(LogLevel::Trace)),
            ("Log level: Warn", Some(LogLevel::Warning)),
            ("Log level: Off", Some(LogLevel::Off)),
            ("Log level: loud", None),
            ("the Log level: Trace", None),
        ] {
            assert_eq!(log_level_line(line.as_bytes()), level, "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken(message in prop::collection::vec(any::<u8>(), 0..80)) {
            is_header(&message);
            log_level_line(&message);
        }
    }
}

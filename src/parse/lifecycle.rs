//! Lines that tell how a log is kept: its headers, and at which level it is written.
//!
//! Source: until 2025 a telemetry log opened with two header lines, which came again at a reload;
//! output channels say `Log level: Trace` when they are made, servers `Log level changed to
//! trace`.

use crate::event::LogLevel;

/// The fewest signs that make a line.
const LINE_MIN: usize = 10;

/// Whether a message is a header of a telemetry log: the sentence that says what follows, or the
/// line below it.
pub fn is_header(message: &str) -> bool {
    let message = message.trim();
    let text =
        message.strip_prefix("The below are ").or_else(|| message.strip_prefix("Below are "));
    text.is_some_and(|it| it.starts_with("logs for ") && it.contains("telemetry event"))
        || message.len() >= LINE_MIN && message.bytes().all(|byte| byte == b'=')
}

/// The level that a log is written at from here on, where a message says so.
pub fn log_level_line(message: &str) -> Option<LogLevel> {
    let message = message.trim();
    let word = message
        .strip_prefix("Log level: ")
        .or_else(|| message.strip_prefix("Log level changed to "))?;
    match word.trim().to_ascii_lowercase().as_str() {
        "warn" => Some(LogLevel::Warning),
        word => LogLevel::from_bytes(word.as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(
        "The below are logs for every telemetry event sent from the editor once it traces.",
        true
    )]
    #[case("Below are logs for extension telemetry events sent to the channel", true)]
    #[case("===========================================================\r\n", true)]
    #[case("=====", false)]
    #[case("Below are logs for every build", false)]
    #[case("telemetry event: Below are logs for ", false)]
    #[case("", false)]
    fn headers_of_a_telemetry_log_are_known(#[case] message: &str, #[case] header: bool) {
        assert_eq!(is_header(message), header);
    }

    #[rstest]
    #[case("Log level: Trace", Some(LogLevel::Trace))]
    #[case("Log level: Info\n", Some(LogLevel::Info))]
    #[case("Log level: Warn", Some(LogLevel::Warning))]
    #[case("Log level: Off", Some(LogLevel::Off))]
    #[case("Log level changed to trace", Some(LogLevel::Trace))]
    #[case("Log level changed to warning", Some(LogLevel::Warning))]
    #[case("Log level: loud", None)]
    #[case("Log level", None)]
    #[case("the Log level: Trace", None)]
    fn a_line_that_says_the_level_is_read(#[case] message: &str, #[case] level: Option<LogLevel>) {
        assert_eq!(log_level_line(message), level);
    }
}

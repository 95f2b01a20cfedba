//! What a source is written in, from its content.
//!
//! The first record that opens with a stamp tells. A source that goes on without one is plain;
//! should a stamp come after all, that tells otherwise.

use crate::event::{Detected, Format};
use crate::frame::Record;

/// After so many lines without a stamp a source is called plain.
const PLAIN_AFTER: u64 = 64;

/// What is known so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Detection {
    /// A person said it.
    forced: Option<Format>,
    /// A stamp was seen, or it is forced.
    settled: bool,
    /// Lines without a stamp.
    plain: u64,
    called_plain: bool,
}

impl Detection {
    /// Of a source that is read as `format`.
    pub(super) fn forced(format: Format) -> Self {
        Self { forced: Some(format), settled: true, ..Self::default() }
    }

    /// What was said of the source before any of it was read.
    pub(super) fn given(&self) -> Option<Detected> {
        self.forced.map(|format| Detected { format, why: "--format-in says so".to_owned() })
    }

    /// Takes note of a record; what the source is, where that is news.
    pub(super) fn see(&mut self, record: &Record<'_>) -> Option<Detected> {
        if self.settled {
            return None;
        }
        let Some(stamp) = &record.opening else {
            self.plain += 1;
            return if self.plain == PLAIN_AFTER { self.end() } else { None };
        };
        self.settled = true;
        let opens = stamp.grammar.opening();
        let why = match record.line {
            // Lines are not counted where a file is read from its end.
            0 => format!("a line opens with {opens}"),
            line => format!("line {line} opens with {opens}"),
        };
        Some(Detected { format: stamp.grammar.format(), why })
    }

    /// The source, or a part of it, ends here.
    pub(super) fn end(&mut self) -> Option<Detected> {
        if self.settled || self.called_plain || self.plain == 0 {
            return None;
        }
        self.called_plain = true;
        let lines = if self.plain == 1 { "line opens" } else { "lines open" };
        let why = format!("{} {lines} without a stamp", self.plain);
        Some(Detected { format: Format::Plain, why })
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::frame::{Family, Frames};

    fn detected(text: &str) -> Option<Detected> {
        let mut detection = Detection::default();
        let frames = Frames::of(text.as_bytes(), Family::default());
        let seen = frames.filter_map(|record| detection.see(&record)).last();
        seen.or_else(|| detection.end())
    }

    #[rstest]
    #[case("2026-03-14 09:26:53.589 [info] x\n", Format::Current, "line 1 opens with a date")]
    #[case("y\n[2026-03-14 09:26:53.589] [a] [info] x\n", Format::Older, "line 2 opens with a d")]
    #[case("[09:26:53] x\n", Format::Console, "line 1 opens with a time of day")]
    #[case("%c INFO x\n", Format::Console, "line 1 opens with %c and a level")]
    #[case("words\n", Format::Plain, "1 line opens without a stamp")]
    #[case("some\nwords", Format::Plain, "2 lines open without a stamp")]
    fn the_first_stamp_tells_the_format(
        #[case] text: &str,
        #[case] format: Format,
        #[case] why: &str,
    ) {
        let detected = detected(text).unwrap();
        assert_eq!(detected.format, format);
        assert!(detected.why.starts_with(why), "{}", detected.why);
    }

    #[test]
    fn nothing_is_not_plain() {
        assert_eq!(detected(""), None);
    }

    #[test]
    fn many_lines_without_a_stamp_are_plain_until_one_comes() {
        let mut detection = Detection::default();
        let text = "words\n".repeat(100);
        let frames = Frames::of(text.as_bytes(), Family::default());
        let news: Vec<_> = frames.filter_map(|record| detection.see(&record)).collect();
        assert_eq!(news.len(), 1);
        assert_eq!(news[0].format, Format::Plain);
        assert_eq!(detection.end(), None);
        let late = Frames::of(b"[09:26:53] x", Family::default()).next().unwrap();
        assert_eq!(detection.see(&late).unwrap().format, Format::Console);
    }

    #[test]
    fn a_format_that_is_said_is_not_looked_for() {
        let mut detection = Detection::forced(Format::Plain);
        assert_eq!(detection.given().unwrap().why, "--format-in says so");
        let text = b"2026-03-14 09:26:53.589 [info] x\n";
        let record = Frames::of(text, Family::of(Format::Plain)).next().unwrap();
        assert_eq!((record.opening.clone(), detection.see(&record)), (None, None));
        assert_eq!(detection.end(), None);
    }
}

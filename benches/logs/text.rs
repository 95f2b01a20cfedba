//! Records that are no events: what was logged in words, and errors with their stack.

use super::random::Random;
use super::telemetry::extend;
use super::vocabulary::{ERRORS, FRAMES, LINES};

/// A log level and what was said, which may go over several lines; no line end behind it. Every
/// other one is an error with a stack.
pub(crate) fn text(random: &mut Random) -> (&'static str, Vec<u8>) {
    let mut said = Vec::new();
    if random.chance(1, 2) {
        let (level, words) = LINES[random.below(LINES.len() as u64) as usize];
        extend(&mut said, &[words]);
        return (level, said);
    }
    extend(&mut said, &[random.pick(&ERRORS)]);
    for _ in 0..3 + random.below(10) {
        extend(&mut said, &["\n", random.pick(&FRAMES)]);
    }
    ("error", said)
}

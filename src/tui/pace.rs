//! How often the screen is drawn: at once after a rest, sixty times a second in a flood.
//!
//! Refuses to know what is drawn, and to read a clock of its own.

use std::time::Duration;

use tokio::time::Instant;

/// What one drawing costs of the allowance, and so the time between two when it is spent.
const FRAME: Duration = Duration::from_millis(16);

/// How much of the allowance may be saved: three drawings in quick succession. A key's echo and
/// its answer, or the empty screen of the start and the first events, are not kept waiting for
/// one another.
const SAVED: Duration = FRAME.saturating_mul(2);

/// When the screen was drawn, and when it may be again.
#[derive(Debug)]
pub(super) struct Pace {
    /// The allowance is whole from this moment on.
    whole: Instant,
    drawn: Instant,
}

impl Pace {
    /// A whole allowance.
    pub(super) fn new(now: Instant) -> Self {
        Self { whole: now, drawn: now }
    }

    /// How long the next drawing has to wait; mostly not at all.
    pub(super) fn wait(&self, now: Instant) -> Duration {
        self.whole.saturating_duration_since(now).saturating_sub(SAVED)
    }

    /// Notes a drawing.
    pub(super) fn draw(&mut self, now: Instant) {
        self.whole = self.whole.max(now) + FRAME;
        self.drawn = now;
    }

    /// The last drawing.
    pub(super) fn drawn(&self) -> Instant {
        self.drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_rest_three_drawings_need_not_wait() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        for _ in 0..3 {
            assert!(pace.wait(start).is_zero());
            pace.draw(start);
        }
        assert_eq!(pace.wait(start), FRAME);
        assert!(pace.wait(start + FRAME).is_zero());
        // What is saved is bounded, however long the rest.
        let later = start + FRAME * 1000;
        for _ in 0..3 {
            pace.draw(later);
        }
        assert_eq!((pace.wait(later), pace.drawn()), (FRAME, later));
    }

    #[test]
    fn in_a_flood_a_second_has_sixty_drawings() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        let mut drawings = 0;
        for millis in 0..1000 {
            let now = start + Duration::from_millis(millis);
            if pace.wait(now).is_zero() {
                pace.draw(now);
                drawings += 1;
            }
        }
        assert_eq!(drawings, 1000_u128.div_ceil(FRAME.as_millis()) + 2);
    }
}

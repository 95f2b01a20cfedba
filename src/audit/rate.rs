//! How often something came, and whether that is another rate than before: more than chance would
//! give, and more than a little.

/// So many events more at least are a change of volume.
const MORE: u64 = 20;

/// So many times as much is one.
const TIMES: u64 = 2;

/// Chance gives a larger difference once in a thousand times: so many standard deviations.
const DEVIATIONS: f64 = 3.29;

/// Of fewer events a rate says little.
const FEW: u64 = 20;

/// How often something came, and in how many minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// So often.
    pub count: u64,
    /// In so many minutes.
    pub minutes: u64,
}

/// A rate, and how evenly it came.
#[derive(Clone, Copy, Debug)]
pub(super) struct Came {
    pub(super) rate: Rate,
    /// The sum of the squares of how often it came in each minute; 0 where that is not told.
    pub(super) squares: u64,
}

impl Rate {
    /// Events a minute. At least a minute is taken: a log without times has a count alone.
    pub fn per_minute(self) -> f64 {
        self.count as f64 / self.minutes.max(1) as f64
    }

    /// Whether that is little to go by.
    pub fn is_small(self) -> bool {
        self.count < FEW
    }

    /// Whether it is more than so many times the other, and more by count, too.
    ///
    /// Both, because a short log has a high rate of what comes when the editor starts, and a long
    /// one a high count of everything.
    fn is_far_above(self, was: Self) -> bool {
        let minutes = |rate: Self| u128::from(rate.minutes.max(1));
        let per_minute = u128::from(self.count) * minutes(was)
            > u128::from(TIMES) * u128::from(was.count) * minutes(self);
        per_minute && self.count >= was.count.saturating_add(MORE)
    }
}

impl std::fmt::Display for Rate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (rate, minutes) = (self.per_minute(), self.minutes.max(1));
        let plural = if minutes == 1 { "minute" } else { "minutes" };
        write!(f, "{rate:.1} a minute ({} in {minutes} {plural})", self.count)
    }
}

impl Came {
    /// Whether it came more often than `was` by far, and by more than chance would give.
    pub(super) fn is_more_than(self, was: Self) -> bool {
        self.rate.is_far_above(was.rate) && deviations(was, self) >= DEVIATIONS
    }

    /// How much more the counts of its minutes vary than those of what comes by chance do: 1 where
    /// they do not, or where that is not told. What comes in bursts comes less often than its
    /// count says.
    fn dispersion(self) -> f64 {
        let minutes = self.rate.minutes.max(1) as f64;
        let mean = self.rate.count as f64 / minutes;
        if self.squares == 0 || mean <= 0.0 {
            return 1.0;
        }
        let variance = self.squares as f64 / minutes - mean * mean;
        (variance / mean).max(1.0)
    }
}

/// How far the count of the second is from what both rates together let expect of its minutes, in
/// standard deviations: of a share of all events under one rate, widened by how they vary from
/// minute to minute.
fn deviations(was: Came, is: Came) -> f64 {
    let [before, now] = [was, is].map(|it| it.rate.minutes.max(1) as f64);
    let [old, new] = [was, is].map(|it| it.rate.count as f64);
    let (all, share) = (old + new, now / (before + now));
    let dispersion = was.dispersion().mul_add(old, is.dispersion() * new) / all.max(1.0);
    let deviation = (dispersion * all * share * (1.0 - share)).sqrt();
    let apart = (new - all * share).abs() - 0.5;
    if deviation > 0.0 { apart / deviation } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came(count: u64, minutes: u64, squares: u64) -> Came {
        Came { rate: Rate { count, minutes }, squares }
    }

    #[test]
    fn a_steady_rate_that_grew_is_more_and_a_burst_is_not() {
        // One a minute for an hour, then two and a half.
        let (was, is) = (came(60, 60, 60), came(150, 60, 390));
        assert!(is.is_more_than(was) && !was.is_more_than(is));
        // As many at once are one occasion.
        let burst = came(150, 60, 91 * 91 + 59);
        assert!(!burst.is_more_than(was), "{}", deviations(was, burst));
    }

    #[test]
    fn what_differs_by_chance_is_the_same() {
        for (was, is) in [(40, 62), (100, 130), (1, 12), (0, 5)] {
            assert!(!came(is, 60, is).is_more_than(came(was, 60, was)), "{was} {is}");
        }
    }

    #[test]
    fn the_same_deviation_is_seen_from_both_sides() {
        let (a, b) = (came(30, 20, 60), came(200, 50, 1200));
        assert!((deviations(a, b) - deviations(b, a)).abs() < 1e-9);
        assert!(deviations(came(0, 0, 0), came(0, 0, 0)) <= 0.0);
    }

    #[test]
    fn few_events_are_said_to_be_few() {
        assert!(Rate { count: 19, minutes: 1 }.is_small());
        assert!(!Rate { count: 20, minutes: 90 }.is_small());
    }
}

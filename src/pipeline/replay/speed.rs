//! How fast a log is played.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// How fast a log is played.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Speed {
    /// So many times as fast as it was written: from 0.1 to 1,000.
    Times(f64),
    /// Without waiting.
    Max,
}

/// What a person goes along with a key.
const STEPS: [f64; 13] =
    [0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 100.0, 300.0, 1000.0, f64::INFINITY];

/// The slowest and the fastest, but for [`Speed::Max`].
const RANGE: std::ops::RangeInclusive<f64> = 0.1..=1000.0;

/// Why something is no speed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SpeedError {
    /// It is too slow or too fast, or no number.
    #[error("'{0}' is no speed: write a number from 0.1 to 1000 (10 is ten times as fast), or max")]
    Unknown(String),
}

impl Speed {
    /// So many times as fast; `None` where that is not from 0.1 to 1,000.
    pub fn times(times: f64) -> Option<Self> {
        RANGE.contains(&times).then_some(Self::Times(times))
    }

    /// The next faster step.
    #[must_use]
    pub fn faster(self) -> Self {
        STEPS.into_iter().find(|step| *step > self.factor()).map_or(Self::Max, Self::step)
    }

    /// The next slower step.
    #[must_use]
    pub fn slower(self) -> Self {
        let slower = STEPS.into_iter().rfind(|step| *step < self.factor());
        slower.map_or(self, Self::step)
    }

    /// How many times as fast; infinite for the fastest.
    pub const fn factor(self) -> f64 {
        match self {
            Self::Times(times) => times,
            Self::Max => f64::INFINITY,
        }
    }

    fn step(step: f64) -> Self {
        if step.is_finite() { Self::Times(step) } else { Self::Max }
    }
}

// A speed is made of a number in a range, so it is never no number.
impl Eq for Speed {}

impl Default for Speed {
    fn default() -> Self {
        Self::Times(1.0)
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Times(times) => write!(f, "{times}x"),
            Self::Max => f.write_str("max"),
        }
    }
}

impl FromStr for Speed {
    type Err = SpeedError;

    fn from_str(text: &str) -> Result<Self, SpeedError> {
        let number = text.strip_suffix(['x', '×']).unwrap_or(text);
        let times = number.parse().ok().and_then(Self::times);
        let max = || text.eq_ignore_ascii_case("max").then_some(Self::Max);
        times.or_else(max).ok_or_else(|| SpeedError::Unknown(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speed_is_read_as_it_is_shown() {
        for (text, speed) in [
            ("1x", Speed::Times(1.0)),
            ("0.25x", Speed::Times(0.25)),
            ("1000x", Speed::Times(1000.0)),
            ("max", Speed::Max),
        ] {
            assert_eq!(text.parse(), Ok(speed));
            assert_eq!(speed.to_string(), text);
        }
        assert_eq!("10".parse(), Ok(Speed::Times(10.0)));
    }

    #[test]
    fn what_is_no_speed_is_told_what_to_write() {
        for text in ["", "x", "0", "0.09", "1001", "-1", "inf", "NaN", "fast", "maximum"] {
            let error = text.parse::<Speed>().unwrap_err().to_string();
            assert!(error.contains("from 0.1 to 1000") && error.contains("max"), "{error}");
        }
    }

    #[test]
    fn keys_go_along_all_steps_and_end_at_both_ends() {
        let mut speed = Speed::Times(0.1);
        let mut up = vec![speed.to_string()];
        while speed.faster() != speed {
            speed = speed.faster();
            up.push(speed.to_string());
        }
        let mut down = vec![speed.to_string()];
        while speed.slower() != speed {
            speed = speed.slower();
            down.push(speed.to_string());
        }
        down.reverse();
        assert_eq!(up, down);
        assert_eq!(up.join(" "), "0.1x 0.25x 0.5x 1x 2x 5x 10x 30x 60x 100x 300x 1000x max");
        assert_eq!(Speed::Times(7.0).faster(), Speed::Times(10.0));
        assert_eq!(Speed::Times(7.0).slower(), Speed::Times(5.0));
    }
}

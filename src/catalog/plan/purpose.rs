//! Purposes in prose: by words that leave no doubt, else by none.

use crate::event::{Purpose, Purposes};

/// Words that tell a purpose, in lower case.
const CLEAR: [(Purpose, &[&str]); 3] = [
    (
        Purpose::PerformanceAndHealth,
        &[
            "performanceandhealth",
            "performance",
            "latency",
            "latencies",
            "error",
            "errors",
            "crash",
            "crashes",
            "failure",
            "failures",
            "exceptions",
            "reliability",
            "stability",
        ],
    ),
    (Purpose::FeatureInsight, &["featureinsight", "usage", "feature", "features", "used"]),
    (Purpose::BusinessInsight, &["businessinsight", "business", "adoption", "revenue"]),
];

/// Words that turn round what others say, so that none of these is clear any more.
const TURNING: [&str; 8] = ["not", "never", "no", "without", "except", "cannot", "isn", "don"];

/// The purposes that `prose` tells in clear words; empty where it does not.
pub(super) fn told(prose: &str) -> Purposes {
    let prose = prose.to_lowercase();
    let words = || prose.split(|c: char| !c.is_alphanumeric());
    if words().any(|word| TURNING.contains(&word)) {
        return Purposes::default();
    }
    let clear = |word| CLEAR.iter().find(|(_, words)| words.contains(&word)).map(|(it, _)| *it);
    words().filter_map(clear).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Helps us see start-up performance.", &[Purpose::PerformanceAndHealth])]
    #[case("Which features are used", &[Purpose::FeatureInsight])]
    #[case("Errors; feature usage", &[Purpose::PerformanceAndHealth, Purpose::FeatureInsight])]
    #[case("FeatureInsight", &[Purpose::FeatureInsight])]
    #[case("Business insight", &[Purpose::BusinessInsight])]
    #[case("Know whether people see the view", &[])]
    #[case("Not used for anything", &[])]
    #[case("Featureless terrors", &[])]
    #[case("", &[])]
    fn only_clear_words_tell_a_purpose(#[case] prose: &str, #[case] wanted: &[Purpose]) {
        assert_eq!(told(prose), wanted.iter().copied().collect());
    }
}

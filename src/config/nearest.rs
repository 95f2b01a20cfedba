//! What a person may have meant: the nearest of the words that would have been right.

/// Longer words are not compared: nobody mistypes that much of a name.
const LONGEST: usize = 64;

/// The known word most like `word`, where one is like it at all: up to half of its letters may
/// differ, and never more than four. `known` are lower-case.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    known
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(&word, known), known))
        .filter(|(distance, known)| *distance <= known.len().div_ceil(2).min(4))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// ` (did you mean 'word'?)`, or nothing.
pub fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |word| format!(" (did you mean '{word}'?)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_nearly_right_is_found_and_no_other() {
        let known = ["theme", "timeline", "max-memory"];
        assert_eq!(nearest("teme", known), Some("theme"));
        assert_eq!(nearest("MaxMemory", known), Some("max-memory"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest(&"theme".repeat(99), known), None);
        assert_eq!(did_you_mean(nearest("teme", known)), " (did you mean 'theme'?)");
        assert_eq!(did_you_mean(None), "");
    }
}

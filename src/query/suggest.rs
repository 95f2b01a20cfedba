//! What a person may have meant: the nearest of the words that would have been right.

/// Longer words are not compared: nobody mistypes that much of a name.
const LONGEST: usize = 64;

/// The candidate nearest to `word`, if one is near: a third of the letters may differ, or the
/// word is a part of it.
pub(super) fn closest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let near = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| distance(&word, &candidate.to_lowercase()).map(|d| (d, candidate)))
        .filter(|(distance, candidate)| *distance <= near && *distance < candidate.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How far `word` is from `candidate`: the letters that differ, or one where it is its beginning
/// or a longer part of it.
fn distance(word: &str, candidate: &str) -> Option<usize> {
    if (word.len() > 1 && candidate.starts_with(word))
        || (word.len() > 3 && candidate.contains(word))
    {
        return Some(1);
    }
    (candidate.len() <= LONGEST).then(|| strsim::damerau_levenshtein(word, candidate))
}

//! The known word that was probably meant.

/// The known word most like `word`, where one is like it at all. `known` are lower-case.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    known
        .map(|known| (strsim::damerau_levenshtein(&word.to_lowercase(), known), known))
        .filter(|(distance, known)| *distance <= known.len().div_ceil(2).min(4))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known.to_owned())
}

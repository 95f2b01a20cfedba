//! The literals of which a regex needs one wherever it matches.
//!
//! Over-approximates: a text without any of them holds no match, one with them may.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::finder::Literal;

/// The most literals that stand for one regex; more are no faster than the regex itself.
const MOST: usize = 8;

/// A literal that tells less stands in nearly every record.
const LEAST_BITS: u32 = 9;

/// What ASCII letters a Unicode letter is the same as in any case: the Kelvin sign and the long
/// s, and how they stand in text.
const FOLDING: [(u8, char); 2] = [(b'k', '\u{212a}'), (b's', '\u{17f}')];

/// The literals of which `hir` needs one; `None` where it has none that would help.
pub(super) fn required(hir: &Hir) -> Option<Vec<Literal>> {
    let mut reading = Reading::default();
    reading.read(hir);
    reading.end_run();
    reading.best
}

/// Whether a set tells records apart: by its weakest literal.
fn bits(literals: &[Literal]) -> u32 {
    literals.iter().map(Literal::bits).min().unwrap_or(0)
}

/// A reading of one sequence: bytes that follow one another grow a run, all else ends it.
#[derive(Default)]
struct Reading {
    run: Vec<u8>,
    /// A letter of the run stands for both cases.
    folds: bool,
    /// What beyond ASCII a letter of the run stands for.
    beyond: Vec<char>,
    best: Option<Vec<Literal>>,
}

impl Reading {
    fn read(&mut self, hir: &Hir) {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) if literal.0.is_ascii() => {
                self.run.extend_from_slice(&literal.0);
            }
            // Only ASCII folds, so it must not stand in one run with what does.
            HirKind::Literal(literal) => {
                self.end_run();
                self.run.extend_from_slice(&literal.0);
                self.end_run();
            }
            HirKind::Class(class) => match letter(class) {
                Some((letter, beyond)) => {
                    self.run.push(letter);
                    self.folds = true;
                    self.beyond.extend(beyond.filter(|c| !self.beyond.contains(c)));
                }
                None => self.end_run(),
            },
            HirKind::Capture(capture) => self.read(&capture.sub),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.read(part)),
            HirKind::Repetition(repetition) => {
                self.end_run();
                if repetition.min > 0 {
                    self.offer(required(&repetition.sub));
                }
            }
            HirKind::Alternation(parts) => {
                self.end_run();
                let parts: Option<Vec<_>> = parts.iter().map(required).collect();
                self.offer(parts.map(|parts| parts.concat()));
            }
        }
    }

    /// Offers the run as a literal, and begins the next.
    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let beyond = std::mem::take(&mut self.beyond);
        let folds = std::mem::take(&mut self.folds);
        let literal = if folds { Literal::in_any_case(run) } else { Literal::exact(run) };
        let beyond = beyond.into_iter().map(|c| Literal::exact(c.to_string()));
        self.offer(Some(std::iter::once(literal).chain(beyond).collect()));
    }

    /// Keeps `literals` if they tell more than what is known.
    fn offer(&mut self, literals: Option<Vec<Literal>>) {
        let Some(mut literals) = literals else { return };
        let mut seen = Vec::new();
        literals.retain(|it| {
            !seen.contains(it) && {
                seen.push(it.clone());
                true
            }
        });
        let telling = bits(&literals);
        let least = self.best.as_ref().map_or(LEAST_BITS, |best| bits(best) + 1);
        if literals.len() <= MOST && telling >= least {
            self.best = Some(literals);
        }
    }
}

/// The ASCII letter of which a class holds both cases and nothing else, but for the one letter
/// beyond ASCII that folds to it.
fn letter(class: &Class) -> Option<(u8, Option<char>)> {
    let mut chars = Vec::new();
    match class {
        Class::Unicode(class) => {
            for range in class.ranges() {
                chars.extend((range.start()..=range.end()).take(4));
            }
        }
        Class::Bytes(class) => {
            for range in class.ranges() {
                chars.extend((range.start()..=range.end()).take(4).map(char::from));
            }
        }
    }
    let upper = u8::try_from(*chars.first()?).ok().filter(u8::is_ascii_uppercase)?;
    let lower = upper.to_ascii_lowercase();
    match chars[1..] {
        [second] if second == char::from(lower) => Some((lower, None)),
        [second, third] if second == char::from(lower) && FOLDING.contains(&(lower, third)) => {
            Some((lower, Some(third)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::pattern::tree;
    use super::*;

    #[rstest]
    #[case(r#""durationMs":[0-9]{5}\."#, "\"durationMs\":")]
    #[case("durationm[0-9]", "durationm/i")]
    #[case("(Foo)(Bar)+[0-9]", "Foo")]
    #[case("Foo(Quux){2,}", "Quux")]
    #[case("^Foo\\b(?P<x>Bar)$", "FooBar")]
    #[case("(Foo|Bar)[0-9]", "Foo Bar")]
    #[case("session", "session/i \u{17f}")]
    #[case("(?-u)session", "session/i")]
    #[case("(?i:na)Me", "naMe/i")]
    #[case("über[0-9]", "ber/i")]
    #[case("(?-i:über)[0-9]", "über")]
    fn the_most_telling_literals_are_kept(#[case] pattern: &str, #[case] wanted: &str) {
        let found = required(&tree(pattern, "").unwrap()).unwrap();
        let shown = found.iter().map(|literal| {
            let text = String::from_utf8_lossy(&literal.text);
            if literal.any_case { format!("{text}/i") } else { text.into_owned() }
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), wanted);
    }

    #[rstest]
    #[case(r"[0-9]{5}\.[0-9]")]
    #[case("Foo*|.")]
    #[case("(Foobar)?")]
    #[case("(Foobar){0,3}")]
    #[case("")]
    #[case("[a-z]+")]
    #[case("Aaaa|Bbbb|Cccc|Dddd|Eeee|Ffff|Gggg|Hhhh|Iiii")]
    fn what_any_record_may_match_has_none(#[case] pattern: &str) {
        assert_eq!(required(&tree(pattern, "").unwrap()), None);
    }
}

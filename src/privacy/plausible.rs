//! Whether a value can be a secret: it is no word, no placeholder and no reference.

/// Below this nothing is told from a word.
pub(super) const SECRET_MIN: usize = 8;

/// Longer ones are texts.
pub(super) const SECRET_MAX: usize = 512;

/// What stands in the place of a secret in manuals and samples, anywhere in it.
const PLACEHOLDERS: [&str; 20] = [
    "your",
    "example",
    "placeholder",
    "changeme",
    "change_me",
    "redacted",
    "masked",
    "hidden",
    "dummy",
    "sample",
    "insert",
    "xxxx",
    "****",
    "....",
    "undefined",
    "foobar",
    "replace",
    "process.env",
    "os.environ",
    "12345678",
];

/// What a value's letters are, counted in one pass.
#[derive(Clone, Copy, Default)]
pub(super) struct Letters {
    pub lower: usize,
    pub upper: usize,
    pub digits: usize,
    pub others: usize,
    /// How often a letter is of another class than the one before it.
    pub switches: usize,
}

impl Letters {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut letters = Self::default();
        let mut was = None;
        for byte in bytes {
            let class = match byte {
                b'a'..=b'z' => 0_u8,
                b'A'..=b'Z' => 1,
                b'0'..=b'9' => 2,
                _ => 3,
            };
            match class {
                0 => letters.lower += 1,
                1 => letters.upper += 1,
                2 => letters.digits += 1,
                _ => letters.others += 1,
            }
            letters.switches += usize::from(was.is_some_and(|was| was != class));
            was = Some(class);
        }
        letters
    }

    pub(super) fn classes(self) -> usize {
        [self.lower, self.upper, self.digits, self.others]
            .iter()
            .filter(|count| **count > 0)
            .count()
    }
}

/// Whether `value` can be a secret that somebody chose or was given.
pub(super) fn is_secret(value: &str) -> bool {
    if !(SECRET_MIN..=SECRET_MAX).contains(&value.len()) || is_placeholder(value) {
        return false;
    }
    let letters = Letters::of(value.as_bytes());
    let has_letters = letters.lower + letters.upper > 0;
    // One digit at the end of a name does not make it a secret.
    let one = letters.digits == 1 && !value.ends_with(|c: char| c.is_ascii_digit());
    let varied = letters.digits >= 2 || one && letters.classes() >= 3 && letters.switches >= 3;
    has_letters && varied && !is_number(value) && !is_dotted(value)
}

fn is_placeholder(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let distinct = value.bytes().fold(0_u128, |seen, byte| seen | 1 << (byte & 0x7f)).count_ones();
    value.starts_with(['<', '$', '{', '%', '*', '[', '(', '/', '\\'])
        || distinct < 5
        || PLACEHOLDERS.iter().any(|word| lower.contains(word))
}

/// A number with a unit, a date, a time, or a version with whatever its release is called.
fn is_number(value: &str) -> bool {
    let value = value.strip_prefix('v').unwrap_or(value);
    let numeric = |byte: u8| byte.is_ascii_digit() || b".:-+,TZ_".contains(&byte);
    let rest = value.bytes().skip_while(|byte| numeric(*byte)).count();
    let release = value.split(['-', '+']).next().unwrap_or_default();
    let is_version =
        release.contains('.') && release.split('.').all(|part| part.parse::<u32>().is_ok());
    is_version || value.as_bytes().first().is_some_and(u8::is_ascii_digit) && rest <= 3
}

/// Names with dots, slashes or brackets in between: a setting, a module, a call.
fn is_dotted(value: &str) -> bool {
    let is_name = |part: &str| {
        let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
        !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let parts = value.split(['.', '/', ':', '-', '_', '(', ')', '[', ']', '=']);
    parts.filter(|part| !part.is_empty()).all(is_name)
        && value.contains(['.', '/', ':', '-', '_', '('])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_no_word_no_placeholder_and_no_number() {
        for value in
            ["hunter2pass99", "Summer2024", "s3cr3t!Value", "9f86d081884c7d65", "abc123def456"]
        {
            assert!(is_secret(value), "{value}");
        }
        for value in [
            "expired",
            "CancellationToken",
            "valid-token",
            "YOUR_TOKEN_123",
            "${TOKEN_12}",
            "<token12>",
            "********",
            "1.100.3-remote",
            "2026-11-21T01:44:59",
            "12345ms",
            "workbench.action.task2",
            "StringLiteral1",
            "xxxxxxxx12",
            "20231",
            "1700000000000",
            "request_token_v2",
        ] {
            assert!(!is_secret(value), "{value}");
        }
    }
}

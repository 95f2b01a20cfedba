//! Which pseudonym stands for which value.

use std::collections::HashMap;

use super::replaced::{Replaceable, Replaced};
use crate::event::Pii;

/// The pseudonyms of one file.
#[derive(Debug, Default)]
pub(super) struct Book {
    numbers: HashMap<(Replaceable, String), u64>,
    replaced: Replaced,
}

impl Book {
    /// What stands in the place of `value` from now on.
    pub(super) fn pseudonym(&mut self, kind: Pii, value: &str) -> String {
        let kind = kind_of(kind);
        let next = self.replaced.of(kind).values + 1;
        let number = *self.numbers.entry((kind, value.to_owned())).or_insert(next);
        let count = &mut self.replaced.counts[kind as usize];
        count.values = count.values.max(number);
        count.times += 1;
        match kind {
            Replaceable::Path => format!("/redacted/path-{number}"),
            Replaceable::Email => format!("mail-{number}@redacted.invalid"),
            kind => format!("redacted-{}-{number}", kind.as_str()),
        }
    }

    pub(super) fn replaced(&self) -> Replaced {
        self.replaced.clone()
    }
}

fn kind_of(kind: Pii) -> Replaceable {
    match kind {
        Pii::Path | Pii::Home => Replaceable::Path,
        Pii::Email => Replaceable::Email,
        Pii::Ip => Replaceable::Address,
        Pii::User => Replaceable::User,
        Pii::Host => Replaceable::Host,
        Pii::Remote => Replaceable::Remote,
        _ => Replaceable::Secret,
    }
}

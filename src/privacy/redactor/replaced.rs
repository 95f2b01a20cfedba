//! What was replaced, by kind: how many values, and how often.

use std::fmt;

/// A kind of thing that is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Replaceable {
    /// What tells one machine, session, device, account or request from another.
    Identifier = 0,
    /// A path, or a URI of one.
    Path,
    /// An e-mail address.
    Email,
    /// A host's name.
    Host,
    /// A person's name on a machine or an account.
    User,
    /// Where a repository is.
    Remote,
    /// A network address.
    Address,
    /// What opens something.
    Secret,
}

impl Replaceable {
    /// Every kind, in the order in which they are told.
    pub const ALL: [Self; 8] = [
        Self::Identifier,
        Self::Path,
        Self::Email,
        Self::Host,
        Self::User,
        Self::Remote,
        Self::Address,
        Self::Secret,
    ];

    /// The word of reports and headers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identifier => "identifier",
            Self::Path => "path",
            Self::Email => "email",
            Self::Host => "host",
            Self::User => "user",
            Self::Remote => "remote",
            Self::Address => "address",
            Self::Secret => "secret",
        }
    }

    /// The word in its pseudonyms, of kinds that have one.
    pub(super) const fn pseudonym(self) -> Option<&'static str> {
        match self {
            Self::Identifier => Some("id"),
            Self::Host => Some("host"),
            Self::User => Some("user"),
            Self::Remote => Some("repo"),
            Self::Secret => Some("secret"),
            Self::Path | Self::Email | Self::Address => None,
        }
    }

    /// One of it, and many, as a person reads them.
    const fn names(self) -> [&'static str; 2] {
        match self {
            Self::Identifier => ["identifier", "identifiers"],
            Self::Path => ["path", "paths"],
            Self::Email => ["e-mail address", "e-mail addresses"],
            Self::Host => ["host name", "host names"],
            Self::User => ["user name", "user names"],
            Self::Remote => ["git remote", "git remotes"],
            Self::Address => ["network address", "network addresses"],
            Self::Secret => ["secret", "secrets"],
        }
    }
}

/// How many different values of one kind were replaced, and how often in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReplacedCount {
    /// Different values, which is how many pseudonyms there are.
    pub values: u64,
    /// Places.
    pub times: u64,
}

/// What a redactor replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    pub(super) counts: [ReplacedCount; Replaceable::ALL.len()],
}

impl Replaced {
    /// How much of one kind.
    pub fn of(&self, kind: Replaceable) -> ReplacedCount {
        self.counts[kind as usize]
    }

    /// The kinds of which something was replaced, with how much.
    pub fn kinds(&self) -> impl Iterator<Item = (Replaceable, ReplacedCount)> + use<'_> {
        let all = Replaceable::ALL.into_iter().map(|kind| (kind, self.of(kind)));
        all.filter(|(_, count)| count.values > 0)
    }

    /// Whether nothing was.
    pub fn is_empty(&self) -> bool {
        self.kinds().next().is_none()
    }
}

/// `replaced 3 identifiers (40 times) and 1 path (2 times)`, or that nothing was.
impl fmt::Display for Replaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("nothing was found to replace");
        }
        let last = self.kinds().count() - 1;
        for (at, (kind, count)) in self.kinds().enumerate() {
            f.write_str(match at {
                0 => "replaced ",
                at if at == last => " and ",
                _ => ", ",
            })?;
            let ReplacedCount { values, times } = count;
            let name = kind.names()[usize::from(values != 1)];
            let often = if times == 1 { "once".to_owned() } else { format!("{times} times") };
            write!(f, "{values} {name} ({often})")?;
        }
        Ok(())
    }
}

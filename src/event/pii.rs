//! Stub.
use std::fmt;
/// Kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pii {
    /// e
    Email,
    /// p
    Path,
    /// u
    User,
}
impl Pii {
    /// all
    pub const ALL: [Self; 3] = [Self::Email, Self::Path, Self::User];
    /// w
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Path => "path",
            Self::User => "user",
        }
    }
    /// s
    pub fn is_secret(self) -> bool {
        false
    }
    /// i
    pub fn is_identity(self) -> bool {
        self == Self::User
    }
}
impl fmt::Display for Pii {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

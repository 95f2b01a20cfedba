//! Floor 1: personal data and secrets in texts, found and masked.
//!
//! Owns what a person's data looks like and how it is hidden, each kind in a file of its own.
//! Knows nothing of events, producers or rules: whether a find is a fault is not decided here.
//! Every recogniser looks at a text in linear time and starts from a byte or string that is rare.
//!
//! Source of the kinds: the labels of VS Code's own cleaner of telemetry (user file paths, Google
//! API keys, Slack and GitHub tokens, generic secrets, CLI credentials, Microsoft Entra ID, e-mail),
//! to which come the names of this machine and tokens that are as good as random.

mod address;
mod armour;
mod assigned;
mod command;
mod email;
mod entra;
mod entropy;
mod explained;
mod finds;
mod glance;
mod hint;
mod identity;
mod jwt;
mod literals;
mod marks;
mod mask;
mod needles;
mod path;
mod plausible;
mod redactor;
mod remote;
mod run;
mod scanner;
mod secrets;
mod unescape;
mod userinfo;

pub use finds::Found;
pub use hint::Hint;
pub use identity::Identity;
pub use redactor::{Redactor, Replaceable, Replaced, ReplacedCount};
pub use scanner::Scanner;

#[cfg(test)]
mod tests;

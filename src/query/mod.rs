//! Floor 1: the filter language. Text → [`Expr`] (syntax tree with spans) → [`Predicate`]
//! (compiled), run over anything that implements [`Fields`].
//!
//! Owns the grammar, the meaning of every field and operator, the errors with their hints, and
//! what a filter that is being typed may be completed with and coloured by.
//! Knows nothing of columns, files or screens: whoever has fields implements the trait.
//!
//! # The language
//! Terms side by side must all hold; `or`, `|` and `||` join alternatives; `-`, `!` and `not`
//! exclude; parentheses group; `and`, `&` and `&&` may be written out.
//!
//! | Written | Means |
//! |---|---|
//! | `word`, `"two words"`, `/regex/i` | the whole record holds it, in any case |
//! | `field:value` | matches in the way natural for the field, below |
//! | `field:a,b`, `field:(a, b)` | one of these |
//! | `field=value`, `field!=value` | exactly this; not so |
//! | `field~regex`, `field!~regex` | a regex is found in it; is not |
//! | `field>value` and `>=`, `<`, `<=`, `field:a..b` | in order; ranges include both ends |
//! | `has:field` | it is there |
//!
//! What `:` means: words of a list (`level`, `dest`, `purpose`, …) match by their beginning or
//! another name, in any case (`dest:github` is the family, `dest=github` the one); text matches
//! where it holds the value in any case, or with `*` and `?` fits it as a whole; properties
//! compare as numbers where both are, as flags or null where the value is; a time is as long as
//! it is precise (`time:2026-11-21` is the day). A regex minds case only if it holds a capital.
//!
//! Numbers take units: `ms s m h d` count milliseconds, `B KB MB GB` bytes (1024 to the next),
//! and `50%` is 0.5. Times are RFC 3339, `2026-11-21`, `2026-11-21T01:43`, `14:02` (today), `now`,
//! or a distance from now such as `-1h30m`.
//!
//! A comparison with a missing field is false, and `!=`, `!~` are the exact negations of `=`
//! and `~`, so they hold there.

mod candidates;
mod compile;
mod complete;
mod correlating;
mod cursor;
mod error;
mod explain;
mod expr;
mod field;
mod fields;
mod finder;
mod folded;
mod glance;
mod highlight;
mod key;
mod lexer;
mod literal;
mod matcher;
mod moment;
mod needle;
mod number;
mod parser;
mod pattern;
mod plan;
mod predicate;
mod prefilter;
mod print;
mod quoting;
mod rarity;
mod required;
mod scan;
mod slots;
mod suggest;
mod table;
mod term;
mod words;

#[cfg(test)]
mod tests;

pub use candidates::{Candidate, Seen};
pub use complete::{Completion, Wants, complete};
pub use correlating::CORRELATING;
pub use error::QueryError;
pub use explain::{Explanation, Says, Step, explain};
pub use expr::{Expr, Literal, Op, Span, Term, Wanted};
pub use field::{Cost, Field, Stratum};
pub use fields::{Fields, Probe, Truth, Value, probe_keys};
pub use finder::{Finder, Occurrences};
pub use highlight::{Class, highlight};
pub use moment::{Edge, parse_time};
pub use number::parse_duration;
pub use parser::parse;
pub use predicate::{Context, Predicate};
pub use table::{FIELDS, FieldRow};

//! Floor 1: the filter language. Text → [`Expr`] (syntax tree with spans) → [`Predicate`]
//! (compiled), run over anything that implements [`Fields`].
//!
//! Owns the grammar, the meaning of every field and operator, and the errors with their hints.
//! Knows nothing of columns, files or screens: whoever has fields implements the trait.

mod expr;
mod field;
mod fields;
mod lexer;
mod parser;
mod predicate;

pub use expr::{Expr, Op, Span, Term, Wanted};
pub use field::{Cost, Field, Stratum};
pub use fields::{Fields, Probe, Truth, Value};
pub use parser::{QueryError, parse};
pub use predicate::{Context, Predicate};

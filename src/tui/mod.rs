//! Floor 5: the screen. The only room that knows ratatui and crossterm.
//!
//! Elm-shaped: [`update()`] takes a [`Message`] into the [`Model`] and says what is to be done
//! outside ([`Effect`]); [`view()`] draws the model and changes nothing; [`run()`] is the loop
//! around them, the only place that waits, reads the clock or touches the terminal.
//!
//! ```text
//! keys, notices ─> message ─> update ─> model ─> shape ─> view ─> cells
//!                               └─> effects ─> engine
//! ```
//! What a key does stands in one table, [`actions`]. What is to be seen is shaped as lines with
//! roles before it is drawn, so that the mouse finds what the eye sees.

pub mod actions;
mod audited;
mod background;
mod clipboard;
mod completion;
mod errands;
mod filter;
mod keyboard;
mod keys;
mod layout;
mod line;
mod message;
mod model;
mod pace;
mod palette;
mod rate;
mod reported;
mod run;
mod saving;
mod search;
mod sessions;
mod shape;
mod sieve;
mod signals;
mod styles;
mod terminal;
mod text;
mod update;
mod veil;
mod view;
mod work;

pub use keys::{Bindings, KeyComplaint, KeyRow, key_rows, markdown as key_markdown};
pub use message::{Effect, Exit, Message, Mouse, Turn};
pub use model::{Model, Options, Preferences, Typed, wrong_columns};
pub use run::{Ended, TuiError, run};
pub use saving::{NotSaved, Save, Saved, Watch, Which};
pub use sessions::{Offered, Opener, Wish};
pub use terminal::{is_entered, terminal_size};
pub use update::update;
pub use view::view;

//! telltail: a terminal viewer for editor telemetry.
//!
//! The map of the house. A room imports only from floors below it; `tests/floors.rs` holds it to
//! that, and `ARCHITECTURE.md` says why.
//!
//! | Floor | Room | What it owns |
//! |---|---|---|
//! | 6 | [`cli`] | arguments and one file per subcommand |
//! | 5 | [`tui`] | the screen: model, messages, action table, update, view, terminal |
//! | 4 | [`pipeline`] | threads and channels: from sources to a log that is filled and searched |
//! | 4 | [`report`] | events and counts as text, JSON, CSV |
//! | 3 | [`search`] | a question run over the log: views, facet counts, stats |
//! | 3 | [`source`] | finding logs and following them |
//! | 3 | [`session`] | saved sessions, the `.ttail` file |
//! | 2 | [`classify`] | producer, level and destination, from `rules/*.toml` |
//! | 2 | [`store`] | the event log: columns, packed text |
//! | 1 | [`query`] | the filter language |
//! | 1 | [`catalog`] | declared telemetry |
//! | 1 | [`consent`] | what the settings allow |
//! | 1 | [`privacy`] | personal data and secrets: found and masked |
//! | 1 | [`parse`] | a record's head, and its body on demand |
//! | 1 | [`frame`] | bytes to records |
//! | 0 | [`event`] | the model and the JSON contract |
//! | 0 | [`config`] | what a person or the machine sets, as plain data |
//!
//! The way of the data: `source` finds and reads bytes, `frame` cuts them into records, `parse`
//! reads their heads, `classify` decides by rules, `store` keeps them in columns, `search` asks,
//! and `tui` or `report` shows.

pub mod audit;
pub mod catalog;
pub mod classify;
pub mod cli;
pub mod config;
pub mod consent;
pub mod event;
pub mod frame;
pub mod parse;
pub mod pipeline;
pub mod privacy;
pub mod query;
pub mod report;
pub mod search;
pub mod session;
pub mod source;
pub mod store;
pub mod tui;

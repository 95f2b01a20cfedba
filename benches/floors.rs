//! How fast each floor does its own part, on made-up logs.
//!
//! ```text
//! cargo bench --bench floors              all of them
//! cargo bench --bench floors -- search    one
//! ```
#![expect(clippy::unwrap_used, reason = "a failure here is a panic that says so")]

mod logs;

#[path = "floors/classify.rs"]
mod classify;
#[path = "floors/frame.rs"]
mod frame;
#[path = "floors/load.rs"]
mod load;
#[path = "floors/parse.rs"]
mod parse;
#[path = "floors/pipeline.rs"]
mod pipeline;
#[path = "floors/query.rs"]
mod query;
#[path = "floors/search.rs"]
mod search;
#[path = "floors/store.rs"]
mod store;
#[path = "floors/tui.rs"]
mod tui;

fn main() {
    divan::main();
}

//! Where logs may be, which are there, and what a path named by a person is.
//!
//! Owns the table of products, the lookup of their logs roots, the listing of sessions and of
//! the logs in a folder. Lists and stats; never opens a log.

mod choice;
mod folder;
mod labels;
mod open;
mod place;
mod products;
mod roots;
mod sessions;
mod survey;

pub use choice::{ChoiceError, SessionChoice, chosen};
pub use folder::{Folder, LogFile, walk};
pub use labels::Labels;
pub use open::{Opened, open};
pub use place::{facts, product_of, session_by_layout, session_of};
pub use products::{PRODUCTS, Product, UNKNOWN, product_named};
pub use roots::{LogsRoot, roots};
pub use sessions::{Session, newest_session, sessions};
pub(super) use sessions::{Sessions, stamped};
pub use survey::{Looked, Surveyed, survey};

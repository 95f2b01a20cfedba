//! Floor 0: the model. What an event is, in the words of the field, and the JSON contract.
//!
//! Owns the typed vocabulary (kind, level, destination, purpose, evidence, time, ids) and
//! [`Event`], the whole of one record as a person or a script sees it. Knows nothing of files,
//! rules, columns or screens, and does no IO.

mod destination;
mod evidence;
mod format;
mod ids;
mod json;
mod keys;
mod kind;
mod level;
mod model;
mod names;
mod on;
mod payload;
mod pii;
mod purpose;
mod reckoner;
mod severity;
mod spell;
mod stamp;
mod time;
mod visible;

pub use destination::{Destination, Destinations};
pub use evidence::{Declared, Evidence, Reason, ReasonId};
pub use format::{Detected, Format};
pub use ids::{EventId, NameId, SourceId};
pub use keys::{Among, Keys, Scalar};
pub use kind::Kind;
pub use level::{Level, LogLevel, ParseLevelError};
pub use model::{Decided, Event, Telemetry, Where};
pub use names::Interner;
pub use on::On;
pub use payload::{Payload, Property, Scope};
pub use pii::{ParsePiiError, Pii};
pub use purpose::{Purpose, Purposes};
pub use reckoner::Reckoner;
pub use severity::{ParseSeverityError, Severity};
pub use spell::Spell;
pub use stamp::{Clock, Grammar, Stamp};
pub use time::{Instant, Zone, ZoneEvidence};
pub use visible::{is_hostile, visible};

//! Floor 3: what telemetry emits, against what was declared and allowed.
//!
//! Owns the rules, one a file in `rules/`, and how they are put to a log: each event is examined
//! once, on all cores ([`Audit`]), and what comes of it is counted in groups ([`Finding`]), so that
//! an audit takes no memory an event. What a rule says of one event is asked for by filters, too
//! ([`Auditor`] is the log's judge), and is the same there.
//!
//! Synchronous and pure: whoever audits reads files, clocks and settings. Draws and prints nothing.

mod about;
mod auditor;
mod baseline;
mod change;
mod chosen;
mod comparison;
mod conclusion;
mod context;
mod coverage;
mod desk;
mod difference;
mod differing;
mod evidence;
mod finding;
mod grouping;
mod growing;
mod hits;
mod ids;
mod key_desk;
mod known_values;
mod ledger;
mod observed;
mod own_rule;
mod permission;
mod policy;
mod policy_file;
mod prose;
mod rate;
mod rule;
mod rules;
mod score;
mod seen;
mod selecting;
mod sheet;
mod summing;
mod tally;
mod template;
#[cfg(test)]
mod tests;
mod told;
mod waivers;
mod wanted;

pub use about::About;
pub use auditor::{Auditor, News};
pub use baseline::{Baseline, BaselineError, BaselineEvent, BaselineProducer, BaselineProperty};
pub use change::{Change, Changed, Words, changes};
pub use chosen::AuditOf;
pub use comparison::{Compared, Comparison, Sort};
pub use conclusion::{Conclusion, Conclusions, Selection};
pub use context::Context;
pub use coverage::{Coverage, Covered, NOT_SHOWN};
pub use desk::Desks;
pub use difference::{Difference, Sign, What};
pub use differing::differences;
pub use evidence::{Place, Sample};
pub use finding::{Finding, Findings};
pub use growing::{Audit, Looked};
pub use observed::{Observed, ObservedClass, ObservedKey, Volume};
pub use own_rule::OwnRule;
pub use permission::Permissions;
pub use policy::{Budget, Budgets, Machine, Policy};
pub use rate::Rate;
pub use score::{ByDeclaration, Score, ScoreDestination, scores};
pub use sheet::FileError;
pub use tally::Seen;
pub use told::{Regard, Shown, Told};
pub use waivers::{WAIVERS_FILE, Waiver, Waivers, append};
pub use wanted::{UnknownWanted, Wanted};

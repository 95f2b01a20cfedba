//! Whether a rule may say that the wire proves what it decides.

use crate::event::On;
use crate::query::{Field, Fields, Predicate, Probe, Stratum, Truth, Value};

/// A record of which only where it was seen is known; on the wire also that nothing tells its
/// host, address or key.
struct Seen(On);

impl Fields for Seen {
    fn probe(&self, field: &Field, probe: &mut Probe<'_>) -> Truth {
        match field {
            Field::On => probe(Value::Text(self.0.as_str())).into(),
            Field::Any(key)
                if self.0 == On::Wire && matches!(key.as_str(), "host" | "url" | "key") =>
            {
                Truth::False
            }
            _ => Truth::Unknown,
        }
    }
}

/// Whether `condition` can hold for nothing but what was seen on the wire, and for a destination
/// for nothing of which neither host nor key is known.
///
/// # Errors
/// What it lacks, in a sentence.
pub(super) fn asks_the_wire(condition: &Predicate, decides: Stratum) -> Result<(), &'static str> {
    if condition.eval(&Seen(On::Log)) != Truth::False {
        return Err("by = \"wire\" needs a condition with on:wire, which no log line passes");
    }
    if decides == Stratum::Destination && condition.eval(&Seen(On::Wire)) != Truth::False {
        return Err("by = \"wire\" needs a condition that asks for any.host, any.url or any.key");
    }
    Ok(())
}

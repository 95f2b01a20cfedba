//! A made-up log as an event log, loaded once for all the benches that ask it something.

use std::sync::{Arc, OnceLock};

use telltail::catalog::Catalog;
use telltail::classify::Rules;
use telltail::event::Zone;
use telltail::pipeline::{Ingest, SharedLog};
use telltail::store::SourceFacts;

use crate::logs::{Shape, text};

/// How long the log is that is asked.
pub(crate) const SIZE: u64 = 64 << 20;

/// An ingest into an empty log.
pub(crate) fn ingest() -> Ingest {
    Ingest::new(Rules::embedded().unwrap(), Arc::new(Catalog::default()), Zone::utc())
}

/// What is known of a file that is called `telemetry.log`.
pub(crate) fn facts() -> SourceFacts {
    SourceFacts {
        label: "telemetry.log".to_owned(),
        path: "telemetry.log".to_owned(),
        bearing: true,
        ..SourceFacts::default()
    }
}

/// Everything in one go, on this thread.
pub(crate) fn load(bytes: &[u8]) -> SharedLog {
    let mut ingest = ingest();
    let source = ingest.add_source(facts()).unwrap();
    for piece in bytes.chunks(256 << 10) {
        ingest.bytes(source, piece);
    }
    ingest.finish_part(source);
    ingest.caught_up();
    ingest.log()
}

/// The log of [`SIZE`].
pub(crate) fn shared() -> &'static SharedLog {
    static LOG: OnceLock<SharedLog> = OnceLock::new();
    LOG.get_or_init(|| load(&text(Shape::Telemetry, 1, SIZE).0))
}

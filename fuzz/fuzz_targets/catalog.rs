//! Catalogs: whatever a file holds is loaded or refused, and what is listed is found.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use telltail::catalog::{Catalog, Lookup, load_bytes};

/// Names that say what a file is, as far as names do.
const NAMES: [&str; 6] = [
    "telemetry.json",
    "telemetry-core.json",
    "telemetry-extensions.json",
    "acme.x-1.2.3/telemetry.json",
    "TELEMETRY.md",
    "plan.txt",
];

fn check(catalog: &Catalog) {
    for producer in catalog.producers() {
        assert!(catalog.has(producer));
        for event in catalog.events(producer) {
            let _ = (event.purposes(), event.file());
        }
        for property in catalog.common_properties(producer) {
            let _ = property.known_purpose();
        }
        assert!(!matches!(catalog.lookup(producer, "no such event"), Lookup::NoCatalog));
    }
}

fuzz_target!(|data: &[u8]| {
    let mut all = Catalog::default();
    for name in NAMES {
        if let Ok(loaded) = load_bytes(Path::new(name), data) {
            let _ = telltail::catalog::check(&loaded);
            check(&loaded.catalog);
            all.join(loaded.catalog);
        }
    }
    check(&all);
    if let Ok(loaded) = load_bytes(Path::new(NAMES[0]), data) {
        all.merge(loaded.catalog);
        check(&all);
    }
});

//! Floor 1: the filter language.

use telltail::query::{Context, Predicate};

const FILTERS: [&str; 4] = [
    "copilot",
    "level:error dest:microsoft",
    r#"/"durationMs":[0-9]{5}\./ -event:tree.visible"#,
    "(m.durationMs>500 or prop.reason=startup) producer:vscode -kind:log",
];

/// From what is typed to what runs.
#[divan::bench(args = FILTERS)]
fn read(filter: &str) -> Predicate {
    Predicate::read(filter, &Context::default()).unwrap()
}

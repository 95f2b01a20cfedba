//! The filter language: what is printed of a filter is read as the same filter.
#![no_main]

use libfuzzer_sys::fuzz_target;
use telltail::query::{Context, Predicate, explain, parse};

fuzz_target!(|text: &str| {
    match parse(text) {
        Ok(expr) => {
            let printed = expr.to_string();
            let again = parse(&printed).expect("what is printed can be read");
            assert_eq!(again, expr, "{printed}");
            assert_eq!(again.to_string(), printed);
            if let Ok(predicate) = Predicate::read(text, &Context::default()) {
                let _ = explain(&expr, &predicate);
            }
        }
        Err(error) => {
            assert!(error.span.start <= error.span.end && error.span.end <= text.len());
            assert!(!error.caret(text).is_empty());
        }
    }
});

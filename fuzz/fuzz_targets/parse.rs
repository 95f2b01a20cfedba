//! Parsing: heads stay within their records, and a body answers alike before and after it is
//! split.
#![no_main]

use libfuzzer_sys::fuzz_target;
use telltail::event::{Keys, Scope};
use telltail::frame::frame_all;
use telltail::parse::{Body, Entry, event_name, head, is_core, summary};

/// Keys that payloads of every shape have.
const KEYS: [&str; 8] =
    ["a", "b.c", "common.extname", "extname", "timestamp", "unique_id", "properties", "k_02"];

/// No input needs more of its keys asked than this.
const ASKED: usize = 4;

fn said(entry: Option<Entry<'_>>) -> Option<(Scope, String, String)> {
    entry.map(|it| (it.scope, it.key.to_owned(), it.json.to_owned()))
}

/// Everything that can be asked of one key.
fn answers(body: &Body<'_>, key: &str) -> Vec<Option<(Scope, String, String)>> {
    let scopes = [Scope::Properties, Scope::Measurements, Scope::Common, Scope::Extra];
    let mut answers: Vec<_> = scopes.map(|scope| said(body.get(scope, key))).into();
    answers.extend([body.own(key), body.measurement(key), body.common(key)].map(said));
    answers.extend(body.any(key).map(|entry| said(Some(entry))));
    answers
}

fn check_body(bytes: &[u8], core: bool) {
    let split = Body::new(bytes, core);
    let mut keys: Vec<String> = split.entries().map(|it| it.key.to_owned()).take(ASKED).collect();
    keys.extend(KEYS.map(str::to_owned));
    for key in &keys {
        // The first question is answered before splitting where the text allows it.
        let fresh = Body::new(bytes, core);
        assert_eq!(answers(&fresh, key), answers(&split, key), "{key}");
    }
    let fresh = Body::new(bytes, core);
    let facts = |body: &Body<'_>| {
        let facts = [body.session_id(), body.machine(), body.version(), body.timestamp()];
        (facts.map(|it| it.map(|it| it.into_owned())), body.seq(), body.extname().is_some())
    };
    assert_eq!(facts(&fresh), facts(&split));
    let payload = split.payload();
    assert!(summary(&payload, 80).chars().count() <= 80);
    let scopes = [payload.properties, payload.measurements, payload.common, payload.extra];
    let count: usize = scopes.iter().map(Vec::len).sum();
    assert!(count <= split.entries().count());
    let _ = (split.notes(), split.redacted(), split.truncated());
    let _: &dyn Keys = &split;
}

fuzz_target!(|data: &[u8]| {
    for record in frame_all(data) {
        for bearing in [true, false] {
            let head = head(record.bytes, record.opening.as_ref(), bearing);
            assert!(record.bytes.get(head.message.clone()).is_some());
            let name = head.name_in(record.bytes);
            assert_eq!(name.is_some(), head.name.is_some());
            let Some(name) = name else { continue };
            assert!(name.contains(event_name(&name)));
            if let Some(body) = head.body_in(record.bytes) {
                check_body(body, is_core(&name));
            }
        }
    }
    // As a payload of its own, whatever the line around it would say.
    check_body(data, data.len() % 2 == 0);
});

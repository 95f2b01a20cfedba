//! A log and a wire capture of the same events, given together.

use serde_json::{Value, json};

use super::support::{Home, arg};

const LOG: &str = r#"2026-03-14 09:00:00.100 [trace] telemetry/startup {"properties":{"reason":"new","sessionID":"s","timestamp":"2026-03-14T09:00:00.100Z"},"measurements":{"ms":12.5,"common.sequence":1}}
2026-03-14 09:00:00.200 [trace] acme.demo/run {"properties":{"command":"a","common.extname":"acme.demo"},"measurements":{"n":1}}
2026-03-14 09:00:00.300 [trace] acme.demo/run {"properties":{"command":"b","common.extname":"acme.demo"},"measurements":{"n":1}}
2026-03-14 09:00:05.000 [trace] acme.demo/onlyLogged {"properties":{"common.extname":"acme.demo"},"measurements":{}}
"#;

/// An Application Insights envelope as the SDK posts it.
fn envelope(time: &str, name: &str, properties: &Value, measurements: &Value) -> String {
    let key = "00000000-1111-2222-3333-444444444444";
    let data = json!({
        "ver": 2, "name": name, "properties": properties, "measurements": measurements,
    });
    let envelope = json!({
        "ver": 1, "name": "Microsoft.ApplicationInsights.00000000111122223333444444444444.Event",
        "time": time, "sampleRate": 100, "iKey": key, "tags": {"ai.user.id": "u"},
        "data": {"baseType": "EventData", "baseData": data},
    });
    format!("{envelope}\n")
}

fn wire() -> String {
    let common = json!({"command": "b", "common.extname": "acme.demo", "common.os": "linux"});
    envelope("2026-03-14T09:00:00.310Z", "acme.demo/run", &common, &json!({"n": 1}))
        + &envelope(
            "2026-03-14T09:00:00.101Z",
            "monacoworkbench/startup",
            &json!({"reason": "new", "common.machineId": "m"}),
            &json!({"ms": 12.5}),
        )
        + &envelope("2026-03-14T09:00:09.000Z", "acme.demo/onlySent", &json!({}), &json!({}))
}

/// `on` and `name` of what a filter prints of the two files.
fn printed(files: &[(&str, &str)], filter: &str) -> Vec<String> {
    let home = Home::new();
    let mut args = vec!["print", "--format", "json", "--tz", "UTC", "--filter", filter];
    let paths: Vec<_> = files.iter().map(|(name, text)| home.file(name, text)).collect();
    args.extend(paths.iter().map(|path| arg(path)));
    let text = |event: &Value, key: &str| event[key].as_str().unwrap().to_owned();
    let events = home.run(&args).json();
    events.iter().map(|event| text(event, "on") + " " + &text(event, "name")).collect()
}

#[test]
fn a_log_and_a_capture_given_together_say_what_was_seen_where() {
    let wire = wire();
    for files in [
        [("telemetry.log", LOG), ("wire.ndjson", wire.as_str())],
        [("wire.ndjson", wire.as_str()), ("telemetry.log", LOG)],
    ] {
        let both = printed(&files, "on=both");
        assert_eq!(both.len(), 4, "{both:?}");
        for name in ["telemetry/startup", "monacoworkbench/startup"] {
            assert!(both.contains(&format!("both {name}")), "{both:?}");
        }
        assert_eq!(both.iter().filter(|it| *it == "both acme.demo/run").count(), 2);
        let alone = ["log acme.demo/run", "log acme.demo/onlyLogged"];
        assert_eq!(printed(&files, "on=log"), alone);
        assert_eq!(printed(&files, "on=wire"), ["wire acme.demo/onlySent"]);
        assert_eq!(printed(&files, "on:log").len(), 2 + 4);
        assert_eq!(printed(&files, "on=both event=run").len(), 2);
    }
}

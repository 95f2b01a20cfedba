//! What holds of pseudonyms for any text, and what some texts become.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::privacy::hint::Hint;
use crate::privacy::tests::identity;
use crate::privacy::{Found, Scanner};

fn redactor() -> Redactor {
    Redactor::new(identity())
}

#[track_caller]
fn becomes(pairs: &[(&str, &str)]) {
    for (text, wanted) in pairs {
        assert_eq!(redactor().text(text), *wanted, "{text}");
    }
}

#[test]
fn a_pseudonym_looks_like_what_it_stands_for() {
    becomes(&[
        ("to jo@contoso.com!", "to mail-1@redacted.invalid!"),
        ("at f (/home/marta/a b/c.ts:1:2)", "at f (/redacted/path-1:1:2)"),
        ("file:///home/marta/x", "/redacted/path-1"),
        ("connect 10.1.2.3:22", "connect 192.0.2.1:22"),
        ("fe80::1c2f:9aff:fe3b:77d1", "2001:db8::1"),
        ("signed in as marta", "signed in as redacted-user-1"),
        ("ENOTFOUND marta-thinkpad.lan.example", "ENOTFOUND redacted-host-1"),
        ("ssh-remote+buildbox", "ssh-remote+redacted-host-1"),
        ("git@github.com:contoso-labs/rocket.git", "redacted-repo-1"),
        ("DB_PASSWORD='fake-hunter2-fake'", "DB_PASSWORD='redacted-secret-1'"),
        ("0f5c9e0a-6f0e-4d7e-9d61-6a4a3f0f2f11", "00000000-0000-4000-8000-000000000001"),
        (
            "3097ed27-5d08-48dc-845a-bc45e23ecddf1795225142599",
            "00000000-0000-4000-8000-0000000000010000000000000",
        ),
        ("Erin Example <erin@dev.example> wrote", "mail-1@redacted.invalid wrote"),
    ]);
}

#[test]
fn what_every_machine_has_stays() {
    for text in [
        "/usr/lib/node_modules/npm/index.js:2:3",
        "C:\\Windows\\System32\\cmd.exe",
        "http://127.0.0.1:9229/json",
        "https://events.data.microsoft.com/OneCollector/1.0/",
        "version 1.100.3 of 10.0.22631.4460",
        "00000000-0000-0000-0000-000000000000",
        "password=${DB_PASSWORD} --password=<password>",
        "telemetry/editorOpened",
        "@types/node@20.11.5",
        "Microsoft.ApplicationInsights.11111111222243338444555555555555.Event",
    ] {
        assert_eq!(redactor().text(text), text);
    }
}

#[test]
fn a_name_once_seen_is_replaced_wherever_it_stands_as_a_word() {
    let mut redactor = redactor();
    assert_eq!(redactor.text("hello georg"), "hello georg", "nobody said that this is a person");
    assert_eq!(redactor.text("/home/georg/x"), "/redacted/path-1");
    assert_eq!(redactor.text("hello Georg, georgia"), "hello redacted-user-1, georgia");
    assert_eq!(redactor.json(r#"{"a":"by georg"}"#), r#"{"a":"by redacted-user-1"}"#);
    assert_eq!(redactor.text("/home/vscode/x"), "/redacted/path-2");
    assert_eq!(redactor.text("the vscode user"), "the vscode user", "everybody's");
}

#[test]
fn a_first_pass_covers_what_came_before() {
    let mut redactor = redactor();
    redactor.learn(b"2026-11-20 09:00:01.000 [trace] a/b {\"p\":\"C:\\\\Users\\\\georg\\\\x\"}");
    assert!(redactor.replaced().is_empty(), "learning replaces nothing");
    assert_eq!(redactor.text("hello georg"), "hello redacted-user-1");
}

#[test]
fn keys_say_what_a_value_is() {
    let mut redactor = redactor();
    let json = r#"{"machineId":"abc-123","commitHash":"409c64e0df4d53530e59c16acc2b5d5766f717b0","userName":"Jo Doe","user":{"id":712345678},"n":712345678,"count":5}"#;
    let wanted = r#"{"machineId":"redacted-id-1","commitHash":"409c64e0df4d53530e59c16acc2b5d5766f717b0","userName":"redacted-user-1","user":{"id":900000002},"n":712345678,"count":5}"#;
    assert_eq!(redactor.json(json), wanted);
    let commit = "/usr/lib/x/409c64e0df4d53530e59c16acc2b5d5766f717b0/y";
    assert_eq!(redactor.text(commit), commit, "it was said to be a commit");
}

#[test]
fn a_log_s_own_place_in_its_session_is_kept() {
    let path = "/home/marta/.config/Code/logs/20261120T090000/window1/exthost/extHostTelemetry.log";
    assert_eq!(
        redactor().text(path),
        "/redacted/path-1/logs/20261120T090000/window1/exthost/extHostTelemetry.log"
    );
}

#[test]
fn however_it_is_written_it_is_the_same_value() {
    let mut redactor = redactor();
    for text in
        ["C:\\Users\\jo\\x", "c:/Users/jo/x", "file:///c%3A/Users/jo/x", "C:\\\\Users\\\\jo\\\\x"]
    {
        assert_eq!(redactor.text(text), "/redacted/path-1", "{text}");
    }
    assert_eq!(redactor.json(r#"{"p":"C:\\Users\\jo\\x"}"#), r#"{"p":"/redacted/path-1"}"#);
    assert_eq!(
        redactor.text("Jo@Contoso.com jo%40contoso.com"),
        "mail-1@redacted.invalid mail-1@redacted.invalid"
    );
}

#[test]
fn it_is_said_what_was_replaced() {
    let mut redactor = redactor();
    assert_eq!(redactor.replaced().to_string(), "nothing was found to replace");
    let _ = redactor.text("a@b.com, c@d.com, a@b.com");
    assert_eq!(redactor.replaced().to_string(), "replaced 2 e-mail addresses (3 times)");
    let _ = redactor.text("/home/georg");
    assert_eq!(
        redactor.replaced().to_string(),
        "replaced 1 path (once) and 2 e-mail addresses (3 times)"
    );
    assert_eq!(redactor.replaced().of(Replaceable::Email), ReplacedCount { values: 2, times: 3 });
}

#[test]
fn bytes_that_are_no_text_stay_where_they_are() {
    let mut redactor = redactor();
    let redacted = redactor.record(b"\xff /home/marta/x\xfe y", None).into_owned();
    assert_eq!(
        redacted,
        b"\xff /redacted/path-1 y".as_slice(),
        "a path goes on over what is no letter"
    );
    assert_eq!(redactor.record(b"\xff harmless", None), b"\xff harmless".as_slice());
}

/// Texts put together of what is looked for, and of anything at all.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        4 => prop::sample::select(vec![
            "/home/", "marta", "jo@contoso.com", "@", "/", "\\", "C:\\Users\\", ":", "=", ".", "%40", "%2F", "84.23.110.77",
            "fe80::1", "token=", "password: ", "DB_PASSWORD=", "\"", " ", "a8F3kd02LMx9", "ghp_", "eyJhbGciOiJI", "georg",
            "https://", "git@github.com:o/r.git", "<REDACTED: Email>", "{\"userName\":\"", "\\u0040", "\\\\", "é", "😀", "+",
            "kX9sQ2mVb7TzR4wLpY8nD3fHc6", "marta-thinkpad", "--password ", "\\\\srv\\share", "file:///", "\n", "ssh-remote+",
            "0f5c9e0a-6f0e-4d7e-9d61-6a4a3f0f2f11", "/redacted/path-1", "mail-1@redacted.invalid", "redacted-user-1", "192.0.2.1",
        ]).prop_map(str::to_owned),
        1 => "[ -~]{0,12}",
        1 => any::<String>(),
    ];
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

fn keys() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "",
        "token",
        "version",
        "sessionId",
        "userName",
        "hostname",
        "url",
        "commit",
        "extname",
    ])
    .prop_map(str::to_owned)
}

fn found(text: &str, hint: Hint) -> Vec<Found> {
    let mut all = Vec::new();
    Scanner::new(identity()).scan(text, hint, &mut |it| all.push(it));
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_is_found_in_what_was_redacted(text in texts()) {
        let redacted = redactor().text(&text).into_owned();
        prop_assert!(found(&redacted, Hint::NONE).is_empty(), "{:?} in {redacted:?}", found(&redacted, Hint::NONE));
    }

    #[test]
    fn nothing_is_found_under_any_key_and_json_stays_json(key in keys(), text in texts()) {
        let json = serde_json::json!({ key.clone(): text, "n": [1, text] }).to_string();
        let redacted = redactor().json(&json).into_owned();
        let value: Value = serde_json::from_str(&redacted).expect("still JSON");
        let now = value[&key].as_str().expect("still a text under its key");
        prop_assert!(found(now, Hint::of(&key)).is_empty(), "{:?} in {now:?}", found(now, Hint::of(&key)));
        prop_assert_eq!(&value["n"][0], 1);
    }

    #[test]
    fn any_bytes_can_be_redacted(bytes in prop::collection::vec(any::<u8>(), 0..200), from in 0..200_usize, to in 0..200_usize) {
        let mut redactor = redactor();
        redactor.learn(&bytes);
        let _ = redactor.record(&bytes, Some(from..to));
        let _ = redactor.record(&bytes, None);
    }

    #[test]
    fn two_values_have_two_pseudonyms_and_one_has_one(names in prop::collection::hash_set("[a-z]{2,9}", 2..20)) {
        let mut redactor = redactor();
        let shapes: [fn(&str) -> String; 5] = [
            |name| format!("/home/{name}/x"),
            |name| format!("{name}@corp.example"),
            |name| format!("ssh-remote+{name}box7"),
            |name| format!("{{\"userName\":\"q{name}\"}}"),
            |name| format!("PASSWORD={name}99xx"),
        ];
        for shape in shapes {
            let mut seen = std::collections::HashSet::new();
            for name in &names {
                let first = redactor.text(&shape(name)).into_owned();
                let again = redactor.text(&shape(name)).into_owned();
                prop_assert_eq!(&again, &first);
                prop_assert!(seen.insert(first.clone()), "{first} stands for two");
            }
        }
    }

    #[test]
    fn a_pseudonym_that_was_in_the_text_before_stays_another_s(value in "[a-z]{3,8}") {
        let mut redactor = redactor();
        let given = redactor.text(&format!("{value}@corp.example")).into_owned();
        let again = redactor.text(&given).into_owned();
        prop_assert_ne!(again, given);
    }
}

#[test]
fn the_work_grows_with_the_text_and_no_faster() {
    use crate::privacy::run::steps;
    for piece in [
        "\"",
        "\\",
        "%2",
        "%25",
        "\\\"",
        "\":\"",
        "{\"a\":\"",
        "+",
        "=",
        "://",
        "a-",
        "<",
        "A <",
        "a@b.c ",
        "0f5c9e0a-",
        "password=",
        "http://a",
        "marta ",
        "redacted-",
        "mail-1@",
        "/logs/",
        "\":[\"",
        "deadbeefdeadbeef1 ",
    ] {
        let steps = |count: usize| {
            let text = piece.repeat(count / piece.len());
            let mut redactor = redactor();
            steps::of(|| drop(redactor.text(&text)))
        };
        let (once, twice) = (steps(1 << 14), steps(1 << 15));
        assert!(twice <= once * 5 / 2 + 1000, "{piece:?}: {once} steps, then {twice}");
    }
}

#[track_caller]
fn json_becomes(pairs: &[(&str, &str)]) {
    for (json, wanted) in pairs {
        assert_eq!(redactor().json(json), *wanted, "{json}");
    }
}

#[test]
fn what_stands_under_a_key_of_hosts_is_one() {
    json_becomes(&[
        (r#"{"host":"db7.corp.acme.com"}"#, r#"{"host":"redacted-host-1"}"#),
        (r#"{"hostname":"db7.corp.acme.com:5432"}"#, r#"{"hostname":"redacted-host-1"}"#),
        (r#"{"server":"db7.acme.com"}"#, r#"{"server":"redacted-host-1"}"#),
        (r#"{"remoteHost":"nas"}"#, r#"{"remoteHost":"redacted-host-1"}"#),
        (r#"{"machineName":"db7"}"#, r#"{"machineName":"redacted-host-1"}"#),
        (
            r#"{"a":"{\"host\":\"db7.acme.com\"}","b":"at db7.acme.com"}"#,
            r#"{"a":"{\"host\":\"redacted-host-1\"}","b":"at redacted-host-1"}"#,
        ),
    ]);
    for value in [
        "localhost",
        "127.0.0.1",
        "db.example.com",
        "github.com",
        "api.github.com:443",
        "dc.services.visualstudio.com",
        "main.vscode-cdn.net",
        "westus-0.in.applicationinsights.azure.com",
        "eu.i.posthog.com",
        "telemetry-v2.coder.com",
        "desktop",
        "web",
        "localProcess",
        "Visual Studio Code",
        "1.100.3",
    ] {
        let json = serde_json::json!({ "host": value, "remoteHost": value }).to_string();
        assert_eq!(redactor().json(&json), json);
    }
}

#[test]
fn the_host_of_a_url_is_replaced_where_it_is_no_service_of_everybody_s() {
    becomes(&[
        ("https://gitlab.corp.acme.com/alice/x", "https://redacted-host-1/alice/x"),
        ("wss://build.acme.io:8443/socket", "wss://redacted-host-1:8443/socket"),
    ]);
    for url in [
        "https://marketplace.visualstudio.com/items",
        "https://main.vscode-cdn.net/core",
        "https://us.i.posthog.com/e/",
        "https://docs.example.com/x",
        "http://localhost:3000/",
        "https://www.npmjs.com/package/x",
    ] {
        assert_eq!(redactor().text(url), url);
    }
}

#[test]
fn a_machine_that_is_called_after_a_person_loses_its_domain_too() {
    becomes(&[("lost marta-laptop.corp.acme.com:22", "lost redacted-host-1:22")]);
    let mut redactor = redactor();
    redactor.learn(b"/home/georg/x");
    for (text, wanted) in [
        ("lost georg.corp.acme.com.", "lost redacted-host-1."),
        ("at build.georg.acme.dev", "at redacted-host-2"),
        ("see georg.test.ts", "see redacted-user-1.test.ts"),
        ("georg.my-extension/run", "redacted-user-1.my-extension/run"),
    ] {
        assert_eq!(redactor.text(text), wanted);
    }
}

#[test]
fn what_stands_under_a_key_of_people_is_a_name_however_short() {
    for key in ["userName", "username", "user", "login", "author"] {
        for name in ["jo", "lee", "al", "Bill", "octo-cat", "ACME\\georg", "georg@acme"] {
            let json = serde_json::json!({ key: name, "other": "an all lee jo bill" }).to_string();
            let wanted =
                serde_json::json!({ key: "redacted-user-1", "other": "an all lee jo bill" });
            assert_eq!(redactor().json(&json), wanted.to_string());
        }
        for word in ["root", "user", "runner", "vscode", "anonymous", "true", "success", ""] {
            let json = serde_json::json!({ key: word }).to_string();
            assert_eq!(redactor().json(&json), json);
        }
    }
    let mut redactor = redactor();
    let _ = redactor.json(r#"{"user":"ACME\\georg"}"#);
    assert_eq!(redactor.text("of georg"), "of redacted-user-2");
}

#[test]
fn the_address_of_a_network_card_is_an_identifier() {
    becomes(&[
        ("eth0 3c:22:fb:9a:01:7e up", "eth0 redacted-id-1 up"),
        ("3C-22-FB-9A-01-7E is 3c22.fb9a.017e", "redacted-id-1 is redacted-id-1"),
    ]);
    json_becomes(&[
        (r#"{"macAddress":"3c22fb9a017e"}"#, r#"{"macAddress":"redacted-id-1"}"#),
        (r#"{"if":["3c:22:fb:9a:01:7e"]}"#, r#"{"if":["redacted-id-1"]}"#),
    ]);
    for text in ["26-11-20-09-00-01", "00:00:00:00:00:00", "09:00:01.123"] {
        assert_eq!(redactor().text(text), text);
    }
}

#[test]
fn a_value_is_told_by_a_key_that_is_given_beside_it() {
    let mut redactor = redactor();
    assert_eq!(redactor.value("host", "db7.acme.com"), "redacted-host-1");
    assert_eq!(redactor.json_of("user", r#""jo""#), r#""redacted-user-1""#);
    assert_eq!(redactor.json_of("user", r#"{"id":712345678}"#), r#"{"id":900000001}"#);
    assert_eq!(redactor.json_of("count", "12345678"), "12345678");
}

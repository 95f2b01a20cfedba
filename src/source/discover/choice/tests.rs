use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::*;
use crate::source::discover::LogFile;

/// A session of a product, with one log written in some second; none without one.
fn session(product: &'static str, stamp: &str, file: Option<(&str, u64)>) -> Session {
    let path = PathBuf::from(format!("/home/ada/{product}/logs/{stamp}"));
    let files = file.iter().map(|(name, _)| LogFile {
        path: path.join(name),
        bearing: name.contains("telemetry"),
        known: None,
        len: 1,
        modified: None,
        rotated: Vec::new(),
    });
    let written = file.filter(|(name, _)| name.contains("telemetry")).map(|(_, second)| second);
    Session {
        stamp: stamp.to_owned(),
        product,
        files: files.collect(),
        newest_telemetry: written.map(|at| SystemTime::UNIX_EPOCH + Duration::from_secs(at)),
        path,
    }
}

fn home() -> Vec<Session> {
    vec![
        session("code", "20260303T000000", Some(("telemetry.log", 60))),
        session("code", "20260302T000000", Some(("main.log", 50))),
        session("code", "20260301T120000", Some(("telemetry.log", 40))),
        session("code", "20260301T000000", Some(("telemetry.log", 30))),
        session("code", "20260201T000000", None),
        session("cursor", "20260303T000000", Some(("telemetry.log", 20))),
        session("cursor", "20250101T000000", Some(("telemetry.log", 10))),
    ]
}

fn choose(word: &str, trace: bool) -> Result<Vec<String>, String> {
    let choice: SessionChoice = word.parse().map_err(|error: ChoiceError| error.to_string())?;
    let sessions = home();
    let chosen = chosen(&sessions, &choice, trace).map_err(|error| error.to_string())?;
    Ok(chosen.iter().map(|it| format!("{} {}", it.product, it.stamp)).collect())
}

#[test]
fn each_word_chooses_of_the_root_that_was_written_to_last() {
    for (word, trace, expected) in [
        ("latest", false, vec!["code 20260303T000000"]),
        ("previous", false, vec!["code 20260301T120000"]),
        ("previous", true, vec!["code 20260302T000000"]),
        (
            "all",
            false,
            vec!["code 20260301T000000", "code 20260301T120000", "code 20260303T000000"],
        ),
        ("20250101T000000", false, vec!["cursor 20250101T000000"]),
        ("2025", false, vec!["cursor 20250101T000000"]),
        ("2026-03-01T12:00", false, vec!["code 20260301T120000"]),
        ("20260302", true, vec!["code 20260302T000000"]),
    ] {
        let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(choose(word, trace), Ok(expected), "{word} {trace}");
    }
    assert_eq!(choose("all", true).unwrap().len(), 4);
}

#[test]
fn what_cannot_be_chosen_says_what_there_is() {
    for (word, said) in [
        ("20260301", "several sessions: use more of one of\n20260301T120000, 20260301T000000"),
        ("20260303", "20260303T000000 (code), 20260303T000000 (cursor)"),
        ("1999", "no session begins with '1999'; there are\n20260303T000000 (code)"),
        ("20260302", "one other log; --trace opens it"),
        ("20260201", "session 20260201T000000: it holds no log"),
    ] {
        let error = choose(word, false).unwrap_err();
        assert!(error.contains(said), "{word}: {error}");
    }
    let one = [session("code", "20260303T000000", Some(("telemetry.log", 60)))];
    let none = chosen(&one, &SessionChoice::Previous, false).unwrap_err();
    assert!(none.to_string().contains("no session before 20260303T000000"), "{none}");
    assert_eq!(chosen(&[], &SessionChoice::All, true), Err(ChoiceError::Nothing));
}

#[test]
fn only_words_and_beginnings_of_stamps_are_taken() {
    for word in ["", "newest", "2026T", "20260301X", "20260301T0000000", "T", "-", "Latest"] {
        let error = word.parse::<SessionChoice>().unwrap_err();
        assert!(error.is_usage() && error.to_string().contains("use latest, previous"), "{word}");
    }
    assert_eq!("2026".parse(), Ok(SessionChoice::Stamp("2026".to_owned())));
    assert_eq!("20260301T".parse(), Ok(SessionChoice::Stamp("20260301T".to_owned())));
}

#[test]
fn many_stamps_are_not_all_listed() {
    let sessions: Vec<Session> = (0..30)
        .map(|at| session("code", &format!("202603{at:02}T000000"), Some(("telemetry.log", at))))
        .collect();
    let error = chosen(&sessions, &SessionChoice::Stamp("2026".to_owned()), false).unwrap_err();
    assert!(error.to_string().ends_with("and 20 more"), "{error}");
}

//! This machine's own names.

use super::*;

#[test]
fn this_machines_names_win_over_what_they_stand_in() {
    for (text, kind, wanted) in [
        ("/home/marta/src/x.rs", Pii::Home, "/home/marta/src/x.rs"),
        ("/home/marta", Pii::Home, "/home/marta"),
        ("file:///home/marta/a b", Pii::Home, "file:///home/marta/a b"),
        ("file:///home%2Fmarta%2Fsrc", Pii::User, "file:///home%2Fmarta%2Fsrc"),
        ("/Users/marta/x", Pii::User, "/Users/marta/x"),
        ("marta@contoso.com", Pii::User, "marta@contoso.com"),
        ("marta", Pii::User, "marta"),
        ("logged in as Marta!", Pii::User, "Marta"),
        ("ssh://build@marta-thinkpad:22", Pii::Host, "marta-thinkpad"),
        ("marta-thinkpad.lan.example", Pii::Host, "marta-thinkpad.lan.example"),
        (
            "https://github.com/Contoso-Labs/rocket/pull/7",
            Pii::Remote,
            "https://github.com/Contoso-Labs/rocket/pull/7",
        ),
        ("contoso-labs/rocket", Pii::Remote, "contoso-labs/rocket"),
        ("github.com:contoso-labs/rocket", Pii::Remote, "github.com:contoso-labs/rocket"),
    ] {
        assert_eq!(finds(text), [(kind, wanted)], "{text}");
    }
}

#[test]
fn a_name_within_another_word_is_not_meant() {
    for text in [
        "/home/martabak/x",
        "smarta",
        "martas",
        "rocket",
        "marta_x",
        "see contoso-labs/rocket",
        "github.com/contoso-labs/rocketeer",
    ] {
        let identity = finds(text).into_iter().filter(|(kind, _)| kind.is_identity()).count();
        assert_eq!(identity, 0, "{text}");
    }
}

#[test]
fn who_makes_an_extension_is_not_who_uses_it() {
    assert!(finds("marta.rocket-tools").is_empty());
    assert!(finds_under("common.extname", "marta.rocket-tools").is_empty());
    assert!(finds_under("publisherDisplayName", "marta").is_empty());
    assert_eq!(finds_under("author", "marta@contoso.com"), [(Pii::User, "marta@contoso.com")]);
}

#[test]
fn a_user_name_in_prose_is_likely_and_alone_is_certain() {
    assert!(!found("", "the marta case")[0].sure);
    assert!(found("", "marta")[0].sure);
    assert!(found("", "user=marta")[0].sure);
}

#[test]
fn a_home_of_windows_is_found_in_every_form() {
    let identity = Identity { home: Some("C:\\Users\\jo".to_owned()), ..Identity::default() };
    let scanner = Scanner::new(identity);
    for text in [
        "c:\\users\\jo\\x",
        "C:\\\\Users\\\\jo\\\\x",
        "C:/Users/jo",
        "file:///c%3A/Users/jo/x",
        "/c/Users/jo/x",
        "/mnt/c/Users/jo/x",
        r#"{"p":"C:\\Users\\jo"}"#,
    ] {
        let mut kinds = Vec::new();
        scanner.scan(text, Hint::NONE, &mut |found| kinds.push(found.kind));
        assert_eq!(kinds, [Pii::Home], "{text}");
    }
}

#[test]
fn a_commonplace_name_is_nobodys() {
    let identity = Identity {
        user: Some("runner".to_owned()),
        home: Some("/home/runner".to_owned()),
        host: Some("localhost".to_owned()),
        remotes: Vec::new(),
    };
    let scanner = Scanner::new(identity);
    for text in ["test runner", "localhost:3000"] {
        scanner.scan(text, Hint::NONE, &mut |found| panic!("{text}: {found:?}"));
    }
}

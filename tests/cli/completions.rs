//! `telltail completions`: what each shell completes.

use std::process::Command;

use rstest::rstest;

use super::support::{Home, arg};

#[rstest]
#[case("bash", "complete -F _telltail")]
#[case("zsh", "#compdef telltail")]
#[case("fish", "complete -c telltail")]
#[case("powershell", "Register-ArgumentCompleter")]
#[case("elvish", "edit:completion:arg-completer[telltail]")]
fn every_shell_has_a_script_that_names_every_command(#[case] shell: &str, #[case] mark: &str) {
    let script = Home::new().run(&["completions", shell]).text();
    assert!(script.contains(mark), "{script}");
    for word in ["print", "stats", "doctor", "config", "completions", "filter", "no-state"] {
        assert!(script.contains(word), "{word}");
    }
    for value in ["code-insiders", "previous", "one-collector", "high-contrast"] {
        // The scripts of Elvish and PowerShell know of options only.
        let named = !matches!(shell, "bash" | "zsh" | "fish") || script.contains(value);
        assert!(named, "{shell} does not complete {value}");
    }
}

#[test]
fn a_shell_that_is_none_is_named_with_those_there_are() {
    let ran = Home::new().run(&["completions", "cmd"]);
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.err.contains("[possible values: bash, elvish, fish, powershell, zsh]"),
        "{}",
        ran.err
    );
}

/// What bash offers for the last of `words`; `None` where there is no bash of our time.
fn offered(words: &[&str]) -> Option<Vec<String>> {
    let home = Home::new();
    let script = home.file("telltail.bash", home.run(&["completions", "bash"]).bytes());
    let (last, before) = words.split_last().unwrap();
    let line = format!(
        "[ \"${{BASH_VERSINFO[0]}}\" -ge 4 ] || exit 42; source {}; COMP_WORDS=({}); \
         COMP_CWORD={}; _telltail telltail '{last}' '{}'; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        arg(&script),
        words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" "),
        words.len() - 1,
        before.last().unwrap(),
    );
    let output = Command::new("bash").args(["--norc", "-c", &line]).output().ok()?;
    if !output.status.success() {
        return None;
    }
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.lines().map(str::to_owned).collect())
}

#[cfg(unix)]
#[rstest]
#[case(&["telltail", "pri"], &["print"])]
#[case(&["telltail", "config", "pa"], &["path"])]
#[case(&["telltail", "--session", "pre"], &["previous"])]
#[case(&["telltail", "print", "--product", "windsurf-"], &["windsurf-next"])]
#[case(&["telltail", "--theme", "au"], &["auto"])]
fn bash_completes_what_is_typed(#[case] words: &[&str], #[case] wanted: &[&str]) {
    match offered(words) {
        Some(offered) => assert_eq!(offered, wanted),
        None => eprintln!("skipped: there is no bash 4 or newer here"),
    }
}

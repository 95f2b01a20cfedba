//! The folders of a person's own files and of what is remembered, and the rule files among them.
//! Only reads.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::bounded;
use super::environment::{Environment, System};

/// No rule file is larger: all of telltail's own together have a fiftieth of it.
const LIMIT: u64 = 1 << 20;

/// How many rule files are read; what is beyond is told.
const MOST: usize = 200;

/// Where a person's own files are: `telltail` in the folder of configurations. Where the system
/// has no other (Windows' `%APPDATA%`), that is `$XDG_CONFIG_HOME` or `~/.config`.
pub fn folder(environment: &Environment) -> PathBuf {
    let named = match environment.system {
        System::Windows => environment.path("APPDATA"),
        // By its specification a relative path in it is to be ignored.
        _ => environment.path("XDG_CONFIG_HOME").filter(|path| path.is_absolute()),
    };
    named.unwrap_or_else(|| environment.home.join(".config")).join("telltail")
}

/// Where what is remembered between runs is kept: `telltail` in the folder of states,
/// `$XDG_STATE_HOME` or `~/.local/state`; on Windows `%LOCALAPPDATA%`.
pub fn state_folder(environment: &Environment) -> PathBuf {
    let (named, below) = match environment.system {
        System::Windows => (environment.path("LOCALAPPDATA"), "AppData/Local"),
        _ => (environment.path("XDG_STATE_HOME"), ".local/state"),
    };
    let named = named.filter(|path| path.is_absolute());
    named.unwrap_or_else(|| environment.home.join(below)).join("telltail")
}

/// A person's own rule files as `(path, text)`, sorted by name; and what of them cannot be read,
/// each a sentence that names the file.
pub fn rule_files(environment: &Environment) -> (Vec<(String, String)>, Vec<String>) {
    let folder = folder(environment).join("rules");
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return (Vec::new(), Vec::new());
        }
        Err(error) => {
            let problem = format!("{}: cannot look for rules: {error}", folder.display());
            return (Vec::new(), vec![problem]);
        }
    };
    let is_rules = |path: &PathBuf| path.extension().is_some_and(|it| it == "toml");
    let mut paths: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(is_rules).collect();
    paths.sort();
    let mut problems = Vec::new();
    if paths.len() > MOST {
        problems.push(format!(
            "{}: only the first {MOST} of {} rule files are read",
            folder.display(),
            paths.len()
        ));
        paths.truncate(MOST);
    }
    let mut files = Vec::new();
    for path in paths {
        match text(&path) {
            Ok(text) => files.push((path.display().to_string(), text)),
            Err(wrong) => problems.push(format!("{}: {wrong}", path.display())),
        }
    }
    (files, problems)
}

fn text(path: &Path) -> Result<String, String> {
    let unreadable = |error: std::io::Error| format!("cannot read the rules: {error}");
    // A pipe or a device of that name could be waited for without end.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err("is no file, so it holds no rules".to_owned());
    }
    let bytes = bounded::bytes(path, LIMIT)
        .map_err(unreadable)?
        .ok_or_else(|| format!("larger than {} MiB, which no rule file is", LIMIT >> 20))?;
    String::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use rstest::rstest;

    use super::*;

    fn environment(system: System, variables: &[(&str, &str)]) -> Environment {
        let variables: BTreeMap<_, _> =
            variables.iter().map(|(name, value)| (name.into(), value.into())).collect();
        Environment { system, variables, home: PathBuf::from("/home/alice") }
    }

    #[rstest]
    #[case(System::Linux, &[], "/home/alice/.config/telltail")]
    #[case(System::Linux, &[("XDG_CONFIG_HOME", "/etc/alice")], "/etc/alice/telltail")]
    #[case(System::Linux, &[("XDG_CONFIG_HOME", "not/absolute")], "/home/alice/.config/telltail")]
    #[case(System::Linux, &[("XDG_CONFIG_HOME", "")], "/home/alice/.config/telltail")]
    #[case(System::MacOs, &[], "/home/alice/.config/telltail")]
    #[case(System::Windows, &[("APPDATA", "/roaming")], "/roaming/telltail")]
    #[case(System::Windows, &[("XDG_CONFIG_HOME", "/x")], "/home/alice/.config/telltail")]
    fn the_folder_is_the_one_of_the_system(
        #[case] system: System,
        #[case] variables: &[(&str, &str)],
        #[case] wanted: &str,
    ) {
        assert_eq!(folder(&environment(system, variables)), Path::new(wanted));
    }

    #[rstest]
    #[case(System::Linux, &[], "/home/alice/.local/state/telltail")]
    #[case(System::Linux, &[("XDG_STATE_HOME", "/var/alice")], "/var/alice/telltail")]
    #[case(System::MacOs, &[("XDG_STATE_HOME", "here")], "/home/alice/.local/state/telltail")]
    #[case(System::Windows, &[("LOCALAPPDATA", "/local")], "/local/telltail")]
    #[case(System::Windows, &[], "/home/alice/AppData/Local/telltail")]
    fn the_folder_of_states_is_the_one_of_the_system(
        #[case] system: System,
        #[case] variables: &[(&str, &str)],
        #[case] wanted: &str,
    ) {
        assert_eq!(state_folder(&environment(system, variables)), Path::new(wanted));
    }

    #[test]
    fn rule_files_come_by_name_and_what_is_none_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let environment =
            Environment { home: dir.path().to_owned(), ..environment(System::Linux, &[]) };
        assert_eq!(rule_files(&environment), (Vec::new(), Vec::new()));
        let rules = dir.path().join(".config/telltail/rules");
        fs::create_dir_all(rules.join("folder.toml")).unwrap();
        fs::write(rules.join("20.toml"), "b").unwrap();
        fs::write(rules.join("10.toml"), "a").unwrap();
        fs::write(rules.join("notes.txt"), "c").unwrap();
        fs::write(rules.join("30.toml"), vec![b'#'; LIMIT as usize + 1]).unwrap();
        fs::write(rules.join("40.toml"), b"\xff").unwrap();
        let (files, problems) = rule_files(&environment);
        let path = |name: &str| rules.join(name).display().to_string();
        let wanted = [(path("10.toml"), "a".to_owned()), (path("20.toml"), "b".to_owned())];
        assert_eq!(files, wanted);
        assert_eq!(problems.len(), 3, "{problems:?}");
        for (problem, says) in problems.iter().zip(["1 MiB", "UTF-8", "no file"]) {
            assert!(problem.contains(says), "{problem}");
        }
    }
}

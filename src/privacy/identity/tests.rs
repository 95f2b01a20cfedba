use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;

use super::*;

fn machine(variables: &[(&str, &str)], home: &str) -> Environment {
    let variables: BTreeMap<OsString, OsString> =
        variables.iter().map(|(name, value)| (name.into(), value.into())).collect();
    Environment { system: System::Windows, variables, home: home.into() }
}

#[test]
fn a_machine_is_known_by_its_variables() {
    let folder = tempfile::tempdir().unwrap();
    let environment =
        machine(&[("USERNAME", "marta"), ("COMPUTERNAME", "MARTA-PC")], "C:\\Users\\marta");
    let identity = Identity::of_this_machine(&environment, folder.path());
    assert_eq!(identity.user.as_deref(), Some("marta"));
    assert_eq!(identity.home.as_deref(), Some("C:\\Users\\marta"));
    assert_eq!(identity.host.as_deref(), Some("MARTA-PC"));
}

#[test]
fn the_home_folder_names_the_user_where_no_variable_does() {
    let identity = Identity::of_this_machine(&machine(&[], "/home/marta"), Path::new("/"));
    assert_eq!(identity.user.as_deref(), Some("marta"));
}

#[test]
fn a_build_machine_is_nobodys() {
    for (user, home, host) in [
        ("root", "/root", "localhost"),
        ("runner", "/home/runner", "ubuntu"),
        ("vscode", "/home/vscode", "docker-desktop"),
        ("dev", "/", "pc"),
        ("1000", "/", "10.0.0.7"),
    ] {
        let environment = machine(&[("USER", user), ("HOSTNAME", host)], home);
        let identity = Identity::of_this_machine(&environment, Path::new("/"));
        assert_eq!(identity, Identity::default(), "{user}");
    }
}

#[test]
fn remotes_are_read_from_the_nearest_repository() {
    let folder = tempfile::tempdir().unwrap();
    let git = folder.path().join(".git");
    fs::create_dir_all(folder.path().join("a/b")).unwrap();
    fs::create_dir(&git).unwrap();
    let config = "[core]\n\turl = no\n[remote \"origin\"]\n\turl = git@github.com:acme/rocket.git\n\
                  \tfetch = +refs\n[remote \"up\"]\n\tpushurl = https://example.org/up/rocket\n";
    fs::write(git.join("config"), config).unwrap();
    let wanted = ["git@github.com:acme/rocket.git", "https://example.org/up/rocket"];
    assert_eq!(git::remotes(&folder.path().join("a/b")), wanted);
}

#[test]
fn a_worktree_leads_to_the_repository_that_it_is_of() {
    let folder = tempfile::tempdir().unwrap();
    let main = folder.path().join("main/.git");
    let tree = folder.path().join("tree");
    fs::create_dir_all(main.join("worktrees/tree")).unwrap();
    fs::create_dir(&tree).unwrap();
    fs::write(main.join("config"), "[remote \"origin\"]\nurl = ssh://git@h/o/r\n").unwrap();
    fs::write(main.join("worktrees/tree/commondir"), "../..\n").unwrap();
    let pointer = format!("gitdir: {}\n", main.join("worktrees/tree").display());
    fs::write(tree.join(".git"), pointer).unwrap();
    assert_eq!(git::remotes(&tree), ["ssh://git@h/o/r"]);
}

#[test]
fn a_repository_whose_configuration_is_beyond_all_measure_has_no_remotes() {
    let folder = tempfile::tempdir().unwrap();
    let git = folder.path().join(".git");
    fs::create_dir(&git).unwrap();
    let config = format!("[remote \"o\"]\nurl = x\n{}", "#\n".repeat(1 << 20));
    fs::write(git.join("config"), config).unwrap();
    assert!(git::remotes(folder.path()).is_empty());
}

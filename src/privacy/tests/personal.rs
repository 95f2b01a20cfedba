//! E-mail addresses, paths, network addresses, remotes.

use super::*;

#[test]
fn e_mail_addresses_are_found_wherever_they_stand() {
    all_are(
        Pii::Email,
        &[
            ("jo.smith@contoso.com", "jo.smith@contoso.com"),
            ("mail jo_smith+vs@mail.contoso.co.uk, please.", "jo_smith+vs@mail.contoso.co.uk"),
            ("Jo Smith <jo@contoso.com>", "jo@contoso.com"),
            ("mailto:jo@contoso.io?subject=x", "jo@contoso.io"),
            ("?user=jo%40contoso.com&x=1", "jo%40contoso.com"),
            ("jörg@müller.de", "jörg@müller.de"),
            ("123+jo@users.noreply.github.com", "123+jo@users.noreply.github.com"),
            ("author='jo@contoso.com'", "jo@contoso.com"),
        ],
    );
}

#[test]
fn an_escaped_address_in_json_text_is_found_where_it_stands() {
    let text = r#"{"by":"jo\u0040contoso.com","n":1}"#;
    assert_eq!(finds(text), [(Pii::Email, r"jo\u0040contoso.com")]);
}

#[test]
fn paths_of_people_are_found_whole() {
    all_are(
        Pii::Path,
        &[
            ("/home/alice/raw/path", "/home/alice/raw/path"),
            ("/home/alice", "/home/alice"),
            ("C:\\Users\\Jo van Smith", "C:\\Users\\Jo van Smith"),
            ("Cannot open /Users/jo/My Project/a.ts: gone", "/Users/jo/My Project/a.ts"),
            (
                "at f (/home/dev/.vscode/extensions/a-1.2.3/ext.js:21:132)",
                "/home/dev/.vscode/extensions/a-1.2.3/ext.js",
            ),
            ("C:\\Users\\Jo Smith\\src\\a.cs", "C:\\Users\\Jo Smith\\src\\a.cs"),
            ("c:/Users/jo/src/a.cs(12,4): error", "c:/Users/jo/src/a.cs(12"),
            ("D:\\work\\acme\\x.sln", "D:\\work\\acme\\x.sln"),
            ("\\\\fileserver\\projects\\acme", "\\\\fileserver\\projects\\acme"),
            ("\\\\wsl$\\Ubuntu\\home\\jo", "\\\\wsl$\\Ubuntu\\home\\jo"),
            ("file:///home/jo/a.md", "file:///home/jo/a.md"),
            ("file:///c%3A/Users/jo/a.md", "file:///c%3A/Users/jo/a.md"),
            (
                "vscode-remote://ssh-remote+build7/srv/acme",
                "vscode-remote://ssh-remote+build7/srv/acme",
            ),
            ("vscode-remote://wsl+Ubuntu/home/jo/a", "vscode-remote://wsl+Ubuntu/home/jo/a"),
            ("vscode-userdata:/home/jo/.config/Code", "/home/jo/.config/Code"),
            ("/workspaces/acme-secret", "/workspaces/acme-secret"),
            ("/mnt/c/Users/jo/x", "/mnt/c/Users/jo/x"),
            ("/mnt/d/acme/x", "/mnt/d/acme/x"),
            ("/c/Users/jo/x", "/c/Users/jo/x"),
            ("/root/acme/x.py", "/root/acme/x.py"),
            ("/Volumes/Work/acme", "/Volumes/Work/acme"),
            ("https://x.dev/open?path=/home/jo/a", "/home/jo/a"),
            ("--folder=/home/jo/a", "/home/jo/a"),
            ("/System/Volumes/Data/Users/jo/a", "/System/Volumes/Data/Users/jo/a"),
        ],
    );
}

#[test]
fn paths_in_json_text_are_found_with_their_escapes() {
    let text = r#"["C:\\Users\\jo\\a","\/home\/alice\/b","ok"]"#;
    let wanted = [(Pii::Path, r"C:\\Users\\jo\\a"), (Pii::Path, r"\/home\/alice\/b")];
    assert_eq!(finds(text), wanted);
}

#[test]
fn several_paths_of_one_text_are_several_finds() {
    let text = "/home/jo/a.ts /home/jo/b.ts;/home/jo/c.ts";
    let wanted = ["/home/jo/a.ts", "/home/jo/b.ts", "/home/jo/c.ts"];
    assert_eq!(finds(text), wanted.map(|path| (Pii::Path, path)));
}

#[test]
fn addresses_of_machines_are_found() {
    for (key, text, wanted) in [
        ("", "84.23.110.77", "84.23.110.77"),
        ("", "connect ECONNREFUSED 10.20.30.40:443", "10.20.30.40"),
        ("", "http://192.168.1.17:8080/x", "192.168.1.17"),
        ("clientIp", "5.6.7.8", "5.6.7.8"),
        ("", "from 5.6.7.8, again", "5.6.7.8"),
        ("", "2a02:8109:9a40:1234::5", "2a02:8109:9a40:1234::5"),
        ("", "[fe80::1c2d:3e4f]:8080", "fe80::1c2d:3e4f"),
        ("", "fd12:3456:789a::1 is up", "fd12:3456:789a::1"),
        ("", "::ffff:84.23.110.77", "::ffff:84.23.110.77"),
        ("remoteName", "172.16.4.20:8123", "172.16.4.20"),
        ("", "10.0.0.5", "10.0.0.5"),
    ] {
        assert_eq!(finds_under(key, text), [(Pii::Ip, wanted)], "{text}");
    }
}

#[test]
fn where_git_repositories_are_is_found() {
    all_are(
        Pii::Remote,
        &[
            ("git@github.com:fabrikam/app.git", "git@github.com:fabrikam/app.git"),
            ("git@github.com:fabrikam/app", "git@github.com:fabrikam/app"),
            (
                "ssh://git@git.fabrikam.com:7999/p/app.git",
                "ssh://git@git.fabrikam.com:7999/p/app.git",
            ),
            (
                "cloning https://github.com/fabrikam/app.git now",
                "https://github.com/fabrikam/app.git",
            ),
            ("https://dev.azure.com/fab/app/_git/app", "https://dev.azure.com/fab/app/_git/app"),
            (
                "git+https://github.com/fabrikam/app.git#main",
                "git+https://github.com/fabrikam/app.git#main",
            ),
            ("fatal: 'deploy@host7:srv/app.git' not found", "deploy@host7:srv/app.git"),
        ],
    );
}

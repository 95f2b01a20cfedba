//! What the key says that a value stands under: whose name or id it is, or that it is nobody's.

use std::collections::HashMap;

use super::seek::SHORTEST;
use crate::privacy::hint::{Hint, words};

/// What a value is by its key alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// The key does not say.
    #[default]
    Any,
    /// The same for everybody who has the same program: commits, checksums, keys of collectors.
    Public,
    /// Tells one machine, session, device, request or installation from another.
    Identifier,
    /// The same of a person or an account, where words are ids, too.
    Account,
    /// A person's name.
    Person,
    /// A machine's name.
    Machine,
    /// A machine's name, or a kind of machine, or a service.
    Host,
    /// A repository, or what one is called.
    Repository,
}

/// What a key says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Says {
    pub(super) hint: Hint,
    pub(super) role: Role,
    /// It is about somebody, and the keys below it say of what of them (`user.name`).
    owner: bool,
}

impl Says {
    /// Shorter texts below it hold nothing.
    pub(super) const fn shortest(self) -> usize {
        match self.role {
            Role::Person | Role::Machine | Role::Host => 1,
            _ => SHORTEST,
        }
    }

    /// Whether it says anything.
    pub(super) fn anything(self) -> bool {
        self.hint != Hint::NONE || self.role != Role::Any
    }
}

/// Who or what has an id that tells it from all others.
const OWNERS: [&str; 29] = [
    "machine",
    "session",
    "device",
    "client",
    "install",
    "installation",
    "tenant",
    "sqm",
    "anon",
    "anonymous",
    "distinct",
    "visitor",
    "tracking",
    "unique",
    "correlation",
    "request",
    "trace",
    "span",
    "operation",
    "hardware",
    "hw",
    "telemetry",
    "instance",
    "window",
    "subscription",
    "conversation",
    "thread",
    "team",
    "workspace",
];

/// The same of people.
const PEOPLE: [&str; 13] = [
    "user",
    "account",
    "login",
    "person",
    "member",
    "author",
    "committer",
    "subscriber",
    "owner",
    "org",
    "organization",
    "customer",
    "employee",
];

/// Whose `id` is public, or names a kind.
const PUBLIC_OWNERS: [&str; 6] =
    ["publisher", "extension", "language", "theme", "model", "command"];

/// Keys that are one word without humps: the id of what it ends with.
const RUN_TOGETHER: [&str; 12] = [
    "machineid",
    "sessionid",
    "sessid",
    "deviceid",
    "sqmid",
    "trackingid",
    "clientid",
    "requestid",
    "uniqueid",
    "distinctid",
    "instanceid",
    "installationid",
];

/// Last words of keys whose long numbers are the same for everybody.
const PUBLIC: [&str; 22] = [
    "commit",
    "commithash",
    "version",
    "versions",
    "revision",
    "rev",
    "etag",
    "integrity",
    "checksum",
    "digest",
    "sha",
    "sha1",
    "sha256",
    "sha512",
    "md5",
    "ikey",
    "instrumentationkey",
    "build",
    "quality",
    "tag",
    "hash",
    "hashes",
];

/// Words that say whose hash it is.
const HASHED: [&str; 12] = [
    "machine",
    "user",
    "email",
    "mail",
    "repo",
    "repository",
    "workspace",
    "path",
    "folder",
    "device",
    "account",
    "remote",
];

/// Keys by which Copilot and git name repositories, in lower case without signs.
const REPOSITORIES: [&str; 14] = [
    "gitrepohost",
    "gitreponame",
    "gitrepoowner",
    "gitrepourl",
    "gitrepopath",
    "requestoptionnwo",
    "repoid",
    "headcommithash",
    "remoteurl",
    "repositoryurl",
    "repourl",
    "reponame",
    "repositoryname",
    "nwo",
];

/// Names of people, of two words.
const NAMES: [(&str, &str); 14] = [
    ("user", "name"),
    ("account", "name"),
    ("login", "name"),
    ("logon", "name"),
    ("full", "name"),
    ("first", "name"),
    ("last", "name"),
    ("given", "name"),
    ("family", "name"),
    ("real", "name"),
    ("author", "name"),
    ("committer", "name"),
    ("github", "user"),
    ("github", "login"),
];

/// Names of machines, of two words.
const MACHINES: [(&str, &str); 7] = [
    ("host", "name"),
    ("machine", "name"),
    ("computer", "name"),
    ("server", "name"),
    ("node", "name"),
    ("device", "name"),
    ("role", "instance"),
];

/// What a `server` is of where it is a machine.
const SERVERS: [&str; 10] =
    ["build", "database", "db", "git", "license", "mail", "name", "proxy", "remote", "smtp"];

fn read(key: &str) -> Says {
    let words = words(key);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let last = words.last().copied().unwrap_or_default();
    let before = words.len().checked_sub(2).map_or("", |at| words[at]);
    let owner = OWNERS.contains(&last) || PEOPLE.contains(&last) || last == "host";
    Says { hint: Hint::of(key), role: role(&words, before, last), owner }
}

fn role(words: &[&str], before: &str, last: &str) -> Role {
    let joined = words.concat();
    let is = |set: &[&str]| set.iter().any(|it| joined.ends_with(it));
    let pair = |pairs: &[(&str, &str)]| pairs.contains(&(before, last));
    let hashed = words.iter().any(|word| HASHED.contains(word));
    if is(&REPOSITORIES) {
        Role::Repository
    } else if pair(&NAMES)
        || matches!(last, "username" | "login" | "upn" | "whoami")
        || matches!(last, "user" | "author" | "committer") && is_of_nothing_else(words, before)
    {
        Role::Person
    } else if pair(&MACHINES) || matches!(last, "hostname" | "machinename" | "computername") {
        Role::Machine
    } else if last == "host" || last == "server" && (words.len() == 1 || SERVERS.contains(&before))
    {
        Role::Host
    } else if matches!((before, last), ("mac" | "physical" | "hw", "address" | "addr"))
        || matches!(last, "macaddress" | "macaddr" | "hwaddr")
    {
        Role::Identifier
    } else if joined == "ikey"
        || (PUBLIC.contains(&last) || last.ends_with("commithash")) && !hashed
        || before == "instrumentation" && last == "key"
    {
        Role::Public
    } else if matches!(last, "id" | "ids" | "uuid" | "guid" | "key") {
        of_owner(before, last)
    } else if matches!(last, "tid" | "oid" | "puid") || last == "userid" {
        Role::Account
    } else if RUN_TOGETHER.iter().any(|it| last.ends_with(it)) {
        Role::Identifier
    } else {
        Role::Any
    }
}

/// Whether the key is of a person alone (`user`, `common.user`), and not of what they did.
fn is_of_nothing_else(words: &[&str], before: &str) -> bool {
    const BEFORE: [&str; 12] = [
        "common", "commit", "current", "db", "git", "github", "gitlab", "login", "os", "pr",
        "remote", "ssh",
    ];
    words.len() == 1 || BEFORE.contains(&before)
}

fn of_owner(owner: &str, last: &str) -> Role {
    if PUBLIC_OWNERS.contains(&owner) || last == "key" && owner != "device" {
        Role::Any
    } else if PEOPLE.contains(&owner) {
        Role::Account
    } else if OWNERS.contains(&owner) {
        Role::Identifier
    } else {
        Role::Any
    }
}

/// More keys are read anew each time they come.
const MOST: usize = 4096;

/// Longer keys are no names of anything.
const LONGEST: usize = 160;

/// What keys say, each read once.
#[derive(Debug, Default)]
pub(super) struct Keys {
    read: HashMap<Box<str>, Says>,
    /// Space for the names of two keys.
    both: String,
}

impl Keys {
    /// What `key` says, where it stands below the key `parent`.
    pub(super) fn says(&mut self, parent: Option<&str>, key: &str) -> Says {
        let says = self.one(key);
        let below =
            parent.filter(|_| says.role == Role::Any).filter(|parent| self.one(parent).owner);
        let Some(parent) = below else { return says };
        let mut both = std::mem::take(&mut self.both);
        both.clear();
        both.extend([parent, ".", key]);
        let together = self.one(&both);
        self.both = both;
        Says { hint: if says.hint == Hint::NONE { together.hint } else { says.hint }, ..together }
    }

    fn one(&mut self, key: &str) -> Says {
        if key.len() > LONGEST {
            return Says::default();
        }
        if let Some(says) = self.read.get(key) {
            return *says;
        }
        let says = read(key);
        if self.read.len() < MOST {
            self.read.insert(key.into(), says);
        }
        says
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role_of(key: &str) -> Role {
        Keys::default().says(None, key).role
    }

    #[test]
    fn keys_say_whose_id_or_name_it_is() {
        for key in [
            "common.machineId",
            "sessionID",
            "common.vscodesessionid",
            "client_machineid",
            "requestId",
            "unique_id",
        ] {
            assert_eq!(role_of(key), Role::Identifier, "{key}");
        }
        for key in ["common.tid", "userId", "account_id"] {
            assert_eq!(role_of(key), Role::Account, "{key}");
        }
        assert_eq!(role_of("common.userName"), Role::Person);
        assert_eq!(role_of("os.hostname"), Role::Machine);
        for key in ["user", "author", "git.author", "login", "username"] {
            assert_eq!(role_of(key), Role::Person, "{key}");
        }
        for key in ["host", "remoteHost", "server", "db.server"] {
            assert_eq!(role_of(key), Role::Host, "{key}");
        }
        assert_eq!(role_of("gitRepoOwner"), Role::Repository);
        for key in [
            "commitHash",
            "common.vscodecommithash",
            "contentHash",
            "iKey",
            "InstrumentationKey",
            "sha256",
        ] {
            assert_eq!(role_of(key), Role::Public, "{key}");
        }
        for key in [
            "publisherId",
            "languageId",
            "id",
            "emailHash",
            "displayName",
            "key",
            "userKind",
            "isUser",
            "languageServer",
        ] {
            assert_eq!(role_of(key), Role::Any, "{key}");
        }
    }

    #[test]
    fn a_key_is_read_with_the_one_it_stands_below_where_that_is_about_somebody() {
        let mut keys = Keys::default();
        assert_eq!(keys.says(Some("user"), "name").role, Role::Person);
        assert_eq!(keys.says(Some("machine"), "id").role, Role::Identifier);
        assert_eq!(keys.says(Some("properties"), "name").role, Role::Any);
    }
}

//! What the key that a value stands under says about the value.

/// What a key says about its value, read once for all values of the key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    says: u8,
}

const SECRET: u8 = 1;
const VERSION: u8 = 1 << 1;
const IDENTIFIER: u8 = 1 << 2;
const ROUTE: u8 = 1 << 3;
const ADDRESS: u8 = 1 << 4;
const PUBLISHER: u8 = 1 << 5;

/// Longer keys say nothing: their words are no longer anybody's names for a thing.
const KEY_MAX: usize = 160;

/// Last words of keys that hold what opens something.
const SECRETS: [&str; 12] = [
    "token",
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "apikey",
    "authorization",
    "credential",
    "credentials",
    "cookie",
    "bearer",
];

/// The same, of two words.
const SECRET_PAIRS: [(&str, &str); 12] = [
    ("api", "key"),
    ("access", "key"),
    ("private", "key"),
    ("secret", "key"),
    ("account", "key"),
    ("shared", "key"),
    ("signing", "key"),
    ("encryption", "key"),
    ("subscription", "key"),
    ("auth", "key"),
    ("auth", "header"),
    ("connection", "string"),
];

/// Whose `token` it is that opens nothing: of a parser, a list, or a count.
pub(super) const HARMLESS_TOKENS: [&str; 10] = [
    "cancel",
    "cancellation",
    "completion",
    "continuation",
    "next",
    "page",
    "prompt",
    "stop",
    "syntax",
    "unexpected",
];

/// The same of a key, where nothing else speaks of a sign-in.
const PLACES_OF_TOKENS: [&str; 3] = ["current", "first", "last"];

const VERSIONS: [&str; 10] = [
    "version", "versions", "ver", "build", "release", "semver", "sdk", "runtime", "engine", "agent",
];

/// Last words of keys whose values look random and open nothing.
const IDENTIFIERS: [&str; 31] = [
    "id",
    "ids",
    "uuid",
    "guid",
    "hash",
    "hashes",
    "hashed",
    "sha",
    "sha1",
    "sha256",
    "digest",
    "checksum",
    "integrity",
    "fingerprint",
    "etag",
    "nonce",
    "commit",
    "revision",
    "rev",
    "trace",
    "span",
    "traceparent",
    "correlation",
    "cursor",
    "uniqid",
    "tid",
    "ikey",
    "instrumentationkey",
    "assignmentcontext",
    "oid",
    "cid",
];

/// Ends of last words that are two words without a hump.
const RUN_TOGETHER: [&str; 10] = [
    "sessionid",
    "sessid",
    "machineid",
    "requestid",
    "deviceid",
    "sqmid",
    "userid",
    "clientid",
    "trackingid",
    "commithash",
];

const ROUTES: [&str; 8] =
    ["route", "routes", "url", "endpoint", "href", "api", "pathname", "referrer"];

const ADDRESSES: [&str; 14] = [
    "ip", "ips", "ipv4", "ipv6", "addr", "address", "host", "hostname", "server", "client",
    "remote", "peer", "endpoint", "origin",
];

const PUBLISHERS: [&str; 8] =
    ["extname", "extension", "extensions", "publisher", "author", "plugin", "producer", "themeid"];

impl Hint {
    /// The hint of a value whose key is not known.
    pub const NONE: Self = Self { says: 0 };

    /// What `key` says: its words are told apart by case, `_`, `-`, `.`, `/` and `$`.
    pub fn of(key: &str) -> Self {
        if key.len() > KEY_MAX {
            return Self::NONE;
        }
        let words = words(key);
        let last = words.last().map_or("", String::as_str);
        let any = |set: &[&str]| words.iter().any(|word| set.contains(&word.as_str()));
        // `serverVersion` is a version, `buildServer` is none.
        let is_version = VERSIONS.contains(&last) || any(&VERSIONS) && !any(&ADDRESSES);
        let says = [
            (SECRET, is_secret(&words)),
            (VERSION, is_version),
            (IDENTIFIER, is_identifier(last)),
            (ROUTE, any(&ROUTES)),
            (ADDRESS, any(&ADDRESSES) && !is_version),
            (PUBLISHER, any(&PUBLISHERS)),
        ];
        Self { says: says.iter().filter(|(_, says)| *says).map(|(flag, _)| flag).sum() }
    }

    /// The value opens something, if it looks like that at all.
    pub(super) const fn is_secret(self) -> bool {
        self.says & SECRET != 0
    }

    /// Numbers with dots are versions here.
    pub(super) const fn is_version(self) -> bool {
        self.says & VERSION != 0
    }

    /// What looks random is meant to: it names a thing.
    pub(super) const fn is_identifier(self) -> bool {
        self.says & IDENTIFIER != 0
    }

    /// What looks like a path is one of a web site.
    pub(super) const fn is_route(self) -> bool {
        self.says & ROUTE != 0
    }

    /// Numbers with dots are addresses here.
    pub(super) const fn is_address(self) -> bool {
        self.says & ADDRESS != 0
    }

    /// The value names an extension or who made one, not who uses it.
    pub(super) const fn is_publisher(self) -> bool {
        self.says & PUBLISHER != 0
    }
}

fn is_secret(words: &[String]) -> bool {
    let (before, last) = match words {
        [.., before, last] => (before.as_str(), last.as_str()),
        [last] => ("", last.as_str()),
        [] => return false,
    };
    let is_harmless = last == "token"
        && (HARMLESS_TOKENS.contains(&before) || PLACES_OF_TOKENS.contains(&before));
    SECRETS.contains(&last) && !is_harmless || SECRET_PAIRS.contains(&(before, last))
}

/// Whether a key that ends with the word `last` holds ids; older keys run their words together.
fn is_identifier(last: &str) -> bool {
    IDENTIFIERS.contains(&last) || RUN_TOGETHER.iter().any(|it| last.ends_with(it))
}

/// The words of a key in lower case: `common.vscodeSessionId` is common, vscode, session, id.
pub(super) fn words(key: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut was = ' ';
    let mut letters = key.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_alphanumeric() {
            let next_is_lower = letters.peek().is_some_and(|next| next.is_lowercase());
            let hump = letter.is_uppercase() && (!was.is_uppercase() || next_is_lower);
            if hump || !was.is_alphanumeric() || words.is_empty() {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(letter.to_lowercase());
            }
        }
        was = letter;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_key_are_told_apart() {
        assert_eq!(words("common.vscodeSessionId"), ["common", "vscode", "session", "id"]);
        assert_eq!(words("x-API_key2"), ["x", "api", "key2"]);
        assert_eq!(words("clientIPAddress"), ["client", "ip", "address"]);
        assert_eq!(words("sessionID"), ["session", "id"]);
        assert_eq!(words("$lib_version"), ["lib", "version"]);
        assert_eq!(words(""), [""; 0]);
    }

    #[test]
    fn a_key_that_counts_tokens_holds_no_secret() {
        for key in
            ["token", "accessToken", "github_token", "db.password", "x-api-key", "clientSecret"]
        {
            assert!(Hint::of(key).is_secret(), "{key}");
        }
        for key in [
            "tokenCount",
            "promptTokens",
            "cancellationToken",
            "key",
            "keyboard",
            "tokenizationSetting",
        ] {
            assert!(!Hint::of(key).is_secret(), "{key}");
        }
    }

    #[test]
    fn keys_say_what_their_numbers_and_letters_are() {
        assert!(Hint::of("common.vscodeversion") == Hint::NONE, "run together, it says nothing");
        assert!(Hint::of("extensionVersion").is_version());
        assert!(Hint::of("headerRequestId").is_identifier());
        assert!(Hint::of("commitHash").is_identifier());
        assert!(Hint::of("clientIp").is_address());
        assert!(Hint::of("serverVersion").is_version() && !Hint::of("serverVersion").is_address());
        assert!(Hint::of("buildServer").is_address() && !Hint::of("buildServer").is_version());
        assert!(!Hint::of("commitMessage").is_identifier());
        assert!(Hint::of("common.vscodesessionid").is_identifier());
        assert!(Hint::of("api.route").is_route());
        assert!(Hint::of("publisherDisplayName").is_publisher());
        assert_eq!(Hint::of(&"version".repeat(99)), Hint::NONE);
    }
}

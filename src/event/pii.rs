//! Personal data and secrets: the kinds that can stand in a value, and their words.

use std::str::FromStr;

/// A kind of personal data, or of secret.
///
/// In the order of how much a kind says: where two overlap in a text, the greater names both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Pii {
    /// A path that tells of a person or of what they work on.
    Path = 0,
    /// An e-mail address.
    Email,
    /// A network address.
    Ip,
    /// The name of the person who uses this machine.
    User,
    /// This machine's name.
    Host,
    /// The home folder of the person who uses this machine.
    Home,
    /// Where a git repository is: any, or one of this folder's.
    Remote,
    /// A token whose letters are as good as random.
    HighEntropy,
    /// What stands behind a word such as `password=`.
    GenericSecret,
    /// What a command line hands over to log in.
    CliCredentials,
    /// A user name and a password in a URL.
    UrlCredentials,
    /// A JSON web token.
    Jwt,
    /// A client secret of Microsoft Entra.
    Entra,
    /// A token of Slack.
    SlackToken,
    /// An API key of Google.
    GoogleKey,
    /// An access key of Amazon's cloud.
    AwsKey,
    /// A token of npm.
    NpmToken,
    /// A token of GitHub.
    GithubToken,
    /// A private key in its armour.
    PrivateKey,
}

/// What was asked for is no kind of personal data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no kind of personal data; use one of: {words}", words = Pii::words())]
pub struct ParsePiiError(pub String);

impl Pii {
    /// Every kind, least telling first.
    pub const ALL: [Self; 19] = [
        Self::Path,
        Self::Email,
        Self::Ip,
        Self::User,
        Self::Host,
        Self::Home,
        Self::Remote,
        Self::HighEntropy,
        Self::GenericSecret,
        Self::CliCredentials,
        Self::UrlCredentials,
        Self::Jwt,
        Self::Entra,
        Self::SlackToken,
        Self::GoogleKey,
        Self::AwsKey,
        Self::NpmToken,
        Self::GithubToken,
        Self::PrivateKey,
    ];

    /// The families, as words of the filter language.
    pub const FAMILIES: [&str; 3] = ["personal", "identity", "secret"];

    /// The word of the JSON contract and the filter language.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Email => "email",
            Self::Ip => "ip",
            Self::Host => "host",
            Self::User => "user",
            Self::Home => "home",
            Self::Remote => "remote",
            Self::HighEntropy => "high-entropy",
            Self::GenericSecret => "generic-secret",
            Self::CliCredentials => "cli-credentials",
            Self::UrlCredentials => "url-credentials",
            Self::Jwt => "jwt",
            Self::Entra => "entra",
            Self::SlackToken => "slack-token",
            Self::GoogleKey => "google-key",
            Self::AwsKey => "aws-key",
            Self::NpmToken => "npm-token",
            Self::GithubToken => "github-token",
            Self::PrivateKey => "private-key",
        }
    }

    /// How a person reads it, with its article.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Path => "a person's path",
            Self::Email => "an e-mail address",
            Self::Ip => "a network address",
            Self::Host => "this machine's name",
            Self::User => "this machine's user name",
            Self::Home => "this machine's home folder",
            Self::Remote => "a git remote",
            Self::HighEntropy => "a random-looking token",
            Self::GenericSecret => "a secret",
            Self::CliCredentials => "credentials of a command line",
            Self::UrlCredentials => "credentials in a URL",
            Self::Jwt => "a JSON web token",
            Self::Entra => "a Microsoft Entra client secret",
            Self::SlackToken => "a Slack token",
            Self::GoogleKey => "a Google API key",
            Self::AwsKey => "an AWS access key",
            Self::NpmToken => "an npm token",
            Self::GithubToken => "a GitHub token",
            Self::PrivateKey => "a private key",
        }
    }

    /// Its family, one of [`Pii::FAMILIES`].
    pub const fn family(self) -> &'static str {
        match self {
            Self::Path | Self::Email => Self::FAMILIES[0],
            Self::Ip | Self::Host | Self::User | Self::Home | Self::Remote => Self::FAMILIES[1],
            _ => Self::FAMILIES[2],
        }
    }

    /// Whether it opens something.
    pub fn is_secret(self) -> bool {
        self >= Self::HighEntropy
    }

    /// Whether it says which machine, person or repository this is.
    pub fn is_identity(self) -> bool {
        (Self::Ip..=Self::Remote).contains(&self)
    }

    /// Every kind that `word` means: one kind, or all of a family.
    pub fn meant(word: &str) -> impl Iterator<Item = Self> + use<'_> {
        Self::ALL.into_iter().filter(move |kind| kind.as_str() == word || kind.family() == word)
    }

    fn words() -> String {
        Self::ALL.map(Self::as_str).join(", ")
    }
}

impl FromStr for Pii {
    type Err = ParsePiiError;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .ok_or_else(|| ParsePiiError(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_from_its_word_and_has_its_place() {
        for (place, kind) in Pii::ALL.into_iter().enumerate() {
            assert_eq!(kind.as_str().parse(), Ok(kind));
            assert_eq!(kind as usize, place);
            assert_eq!(kind.is_secret(), kind.family() == "secret");
            assert_eq!(kind.is_identity(), kind.family() == "identity");
        }
    }

    #[test]
    fn a_word_means_a_kind_or_a_family() {
        assert_eq!(Pii::meant("email").collect::<Vec<_>>(), [Pii::Email]);
        assert_eq!(Pii::meant("personal").collect::<Vec<_>>(), [Pii::Path, Pii::Email]);
        assert_eq!(Pii::meant("secret").count(), 12);
        assert_eq!(Pii::meant("shoe-size").count(), 0);
    }

    #[test]
    fn a_word_that_is_no_kind_is_told_which_there_are() {
        let error = "phone".parse::<Pii>().expect_err("no kind").to_string();
        assert!(error.starts_with("'phone' is no kind of personal data; use one of: path, email"));
    }
}

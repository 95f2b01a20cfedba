//! The folder name of an installed extension, and which of two versions is newer.

use std::cmp::Ordering;

use super::names;

/// The platforms an extension can be built for, as they end a folder's name.
///
/// Source: the target platforms of VS Code's extension management.
const PLATFORMS: [&str; 11] = [
    "win32-x64",
    "win32-arm64",
    "linux-x64",
    "linux-arm64",
    "linux-armhf",
    "alpine-x64",
    "alpine-arm64",
    "darwin-x64",
    "darwin-arm64",
    "universal",
    "web",
];

/// The version of an extension. Versions that differ only in their platform are equal.
#[derive(Clone, Debug)]
pub(super) struct Version {
    numbers: [u64; 4],
    pre_release: Option<String>,
    text: String,
}

impl Version {
    /// The version that `text` starts with: two to four numbers, then nothing, or what follows
    /// after a `-` or `+`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let end = text.find(|c: char| c != '.' && !c.is_ascii_digit()).unwrap_or(text.len());
        let (digits, rest) = text.split_at(end);
        let parts: Vec<&str> = digits.split('.').collect();
        if !(2..=4).contains(&parts.len()) || parts.iter().any(|part| part.is_empty()) {
            return None;
        }
        let mut numbers = [0; 4];
        for (number, part) in numbers.iter_mut().zip(parts) {
            // A number beyond 64 bits is newer than all that fit.
            *number = part.parse().unwrap_or(u64::MAX);
        }
        let rest = match rest.as_bytes().first() {
            None | Some(b'+') => "",
            Some(b'-') => &rest[1..],
            Some(_) => return None,
        };
        let rest =
            PLATFORMS.iter().find_map(|platform| rest.strip_suffix(platform)).unwrap_or(rest);
        let rest = rest.strip_suffix('-').unwrap_or(rest);
        let pre_release = Some(rest).filter(|r| !r.is_empty()).map(names_of);
        let text = match &pre_release {
            Some(name) => format!("{digits}-{name}"),
            None => digits.to_owned(),
        };
        Some(Self { numbers, pre_release, text })
    }

    /// The version as it is written, without its platform.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }
}

fn names_of(text: &str) -> String {
    names::fold(text).into_owned()
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Version {}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.numbers.cmp(&other.numbers).then_with(|| {
            match (&self.pre_release, &other.pre_release) {
                (None, None) => Ordering::Equal,
                (None, Some(_)) => Ordering::Greater,
                (Some(_), None) => Ordering::Less,
                (Some(mine), Some(theirs)) => mine.cmp(theirs),
            }
        })
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Splits `publisher.name-1.2.3-linux-x64` into the id and the version.
///
/// A name may hold hyphens and digits of its own; the version starts after the first hyphen that
/// numbers follow, since neither publisher nor name can hold a second dot.
pub(super) fn split_folder(folder: &str) -> Option<(&str, Version)> {
    folder.match_indices('-').find_map(|(at, _)| {
        let id = &folder[..at];
        let version = Version::parse(&folder[at + 1..])?;
        names::is_extension_id(id).then_some((id, version))
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("github.copilot-chat-0.42.0", Some(("github.copilot-chat", "0.42.0")))]
    #[case("ms-vscode.cpptools-1.2.3-linux-x64", Some(("ms-vscode.cpptools", "1.2.3")))]
    #[case("acme.tool-2-go-1.0.0-darwin-arm64", Some(("acme.tool-2-go", "1.0.0")))]
    #[case("acme.demo-1.2.3-beta.1-web", Some(("acme.demo", "1.2.3-beta.1")))]
    #[case("acme.demo", None)]
    #[case("git", None)]
    #[case("git-1.0.0", None)]
    #[case("acme.demo-1", None)]
    #[case("acme.demo-1.2.3x", None)]
    #[case("-1.0.0", None)]
    #[case("", None)]
    fn a_folder_splits_into_id_and_version(
        #[case] folder: &str,
        #[case] wanted: Option<(&str, &str)>,
    ) {
        let wanted = wanted.map(|(id, version)| (id, Version::parse(version).expect("a version")));
        assert_eq!(split_folder(folder), wanted);
    }

    #[test]
    fn newer_versions_are_greater_by_number_not_by_letter() {
        let ascending = [
            "0.9.0",
            "0.10.0-alpha",
            "0.10.0-beta",
            "0.10.0",
            "0.10.1",
            "1.0",
            "99999999999999999999.0.0",
        ];
        let versions: Vec<_> = ascending.iter().map(|text| Version::parse(text)).collect();
        assert!(versions.iter().all(Option::is_some));
        assert!(versions.is_sorted(), "{versions:?}");
        assert_eq!(Version::parse("1.2.3-linux-x64"), Version::parse("1.2.3"));
    }

    proptest::proptest! {
        #[test]
        fn no_folder_name_makes_it_panic(name in "\\PC{0,40}|[a-z0-9.-]{0,40}") {
            if let Some((id, _)) = split_folder(&name) {
                proptest::prop_assert!(name.starts_with(id));
            }
        }
    }
}

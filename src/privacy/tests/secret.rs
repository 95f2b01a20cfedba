//! Secrets. All of them are made up, and put together here so that no scanner of repositories
//! takes this file for a leak.

use super::*;

/// Letters without an order that one would see, the same each time.
fn letters(alphabet: &str, count: usize) -> String {
    let alphabet = alphabet.as_bytes();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        alphabet[(state >> 33) as usize % alphabet.len()] as char
    };
    (0..count).map(|_| next()).collect()
}

const PLAIN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const LOWER: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

#[test]
fn a_password_opens_something_whosever_it_is() {
    let kinds = |text: &str, hint: &str| {
        let mut kinds = Vec::new();
        let hint = Hint::of(hint);
        Scanner::new(Identity::default()).scan(text, hint, &mut |found| kinds.push(found.kind));
        kinds
    };
    for key in ["currentPassword", "nextPassword", "pageSecret"] {
        assert_eq!(kinds("a8F3kd02LMx9", key), [Pii::GenericSecret], "{key}");
    }
    assert_eq!(kinds("next password: a8F3kd02LMx9", ""), [Pii::GenericSecret]);
    for key in ["nextToken", "currentToken", "pageToken"] {
        assert_eq!(kinds("a8F3kd02LMx9", key), [], "{key}");
    }
    assert_eq!(kinds("next token: a8F3kd02LMx9", ""), []);
}

#[test]
fn tokens_that_say_what_they_are_are_found_by_their_kind() {
    let plain = |count| letters(PLAIN, count);
    for (kind, token) in [
        (Pii::GoogleKey, format!("AIza{}", plain(35))),
        (Pii::SlackToken, format!("xoxb-{}-{}", letters("0123456789", 12), plain(24))),
        (Pii::GithubToken, format!("ghp_{}", plain(36))),
        (Pii::GithubToken, format!("gho_{}", plain(36))),
        (Pii::GithubToken, format!("github_pat_{}_{}", plain(22), plain(59))),
        (Pii::AwsKey, format!("AKIA{}", letters(UPPER, 16))),
        (Pii::NpmToken, format!("npm_{}", plain(36))),
        (Pii::Entra, format!("Ab38Q~{}", plain(34))),
        (Pii::Jwt, format!("eyJ{}.eyJ{}.{}", plain(17), plain(40), plain(43))),
        (Pii::GenericSecret, format!("sk-ant-api03-{}", plain(80))),
        (Pii::GenericSecret, format!("glpat-{}", plain(20))),
    ] {
        for text in [
            token.clone(),
            format!("x '{token}', y"),
            format!("t={token}&z"),
            format!("({token})."),
        ] {
            assert_eq!(finds(&text), [(kind, token.as_str())], "{text}");
        }
    }
}

#[test]
fn a_token_of_the_wrong_length_or_in_a_word_is_not_of_its_kind() {
    let kinds = |text: &str| finds(text).into_iter().map(|(kind, _)| kind).collect::<Vec<_>>();
    let token = letters(PLAIN, 36);
    assert!(!kinds(&format!("ghp_{}", &token[..30])).contains(&Pii::GithubToken));
    assert!(!kinds(&format!("aghp_{token}")).contains(&Pii::GithubToken));
    assert!(!kinds(&format!("GHP_{token}")).contains(&Pii::GithubToken));
    assert!(kinds(&format!("ghp_{}", "x".repeat(36))).is_empty(), "a placeholder");
}

#[test]
fn a_private_key_is_found_to_the_end_of_its_armour() {
    for title in ["RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"]
    {
        let key = format!("-----BEGIN {title}-----\n{}\n-----END {title}-----", letters(PLAIN, 64));
        assert_eq!(finds(&format!("k: {key} end")), [(Pii::PrivateKey, key.as_str())]);
    }
    let cut = format!("-----BEGIN PRIVATE KEY-----\n{}", letters(PLAIN, 64));
    assert_eq!(finds(&cut), [(Pii::PrivateKey, cut.as_str())]);
    assert!(finds("-----BEGIN PUBLIC KEY-----\nabc").is_empty());
}

#[test]
fn a_password_in_a_url_is_found() {
    all_are(
        Pii::UrlCredentials,
        &[
            ("https://jo:hunter2@host7.example/x", "jo:hunter2@host7.example"),
            ("postgres://app:p4ss%2Fw@db:5432/x", "app:p4ss%2Fw@db"),
            ("https://jo:s3cr3t@github.com/o/r.git", "https://jo:s3cr3t@github.com/o/r.git"),
            ("http://:hunter2@host7", ":hunter2@host7"),
        ],
    );
}

#[test]
fn what_is_handed_over_by_name_is_a_secret() {
    all_are(
        Pii::GenericSecret,
        &[
            ("password=hunter2pass99", "hunter2pass99"),
            ("Password: Summer2024!", "Summer2024!"),
            ("x?api_key=9f86d081884c7d65&y=1", "9f86d081884c7d65"),
            (r#"{"clientSecret": "a8F3kd02LMx9"}"#, "a8F3kd02LMx9"),
            (r#"got {\"token\":\"a8F3kd02LMx9\"}"#, "a8F3kd02LMx9"),
            ("Authorization: Bearer a8F3kd02LMx9", "a8F3kd02LMx9"),
            ("AccountKey=a8F3kd02LMx9==;Endpoint=x", "a8F3kd02LMx9=="),
            ("?sv=2020&sig=a8F3kd02LMx9%2B", "a8F3kd02LMx9%2B"),
            ("token%3Da8F3kd02LMx9", "a8F3kd02LMx9"),
        ],
    );
}

#[test]
fn a_key_that_is_called_secret_makes_its_value_one() {
    for key in ["token", "db.password", "x-api-key", "clientSecret", "authorization"] {
        for value in ["a8F3kd02LMx9", "hunter2pass99", "6f1eb3af-2f61-416f-9422-062a86bfa21c"] {
            assert_eq!(finds_under(key, value), [(Pii::GenericSecret, value)], "{key}");
            assert!(finds_under("outcome", value).is_empty(), "{value}");
        }
    }
    assert_eq!(
        finds_under("auth.header", "Bearer a8F3kd02LMx9"),
        [(Pii::GenericSecret, "a8F3kd02LMx9")]
    );
}

#[test]
fn what_a_command_line_hands_over_is_found() {
    all_are(
        Pii::CliCredentials,
        &[
            ("run --password Tr0ub4dor --x", "Tr0ub4dor"),
            ("docker login -u jo -p Tr0ub4dor ghcr.io", "Tr0ub4dor"),
            ("sshpass -p 'Tr0ub4dor' ssh jo", "Tr0ub4dor"),
            ("curl -s -u jo:Tr0ub4dor x", "jo:Tr0ub4dor"),
            ("mysql -u root -pTr0ub4dor db", "Tr0ub4dor"),
            ("net use Z: srv /user:jo Tr0ub4dor", "Tr0ub4dor"),
        ],
    );
}

#[test]
fn tokens_of_random_letters_are_found() {
    for length in [24, 32, 43, 64, 86] {
        let token = letters(PLAIN, length);
        assert_eq!(finds(&token), [(Pii::HighEntropy, token.as_str())]);
    }
    let token = letters(LOWER, 52);
    assert_eq!(finds(&format!("got {token}!")), [(Pii::HighEntropy, token.as_str())]);
}

#[test]
fn the_secret_half_of_an_access_key_is_known_by_its_name() {
    let half = letters(PLAIN, 40);
    let text = format!("aws_secret_access_key = {half}");
    assert_eq!(finds(&text), [(Pii::AwsKey, half.as_str())]);
}

#[test]
fn a_key_that_names_an_id_explains_its_letters() {
    let token = letters(PLAIN, 32);
    for key in ["sessionId", "common.machineId", "contentHash", "requestId", "etag", "id"] {
        assert!(finds_under(key, &token).is_empty(), "{key}");
    }
    assert!(finds(&format!(r#"{{"requestId":"{token}"}}"#)).is_empty());
    assert!(!finds(&format!(r#"{{"value":"{token}"}}"#)).is_empty());
}

//! What the audit finds, on the screen: signs, masks, waivers, score cards.

use insta::assert_snapshot;
use telltail::audit::Waivers;
use telltail::pipeline::{Notice, Stage};
use telltail::tui::Message;

use super::driver::Driver;

const SESSION: Option<&str> = Some("20261121T013859");

/// A record with a path that passed, and one that is harmless.
const LEAK: &str = "2026-11-21 01:39:29.000 [trace] acme.audit-demo/activated \
    {\"properties\":{\"reason\":\"startup\"}}\n\
    2026-11-21 01:39:30.000 [trace] acme.audit-demo/activated \
    {\"properties\":{\"reason\":\"in /home/alice/project\",\"mail\":\"alice@contoso.com\"}}\n";

fn leaking() -> Driver {
    let mut driver = Driver::empty();
    driver.add("exthost.telemetry.log", SESSION, LEAK);
    driver.notice(Notice::Stage(Stage::Live));
    driver
}

fn shows(driver: &mut Driver, text: &str) -> bool {
    driver.screen(160, 50).contains(text)
}

#[test]
fn each_event_has_the_sign_of_its_gravest_finding() {
    let mut driver = leaking();
    let screen = driver.screen(160, 50);
    let line = |text: &str| screen.lines().find(|line| line.contains(text)).unwrap_or_default();
    assert!(line("01:39:30.000").contains("▲01:39:30.000"), "{screen}");
    assert!(!line("01:39:29.000").contains("▲01:39:29.000"), "{screen}");
}

#[test]
fn private_values_are_masked_until_they_are_revealed() {
    let mut driver = leaking();
    assert!(!shows(&mut driver, "alice") && shows(&mut driver, "reason=in [path:"));
    driver.keys("r");
    assert!(
        shows(&mut driver, "in /home/alice/project") && shows(&mut driver, "alice@contoso.com")
    );
    driver.keys("r");
    assert!(!shows(&mut driver, "alice"), "again masks them");
    for keys in ["<enter> v", "v", "v x", "<esc> <ctrl-w>", "3", "2", "1 f prop.reason:"] {
        driver.keys(keys);
        assert!(!shows(&mut driver, "alice"), "after {keys}: {}", driver.screen(160, 50));
    }
}

#[test]
fn a_private_name_is_masked_on_the_pages_of_findings_and_becomes_no_filter() {
    let mut driver = Driver::empty();
    let record = LEAK.replace("\"mail\"", "\"/home/alice/notes\"");
    driver.add("exthost.telemetry.log", SESSION, &record);
    driver.notice(Notice::Stage(Stage::Live));
    for keys in ["3", "G", "=", "3 v"] {
        driver.keys(keys);
        assert!(!shows(&mut driver, "alice"), "after {keys}: {}", driver.screen(160, 50));
    }
    driver.keys("v");
    assert!(shows(&mut driver, "[path:"), "{}", driver.screen(160, 50));
}

#[test]
fn in_the_detail_pane_one_value_is_revealed() {
    let mut driver = leaking();
    driver.keys("<enter>");
    assert!(shows(&mut driver, "▲ TEL013 a raw path or e-mail address"));
    driver.keys("r");
    assert!(shows(&mut driver, "in /home/alice/project") && !shows(&mut driver, "alice@contoso"));
    driver.keys("r");
    assert!(!shows(&mut driver, "alice"));
}

#[test]
fn what_is_copied_is_masked_as_it_is_shown_and_becomes_no_filter() {
    let mut driver = leaking();
    for keys in ["y y", "y l", "<enter> y v"] {
        driver.asked.clear();
        driver.keys(keys);
        let copied = driver.asked.join(" ");
        assert!(copied.contains("[path:") && !copied.contains("alice"), "{keys}: {copied}");
    }
    driver.message(Message::Copied(Ok("copied".to_owned())));
    assert!(shows(&mut driver, "copied; masked: r reveals"));
    driver.keys("=");
    assert!(shows(&mut driver, "this value is masked: r reveals it first"));
    driver.keys("r =");
    assert!(shows(&mut driver, "prop.reason=\"in /home/alice/project\""));
}

#[test]
fn a_finding_is_waived_once_that_is_confirmed() {
    let mut driver = leaking();
    let before = driver.screen(160, 50);
    assert!(before.contains("findings"), "{before}");
    driver.keys("3 w known <enter>");
    assert!(shows(&mut driver, " until › 2027-02-19"));
    driver.keys("<enter>");
    assert!(shows(&mut driver, "/project/telltail-waivers.toml"));
    driver.keys("n");
    assert!(driver.asked.is_empty(), "nothing is written without a yes");
    driver.keys("w known <enter> <enter> y");
    let asked = driver.asked.join(" ");
    assert!(asked.contains("Waive") && asked.contains("known") && asked.contains("TEL013"));
    let file = "[[waiver]]\nrule = 'TEL013'\nreason = 'known to us'\nuntil = 2027-02-19\n";
    driver.message(Message::Waived(Waivers::read(file).map_err(|error| error.to_string())));
    driver.keys("G");
    let screen = driver.screen(160, 50);
    assert!(screen.contains("✓ waived") && screen.contains("known to us"), "{screen}");
    assert!(!screen.contains("▲ 1 error") && !screen.contains("▲ 2 error"), "{screen}");
    driver.message(Message::Waived(Err("no room".to_owned())));
    assert!(shows(&mut driver, "not waived: no room"));
}

#[test]
fn findings_and_score_cards_fit_every_size() {
    let mut driver = leaking();
    driver.keys("3");
    for (width, height) in [(160, 50), (80, 24), (40, 10)] {
        assert_snapshot!(format!("findings-{width}x{height}"), driver.screen(width, height));
    }
    driver.keys("v");
    for (width, height) in [(160, 50), (80, 24), (40, 10)] {
        assert_snapshot!(format!("cards-{width}x{height}"), driver.screen(width, height));
    }
    driver.keys("<enter>");
    assert!(shows(&mut driver, "producer=acme.audit-demo"));
}

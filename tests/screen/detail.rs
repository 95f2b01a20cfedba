//! The detail pane: a tree that folds, filters by what is under the cursor, copies of it.

use insta::assert_snapshot;
use telltail::tui::Mouse;

use super::driver::Driver;

/// An event with a payload of everything.
const RICH: &str = concat!(
    "2026-11-21 01:39:30.000 [trace] acme.audit-demo/rich {\"properties\":{",
    "\"reason\":\"startup\",\"nested\":{\"a\":{\"b\":\"deep\"},\"list\":[1,2],\"at\":1795225600000},",
    "\"inner\":\"{\\\"k\\\":[1,{\\\"z\\\":null}]}\",\"a b\":\"it's\",\"stack\":\"one\\ntwo\\nthree\",",
    "\"common.extname\":\"acme.audit-demo\",\"common.extversion\":\"1.2.3\"},",
    "\"measurements\":{\"durationMs\":1234.5,\"fileBytes\":1048576}}\n",
);

/// The size in which what is said is looked at.
const SIZE: (u16, u16) = (120, 90);

/// A screen that has an event open.
fn open(record: &str, name: &str) -> Driver {
    let mut driver = Driver::live();
    driver.add("exthost.telemetry.log", None, record);
    driver.screen(SIZE.0, SIZE.1);
    driver.keys(&format!("f event:{name} <enter> <enter>"));
    driver
}

fn rich() -> Driver {
    open(RICH, "rich")
}

/// The line of the screen that holds a text.
fn line(driver: &mut Driver, holding: &str) -> String {
    let screen = driver.screen(SIZE.0, SIZE.1);
    let found = screen.lines().find(|line| line.contains(holding));
    found.unwrap_or_else(|| panic!("{holding} is not shown:\n{screen}")).to_owned()
}

fn shows(driver: &mut Driver, text: &str) -> bool {
    driver.screen(SIZE.0, SIZE.1).contains(text)
}

/// Puts the cursor on the line that holds a text.
fn go_to(driver: &mut Driver, holding: &str) {
    driver.keys("g");
    for _ in 0..100 {
        if line(driver, holding).contains("│▌") {
            return;
        }
        driver.keys("j");
    }
    panic!("the cursor does not come to {holding}");
}

/// What is in the filter line.
fn filter(driver: &mut Driver) -> String {
    let line = line(driver, " filter › ");
    let text = line.trim_start_matches(" filter › ");
    text.split("   ").next().unwrap_or_default().trim().to_owned()
}

/// What was copied last.
fn copied(driver: &mut Driver) -> String {
    let asked = driver.asked.pop().unwrap_or_default();
    let text = asked.strip_prefix("Copy(").and_then(|it| it.strip_suffix(')'));
    let text = text.unwrap_or_else(|| panic!("nothing was copied but {asked}"));
    serde_json::from_str(text).unwrap_or_else(|_| text.to_owned())
}

#[test]
fn a_payload_is_a_tree_in_every_size() {
    for (width, height) in [(40, 10), (80, 24), (120, 36), (200, 60)] {
        let mut driver = rich();
        assert_snapshot!(format!("tree-{width}x{height}"), driver.screen(width, height));
    }
}

#[test]
fn values_fold_and_stay_folded_in_the_next_event_of_that_shape() {
    let other = RICH.replace("01:39:30", "01:39:31").replace("deep", "other");
    let mut driver = open(&(RICH.to_owned() + &other), "rich");
    driver.keys("k");
    go_to(&mut driver, " nested ");
    driver.keys("h");
    assert!(line(&mut driver, " nested ").contains("▸ nested"), "h folds");
    assert!(!shows(&mut driver, "▾ list"));
    driver.keys("}");
    assert!(line(&mut driver, " nested ").contains("│▌▸ nested"), "it is remembered, and found");
    driver.keys("<space>");
    assert!(shows(&mut driver, "other") && shows(&mut driver, "▾ list"));
    driver.keys("l l");
    assert!(line(&mut driver, "  b  ").contains("│▌"), "l goes into what is open");
    driver.keys("h");
    assert!(line(&mut driver, " a  ").contains("│▌"), "h goes to what it is in");
    driver.keys("<enter>");
    assert!(line(&mut driver, " a  ").contains("▸ a"));
}

#[test]
fn what_the_name_tells_stands_beside_the_logged_number() {
    let mut driver = rich();
    assert!(line(&mut driver, "durationMs").contains("1234.5 ms (1.2 s)"));
    assert!(line(&mut driver, "fileBytes").contains("1048576 B (1.0 MB)"));
    assert!(line(&mut driver, " at  ").contains("1795225600000 (2026-11-21 "));
}

#[test]
fn a_payload_that_is_cut_shows_its_note_and_what_can_be_read() {
    let cut = "2026-11-21 01:39:30.000 [trace] acme.audit-demo/torn \
               {\"properties\":{\"first\":\"whole\",\"second\":\"half of i\n";
    let mut driver = open(cut, "torn");
    assert!(shows(&mut driver, "! payload is cut"));
    assert!(!shows(&mut driver, "no properties of its own"));
    assert!(line(&mut driver, " first ").contains("whole"));
    assert!(line(&mut driver, " second ").contains("half of i  ◂ cut"));
    go_to(&mut driver, " first ");
    driver.keys("=");
    assert!(shows(&mut driver, "this payload is broken"));
}

#[test]
fn values_that_were_cut_or_redacted_are_marked() {
    let record = format!(
        "2026-11-21 01:39:30.000 [trace] acme.audit-demo/odd {{\"properties\":{{\
         \"who\":\"sent by <REDACTED: Email>\",\"long\":\"{}\"}}}}\n",
        "x".repeat(8192)
    );
    let mut driver = open(&record, "odd");
    assert!(shows(&mut driver, "TEL012") && shows(&mut driver, "TEL040"));
}

#[test]
fn a_huge_payload_is_shown_in_parts() {
    let many = format!("[{}0]", "{\"a\":1},".repeat(100_000));
    let record = format!(
        "2026-11-21 01:39:30.000 [trace] acme.audit-demo/huge {{\"properties\":{{\"many\":{many}}}}}\n"
    );
    let mut driver = open(&record, "huge");
    assert!(line(&mut driver, " many ").contains("▸ many"));
    assert!(line(&mut driver, " many ").contains("[100,001]"));
    driver.keys("l G");
    while !line(&mut driver, " more; ").contains("│▌") {
        driver.keys("k");
    }
    assert!(line(&mut driver, " more; ").contains("99,801 more"));
    driver.keys("<enter> G");
    assert!(shows(&mut driver, "99,601 more"));
}

#[test]
fn the_value_under_the_cursor_becomes_a_term() {
    let mut driver = rich();
    go_to(&mut driver, " b  ");
    driver.keys("=");
    assert_eq!(filter(&mut driver), "event:rich prop.nested.a.b=deep");
    driver.keys("<backspace> -");
    assert_eq!(filter(&mut driver), "event:rich -prop.nested.a.b=deep");
    driver.keys("<backspace>");
    go_to(&mut driver, "[0]");
    driver.keys("=");
    assert!(shows(&mut driver, "filters have no paths into arrays"));
    assert_eq!(filter(&mut driver), "event:rich");
    go_to(&mut driver, "▾ Properties");
    driver.keys("=");
    assert!(shows(&mut driver, "only a heading"));
}

#[test]
fn a_path_that_means_another_value_is_no_filter() {
    let record = "2026-11-21 01:39:30.000 [trace] acme.audit-demo/dots \
                  {\"properties\":{\"a\":{\"b\":\"inside\"},\"a.b\":\"literal\"}}\n";
    let mut driver = open(record, "dots");
    go_to(&mut driver, "inside");
    driver.keys("=");
    assert!(shows(&mut driver, "would mean another value"));
    go_to(&mut driver, "literal");
    driver.keys("=");
    assert_eq!(filter(&mut driver), "event:dots prop.a.b=literal");
}

#[test]
fn plus_lets_a_value_through_too() {
    let other = RICH.replace("01:39:30", "01:39:31").replace("startup", "reload");
    let mut driver = open(&(RICH.to_owned() + &other), "rich");
    go_to(&mut driver, " reason ");
    driver.keys("f <ctrl-u>");
    driver.keys("<esc>");
    driver.keys("=");
    assert_eq!(filter(&mut driver), "event:rich prop.reason=reload");
    // The other one comes back with the filter off, and is added to the list of values.
    driver.keys("\\ { \\");
    driver.keys("+");
    let both = filter(&mut driver);
    assert!(
        both == "event:rich prop.reason=reload,startup" || shows(&mut driver, "already"),
        "{both}"
    );
}

#[test]
fn x_shows_and_folds_the_common_properties_wherever_the_cursor_is() {
    let mut driver = rich();
    assert!(line(&mut driver, "Common (2)").contains("▸ Common (2) · x shows them"));
    driver.keys("x");
    go_to(&mut driver, "common.extversion");
    driver.keys("x");
    assert!(line(&mut driver, "Common (2)").contains("│▌▸ Common"), "the cursor leaves with them");
    driver.keys("l");
    assert!(shows(&mut driver, "common.extversion"), "it folds like any other");
}

#[test]
fn the_mouse_folds_and_opens_tabs() {
    let mut driver = rich();
    let screen = driver.screen(SIZE.0, SIZE.1);
    let at = |screen: &str, text: &str| {
        let (y, line) =
            screen.lines().enumerate().find(|(_, line)| line.contains(text)).expect("it is shown");
        let x = line.split(text).next().expect("a start").chars().count();
        (x as u16, y as u16)
    };
    let (x, y) = at(&screen, "▾ nested");
    driver.mouse(Mouse::Click { x, y });
    assert!(line(&mut driver, " nested ").contains("▸ nested"));
    driver.mouse(Mouse::Click { x: x + 6, y });
    assert!(line(&mut driver, " nested ").contains("▸ nested"), "the key only puts the cursor");
    let (x, y) = at(&screen, " Raw ");
    driver.mouse(Mouse::Click { x: x + 1, y });
    assert!(shows(&mut driver, "[Raw]"));
    let (x, y) = at(&driver.screen(SIZE.0, SIZE.1), " Properties ");
    driver.mouse(Mouse::Click { x: x + 3, y });
    assert!(shows(&mut driver, "[Properties]"));
}

#[test]
fn the_layout_goes_round() {
    let mut driver = rich();
    assert_snapshot!("layout-below", driver.screen(120, 36));
    driver.keys("|");
    assert_snapshot!("layout-right", driver.screen(160, 30));
    driver.keys("|");
    assert_snapshot!("layout-over", driver.screen(120, 36));
    driver.keys("|");
    assert!(shows(&mut driver, "─ time"));
    // Where there is no room for a pane on the right, that is left out.
    driver.screen(80, 24);
    driver.keys("|");
    assert!(driver.screen(80, 24).contains("takes the place of the list"));
}

#[test]
fn the_menu_of_copies_says_what_each_would_be() {
    let mut driver = rich();
    driver.keys("y");
    assert!(shows(&mut driver, "event as JSON"));
    driver.keys("<esc>");
    assert!(!shows(&mut driver, "event as JSON"));
}

#[test]
fn what_is_copied_is_the_data_as_it_is() {
    let mut driver = rich();
    go_to(&mut driver, " b  ");
    let mut copy = |key: &str| {
        driver.keys(&format!("y {key}"));
        copied(&mut driver)
    };
    assert_eq!(copy("v"), "deep");
    assert_eq!(copy("p"), "prop.nested.a.b");
    assert_eq!(copy("f"), "prop.nested.a.b=deep");
    assert_eq!(copy("l"), RICH.trim_end());
    let event: serde_json::Value = serde_json::from_str(&copy("y")).expect("it is JSON");
    assert_eq!(event["event"], "rich");
    assert_eq!(event["properties"]["nested"]["a"]["b"], "deep");
    go_to(&mut driver, " k  ");
    driver.keys("y v");
    assert_eq!(copied(&mut driver), r#"[1,{"z":null}]"#);
    driver.keys("y f");
    assert!(shows(&mut driver, "filters do not look into JSON that was logged as a string"));
    go_to(&mut driver, " a b ");
    driver.keys("y f");
    assert_eq!(copied(&mut driver), r#"prop."a b"="it's""#);
}

#[test]
fn the_list_copies_the_cell_under_the_cursor() {
    let mut driver = rich();
    driver.keys("<esc>");
    driver.keys("y v");
    let value = copied(&mut driver);
    driver.keys("y p");
    let path = copied(&mut driver);
    driver.keys("y f");
    let term = copied(&mut driver);
    assert_eq!(term, format!("{path}={value}"));
}

#[test]
fn an_equivalent_command_names_sources_filter_and_facets_for_a_shell() {
    let mut driver = rich();
    driver.keys("<esc> L o <esc> f");
    driver.paste(r#" or prop."a b"="it's""#);
    driver.keys("<enter> y c");
    let command = copied(&mut driver);
    assert!(command.starts_with("telltail "), "{command}");
    assert!(command.contains("--filter '(event:rich"), "{command}");
    assert!(command.contains(r#"it'\''s") level=usage'"#), "{command}");
    driver.keys("[ y c");
    let command = copied(&mut driver);
    assert!(command.contains(" --since "), "{command}");
    driver.keys("\\ y c");
    let command = copied(&mut driver);
    assert!(!command.contains("--filter") && !command.contains("--since"), "{command}");
}

//! The detail pane: a tree that folds, filters by what is under the cursor, copies of it.

use super::driver::Driver;

/// An event with a payload of everything.
const RICH: &str = concat!(
    "2026-11-21 01:39:30.000 [trace] acme.audit-demo/rich {\"properties\":{",
    "\"reason\":\"startup\",\"nested\":{\"a\":{\"b\":\"deep\"},\"list\":[1,2],\"when\":1795225600000},",
    "\"inner\":\"{\\\"k\\\":[1,{\\\"z\\\":null}]}\",\"a b\":\"it's\",\"stack\":\"one\\ntwo\\nthree\",",
    "\"common.extname\":\"acme.audit-demo\",\"common.extversion\":\"1.2.3\"},",
    "\"measurements\":{\"durationMs\":1234.5,\"fileBytes\":1048576}}\n",
);

/// A screen that has it open.
fn rich() -> Driver {
    let mut driver = Driver::live();
    driver.add("exthost.telemetry.log", None, RICH);
    driver.keys("f event:rich <enter> <enter>");
    driver
}

fn line<'s>(screen: &'s str, holding: &str) -> &'s str {
    screen.lines().find(|line| line.contains(holding)).unwrap_or_default()
}

#[test]
fn look() {
    let mut driver = rich();
    for (w, h) in [(40, 10), (80, 24), (120, 36), (200, 60)] {
        println!("{}", driver.screen(w, h));
    }
    let _ = line;
}

//! The facet picker: over every page, and finding a value by typing.

use crate::driver::Driver;

#[test]
fn typing_finds_a_value_and_space_hides_it() {
    let mut driver = Driver::live();
    driver.screen(100, 30);
    driver.keys("V / TRUS");
    let screen = driver.screen(100, 30);
    assert!(screen.contains("find › TRUS") && screen.contains("▣ trusted"), "{screen}");
    assert!(!screen.contains("▣ editorOpened"), "{screen}");
    driver.keys("<enter> <space>");
    assert!(driver.screen(100, 30).contains("[-event=trusted]"));
    driver.keys("<esc>");
    assert!(driver.screen(100, 30).contains("▣ editorOpened"), "what was looked for is let go of");
    driver.keys("/ zebra");
    assert!(driver.screen(100, 30).contains("no such value"));
    driver.keys("<esc>");
    assert!(driver.screen(100, 30).contains("▣ editorOpened"));
}

#[test]
fn every_page_has_the_facets() {
    for page in ["1", "2", "3", "4", "5"] {
        for (key, title) in [("L", "Level"), ("D", "Destination"), ("X", "Producer")] {
            let mut driver = Driver::live();
            driver.screen(80, 24);
            driver.keys(page);
            driver.keys(key);
            let screen = driver.screen(80, 24);
            assert!(screen.contains(&format!(" {title} ")) && screen.contains('▣'), "{screen}");
            driver.keys("o");
            assert!(driver.screen(80, 24).contains(" of 13"), "page {page}");
            driver.keys("<esc>");
            assert!(!driver.screen(80, 24).contains('▣'), "page {page}");
        }
    }
}

//! Every view and all that opens over one, in three sizes, with the role of each character.

use insta::assert_snapshot;

use super::SIZES;
use super::driver::Driver;
use super::styled::picture;

/// What is looked at, and the keys that lead there.
const VIEWS: [(&str, &str); 13] = [
    ("events", "g j j j m G"),
    ("stats", "2"),
    ("findings", "3"),
    ("catalog", "4"),
    ("sources", "5"),
    ("facets", "D"),
    ("palette", ":"),
    ("help", "?"),
    ("copy", "<enter> y"),
    ("columns", "C"),
    ("completion", "f level: <down>"),
    ("filter-error", "f level:error <space> dest:githib"),
    ("explained", "f level:error <space> copilot <enter> D o <esc> R"),
];

#[test]
fn every_view_is_drawn_in_the_roles_of_what_it_shows() {
    for (name, keys) in VIEWS {
        for size in SIZES {
            let mut driver = Driver::live();
            driver.screen(size.0, size.1);
            driver.keys(keys);
            let shown = picture(&mut driver, "dark", size);
            assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), shown);
        }
    }
}

/// In a theme with few colours or none, each of these is told by a letter, a sign or an attribute.
#[test]
fn what_matters_is_told_without_colours_too() {
    for theme in ["light", "ansi-16", "no-color"] {
        for (name, keys) in VIEWS.into_iter().take(2) {
            let mut driver = Driver::in_theme(theme);
            driver.screen(80, 24);
            driver.keys(keys);
            let shown = picture(&mut driver, theme, (80, 24));
            assert_snapshot!(format!("{name}-{theme}"), shown);
        }
    }
}

use proptest::prelude::*;
use rstest::rstest;

use super::*;

const HEADINGS: [Heading; 4] = [
    Heading::left("name", (10, 20), 0),
    Heading::right("count", 7, 1),
    Heading::left("rate", (8, 30), 3),
    Heading::right("last", 8, 2),
];

fn shown(width: usize) -> Vec<usize> {
    Widths::of(&HEADINGS, width).iter().map(|it| it.0).collect()
}

#[test]
fn columns_that_matter_less_give_way() {
    assert_eq!(shown(5), [0]);
    assert_eq!(shown(18), [0, 1]);
    assert_eq!(shown(27), [0, 1, 3]);
    assert_eq!(shown(80), [0, 1, 2, 3]);
}

#[test]
fn what_is_hidden_has_a_neighbour_that_is_shown() {
    let widths = Widths::of(&HEADINGS, 27);
    assert_eq!(widths.shown(2), 1);
    assert_eq!(widths.beside(1, true), 3);
    assert_eq!(widths.beside(3, true), 3);
    assert_eq!(widths.beside(2, false), 0);
    assert_eq!(widths.at(0), Some(0));
    assert_eq!(widths.at(26), Some(3));
}

#[rstest]
#[case(0, 10, "        ")]
#[case(10, 10, "████████")]
#[case(5, 10, "████    ")]
#[case(1, 1_000_000, "▏       ")]
#[case(u64::MAX, u64::MAX, "████████")]
fn a_bar_is_as_long_as_its_share(#[case] part: u64, #[case] whole: u64, #[case] wanted: &str) {
    assert_eq!(bar(part, whole, 8), wanted);
}

#[rstest]
#[case(0, 10, " 0.0%")]
#[case(1, 10, "10.0%")]
#[case(1, 100_000, "<0.1%")]
#[case(10, 10, " 100%")]
#[case(2, 3, "66.7%")]
#[case(0, 0, " 0.0%")]
fn shares_are_five_cells_wide(#[case] part: u64, #[case] whole: u64, #[case] wanted: &str) {
    assert_eq!(share(part, whole), wanted);
}

#[test]
fn a_sparkline_is_as_high_as_its_highest_but_few_events_stay_low() {
    assert_eq!(sparkline(&[0, 1, 8, 4], 4), " ▁█▄");
    assert_eq!(sparkline(&[0, 1], 2), " ▁");
    assert_eq!(sparkline(&[100, 100, 0, 800], 2), "▂█", "neighbours are added up");
    assert_eq!(sparkline(&[], 5), "");
    assert_eq!(sparkline(&[1], 0), "");
}

#[test]
fn times_have_a_date_where_they_lie_on_several_days() {
    let day = 86_400_000;
    let text = |clock: &Clock| clock.ink(Some(Instant(day))).remove(0).text;
    let within = Clock::new(Zone::utc(), Some(Instant(day)), Some(Instant(day + 1)));
    assert_eq!(text(&within), "00:00:00");
    let over = Clock::new(Zone::utc(), Some(Instant(0)), Some(Instant(day)));
    assert_eq!(text(&over), "01-02 00:00:00");
    assert_eq!(over.ink(None).remove(0).text, "–");
}

proptest! {
    #[test]
    fn columns_never_overlap_nor_leave_the_table(width in 0usize..300) {
        let mut end = 0;
        for (_, start, wide) in Widths::of(&HEADINGS, width).iter() {
            prop_assert!(start >= end);
            end = start + wide;
        }
        prop_assert!(end <= width);
    }

    #[test]
    fn the_cursor_is_always_in_view(
        at in 0usize..50, top in 0usize..80, len in 1usize..60, height in 0usize..30,
    ) {
        let cursor = Cursor { at: at.min(len - 1), top, ..Cursor::default() };
        let first = first_row(cursor, len, height);
        prop_assert!((first..first + height.max(1)).contains(&cursor.at));
        prop_assert!(first == 0 || first + height.max(1) <= len, "no line is wasted");
    }

    #[test]
    fn the_parts_lie_within_the_page(width in 0u16..90, height in 0u16..40, about: bool) {
        let page = Rect::new(3, 2, width, height);
        let places = Places::of(page, about);
        for part in [places.header, places.rows, places.rule, places.about] {
            prop_assert!(part.is_empty() || part.intersection(page) == part);
        }
    }
}

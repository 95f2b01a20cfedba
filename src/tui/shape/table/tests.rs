use proptest::prelude::*;

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
    fn the_parts_lie_within_the_page(width in 0u16..90, height in 0u16..40, about in 0u16..30) {
        let page = Rect::new(3, 2, width, height);
        let places = Places::of(page, about);
        for part in [places.header, places.rows, places.rule, places.about] {
            prop_assert!(part.is_empty() || part.intersection(page) == part);
        }
    }
}

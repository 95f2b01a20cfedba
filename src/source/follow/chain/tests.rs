//! Rows of rotated files, read in the order in which they were written.

use std::fs;

use proptest::prelude::*;

use super::*;
use crate::source::follow::reading::Step;

/// Rotates, and writes `number` into the new live file.
fn rotate(live: &Path, number: u32) {
    let _ = fs::remove_file(sibling(live, 6));
    for number in (1..6).rev() {
        let _ = fs::rename(sibling(live, number), sibling(live, number + 1));
    }
    let _ = fs::rename(live, sibling(live, 1));
    fs::write(live, number.to_string()).unwrap();
}

/// As if nothing had come or gone in the folder for an hour.
fn rest(folder: &Path) {
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    // Where a folder's time cannot be set, it is as young as it is.
    let _ = fs::File::open(folder)
        .and_then(|file| file.set_times(fs::FileTimes::new().set_modified(old)));
}

fn numbers(row: Vec<Reading>) -> Vec<u32> {
    let number = |mut file: Reading| match file.step(None) {
        Ok(Step::Bytes(bytes)) => String::from_utf8(bytes).unwrap().parse().unwrap(),
        _ => panic!("nothing in {}", file.path.display()),
    };
    row.into_iter().map(number).collect()
}

#[test]
fn holes_in_the_row_are_passed_over() {
    let home = tempfile::tempdir().unwrap();
    let live = home.path().join("telemetry.log");
    for (number, name) in [(1, sibling(&live, 6)), (2, sibling(&live, 2)), (3, live.clone())] {
        fs::write(name, number.to_string()).unwrap();
    }
    let row = row(&live, &mut |_, error| panic!("{error}"));
    assert_eq!(numbers(row), [1, 2, 3]);
}

#[test]
fn what_is_no_file_is_told_and_left_out() {
    let home = tempfile::tempdir().unwrap();
    let live = home.path().join("telemetry.log");
    fs::write(&live, "1").unwrap();
    fs::create_dir(sibling(&live, 1)).unwrap();
    let mut told = Vec::new();
    let row = row(&live, &mut |path, _| told.push(path.to_owned()));
    assert_eq!(numbers(row), [1]);
    assert_eq!(told, [sibling(&live, 1)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// However the row is rotated while its names are opened one by one: what was opened is in
    /// order, without a double, without a gap, all of it, and up to the newest file.
    #[test]
    fn a_row_that_rotates_while_it_is_opened_keeps_its_order(
        before in 1..9_u32,
        turns in prop::collection::btree_set(0..60_usize, 0..6),
        rested in any::<bool>(),
    ) {
        let home = tempfile::tempdir().unwrap();
        let live = home.path().join("telemetry.log");
        let mut newest = 0;
        for number in 1..=before {
            rotate(&live, number);
            newest = number;
        }
        if rested {
            rest(home.path());
        }
        let mut opened = 0;
        let mut seen = u32::MAX;
        let row = settled(&live, &mut |name| {
            if turns.contains(&opened) {
                newest += 1;
                rotate(&live, newest);
            }
            opened += 1;
            let number = fs::read_to_string(name).ok().and_then(|text| text.parse().ok());
            seen = seen.min(number.unwrap_or(u32::MAX));
            Reading::open(name).unwrap()
        });
        let numbers = numbers(row);
        prop_assert_eq!(numbers, (seen..=newest).collect::<Vec<u32>>());
    }
}

//! `--max-memory`: a size as people write it, how much memory the machine has, and what is said
//! of text that had to go.

use std::fs;
use std::sync::PoisonError;

use crate::config::settings::{Key, Settings};
use crate::pipeline::SharedLog;
use crate::store::EventLog;

use super::failure::{Failure, say};
use super::settled::chosen;

/// What a quarter is taken of where the machine does not tell.
const ASSUMED: u64 = 4 << 30;

/// Where a control group of Linux may limit its memory: the unified hierarchy, and the older one.
const GROUPS: [&str; 2] =
    ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];

/// Letters behind a number, 1,024 to the next.
const UNITS: [char; 4] = ['k', 'm', 'g', 't'];

/// With less, not even the newest records could be kept.
const LEAST: u64 = 64 << 10;

/// The bytes that what is read may take: those of the settings, or a quarter of the machine's.
pub(super) fn limit(settings: &Settings) -> Result<usize, Failure> {
    let bytes = chosen(settings, Key::MaxMemory, asked)?.unwrap_or_else(|| of_this_machine() / 4);
    Ok(usize::try_from(bytes).unwrap_or(usize::MAX))
}

/// The bytes that a text asks for.
pub(super) fn asked(text: &str) -> Result<u64, String> {
    match size(text) {
        Some(bytes @ LEAST..) => Ok(bytes),
        Some(_) => Err(format!("--max-memory '{text}' is too little: 64KiB is the least")),
        None => {
            Err(format!("--max-memory '{text}' is no size: write it as 512MiB, 2G or in bytes"))
        }
    }
}

/// Says on standard error that text was dropped, if any was.
pub(super) fn tell_dropped(log: &SharedLog) {
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(text) = dropped(&log) {
        say(&text);
    }
}

/// Says on standard error of how many events a filter could not tell whether they pass, as their
/// text is lost; whether there were any.
pub(super) fn tell_undecided(events: u64) -> bool {
    let them = match events {
        0 => return false,
        1 => "1 event is left out: its text is lost".to_owned(),
        events => format!("{events} events are left out: their text is lost"),
    };
    say(&format!("{them}, and the filter asks for it"));
    true
}

fn dropped(log: &EventLog) -> Option<String> {
    let dropped = log.dropped();
    (dropped.events > 0).then(|| {
        format!(
            "the text of the {} oldest events, {} MiB, was dropped to keep within --max-memory\n\
             their columns count; what only their text tells is not there: raise the limit",
            dropped.events,
            dropped.bytes.div_ceil(1 << 20)
        )
    })
}

/// `512MiB`, `2G`, `1.5 gb`, `4096` in bytes; units are of 1,024 whatever they are called.
pub(super) fn size(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_lowercase();
    let end = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let mut letters = unit.chars();
    let power = match (letters.next(), letters.as_str()) {
        (None | Some('b'), "") => 0,
        (Some(letter), "" | "b" | "ib") => UNITS.iter().position(|it| *it == letter)? as i32 + 1,
        _ => return None,
    };
    let plain = number.trim_end().bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let number: f64 = number.trim_end().parse().ok().filter(|_| plain)?;
    // What is larger than any number of bytes is as much as comes.
    Some((number * 1024_f64.powi(power)) as u64)
}

/// The memory of this machine, or of the part of it that this program may use.
fn of_this_machine() -> u64 {
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| total(&text));
    let groups = GROUPS.iter().filter_map(|path| fs::read_to_string(path).ok());
    // A group without a limit says `max`, or a number beyond all memory.
    let groups = groups.filter_map(|text| text.trim().parse().ok());
    machine.into_iter().chain(groups).min().unwrap_or(ASSUMED)
}

/// `MemTotal` of a `/proc/meminfo`, in bytes.
fn total(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim_end().parse().ok()?;
    kilobytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("4096", 4096)]
    #[case("0", 0)]
    #[case("7B", 7)]
    #[case("8k", 8 << 10)]
    #[case("512MiB", 512 << 20)]
    #[case("512 mb", 512 << 20)]
    #[case("1.5G", 3 << 29)]
    #[case("2tib", 2 << 40)]
    #[case("99999999999T", u64::MAX)]
    fn a_size_is_read_as_people_write_it(#[case] text: &str, #[case] bytes: u64) {
        assert_eq!(size(text), Some(bytes));
    }

    #[rstest]
    #[case("")]
    #[case("G")]
    #[case("-1")]
    #[case("1e3")]
    #[case("12q")]
    #[case("1 2")]
    #[case("2GiBs")]
    #[case("1.2.3")]
    #[case("5%")]
    fn what_is_no_size_is_none(#[case] text: &str) {
        assert_eq!(size(text), None);
    }

    #[test]
    fn the_machine_s_memory_is_read_from_what_linux_says() {
        assert_eq!(total("MemFree: 1 kB\nMemTotal:       24600000 kB\n"), Some(24_600_000 << 10));
        assert_eq!(total("MemTotal: many kB\n"), None);
        assert_eq!(total(""), None);
    }

    #[test]
    fn without_the_option_a_quarter_is_taken() {
        let taken = limit(&Settings::default()).map_err(|_| ()).unwrap() as u64;
        assert_eq!(taken, of_this_machine() / 4);
        assert!(taken > 0);
    }
}

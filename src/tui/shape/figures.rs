//! Numbers and times as the cells of a table have them: bars, shares, sparklines.

use crate::config::theme::Role;
use crate::event::{Instant, Zone};

use super::super::text::{Ink, Inked, thousands};

/// A bar for `part` of `whole`, told from its ground without colour; something is never nothing.
pub(in crate::tui) fn bar(part: u64, whole: u64, columns: usize) -> String {
    const EIGHTHS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
    let all = columns as u128 * 8;
    let eighths = (u128::from(part) * all / u128::from(whole.max(1))).min(all);
    let eighths = if part > 0 { eighths.max(1) } else { 0 } as usize;
    let mut bar = "█".repeat(eighths / 8);
    if !eighths.is_multiple_of(8) {
        bar.push(EIGHTHS[eighths % 8]);
    }
    let used = eighths.div_ceil(8);
    bar.extend(std::iter::repeat_n(' ', columns.saturating_sub(used)));
    bar
}

/// A part of a whole in percent, always five cells wide: ` 7.3%`.
pub(in crate::tui) fn share(part: u64, whole: u64) -> String {
    let tenths = (u128::from(part) * 1000 + u128::from(whole) / 2) / u128::from(whole.max(1));
    if part > 0 && tenths == 0 {
        return "<0.1%".to_owned();
    }
    match tenths {
        1000.. => " 100%".to_owned(),
        _ => format!("{:>2}.{}%", tenths / 10, tenths % 10),
    }
}

/// Counts over time as a line of bars: as high as the highest allows, but not higher than a
/// handful of events deserve. Where nothing was, nothing stands.
pub(in crate::tui) fn sparkline(counts: &[u32], columns: usize) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let cells = columns.min(counts.len());
    let sum = |cell: usize| -> u64 {
        let (from, to) = (cell * counts.len() / cells, (cell + 1) * counts.len() / cells);
        counts[from..to].iter().map(|count| u64::from(*count)).sum()
    };
    let sums: Vec<u64> = (0..cells).map(sum).collect();
    let most = sums.iter().copied().max().unwrap_or(0).max(BARS.len() as u64);
    sums.into_iter()
        .map(|sum| match sum {
            0 => ' ',
            sum => BARS[((sum * 8).div_ceil(most) as usize).clamp(1, 8) - 1],
        })
        .collect()
}

/// How times of a table are written: with the date only where they lie on several days.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Clock {
    zone: Zone,
    dated: bool,
}

impl Clock {
    /// For times from `first` to `last` in `zone`.
    pub(in crate::tui) fn new(zone: Zone, first: Option<Instant>, last: Option<Instant>) -> Self {
        let day = |at: Instant| zone.civil(at).date();
        let dated = first.zip(last).is_some_and(|(first, last)| day(first) != day(last));
        Self { zone, dated }
    }

    /// How wide they are.
    pub(in crate::tui) const fn width(&self) -> usize {
        if self.dated { 14 } else { 8 }
    }

    /// A time; a dash where there is none.
    pub(in crate::tui) fn ink(&self, at: Option<Instant>) -> Inked {
        let form = if self.dated { "%m-%d %H:%M:%S" } else { "%H:%M:%S" };
        match at {
            Some(at) => vec![Ink::new(Role::Time, &self.zone.civil(at).strftime(form).to_string())],
            None => vec![Ink { role: Role::Muted, text: "–".to_owned() }],
        }
    }
}

/// A number; nothing steps back.
pub(in crate::tui) fn number(count: u64) -> Inked {
    let role = if count == 0 { Role::Muted } else { Role::Text };
    vec![Ink { role, text: thousands(count) }]
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

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
}

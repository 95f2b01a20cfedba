//! The time of a log's records: local stamps and UTC ones of the same moment.

/// Milliseconds of a day.
const DAY: u64 = 86_400_000;

/// How far the logs' local time is ahead of UTC: an hour.
const AHEAD: u64 = 3_600_000;

/// A clock that only its reader moves.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    /// Milliseconds since the day began, local; may run into the days after it.
    millis: u64,
    /// The date and its text, kept while the date stays the same.
    local: Date,
    utc: Date,
}

#[derive(Clone, Debug)]
struct Date {
    day: u64,
    text: [u8; 10],
}

impl Clock {
    /// 2026-03-14, 09:26:53.589 of local time, and so many milliseconds.
    pub(crate) fn at(later: u64) -> Self {
        let millis = ((9 * 60 + 26) * 60 + 53) * 1000 + 589 + later;
        Self { millis, local: Date::of(0), utc: Date::of(0) }
    }

    pub(crate) fn forward(&mut self, millis: u64) {
        self.millis += millis;
    }

    /// Milliseconds since the start of 1970, UTC.
    pub(crate) fn unix(&self) -> u64 {
        // 20,526 days are from 1970-01-01 to 2026-03-14.
        20_526 * DAY + self.millis - AHEAD
    }

    /// `2026-03-14 09:26:53.589`, as file loggers write it.
    pub(crate) fn local(&mut self, out: &mut Vec<u8>) {
        write(&mut self.local, self.millis, b' ', out);
    }

    /// `2026-03-14T08:26:53.589Z`, as payloads and consoles write it.
    pub(crate) fn utc(&mut self, out: &mut Vec<u8>) {
        write(&mut self.utc, self.millis - AHEAD, b'T', out);
        out.push(b'Z');
    }

    /// `0314/092653.589` and three digits of microseconds, as Chromium writes it.
    pub(crate) fn chromium(&mut self, out: &mut Vec<u8>) {
        let mut stamp = Vec::with_capacity(23);
        self.local(&mut stamp);
        for (piece, end) in [(5..7, ""), (8..10, "/"), (11..13, ""), (14..16, ""), (17..23, "000")]
        {
            out.extend_from_slice(&stamp[piece]);
            out.extend_from_slice(end.as_bytes());
        }
    }

    /// `[09:26:53]`, as servers write it.
    pub(crate) fn time_of_day(&mut self, out: &mut Vec<u8>) {
        let mut stamp = Vec::with_capacity(23);
        self.local(&mut stamp);
        out.push(b'[');
        out.extend_from_slice(&stamp[11..19]);
        out.push(b']');
    }
}

fn write(date: &mut Date, millis: u64, between: u8, out: &mut Vec<u8>) {
    if date.day != millis / DAY {
        *date = Date::of(millis / DAY);
    }
    let of_day = (millis % DAY) as u32;
    let (hours, minutes) = (of_day / 3_600_000, of_day / 60_000 % 60);
    let (seconds, rest) = (of_day / 1000 % 60, of_day % 1000);
    let mut text = *b"0000-00-00 00:00:00.000";
    text[..10].copy_from_slice(&date.text);
    text[10] = between;
    two(&mut text[11..], hours);
    two(&mut text[14..], minutes);
    two(&mut text[17..], seconds);
    text[20] = b'0' + (rest / 100) as u8;
    two(&mut text[21..], rest % 100);
    out.extend_from_slice(&text);
}

fn two(at: &mut [u8], number: u32) {
    at[0] = b'0' + (number / 10) as u8;
    at[1] = b'0' + (number % 10) as u8;
}

impl Date {
    /// The date so many days after 2026-03-14.
    fn of(day: u64) -> Self {
        let (mut year, mut month, mut left) = (2026, 2, 13 + day);
        loop {
            let length = days_in(year, month);
            if left < length {
                break;
            }
            left -= length;
            month += 1;
            if month == 12 {
                (year, month) = (year + 1, 0);
            }
        }
        let mut text = *b"0000-00-00";
        two(&mut text[0..], year / 100);
        two(&mut text[2..], year % 100);
        two(&mut text[5..], month + 1);
        two(&mut text[8..], left as u32 + 1);
        Self { day, text }
    }
}

fn days_in(year: u32, month: u32) -> u64 {
    match month {
        1 if year.is_multiple_of(4) => 28 + 1,
        1 => 28,
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    }
}

//! Digits of a stamp as milliseconds. A date that no calendar has is none.

/// `2026-03-14 09:26:53.589`
pub(super) const STAMP_LEN: usize = 23;

/// Where the digits of a stamp stand.
const DIGITS: [usize; 17] = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18, 20, 21, 22];

/// Milliseconds of a day.
pub(super) const DAY: i64 = 86_400_000;

/// `2026-03-14 09:26:53.589`, with `between` before the hour, in milliseconds since 1970, read
/// as if it were UTC.
pub(super) fn wall(stamp: &[u8; STAMP_LEN], between: u8) -> Option<i64> {
    let separators = [stamp[4], stamp[7], stamp[10], stamp[13], stamp[16], stamp[19]];
    // All digits at once, for nearly every line that comes here has a stamp.
    let largest = DIGITS.iter().fold(0, |most, at| stamp[*at].wrapping_sub(b'0').max(most));
    if separators != [b'-', b'-', between, b':', b':', b'.'] || largest > 9 {
        return None;
    }
    let digit = |at: usize| i64::from(stamp[at] - b'0');
    let two = |at: usize| digit(at) * 10 + digit(at + 1);
    let time = time_of_day(two(11), two(14), two(17))?;
    let days = days(two(0) * 100 + two(2), two(5), two(8))?;
    Some(days * DAY + time + digit(20) * 100 + two(21))
}

/// Milliseconds since midnight, where a clock can show this.
pub(super) fn time_of_day(hour: i64, minute: i64, second: i64) -> Option<i64> {
    // 60: some clocks do show a leap second.
    let is_time = hour <= 23 && minute <= 59 && second <= 60;
    is_time.then_some(((hour * 60 + minute) * 60 + second) * 1000)
}

/// Decimal digits as a number.
pub(super) fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |value, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10).then(|| value * 10 + i64::from(digit))
    })
}

/// Whether some year has this day.
pub(super) fn is_day(month: i64, day: i64) -> bool {
    days(2000, month, day).is_some()
}

/// Days before each month of a year that is no leap year.
const BEFORE_MONTH: [i64; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/// Days from 0001-01-01 to 1970-01-01.
const EPOCH: i64 = 719_162;

/// Days since 1970 of a date of the Gregorian calendar; `None` for a date it does not have.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let index = usize::try_from(month.checked_sub(1)?).ok().filter(|index| *index < 12)?;
    let leap_month = i64::from(leap && month == 2);
    if day < 1 || day > BEFORE_MONTH[index + 1] - BEFORE_MONTH[index] + leap_month {
        return None;
    }
    let past = year - 1;
    let years =
        past * 365 + past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400) - EPOCH;
    Some(years + BEFORE_MONTH[index] + i64::from(leap && month > 2) + day - 1)
}

//! Times. Nothing here reads a clock: the shell hands in [`Now`], and records carry [`Moment`]s.
//!
//! A moment keeps the offset of the place it was written in, so "Tuesday evening" stays Tuesday evening
//! for a reader elsewhere, and no time-zone table has to be shipped.

use core::fmt;

use jiff::civil::Date;
use jiff::tz::Offset;
use minicbor::{Decode, Encode};

/// The clock's reading that the shell hands in with every input.
pub type Now = Moment;

/// A point in time with the local offset it was written at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Moment {
    /// Milliseconds since 1970 (UTC).
    #[n(0)]
    pub unix_ms: i64,
    /// Minutes to add to UTC to get local time, −1439 to 1439.
    #[n(1)]
    pub offset_min: i16,
}

/// A calendar month, the unit in which logged records are kept together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Month {
    /// The year, 1970 to 9999.
    #[n(0)]
    pub year: u16,
    /// The month, 1 to 12.
    #[n(1)]
    pub month: u8,
}

/// A calendar day, without a time: `2027-06-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write a day as year, month and day, such as 2027-06-30")]
pub struct NotADay;

impl Moment {
    /// A moment; an offset beyond a day is taken as none.
    pub fn new(unix_ms: i64, offset_min: i16) -> Self {
        let offset_min = if offset_min.unsigned_abs() < 1440 { offset_min } else { 0 };
        Self { unix_ms, offset_min }
    }

    /// The local date.
    pub fn date(self) -> Date {
        self.civil().date()
    }

    /// The local month.
    pub fn month(self) -> Month {
        let date = self.date();
        Month { year: date.year().clamp(1970, 9999).unsigned_abs(), month: date.month().unsigned_abs() }
    }

    /// Minutes since local midnight, 0 to 1439.
    pub fn minute_of_day(self) -> u16 {
        let time = self.civil().time();
        u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs())
    }

    /// The same moment `ms` milliseconds later (or earlier).
    pub fn plus_ms(self, ms: i64) -> Self {
        Self { unix_ms: self.unix_ms.saturating_add(ms), ..self }
    }

    fn civil(self) -> jiff::civil::DateTime {
        let offset = Offset::from_seconds(i32::from(self.offset_min) * 60).unwrap_or(Offset::UTC);
        let timestamp =
            jiff::Timestamp::from_millisecond(self.unix_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        offset.to_datetime(timestamp)
    }
}

impl Month {
    /// The month before.
    pub fn before(self) -> Self {
        match self.month {
            0 | 1 => Self { year: self.year.saturating_sub(1), month: 12 },
            month => Self { month: month - 1, ..self },
        }
    }
}

impl Day {
    /// The day itself.
    pub fn date(self) -> Date {
        self.0
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

/// Of the years 1900 to 2200 only, so that a slip of the finger is told.
impl core::str::FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let mut parts = text.trim().splitn(3, '-');
        let mut part = || parts.next().and_then(|part| part.parse::<i16>().ok()).ok_or(NotADay);
        let (year, month, day) = (part()?, part()?, part()?);
        let small = |number: i16| i8::try_from(number).map_err(|_| NotADay);
        let date = Date::new(year, small(month)?, small(day)?).map_err(|_| NotADay)?;
        if (1900..=2200).contains(&year) { Ok(Self(date)) } else { Err(NotADay) }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_is_the_local_one() {
        let new_year_utc = 1_798_761_600_000; // 2027-01-01T00:00:00Z
        assert_eq!(Moment::new(new_year_utc, 0).month().to_string(), "2027-01");
        assert_eq!(Moment::new(new_year_utc, -300).month().to_string(), "2026-12");
        assert_eq!(Moment::new(new_year_utc, -300).minute_of_day(), 19 * 60);
        assert_eq!(Moment::new(new_year_utc, 0).month().before().to_string(), "2026-12");
    }

    #[test]
    fn a_day_is_read_as_it_is_written_and_only_if_there_is_one() {
        assert_eq!("2028-02-29".parse::<Day>().map(|day| day.to_string()), Ok("2028-02-29".to_owned()));
        for text in
            ["", "2027", "2027-02-29", "2027-13-01", "27-01-01", "2027-01-99999", "2027-06-30-1", "a-b-c"]
        {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
    }

    #[test]
    fn absurd_clocks_do_not_panic() {
        for unix_ms in [i64::MIN, -1, 0, i64::MAX] {
            for offset_min in [i16::MIN, -1439, 0, 1439, i16::MAX] {
                let moment = Moment::new(unix_ms, offset_min);
                let _ = (moment.month(), moment.minute_of_day(), moment.plus_ms(i64::MAX));
            }
        }
    }
}

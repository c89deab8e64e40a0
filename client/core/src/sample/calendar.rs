//! The days of the story: whole weeks up to today, each of seven days, so that every weekday comes once in each.
//!
//! A day is named by what it is ("the second school day of week three"), so the story runs in its order whatever
//! weekday today is.

use jiff::civil::Weekday;
use shared::{Moment, Now};

const DAY_MS: i64 = 86_400_000;
const MINUTE_MS: i64 = 60_000;
const DAYS_A_WEEK: i64 = 7;

/// Which days there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar {
    now: Now,
    /// The midnight before the first day.
    start: Moment,
}

/// A day of a week, counted from 0. The last day of the last week is today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    /// Any day, 0 to 6.
    Day(usize),
    /// A school day, 0 to 4.
    SchoolDay(usize),
    /// A day of the weekend, 0 or 1.
    WeekendDay(usize),
}

impl Calendar {
    /// So many weeks up to `now`.
    pub(super) fn new(now: Now, weeks: usize) -> Self {
        let since_midnight = i64::from(now.minute_of_day()) * MINUTE_MS + now.unix_ms.rem_euclid(MINUTE_MS);
        let days = i64::try_from(weeks).unwrap_or(0) * DAYS_A_WEEK;
        Self { now, start: now.plus_ms(DAY_MS - since_midnight - days * DAY_MS) }
    }

    /// A clock time on the day before the story begins.
    pub(super) fn eve(&self, clock: (u16, u16)) -> Moment {
        self.clock_on(-1, clock)
    }

    /// A clock time on a day of a week; none if the week has no such day.
    pub(super) fn at(&self, week: usize, on: On, clock: (u16, u16)) -> Option<Moment> {
        Some(self.clock_on(self.day(week, on)?, clock))
    }

    /// The number of a day of a week, from the first day of the story.
    pub(super) fn day(&self, week: usize, on: On) -> Option<i64> {
        let first = i64::try_from(week).ok()? * DAYS_A_WEEK;
        let mut days = first..first + DAYS_A_WEEK;
        match on {
            On::Day(nth) => days.nth(nth),
            On::SchoolDay(nth) => days.filter(|day| !self.is_weekend(*day)).nth(nth),
            On::WeekendDay(nth) => days.filter(|day| self.is_weekend(*day)).nth(nth),
        }
    }

    /// Whether it has come by now.
    pub(super) fn is_past(&self, moment: Moment) -> bool {
        moment.unix_ms <= self.now.unix_ms
    }

    /// Ten years from now.
    pub(super) fn far_ms(&self) -> i64 {
        self.now.plus_ms(3_650 * DAY_MS).unix_ms
    }

    fn is_weekend(&self, day: i64) -> bool {
        let weekday = self.clock_on(day, (12, 0)).date().weekday();
        matches!(weekday, Weekday::Saturday | Weekday::Sunday)
    }

    fn clock_on(&self, day: i64, (hour, minute): (u16, u16)) -> Moment {
        minutes_after(self.start.plus_ms(day * DAY_MS), hour * 60 + minute)
    }
}

/// So many minutes later.
pub(super) fn minutes_after(moment: Moment, minutes: u16) -> Moment {
    moment.plus_ms(i64::from(minutes) * MINUTE_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_has_five_school_days_and_a_weekend_whatever_today_is() {
        for today in 0..7 {
            let now = Moment::new(1_795_559_400_000 + today * DAY_MS, -300);
            let calendar = Calendar::new(now, 6);
            for week in 0..6 {
                let day = |on| calendar.day(week, on);
                assert!((0..5).all(|nth| day(On::SchoolDay(nth)).is_some()), "{today}");
                assert!((0..2).all(|nth| day(On::WeekendDay(nth)).is_some()), "{today}");
                assert_eq!(
                    (day(On::SchoolDay(5)), day(On::WeekendDay(2)), day(On::Day(7))),
                    (None, None, None)
                );
            }
            let last = calendar.at(5, On::Day(6), (17, 30)).expect("there");
            assert_eq!((last.date(), last.minute_of_day()), (now.date(), 17 * 60 + 30));
        }
    }
}

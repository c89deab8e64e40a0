//! Which days are school days, and where weeks, months, quarters and school years begin and end.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use shared::record::{Per, SchoolYear};

/// Months of a quarter that nobody has named the days of.
const QUARTER_MONTHS: i32 = 3;
/// Where no school year is known, one begins on the first of August.
const FIRST_MONTH: i8 = 8;

/// Days from one to another, both among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

/// The school years that are known. Where none is, every Monday to Friday is a school day; where some are, only theirs.
#[derive(Debug, Clone, Default)]
pub struct SchoolDays(Vec<SchoolYear>);

impl Span {
    /// The days that are in both; none if there are none.
    pub fn common(self, other: Self) -> Option<Self> {
        let both = Self { first: self.first.max(other.first), last: self.last.min(other.last) };
        (both.first <= both.last).then_some(both)
    }

    /// Whether a day is among them.
    pub fn has(self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }

    fn days(self) -> impl Iterator<Item = Date> {
        self.first.series(1.day()).take_while(move |day| *day <= self.last)
    }
}

impl SchoolDays {
    /// These school years, in any order.
    pub fn new(mut years: Vec<SchoolYear>) -> Self {
        shared::sorted::sort_by_key(&mut years, |year| year.from);
        Self(years)
    }

    /// Whether there is school on a day.
    pub fn is_open(&self, day: Date) -> bool {
        let is_weekday = !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let is_school = |year: &SchoolYear| {
            (year.from.date()..=year.until.date()).contains(&day)
                && !year.closed.iter().any(|closed| closed.date() == day)
        };
        is_weekday && (self.0.is_empty() || self.0.iter().any(is_school))
    }

    /// How many days of these there is school.
    pub fn count(&self, span: Span) -> u32 {
        span.days().filter(|day| self.is_open(*day)).fold(0, |count, _| count + 1)
    }

    /// The period that a day is in. None only at the ends of the calendar.
    pub fn period(&self, per: Per, day: Date) -> Option<Span> {
        match per {
            Per::Week => {
                let since_monday = i64::from(day.weekday().to_monday_zero_offset());
                let first = day.checked_sub(since_monday.days()).ok()?;
                Some(Span { first, last: first.checked_add(6.days()).ok()? })
            }
            Per::Month => Some(Span { first: day.first_of_month(), last: day.last_of_month() }),
            Per::Quarter => self.quarter(day),
            Per::Year => self.year(day),
        }
    }

    /// From one school year's first day to the day before the next one's, so that summer is in the year that it follows.
    fn year(&self, day: Date) -> Option<Span> {
        let known = self.0.iter().rev().find(|year| year.from.date() <= day);
        let (Some(year), false) = (known, self.0.is_empty()) else {
            return usual_year(day);
        };
        let first = year.from.date();
        let a_year = first.checked_add(1.year()).ok()?;
        let next = self.0.iter().map(|year| year.from.date()).find(|from| *from > first);
        let next = next.map_or(a_year, |next| next.min(a_year));
        match day < next {
            true => Some(Span { first, last: next.yesterday().ok()? }),
            false => usual_year(day),
        }
    }

    fn quarter(&self, day: Date) -> Option<Span> {
        let year = self.year(day)?;
        let named = self.0.iter().find(|known| known.from.date() == year.first);
        let mut starts = vec![year.first];
        match named.filter(|known| !known.quarters.is_empty()) {
            Some(known) => starts.extend(known.quarters.iter().map(|quarter| quarter.date())),
            None => {
                let month = year.first.first_of_month();
                let later = (1..4).filter_map(|nth| month.checked_add((QUARTER_MONTHS * nth).months()).ok());
                starts.extend(later);
            }
        }
        starts.retain(|start| year.has(*start));
        shared::sorted::sort_by_key(&mut starts, |start| *start);
        let first = starts.iter().rev().find(|start| **start <= day).copied()?;
        let next = starts.iter().find(|start| **start > day);
        let last = next.map_or(Some(year.last), |next| next.yesterday().ok())?;
        Some(Span { first, last })
    }
}

/// August to July.
fn usual_year(day: Date) -> Option<Span> {
    let began = if day.month() >= FIRST_MONTH { day.year() } else { day.year() - 1 };
    let first = Date::new(began, FIRST_MONTH, 1).ok()?;
    Some(Span { first, last: first.checked_add(1.year()).ok()?.yesterday().ok()? })
}

//! Minutes owed, delivered, missed and made up, for each line of the service grid and each of its periods (C7, C8).
//!
//! The rules, each with its test:
//!
//! - A line owes `minutes × times` in each of its periods. Where it is in force on some of a period's school days only, because it
//!   begins, ends or changes there, it owes that share of them, to the nearest minute. Holidays make a period shorter, not cheaper; one
//!   without a school day owes nothing.
//! - A version is in force from its own day until the day before the next one's. So a change never rewrites what was owed before it.
//! - A session counts with its minutes on the day it was, by the clock where it was; in a group each child gets all of them.
//! - A session that makes up for a missed one counts in the period of that one.
//! - What is due by today is the share of the school days that are over, today left out.

use jiff::civil::Date;
use shared::record::{Missed, Per, Service, Session};
use shared::{Day, RecordId};

use super::days::{SchoolDays, Span};

/// Periods of one line that are looked at, at most: twenty years of weeks.
const PERIODS_LIMIT: usize = 1_040;

/// One period of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What kind of period.
    pub per: Per,
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
    /// Minutes owed in all of it.
    pub owed: u32,
    /// Minutes owed by now.
    pub due: u32,
    /// Minutes delivered in it.
    pub delivered: u32,
    /// Minutes delivered later, or earlier, for what was missed in it.
    pub made_up: u32,
    /// Minutes missed in it, for each reason.
    pub missed: [u32; Missed::ALL.len()],
}

/// A line of the grid with its periods, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Books {
    /// The line: its first version.
    pub service: RecordId,
    /// The periods up to the one of today.
    pub accounts: Vec<Account>,
    /// Minutes of sessions on days on which the line was not in force.
    pub outside: u32,
}

/// A version with the days on which it is in force.
struct InForce<'a> {
    service: &'a Service,
    days: Span,
}

impl Account {
    fn new(per: Per, period: Span) -> Self {
        let (first, last) = (Day::from(period.first), Day::from(period.last));
        Self { per, first, last, owed: 0, due: 0, delivered: 0, made_up: 0, missed: [0; Missed::ALL.len()] }
    }

    /// What was given for what was due: below zero, the child is still owed so many minutes.
    pub fn balance(&self) -> i64 {
        i64::from(self.delivered) + i64::from(self.made_up) - i64::from(self.due)
    }
}

/// The books of one line: all its versions, all sessions of it that are not struck, and today.
pub fn account(
    line: RecordId,
    versions: &[(RecordId, Service)],
    sessions: &[(RecordId, Session)],
    school: &SchoolDays,
    today: Date,
) -> Books {
    let in_force = in_force(versions, today);
    let mut books = Books { service: line, accounts: Vec::new(), outside: 0 };
    for version in &in_force {
        books.owe(version, school, today);
    }
    for (_, session) in sessions {
        // What makes up for a session that is not there counts where it was given.
        let missed = session.makes_up.and_then(|missed| sessions.iter().find(|(id, _)| *id == missed));
        let missed = missed.map(|(_, missed)| missed).filter(|missed| missed.missed.is_some());
        let day = missed.unwrap_or(session).at.date();
        let found = in_force.iter().find(|version| version.days.has(day));
        let period = found.and_then(|version| school.period(version.service.per, day).map(|p| (version, p)));
        let minutes = u32::from(session.minutes);
        match (period, session.missed) {
            (Some((version, period)), why) => {
                let account = books.at(version.service.per, period);
                match (why, missed) {
                    (Some(why), _) => {
                        let nth = Missed::ALL.iter().position(|known| *known == why).unwrap_or_default();
                        account.missed[nth] += minutes;
                    }
                    (None, Some(_)) => account.made_up += minutes,
                    (None, None) => account.delivered += minutes,
                }
            }
            (None, None) => books.outside += minutes,
            (None, Some(_)) => {}
        }
    }
    shared::sorted::sort_by_key(&mut books.accounts, |account| {
        core::cmp::Reverse((account.first, account.per))
    });
    books
}

impl Books {
    fn owe(&mut self, version: &InForce<'_>, school: &SchoolDays, today: Date) {
        let InForce { service, days } = version;
        let all = u32::from(service.minutes) * u32::from(service.times);
        let mut day = days.first;
        for _ in 0..PERIODS_LIMIT {
            let Some(period) = school.period(service.per, day) else { return };
            let Some(covered) = period.common(*days) else { return };
            let open = school.count(period);
            let share = |span: Option<Span>| share(all, span.map_or(0, |span| school.count(span)), open);
            let over = today.yesterday().ok().map(|last| Span { first: period.first, last });
            let (owed, due) = (share(Some(covered)), share(over.and_then(|over| over.common(covered))));
            let account = self.at(service.per, period);
            account.owed += owed;
            account.due += due;
            match period.last.tomorrow() {
                Ok(next) if next <= days.last && next <= today => day = next,
                _ => return,
            }
        }
    }

    fn at(&mut self, per: Per, period: Span) -> &mut Account {
        let first = Day::from(period.first);
        let found = self.accounts.iter().position(|account| account.per == per && account.first == first);
        let nth = found.unwrap_or_else(|| {
            self.accounts.push(Account::new(per, period));
            self.accounts.len() - 1
        });
        &mut self.accounts[nth]
    }
}

/// So much of `all` as `some` of `open` days are, to the nearest minute.
fn share(all: u32, some: u32, open: u32) -> u32 {
    let (all, some, open) = (u64::from(all), u64::from(some), u64::from(open));
    let rounded = (2 * all * some + open).checked_div(2 * open).unwrap_or(0);
    u32::try_from(rounded).unwrap_or(u32::MAX)
}

/// The versions that have begun by today, with the days on which each is in force: until the day before the next one's. One
/// that was replaced from its first day on never was; of two from the same day, made at once, the later one is.
fn in_force(versions: &[(RecordId, Service)], today: Date) -> Vec<InForce<'_>> {
    let is_void = |id: RecordId, service: &Service| {
        let mut others = versions.iter();
        others.any(|(_, other)| other.version.replaces.contains(&id) && other.from <= service.from)
    };
    let mut live: Vec<&(RecordId, Service)> =
        versions.iter().filter(|(id, service)| !is_void(*id, service)).collect();
    shared::sorted::sort_by_key(&mut live, |(id, service)| (service.from, *id));
    let followed = live.iter().enumerate().map(|(nth, (_, service))| (service, live.get(nth + 1)));
    let days = |service: &Service, next: Option<&&(RecordId, Service)>| {
        let next = next.map(|(_, next)| next.from.date().yesterday().unwrap_or(Date::MIN));
        let agreed = service.until.map(|until| until.date());
        let last = next.into_iter().chain(agreed).min().unwrap_or(Date::MAX);
        let span = Span { first: service.from.date(), last };
        (span.first <= span.last && span.first <= today && !service.version.ended).then_some(span)
    };
    followed.filter_map(|(service, next)| Some(InForce { service, days: days(service, next)? })).collect()
}

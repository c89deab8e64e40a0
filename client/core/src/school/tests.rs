//! Minutes by hand: what changes in the middle, holidays, make-ups across periods, groups, leap years, New Year, the clock's change.

use shared::record::Version;
use shared::record::service::{Directness, Missed, Per, SchoolYear, Service, Session};
use shared::{Day, DeviceId, Moment, RecordId};

use super::{Account, Books, SchoolDays, account};

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn id(nth: u8) -> RecordId {
    RecordId::new(1_000 + i64::from(nth), DeviceId([7; 16]), [nth; 4])
}

fn line(minutes: u16, times: u16, per: Per, from: &str) -> Service {
    Service {
        version: Version::default(),
        title: "Occupational therapy".into(),
        plan: None,
        review: None,
        directness: Directness::Direct,
        minutes,
        times,
        per,
        model: None,
        pull_out: None,
        location: String::new(),
        written: None,
        from: day(from),
        until: None,
    }
}

/// A version that replaces the one with number `nth`.
fn instead_of(nth: u8, service: Service) -> Service {
    let version = Version { series: Some(id(1)), replaces: vec![id(nth)], ended: false };
    Service { version, ..service }
}

/// At noon in New York, in winter.
fn session(on: &str, minutes: u16) -> Session {
    at(&format!("{on}T17:00:00Z"), -300, minutes)
}

fn at(utc: &str, offset_min: i16, minutes: u16) -> Session {
    let at: jiff::Timestamp = utc.parse().expect("a time");
    Session {
        service: id(1),
        at: Moment::new(at.as_millisecond(), offset_min),
        minutes,
        group: None,
        missed: None,
        makes_up: None,
        model: None,
        note: String::new(),
    }
}

/// August 17 to June 11, closed on Thanksgiving and the Friday after, and for two weeks over New Year.
fn school() -> SchoolDays {
    let closed = ["2026-11-26", "2026-11-27"].into_iter().chain([
        "2026-12-21",
        "2026-12-22",
        "2026-12-23",
        "2026-12-24",
        "2026-12-25",
        "2026-12-28",
        "2026-12-29",
        "2026-12-30",
        "2026-12-31",
        "2027-01-01",
    ]);
    SchoolDays::new(vec![SchoolYear {
        version: Version::default(),
        from: day("2026-08-17"),
        until: day("2027-06-11"),
        quarters: vec![],
        closed: closed.map(day).collect(),
    }])
}

fn books(versions: Vec<Service>, sessions: Vec<Session>, school: &SchoolDays, today: &str) -> Books {
    let number = |nth: usize| id(u8::try_from(nth).expect("few"));
    let versions: Vec<_> =
        versions.into_iter().enumerate().map(|(nth, one)| (number(nth + 1), one)).collect();
    let sessions: Vec<_> =
        sessions.into_iter().enumerate().map(|(nth, one)| (number(nth + 101), one)).collect();
    account(id(1), &versions, &sessions, school, day(today).date())
}

fn of<'a>(books: &'a Books, first: &str) -> &'a Account {
    let found = books.accounts.iter().find(|account| account.first == day(first));
    found.unwrap_or_else(|| panic!("no period from {first}: {books:#?}"))
}

#[test]
fn a_full_week_owes_all_and_a_week_in_progress_what_its_days_so_far_are_worth() {
    let week = line(30, 2, Per::Week, "2026-11-02");
    let books = books(vec![week], vec![session("2026-11-03", 30)], &SchoolDays::default(), "2026-11-11");
    assert_eq!(books.accounts.len(), 2);
    let (last, this) = (of(&books, "2026-11-02"), of(&books, "2026-11-09"));
    assert_eq!((last.owed, last.due, last.delivered, last.balance()), (60, 60, 30, -30));
    // Monday and Tuesday of five days are over: 60 × 2 / 5.
    assert_eq!((this.owed, this.due, this.balance()), (60, 24, -24));
}

#[test]
fn a_change_in_the_middle_of_a_period_shares_it_by_school_days_and_never_rewrites_the_past() {
    let before = line(30, 1, Per::Week, "2026-10-05");
    // From Wednesday on, twice.
    let after = instead_of(1, line(30, 2, Per::Week, "2026-10-14"));
    let school = SchoolDays::default();
    let alone = books(vec![before.clone()], vec![], &school, "2026-10-20");
    let changed = books(vec![before, after], vec![], &school, "2026-10-20");
    assert_eq!(of(&changed, "2026-10-05"), of(&alone, "2026-10-05"));
    // Two days of 30 and three of 60 minutes: 12 + 36.
    assert_eq!(of(&changed, "2026-10-12").owed, 48);
    assert_eq!(of(&changed, "2026-10-19").owed, 60);
}

#[test]
fn a_version_that_is_corrected_from_its_first_day_never_was_and_an_end_ends() {
    let school = SchoolDays::default();
    let wrong = line(30, 3, Per::Week, "2026-10-05");
    let right = instead_of(1, line(30, 1, Per::Week, "2026-10-05"));
    let mut end = instead_of(2, line(30, 1, Per::Week, "2026-10-19"));
    end.version.ended = true;
    let books = books(vec![wrong, right, end], vec![session("2026-10-20", 30)], &school, "2026-11-20");
    let owed: Vec<u32> = books.accounts.iter().map(|account| account.owed).collect();
    assert_eq!(owed, [30, 30]);
    assert_eq!(books.outside, 30, "given when nothing was agreed any more");
}

#[test]
fn two_versions_written_at_once_do_not_owe_twice() {
    let school = SchoolDays::default();
    let first = line(30, 1, Per::Week, "2026-10-05");
    let two = [45, 60].map(|minutes| instead_of(1, line(minutes, 1, Per::Week, "2026-10-12")));
    let [one, other] = two;
    let books = books(vec![first, one, other], vec![], &school, "2026-10-18");
    assert_eq!(of(&books, "2026-10-12").owed, 60);
}

#[test]
fn holidays_make_a_period_shorter_and_not_cheaper_and_one_without_school_owes_nothing() {
    let books = books(vec![line(30, 1, Per::Week, "2026-11-16")], vec![], &school(), "2027-01-10");
    assert_eq!(of(&books, "2026-11-23").owed, 30, "three days of school");
    assert_eq!(of(&books, "2026-12-21").owed, 0);
    assert_eq!(of(&books, "2026-12-28").owed, 0);
    assert_eq!(of(&books, "2027-01-04").owed, 30);
}

#[test]
fn a_month_that_begins_before_its_line_owes_the_share_of_its_school_days() {
    let books = books(vec![line(60, 2, Per::Month, "2026-11-16")], vec![], &school(), "2026-12-01");
    // November 2026 has 19 school days here, nine of them from the 16th on: 120 × 9 / 19 = 56.8.
    assert_eq!(of(&books, "2026-11-01").owed, 57);
}

#[test]
fn a_make_up_counts_where_the_session_was_missed() {
    let mut missed = session("2026-10-29", 30);
    missed.missed = Some(Missed::Provider);
    let mut make_up = session("2026-11-10", 30);
    make_up.makes_up = Some(id(101));
    let lost = Session { makes_up: Some(id(9)), ..session("2026-11-12", 20) };
    let line = line(30, 1, Per::Month, "2026-10-01");
    let books = books(vec![line], vec![missed, make_up, lost], &SchoolDays::default(), "2026-12-01");
    let (october, november) = (of(&books, "2026-10-01"), of(&books, "2026-11-01"));
    assert_eq!((october.delivered, october.made_up, october.balance()), (0, 30, 0));
    assert_eq!(october.missed, [0, 30, 0, 0]);
    assert_eq!(november.delivered, 20, "what it made up for is not known here");
}

#[test]
fn in_a_group_each_child_gets_all_minutes() {
    let group = Session { group: Some(4), ..session("2026-11-03", 40) };
    let line = line(40, 1, Per::Week, "2026-11-02");
    let books = books(vec![line], vec![group], &SchoolDays::default(), "2026-11-09");
    assert_eq!(of(&books, "2026-11-02").balance(), 0);
}

#[test]
fn february_has_a_day_more_in_a_leap_year() {
    // 2028: 29 days, 21 Mondays to Fridays; the line ends on the 28th, a Monday.
    let line = Service { until: Some(day("2028-02-28")), ..line(21, 1, Per::Month, "2028-02-01") };
    let books = books(vec![line], vec![session("2028-02-29", 10)], &SchoolDays::default(), "2028-03-10");
    assert_eq!(of(&books, "2028-02-01").owed, 20);
    assert_eq!((of(&books, "2028-02-01").last, books.outside), (day("2028-02-29"), 10));
}

#[test]
fn a_school_year_goes_over_new_year_and_its_quarters_too() {
    let year = books(
        vec![line(60, 30, Per::Year, "2026-08-17")],
        vec![session("2027-02-01", 60)],
        &school(),
        "2027-03-01",
    );
    assert_eq!(year.accounts.len(), 1);
    assert_eq!((year.accounts[0].first, year.accounts[0].last), (day("2026-08-17"), day("2027-08-16")));
    assert_eq!((year.accounts[0].owed, year.accounts[0].delivered), (1_800, 60));
    let quarters = books(vec![line(60, 4, Per::Quarter, "2026-08-17")], vec![], &school(), "2027-03-01");
    let firsts: Vec<String> = quarters.accounts.iter().map(|account| account.first.to_string()).collect();
    assert_eq!(firsts, ["2027-02-01", "2026-11-01", "2026-08-17"]);
    assert!(quarters.accounts.iter().all(|account| account.owed == 240));
}

#[test]
fn quarters_are_the_schools_own_where_it_has_named_them() {
    let own = SchoolDays::new(vec![SchoolYear {
        version: Version::default(),
        from: day("2026-08-17"),
        until: day("2027-06-11"),
        quarters: vec![day("2026-10-19"), day("2027-01-04"), day("2027-03-22")],
        closed: vec![],
    }]);
    let books = books(vec![line(60, 4, Per::Quarter, "2026-08-17")], vec![], &own, "2027-01-20");
    let spans: Vec<String> =
        books.accounts.iter().map(|account| format!("{} {}", account.first, account.last)).collect();
    assert_eq!(spans, ["2027-01-04 2027-03-21", "2026-10-19 2027-01-03", "2026-08-17 2026-10-18"]);
}

#[test]
fn a_session_belongs_to_the_day_it_was_where_it_was() {
    // Sunday evening in New York is Monday in UTC, before and after the clocks change on November 1.
    let before = at("2026-10-26T02:30:00Z", -240, 30);
    let after = at("2026-11-02T03:30:00Z", -300, 45);
    let line = line(30, 1, Per::Week, "2026-10-05");
    let books = books(vec![line], vec![before, after], &SchoolDays::default(), "2026-11-09");
    assert_eq!(of(&books, "2026-10-19").delivered, 30);
    assert_eq!(of(&books, "2026-10-26").delivered, 45);
    assert_eq!(of(&books, "2026-11-02").delivered, 0);
}

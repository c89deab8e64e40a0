//! The service grid as a person meets it: a line, its sessions, what is missed and made up, changes and ends.

use shared::record::Version;
use shared::record::service::{Directness, Missed, Per, SchoolYear, Service};
use shared::{Day, RecordId};

use crate::app::tests::{Desk, NOW};
use crate::intent::{Intent, NewSession, School};
use crate::view::{LineView, Notice};

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn ot(minutes: u16, from: &str) -> Service {
    Service {
        version: Version::default(),
        title: " Occupational therapy ".into(),
        plan: None,
        review: None,
        directness: Directness::Direct,
        minutes,
        times: 1,
        per: Per::Month,
        model: None,
        pull_out: None,
        location: "Classroom".into(),
        written: None,
        from: day(from),
        until: None,
    }
}

fn session(service: RecordId) -> NewSession {
    NewSession {
        service,
        at: None,
        minutes: None,
        group: None,
        missed: None,
        makes_up: None,
        model: None,
        note: String::new(),
    }
}

fn ask(desk: &mut Desk, school: School) {
    desk.ask(Intent::School(Box::new(school)));
}

fn plan(desk: &mut Desk, replaces: Vec<RecordId>, service: Service) {
    ask(desk, School::Plan { replaces, service: Box::new(service) });
}

fn line(desk: &Desk) -> LineView {
    let mut lines = desk.app.school(NOW).lines;
    assert_eq!(lines.len(), 1);
    lines.remove(0)
}

#[test]
fn a_missed_session_is_owed_until_another_one_makes_up_for_it() {
    let mut desk = Desk::with_team();
    let first_of_month = Day::from(NOW.date().first_of_month());
    plan(&mut desk, vec![], ot(30, &first_of_month.to_string()));
    let id = line(&desk).series;
    assert_eq!(line(&desk).service.title, "Occupational therapy");
    let missed = NewSession { missed: Some(Missed::Provider), ..session(id) };
    ask(&mut desk, School::Session(Box::new(missed)));
    let open = line(&desk).missed;
    assert_eq!((open.len(), open[0].minutes, open[0].why), (1, 30, Missed::Provider));
    let part = NewSession { minutes: Some(20), makes_up: Some(open[0].record), ..session(id) };
    ask(&mut desk, School::Session(Box::new(part)));
    assert_eq!(line(&desk).missed[0].minutes, 10);
    let account = &line(&desk).books.accounts[0];
    assert_eq!((account.owed, account.made_up, account.delivered), (30, 20, 0));
    let rest =
        NewSession { minutes: Some(10), group: Some(3), makes_up: Some(open[0].record), ..session(id) };
    ask(&mut desk, School::Session(Box::new(rest)));
    assert_eq!(line(&desk).missed, []);
}

#[test]
fn a_struck_session_does_not_count() {
    let mut desk = Desk::with_team();
    plan(&mut desk, vec![], ot(30, "2026-01-01"));
    let id = line(&desk).series;
    ask(&mut desk, School::Session(Box::new(session(id))));
    let record = desk.app.written().expect("written");
    assert_eq!(line(&desk).books.accounts[0].delivered, 30);
    desk.ask(Intent::Strike { record, why: "Another child".into() });
    assert_eq!(line(&desk).books.accounts[0].delivered, 0);
}

#[test]
fn a_line_changes_from_its_day_on_and_ends_from_its_day_on() {
    let mut desk = Desk::with_team();
    let month = NOW.date().first_of_month();
    let before = Day::from(month.yesterday().expect("a day").first_of_month());
    plan(&mut desk, vec![], ot(30, &before.to_string()));
    let first = line(&desk);
    plan(&mut desk, vec![first.version], ot(60, &Day::from(month).to_string()));
    let changed = line(&desk);
    let owed: Vec<u32> = changed.books.accounts.iter().map(|account| account.owed).collect();
    assert_eq!((changed.series, owed), (first.series, vec![60, 30]));
    ask(&mut desk, School::End { versions: vec![changed.version], from: Day::from(month) });
    assert!(desk.app.school(NOW).lines.is_empty(), "an ended line is no longer in the grid");
}

#[test]
fn what_cannot_be_is_refused_in_words_and_nothing_is_written() {
    let mut desk = Desk::with_team();
    plan(&mut desk, vec![], ot(30, "2026-01-01"));
    let id = line(&desk).series;
    let year = |from: &str, until: &str, closed: &str| SchoolYear {
        version: Version::default(),
        from: day(from),
        until: day(until),
        quarters: vec![],
        closed: vec![day(closed)],
    };
    let bad = [
        School::Plan { replaces: vec![], service: Box::new(ot(0, "2026-01-01")) },
        School::Plan {
            replaces: vec![],
            service: Box::new(Service { until: Some(day("2025-12-31")), ..ot(30, "2026-01-01") }),
        },
        School::Session(Box::new(NewSession { minutes: Some(2_000), ..session(id) })),
        School::Session(Box::new(NewSession { group: Some(1), ..session(id) })),
        School::Session(Box::new(NewSession { makes_up: Some(id), ..session(id) })),
        School::Year { replaces: vec![], year: Box::new(year("2026-08-17", "2026-08-01", "2026-08-02")) },
        School::Year { replaces: vec![], year: Box::new(year("2026-08-17", "2027-06-11", "2027-07-01")) },
    ];
    let before = desk.app.school(NOW);
    for school in bad {
        desk.ask(Intent::School(Box::new(school.clone())));
        let told = desk.app.frame().notices.clone();
        assert!(matches!(told[..], [Notice::Unfit(_)]), "{school:?}: {told:?}");
        desk.ask(Intent::DismissNotice);
    }
    assert_eq!(desk.app.school(NOW), before);
}

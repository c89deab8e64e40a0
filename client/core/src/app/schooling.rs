//! The services of a child: writing the grid, sessions and school years down, and what is owed.

use shared::record::service::{GROUP_LIMIT, MINUTES_LIMIT, TIMES_LIMIT};
use shared::record::{Record, Row, SchoolYear, Service, Session, TEXT_LIMIT, TITLE_LIMIT, current_versions};
use shared::sync::device::{Effect, Team};
use shared::{Now, RecordId};

use super::App;
use super::logging::check_text;
use super::people::plan_rows;
use super::plan::series;
use super::planning::next_version;
use crate::intent::{NewSession, School};
use crate::school::{SchoolDays, account};
use crate::view::{LineView, MissedView, Notice, SchoolView};

/// Days without school in one year, at most.
const CLOSED_LIMIT: usize = 250;
/// Quarters after the first.
const QUARTERS_LIMIT: usize = 11;

impl App {
    /// The services of the chosen team, as they stand on the day of `now`.
    pub fn school(&self, now: Now) -> SchoolView {
        let Some(team) = self.chosen_team() else { return SchoolView::default() };
        let rows = || plan_rows(team);
        let mut years = current_versions::<SchoolYear>(rows(), |year| &year.version);
        shared::sorted::sort_by_key(&mut years, |(_, year)| core::cmp::Reverse(year.from));
        let days = SchoolDays::new(years.iter().map(|(_, year)| year.clone()).collect());
        let sessions: Vec<(RecordId, Session)> = rows()
            .filter(|row| row.struck().is_none())
            .filter_map(|row| Some((row.id, Session::read(row)?)))
            .collect();
        let all: Vec<(RecordId, Service)> =
            rows().filter_map(|row| Some((row.id, Service::read(row)?))).collect();
        let current = current_versions::<Service>(rows(), |service| &service.version);
        let by_series = series(current, |service: &Service| &service.version);
        let line = |(line, mut versions): (RecordId, Vec<(RecordId, Service)>)| {
            let (version, service) = versions.pop()?;
            let is_of = |(id, service): &&(RecordId, Service)| service.version.series.unwrap_or(*id) == line;
            let own: Vec<(RecordId, Service)> = all.iter().filter(is_of).cloned().collect();
            let given: Vec<(RecordId, Session)> =
                sessions.iter().filter(|(_, session)| session.service == line).cloned().collect();
            Some(LineView {
                series: line,
                version,
                rivals: versions.into_iter().map(|(id, _)| id).collect(),
                author: self.author_of(team, version),
                books: account(line, &own, &given, &days, now.date()),
                missed: not_made_up(&given),
                service,
            })
        };
        let mut lines: Vec<LineView> = by_series.into_iter().filter_map(line).collect();
        shared::sorted::sort_by_key(&mut lines, |line| (line.service.title.to_lowercase(), line.series));
        SchoolView { lines, years, may_change: self.may_plan(team) && !team.is_sample() }
    }

    pub(super) fn schooling(
        &mut self,
        now: Now,
        school: School,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let team = self.chosen_team().filter(|team| self.may_plan(team)).ok_or(Notice::NotAllowed)?;
        match school {
            School::Plan { replaces, service } => {
                check_service(&service)?;
                let version = next_version(team, &replaces, false)?;
                let title = service.title.trim().to_owned();
                let service = Service { version, title, ..*service };
                self.write_version(now, Service::KIND, (&replaces, &service.draft()), effects)
            }
            School::End { versions, from } => {
                let version = next_version(team, &versions, true)?;
                let old = versions.first().and_then(|first| service_of(team, *first));
                let old = old.ok_or_else(|| Notice::Unfit("there is no such line".to_owned()))?;
                let end = Service { version, from, until: None, ..old };
                self.write_version(now, Service::KIND, (&versions, &end.draft()), effects)
            }
            School::Year { replaces, year } => {
                check_year(&year)?;
                let year = SchoolYear { version: next_version(team, &replaces, false)?, ..*year };
                self.write_version(now, SchoolYear::KIND, (&replaces, &year.draft()), effects)
            }
            School::Session(new) => {
                let session = session(team, now, *new)?;
                self.keep(now, Session::KIND, &session.draft(), effects)
            }
        }
    }
}

fn service_of(team: &Team, version: RecordId) -> Option<Service> {
    team.row(version).and_then(|(_, row)| Service::read(row))
}

fn check_service(service: &Service) -> Result<(), Notice> {
    check_text(&service.title, 1, TITLE_LIMIT)?;
    check_text(&service.location, 0, TITLE_LIMIT)?;
    let is_known =
        (1..=MINUTES_LIMIT).contains(&service.minutes) && (1..=TIMES_LIMIT).contains(&service.times);
    if !is_known {
        let said = format!("1 to {MINUTES_LIMIT} minutes, 1 to {TIMES_LIMIT} times");
        return Err(Notice::Unfit(said));
    }
    match service.until {
        Some(until) if until < service.from => Err(Notice::Unfit("it ends before it begins".to_owned())),
        _ => Ok(()),
    }
}

fn check_year(year: &SchoolYear) -> Result<(), Notice> {
    let days = year.from.date().until(year.until.date()).map_or(0, |span| span.get_days());
    if !(1..=400).contains(&days) {
        return Err(Notice::Unfit("a school year ends after it begins, and within 400 days".to_owned()));
    }
    let is_inside = |day: &shared::Day| (year.from..=year.until).contains(day);
    let fits = year.closed.len() <= CLOSED_LIMIT
        && year.quarters.len() <= QUARTERS_LIMIT
        && year.closed.iter().chain(&year.quarters).all(is_inside);
    match fits {
        true => Ok(()),
        false => {
            Err(Notice::Unfit("days without school and quarters are days of the school year".to_owned()))
        }
    }
}

fn session(team: &Team, now: Now, new: NewSession) -> Result<Session, Notice> {
    check_text(&new.note, 0, TEXT_LIMIT)?;
    let lines = plan_rows(team).filter_map(|row: &Row| Some((row.id, Service::read(row)?)));
    let line = lines.filter(|(id, service)| service.version.series.unwrap_or(*id) == new.service).last();
    let (_, line) = line.ok_or_else(|| Notice::Unfit("there is no such line of the grid".to_owned()))?;
    let makes_up = new.makes_up.map(|missed| team.row(missed).and_then(|(_, row)| Session::read(row)));
    if makes_up.is_some_and(|missed| {
        missed.is_none_or(|missed| missed.missed.is_none() || missed.service != new.service)
    }) {
        return Err(Notice::Unfit("what it makes up for is a missed session of the same line".to_owned()));
    }
    let minutes = new.minutes.unwrap_or(line.minutes);
    if !(1..=MINUTES_LIMIT).contains(&minutes)
        || new.group.is_some_and(|group| !(2..=GROUP_LIMIT).contains(&group))
    {
        let said = format!("1 to {MINUTES_LIMIT} minutes, 2 to {GROUP_LIMIT} children in a group");
        return Err(Notice::Unfit(said));
    }
    Ok(Session {
        service: new.service,
        at: new.at.unwrap_or(now),
        minutes,
        group: new.group,
        missed: new.missed,
        makes_up: new.makes_up,
        model: new.model.or(line.model),
        note: new.note,
    })
}

/// What was missed, with the minutes that no session has made up for.
fn not_made_up(sessions: &[(RecordId, Session)]) -> Vec<MissedView> {
    let left = |(record, session): &(RecordId, Session)| {
        let why = session.missed?;
        let for_it =
            sessions.iter().filter(|(_, other)| other.makes_up == Some(*record) && other.missed.is_none());
        let made_up = for_it.fold(0_u16, |sum, (_, other)| sum.saturating_add(other.minutes));
        let minutes = session.minutes.saturating_sub(made_up);
        (minutes > 0).then_some(MissedView { record: *record, at: session.at, minutes, why })
    };
    let mut missed: Vec<MissedView> = sessions.iter().filter_map(left).collect();
    shared::sorted::sort_by_key(&mut missed, |missed| (missed.at.unix_ms, missed.record));
    missed
}

#[cfg(test)]
#[path = "schooling_tests.rs"]
mod tests;

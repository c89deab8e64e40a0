//! The services of the child: the grid, the sessions, what is owed.

use carryover_core::view::LineView;
use carryover_core::{Intent, NewSession, School as Asked};
use serde_json::{Value, json};
use shared::record::{Missed, SchoolYear, Service, Version};

use super::{line, lines, write};
use crate::cli::school::{School, Session};
use crate::clock;
use crate::failure::Failure;
use crate::print::one_line;
use crate::run::Run;

pub(super) fn school(run: &mut Run, command: School) -> Result<String, Failure> {
    let version = Version::default();
    let asked = match command {
        School::Plan(plan) => Asked::Plan {
            replaces: plan.replaces,
            service: Box::new(Service {
                version,
                title: plan.title,
                plan: plan.plan,
                review: plan.review,
                directness: plan.directness,
                minutes: plan.minutes,
                times: plan.times,
                per: plan.per,
                model: plan.model,
                pull_out: plan.pull_out,
                location: plan.location,
                written: plan.written,
                from: plan.from,
                until: plan.until,
            }),
        },
        School::End { version, from } => Asked::End { versions: vec![version], from },
        School::Year(year) => Asked::Year {
            replaces: year.replaces,
            year: Box::new(SchoolYear {
                version,
                from: year.from,
                until: year.until,
                quarters: year.quarters,
                closed: year.closed,
            }),
        },
        School::Session(session) => Asked::Session(Box::new(new_session(session))),
        School::Minutes { json } => {
            let found = run.app().school(clock::now()).lines;
            return Ok(match json {
                true => lines(found.iter().map(line_json)),
                false => lines(found.iter().map(line_plain)),
            });
        }
    };
    write(run, Intent::School(Box::new(asked))).map(line)
}

fn new_session(session: Session) -> NewSession {
    let Session { service, at, minutes, group, missed, makes_up, model, note } = session;
    NewSession { service, at, minutes, group, missed, makes_up, model, note }
}

/// A line as JSON, its periods the newest first.
fn line_json(view: &LineView) -> Value {
    let service = &view.service;
    let periods = view.books.accounts.iter().map(|account| {
        let missed = Missed::ALL.iter().zip(account.missed).filter(|(_, minutes)| *minutes > 0);
        let missed: Value = missed.map(|(why, minutes)| (why.code().to_owned(), json!(minutes))).collect();
        json!({
            "per": account.per.code(),
            "from": account.first.to_string(),
            "until": account.last.to_string(),
            "owed": account.owed,
            "due": account.due,
            "delivered": account.delivered,
            "made_up": account.made_up,
            "missed": missed,
            "balance": account.balance(),
        })
    });
    let missed = view.missed.iter().map(|missed| {
        json!({
            "id": missed.record.to_string(),
            "at": clock::rfc3339(missed.at),
            "minutes": missed.minutes,
            "reason": missed.why.code(),
        })
    });
    json!({
        "id": view.series.to_string(),
        "version": view.version.to_string(),
        "title": service.title,
        "directness": service.directness.code(),
        "minutes": service.minutes,
        "times": service.times,
        "per": service.per.code(),
        "from": service.from.to_string(),
        "until": service.until.map(|until| until.to_string()),
        "plan": service.plan.map(|plan| plan.code()),
        "model": service.model.map(|model| model.code()),
        "periods": periods.collect::<Vec<_>>(),
        "to_make_up": missed.collect::<Vec<_>>(),
        "outside": view.books.outside,
    })
}

/// A line for people: what is agreed, and the period of today.
fn line_plain(view: &LineView) -> String {
    let service = &view.service;
    let now = view.books.accounts.first().map_or_else(String::new, |account| {
        let given = account.delivered + account.made_up;
        format!(" · since {}: {given} of {} min given, {} due", account.first, account.owed, account.due)
    });
    let (title, minutes, times, per) = (&service.title, service.minutes, service.times, service.per);
    one_line(&format!("{title} · {minutes} min × {times} a {per}{now}  {}", view.series))
}

//! Who could read what, and when, by whom, and what was agreed about it: the team's own history, to read and to print.

use carryover_core::view::{ConsentView, DisclosureView};
use leptos::prelude::*;
use shared::Moment;
use shared::record::ScopeSet;

use super::super::words;
use super::consent::scope_title;
use super::member::scopes;
use crate::desk::{desk, language, text};
use crate::dom::{El, el, live};
use crate::i18n::labels::Label;
use crate::i18n::{fill, format};
use crate::kit::{Icon, Kind, button, sheet};

/// The sheet.
pub(crate) fn log() -> El {
    let desk = desk();
    let words = &text().consent;
    let today = format::date(language(), format::day_of(desk.now()));
    let of = live(move || {
        let child = desk.team.with(|team| team.child.clone());
        fill(words.log_of, &[&child, &today])
    });
    let lines = live(move || {
        let told = together(desk.disclosures());
        told.iter().map(|(told, scopes)| line(told, *scopes)).collect::<Vec<El>>()
    });
    let decisions = live(move || {
        let told = desk.consents();
        (!told.is_empty()).then(|| {
            let lines: Vec<El> = told.iter().map(decision).collect();
            let title = el("h3").add(words.decisions);
            el("section").add(title).add(el("ul").class("log").add(lines))
        })
    });
    let print = || {
        let _ = window().print();
    };
    let print = button(Kind::Quiet, text().team.print, "print", print).sign(Icon::Print);
    sheet(words.log, "log-sheet", |body| {
        body.add(el("p").class("help").add(of))
            .add(el("ul").class("log").add(lines))
            .add(decisions)
            .add(el("div").class("acts").add(print))
    })
}

/// What began and ended together is one line.
fn together(told: Vec<DisclosureView>) -> Vec<(DisclosureView, ScopeSet)> {
    let mut lines: Vec<(DisclosureView, ScopeSet)> = Vec::new();
    for told in told {
        let same = |other: &DisclosureView| *other == DisclosureView { scope: other.scope, ..told.clone() };
        match lines.iter_mut().find(|(other, _)| same(other)) {
            Some((_, scopes)) => *scopes = scopes.with(told.scope),
            None => lines.push((told.clone(), ScopeSet::NONE.with(told.scope))),
        }
    }
    lines
}

fn line(told: &DisclosureView, read: ScopeSet) -> El {
    let words = &text().consent;
    let at = |sentence: &str, at: Moment, by: &str| {
        let day = format::date(language(), format::day_of(at));
        fill(sentence, &[&day, &words::time(at), by])
    };
    let until = match told.until {
        Some(until) => at(words.log_until, until, told.ended_by.as_deref().unwrap_or_default()),
        None => words.log_lasts.to_owned(),
    };
    let how_much = if told.with_past { words.log_past } else { words.log_new };
    let name = words::called(&told.name, Some(told.role), false);
    let role = el("span").class("help").add(told.role.label(language()));
    el("li")
        .test("disclosure")
        .add(el("p").class("said").add(el("strong").add(name)).add(role))
        .add(el("p").add(fill(text().team.reads, &[&scopes(read)])))
        .add(el("p").class("help").add(words::dots(&[&at(words.log_from, told.from, &told.by), how_much])))
        .add(el("p").class("help").add(until))
}

/// What was agreed: about whom and which notes, how, by whom.
fn decision(told: &ConsentView) -> El {
    let (words, language) = (&text().consent, language());
    let ConsentView { consent, name, by } = told;
    let what = match (consent.reads, consent.writes) {
        (false, _) => words.reads_no_more,
        (true, false) => words.reads,
        (true, true) => words.reads_and_writes,
    };
    let how_much = match (consent.reads, consent.with_past) {
        (false, _) => "",
        (true, true) => words.log_past,
        (true, false) => words.log_new,
    };
    let day = format::date(language, format::day_of(consent.at));
    let when = fill(words.decided_on, &[&day, &words::time(consent.at), by]);
    let how = consent.agreed.map_or("", |agreed| agreed.label(language));
    let said = el("p").class("said").add(el("strong").add(name.as_str()));
    let note = (!consent.note.is_empty()).then(|| el("p").class("prose").add(consent.note.as_str()));
    el("li")
        .test("decision")
        .add(said)
        .add(el("p").add(words::dots(&[what, scope_title(consent.scope), how_much])))
        .add(el("p").class("help").add(words::dots(&[&when, how])))
        .add(note)
}

//! The team: who is in it, what they read and write in plain words; inviting, consent, and going.
//!
//! Where to start: [`consent`] is who sees what and [`share`] one answer to it; [`person`] is one member, [`parting`]
//! every way out; [`log`] is the history; [`invite`] and [`card`] let people in. What changes the team goes through
//! [`change`].

mod card;
mod change;
mod consent;
mod invite;
mod log;
mod member;
mod parting;
mod person;
mod share;

use leptos::prelude::*;

use crate::desk::{desk, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::{Text, fill};
use crate::kit::{Icon, Kind, button, door, empty};
use crate::route::Sheet;
pub(crate) use card::invite_card;
use change::on_its_way;
pub(crate) use change::{ask, telling};
pub(crate) use consent::consent;
use invite::open_invite;
pub(crate) use invite::{invite_sheet, link_sheet};
pub(crate) use log::log;
pub(crate) use member::scopes;
use member::{former_line, member_line};
pub(crate) use parting::{device_out, forget, leave, out};
pub(crate) use person::{person, short};
pub(crate) use share::share;

/// The screen.
pub(crate) fn screen() -> El {
    let team = desk().team;
    let words = &text().team;
    let members = live(move || {
        team.with(|team| team.members.iter().map(|member| member_line(member, team)).collect::<Vec<El>>())
    });
    let title = live(move || team.with(|team| fill(words.title, &[&team.child])));
    let may_invite = move |is_alone: bool| {
        team.with(|team| !team.may_invite.is_empty() && (team.members.len() < 2) == is_alone)
    };
    let head = el("div").class("page-head").add(el("h1").focusable().add(title));
    let alone =
        move || may_invite(true).then(|| empty(Icon::Team, words.alone, words.alone_text).add(invite()));
    let sample = move || team.with(|team| team.sample).then(|| el("p").class("help").add(words.sample));
    el("div")
        .class("page team")
        .add(head.add(live(move || may_invite(false).then(invite))))
        .add(live(sample))
        .add(gone())
        .add(on_its_way())
        .add(el("ul").class("members").add(members))
        .add(live(alone))
        .add(open_invites())
        .add(doors())
        .add(former())
}

/// What is left to do on a device that was taken out.
fn gone() -> Part {
    let router = desk().router;
    let is_gone = Memo::new(move |_| desk().team.with(|team| team.gone));
    live(move || {
        let words = &text().consent;
        is_gone.get().then(|| {
            let carry = text().carry.title;
            let carry = button(Kind::Primary, carry, "carry", move || router.open(Sheet::Carry));
            let forget = button(Kind::Quiet, words.forget, "forget", move || router.open(Sheet::Forget));
            let acts = el("div").class("acts").add(carry.sign(Icon::Share)).add(forget);
            let hint = el("section").class("hint").test("gone").add(el("h2").add(words.gone));
            hint.add(el("p").add(words.gone_text)).add(acts)
        })
    })
}

/// Ways on, for whoever is in the team.
fn doors() -> Part {
    let team = desk().team;
    let is_gone = Memo::new(move |_| team.with(|team| team.gone));
    let may_link = Memo::new(move |_| team.with(|team| team.may_link));
    let has_paper = Memo::new(move |_| team.with(|team| team.may_replace_sheet));
    let is_unprinted = Memo::new(move |_| team.with(|team| team.sheet.is_some()));
    live(move || {
        let router = desk().router;
        let Text { consent, paper, link, .. } = text();
        let way = |sign, label: &str, help: &str, test: &str, sheet: Sheet| {
            door(sign, label, help, test).press(move || router.open(sheet))
        };
        let paper_help = if is_unprinted.get() { paper.not_printed } else { paper.help };
        let paper = has_paper.get().then(|| way(Icon::Print, paper.title, paper_help, "paper", Sheet::Paper));
        let link = may_link.get().then(|| way(Icon::Link, link.title, link.help, "link-device", Sheet::Link));
        (!is_gone.get()).then(|| {
            let doors = el("div").class("doors");
            let doors = doors.add(way(Icon::Eye, consent.title, consent.help, "consent", Sheet::Consent));
            doors.add(paper).add(link).add(way(Icon::Clock, consent.log, consent.log_help, "log", Sheet::Log))
        })
    })
}

fn open_invites() -> Part {
    let team = desk().team;
    let words = &text().team;
    live(move || {
        team.with(|team| {
            let lines: Vec<El> = team.invites.iter().map(open_invite).collect();
            (!lines.is_empty()).then(|| {
                let section = el("section").add(el("h2").add(words.open));
                section.add(el("ul").class("members").add(lines))
            })
        })
    })
}

/// Those who were in the team: their notes are still here, so their names are.
fn former() -> Part {
    let team = desk().team;
    live(move || {
        team.with(|team| {
            let lines: Vec<El> = team.former.iter().map(former_line).collect();
            (!lines.is_empty()).then(|| {
                let section = el("section").test("former").add(el("h2").add(text().consent.former));
                section.add(el("ul").class("quiet-list").add(lines))
            })
        })
    })
}

fn invite() -> El {
    let router = desk().router;
    button(Kind::Primary, text().team.invite, "invite", move || router.open(Sheet::Invite)).sign(Icon::Plus)
}

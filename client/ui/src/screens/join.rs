//! Joining: what a link offers, before anything is accepted.

use carryover_core::Intent;
use carryover_core::view::{InvitePreview, InviteRefusal, InviteStage, Newcomer};
use leptos::prelude::*;

use super::first_run::page;
use super::team::scopes;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::drafts;
use crate::i18n::labels::Label;
use crate::i18n::{Text, fill};
use crate::kit::{Field, Icon, Input, Kind, button, focus, signed};
use crate::route::{Place, Sheet};

/// The page.
pub(crate) fn screen() -> El {
    let desk = desk();
    let words = &text().first;
    page(live(move || {
        let stage = desk.invite.get();
        untrack(|| match stage {
            InviteStage::None | InviteStage::Joined => Part::Nothing,
            InviteStage::Looking => waiting(Icon::Clock, words.looking),
            InviteStage::Waiting => waiting(Icon::Offline, words.waiting),
            InviteStage::Offered(offer) if offer.whom == Newcomer::Member => {
                [preview(&offer), accept().into()].into()
            }
            InviteStage::Offered(offer) => [preview(&offer), come_in(offer.whom).into()].into(),
            InviteStage::Joining(offer) => {
                [preview(&offer), status(Icon::Clock, words.joining).into()].into()
            }
            InviteStage::Refused(why) => refused(why),
        })
    }))
}

fn status(sign: Icon, said: &str) -> El {
    signed("p", sign, said).class("wait").set("role", "status").test("join-wait")
}

fn waiting(sign: Icon, said: &str) -> Part {
    let words = &text().first;
    let title = el("h1").focusable().add(words.join_title_unnamed);
    [title.into(), status(sign, said).into(), leave().into()].into()
}

fn refused(why: InviteRefusal) -> Part {
    let Text { first, paper, .. } = text();
    let by_sheet = desk().router.route_untracked().sheet == Some(Sheet::Recover);
    let (title, again, sheet) = match by_sheet {
        true => (paper.refused, paper.again, Sheet::Recover),
        false => (first.refused, first.another, Sheet::Invited),
    };
    let why = match why {
        InviteRefusal::Unknown | InviteRefusal::Used if by_sheet => paper.unknown,
        why => why.label(language()),
    };
    let another = move || {
        let desk = desk();
        desk.dispatch(Intent::DismissInvite);
        desk.router.go(Place::Home);
        desk.router.open(sheet);
    };
    [
        el("h1").focusable().add(title).into(),
        el("p").set("role", "alert").test("join-refused").add(why).into(),
        button(Kind::Quiet, again, "join-another", another).sign(Icon::Link).into(),
        leave().into(),
    ]
    .into()
}

fn preview(offer: &InvitePreview) -> Part {
    let Text { first: words, paper, link, .. } = text();
    let from = offer.from.as_deref().unwrap_or_default();
    let (title, said) = match (offer.whom, &offer.child) {
        (Newcomer::SheetsOwner, _) => (fill(paper.back, &[from]), paper.back_text.to_owned()),
        (Newcomer::OwnDevice, _) => (fill(link.here, &[from]), link.here_text.to_owned()),
        (Newcomer::Member, Some(child)) => (fill(words.join_title, &[child]), fill(words.from, &[from])),
        (Newcomer::Member, None) => (words.join_title_unnamed.to_owned(), fill(words.from, &[from])),
    };
    let said = (offer.from.is_some() || offer.whom != Newcomer::Member).then(|| el("p").add(said));
    let line = |label: &str, value: &str| el("div").add(el("dt").add(label)).add(el("dd").add(value));
    let offered = el("dl")
        .class("card offer")
        .test("join-preview")
        .add(line(words.as_role, offer.role.label(language())))
        .add(line(words.you_read, &scopes(offer.reads)))
        .add(line(words.you_write, &scopes(offer.writes)));
    [
        el("h1").focusable().add(title).into(),
        said.into(),
        offered.into(),
        el("p").class("help").add(words.join_reads).into(),
    ]
    .into()
}

fn accept() -> El {
    let words = &text().first;
    let me = RwSignal::new(drafts::read("me"));
    let tried = RwSignal::new(false);
    let missing = move || {
        if tried.get() && me.with(|me| me.trim().is_empty()) { text().first.name_missing } else { "" }
    };
    let keep = move |typed: String| {
        drafts::keep("me", &typed);
        me.set(typed);
    };
    let join = move || {
        let me = me.with_untracked(|me| me.trim().to_owned());
        tried.set(true);
        if me.is_empty() {
            return focus::first("#me");
        }
        drafts::forget("me");
        desk().dispatch(Intent::Join { me });
    };
    let field =
        Field { id: "me", label: words.me, help: words.me_help, input: Input::Name, test: "field-me" };
    let form = el("form").class("form").on("submit", move |event| {
        event.prevent_default();
        join();
    });
    let accept = button(Kind::Primary, words.join, "join-accept", join).sign(Icon::Check);
    form.add(field.ask_or_miss(missing, move || me.get(), keep))
        .add(el("div").class("acts").add(accept).add(leave()))
}

/// Whoever is in the team already has a name there.
fn come_in(whom: Newcomer) -> El {
    let label = if whom == Newcomer::OwnDevice { text().link.link } else { text().paper.come_back };
    let join = || desk().dispatch(Intent::Join { me: String::new() });
    let accept = button(Kind::Primary, label, "join-accept", join).sign(Icon::Check);
    el("div").class("acts").add(accept).add(leave())
}

fn leave() -> El {
    button(Kind::Plain, text().first.not_now, "join-dismiss", || {
        let desk = desk();
        desk.router.forget_link();
        desk.dispatch(Intent::DismissInvite);
    })
}

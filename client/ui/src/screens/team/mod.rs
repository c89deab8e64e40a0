//! The team: who is in it, what they read and write in plain words, and inviting someone.

mod card;
mod invite;
mod member;

use leptos::prelude::*;

use crate::desk::{desk, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::kit::{Icon, Kind, button, empty};
use crate::route::Sheet;
pub(crate) use card::invite_card;
pub(crate) use invite::invite_sheet;
use invite::open_invite;
use member::member_line;
pub(crate) use member::scopes;

/// The screen.
pub(crate) fn screen() -> El {
    let team = desk().team;
    let words = &text().team;
    let members = live(move || team.with(|team| team.members.iter().map(member_line).collect::<Vec<El>>()));
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
        .add(el("ul").class("members").add(members))
        .add(live(alone))
        .add(open_invites())
}

fn open_invites() -> Part {
    let team = desk().team;
    let words = &text().team;
    live(move || {
        team.with(|team| {
            let lines: Vec<El> = team.invites.iter().map(open_invite).collect();
            let inviting =
                team.inviting.then(|| el("p").class("help").set("role", "status").add(words.inviting));
            (!lines.is_empty() || team.inviting).then(|| {
                let section = el("section").add(el("h2").add(words.open)).add(inviting);
                section.add(el("ul").class("members").add(lines))
            })
        })
    })
}

fn invite() -> El {
    let router = desk().router;
    button(Kind::Primary, text().team.invite, "invite", move || router.open(Sheet::Invite)).sign(Icon::Plus)
}

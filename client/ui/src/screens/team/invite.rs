//! Inviting: a role is chosen, for some also what they read, and a link comes back that works once.

use carryover_core::Intent;
use carryover_core::view::InviteView;
use leptos::prelude::*;
use shared::record::{Role, Scope, ScopeSet};
use shared::{DeviceId, Moment};

use super::super::words;
use super::consent::scope_title;
use super::{ask, scopes};
use crate::desk::{desk, language, text};
use crate::dom::{El, effect, el, live};
use crate::i18n::labels::{Label, role_help};
use crate::i18n::{fill, format};
use crate::kit::{Icon, Kind, button, check, icon, sheet};
use crate::route::Sheet;

/// A week: long enough for a school to answer.
const HOURS: u16 = 168;

/// Choosing whom to invite. Once the link is made, its card takes the place of the choice.
pub(crate) fn invite_sheet() -> El {
    let desk = desk();
    let words = &text().team;
    let may_bring = desk.team.with_untracked(|team| team.may_bring);
    let asked: RwSignal<Option<Role>> = RwSignal::new(None);
    let ways = move || -> El {
        let may_invite = desk.team.with_untracked(|team| team.may_invite.clone());
        let way = |role| way(role, role.is_open_ended().then_some(asked));
        el("div").class("roles").add(may_invite.into_iter().map(way).collect::<Vec<El>>())
    };
    to_the_new_card();
    let inviting = move || desk.team.with(|team| team.inviting);
    let said = el("p").set("role", "status").add(live(move || inviting().then_some(words.inviting)));
    let question = live(move || match asked.get() {
        Some(role) => untrack(|| extent(role, may_bring.without(role.reads()))),
        None => ways(),
    });
    let question = el("div").add(question).live("inert", move || inviting().then(String::new));
    sheet(words.invite_who, "invite-sheet", |body| {
        body.add(el("p").class("help").add(words.invite_text)).add(said).add(question)
    })
}

/// What somebody reads whose role does not say it.
fn extent(role: Role, may_bring: ScopeSet) -> El {
    let words = &text().team;
    let also = RwSignal::new(ScopeSet::NONE);
    let scope = move |scope: Scope| {
        let one = ScopeSet::NONE.with(scope);
        let set = move |on| also.update(|also| *also = if on { also.and(one) } else { also.without(one) });
        check(
            scope_title(scope),
            &["invite-also-", scope.code()].concat(),
            move || also.get().has(scope),
            set,
        )
    };
    let make = move || ask(Intent::Invite { role, also: also.get_untracked(), hours: HOURS });
    let writes = (role != Role::Viewer).then(|| el("p").class("help").add(words.also_writes));
    el("div")
        .class("form")
        .add(el("p").add(el("strong").add(role.label(language()))))
        .add(el("p").add(fill(words.also, &[&scopes(role.reads())])))
        .add(may_bring.iter().map(scope).collect::<Vec<El>>())
        .add(writes)
        .add(
            el("div")
                .class("acts")
                .add(button(Kind::Primary, text().link.make, "make-invite", make).sign(Icon::Link)),
        )
}

/// One role to choose: the link is made at once, or it is asked first what they read.
fn way(role: Role, asked: Option<RwSignal<Option<Role>>>) -> El {
    let words = &text().team;
    let language = language();
    let invite = move || match asked {
        Some(asked) => asked.set(Some(role)),
        None => ask(Intent::Invite { role, also: ScopeSet::NONE, hours: HOURS }),
    };
    el("button")
        .set("type", "button")
        .class("role")
        .test(&["invite-role-", role.code()].concat())
        .press(invite)
        .add(el("strong").add(role.label(language)))
        .add(el("span").add(role_help(role, language)))
        .add(el("span").class("help").add(fill(words.reads, &[&scopes(role.reads())])))
}

/// Another device of one's own: why, and the link.
pub(crate) fn link_sheet() -> El {
    let desk = desk();
    let words = &text().link;
    to_the_new_card();
    let make = button(Kind::Primary, words.make, "make-link", || ask(Intent::LinkDevice)).sign(Icon::Link);
    let is_making = move || desk.team.with(|team| team.inviting).then(String::new);
    let said = live(move || is_making().map(|_| text().team.inviting));
    let acts = el("div").class("acts").live("inert", is_making).add(make);
    sheet(words.title, "link-sheet", |body| {
        body.add(el("p").add(words.about)).add(el("p").set("role", "status").add(said)).add(acts)
    })
}

/// Once a link is made, its card takes the place of the question.
fn to_the_new_card() {
    let desk = desk();
    let open =
        move || desk.team.with(|team| team.invites.iter().map(|invite| invite.invite).collect::<Vec<_>>());
    let before: Vec<DeviceId> = untrack(open);
    effect(Box::new(move || {
        if let Some(invite) = open().into_iter().find(|invite| !before.contains(invite)) {
            desk.router.open(Sheet::Card(invite));
        }
    }));
}

/// What an invite is for.
pub(super) fn whose(invite: &InviteView) -> &'static str {
    if invite.own { text().link.own } else { invite.role.label(language()) }
}

/// An open invite in the list.
pub(super) fn open_invite(invite: &InviteView) -> El {
    let words = &text().team;
    let id = invite.invite;
    let router = desk().router;
    let show = match invite.fragment {
        Some(_) => button(Kind::Primary, words.show, "show-invite", move || router.open(Sheet::Card(id)))
            .sign(Icon::Link),
        None => el("p").class("help").add(words.elsewhere),
    };
    let back = move || desk().dispatch(Intent::CancelInvite { invite: id });
    let back = invite.may_cancel.then(|| button(Kind::Plain, words.take_back, "cancel-invite", back));
    let said = el("div")
        .add(el("p").add(el("strong").add(whose(invite))))
        .add(el("p").class("help").add(until(invite.expires_ms)))
        .add(el("div").class("acts").add(show).add(back));
    let sign = el("span").class("initial").add(icon(Icon::Link));
    el("li").class("card member").test("open-invite").add(sign).add(said)
}

/// "Works until Nov 30, 10:42", by this device's clock.
pub(super) fn until(expires_ms: i64) -> String {
    let at = Moment::new(expires_ms, desk().now().offset_min);
    let day = format::short_day(language(), format::day_of(at));
    fill(text().team.works_until, &[&day, &words::time(at)])
}

//! Inviting: a role is chosen, and a link comes back that works once.

use carryover_core::Intent;
use carryover_core::view::InviteView;
use leptos::prelude::*;
use shared::record::Role;
use shared::{DeviceId, Moment};

use super::super::words;
use super::scopes;
use crate::desk::{desk, language, text};
use crate::i18n::labels::{Label, role_help};
use crate::i18n::{fill, format};
use crate::kit::{Button, Icon, Kind, Sheet as SheetFrame, icon};
use crate::route::Sheet;

/// A week: long enough for a school to answer.
const HOURS: u16 = 168;

/// Choosing whom to invite. Once the link is made, its card takes the place of the choice.
#[component]
pub(crate) fn InviteSheet() -> impl IntoView {
    let desk = desk();
    let words = &text().team;
    let roles: Vec<AnyView> =
        desk.team.with_untracked(|team| team.may_invite.iter().map(|role| way(*role)).collect());
    let open =
        move || desk.team.with(|team| team.invites.iter().map(|invite| invite.invite).collect::<Vec<_>>());
    Effect::new(move |before: Option<Vec<DeviceId>>| {
        let now = open();
        let fresh = before.and_then(|before| now.iter().find(|invite| !before.contains(invite)).copied());
        if let Some(invite) = fresh {
            desk.router.open(Sheet::Card(invite));
        }
        now
    });
    let inviting = Memo::new(move |_| desk.team.with(|team| team.inviting));
    view! {
        <SheetFrame title=words.invite_who test="invite-sheet">
            <p class="help">{words.invite_text}</p>
            <p role="status">{move || inviting.get().then_some(words.inviting)}</p>
            <div class="roles" inert=move || inviting.get()>{roles}</div>
        </SheetFrame>
    }
}

fn way(role: Role) -> AnyView {
    let words = &text().team;
    let language = language();
    let invite = move |_| {
        let desk = desk();
        desk.dispatch(Intent::Invite { role, hours: HOURS });
        // What cannot be done now is said on the page below.
        if !desk.shell.with(|app, _| app.team().inviting) {
            desk.router.close();
        }
    };
    view! {
        <button type="button" class="role" data-test=["invite-role-", role.code()].concat() on:click=invite>
            <strong>{role.label(language)}</strong>
            <span>{role_help(role, language)}</span>
            <span class="help">{fill(words.reads, &[&scopes(role.reads())])}</span>
        </button>
    }
    .into_any()
}

/// An open invite in the list.
pub(super) fn open_invite(invite: &InviteView) -> AnyView {
    let words = &text().team;
    let id = invite.invite;
    let router = desk().router;
    let show = match invite.fragment {
        Some(_) => view! {
            <Button label=words.show kind=Kind::Primary sign=Icon::Link test="show-invite" press=move || router.open(Sheet::Card(id))/>
        }
        .into_any(),
        None => view! { <p class="help">{words.elsewhere}</p> }.into_any(),
    };
    let back = invite.may_cancel.then(|| {
        let press = move || desk().dispatch(Intent::CancelInvite { invite: id });
        view! { <Button label=words.take_back kind=Kind::Plain test="cancel-invite" press=press/> }
    });
    view! {
        <li class="card member" data-test="open-invite">
            <span class="initial" aria-hidden="true">{icon(Icon::Link)}</span>
            <div>
                <p><strong>{invite.role.label(language())}</strong></p>
                <p class="help">{until(invite.expires_ms)}</p>
                <div class="acts">{show}{back}</div>
            </div>
        </li>
    }
    .into_any()
}

/// "Works until Nov 30, 10:42", by this device's clock.
pub(super) fn until(expires_ms: i64) -> String {
    let at = Moment::new(expires_ms, desk().now().offset_min);
    let day = format::short_day(language(), format::day_of(at));
    fill(text().team.works_until, &[&day, &words::time(at)])
}

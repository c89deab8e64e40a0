//! The team: who is in it, what they read and write in plain words, and inviting someone.

mod card;
mod invite;
mod member;

use leptos::prelude::*;

use crate::desk::{desk, text};
use crate::i18n::fill;
use crate::kit::{Button, Empty, Icon, Kind};
use crate::route::Sheet;
pub(crate) use card::InviteCard;
pub(crate) use invite::InviteSheet;
use invite::open_invite;
use member::member_line;
pub(crate) use member::scopes;

/// The screen.
#[component]
pub(crate) fn Team() -> impl IntoView {
    let team = desk().team;
    let words = &text().team;
    let members = move || team.with(|team| team.members.iter().map(member_line).collect::<Vec<AnyView>>());
    let alone = move || {
        team.with(|team| team.members.len() < 2 && !team.may_invite.is_empty()).then(|| {
            view! { <Empty sign=Icon::Team title=words.alone text=words.alone_text>{invite()}</Empty> }
        })
    };
    view! {
        <div class="page team">
            <div class="page-head">
                <h1 tabindex="-1">{move || team.with(|team| fill(words.title, &[&team.child]))}</h1>
                {move || team.with(|team| team.members.len() > 1 && !team.may_invite.is_empty()).then(invite)}
            </div>
            {move || team.with(|team| team.sample).then(|| view! { <p class="help">{words.sample}</p> })}
            <ul class="members">{members}</ul>
            {alone}
            <OpenInvites/>
        </div>
    }
}

#[component]
fn OpenInvites() -> impl IntoView {
    let team = desk().team;
    let some = Memo::new(move |_| team.with(|team| !team.invites.is_empty() || team.inviting));
    let lines = move || team.with(|team| team.invites.iter().map(open_invite).collect::<Vec<AnyView>>());
    let words = &text().team;
    move || {
        some.get().then(|| {
            view! {
                <section>
                    <h2>{words.open}</h2>
                    {move || team.with(|team| team.inviting).then(|| view! { <p class="help" role="status">{words.inviting}</p> })}
                    <ul class="members">{lines}</ul>
                </section>
            }
        })
    }
}

fn invite() -> AnyView {
    let router = desk().router;
    view! { <Button label=text().team.invite kind=Kind::Primary sign=Icon::Plus test="invite" press=move || router.open(Sheet::Invite)/> }
        .into_any()
}

//! Joining: what a link offers, before anything is accepted.

use carryover_core::Intent;
use carryover_core::view::{InvitePreview, InviteStage};
use leptos::prelude::*;

use super::first_run::Languages;
use super::team::scopes;
use crate::desk::{desk, language, text};
use crate::drafts;
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Button, Field, Icon, Input, Kind, focus, icon};
use crate::route::{Place, Sheet};

/// The page.
#[component]
pub(crate) fn Join() -> impl IntoView {
    let desk = desk();
    let words = &text().first;
    let waiting = |sign: Icon, said: &'static str| {
        view! {
            <h1 tabindex="-1">{words.join_title_unnamed}</h1>
            <p role="status" class="wait" data-test="join-wait">{icon(sign)}<span>{said}</span></p>
            {leave(words.not_now)}
        }
        .into_any()
    };
    view! {
        <div class="first">
            <header class="first-head"><span class="name">{text().frame.app}</span><Languages/></header>
            <main id="main" class="first-main">
                {move || match desk.invite.get() {
                    InviteStage::None | InviteStage::Joined => ().into_any(),
                    InviteStage::Looking => waiting(Icon::Clock, words.looking),
                    InviteStage::Waiting => waiting(Icon::Offline, words.waiting),
                    InviteStage::Offered(offer) => view! { {preview(&offer)}<Accept/> }.into_any(),
                    InviteStage::Joining(offer) => view! {
                        {preview(&offer)}
                        <p role="status" class="wait">{icon(Icon::Clock)}<span>{words.joining}</span></p>
                    }.into_any(),
                    InviteStage::Refused(why) => view! {
                        <h1 tabindex="-1">{words.refused}</h1>
                        <p role="alert" data-test="join-refused">{why.label(language())}</p>
                        {another()}
                        {leave(words.not_now)}
                    }.into_any(),
                }}
            </main>
        </div>
    }
}

fn preview(offer: &InvitePreview) -> AnyView {
    let words = &text().first;
    let title = match &offer.child {
        Some(child) => fill(words.join_title, &[child]),
        None => words.join_title_unnamed.to_owned(),
    };
    let from = offer.from.as_ref().map(|from| view! { <p>{fill(words.from, &[from])}</p> });
    let line =
        |label: &'static str, value: String| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }.into_any();
    view! {
        <h1 tabindex="-1">{title}</h1>
        {from}
        <dl class="card offer" data-test="join-preview">
            {line(words.as_role, offer.role.label(language()).to_owned())}
            {line(words.you_read, scopes(offer.reads))}
            {line(words.you_write, scopes(offer.writes))}
        </dl>
        <p class="help">{words.join_reads}</p>
    }
    .into_any()
}

#[component]
fn Accept() -> impl IntoView {
    let words = &text().first;
    let me = RwSignal::new(drafts::read("me"));
    let tried = RwSignal::new(false);
    let missing = Signal::derive(move || {
        if tried.get() && me.with(|me| me.trim().is_empty()) { text().first.name_missing } else { "" }
    });
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
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); join(); }>
            <Field id="me" label=words.me help=words.me_help input=Input::Name value=me missing=missing typed=keep test="field-me"/>
            <div class="acts">
                <Button label=words.join kind=Kind::Primary sign=Icon::Check test="join-accept" press=join/>
                {leave(words.not_now)}
            </div>
        </form>
    }
}

fn leave(label: &'static str) -> AnyView {
    let press = || {
        let desk = desk();
        desk.router.forget_link();
        desk.dispatch(Intent::DismissInvite);
    };
    view! { <Button label=label kind=Kind::Plain test="join-dismiss" press=press/> }.into_any()
}

fn another() -> AnyView {
    let press = || {
        let desk = desk();
        desk.dispatch(Intent::DismissInvite);
        desk.router.go(Place::Home);
        desk.router.open(Sheet::Invited);
    };
    view! { <Button label=text().first.another kind=Kind::Quiet sign=Icon::Link test="join-another" press=press/> }.into_any()
}

//! The first run: just us, an invite, or the sample child. No account, no network, under thirty seconds.

mod begin;
mod found;
mod home_screen;
mod invited;
mod scan;

use carryover_core::{Intent, Language};
use leptos::prelude::*;

use crate::desk::{desk, language, text};
use crate::i18n;
use crate::kit::{Button, Icon, Kind, icon};
use crate::route::Sheet;
pub(crate) use begin::Begin;
pub(crate) use found::{FoundForm, FoundSheet};
use home_screen::HomeScreenHint;
pub(crate) use invited::{InvitedForm, InvitedSheet};

/// The page. Which step is shown is the route's, so that Back works and a change of language loses nothing.
#[component]
pub(crate) fn FirstRun() -> impl IntoView {
    let router = desk().router;
    let step = Memo::new(move |_| router.route().sheet);
    let words = &text().first;
    let back = move || {
        view! { <Button label=words.back kind=Kind::Plain test="back" press=move || router.close()/> }
    };
    view! {
        <div class="first">
            <header class="first-head"><span class="name">{text().frame.app}</span><Languages/></header>
            <main id="main" class="first-main">
                {move || match step.get() {
                    Some(Sheet::AddChild) => view! {
                        <h1 tabindex="-1">{words.who}</h1><HomeScreenHint invited=false/><FoundForm/>{back()}
                    }.into_any(),
                    Some(Sheet::Invited) => view! {
                        <h1 tabindex="-1">{words.invited}</h1><HomeScreenHint invited=true/><InvitedForm/>{back()}
                    }.into_any(),
                    _ => view! { <Welcome/> }.into_any(),
                }}
            </main>
        </div>
    }
}

#[component]
fn Welcome() -> impl IntoView {
    let desk = desk();
    let words = &text().first;
    let explore = move || desk.dispatch(Intent::Explore { language: language() });
    view! {
        <h1 tabindex="-1" class="tagline">{words.tagline}</h1>
        <p class="promise">{words.promise}</p>
        <div class="doors">
            {door(Icon::House, words.just_us, words.just_us_help, "start-just-us", Callback::new(move |()| desk.router.open(Sheet::AddChild)))}
            {door(Icon::Link, words.invited, words.invited_help, "start-invite", Callback::new(move |()| desk.router.open(Sheet::Invited)))}
            {door(Icon::Eye, words.explore, words.explore_help, "start-sample", Callback::new(move |()| explore()))}
        </div>
    }
}

fn door(
    sign: Icon,
    label: &'static str,
    help: &'static str,
    test: &'static str,
    press: Callback<()>,
) -> AnyView {
    view! {
        <button type="button" class="door" data-test=test on:click=move |_| press.run(())>
            <span class="door-sign">{icon(sign)}</span>
            <span class="door-words"><strong>{label}</strong><span>{help}</span></span>
            {icon(Icon::Next)}
        </button>
    }
    .into_any()
}

/// The language switch.
#[component]
pub(crate) fn Languages() -> impl IntoView {
    let languages = [Language::English, Language::Spanish];
    let ways: Vec<AnyView> = languages.into_iter().map(way).collect();
    view! { <div class="languages" role="group" aria-label=text().settings.language>{ways}</div> }
}

fn way(way: Language) -> AnyView {
    let shell = desk().shell;
    let code = i18n::code(way);
    let on = (language() == way).to_string();
    view! {
        <button type="button" class="chip" lang=code aria-pressed=on data-test=["language-", code].concat()
            on:click=move |_| shell.set_language(way)>
            {i18n::own_name(way)}
        </button>
    }
    .into_any()
}

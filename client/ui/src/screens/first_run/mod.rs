//! The first run: just us, an invite, or the sample child. No account, no network, under thirty seconds.

mod begin;
mod found;
mod home_screen;
mod invited;

use carryover_core::{Intent, Language};
use leptos::prelude::*;

use super::lock::{first_lock, lock_form};
use super::paper::recover_form;
use super::people::before_the_first;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n;
use crate::kit::{Icon, Kind, button, door};
use crate::route::Sheet;
pub(crate) use begin::begin;
use found::found_form;
pub(crate) use found::found_sheet;
use home_screen::home_screen_hint;
use invited::invited_form;
pub(crate) use invited::invited_sheet;

/// The page. Which step is shown is the route's, so that Back works and a change of language loses nothing.
pub(crate) fn screen() -> El {
    let router = desk().router;
    let step = live(move || {
        let sheet = router.route().sheet;
        untrack(|| step(sheet))
    });
    page(step)
}

/// A page before there is a child: the name of the app, the languages, one thing to do.
pub(crate) fn page(inside: Part) -> El {
    let head = el("header").class("first-head").add(el("span").class("name").add(text().frame.app));
    let main = el("main").class("first-main").set("id", "main").add(inside);
    el("div").class("first").add(head.add(languages())).add(main)
}

fn step(sheet: Option<Sheet>) -> Part {
    let router = desk().router;
    let words = &text().first;
    let (title, form, is_invited) = match sheet {
        Some(Sheet::AddChild) => (words.who, found_form(), false),
        Some(Sheet::Invited) => (words.invited, invited_form(), true),
        Some(Sheet::Recover) => (text().paper.have, recover_form(), false),
        Some(Sheet::Lock) => (text().lock.title, lock_form(), false),
        _ => return welcome(),
    };
    let back = button(Kind::Plain, words.back, "back", move || router.close());
    [el("h1").focusable().add(title).into(), home_screen_hint(is_invited).into(), form, back.into()].into()
}

fn welcome() -> Part {
    let desk = desk();
    let words = &text().first;
    let just_us = door(Icon::House, words.just_us, words.just_us_help, "start-just-us");
    let invited = door(Icon::Link, words.invited, words.invited_help, "start-invite");
    let sample = door(Icon::Eye, words.explore, words.explore_help, "start-sample");
    let doors = el("div")
        .class("doors")
        .add(just_us.press(move || desk.router.open(Sheet::AddChild)))
        .add(invited.press(move || desk.router.open(Sheet::Invited)))
        .add(sample.press(move || desk.dispatch(Intent::Explore { language: language() })));
    [
        el("h1").class("tagline").focusable().add(words.tagline).into(),
        el("p").class("promise").add(words.promise).into(),
        doors.into(),
        button(Kind::Plain, text().paper.have, "start-sheet", move || desk.router.open(Sheet::Recover))
            .into(),
        first_lock(),
        before_the_first(),
    ]
    .into()
}

/// The language switch.
pub(crate) fn languages() -> El {
    let ways: Vec<El> = [Language::English, Language::Spanish].into_iter().map(way).collect();
    el("div").class("languages").set("role", "group").spoken(text().settings.language).add(ways)
}

fn way(way: Language) -> El {
    let shell = desk().shell;
    let code = i18n::code(way);
    let way_button = el("button").set("type", "button").class("chip").set("lang", code);
    way_button
        .set("aria-pressed", &(language() == way).to_string())
        .test(&["language-", code].concat())
        .press(move || shell.set_language(way))
        .add(i18n::own_name(way))
}

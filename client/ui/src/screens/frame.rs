//! What is around every place: the child, the sync pill, the places, what needs saying, and the dock with STOP.

use carryover_core::view::{SyncState, Trouble};
use leptos::prelude::*;
use shared::Moment;
use shared::record::Role;

use super::choice::childs_screen;
use super::notices::{notices, sample_ribbon};
use super::over::over;
use super::people::switch_button;
use super::running::running_bar;
use super::stop::stop_button;
use super::undo::undo_bar;
use super::{charts, helps, notes, plan, quick, since, team, today, words};
use crate::desk::{Desk, desk, language, text};
use crate::dom::{El, Event, Part, effect, el, live};
use crate::i18n::{count, fill};
use crate::kit::{Icon, focus, icon, signed};
use crate::route::{Place, Sheet};

/// The app with a child chosen.
pub(crate) fn screen() -> El {
    let desk = desk();
    let role = Memo::new(move |_| desk.role());
    let place = Memo::new(move |_| desk.router.place());
    let chosen = Memo::new(move |_| desk.frame.with(|frame| frame.chosen));
    title(desk, role);
    since::look_through();
    let inside = live(move || {
        // Another child is another page: nothing half-done moves over.
        chosen.track();
        let (place, role) = (place.get(), role.get());
        untrack(|| inside(place, role))
    });
    el("div")
        .class("app")
        .toggle("local", move || desk.frame.with(|frame| frame.sync == SyncState::Local))
        .add(skip())
        .add(el("header").class("top").add(child_button(desk)).add(switch_button()).add(pill(desk)))
        .add(places(role))
        .add(notices())
        .add(sample_ribbon())
        .add(el("main").set("id", "main").add(inside))
        .add(dock())
        .add(over())
        .add(childs_screen())
}

/// The screen of a place; home is what fits the role.
fn inside(place: Place, role: Role) -> El {
    match (place, home(role)) {
        (Place::Home, Home::Today) => today::screen(),
        (Place::Home, Home::Quick) => quick::screen(),
        (Place::Home, Home::Since) => since::screen(),
        (Place::Home, Home::Notes) | (Place::Notes, _) => notes::screen(),
        (Place::Plan, _) => plan::screen(),
        (Place::Team, _) => team::screen(),
        (Place::Helps, _) => helps::screen(),
        (Place::Charts, _) => charts::screen(),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Home {
    Today,
    Quick,
    Since,
    Notes,
}

const fn home(role: Role) -> Home {
    match role {
        Role::Guardian => Home::Today,
        Role::Teacher | Role::Aide => Home::Quick,
        Role::Clinician | Role::Provider => Home::Since,
        Role::Viewer => Home::Notes,
    }
}

/// What a place is called for a role, its shape, and its test hook.
fn place_words(place: Place, role: Role) -> (&'static str, Icon, &'static str) {
    let words = &text().frame;
    match (place, home(role)) {
        (Place::Home, Home::Today) => (words.today, Icon::Sun, "nav-today"),
        (Place::Home, Home::Quick) => (words.log, Icon::Plus, "nav-today"),
        (Place::Home, Home::Since) => (words.since_short, Icon::Clock, "nav-today"),
        (Place::Home, Home::Notes) | (Place::Notes, _) => (words.notes, Icon::Notes, "nav-notes"),
        (Place::Plan, _) => (words.plan, Icon::Plan, "nav-plan"),
        (Place::Team, _) => (words.team, Icon::Team, "nav-team"),
        (Place::Helps, _) => (words.helps, Icon::Better, "nav-helps"),
        (Place::Charts, _) => (words.charts, Icon::Flag, "nav-charts"),
    }
}

/// The window's title follows the place; so does the focus, but not on arrival.
fn title(desk: Desk, role: Memo<Role>) {
    let mut before = None;
    effect(Box::new(move || {
        let place = desk.router.place();
        let (name, ..) = place_words(place, role.get());
        let child = desk.chip().map(|chip| chip.child).unwrap_or_default();
        document().set_title(&words::dots(&[name, &child, text().frame.app]));
        if before.is_some_and(|before| before != place) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            focus::first("h1");
        }
        before = Some(place);
    }));
}

fn skip() -> El {
    let skip = el("a").class("skip").set("href", "#main").add(text().frame.skip);
    skip.on("click", |event: Event| {
        event.prevent_default();
        focus::first("h1");
    })
}

fn child_button(desk: Desk) -> El {
    let child = move || desk.chip().map(|chip| chip.child).unwrap_or_default();
    el("button")
        .set("type", "button")
        .class("child")
        .test("child")
        .live("aria-label", move || Some(fill(text().frame.switch_child, &[&child()])))
        .press(move || desk.router.open(Sheet::Settings))
        .add(el("span").add(live(child)))
        .add(icon(Icon::Down))
}

fn places(role: Memo<Role>) -> El {
    let shown = move || {
        let role = role.get();
        let shown = [Place::Home, Place::Notes, Place::Plan, Place::Team].into_iter();
        shown
            .filter(|place| *place != Place::Notes || home(role) != Home::Notes)
            .map(|place| way(place, role))
            .collect::<Vec<El>>()
    };
    el("nav").class("places").spoken(text().frame.places).add(live(shown))
}

fn way(place: Place, role: Role) -> El {
    let router = desk().router;
    let (name, sign, test) = place_words(place, role);
    signed("button", sign, name)
        .set("type", "button")
        .class("place")
        .test(test)
        .live("aria-current", move || (router.place() == place).then(|| "page".to_owned()))
        .press(move || router.go(place))
}

/// Whether everyone is up to date; more about it in the settings.
fn pill(desk: Desk) -> El {
    let sync = Memo::new(move |_| desk.frame.with(|frame| frame.sync.clone()));
    let said = live(move || -> Part {
        let (sign, said) = sync.with(|sync| sync_words(desk, sync));
        [icon(sign).into(), el("span").add(said).into()].into()
    });
    let pill = el("button").set("type", "button").class("pill-sync").test("sync-pill");
    pill.press(move || desk.router.open(Sheet::Settings)).add(said)
}

fn sync_words(desk: Desk, sync: &SyncState) -> (Icon, String) {
    let words = &text().frame;
    let waiting = |waiting: usize| count(language(), words.waiting, waiting);
    match sync {
        SyncState::Local => (Icon::House, words.local.to_owned()),
        SyncState::UpToDate { at_ms } => {
            let at = words::time(Moment::new(*at_ms, desk.now().offset_min));
            (Icon::Check, fill(words.up_to_date, &[&at]))
        }
        SyncState::Sharing { waiting: 0 } => (Icon::Cloud, words.loading.to_owned()),
        SyncState::Sharing { waiting: many } => (Icon::Cloud, waiting(*many)),
        SyncState::Offline { .. } => (Icon::Offline, words.offline.to_owned()),
        SyncState::Refused { why: Trouble::NeedsToken, .. } => (Icon::Pause, words.needs_token.to_owned()),
        SyncState::Refused { waiting: 0, .. } => (Icon::Pause, words.held.to_owned()),
        SyncState::Refused { waiting: many, .. } => (Icon::Pause, waiting(*many)),
    }
}

/// What lies above the places at the bottom: undo, what runs, STOP.
fn dock() -> Part {
    let desk = desk();
    let is_running = Memo::new(move |_| desk.timer.running().is_some());
    let may_stop = Memo::new(move |_| is_running.get() || desk.may_log.get());
    let running = live(move || {
        let running = desk.timer.running();
        untrack(|| running.map(running_bar))
    });
    let dock = el("div").class("dock").add(undo_bar()).add(el("div").add(running));
    [dock.into(), live(move || may_stop.get().then(stop_button))].into()
}

//! What is around every place: the child, the sync pill, the places, what needs saying, and the dock with STOP.

use carryover_core::view::SyncState;
use leptos::prelude::*;
use shared::Moment;
use shared::record::Role;

use super::notices::{Notices, SampleRibbon};
use super::over::Over;
use super::running::RunningBar;
use super::since::Since;
use super::stop::StopButton;
use super::today::Today;
use super::undo::UndoBar;
use super::{notes::Notes, plan::Plan, quick::Quick, team::Team, words};
use crate::desk::{Desk, desk, language, text};
use crate::i18n::{count, fill};
use crate::kit::{Icon, focus, icon};
use crate::route::{Place, Sheet};

/// The app with a child chosen.
#[component]
pub(crate) fn Frame() -> impl IntoView {
    let desk = desk();
    let role = Memo::new(move |_| desk.role());
    let child = Memo::new(move |_| desk.chip().map(|chip| chip.child).unwrap_or_default());
    let place = Memo::new(move |_| desk.router.place());
    // Another child is another page: nothing half-done moves over.
    let chosen = Memo::new(move |_| desk.frame.with(|frame| frame.chosen));
    title(desk, role, child);
    view! {
        <div class="app" class:local=move || desk.frame.with(|frame| frame.sync == SyncState::Local)>
            <a class="skip" href="#main" on:click=|event| { event.prevent_default(); focus::first("h1"); }>{text().frame.skip}</a>
            <header class="top">
                <ChildButton child=child/>
                <Pill/>
            </header>
            <Places role=role/>
            <Notices/>
            <SampleRibbon/>
            <main id="main">{move || {
                chosen.track();
                screen(place.get(), role.get())
            }}</main>
            <Dock/>
            <Over/>
        </div>
    }
}

/// The screen of a place; home is what fits the role.
fn screen(place: Place, role: Role) -> AnyView {
    match place {
        Place::Home => match home(role) {
            Home::Today => view! { <Today/> }.into_any(),
            Home::Quick => view! { <Quick/> }.into_any(),
            Home::Since => view! { <Since/> }.into_any(),
            Home::Notes => view! { <Notes/> }.into_any(),
        },
        Place::Notes => view! { <Notes/> }.into_any(),
        Place::Plan => view! { <Plan/> }.into_any(),
        Place::Team => view! { <Team/> }.into_any(),
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
    }
}

/// The window's title follows the place; so does the focus, but not on arrival.
fn title(desk: Desk, role: Memo<Role>, child: Memo<String>) {
    Effect::new(move |before: Option<Place>| {
        let place = desk.router.place();
        let (name, ..) = place_words(place, role.get());
        document().set_title(&words::dots(&[name, &child.get(), text().frame.app]));
        if before.is_some_and(|before| before != place) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            focus::first("h1");
        }
        place
    });
}

#[component]
fn ChildButton(
    /// The child's name.
    child: Memo<String>,
) -> impl IntoView {
    let router = desk().router;
    let spoken = move || fill(text().frame.switch_child, &[&child.get()]);
    view! {
        <button type="button" class="child" data-test="child" aria-label=spoken on:click=move |_| router.open(Sheet::Settings)>
            <span>{move || child.get()}</span>
            {icon(Icon::Down)}
        </button>
    }
}

#[component]
fn Places(
    /// The person's role.
    role: Memo<Role>,
) -> impl IntoView {
    let all = move || {
        let role = role.get();
        let all = [Place::Home, Place::Notes, Place::Plan, Place::Team];
        let shown = all.into_iter().filter(|place| *place != Place::Notes || home(role) != Home::Notes);
        shown.map(|place| way(place, role)).collect::<Vec<AnyView>>()
    };
    view! { <nav class="places" aria-label=text().frame.places>{all}</nav> }
}

fn way(place: Place, role: Role) -> AnyView {
    let router = desk().router;
    let (name, sign, test) = place_words(place, role);
    let current = move || (router.place() == place).then_some("page");
    view! {
        <button type="button" class="place" data-test=test aria-current=current on:click=move |_| router.go(place)>
            {icon(sign)}
            <span>{name}</span>
        </button>
    }
    .into_any()
}

/// Whether everyone is up to date; more about it in the settings.
#[component]
fn Pill() -> impl IntoView {
    let desk = desk();
    let sync = Memo::new(move |_| desk.frame.with(|frame| frame.sync.clone()));
    view! {
        <button type="button" class="pill-sync" data-test="sync-pill" on:click=move |_| desk.router.open(Sheet::Settings)>
            {move || { let (sign, said) = sync_words(desk, &sync.get()); view! { {icon(sign)}<span>{said}</span> } }}
        </button>
    }
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
        SyncState::Refused { waiting: 0, .. } => (Icon::Pause, words.held.to_owned()),
        SyncState::Refused { waiting: many, .. } => (Icon::Pause, waiting(*many)),
    }
}

/// What lies above the places at the bottom: undo, what runs, STOP.
#[component]
fn Dock() -> impl IntoView {
    let desk = desk();
    let running = Memo::new(move |_| desk.timer.running());
    let stop = Memo::new(move |_| running.with(Option::is_some) || desk.today.with(|today| today.may_log));
    view! {
        <div class="dock">
            <UndoBar/>
            <div>{move || running.get().map(|running| view! { <RunningBar running=running/> })}</div>
        </div>
        {move || stop.get().then(|| view! { <StopButton/> })}
    }
}

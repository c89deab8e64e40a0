//! Home, school and clinic side by side; one after the other where there is no room.

use carryover_core::Intent;
use carryover_core::view::{EntryView, TimelineView};
use leptos::prelude::*;
use shared::record::{Scope, Setting};

use super::super::notes::{Days, is_about};
use crate::desk::{desk, language, text};
use crate::i18n::labels::Label;
use crate::i18n::{fill, format};
use crate::kit::{Button, Choice, Icon, Kind, icon, options, setting_icon};

/// How many entries of a lane are built at first, and how many more each time.
const STEP: usize = 40;

/// One lane.
#[derive(Clone, Copy)]
struct Lane {
    setting: Setting,
    scope: Scope,
    entries: fn(&TimelineView) -> &Vec<EntryView>,
    reads: fn(&TimelineView) -> bool,
}

const LANES: [Lane; 3] = [
    Lane {
        setting: Setting::Home,
        scope: Scope::Home,
        entries: |view| &view.home,
        reads: |view| view.reads_home,
    },
    Lane {
        setting: Setting::School,
        scope: Scope::School,
        entries: |view| &view.school,
        reads: |view| view.reads_school,
    },
    Lane {
        setting: Setting::Clinic,
        scope: Scope::Clinic,
        entries: |view| &view.clinic,
        reads: |view| view.reads_clinic,
    },
];

/// The lanes.
#[component]
pub(super) fn Lanes(
    /// What is looked for.
    search: RwSignal<String>,
) -> impl IntoView {
    let desk = desk();
    let tab = RwSignal::new(Setting::Home.code().to_owned());
    let built = RwSignal::new(STEP);
    let tabs = options(
        &[Setting::Home, Setting::School, Setting::Clinic],
        Setting::code,
        |setting| Some(setting_icon(setting)),
        language(),
    );
    let lanes: Vec<AnyView> = LANES.into_iter().map(|lane| lane_view(lane, search, built, tab)).collect();
    let longest =
        move || desk.timeline.with(|view| LANES.iter().map(|lane| (lane.entries)(view).len()).max());
    view! {
        <div class="lane-tabs">
            <Choice name="tab" legend=text().since.lanes options=tabs chosen=tab pick=move |code: &'static str| tab.set(code.to_owned())/>
        </div>
        <div class="lanes">{lanes}</div>
        {move || desk.timeline.with(|view| view.since).map(since)}
        {move || {
            let more = longest() > Some(built.get());
            let earlier = desk.timeline.with(|view| view.earlier);
            let press = move || if more { *built.write() += STEP } else { desk.dispatch(Intent::ShowEarlier) };
            (more || earlier).then(|| view! {
                <Button label=text().entry.earlier kind=Kind::Quiet sign=Icon::Down test="show-earlier" press=press/>
            })
        }}
    }
}

fn since(at: shared::Moment) -> AnyView {
    let day = format::short_day(language(), format::day_of(at));
    view! { <p class="help">{fill(text().entry.since_day, &[&day])}</p> }.into_any()
}

fn lane_view(lane: Lane, search: RwSignal<String>, built: RwSignal<usize>, tab: RwSignal<String>) -> AnyView {
    let timeline = desk().timeline;
    let name = lane.setting.code();
    let entries = Memo::new(move |_| {
        let search = search.get().trim().to_lowercase();
        timeline.with(|view| {
            let shown = (lane.entries)(view).iter().filter(|entry| entry.struck.as_deref() != Some(""));
            let shown = shown.filter(|entry| search.is_empty() || is_about(entry, &search));
            shown.take(built.get()).cloned().collect::<Vec<_>>()
        })
    });
    let hint = move || {
        let words = text();
        let said = match timeline.with(lane.reads) {
            false => fill(words.entry.unread, &[lane.scope.label(language())]),
            true if entries.with(Vec::is_empty) => words.since.lane_empty.to_owned(),
            true => return ().into_any(),
        };
        view! { <p class="help">{said}</p> }.into_any()
    };
    view! {
        <section class=["lane ", name].concat() class:away=move || tab.with(|tab| tab != name) data-test=["lane-", name].concat()>
            <h2>{icon(setting_icon(lane.setting))}<span>{lane.setting.label(language())}</span></h2>
            {hint}
            <Days entries=entries/>
        </section>
    }
    .into_any()
}

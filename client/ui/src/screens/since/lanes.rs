//! Home, school and clinic side by side; one after the other where there is no room.

use carryover_core::view::{EntryView, TimelineView};
use leptos::prelude::*;
use shared::record::{Scope, Setting};

use super::super::notes::{days, show_earlier};
use super::sieve::{Sieve, last_visit};
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::labels::Label;
use crate::i18n::{fill, format};
use crate::kit::{Choice, options, setting_icon, signed};

/// How many entries of a lane are built at first, and how many more each time.
const STEP: usize = 40;

/// The lanes' settings, in their order.
const LANES: [Setting; 3] = [Setting::Home, Setting::School, Setting::Clinic];

/// What a lane holds, whose notes they are kept with, and whether this person reads them.
fn lane_of(view: &TimelineView, setting: Setting) -> (&[EntryView], Scope, bool) {
    match setting {
        Setting::Home => (&view.home, Scope::Home, view.reads_home),
        Setting::School => (&view.school, Scope::School, view.reads_school),
        _ => (&view.clinic, Scope::Clinic, view.reads_clinic),
    }
}

/// The lanes.
pub(super) fn lanes(sieve: Sieve) -> Part {
    let desk = desk();
    let tab = RwSignal::new(Setting::Home.code().to_owned());
    let built = RwSignal::new(STEP);
    let answers = options(&LANES, Setting::code, |setting| Some(setting_icon(setting)), language());
    let tabs = Choice { name: "tab", legend: text().since.lanes, answers };
    let tabs = tabs.ask(move || tab.get(), move |code| tab.set(code.to_owned()));
    let lanes: Vec<El> = LANES.into_iter().map(|setting| lane(setting, sieve, built, tab)).collect();
    let left = move || {
        let built = built.get();
        desk.timeline.with(|view| LANES.into_iter().any(|setting| lane_of(view, setting).0.len() > built))
    };
    [
        el("div").class("lane-tabs").add(tabs).into(),
        el("div").class("lanes").add(lanes).into(),
        live(move || desk.timeline.with(|view| view.since).map(since)),
        show_earlier(left, move || *built.write() += STEP),
    ]
    .into()
}

fn since(at: shared::Moment) -> El {
    let day = format::short_day(language(), format::day_of(at));
    el("p").class("help").add(fill(text().entry.since_day, &[&day]))
}

fn lane(setting: Setting, sieve: Sieve, built: RwSignal<usize>, tab: RwSignal<String>) -> El {
    let timeline = desk().timeline;
    let name = setting.code();
    let entries = Memo::new(move |_| {
        let visit = last_visit();
        let mut shown = timeline.with(|view| sieve.pick(lane_of(view, setting).0, visit));
        shown.truncate(built.get());
        shown
    });
    let hint = live(move || {
        let words = text();
        let (scope, reads) = timeline.with(|view| (lane_of(view, setting).1, lane_of(view, setting).2));
        let said = match reads {
            false => fill(words.entry.unread, &[scope.label(language())]),
            true if entries.with(Vec::is_empty) => words.since.lane_empty.to_owned(),
            true => return None,
        };
        Some(el("p").class("help").add(said))
    });
    el("section")
        .class(&["lane ", name].concat())
        .toggle("away", move || tab.with(|tab| tab != name))
        .test(&["lane-", name].concat())
        .add(signed("h2", setting_icon(setting), setting.label(language())))
        .add(hint)
        .add(days(entries))
}

//! Notes: everything this person may read, merged, day by day; filtered by setting and by words.

mod compose;
mod days;

use carryover_core::Intent;
use carryover_core::view::{EntryView, TimelineView};
use leptos::prelude::*;
use shared::record::{Scope, Setting};

use super::words;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Choice, Field, Icon, Input, Kind, button, empty, options, setting_icon};
use crate::route::{Place, Sheet};
use crate::shell::On;
pub(crate) use compose::compose;
pub(super) use days::days;

/// How many entries are built at first, and how many more each time.
const STEP: usize = 80;

/// What is looked for.
#[derive(Clone, Copy)]
struct Filter {
    setting: RwSignal<String>,
    search: RwSignal<String>,
}

/// The screen.
pub(crate) fn screen() -> El {
    let desk = desk();
    let filter = Filter { setting: RwSignal::new(String::new()), search: RwSignal::new(String::new()) };
    let built = RwSignal::new(STEP);
    let found = Memo::new(move |_| filter.found());
    let shown =
        Memo::new(move |_| found.with(|found| found.iter().take(built.get()).cloned().collect::<Vec<_>>()));
    let left = move || found.with(Vec::len) > built.get();
    let reads_only = move || (!desk.may_log.get()).then(|| el("p").class("help").add(text().day.reads_only));
    let head = el("div").class("page-head").add(el("h1").focusable().add(text().frame.notes));
    el("div")
        .class("page notes")
        .add(head.add(el("div").class("acts").add(what_helps()).add(write_note())))
        .add(live(reads_only))
        .add(filters(filter))
        .add(live(move || found.with(Vec::is_empty).then(|| nothing(filter))))
        .add(days(shown))
        .add(live(move || desk.timeline.with(unread)))
        .add(show_earlier(left, move || *built.write() += STEP))
}

/// The way to a new note, for those who may.
pub(super) fn write_note() -> Part {
    let desk = desk();
    live(move || {
        let open = move || desk.router.open(Sheet::Note);
        (desk.may_log.get() || desk.may_note_privately.get())
            .then(|| button(Kind::Quiet, text().day.write_note, "write-note", open).sign(Icon::Plus))
    })
}

/// The way to what helps.
pub(super) fn what_helps() -> El {
    let router = desk().router;
    let open = move || router.go(Place::Helps);
    button(Kind::Quiet, text().frame.helps, "what-helps", open).sign(Icon::Better)
}

/// "Show earlier": first what is there but not built yet, then another month.
pub(super) fn show_earlier(
    left: impl Fn() -> bool + Copy + 'static,
    more: impl Fn() + Copy + 'static,
) -> Part {
    let desk = desk();
    live(move || {
        let left = left();
        let earlier = desk.timeline.with(|view| view.earlier);
        let press = move || if left { more() } else { desk.dispatch(Intent::ShowEarlier) };
        (left || earlier)
            .then(|| button(Kind::Quiet, text().entry.earlier, "show-earlier", press).sign(Icon::Down))
    })
}

fn filters(filter: Filter) -> El {
    let words = &text().entry;
    let Filter { setting, search } = filter;
    let mut answers = options(Setting::ALL, Setting::code, |setting| Some(setting_icon(setting)), language());
    answers.insert(0, ("", words.all.to_owned(), None));
    let field = Field { id: "search", label: words.search, help: "", input: Input::Search, test: "search" };
    let choice = Choice { name: "show", legend: words.filter, answers };
    let choice = choice.ask(move || setting.get(), move |code| setting.set(code.to_owned()));
    el("div").class("filters").set("role", "search").add(field.over(search)).add(choice)
}

impl Filter {
    /// All three lanes in one list, newest first, without what was undone right away.
    fn found(self) -> Vec<EntryView> {
        let desk = desk();
        let search = self.search.get().trim().to_lowercase();
        let setting = self.setting.get();
        let all = desk.shell.view(&[On::Records, On::Sharing, On::Team], |app, _| app.all_entries());
        let shown = all.into_iter().filter(|entry| entry.struck.as_deref() != Some(""));
        let shown = shown.filter(|entry| setting.is_empty() || entry.setting.code() == setting);
        shown.filter(|entry| search.is_empty() || is_about(entry, &search)).collect()
    }
}

/// Whether the words are in the title, the note or the name.
pub(super) fn is_about(entry: &EntryView, search: &str) -> bool {
    [words::title(entry).as_str(), words::note(entry), &entry.author.name]
        .iter()
        .any(|text| text.to_lowercase().contains(search))
}

fn nothing(filter: Filter) -> El {
    let words = &text().entry;
    if !filter.setting.get().is_empty() || !filter.search.get().is_empty() {
        return el("p").class("help").set("role", "status").add(words.none_found);
    }
    empty(Icon::Notes, words.empty, words.empty_text)
}

/// An unread lane says so instead of seeming empty.
pub(super) fn unread(view: &TimelineView) -> Vec<El> {
    let lanes = [
        (Scope::Home, view.reads_home),
        (Scope::School, view.reads_school),
        (Scope::Clinic, view.reads_clinic),
    ];
    let unread = lanes.into_iter().filter(|(_, reads)| !reads);
    let said = |scope: Scope| fill(text().entry.unread, &[scope.label(language())]);
    unread.map(|(scope, _)| el("p").class("help").add(said(scope))).collect()
}

//! Notes: everything this person may read, merged, day by day; filtered by setting and by words.

mod compose;
mod days;

use carryover_core::Intent;
use carryover_core::view::{EntryView, TimelineView};
use leptos::prelude::*;
use shared::record::{Scope, Setting};

use super::words;
use crate::desk::{desk, language, text};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Button, Choice, Empty, Field, Icon, Input, Kind, Option_, options, setting_icon};
use crate::route::Sheet;
pub(crate) use compose::Compose;
pub(super) use days::Days;

/// How many entries are built at first, and how many more each time.
const STEP: usize = 80;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Default)]
struct Filter {
    setting: String,
    search: String,
}

/// The screen.
#[component]
pub(crate) fn Notes() -> impl IntoView {
    let desk = desk();
    let words = &text().entry;
    let filter = RwSignal::new(Filter::default());
    let built = RwSignal::new(STEP);
    let found = Memo::new(move |_| desk.timeline.with(|view| filter.with(|filter| found(view, filter))));
    let shown =
        Memo::new(move |_| found.with(|found| found.iter().take(built.get()).cloned().collect::<Vec<_>>()));
    let may_log = move || desk.today.with(|today| today.may_log);
    view! {
        <div class="page notes">
            <div class="page-head">
                <h1 tabindex="-1">{text().frame.notes}</h1>
                {move || may_log().then(|| view! {
                    <Button label=text().day.write_note kind=Kind::Quiet sign=Icon::Plus test="write-note" press=move || desk.router.open(Sheet::Note)/>
                })}
            </div>
            {move || (!may_log()).then(|| view! { <p class="help">{text().day.reads_only}</p> })}
            <Filters filter=filter/>
            {move || found.with(Vec::is_empty).then(|| nothing(filter))}
            <Days entries=shown/>
            {move || desk.timeline.with(unread)}
            {move || {
                let more = found.with(Vec::len) > built.get();
                let earlier = desk.timeline.with(|view| view.earlier);
                let press = move || if more { *built.write() += STEP } else { desk.dispatch(Intent::ShowEarlier) };
                (more || earlier).then(|| view! {
                    <Button label=words.earlier kind=Kind::Quiet sign=Icon::Down test="show-earlier" press=press/>
                })
            }}
        </div>
    }
}

#[component]
fn Filters(
    /// What is looked for.
    filter: RwSignal<Filter>,
) -> impl IntoView {
    let words = &text().entry;
    let mut settings =
        options(Setting::ALL, Setting::code, |setting| Some(setting_icon(setting)), language());
    settings.insert(0, Option_ { code: "", label: words.all.into(), sign: None });
    let search = Signal::derive(move || filter.with(|filter| filter.search.clone()));
    let chosen = Signal::derive(move || filter.with(|filter| filter.setting.clone()));
    view! {
        <div class="filters" role="search">
            <Field id="search" label=words.search input=Input::Search value=search
                typed=move |typed| filter.update(|filter| filter.search = typed) test="search"/>
            <Choice name="show" legend=words.filter options=settings chosen=chosen
                pick=move |code: &'static str| filter.update(|filter| filter.setting = code.to_owned())/>
        </div>
    }
}

/// All three lanes in one list, newest first, without what was undone right away.
fn found(view: &TimelineView, filter: &Filter) -> Vec<EntryView> {
    let search = filter.search.trim().to_lowercase();
    let lanes = view.home.iter().chain(&view.school).chain(&view.clinic);
    let mut found: Vec<EntryView> = lanes
        .filter(|entry| entry.struck.as_deref() != Some(""))
        .filter(|entry| filter.setting.is_empty() || entry.setting.code() == filter.setting)
        .filter(|entry| search.is_empty() || is_about(entry, &search))
        .cloned()
        .collect();
    found.sort_by_key(|entry| core::cmp::Reverse((entry.at.unix_ms, entry.id)));
    found
}

/// Whether the words are in the title, the note or the name.
pub(super) fn is_about(entry: &EntryView, search: &str) -> bool {
    [words::title(entry).as_str(), words::note(entry), &entry.author.name]
        .iter()
        .any(|text| text.to_lowercase().contains(search))
}

fn nothing(filter: RwSignal<Filter>) -> AnyView {
    let words = &text().entry;
    if filter.with(|filter| *filter != Filter::default()) {
        return view! { <p class="help" role="status">{words.none_found}</p> }.into_any();
    }
    view! { <Empty sign=Icon::Notes title=words.empty text=words.empty_text><span></span></Empty> }.into_any()
}

/// An unread lane says so instead of seeming empty.
fn unread(view: &TimelineView) -> AnyView {
    let lanes = [
        (Scope::Home, view.reads_home),
        (Scope::School, view.reads_school),
        (Scope::Clinic, view.reads_clinic),
    ];
    let line = |scope: Scope| {
        let said = fill(text().entry.unread, &[scope.label(language())]);
        view! { <p class="help">{said}</p> }.into_any()
    };
    let unread = lanes.into_iter().filter(|(_, reads)| !reads);
    unread.map(|(scope, _)| line(scope)).collect::<Vec<AnyView>>().into_any()
}

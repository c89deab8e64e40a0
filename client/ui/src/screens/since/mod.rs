//! Clinician · Since last visit: caseload, what needs a look first, three lanes, the entry in hand beside them.

mod flags;
mod keyboard;
mod lanes;
mod rail;

use leptos::prelude::*;

use super::entry::{Detail, entry_title};
use super::safety::Pinned;
use crate::desk::{desk, text};
use crate::kit::{Button, Field, Icon, Input, Kind};
use crate::route::Sheet;
use flags::Flags;
pub(crate) use keyboard::KeysHelp;
use lanes::Lanes;
use rail::Rail;

/// The screen.
#[component]
pub(crate) fn Since() -> impl IntoView {
    let desk = desk();
    let words = text();
    let search = RwSignal::new(String::new());
    keyboard::listen(desk);
    view! {
        <div class="since">
            <Rail/>
            <div class="page wide">
                <div class="page-head">
                    <h1 tabindex="-1">{words.frame.since}</h1>
                    <Field id="search" label=words.entry.search input=Input::Search value=search
                        typed=move |typed| search.set(typed) test="search"/>
                    {move || desk.today.with(|today| today.may_log).then(|| view! {
                        <Button label=words.day.write_note kind=Kind::Quiet sign=Icon::Plus test="write-note" press=move || desk.router.open(Sheet::Note)/>
                    })}
                </div>
                <Flags/>
                <Pinned/>
                <Lanes search=search/>
            </div>
            <Pane/>
        </div>
    }
}

/// The entry in hand, where there is room beside the lanes.
#[component]
fn Pane() -> impl IntoView {
    let desk = desk();
    let shown = Memo::new(move |_| match desk.router.route().sheet {
        Some(Sheet::Entry(id)) if desk.is_wide() => Some(id),
        _ => None,
    });
    view! {
        <aside class="pane" aria-label=text().frame.notes>
            {move || match shown.get() {
                Some(id) => view! { <h2>{entry_title(id)}</h2><Detail id=id/> }.into_any(),
                None => view! { <p class="help">{text().since.pick}</p> }.into_any(),
            }}
        </aside>
    }
}

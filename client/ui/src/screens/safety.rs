//! Safety notes, pinned on top of whatever is about to be done (C45).

use leptos::prelude::*;

use crate::desk::{desk, text};
use crate::kit::{Icon, icon};

/// All notes in force; nothing where there are none.
#[component]
pub(crate) fn Pinned() -> impl IntoView {
    let today = desk().today;
    let notes = Memo::new(move |_| {
        today.with(|today| today.safety.iter().map(|note| note.note.text.clone()).collect::<Vec<_>>())
    });
    move || notes.with(|notes| (!notes.is_empty()).then(|| pinned(notes)))
}

fn pinned(notes: &[String]) -> AnyView {
    let lines: Vec<AnyView> = notes.iter().map(|note| view! { <li>{note.clone()}</li> }.into_any()).collect();
    view! {
        <section class="pinned" data-test="safety">
            <h2>{icon(Icon::Shield)}<span>{text().day.safety}</span></h2>
            <ul>{lines}</ul>
        </section>
    }
    .into_any()
}

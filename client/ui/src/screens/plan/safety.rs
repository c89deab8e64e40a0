//! Safety notes: what everyone must know before they start.

use carryover_core::Intent;
use carryover_core::view::SafetyView;
use leptos::prelude::*;
use shared::RecordId;

use super::super::words;
use super::sentence::{Sentence, sentence};
use crate::desk::{desk, text};
use crate::i18n::fill;
use crate::kit::{Button, Icon, Kind, icon};
use crate::route::Sheet;

/// A note in the list.
pub(super) fn safety_line(note: &SafetyView, may_edit: bool) -> AnyView {
    let version = note.version;
    let by = fill(text().plan.by, &[&words::person(&note.author), &words::day_and_time(note.written)]);
    let edit = may_edit.then(|| {
        let press = move || desk().router.open(Sheet::Safety(Some(version)));
        let spoken = words::dots(&[text().frame.edit, &note.note.text]);
        view! { <Button label=text().frame.edit kind=Kind::Plain test="edit-safety" spoken=spoken press=press/> }
    });
    view! {
        <li class="pinned-note" data-test="safety-note">
            <p>{icon(Icon::Shield)}<span>{note.note.text.clone()}</span></p>
            <footer class="card-foot"><p class="help">{by}</p>{edit}</footer>
        </li>
    }
    .into_any()
}

/// The sheet.
#[component]
pub(crate) fn SafetyForm(
    /// The version to change; none for a new note.
    version: Option<RecordId>,
) -> impl IntoView {
    let words = &text().plan;
    let held = desk().plan.with_untracked(|plan| {
        let found = plan.safety.iter().find(|note| Some(note.version) == version);
        found.map(|note| (vec![note.version], note.note.text.clone()))
    });
    let title = if held.is_some() { words.safety_edit } else { words.safety_new };
    let (replaces, said) = held.unwrap_or_default();
    sentence(Sentence {
        title,
        label: words.safety_field,
        help: "",
        replaces,
        said,
        draft: "safety",
        save: |replaces, text| Intent::PlanSafety { replaces, text },
    })
}

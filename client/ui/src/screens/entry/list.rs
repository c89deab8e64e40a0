//! A list of entries, one row each: a changed record redraws its row and no other.

use std::collections::BTreeMap;

use carryover_core::view::EntryView;
use leptos::prelude::*;
use shared::RecordId;

use super::row::row;

/// The list, in the order given.
#[component]
pub(crate) fn EntryList(
    /// What is in it.
    #[prop(into)]
    entries: Signal<Vec<EntryView>>,
) -> impl IntoView {
    let by_id = Memo::new(move |_| {
        entries
            .with(|entries| entries.iter().map(|entry| (entry.id, entry.clone())).collect::<BTreeMap<_, _>>())
    });
    let order =
        move || entries.with(|entries| entries.iter().map(|entry| entry.id).collect::<Vec<RecordId>>());
    let line = move |id: RecordId| row(id, Memo::new(move |_| by_id.with(|by_id| by_id.get(&id).cloned())));
    view! {
        <ul class="entries">
            <For each=order key=|id| *id children=line/>
        </ul>
    }
}

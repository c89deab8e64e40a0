//! A list of entries, one row each: a changed record redraws its row and no other.

use carryover_core::view::EntryView;
use leptos::prelude::*;
use shared::RecordId;

use super::row::row;
use crate::dom::{El, each, el};

/// The list, in the order given.
pub(crate) fn entry_list(entries: Memo<Vec<EntryView>>) -> El {
    let order =
        move || entries.with(|entries| entries.iter().map(|entry| entry.id).collect::<Vec<RecordId>>());
    let line = move |id: RecordId| {
        row(
            id,
            Memo::new(move |_| entries.with(|entries| entries.iter().find(|entry| entry.id == id).cloned())),
        )
    };
    el("ul").class("entries").add(each(order, line))
}

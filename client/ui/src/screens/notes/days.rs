//! Entries under the headings of their days.

use carryover_core::view::EntryView;
use leptos::prelude::*;

use super::super::entry::entry_list;
use super::super::words;
use crate::dom::{El, Part, each, el};
use crate::i18n::format;

/// The days of entries that come newest first; a day far from sight is not laid out.
pub(in crate::screens) fn days(entries: Memo<Vec<EntryView>>) -> Part {
    let days = move || {
        let mut days: Vec<i64> = Vec::new();
        entries.with(|entries| {
            for day in entries.iter().map(|entry| format::day_of(entry.at)) {
                if !days.contains(&day) {
                    days.push(day);
                }
            }
        });
        days
    };
    each(days, move |day| section(entries, day))
}

fn section(entries: Memo<Vec<EntryView>>, day: i64) -> El {
    let of_day = Memo::new(move |_| {
        let of_day = |entry: &&EntryView| format::day_of(entry.at) == day;
        entries.with(|entries| entries.iter().filter(of_day).cloned().collect::<Vec<_>>())
    });
    el("section").class("day").add(el("h2").add(words::day_heading(day))).add(entry_list(of_day))
}

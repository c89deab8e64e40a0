//! Entries under the headings of their days.

use carryover_core::view::EntryView;
use leptos::prelude::*;

use super::super::entry::EntryList;
use super::super::words;
use crate::i18n::format;

/// The days, newest first; a day far from sight is not laid out.
#[component]
pub(in crate::screens) fn Days(
    /// The entries, newest first.
    entries: Memo<Vec<EntryView>>,
) -> impl IntoView {
    let days = Memo::new(move |_| {
        let mut days: Vec<i64> =
            entries.with(|entries| entries.iter().map(|entry| format::day_of(entry.at)).collect());
        days.sort_unstable_by(|a, b| b.cmp(a));
        days.dedup();
        days
    });
    let of_day = move |day: i64| {
        let entries = Memo::new(move |_| {
            let of_day = |entry: &&EntryView| format::day_of(entry.at) == day;
            entries.with(|entries| entries.iter().filter(of_day).cloned().collect::<Vec<_>>())
        });
        view! {
            <section class="day">
                <h2>{words::day_heading(day)}</h2>
                <EntryList entries=entries/>
            </section>
        }
    };
    view! { <For each=move || days.get() key=|day| *day children=of_day/> }
}

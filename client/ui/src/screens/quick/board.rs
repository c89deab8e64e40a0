//! One activity on the board: its picture and four keys. One tap on a key writes an entry.

use leptos::prelude::*;
use shared::RecordId;
use shared::record::Helped;

use super::super::log;
use super::super::today::{face, paused_line, strategy};
use crate::desk::{desk, language, text};
use crate::i18n::fill;
use crate::kit::HelpedKeys;
use crate::timer::Subject;

/// The card.
#[component]
pub(super) fn BoardCard(
    /// The plan item.
    series: RecordId,
) -> impl IntoView {
    let item = strategy(series);
    let keys = move || {
        let Some(item) = item.get() else { return ().into_any() };
        if let Some(stop) = item.paused.first() {
            return paused_line(stop);
        }
        let legend = fill(text().day.how_was_this, &[&item.strategy.title]);
        let pick = move |helped: Helped| {
            log::activity(desk(), Subject::from(&item), helped, item.strategy.minutes, None);
        };
        view! { <HelpedKeys legend=legend language=language() pick=pick/> }.into_any()
    };
    view! {
        <article class="card strategy" data-test="strategy" data-series=series.to_string()>
            {move || item.get().map(|item| face(&item, false))}
            {keys}
        </article>
    }
}

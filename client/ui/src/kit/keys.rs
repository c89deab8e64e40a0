//! The four keys that log: better, same, harder, don't know. One tap each; by shape, word and colour.

use carryover_core::Language;
use leptos::prelude::*;
use shared::record::Helped;

use super::icon::icon;
use super::marks::helped_icon;
use crate::i18n::labels::Label;

/// The keys.
#[component]
pub(crate) fn HelpedKeys(
    /// What the answer is about, for screen readers.
    legend: String,
    /// The language of the words.
    language: Language,
    /// An answer was given.
    #[prop(into)]
    pick: Callback<Helped>,
) -> impl IntoView {
    let keys: Vec<AnyView> = Helped::ALL.iter().map(|helped| key(*helped, language, pick)).collect();
    view! { <div class="keys" role="group" aria-label=legend>{keys}</div> }
}

fn key(helped: Helped, language: Language, pick: Callback<Helped>) -> AnyView {
    let class = ["key helped ", helped.code()].concat();
    let test = ["helped-", helped.code()].concat();
    view! {
        <button type="button" class=class data-test=test on:click=move |_| pick.run(helped)>
            {icon(helped_icon(helped))}
            <span>{helped.label(language)}</span>
        </button>
    }
    .into_any()
}

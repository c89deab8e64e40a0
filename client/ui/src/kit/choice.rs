//! One question with a few answers, all in sight: native radio buttons drawn as pills, so arrows and screen readers
//! work by themselves. Answers are the codes of the domain's closed lists.

use std::borrow::Cow;

use carryover_core::Language;
use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::i18n::labels::Label;

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Option_ {
    /// Its code; empty takes the answer back.
    pub(crate) code: &'static str,
    /// What it says.
    pub(crate) label: Cow<'static, str>,
    /// Drawn before the label.
    pub(crate) sign: Option<Icon>,
}

/// The words of a closed list as answers.
pub(crate) fn options<T: Label + 'static>(
    words: &'static [T],
    code: fn(T) -> &'static str,
    sign: fn(T) -> Option<Icon>,
    language: Language,
) -> Vec<Option_> {
    let option =
        |word: &T| Option_ { code: code(*word), label: word.label(language).into(), sign: sign(*word) };
    words.iter().map(option).collect()
}

/// The same, with "no answer" as the first one.
pub(crate) fn options_with_none(none: &'static str, mut options: Vec<Option_>) -> Vec<Option_> {
    options.insert(0, Option_ { code: "", label: none.into(), sign: None });
    options
}

/// The question and its answers.
#[component]
pub(crate) fn Choice(
    /// Unlike any other on the page; each answer's test hook is `name-code`.
    name: &'static str,
    /// The question.
    #[prop(into)]
    legend: Cow<'static, str>,
    /// The answers.
    options: Vec<Option_>,
    /// The code of the answer given.
    #[prop(into)]
    chosen: Signal<String>,
    /// An answer was given.
    #[prop(into)]
    pick: Callback<&'static str>,
) -> impl IntoView {
    let answers: Vec<AnyView> =
        options.into_iter().map(|option| answer(name, option, chosen, pick)).collect();
    view! {
        <fieldset class="choice">
            <legend>{legend}</legend>
            <div class="pills">{answers}</div>
        </fieldset>
    }
}

fn answer(
    name: &'static str,
    option: Option_,
    chosen: Signal<String>,
    pick: Callback<&'static str>,
) -> AnyView {
    let Option_ { code, label, sign } = option;
    view! {
        <label class="pill" data-test=[name, "-", code].concat()>
            <input
                type="radio" name=name value=code
                prop:checked=move || chosen.with(|chosen| chosen == code)
                on:change=move |_| pick.run(code)
            />
            {sign.map(icon)}
            <span>{label}</span>
        </label>
    }
    .into_any()
}

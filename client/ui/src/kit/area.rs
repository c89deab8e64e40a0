//! One question with a long answer. What is typed is kept as a draft until it is saved.

use std::borrow::Cow;

use leptos::prelude::*;

use crate::drafts;

/// A field for prose.
#[component]
pub(crate) fn Area(
    /// Unlike any other on the page.
    id: &'static str,
    /// The question.
    #[prop(into)]
    label: Cow<'static, str>,
    /// A hint.
    #[prop(optional)]
    help: &'static str,
    /// The answer.
    #[prop(into)]
    value: Signal<String>,
    /// Something was typed.
    #[prop(into)]
    typed: Callback<String>,
    /// The draft's name.
    #[prop(into)]
    draft: String,
    /// The hook for browser tests.
    test: &'static str,
) -> impl IntoView {
    let keep = move |event| {
        let text = event_target_value(&event);
        drafts::keep(&draft, &text);
        typed.run(text);
    };
    let about = [id, "-about"].concat();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <textarea
                id=id rows="3" maxlength="8000" data-test=test aria-describedby=about.clone()
                prop:value=move || value.get() on:input=keep
            ></textarea>
            <p class="help" id=about>{help}</p>
        </div>
    }
}

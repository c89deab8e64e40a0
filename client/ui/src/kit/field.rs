//! One question with a short answer: label above, help below, what is missing in place.

use std::borrow::Cow;

use leptos::prelude::*;

/// What kind of answer is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Input {
    /// A name.
    Name,
    /// A line of text.
    Line,
    /// A whole number.
    Number,
    /// Something to look for.
    Search,
    /// A link.
    Link,
}

impl Input {
    /// The `type` and `inputmode` of the element.
    const fn kind(self) -> (&'static str, &'static str) {
        match self {
            Self::Name | Self::Line => ("text", "text"),
            Self::Number => ("text", "numeric"),
            Self::Search => ("search", "search"),
            Self::Link => ("text", "url"),
        }
    }
}

/// A field.
#[component]
pub(crate) fn Field(
    /// Unlike any other on the page.
    id: &'static str,
    /// The question.
    #[prop(into)]
    label: Cow<'static, str>,
    /// A hint or an example.
    #[prop(optional)]
    help: &'static str,
    /// What kind of answer.
    input: Input,
    /// The answer.
    #[prop(into)]
    value: Signal<String>,
    /// Something was typed.
    #[prop(into)]
    typed: Callback<String>,
    /// What is missing; empty if nothing is.
    #[prop(optional, into)]
    missing: Signal<&'static str>,
    /// The hook for browser tests.
    test: &'static str,
) -> impl IntoView {
    let (kind, mode) = input.kind();
    let inside = (input == Input::Search).then(|| label.clone());
    let about = [id, "-about"].concat();
    let spelling = matches!(input, Input::Line).to_string();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id type=kind inputmode=mode autocomplete="off" spellcheck=spelling maxlength="200"
                data-test=test aria-describedby=about.clone() placeholder=inside
                aria-invalid=move || (!missing.get().is_empty()).to_string()
                prop:value=move || value.get() on:input=move |event| typed.run(event_target_value(&event))
            />
            <p class="help" id=about>{help}<span class="missing">{move || missing.get()}</span></p>
        </div>
    }
}

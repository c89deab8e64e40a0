//! A calm bar with something to know and at most one thing to do.

use std::borrow::Cow;

use leptos::prelude::*;

/// Whether a screen reader interrupts for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Urgency {
    /// It can wait.
    Calm,
    /// It is about something that was just tried.
    Now,
}

/// The bar.
#[component]
pub(crate) fn Bar(
    /// What there is to know.
    #[prop(into)]
    text: Cow<'static, str>,
    /// Whether a screen reader interrupts.
    urgency: Urgency,
    /// The hook for browser tests.
    test: &'static str,
    /// What can be done: buttons.
    children: Children,
) -> impl IntoView {
    let role = match urgency {
        Urgency::Calm => "status",
        Urgency::Now => "alert",
    };
    view! {
        <div class="bar" role=role data-test=test>
            <p>{text}</p>
            {children()}
        </div>
    }
}

//! An empty place: what will be here, and the one next step.

use leptos::prelude::*;

use super::icon::{Icon, icon};

/// The place.
#[component]
pub(crate) fn Empty(
    /// Its shape.
    sign: Icon,
    /// What is not here yet.
    title: &'static str,
    /// What will be.
    text: &'static str,
    /// The next step: a button, or nothing.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="empty">
            <div class="empty-sign">{icon(sign)}</div>
            <h2>{title}</h2>
            <p>{text}</p>
            {children()}
        </section>
    }
}

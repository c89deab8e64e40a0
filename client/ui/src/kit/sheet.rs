//! What lies over a place: from below on a phone, in the middle on a larger screen. The browser's own modal dialog
//! keeps the focus inside and gives it back.

use std::borrow::Cow;

use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::desk::{desk, text};

/// A sheet with a title and a way out: the cross, Escape, a tap beside it, Back.
#[component]
pub(crate) fn Sheet(
    /// What it is about.
    #[prop(into)]
    title: Cow<'static, str>,
    /// The hook for browser tests.
    test: &'static str,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let router = desk().router;
    let dialog = NodeRef::<html::Dialog>::new();
    let shown = StoredValue::new_local(None::<web_sys::HtmlDialogElement>);
    dialog.on_load(move |element| {
        // Failing only where the browser shows it already.
        let _ = element.show_modal();
        shown.set_value(Some(element));
    });
    on_cleanup(move || {
        if let Some(Some(element)) = shown.try_get_value() {
            element.close();
        }
    });
    let leave = move |event: leptos::ev::Event| {
        event.prevent_default();
        router.close();
    };
    let beside = move |event: leptos::ev::MouseEvent| {
        if event.target() == event.current_target() {
            router.close();
        }
    };
    view! {
        <dialog class="sheet" node_ref=dialog data-test=test aria-labelledby="sheet-title" on:cancel=leave on:click=beside>
            <div class="sheet-body">
                <header class="sheet-head">
                    <h2 id="sheet-title" tabindex="-1" autofocus=true>{title}</h2>
                    <button type="button" class="round" data-test="close" aria-label=text().frame.close on:click=move |_| router.close()>
                        {icon(Icon::Close)}
                    </button>
                </header>
                {children()}
            </div>
        </dialog>
    }
}

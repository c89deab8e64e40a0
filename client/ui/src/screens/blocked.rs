//! Pages that are all there is to say: the store cannot be opened, another window has the app, one moment.

use carryover_core::view::Trouble;
use leptos::prelude::*;

use crate::desk::{desk, language, text};
use crate::i18n::labels::Label;
use crate::kit::{Button, Icon, Kind, icon};

/// The store could not be opened.
pub(super) fn blocked(why: Trouble) -> AnyView {
    let words = &text().settings;
    let reload = || {
        let _ = window().location().reload();
    };
    view! {
        <main id="main" class="alone" role="alert" data-test="blocked">
            <div class="empty-sign">{icon(Icon::Shield)}</div>
            <h1 tabindex="-1">{words.blocked}</h1>
            <p>{why.label(language())}</p>
            <Button label=words.reload kind=Kind::Primary sign=Icon::Undo test="reload" press=reload/>
        </main>
    }
    .into_any()
}

/// Another window has the app.
pub(super) fn elsewhere() -> AnyView {
    let shell = desk().shell;
    let words = &text().settings;
    view! {
        <main id="main" class="alone" data-test="elsewhere">
            <div class="empty-sign">{icon(Icon::Screen)}</div>
            <h1 tabindex="-1">{words.elsewhere}</h1>
            <Button label=words.use_here kind=Kind::Primary test="use-here" press=move || shell.use_here()/>
        </main>
    }
    .into_any()
}

/// The page's own shape until the notes are there.
pub(super) fn opening() -> AnyView {
    view! {
        <main id="main" class="shell-main" aria-busy="true" aria-label=text().frame.opening>
            <div class="shell-line"></div>
            <div class="shell-card"></div>
            <div class="shell-card"></div>
        </main>
    }
    .into_any()
}

//! Pages that are all there is to say: the store cannot be opened, another window has the app, one moment.

use carryover_core::view::{Notice, Trouble};
use leptos::prelude::*;

use crate::desk::{desk, language, text};
use crate::dom::{El, el, live};
use crate::i18n::labels::Label;
use crate::kit::{Icon, Kind, button, icon};

/// The store could not be opened.
pub(super) fn blocked(why: Trouble) -> El {
    let words = &text().settings;
    let reload = || {
        let _ = window().location().reload();
    };
    alone(Icon::Shield, words.blocked)
        .set("role", "alert")
        .test("blocked")
        .add(el("p").add(why.label(language())))
        .add(button(Kind::Primary, words.reload, "reload", reload).sign(Icon::Undo))
}

/// Another window has the app, and keeps it if something there is not saved.
pub(super) fn elsewhere(unsaved: bool) -> El {
    let shell = desk().shell;
    let words = &text().settings;
    let said = if unsaved { words.unsaved_there } else { words.elsewhere_text };
    let use_here = button(Kind::Primary, words.use_here, "use-here", move || shell.use_here());
    alone(Icon::Screen, words.elsewhere).test("elsewhere").add(el("p").add(said)).add(use_here)
}

/// The page's own shape until the notes are there, and why that takes so long if the app cannot store its first row.
pub(super) fn opening() -> El {
    let frame = desk().frame;
    let trouble = live(move || {
        let why = frame.with(|frame| {
            frame.notices.iter().find_map(|notice| match notice {
                Notice::NotSaved(why) => Some(*why),
                _ => None,
            })
        });
        why.map(|why| el("p").class("pinned").set("role", "alert").test("notice").add(why.label(language())))
    });
    let main = el("main").class("shell-main").set("id", "main").set("aria-busy", "true");
    let main = main.spoken(text().frame.opening).add(el("div").class("shell-line"));
    main.add(trouble).add(el("div").class("shell-card")).add(el("div").class("shell-card"))
}

fn alone(sign: Icon, title: &str) -> El {
    let main = el("main").class("alone").set("id", "main");
    main.add(el("div").class("empty-sign").add(icon(sign))).add(el("h1").focusable().add(title))
}

//! The form that goals and safety notes share: one sentence.

use carryover_core::Intent;
use leptos::prelude::*;
use shared::RecordId;

use crate::desk::{desk, text};
use crate::dom::{El, el};
use crate::drafts;
use crate::kit::{Area, Icon, Kind, button, focus, sheet};

/// What the form is about.
pub(super) struct Sentence {
    pub(super) title: &'static str,
    pub(super) label: &'static str,
    pub(super) help: &'static str,
    /// The versions it replaces; empty for a new one.
    pub(super) replaces: Vec<RecordId>,
    /// What it says so far.
    pub(super) said: String,
    /// The draft's name.
    pub(super) draft: &'static str,
    /// What saving asks for.
    pub(super) save: Box<dyn Fn(Vec<RecordId>, String) -> Intent>,
}

/// The sheet.
pub(super) fn sentence(about: Sentence) -> El {
    let Sentence { title, label, help, replaces, said, draft, save } = about;
    let draft = [draft, &replaces.first().map(ToString::to_string).unwrap_or_default()].concat();
    let kept = Some(drafts::read(&draft)).filter(|kept| !kept.is_empty());
    let typed = RwSignal::new(kept.unwrap_or(said));
    let (versions, named) = (replaces.clone(), draft.clone());
    let press = move || {
        let text = typed.with_untracked(|typed| typed.trim().to_owned());
        if text.is_empty() {
            return focus::first("#sentence");
        }
        drafts::forget(&named);
        desk().dispatch(save(versions.clone(), text));
        desk().router.close();
    };
    let end = (!replaces.is_empty()).then(|| {
        button(Kind::Plain, text().plan.end, "end", move || {
            desk().dispatch(Intent::EndPlan { versions: replaces.clone() });
            desk().router.close();
        })
    });
    let area = Area { id: "sentence", label, help, test: "field-sentence" };
    let area = area.ask(draft, move || typed.get(), move |text| typed.set(text));
    let save = button(Kind::Primary, text().frame.save, "save", press).sign(Icon::Check);
    sheet(title, "sentence-sheet", |body| body.add(area).add(el("div").class("acts").add(save).add(end)))
}

//! Safety notes: what everyone must know before they start.

use carryover_core::Intent;
use carryover_core::view::SafetyView;
use leptos::prelude::*;
use shared::RecordId;

use super::super::words;
use super::foot;
use super::sentence::{Sentence, sentence};
use crate::desk::{desk, text};
use crate::dom::{El, el};
use crate::i18n::fill;
use crate::kit::{Icon, signed};
use crate::route::Sheet;

/// A note in the list.
pub(super) fn safety_line(note: &SafetyView, may_edit: bool) -> El {
    let said = note.note.text.as_str();
    let by = fill(text().plan.by, &[&words::person(&note.author), &words::day_and_time(note.written)]);
    let edit = may_edit.then_some((said, "edit-safety", Sheet::Safety(Some(note.version))));
    let line = el("li").class("pinned-note").test("safety-note");
    line.add(signed("p", Icon::Shield, said)).add(foot(&by, edit))
}

/// The sheet; without a version it is a new note.
pub(crate) fn safety_form(version: Option<RecordId>) -> El {
    let words = &text().plan;
    let held = desk().plan.with_untracked(|plan| {
        let found = plan.safety.iter().find(|note| Some(note.version) == version);
        found.map(|note| (vec![note.version], note.note.text.clone()))
    });
    let title = if held.is_some() { words.safety_edit } else { words.safety_new };
    let (replaces, said) = held.unwrap_or_default();
    sentence(Sentence {
        title,
        label: words.safety_field,
        help: "",
        replaces,
        said,
        draft: "safety",
        save: Box::new(|replaces, text| Intent::PlanSafety { replaces, text }),
    })
}

//! Safety notes: what everyone must know before they start.

use carryover_core::Intent;
use carryover_core::view::SafetyView;
use leptos::prelude::*;
use shared::RecordId;
use shared::record::Scope;

use super::super::past::past;
use super::super::safety::read_it;
use super::super::words;
use super::details::names;
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
    let readers = (!note.readers.is_empty()).then(|| {
        let readers = fill(text().program.readers, &[&names(&note.readers)]);
        el("p").class("help").test("readers").add(readers)
    });
    let may_say = !note.read && desk().may_write(Scope::Plan);
    let read = may_say.then(|| read_it(vec![note.version]));
    line.add(signed("p", Icon::Shield, said))
        .add(readers)
        .add(read)
        .add(past(note.version))
        .add(foot(&by, edit))
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

//! The form that goals and safety notes share: one sentence.

use leptos::prelude::*;
use shared::RecordId;

use carryover_core::Intent;

use crate::desk::{desk, text};
use crate::drafts;
use crate::kit::{Area, Button, Icon, Kind, Sheet, focus};

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
    pub(super) save: fn(Vec<RecordId>, String) -> Intent,
}

/// The sheet.
pub(super) fn sentence(about: Sentence) -> AnyView {
    let Sentence { title, label, help, replaces, said, draft, save } = about;
    let is_new = replaces.is_empty();
    let draft = [draft, &replaces.first().map(ToString::to_string).unwrap_or_default()].concat();
    let kept = Some(drafts::read(&draft)).filter(|kept| !kept.is_empty());
    let typed = RwSignal::new(kept.unwrap_or(said));
    let versions = StoredValue::new((replaces, draft.clone()));
    let press = move || {
        let text = typed.with_untracked(|typed| typed.trim().to_owned());
        if text.is_empty() {
            return focus::first("#sentence");
        }
        let (replaces, draft) = versions.get_value();
        drafts::forget(&draft);
        desk().dispatch(save(replaces, text));
        desk().router.close();
    };
    let end = move || {
        desk().dispatch(Intent::EndPlan { versions: versions.get_value().0 });
        desk().router.close();
    };
    view! {
        <Sheet title=title test="sentence-sheet">
            <Area id="sentence" label=label help=help value=typed typed=move |text| typed.set(text) draft=draft test="field-sentence"/>
            <div class="acts">
                <Button label=text().frame.save kind=Kind::Primary sign=Icon::Check test="save" press=press/>
                {(!is_new).then(|| view! { <Button label=text().plan.end kind=Kind::Plain test="end" press=end/> })}
            </div>
        </Sheet>
    }
    .into_any()
}

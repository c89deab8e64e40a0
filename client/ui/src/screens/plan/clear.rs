//! A clinician clears what is paused: every stop that pauses the same thing, by name, with what to do differently.

use carryover_core::Intent;
use carryover_core::view::PausedView;
use leptos::prelude::*;
use shared::RecordId;

use super::super::words;
use crate::desk::{desk, language, text};
use crate::drafts;
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Area, Button, Icon, Kind, Sheet};

/// The sheet.
#[component]
pub(crate) fn Clear(
    /// One of the stops.
    stop: RecordId,
) -> impl IntoView {
    let words = &text().since;
    let stops = of_the_same(stop);
    let title = stops.first().map(|stop| stop.title.clone()).unwrap_or_default();
    let lines: Vec<AnyView> = stops.iter().map(line).collect();
    let draft = ["clear", &stop.to_string()].concat();
    let note = RwSignal::new(drafts::read(&draft));
    let kept = StoredValue::new((stops.iter().map(|stop| stop.stop).collect::<Vec<_>>(), draft.clone()));
    let press = move || {
        let (stops, draft) = kept.get_value();
        drafts::forget(&draft);
        desk().dispatch(Intent::Clear { stops, note: note.get_untracked() });
        desk().router.close();
    };
    view! {
        <Sheet title=fill(words.clear_title, &[&title]) test="clear-sheet">
            <ul class="facts">{lines}</ul>
            <Area id="clear-note" label=words.clear_note help=words.clear_help value=note typed=move |typed| note.set(typed) draft=draft test="clear-note"/>
            <div class="acts">
                <Button label=words.clear kind=Kind::Primary sign=Icon::Check test="clear-save" press=press/>
            </div>
        </Sheet>
    }
}

/// The stop, and the others that were put on the same thing: those the clinician has in front of them.
fn of_the_same(stop: RecordId) -> Vec<PausedView> {
    desk().today.with_untracked(|today| {
        let title = today.paused.iter().find(|paused| paused.stop == stop).map(|paused| paused.title.clone());
        let same = today.paused.iter().filter(|paused| Some(&paused.title) == title.as_ref());
        same.cloned().collect()
    })
}

fn line(stop: &PausedView) -> AnyView {
    let said = words::dots(&[
        stop.reason.label(language()),
        &words::person(&stop.author),
        stop.setting.label(language()),
        &words::day_and_time(stop.at),
        &stop.note,
    ]);
    view! { <li><span class="mark stopped">{crate::kit::icon(Icon::Stop)}</span><span>{said}</span></li> }
        .into_any()
}

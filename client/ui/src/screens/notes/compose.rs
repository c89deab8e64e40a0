//! Writing a plain note. What is typed survives leaving the sheet.

use carryover_core::Intent;
use leptos::prelude::*;
use shared::Moment;
use shared::record::Setting;

use super::super::log;
use crate::desk::{desk, language, text};
use crate::drafts;
use crate::kit::{Area, Button, Choice, Icon, Kind, Sheet, When, focus, options, setting_icon};

const DRAFT: &str = "note";

/// The sheet.
#[component]
pub(crate) fn Compose() -> impl IntoView {
    let desk = desk();
    let words = &text().day;
    let note = RwSignal::new(drafts::read(DRAFT));
    let setting = RwSignal::new(log::setting(desk).code().to_owned());
    let at = StoredValue::new(None::<Moment>);
    let save = move || {
        let text = note.get_untracked();
        if text.trim().is_empty() {
            return focus::first("#new-note");
        }
        drafts::forget(DRAFT);
        let setting = setting.get_untracked().parse().unwrap_or(Setting::Home);
        desk.dispatch(Intent::LogNote { note: text, setting, at: at.get_value() });
        desk.router.close();
    };
    let settings = options(Setting::ALL, Setting::code, |setting| Some(setting_icon(setting)), language());
    view! {
        <Sheet title=words.write_note test="note-sheet">
            <Area id="new-note" label=words.note help=words.note_help value=note typed=move |typed| note.set(typed) draft=DRAFT test="note-text"/>
            <Choice name="setting" legend=words.where_ options=settings chosen=setting pick=move |code: &'static str| setting.set(code.to_owned())/>
            <When pick=move |moment| at.set_value(moment)/>
            <div class="acts">
                <Button label=text().frame.save kind=Kind::Primary sign=Icon::Check test="save" press=save/>
            </div>
        </Sheet>
    }
}

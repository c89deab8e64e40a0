//! What needs saying on top: notices, a new version, the sample's ribbon.

use carryover_core::Intent;
use carryover_core::view::Notice;
use leptos::prelude::*;
use shared::record::Role;

use super::settings::leave;
use crate::desk::{desk, language, text};
use crate::i18n::count;
use crate::i18n::labels::Label;
use crate::kit::{Bar, Button, Choice, Kind, Option_, Urgency};

/// The topmost notice, and a new version that waits.
#[component]
pub(crate) fn Notices() -> impl IntoView {
    let desk = desk();
    let words = &text().settings;
    let first = Memo::new(move |_| desk.frame.with(|frame| frame.notices.first().cloned()));
    let away = move || {
        view! { <Button label=words.put_away kind=Kind::Plain test="notice-dismiss" press=move || desk.dispatch(Intent::DismissNotice)/> }
    };
    view! {
        {move || first.get().map(|notice| {
            let (said, urgency) = notice_words(&notice);
            view! { <Bar text=said urgency=urgency test="notice">{away()}</Bar> }
        })}
        {move || desk.shell.update_waiting().get().then(|| view! {
            <Bar text=words.update urgency=Urgency::Calm test="update">
                <Button label=words.use_it kind=Kind::Quiet test="use-update" press=move || desk.shell.use_update()/>
            </Bar>
        })}
    }
}

fn notice_words(notice: &Notice) -> (String, Urgency) {
    let words = &text().settings;
    match notice {
        Notice::NotSaved(why) => ([words.not_saved, " ", why.label(language())].concat(), Urgency::Now),
        Notice::NeedsConnection => (words.needs_connection.to_owned(), Urgency::Now),
        Notice::NotAllowed => (words.not_allowed.to_owned(), Urgency::Now),
        Notice::Unfit(_) => (words.unfit.to_owned(), Urgency::Now),
        Notice::SetAside { count: many } => (count(language(), words.set_aside, *many), Urgency::Calm),
        Notice::NewerVersion => (words.newer.to_owned(), Urgency::Calm),
    }
}

/// The ribbon of the sample child, and whose eyes it is seen with.
#[component]
pub(crate) fn SampleRibbon() -> impl IntoView {
    let desk = desk();
    let sample = Memo::new(move |_| desk.chip().is_some_and(|chip| chip.sample));
    move || sample.get().then(|| view! { <Ribbon/> })
}

#[component]
fn Ribbon() -> impl IntoView {
    let desk = desk();
    let words = &text().settings;
    let role =
        |role: Role, label: &'static str| Option_ { code: role.code(), label: label.into(), sign: None };
    let roles = vec![
        role(Role::Guardian, words.as_parent),
        role(Role::Aide, words.as_aide),
        role(Role::Clinician, words.as_clinician),
    ];
    let chosen = Signal::derive(move || desk.role().code().to_owned());
    let pick = move |code: &'static str| {
        if let Ok(role) = code.parse() {
            desk.dispatch(Intent::LookAs { role });
        }
    };
    view! {
        <aside class="ribbon" aria-label=words.sample data-test="sample-ribbon">
            <p><strong>{words.sample}</strong><span>{words.sample_text}</span></p>
            <Choice name="look-as" legend=words.see_as options=roles chosen=chosen pick=pick/>
            {leave()}
        </aside>
    }
}

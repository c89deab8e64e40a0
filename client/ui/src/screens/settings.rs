//! Children and settings, behind the child's name.

use carryover_core::view::{SyncState, TeamChip};
use carryover_core::{Intent, Whom};
use leptos::prelude::*;

use super::first_run::Languages;
use crate::desk::{Desk, desk, language, text};
use crate::i18n::labels::Label;
use crate::i18n::{fill, format};
use crate::kit::{Button, Choice, Field, Icon, Input, Kind, Option_, Sheet as SheetFrame, icon};
use crate::route::Sheet;
use crate::shell::{Kept, Theme};

/// The sheet.
#[component]
pub(crate) fn Settings() -> impl IntoView {
    let words = &text().settings;
    view! {
        <SheetFrame title=words.title test="settings-sheet">
            <Children_/>
            <section><h3>{words.language}</h3><Languages/></section>
            <Colours/>
            <Storage/>
            <Names/>
            <section>
                <h3>{words.about}</h3>
                <p>{words.about_text}</p>
                <p class="help">{fill(words.version, &[env!("CARGO_PKG_VERSION")])}</p>
                <p class="help">{words.words}</p>
            </section>
        </SheetFrame>
    }
}

#[component]
fn Children_() -> impl IntoView {
    let desk = desk();
    let frame = &text().frame;
    let teams = Memo::new(move |_| desk.frame.with(|frame| frame.teams.clone()));
    let sample = move || desk.chip().is_some_and(|chip| chip.sample);
    view! {
        <section>
            <h3>{frame.children}</h3>
            <ul class="children">
                <For each=move || teams.get() key=|chip| chip.team children=move |chip| child(desk, chip)/>
            </ul>
            <Button label=frame.add_child kind=Kind::Quiet sign=Icon::Plus test="add-child" press=move || desk.router.open(Sheet::AddChild)/>
            {move || sample().then(leave)}
        </section>
    }
}

fn child(desk: Desk, chip: TeamChip) -> AnyView {
    let team = chip.team;
    let current = move || desk.frame.with(|frame| (frame.chosen == Some(team)).then_some("true"));
    let choose = move |_| {
        desk.selected.set(Vec::new());
        desk.dispatch(Intent::Choose { team });
        desk.router.close();
    };
    view! {
        <li>
            <button type="button" class="rail-child" aria-current=current data-test="choose-child" on:click=choose>
                {icon(Icon::Child)}
                <span>{chip.child}</span>
                <span class="help">{chip.role.label(language())}</span>
            </button>
        </li>
    }
    .into_any()
}

/// Out of the sample.
pub(super) fn leave() -> AnyView {
    let press = || {
        let desk = desk();
        desk.dispatch(Intent::LeaveSample);
        desk.router.close();
    };
    view! { <Button label=text().settings.leave_sample kind=Kind::Quiet test="leave-sample" press=press/> }
        .into_any()
}

#[component]
fn Colours() -> impl IntoView {
    let shell = desk().shell;
    let words = &text().settings;
    let label = |theme: Theme| match theme {
        Theme::Device => words.device,
        Theme::Light => words.light,
        Theme::Dark => words.dark,
        Theme::Contrast => words.contrast,
    };
    let themes =
        Theme::ALL.map(|theme| Option_ { code: theme.word(), label: label(theme).into(), sign: None });
    let chosen = Signal::derive(move || shell.theme().get().word().to_owned());
    let pick = move |word: &'static str| {
        if let Some(theme) = Theme::ALL.into_iter().find(|theme| theme.word() == word) {
            shell.set_theme(theme);
        }
    };
    view! { <Choice name="theme" legend=words.colours options=themes.to_vec() chosen=chosen pick=pick/> }
}

#[component]
fn Storage() -> impl IntoView {
    let desk = desk();
    let words = &text().settings;
    let kept = move || match desk.shell.storage().get().kept {
        Kept::Promised => words.kept,
        Kept::NotPromised => words.not_kept,
        Kept::Unknown => words.unknown_kept,
    };
    let used = move || {
        let megabytes = (desk.shell.storage().get().used_bytes? / 1_000_000.0).ceil();
        Some(fill(words.used, &[&format::number(language(), megabytes as usize)]))
    };
    let ask = move || {
        (desk.shell.storage().get().kept == Kept::NotPromised).then(|| {
            let press = move || desk.shell.keep_storage();
            view! { <Button label=words.keep_them kind=Kind::Quiet sign=Icon::Shield test="keep-storage" press=press/> }
        })
    };
    let sharing = move || match desk.frame.with(|frame| frame.sync.clone()) {
        SyncState::Local => words.sync_help_local,
        SyncState::Refused { why, .. } => why.label(language()),
        SyncState::UpToDate { .. } | SyncState::Sharing { .. } | SyncState::Offline { .. } => words.sync_help,
    };
    view! {
        <section data-test="storage">
            <h3>{words.storage}</h3>
            <p>{kept}</p>
            <p>{sharing}</p>
            <p class="help">{used}</p>
            {ask}
        </section>
    }
}

#[component]
fn Names() -> impl IntoView {
    let desk = desk();
    let words = &text().settings;
    let mine = desk.team.with_untracked(|team| {
        team.members.iter().find(|member| member.me).map(|member| member.name.clone()).unwrap_or_default()
    });
    let child = desk.chip().map(|chip| chip.child).unwrap_or_default();
    let may = desk.plan.with_untracked(|plan| plan.may_edit);
    view! {
        <section>
            <h3>{words.names}</h3>
            <Name whom=Whom::Me id="rename-me" label=words.my_name name=mine/>
            {may.then(|| view! { <Name whom=Whom::Child id="rename-child" label=words.child_name name=child/> })}
        </section>
    }
}

#[component]
fn Name(
    /// Whose.
    whom: Whom,
    /// The field's id.
    id: &'static str,
    /// The question.
    label: &'static str,
    /// The name so far.
    name: String,
) -> impl IntoView {
    let typed = RwSignal::new(name.clone());
    let saved = RwSignal::new(name);
    let save = move || {
        let name = typed.with_untracked(|typed| typed.trim().to_owned());
        saved.set(name.clone());
        desk().dispatch(Intent::Rename { whom, name });
    };
    let differs = move || {
        let name = typed.with(|typed| typed.trim().to_owned());
        !name.is_empty() && saved.with(|saved| *saved != name)
    };
    view! {
        <Field id=id label=label input=Input::Name value=typed typed=move |text| typed.set(text) test=id/>
        {move || differs().then(|| view! { <Button label=text().frame.save kind=Kind::Quiet test="save-name" press=save/> })}
    }
}

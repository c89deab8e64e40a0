//! Just us: the child's first name, one's own name and role.

use carryover_core::Intent;
use leptos::prelude::*;
use shared::record::Role;

use crate::desk::{desk, language, text};
use crate::drafts;
use crate::kit::{Button, Choice, Field, Icon, Input, Kind, Sheet as SheetFrame, focus, options};
use crate::route::Sheet;

/// Who may start a notebook.
const ROLES: &[Role] = &[Role::Guardian, Role::Clinician, Role::Teacher, Role::Aide];

/// What is typed.
#[derive(Debug, Clone, PartialEq)]
struct Names {
    child: String,
    me: String,
    role: Role,
    /// Whether starting was tried, so that what is missing is said.
    tried: bool,
}

/// The form.
#[component]
pub(crate) fn FoundForm() -> impl IntoView {
    let words = &text().first;
    let names = RwSignal::new(Names::kept());
    let child = Signal::derive(move || names.with(|names| names.child.clone()));
    let me = Signal::derive(move || names.with(|names| names.me.clone()));
    let role = Signal::derive(move || names.with(|names| names.role.code().to_owned()));
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); start(names); }>
            <Field id="child" label=words.child help=words.child_help input=Input::Name value=child missing=missing(names, child)
                typed=move |typed| names.update(|names| names.child = keep("child", typed)) test="field-child"/>
            <Field id="me" label=words.me help=words.me_help input=Input::Name value=me missing=missing(names, me)
                typed=move |typed| names.update(|names| names.me = keep("me", typed)) test="field-me"/>
            <Choice name="role" legend=words.role options=options(ROLES, Role::code, |_| None, language()) chosen=role
                pick=move |code: &'static str| names.update(|names| names.role = code.parse().unwrap_or(Role::Guardian))/>
            <Button label=words.start kind=Kind::Primary sign=Icon::Check test="start" press=move || start(names)/>
            // So that Enter in a field starts too.
            <input type="submit" hidden=true/>
        </form>
    }
}

/// The form for another child.
#[component]
pub(crate) fn FoundSheet() -> impl IntoView {
    let router = desk().router;
    let words = &text().first;
    view! {
        <SheetFrame title=words.who test="found-sheet">
            <FoundForm/>
            <Button label=words.invited kind=Kind::Plain test="start-invite" press=move || router.open(Sheet::Invited)/>
        </SheetFrame>
    }
}

fn start(names: RwSignal<Names>) {
    let desk = desk();
    let Names { child, me, role, .. } = names.get_untracked();
    let (child, me) = (child.trim().to_owned(), me.trim().to_owned());
    if child.is_empty() || me.is_empty() {
        names.update(|names| names.tried = true);
        return focus::first("[aria-invalid='true']");
    }
    for name in ["child", "me"] {
        drafts::forget(name);
    }
    desk.dispatch(Intent::Found { child, me, role });
    desk.router.open(Sheet::Begin);
}

/// Says what is missing once starting was tried.
fn missing(names: RwSignal<Names>, name: Signal<String>) -> Signal<&'static str> {
    Signal::derive(move || {
        let is_missing = names.with(|names| names.tried) && name.with(|name| name.trim().is_empty());
        if is_missing { text().first.name_missing } else { "" }
    })
}

fn keep(draft: &str, typed: String) -> String {
    drafts::keep(draft, &typed);
    typed
}

impl Names {
    fn kept() -> Self {
        Self { child: drafts::read("child"), me: drafts::read("me"), role: Role::Guardian, tried: false }
    }
}

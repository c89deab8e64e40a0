//! Just us: the child's first name, one's own name and role.

use carryover_core::Intent;
use leptos::prelude::*;
use shared::record::Role;

use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el};
use crate::drafts;
use crate::kit::{Choice, Field, Icon, Input, Kind, button, focus, options, sheet};
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
pub(super) fn found_form() -> Part {
    let words = &text().first;
    let names = RwSignal::new(Names::kept());
    let child = Field {
        id: "child",
        label: words.child,
        help: words.child_help,
        input: Input::Name,
        test: "field-child",
    };
    let me = Field { id: "me", label: words.me, help: words.me_help, input: Input::Name, test: "field-me" };
    let answers = options(ROLES, Role::code, |_| None, language());
    let role = Choice { name: "role", legend: words.role, answers };
    let role = role.ask(
        move || names.with(|names| names.role.code().to_owned()),
        move |code| names.update(|names| names.role = code.parse().unwrap_or(Role::Guardian)),
    );
    el("form")
        .class("form")
        .on("submit", move |event| {
            event.prevent_default();
            start(names);
        })
        .add(name(child, names, |names| &mut names.child))
        .add(name(me, names, |names| &mut names.me))
        .add(role)
        .add(button(Kind::Primary, words.start, "start", move || start(names)).sign(Icon::Check))
        // So that Enter in a field starts too.
        .add(el("input").set("type", "submit").set("hidden", ""))
        .into()
}

/// The form for another child.
pub(crate) fn found_sheet() -> El {
    let router = desk().router;
    let words = &text().first;
    let invited = button(Kind::Plain, words.invited, "start-invite", move || router.open(Sheet::Invited));
    let recover = move || router.open(Sheet::Recover);
    let sheet_button = button(Kind::Plain, text().paper.have, "start-sheet", recover);
    sheet(words.who, "found-sheet", |body| {
        body.add(found_form()).add(el("div").class("acts").add(invited).add(sheet_button))
    })
}

/// One name, kept as the draft of its field.
fn name(field: Field, names: RwSignal<Names>, of: fn(&mut Names) -> &mut String) -> El {
    let read = move || of(&mut names.get()).clone();
    let is_missing = move || names.with(|names| names.tried) && read().trim().is_empty();
    let keep = move |typed: String| {
        drafts::keep(field.id, &typed);
        names.update(|names| *of(names) = typed);
    };
    field.ask_or_miss(move || if is_missing() { text().first.name_missing } else { "" }, read, keep)
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

impl Names {
    fn kept() -> Self {
        Self { child: drafts::read("child"), me: drafts::read("me"), role: Role::Guardian, tried: false }
    }
}

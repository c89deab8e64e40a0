//! Several people on one device: who is writing, adding somebody, and letting somebody else write.

use leptos::prelude::*;

use super::first_run;
use super::settings::section;
use crate::desk::{Desk, desk, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::kit::{Field, Icon, Input, Kind, button, focus, round, signed};
use crate::shell::Person;

/// The page that asks who writes.
pub(super) fn who() -> El {
    let desk = desk();
    let words = &text().people;
    let people: Vec<El> = desk.shell.people().into_iter().map(|person| way(desk, &person)).collect();
    let is_adding = RwSignal::new(false);
    let add = live(move || {
        if is_adding.get() {
            return untrack(|| add_form(desk));
        }
        let add = move || {
            is_adding.set(true);
            focus::first("#person-name");
        };
        button(Kind::Quiet, words.add, "add-person", add).sign(Icon::Plus)
    });
    let inside = [
        el("h1").focusable().test("who").add(words.who).into(),
        el("div").class("doors").add(people).into(),
        add,
    ];
    first_run::page(inside.into())
}

fn way(desk: Desk, person: &Person) -> El {
    let number = person.number;
    let name = el("span").class("door-words").add(el("strong").add(called(person)));
    let door = el("button").set("type", "button").class("door").test("person");
    door.sign(Icon::Child).add(name).press(move || desk.shell.write_as(number))
}

/// What somebody is called here, named or not.
fn called(person: &Person) -> String {
    let words = &text().people;
    match (person.name.as_str(), person.number) {
        ("", 1) => words.first.to_owned(),
        ("", number) => fill(words.nth, &[&number.to_string()]),
        (name, _) => name.to_owned(),
    }
}

fn add_form(desk: Desk) -> El {
    let words = &text().people;
    let name = RwSignal::new(String::new());
    let add = move || {
        let name = name.with_untracked(|name| name.trim().to_owned());
        if name.is_empty() {
            return focus::first("#person-name");
        }
        desk.shell.add_person(&name);
    };
    let form = el("form").class("form").on("submit", move |event| {
        event.prevent_default();
        add();
    });
    let go = button(Kind::Primary, words.go, "person-add", add).sign(Icon::Check);
    form.add(name_field().over(name)).add(go).add(el("input").set("type", "submit").set("hidden", ""))
}

fn name_field() -> Field {
    let words = &text().people;
    Field {
        id: "person-name",
        label: words.name,
        help: words.name_help,
        input: Input::Name,
        test: "person-name",
    }
}

/// What the person of this window is called here, if they were asked.
pub(super) fn name_here(desk: Desk) -> Option<String> {
    let number = desk.shell.person_untracked();
    let person = desk.shell.people().into_iter().find(|person| person.number == number)?;
    Some(person.name).filter(|name| !name.is_empty())
}

fn is_shared(desk: Desk) -> bool {
    desk.shell.people().len() > 1
}

/// Beside the child's name, where several people share the device: two taps to another notebook.
pub(super) fn switch_button() -> Option<El> {
    let desk = desk();
    let switch = move || desk.shell.switch_person();
    is_shared(desk).then(|| round(Icon::Team, text().people.switch, "switch-person", switch))
}

/// The people among the settings.
pub(super) fn people_section() -> El {
    let desk = desk();
    let words = &text().people;
    let section = section(words.title).test("people-section").add(el("p").class("help").add(words.about));
    if is_shared(desk) {
        let names: Vec<El> = desk.shell.people().iter().map(|person| el("li").add(called(person))).collect();
        let switch = button(Kind::Quiet, words.switch, "settings-switch", move || desk.shell.switch_person());
        return section.add(el("ul").add(names)).add(switch.sign(Icon::Team));
    }
    let mine = untrack(|| {
        desk.team.with(|team| team.members.iter().find(|member| member.me).map(|me| me.name.clone()))
    });
    let name = RwSignal::new(name_here(desk).or(mine).unwrap_or_default());
    let share = move || {
        if name.with_untracked(|name| name.trim().is_empty()) {
            return focus::first("#person-name");
        }
        desk.shell.rename_person(&name.get_untracked());
        desk.shell.switch_person();
    };
    let share = button(Kind::Quiet, words.share, "share-device", share).sign(Icon::Team);
    section.add(name_field().over(name)).add(share)
}

/// Before somebody's first notebook on a shared device: why a PIN, and the ways back.
pub(super) fn before_the_first() -> Part {
    let desk = desk();
    let words = &text().people;
    if !is_shared(desk) {
        return Part::Nothing;
    }
    let switch = button(Kind::Quiet, words.switch, "switch-person", move || desk.shell.switch_person());
    let remove = button(Kind::Plain, words.remove, "remove-person", move || desk.shell.remove_person());
    [
        signed("p", Icon::Shield, words.others).into(),
        el("div").class("acts").add(switch.sign(Icon::Team)).add(remove).into(),
    ]
    .into()
}

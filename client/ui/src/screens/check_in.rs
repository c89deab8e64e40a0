//! The check-in of a parent: sleep, tough times, wins, what comes up. Twenty seconds; every answer may be left out.

use carryover_core::{Care, Intent};
use leptos::prelude::*;
use shared::record::{CheckIn, Routine, Sleep};

use crate::desk::{desk, language, text};
use crate::dom::{El, el};
use crate::drafts;
use crate::i18n::labels::Label;
use crate::kit::{Area, Icon, Kind, button, chip, chips, sheet};

/// The times of a day at home.
const HOME: [Routine; 7] = [
    Routine::Morning,
    Routine::Breakfast,
    Routine::AfterSchool,
    Routine::Play,
    Routine::Dinner,
    Routine::Bath,
    Routine::Bedtime,
];
const WINS: &str = "check-in-wins";
const COMING: &str = "check-in-coming";

/// The sheet.
pub(crate) fn check_in() -> El {
    let words = &text().checking_in;
    let form = RwSignal::new(CheckIn {
        sleep: None,
        tough: Vec::new(),
        wins: drafts::read(WINS),
        coming: drafts::read(COMING),
        note: String::new(),
        at: desk().now(),
    });
    let is_empty = Memo::new(move |_| {
        form.with(|form| {
            let said = [&form.wins, &form.coming].iter().any(|said| !said.trim().is_empty());
            form.sleep.is_none() && form.tough.is_empty() && !said
        })
    });
    let save = move || {
        [WINS, COMING].into_iter().for_each(drafts::forget);
        desk().dispatch(Intent::Care(Care::CheckIn(Box::new(form.get_untracked()))));
        desk().router.close();
    };
    let wins = Area { id: "wins", label: words.wins, help: "", test: "field-wins" };
    let wins = wins.ask(
        WINS.to_owned(),
        move || form.with(|form| form.wins.clone()),
        move |typed| form.update(|form| form.wins = typed),
    );
    let coming = Area { id: "coming", label: words.coming, help: "", test: "field-coming" };
    let coming = coming.ask(
        COMING.to_owned(),
        move || form.with(|form| form.coming.clone()),
        move |typed| form.update(|form| form.coming = typed),
    );
    let save = button(Kind::Primary, words.save, "save", save).sign(Icon::Check);
    let save = save.live("disabled", move || is_empty.get().then(String::new));
    sheet(words.title, "check-in-sheet", |body| {
        let body = body.add(slept(form)).add(tough(form)).add(wins).add(coming);
        body.add(el("div").class("acts").add(save))
    })
}

fn slept(form: RwSignal<CheckIn>) -> El {
    let mut keys = el("div").class("tally-keys three");
    for sleep in Sleep::ALL.iter().copied() {
        let is_on = move || form.with(|form| form.sleep == Some(sleep));
        let press = move || form.update(|form| form.sleep = (form.sleep != Some(sleep)).then_some(sleep));
        let key = el("button").set("type", "button").class("key").test(&["sleep-", sleep.code()].concat());
        let key = key.live("aria-pressed", move || Some(is_on().to_string()));
        keys = keys.add(key.add(sleep.label(language())).press(press));
    }
    el("fieldset").class("choice").add(el("legend").add(text().checking_in.sleep)).add(keys)
}

fn tough(form: RwSignal<CheckIn>) -> El {
    let chip_of = |routine: Routine| {
        let is_on = move || form.with(|form| form.tough.contains(&routine));
        let press = move || {
            form.update(|form| match form.tough.iter().position(|other| *other == routine) {
                Some(at) => {
                    form.tough.remove(at);
                }
                None => form.tough.push(routine),
            });
        };
        chip(routine.label(language()), &["tough-", routine.code()].concat(), is_on, press)
    };
    chips(text().checking_in.tough, HOME.into_iter().map(chip_of).collect())
}

//! Correcting an entry, or adding to it: only what was changed is sent.

use carryover_core::Intent;
use carryover_core::view::{EntryBody, EntryView};
use leptos::prelude::*;
use shared::RecordId;
use shared::record::{EDITABLE, Helped, Regulation, Scope, Setting};

use super::super::words;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, effect, el, live};
use crate::drafts;
use crate::kit::{
    Answer, Area, Choice, Field, Input, Kind, button, explained, options, options_with_none, setting_icon,
};

/// The answers, in the order of [`EDITABLE`].
#[derive(Debug, Clone, PartialEq)]
struct Answers([String; EDITABLE.len()]);

/// A place in [`EDITABLE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    Activity,
    Setting,
    Minutes,
    Helped,
    Before,
    After,
    Note,
}

/// The form, or the note alone for those who may not write there.
pub(super) fn corrections(id: RecordId, entry: Memo<Option<EntryView>>) -> Part {
    let read = move || entry.with(|entry| entry.as_ref().map(Answers::of)).unwrap_or_else(Answers::none);
    let (is_open, has_more) = entry.with_untracked(|entry| match entry {
        Some(entry) => {
            let scope = match entry.body {
                EntryBody::Stop { .. } | EntryBody::Clear { .. } => Scope::Plan,
                _ => entry.scope,
            };
            let may = untrack(|| desk().may_write(scope));
            (may && entry.struck.is_none(), matches!(entry.body, EntryBody::Activity { .. }))
        }
        None => (false, false),
    });
    if !is_open {
        let note = move || entry.with(|entry| entry.as_ref().map(|entry| words::note(entry).to_owned()));
        return el("p").class("prose").add(live(move || note().as_deref().map(explained))).into();
    }
    let draft = ["entry/", &id.to_string()].concat();
    let kept = drafts::read(&draft);
    desk().begin_edit(id, !kept.is_empty());
    let answers = RwSignal::new(match kept {
        kept if kept.is_empty() => untrack(read),
        kept => untrack(read).with(Cell::Note, kept),
    });
    let shown = follow(id, answers, read);
    form(id, draft, answers, shown, has_more).into()
}

/// Shows what others changed meanwhile in fields that nobody touched here, and lets an edit start from there.
fn follow(
    id: RecordId,
    answers: RwSignal<Answers>,
    read: impl Fn() -> Answers + 'static,
) -> RwSignal<Answers> {
    let desk = desk();
    let shown = RwSignal::new(untrack(&read));
    effect(Box::new(move || {
        let fresh = read();
        let old = shown.get_untracked();
        if fresh != old {
            let typed = answers.with_untracked(|answers| !answers.has(&old, Cell::Note));
            answers.update(|answers| answers.follow(&old, &fresh));
            shown.set(fresh);
            desk.begin_edit(id, typed);
        }
    }));
    shown
}

fn form(
    id: RecordId,
    draft: String,
    answers: RwSignal<Answers>,
    shown: RwSignal<Answers>,
    has_more: bool,
) -> El {
    let words = &text().entry;
    let changes = move || answers.with(|answers| shown.with(|shown| answers.changes(shown)));
    let has_changes = Memo::new(move |_| !changes().is_empty());
    let named = draft.clone();
    let save = live(move || {
        let named = named.clone();
        has_changes.get().then(|| {
            button(Kind::Primary, words.change, "save", move || {
                let desk = desk();
                let changes = untrack(changes);
                drafts::forget(&named);
                desk.forget_begun(id);
                // What is saved is not half written any more, so what it becomes together with what others wrote is
                // shown, and the next edit starts from there.
                shown.set(answers.get_untracked());
                desk.dispatch(Intent::Edit { record: id, changes });
                desk.begin_edit(id, false);
            })
        })
    });
    let note = Area { id: "note", label: words.note, help: text().day.note_help, test: "note-text" };
    let (read, write) = at(answers, Cell::Note);
    let desk = desk();
    let write = move |typed| {
        desk.keep_begun(id);
        write(typed);
    };
    el("form")
        .class("form")
        .on("submit", |event| event.prevent_default())
        .add(note.ask(draft, read, write))
        .add(has_more.then(|| more(answers)))
        .add(save)
}

fn more(answers: RwSignal<Answers>) -> El {
    let words = &text().entry;
    let language = language();
    let none = |answers: Vec<Answer>| options_with_none(words.no_answer, answers);
    let choice = |cell: Cell, name: &'static str, legend: &'static str, options: Vec<Answer>| {
        let (read, write) = at(answers, cell);
        Choice { name, legend, answers: options }.ask(read, move |code| write(code.to_owned()))
    };
    let field = |cell: Cell, field: Field| {
        let (read, write) = at(answers, cell);
        field.ask_or_miss(move || wrong(answers, cell), read, write)
    };
    let settings = options(Setting::ALL, Setting::code, |setting| Some(setting_icon(setting)), language);
    let states = none(options(Regulation::ALL, Regulation::code, |_| None, language));
    let helped = none(options(Helped::ALL, Helped::code, |_| None, language));
    let minutes =
        Field { id: "minutes", label: words.minutes, help: "", input: Input::Number, test: "field-minutes" };
    let activity =
        Field { id: "activity", label: words.activity, help: "", input: Input::Line, test: "field-activity" };
    el("details")
        .class("more")
        .add(el("summary").test("details").add(words.details))
        .add(choice(Cell::Helped, "helped", words.helped, helped))
        .add(choice(Cell::Before, "before", words.before, states.clone()))
        .add(choice(Cell::After, "after", words.after, states))
        .add(field(Cell::Minutes, minutes))
        .add(choice(Cell::Setting, "setting", words.setting, settings))
        .add(field(Cell::Activity, activity))
}

/// One answer: how it is read, and how it is given.
fn at(answers: RwSignal<Answers>, cell: Cell) -> (impl Fn() -> String + 'static, impl Fn(String) + 'static) {
    (
        move || answers.with(|answers| answers.0[cell as usize].clone()),
        move |typed| answers.update(|answers| answers.0[cell as usize] = typed),
    )
}

fn wrong(answers: RwSignal<Answers>, cell: Cell) -> &'static str {
    match cell == Cell::Minutes && !answers.with(Answers::minutes_fit) {
        true => text().entry.minutes_wrong,
        false => "",
    }
}

impl Answers {
    fn none() -> Self {
        Self(Default::default())
    }

    fn of(entry: &EntryView) -> Self {
        let word = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
        let base = Self::none()
            .with(Cell::Setting, entry.setting.code().to_owned())
            .with(Cell::Note, words::note(entry).to_owned());
        match &entry.body {
            EntryBody::Activity { title, minutes, helped, before, after, .. } => base
                .with(Cell::Activity, title.clone())
                .with(Cell::Minutes, minutes.map(|minutes| minutes.to_string()).unwrap_or_default())
                .with(Cell::Helped, word(helped.map(Helped::code)))
                .with(Cell::Before, word(before.map(Regulation::code)))
                .with(Cell::After, word(after.map(Regulation::code))),
            _ => base,
        }
    }

    fn with(mut self, cell: Cell, answer: String) -> Self {
        self.0[cell as usize] = answer;
        self
    }

    fn has(&self, other: &Self, cell: Cell) -> bool {
        self.0[cell as usize] == other.0[cell as usize]
    }

    fn minutes_fit(&self) -> bool {
        let minutes = self.0[Cell::Minutes as usize].trim();
        minutes.is_empty() || minutes.parse::<u16>().is_ok_and(|minutes| minutes <= 1440)
    }

    /// Takes over what is new in cells that are as they were.
    fn follow(&mut self, old: &Self, fresh: &Self) {
        for ((mine, old), fresh) in self.0.iter_mut().zip(&old.0).zip(&fresh.0) {
            if mine == old {
                mine.clone_from(fresh);
            }
        }
    }

    /// What differs from `before` and can be saved.
    fn changes(&self, before: &Self) -> Vec<(String, String)> {
        let all = EDITABLE.iter().zip(&self.0).zip(&before.0);
        all.filter(|((_, mine), before)| mine != before)
            .map(|((name, mine), _)| {
                ((*name).to_owned(), if *name == "note" { mine.clone() } else { mine.trim().to_owned() })
            })
            .filter(|(name, mine)| match name.as_str() {
                "minutes" => self.minutes_fit(),
                "activity" | "setting" => !mine.is_empty(),
                _ => true,
            })
            .collect()
    }
}

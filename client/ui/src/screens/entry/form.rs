//! Correcting an entry, or adding to it: only what was changed is sent.

use carryover_core::Intent;
use carryover_core::view::{EntryBody, EntryView};
use leptos::prelude::*;
use shared::RecordId;
use shared::record::{EDITABLE, Helped, Regulation, Scope, Setting};

use super::super::words;
use crate::desk::{desk, language, text};
use crate::drafts;
use crate::kit::{
    Area, Button, Choice, Field, Input, Kind, Option_, options, options_with_none, setting_icon,
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

/// The form, and what the entry said when it was opened.
#[component]
pub(super) fn Corrections(
    /// The entry.
    id: RecordId,
    /// As it stands.
    entry: Memo<Option<EntryView>>,
) -> impl IntoView {
    let read = move || entry.with(|entry| entry.as_ref().map(Answers::of)).unwrap_or_else(Answers::none);
    let draft = ["entry/", &id.to_string()].concat();
    let (opened, has_more, may) = entry.with_untracked(|entry| match entry {
        Some(entry) => (
            entry.struck.is_none(),
            matches!(entry.body, EntryBody::Activity { .. }),
            desk().may_write(match entry.body {
                EntryBody::Stop { .. } | EntryBody::Clear { .. } => Scope::Plan,
                _ => entry.scope,
            }),
        ),
        None => (false, false, false),
    });
    if !may || !opened {
        let note = move || entry.with(|entry| entry.as_ref().map(|entry| words::note(entry).to_owned()));
        return view! { <p class="prose">{note}</p> }.into_any();
    }
    let kept = drafts::read(&draft);
    desk().begin_edit(id, !kept.is_empty());
    let answers = RwSignal::new(match kept {
        kept if kept.is_empty() => read(),
        kept => read().with(Cell::Note, kept),
    });
    view! { <Form id=id draft=draft answers=answers before=Signal::derive(read) has_more=has_more/> }
        .into_any()
}

#[component]
fn Form(
    /// The entry.
    id: RecordId,
    /// The draft's name.
    draft: String,
    /// What is typed.
    answers: RwSignal<Answers>,
    /// What the entry says.
    before: Signal<Answers>,
    /// Whether there is more to it than a note.
    has_more: bool,
) -> impl IntoView {
    let words = &text().entry;
    let shown = RwSignal::new(before.get_untracked());
    let desk = desk();
    // What others changed meanwhile is shown in fields that nobody touched here, and an edit starts from there.
    Effect::new(move || {
        let fresh = before.get();
        let old = shown.get_untracked();
        if fresh != old {
            let typed = answers.with_untracked(|answers| !answers.has(&old, Cell::Note));
            answers.update(|answers| answers.follow(&old, &fresh));
            shown.set(fresh);
            desk.begin_edit(id, typed);
        }
    });
    let changes = Memo::new(move |_| answers.with(|answers| shown.with(|shown| answers.changes(shown))));
    let named = StoredValue::new(draft.clone());
    let save = move || {
        drafts::forget(&named.get_value());
        let changes = changes.get_untracked();
        desk.dispatch(Intent::Edit { record: id, changes });
    };
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <Area id="note" label=words.note help=text().day.note_help value=answer(answers, Cell::Note)
                typed=set(answers, Cell::Note) draft=draft test="note-text"/>
            {has_more.then(|| more(answers))}
            {move || (!changes.with(Vec::is_empty)).then(|| view! {
                <Button label=words.change kind=Kind::Primary test="save" press=save/>
            })}
        </form>
    }
}

fn more(answers: RwSignal<Answers>) -> AnyView {
    let words = &text().entry;
    let language = language();
    let none = |options: Vec<Option_>| options_with_none(words.no_answer, options);
    let settings = options(Setting::ALL, Setting::code, |setting| Some(setting_icon(setting)), language);
    let helped = none(options(Helped::ALL, Helped::code, |_| None, language));
    let states = none(options(Regulation::ALL, Regulation::code, |_| None, language));
    view! {
        <details class="more">
            <summary data-test="details">{words.details}</summary>
            <Choice name="helped" legend=words.helped options=helped chosen=answer(answers, Cell::Helped) pick=pick(answers, Cell::Helped)/>
            <Choice name="before" legend=words.before options=states.clone() chosen=answer(answers, Cell::Before) pick=pick(answers, Cell::Before)/>
            <Choice name="after" legend=words.after options=states chosen=answer(answers, Cell::After) pick=pick(answers, Cell::After)/>
            <Field id="minutes" label=words.minutes input=Input::Number value=answer(answers, Cell::Minutes)
                typed=set(answers, Cell::Minutes) missing=wrong(answers) test="field-minutes"/>
            <Choice name="setting" legend=words.setting options=settings chosen=answer(answers, Cell::Setting) pick=pick(answers, Cell::Setting)/>
            <Field id="activity" label=words.activity input=Input::Line value=answer(answers, Cell::Activity)
                typed=set(answers, Cell::Activity) test="field-activity"/>
        </details>
    }
    .into_any()
}

fn answer(answers: RwSignal<Answers>, cell: Cell) -> Signal<String> {
    Signal::derive(move || answers.with(|answers| answers.0[cell as usize].clone()))
}

fn set(answers: RwSignal<Answers>, cell: Cell) -> Callback<String> {
    Callback::new(move |typed| answers.update(|answers| answers.0[cell as usize] = typed))
}

fn pick(answers: RwSignal<Answers>, cell: Cell) -> Callback<&'static str> {
    Callback::new(move |code: &str| answers.update(|answers| answers.0[cell as usize] = code.to_owned()))
}

fn wrong(answers: RwSignal<Answers>) -> Signal<&'static str> {
    Signal::derive(move || match answers.with(Answers::minutes_fit) {
        true => "",
        false => text().entry.minutes_wrong,
    })
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

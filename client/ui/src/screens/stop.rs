//! STOP: what, why; one tap on a reason saves it and pauses the item on every device. Then what to do instead.

use carryover_core::{Intent, NewStop};
use leptos::prelude::*;
use shared::record::StopReason;

use super::today::alternatives;
use super::{log, words};
use crate::desk::{Desk, desk, language, text};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Choice, Field, Icon, Input, Option_, Sheet, focus, icon};
use crate::route::Sheet as Over;
use crate::timer::Subject;

/// What the sheet shows.
#[derive(Debug, Clone, PartialEq)]
enum Stage {
    Asking,
    Stopped(Subject),
}

/// What may be meant: what runs, what was logged last, what is next, and anything else.
#[derive(Debug, Clone, PartialEq)]
struct Meant {
    subjects: Vec<Subject>,
    chosen: usize,
    own: String,
}

/// The STOP button: the one red thing, always at the same place.
#[component]
pub(crate) fn StopButton() -> impl IntoView {
    let router = desk().router;
    let words = &text().stop;
    view! {
        <button type="button" class="stop" data-test="stop" aria-label=words.stop_this on:click=move |_| router.open(Over::Stop)>
            <span>{words.stop}</span>
        </button>
    }
}

/// The sheet.
#[component]
pub(crate) fn StopSheet() -> impl IntoView {
    let stage = RwSignal::new(Stage::Asking);
    let meant = RwSignal::new(Meant::now(desk()));
    let child = desk().chip().map(|chip| chip.child).unwrap_or_default();
    view! {
        <Sheet title=words::dots(&[text().stop.title, &child]) test="stop-sheet">
            {move || match stage.get() {
                Stage::Asking => view! { <Reasons meant=meant stage=stage/><What meant=meant/> }.into_any(),
                Stage::Stopped(subject) => stopped(&subject),
            }}
        </Sheet>
    }
}

#[component]
fn What(
    /// The answer.
    meant: RwSignal<Meant>,
) -> impl IntoView {
    const CODES: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let words = &text().stop;
    let mut options: Vec<Option_> = meant.with_untracked(|meant| {
        let all = CODES.iter().zip(&meant.subjects);
        all.map(|(code, subject)| Option_ { code, label: subject.title.clone().into(), sign: None }).collect()
    });
    let is_own = Memo::new(move |_| meant.with(|meant| meant.chosen >= meant.subjects.len()));
    options.push(Option_ { code: "own", label: words.something.into(), sign: None });
    let chosen = Signal::derive(move || {
        meant.with(|meant| if is_own.get() { "own".to_owned() } else { meant.chosen.to_string() })
    });
    let pick =
        move |code: &'static str| meant.update(|meant| meant.chosen = code.parse().unwrap_or(usize::MAX));
    let own = Signal::derive(move || meant.with(|meant| meant.own.clone()));
    view! {
        <Choice name="stop-what" legend=words.what options=options chosen=chosen pick=pick/>
        {move || is_own.get().then(|| view! {
            <Field id="stop-own" label=words.something_field input=Input::Line value=own
                typed=move |typed| meant.update(|meant| meant.own = typed) test="stop-own"/>
        })}
    }
}

#[component]
fn Reasons(
    /// What is stopped.
    meant: RwSignal<Meant>,
    /// Goes on once it is.
    stage: RwSignal<Stage>,
) -> impl IntoView {
    let words = &text().stop;
    let title = move || meant.with(|meant| meant.subject().title);
    let pick = Callback::new(move |reason| {
        let subject = meant.with_untracked(Meant::subject);
        stop(desk(), subject.clone(), reason);
        stage.set(Stage::Stopped(subject));
        focus::sheet_top();
    });
    let keys: Vec<AnyView> = StopReason::ALL.iter().map(|reason| key(*reason, pick)).collect();
    view! {
        <p class="stop-title" data-test="stop-subject">{icon(Icon::Stop)}<strong>{title}</strong></p>
        <p>{words.why}</p>
        <div class="keys reasons">{keys}</div>
    }
}

fn key(reason: StopReason, pick: Callback<StopReason>) -> AnyView {
    view! {
        <button type="button" class="key" data-test=["stop-reason-", reason.code()].concat() on:click=move |_| pick.run(reason)>
            <span>{reason.label(language())}</span>
        </button>
    }
    .into_any()
}

fn stop(desk: Desk, subject: Subject, reason: StopReason) {
    let Subject { title, strategy, library, .. } = subject;
    let setting = log::setting(desk);
    desk.timer.clear();
    desk.dispatch(Intent::Stop(NewStop { title, strategy, library, reason, setting, note: String::new() }));
}

fn stopped(subject: &Subject) -> AnyView {
    let words = &text().stop;
    let desk = desk();
    let title = subject.title.clone();
    // The stop just written, once it is there: a note can be added to it.
    let written = Memo::new(move |_| {
        desk.today.with(|today| {
            let mine = today.paused.iter().filter(|stop| stop.author.me && stop.title == title);
            mine.map(|stop| stop.stop).max()
        })
    });
    let add = move || {
        written.get().map(|stop| {
            let press = move |_| desk.router.open(Over::Entry(stop));
            view! { <button type="button" class="button quiet" data-test="stop-add" on:click=press>{words.add}</button> }
        })
    };
    view! {
        <p class="stop-title" role="status" data-test="stopped">{icon(Icon::Pause)}<strong>{fill(words.stopped, &[&subject.title])}</strong></p>
        <p>{words.stopped_text}</p>
        <h3>{text().day.instead}</h3>
        {alternatives(&subject.title, subject.library.as_deref())}
        <div class="acts">{add}</div>
    }
    .into_any()
}

impl Meant {
    fn now(desk: Desk) -> Self {
        let mut subjects: Vec<Subject> = Vec::new();
        let mut add = |subject: Subject| {
            if subjects.len() < 8 && subjects.iter().all(|known| known.title != subject.title) {
                subjects.push(subject);
            }
        };
        if let Some(running) = desk.timer.running_untracked() {
            add(running.subject);
        }
        desk.today.with_untracked(|today| {
            today
                .entries
                .iter()
                .filter(|entry| entry.author.me)
                .take(1)
                .filter_map(words::subject)
                .for_each(&mut add);
            today
                .strategies
                .iter()
                .filter(|item| item.paused.is_empty())
                .map(Subject::from)
                .for_each(&mut add);
        });
        Self { subjects, chosen: 0, own: String::new() }
    }

    fn subject(&self) -> Subject {
        let own = || match self.own.trim() {
            "" => text().stop.generic.to_owned(),
            own => own.to_owned(),
        };
        self.subjects
            .get(self.chosen)
            .cloned()
            .unwrap_or_else(|| Subject { title: own(), ..Subject::default() })
    }
}

//! STOP: what, why; one tap on a reason saves it and pauses the item on every device. Then what to do instead.

use carryover_core::{Intent, NewStop};
use leptos::prelude::*;
use shared::record::StopReason;

use super::today::alternatives;
use super::{log, words};
use crate::desk::{Desk, desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Answer, Choice, Field, Icon, Input, Kind, button, focus, icon, sheet};
use crate::route::Sheet as Over;
use crate::timer::Subject;

/// What may be meant: what runs, what was logged last, what is next, and anything else.
#[derive(Debug, Clone, PartialEq)]
struct Meant {
    subjects: Vec<Subject>,
    chosen: usize,
    own: String,
}

/// The STOP button: the one red thing, always at the same place.
pub(crate) fn stop_button() -> El {
    let router = desk().router;
    let words = &text().stop;
    let stop = el("button").set("type", "button").class("stop").test("stop").spoken(words.stop_this);
    stop.press(move || router.open(Over::Stop)).add(el("span").add(words.stop))
}

/// The sheet.
pub(crate) fn stop_sheet() -> El {
    let stopped_one = RwSignal::new(None::<Subject>);
    let meant = RwSignal::new(untrack(|| Meant::now(desk())));
    let question = live(move || match stopped_one.get() {
        None => untrack(|| [reasons(meant, stopped_one), what(meant)].into()),
        Some(subject) => untrack(|| stopped(&subject)),
    });
    let child = untrack(|| desk().chip()).map(|chip| chip.child).unwrap_or_default();
    sheet(&words::dots(&[text().stop.title, &child]), "stop-sheet", |body| body.add(question))
}

fn what(meant: RwSignal<Meant>) -> Part {
    const CODES: [&str; 8] = ["0", "1", "2", "3", "4", "5", "6", "7"];
    let words = &text().stop;
    let mut answers: Vec<Answer> = meant.with_untracked(|meant| {
        let all = CODES.iter().zip(&meant.subjects);
        all.map(|(code, subject)| (*code, subject.title.clone(), None)).collect()
    });
    answers.push(("own", words.something.to_owned(), None));
    let is_own = move || meant.with(|meant| meant.chosen >= meant.subjects.len());
    let chosen =
        move || if is_own() { "own".to_owned() } else { meant.with(|meant| meant.chosen.to_string()) };
    let pick =
        move |code: &'static str| meant.update(|meant| meant.chosen = code.parse().unwrap_or(usize::MAX));
    let own = Field {
        id: "stop-own",
        label: words.something_field,
        help: "",
        input: Input::Line,
        test: "stop-own",
    };
    let own = own.ask(
        move || meant.with(|meant| meant.own.clone()),
        move |typed| meant.update(|meant| meant.own = typed),
    );
    let own = own.live("hidden", move || (!is_own()).then(String::new));
    [Choice { name: "stop-what", legend: words.what, answers }.ask(chosen, pick).into(), own.into()].into()
}

fn reasons(meant: RwSignal<Meant>, stopped_one: RwSignal<Option<Subject>>) -> Part {
    let words = &text().stop;
    let title = el("strong").add(live(move || meant.with(|meant| meant.subject().title)));
    let mut keys = el("div").class("keys reasons");
    for reason in StopReason::ALL {
        let pick = move || {
            let subject = meant.with_untracked(Meant::subject);
            stop(desk(), subject.clone(), *reason);
            stopped_one.set(Some(subject));
            focus::sheet_top();
        };
        let key = el("button").set("type", "button").class("key");
        let key = key.test(&["stop-reason-", reason.code()].concat());
        keys = keys.add(key.press(pick).add(reason.label(language())));
    }
    let title = el("p").class("stop-title").test("stop-subject").add(icon(Icon::Stop)).add(title);
    [title.into(), el("p").add(words.why).into(), keys.into()].into()
}

fn stop(desk: Desk, subject: Subject, reason: StopReason) {
    let Subject { title, strategy, library, .. } = subject;
    let setting = log::setting(desk);
    desk.timer.clear();
    desk.dispatch(Intent::Stop(NewStop { title, strategy, library, reason, setting, note: String::new() }));
}

fn stopped(subject: &Subject) -> Part {
    let words = &text().stop;
    let desk = desk();
    let title = subject.title.clone();
    // The stop just written, once it is there: a note can be added to it.
    let written = move || {
        desk.today.with(|today| {
            let mine = today.paused.iter().filter(|stop| stop.author.me && stop.title == title);
            mine.map(|stop| stop.stop).max()
        })
    };
    let add = live(move || {
        written().map(|stop| {
            button(Kind::Quiet, words.add, "stop-add", move || desk.router.open(Over::Entry(stop)))
        })
    });
    let said = el("strong").add(fill(words.stopped, &[&subject.title]));
    let said =
        el("p").class("stop-title").set("role", "status").test("stopped").add(icon(Icon::Pause)).add(said);
    [
        said.into(),
        el("p").add(words.stopped_text).into(),
        el("h3").add(text().day.instead).into(),
        alternatives(&subject.title, subject.library.as_deref()).into(),
        el("div").class("acts").add(add).into(),
    ]
    .into()
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

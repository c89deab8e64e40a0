//! A file of everything: as what, with or without one's own private notes, how far it is, and saving it.

use std::sync::Arc;
use std::time::Duration;

use carryover_core::export::{Format, Wanted, zipped};
use carryover_core::view::ExportView;
use leptos::prelude::*;
use shared::Now;

use super::READING;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, effect, el, live};
use crate::i18n::{fill, format};
use crate::kit::{Choice, Kind, button, check, focus};
use crate::shell::{Shell, files};

/// How far it is.
#[derive(Clone)]
enum State {
    Choosing,
    Working(usize, usize),
    Ready(Arc<Vec<u8>>),
    TooLarge,
}

/// The formats, by the name of their answer and the end of their file's name.
const FORMATS: [(&str, Format); 4] = [
    ("zip", Format::Everything),
    ("csv", Format::Csv),
    ("json", Format::Fhir),
    ("automerge", Format::Automerge),
];

/// What is wanted, and how far it is.
#[derive(Clone, Copy)]
struct Form {
    shell: Shell,
    wanted: RwSignal<(&'static str, bool)>,
    state: RwSignal<State>,
}

/// The section.
pub(super) fn leave() -> El {
    let form = Form {
        shell: desk().shell,
        wanted: RwSignal::new((FORMATS[0].0, false)),
        state: RwSignal::new(State::Choosing),
    };
    let stage = Memo::new(move |_| form.state.with(core::mem::discriminant));
    // The button that was tapped goes; the next step takes its place.
    effect(Box::new(move || {
        stage.with(|_| ());
        match form.state.with_untracked(State::clone) {
            State::Ready(_) => focus::first("[data-test=save-export]"),
            State::Working(..) => focus::first("[data-test=cancel-export]"),
            State::Choosing | State::TooLarge => {}
        }
    }));
    let inside = live(move || {
        stage.with(|_| ());
        untrack(|| match form.state.get_untracked() {
            State::Choosing => choice(form),
            State::Working(..) => working(form),
            State::Ready(bytes) => ready(form, bytes),
            State::TooLarge => el("p").set("role", "status").add(text().taking.too_large).into(),
        })
    });
    el("section").add(el("h3").add(text().taking.leave)).add(inside)
}

fn choice(form: Form) -> Part {
    let words = &text().taking;
    let says = [words.zip, words.csv, words.fhir, words.automerge];
    let answers = FORMATS.iter().zip(says).map(|((name, _), says)| (*name, says.to_owned(), None)).collect();
    let ask = Choice { name: "format", legend: words.format, answers };
    let ask = ask.ask(
        move || form.wanted.get().0.to_owned(),
        move |name| form.wanted.update(|wanted| wanted.0 = name),
    );
    let private = desk().may_note_privately.get_untracked().then(|| {
        let set = move |is_on| form.wanted.update(|wanted| wanted.1 = is_on);
        check(words.private, "with-private", move || form.wanted.get().1, set)
    });
    let make = button(Kind::Primary, words.make, "make-export", move || begin(form));
    [
        ask.into(),
        private.into(),
        el("p").class("help").add(words.open_to_all).into(),
        el("div").class("acts").add(make).into(),
    ]
    .into()
}

fn working(form: Form) -> Part {
    let words = &text().taking;
    let part = move || match form.state.get() {
        State::Working(done, all) => (done, all),
        State::Choosing | State::Ready(_) | State::TooLarge => (0, 0),
    };
    let said = move || match part() {
        (_, 0) => text().frame.loading.to_owned(),
        (done, all) => {
            let number = |number| format::number(language(), number);
            fill(text().taking.working, &[&number(done), &number(all)])
        }
    };
    let bar = el("progress").spoken(words.making).set("max", "100");
    let bar = bar.live("value", move || {
        let (done, all) = part();
        (all > 0).then(|| (done * 100 / all).to_string())
    });
    let cancel = button(Kind::Quiet, words.cancel, "cancel-export", move || {
        form.shell.act(|app, _, _| app.put_export_away());
        form.state.set(State::Choosing);
    });
    [bar.into(), el("p").class("help").add(live(said)).into(), el("div").class("acts").add(cancel).into()]
        .into()
}

fn ready(form: Form, bytes: Arc<Vec<u8>>) -> Part {
    let words = &text().taking;
    let name = name(desk().now(), form.wanted.get_untracked().0);
    let kilobytes = format::number(language(), bytes.len().div_ceil(1000));
    let is_saved = RwSignal::new(false);
    let save = {
        let name = name.clone();
        move || {
            files::save(&name, &bytes);
            is_saved.set(true);
        }
    };
    let saved = live(move || is_saved.get().then(|| fill(text().carry.saved, &[&name])));
    let other = button(Kind::Quiet, words.another, "other-export", move || form.state.set(State::Choosing));
    let ways = el("div").class("acts").add(button(Kind::Primary, text().carry.save, "save-export", save));
    [
        el("p").set("role", "status").test("exported").add(fill(text().carry.ready, &[&kilobytes])).into(),
        ways.add(other).into(),
        el("p").class("help").set("role", "status").add(saved).into(),
    ]
    .into()
}

fn begin(form: Form) {
    let (name, with_private) = form.wanted.get_untracked();
    let format = FORMATS.iter().find(|(known, _)| *known == name).map_or(Format::Everything, |found| found.1);
    let wanted = Wanted { format, with_private };
    form.shell.act(|app, now, effects| app.export(now, wanted, effects));
    form.state.set(State::Working(0, 0));
    go_on(form, format);
}

/// One slice, and the next one once the browser has done what else there is to do.
fn go_on(form: Form, format: Format) {
    let is_asked = form.state.try_with_untracked(|state| matches!(state, State::Working(..)));
    if is_asked != Some(true) {
        return;
    }
    let came = form.shell.act(|app, _, _| {
        app.export_on();
        (app.exporting(), app.take_export())
    });
    match came {
        Some((_, Some((files, made)))) => {
            let one = match format.is_several() {
                true => zipped(&files, made),
                false => files.into_iter().next().map(|file| file.bytes),
            };
            form.state.set(one.map_or(State::TooLarge, |bytes| State::Ready(Arc::new(bytes))));
        }
        Some((ExportView::UnderWay { done, all }, None)) => {
            form.state.set(State::Working(done, all));
            let wait = if all == 0 { READING } else { Duration::ZERO };
            set_timeout(move || go_on(form, format), wait);
        }
        Some((ExportView::Nothing | ExportView::Ready { .. }, None)) => form.state.set(State::Choosing),
        // The app is at work on something else.
        None => set_timeout(move || go_on(form, format), READING),
    }
}

/// Without the child's name: it is read wherever the file lies.
fn name(now: Now, format: &str) -> String {
    let date = now.date();
    let two = |number: i8| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    let day = [&date.year().to_string(), "-", &two(date.month()), "-", &two(date.day())].concat();
    let (what, ending) = if format == "automerge" { ("-pages", "zip") } else { ("", format) };
    ["carryover-", &day, what, ".", ending].concat()
}

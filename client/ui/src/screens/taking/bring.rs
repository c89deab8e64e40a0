//! A table of earlier notes: what it would bring, what is wrong with it, and bringing all of it in.

use carryover_core::export::import::{Bad, Incoming, Problem, Why};
use carryover_core::export::{NotATable, TABLE_LIMIT};
use carryover_core::view::{ImportPreview, ImportView};
use leptos::prelude::*;
use web_sys::File;

use super::READING;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::{count, fill, format};
use crate::kit::{Kind, button};
use crate::shell::{Shell, files};

/// The section.
pub(super) fn bring() -> El {
    let (shell, words) = (desk().shell, &text().taking);
    let state = RwSignal::new(ImportView::Nothing);
    let field = el("input").set("type", "file").set("accept", ".csv,text/csv").set("hidden", "");
    let field = field.set("aria-hidden", "true").test("table-file");
    let field = field.on("change", move |event| open(shell, state, files::chosen(&event, "target")));
    let element = field.element().clone();
    let choose = button(Kind::Quiet, words.open, "open-table", move || files::choose(&element));
    let came = live(move || match state.get() {
        ImportView::Nothing => Part::from(()),
        ImportView::Reading => el("p").add(text().frame.loading).into(),
        ImportView::Looked(preview) => untrack(|| looked(shell, state, &preview)),
        ImportView::Not(why) => refused(why),
        ImportView::Brought(entries) => el("p").add(count(language(), text().taking.brought, entries)).into(),
    });
    el("section")
        .add(el("h3").add(words.bring))
        .add(el("p").class("help").add(words.bring_help))
        .add(field)
        .add(el("div").class("acts").add(choose))
        .add(el("div").set("role", "status").test("table").add(came))
}

fn open(shell: Shell, state: RwSignal<ImportView>, chosen: Vec<File>) {
    let Some(file) = chosen.into_iter().next() else { return };
    leptos::task::spawn_local(async move {
        // One that is too long is refused by what it holds at most, without being read.
        let bytes = files::read(&file, TABLE_LIMIT).await.unwrap_or_else(|| vec![0; TABLE_LIMIT + 1]);
        shell.act(|app, now, effects| app.look_at_table(now, bytes, effects));
        look(shell, state);
    });
}

fn look(shell: Shell, state: RwSignal<ImportView>) {
    let came = shell.act(|app, now, _| {
        app.import_on(now);
        app.importing()
    });
    if matches!(came, None | Some(ImportView::Reading)) && state.try_get_untracked().is_some() {
        set_timeout(move || look(shell, state), READING);
    }
    if let Some(came) = came {
        let _ = state.try_set(came);
    }
}

/// What it would bring; nothing is written before somebody says so.
fn looked(shell: Shell, state: RwSignal<ImportView>, preview: &ImportPreview) -> Part {
    let words = &text().taking;
    let said = |sentence: &str, number: usize| {
        (number > 0).then(|| el("p").add(count(language(), sentence, number)))
    };
    let span = preview.span.map(|(from, to)| {
        let day = |at| format::date(language(), format::day_of(at));
        el("p").class("help").add(fill(words.span, &[&day(from), &day(to)]))
    });
    let left_out = preview.left_out.iter().map(|(_, often)| often).sum();
    let unused = (!preview.unused.is_empty())
        .then(|| el("p").class("help").add(fill(words.unused, &[&preview.unused.join(", ")])));
    let mut first = el("ul");
    for incoming in &preview.first {
        first = first.add(el("li").add(line(incoming)));
    }
    let act =
        move |act: fn(&mut carryover_core::App, shared::Now, &mut Vec<shared::sync::device::Effect>)| {
            shell.act(act);
            look(shell, state);
        };
    let bring = button(Kind::Primary, words.bring_in, "bring-in", move || {
        act(|app, now, effects| app.bring_in(now, effects));
    });
    let leave =
        button(Kind::Quiet, words.leave_it, "leave-table", move || act(|app, _, _| app.put_import_away()));
    let acts = el("div").class("acts").add((preview.new > 0).then_some(bring)).add(leave);
    let nothing = (preview.new == 0).then(|| el("p").add(words.nothing_new));
    [
        nothing.into(),
        said(words.new, preview.new).into(),
        span.into(),
        first.into(),
        said(words.known, preview.known).into(),
        said(words.private_lines, preview.private).into(),
        said(words.left_out, left_out).into(),
        unused.into(),
        acts.into(),
    ]
    .into()
}

fn line(incoming: &Incoming) -> String {
    let says: String = incoming.what.says().chars().take(60).collect();
    let day = format::date(language(), format::day_of(incoming.what.at()));
    [&day, " · ", &says].concat()
}

/// Why nothing of it comes in: a line for each cell that is to be mended.
fn refused(why: Problem) -> Part {
    let words = &text().taking;
    let said = match why {
        Problem::NotATable(NotATable::TooLong) | Problem::TooMany => words.too_many.to_owned(),
        Problem::NotATable(NotATable::NotUtf8) => words.not_utf8.to_owned(),
        Problem::NotATable(NotATable::OpenQuote(line) | NotATable::AfterQuote(line)) => {
            fill(words.quote, &[&line.to_string()])
        }
        Problem::NoNames => words.no_names.to_owned(),
        Problem::Nothing => words.empty.to_owned(),
        Problem::NotAllowed => words.not_allowed.to_owned(),
        Problem::Bad(bad) => {
            let mut list = el("ul").test("bad-cells");
            for bad in &bad {
                list = list.add(el("li").add(bad_cell(bad)));
            }
            return [el("p").add(words.bad).into(), list.into()].into();
        }
    };
    el("p").add(said).into()
}

fn bad_cell(Bad { line, column, why }: &Bad) -> String {
    let words = &text().taking;
    let why = match why {
        Why::Empty => words.cell_empty.to_owned(),
        Why::NotATime => words.cell_time.to_owned(),
        Why::NotYet => words.cell_not_yet.to_owned(),
        Why::NotAWord(known) => fill(words.cell_word, &[known]),
        Why::NotANumber(most) => fill(words.cell_number, &[&most.to_string()]),
        Why::TooLong(limit) => fill(words.cell_long, &[&limit.to_string()]),
        Why::Twice => words.cell_twice.to_owned(),
        Why::NoName => words.cell_no_name.to_owned(),
    };
    fill(words.cell, &[&line.to_string(), column, &why])
}

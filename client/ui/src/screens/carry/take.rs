//! To this device: a file that is opened or dropped here, and what came of it.

use carryover_core::Intent;
use carryover_core::view::{Brought, Taking};
use leptos::prelude::*;
use shared::wire::PARCEL_LIMIT;
use web_sys::File;

use super::catch::catch;
use crate::desk::{desk, language, text};
use crate::dom::{El, Event, el, live};
use crate::i18n::count;
use crate::i18n::labels::Label;
use crate::kit::{Kind, button};
use crate::shell::files;

/// The section.
pub(super) fn take() -> El {
    let words = &text().carry;
    let field = el("input").set("type", "file").set("hidden", "").set("aria-hidden", "true").test("file");
    let field = field.on("change", |event| open(files::chosen(&event, "target")));
    let element = field.element().clone();
    let open_file = button(Kind::Primary, words.open, "open-file", move || files::choose(&element));
    let desk = desk();
    // One sentence stays as it is while other things change, so that it is not spoken again.
    let taken = Memo::new(move |_| said(&desk.carry().taking));
    let said = el("p").set("role", "status").test("taken").add(live(move || taken.get()));
    el("section")
        .add(el("h3").add(words.take))
        .add(field)
        .add(el("div").class("acts").add(open_file))
        .add(el("p").class("help drop").add(words.drop))
        .add(catch())
        .add(said)
}

/// Lets files be dropped anywhere on the sheet.
pub(super) fn drops(sheet: El) -> El {
    let over = |event: Event| event.prevent_default();
    sheet.on("dragover", over).on("drop", |event| {
        event.prevent_default();
        open(files::chosen(&event, "dataTransfer"));
    })
}

fn open(chosen: Vec<File>) {
    let desk = desk();
    leptos::task::spawn_local(async move {
        for file in chosen {
            // One that is too long is refused by what it holds at most, without being read.
            let bytes = files::read(&file, PARCEL_LIMIT).await.unwrap_or_else(|| vec![0; PARCEL_LIMIT + 1]);
            desk.dispatch(Intent::Unpack { file: bytes });
        }
    });
}

/// What came of it, in a line.
fn said(taking: &Taking) -> String {
    match taking {
        Taking::Nothing => String::new(),
        Taking::UnderWay => text().frame.loading.to_owned(),
        Taking::Not(why) => why.label(language()).to_owned(),
        Taking::Brought(brought) => said_brought(brought),
    }
}

fn said_brought(brought: &Brought) -> String {
    let words = &text().carry;
    let many = |sentence: &str, number: usize| match number {
        0 => String::new(),
        number => [" ", &count(language(), sentence, number)].concat(),
    };
    let came = match (brought.entries, brought.anything) {
        (0, false) => words.nothing_new.to_owned(),
        (0, true) => words.changes.to_owned(),
        (entries, _) => count(language(), words.entries, entries),
    };
    let aside = many(text().settings.set_aside, brought.set_aside);
    [&brought.child, ": ", &came, &aside, &many(words.not_for_here, brought.not_for_here)].concat()
}

//! The photos of an entry, and the way to add one.

use carryover_core::Intent;
use carryover_core::view::{EntryView, SharedState};
use leptos::prelude::*;
use shared::RecordId;

use super::super::photo::{chooser, photo};
use crate::desk::{desk, text};
use crate::dom::{El, Part, each, el, live};
use crate::kit::{Field, Icon, Input, Kind, button};
use crate::shell::On;
use crate::shell::pictures::{OF_ENTRY, address};

/// All of them.
pub(super) fn photos(id: RecordId, entry: Memo<Option<EntryView>>) -> Part {
    let desk = desk();
    let on = [On::Records, On::Team, On::Sharing, On::Connection];
    let ids = Memo::new(move |_| {
        desk.shell.view(&on, |app, _| app.photos(id).iter().map(|photo| photo.id).collect::<Vec<RecordId>>())
    });
    let may = Memo::new(move |_| {
        entry.with(|entry| {
            entry.as_ref().is_some_and(|entry| desk.may_write(entry.scope) && entry.struck.is_none())
        })
    });
    let list = el("div").class("photos").add(each(move || ids.get(), framed));
    [list.into(), live(move || may.get().then(|| untrack(|| adding(id))))].into()
}

/// One photo with what it shows, and whether it is shared.
fn framed(id: RecordId) -> El {
    let desk = desk();
    let words = &text().photos;
    let view = Memo::new(move |_| {
        let on = [On::Records, On::Team, On::Sharing];
        let view = desk.shell.view(&on, |app, _| app.photo(id));
        view.map(|view| (view.shows, view.mine, view.shared))
    });
    let caption = live(move || {
        let (shows, mine, shared) = view.get()?;
        let state = (shared == SharedState::Saved).then(|| text().frame.saved);
        let line = [shows.as_str(), state.unwrap_or_default()];
        let line = line.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        let strike = move || desk.dispatch(Intent::Strike { record: id, why: String::new() });
        let strike = mine.then(|| button(Kind::Plain, words.remove, "photo-remove", strike));
        Some(el("figcaption").class("help").add(line).add(strike))
    });
    el("figure").class("photo").test("photo").set("data-photo", &id.to_string()).add(photo(id)).add(caption)
}

fn adding(entry: RecordId) -> El {
    let words = &text().photos;
    let chosen: RwSignal<Option<Vec<u8>>> = RwSignal::new(None);
    let shows = RwSignal::new(String::new());
    let desk = desk();
    let preview = live(move || {
        let bytes = chosen.get()?;
        let address = address(&bytes, "image/jpeg")?;
        let add = move || {
            if let Some(bytes) = chosen.get_untracked() {
                let shows_now = shows.get_untracked();
                desk.dispatch(Intent::AddPhoto { entry: Some(entry), bytes, shows: shows_now });
                shows.set(String::new());
                chosen.set(None);
            }
        };
        let field = Field {
            id: "photo-shows",
            label: words.shows,
            help: words.shows_help,
            input: Input::Line,
            test: "photo-shows",
        };
        let picture = el("img").set("src", &address).set("alt", words.preview).test("photo-preview");
        let save = button(Kind::Primary, words.save, "photo-save", add).sign(Icon::Check);
        Some(el("div").class("photo").add(picture).add(untrack(|| field.over(shows))).add(save))
    });
    el("details")
        .class("more")
        .add(el("summary").test("photo-open").add(words.add))
        .add(el("p").class("help").add(words.help))
        .add(chooser(words.choose, OF_ENTRY, move |bytes| drop(chosen.try_set(Some(bytes)))))
        .add(preview)
}

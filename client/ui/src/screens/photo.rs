//! A photo wherever one stands: as far as it is here, and fetched when somebody asks for it; and the way to choose one.

use std::rc::Rc;

use carryover_core::Intent;
use carryover_core::view::{PhotoState, SyncState};
use leptos::prelude::*;
use shared::RecordId;

use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::{fill, format};
use crate::kit::{Icon, Kind, button, picture};
use crate::shell::pictures::{self, Shrunk};
use crate::shell::{On, files};

/// A photo that is shown large by a tap; one that is not here says so and waits to be asked for.
pub(super) fn photo(id: RecordId) -> Part {
    let is_whole = RwSignal::new(false);
    shown(id, None, move |address, shows| {
        let words = &text().photos;
        let name = if shows.is_empty() { words.photo.to_owned() } else { shows.to_owned() };
        let picture = el("img").set("src", address).set("alt", &name).test("photo-shown");
        let tap = el("button").set("type", "button").class("photo-tap").test("photo-tap").add(picture);
        let tap = tap.toggle("whole", move || is_whole.get());
        let tap = tap.live("aria-expanded", move || Some(is_whole.get().to_string()));
        tap.press(move || is_whole.update(|whole| *whole = !*whole))
    })
}

/// What is on a tile: a drawing, or a photo of one's own by the id of its record. It is fetched where somebody has the
/// board in front of them, and only shown if it is here where boards are listed.
pub(super) fn tile_face(drawn: &str, fetches: bool) -> El {
    let Ok(id) = drawn.parse() else { return picture(Some(drawn), None) };
    let image = |address: &str, _: &str| el("img").set("src", address).set("alt", "").test("tile-photo");
    el("span").class("picture own").add(shown(id, Some(fetches), image))
}

/// `on_tile` is none where there is room for words and buttons, and says whether it is fetched without being asked elsewhere.
fn shown(id: RecordId, on_tile: Option<bool>, picture: impl Fn(&str, &str) -> El + 'static) -> Part {
    let desk = desk();
    let view =
        Memo::new(move |_| desk.shell.view(&[On::Records, On::Team, On::Connection], |app, _| app.photo(id)));
    let look = move || desk.dispatch(Intent::LookAtPhoto { photo: id });
    // Once: what was put away to make room for others is not fetched again by itself.
    let has_looked = StoredValue::new(false);
    live(move || -> Part {
        let words = &text().photos;
        let Some(view) = view.get() else { return Part::Nothing };
        let said = |words: &str| el("p").class("help").test("photo-state").add(words);
        let ask = || button(Kind::Quiet, words.fetch, "photo-fetch", look).sign(Icon::Eye);
        match &view.state {
            PhotoState::Open(bytes) => {
                pictures::address(bytes, view.media).map(|address| picture(&address, &view.shows)).into()
            }
            state @ (PhotoState::Held | PhotoState::NotHere)
                if (*state == PhotoState::Held || on_tile == Some(true)) && !has_looked.get_value() =>
            {
                has_looked.set_value(true);
                queue_microtask(look);
                Part::Nothing
            }
            _ if on_tile.is_some() => Part::Nothing,
            PhotoState::Held | PhotoState::NotHere => [said(words.not_here).into(), ask().into()].into(),
            PhotoState::Coming(percent) => {
                let is_offline = desk.frame.with(|frame| matches!(frame.sync, SyncState::Offline { .. }));
                let percent = format::number(language(), usize::from(*percent));
                let on_its_way = fill(words.coming, &[&percent]);
                said(if is_offline { words.waits } else { &on_its_way }).set("role", "status").into()
            }
            PhotoState::NotShared => [said(words.not_shared).into(), ask().into()].into(),
            PhotoState::Broken => said(words.broken).into(),
        }
    })
}

/// A button that has the browser choose a picture, or take one; `chosen` gets it made smaller.
pub(super) fn chooser(label: &str, to: Shrunk, chosen: impl Fn(Vec<u8>) + 'static) -> El {
    let wrong = RwSignal::new("");
    let chosen = Rc::new(chosen);
    let not_a_picture = text().photos.not_a_picture;
    let field = el("input").set("type", "file").set("accept", "image/*");
    let field = field.set("hidden", "").set("aria-hidden", "true").test("photo-file");
    let field = field.on("change", move |event| {
        let (picture, chosen) = (files::chosen(&event, "target").into_iter().next(), chosen.clone());
        leptos::task::spawn_local(async move {
            let Some(picture) = picture else { return };
            match pictures::shrink(&picture, to).await {
                Some(bytes) => {
                    wrong.try_set("");
                    chosen(bytes);
                }
                None => drop(wrong.try_set(not_a_picture)),
            }
        });
    });
    let element = field.element().clone();
    let choose =
        button(Kind::Quiet, label, "photo-choose", move || files::choose(&element)).sign(Icon::Camera);
    let said = el("p").class("missing").set("role", "alert").add(live(move || wrong.get()));
    el("div").add(choose).add(field).add(said)
}

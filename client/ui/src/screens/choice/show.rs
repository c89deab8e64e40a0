//! The child's own screen: big tiles that speak. It lies over everything, and neither Escape nor Back nor a reload
//! leaves it.

use carryover_core::view::BoardView;
use carryover_core::{Care, Intent};
use leptos::prelude::*;
use shared::record::{Board, Said, Tile};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, KeyboardEvent};

use super::super::photo::tile_face;
use super::gate::gate;
use super::voice::speak;
use crate::desk::{desk, language, text};
use crate::dom::{El, Event, Part, el, live};
use crate::kit::{Icon, focus, icon};

/// The screen; nothing while no board is shown.
pub(crate) fn childs_screen() -> Part {
    let desk = desk();
    let board = Memo::new(move |_| {
        let shown = desk.board.board()?;
        desk.plan.with(|plan| plan.boards.iter().find(|view| view.series == shown).cloned())
    });
    // A board that was changed meanwhile is drawn anew, who wrote it changes nothing.
    let shape = Memo::new(move |_| board.get().map(|view: BoardView| view.board));
    live(move || shape.get().map(|board| untrack(|| screen(&board))))
}

fn screen(board: &Board) -> El {
    let said = RwSignal::new(String::new());
    let dialog = el("dialog").class("childs").test("childs-board").set("aria-labelledby", "board-title");
    let dialog = keep_open(dialog);
    let title = el("h2").set("id", "board-title").focusable().add(board.title.as_str());
    let line =
        el("p").class("said-aloud").set("role", "status").test("said-aloud").add(live(move || said.get()));
    // Also called by a clock, which knows no context.
    let shown = desk().board;
    let leave = move || {
        shown.leave();
        focus::rescue();
    };
    let tiles: El = if board.schedule { schedule(&board.tiles) } else { choices(&board.tiles, said) };
    let head = el("header").class("childs-head").add(title).add(line);
    let head = if board.schedule { head.class("childs-head in-order") } else { head };
    dialog.add(el("div").class("childs-body").add(head).add(tiles).add(gate(leave)))
}

/// Opens it, and again should the browser close it: some do at a second Escape.
fn keep_open(screen: El) -> El {
    let dialog: HtmlDialogElement = screen.element().clone().unchecked_into();
    let (kept, again) = (StoredValue::new_local(dialog.clone()), dialog.clone());
    on_cleanup(move || {
        kept.try_with_value(HtmlDialogElement::close);
    });
    request_animation_frame(move || {
        let _ = dialog.show_modal();
        if let Ok(Some(heading)) = dialog.query_selector("h2") {
            let _ = heading.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
    let is_escape =
        |event: &Event| event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape");
    let keyed = move |event: Event| {
        if is_escape(&event) {
            event.prevent_default();
        }
    };
    let closed = move |_| {
        let is_shown = desk().board.board_untracked().is_some();
        if is_shown && again.is_connected() {
            let _ = again.show_modal();
        }
    };
    screen.on("cancel", |event: Event| event.prevent_default()).on("keydown", keyed).on("close", closed)
}

fn choices(tiles: &[Tile], said: RwSignal<String>) -> El {
    let words = &text().boards;
    let mut all: Vec<El> = tiles
        .iter()
        .map(|tile| {
            let word = tile.word.clone();
            big_tile(tile_face(&tile.picture, true), &tile.word, "choice-tile", move || {
                ask(said, &word, &word, Said::Asked);
            })
        })
        .collect();
    let other = el("span").class("picture").add(icon(Icon::Unknown));
    all.push(big_tile(other, words.something_else, "choice-else", move || {
        ask(said, words.something_else, "", Said::Else);
    }));
    let no = el("span").class("picture").add(icon(Icon::Close));
    all.push(big_tile(no, words.no, "choice-no", move || ask(said, words.no, "", Said::No)));
    el("div").class(across(all.len())).add(all)
}

/// Speaks, shows it large, and writes it down.
fn ask(line: RwSignal<String>, words: &str, title: &str, said: Said) {
    line.set(words.to_owned());
    speak(words, language());
    desk().dispatch(Intent::Care(Care::Request { title: title.to_owned(), said }));
}

fn schedule(tiles: &[Tile]) -> El {
    let shown = desk().board;
    let all = tiles.iter().enumerate().map(|(step, tile)| {
        let word = tile.word.clone();
        let is_done = move || shown.is_ticked(step);
        let press = move || {
            shown.tick(step);
            speak(&word, language());
        };
        let number = el("span").class("place-number").add((step + 1).to_string());
        let tick = live(move || is_done().then(|| el("span").class("tick").add(icon(Icon::Check))));
        let tile = big_tile(tile_face(&tile.picture, true), &tile.word, "schedule-tile", press);
        let tile = tile.live("aria-pressed", move || Some(is_done().to_string()));
        el("li").add(tile.first(number).add(tick))
    });
    el("ol").class(across(tiles.len())).add(all.collect::<Vec<El>>())
}

/// How many stand beside each other where there is room, so that the last row is not left with one.
const fn across(many: usize) -> &'static str {
    match many {
        ..=4 => "big-tiles",
        5..=6 | 9 => "big-tiles by-three",
        _ => "big-tiles by-four",
    }
}

fn big_tile(picture: El, word: &str, test: &str, press: impl FnMut() + 'static) -> El {
    let tile = el("button").set("type", "button").class("big-tile").test(test);
    tile.add(picture).add(el("span").class("word").add(word)).press(press)
}

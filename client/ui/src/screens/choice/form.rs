//! Making a board: its name, its tiles with their words, and the drawings to choose from.

use carryover_core::Intent;
use leptos::prelude::*;
use shared::RecordId;
use shared::record::choice::{TILE_LEAST, TILE_LIMIT, TILE_WORD_LIMIT};
use shared::record::{Board, Tile, Version};

use super::super::photo::{chooser, tile_face};
use super::super::tiles::tiles;
use crate::desk::{desk, text};
use crate::dom::{El, Part, el, live, typed};
use crate::i18n::fill;
use crate::kit::{Field, Icon, Input, Kind, button, check, focus, round, sheet};
use crate::shell::pictures::OF_TILE;

/// The longest word that is typed under a tile, in letters; some take two bytes.
const WORD_LETTERS: &str = "30";

/// The sheet; without a version it is a new board.
pub(crate) fn board_form(version: Option<RecordId>) -> El {
    let words = &text().boards;
    let held = desk().plan.with_untracked(|plan| {
        let view = plan.boards.iter().find(|view| Some(view.version) == version);
        view.map(|view| (vec![view.version], view.board.clone()))
    });
    let title = if held.is_some() { words.change } else { words.new };
    let blank =
        Board { version: Version::default(), title: String::new(), schedule: false, tiles: Vec::new() };
    let (replaces, board) = held.unwrap_or((Vec::new(), blank));
    let form = RwSignal::new(board);
    let missing = RwSignal::new("");
    let versions = replaces.clone();
    let save = move || {
        let mut board = form.get_untracked();
        board.tiles.iter_mut().for_each(|tile| tile.word = fitting(&tile.word));
        board.tiles.retain(|tile| !tile.word.is_empty());
        if board.title.trim().is_empty() {
            return focus::first("#board-name");
        }
        if board.tiles.len() < TILE_LEAST {
            return missing.set(words.too_few);
        }
        desk().dispatch(Intent::PlanBoard { replaces: versions.clone(), board: Box::new(board) });
        desk().router.close();
    };
    let end = (!replaces.is_empty()).then(|| {
        button(Kind::Plain, text().plan.end, "end", move || {
            desk().dispatch(Intent::EndPlan { versions: replaces.clone() });
            desk().router.close();
        })
    });
    let name =
        Field { id: "board-name", label: words.name, help: "", input: Input::Line, test: "field-title" };
    let name = name.ask(
        move || form.with(|form| form.title.clone()),
        move |typed| form.update(|form| form.title = typed),
    );
    let schedule = check(
        words.is_schedule,
        "is-schedule",
        move || form.with(|form| form.schedule),
        move |on| form.update(|form| form.schedule = on),
    );
    let save = button(Kind::Primary, text().frame.save, "save", save).sign(Icon::Check);
    let said = el("p").class("missing").set("role", "alert").add(live(move || missing.get()));
    sheet(title, "board-sheet", |body| {
        let body = body.add(name).add(schedule).add(on_it(form)).add(said);
        body.add(el("div").class("acts").add(save).add(end)).add(to_add(form))
    })
}

/// As much of a word as a tile holds.
fn fitting(word: &str) -> String {
    word.trim()
        .char_indices()
        .take_while(|(at, letter)| at + letter.len_utf8() <= TILE_WORD_LIMIT)
        .map(|(_, letter)| letter)
        .collect()
}

/// The tiles that are on the board, with their words. Built anew when one comes or goes, not while a word is typed.
fn on_it(form: RwSignal<Board>) -> Part {
    let words = &text().boards;
    let pictures = Memo::new(move |_| {
        form.with(|form| form.tiles.iter().map(|tile| tile.picture.clone()).collect::<Vec<String>>())
    });
    // Two tiles may have the same drawing, so changing places counts, too.
    let moved = RwSignal::new(0_usize);
    live(move || {
        moved.track();
        let pictures = pictures.get();
        (!pictures.is_empty()).then(|| {
            let lines = pictures.iter().enumerate().map(|(at, drawn)| on_board(form, at, drawn, moved));
            let lines: Vec<El> = lines.collect();
            let section = el("section").add(el("h3").add(words.on_it));
            section.add(el("ol").class("board-tiles").test("board-tiles").add(lines))
        })
    })
}

fn on_board(form: RwSignal<Board>, at: usize, drawn: &str, moved: RwSignal<usize>) -> El {
    let words = &text().boards;
    let word =
        form.with_untracked(|form| form.tiles.get(at).map(|tile| tile.word.clone()).unwrap_or_default());
    let input = el("input").set("type", "text").set("maxlength", WORD_LETTERS).set("autocomplete", "off");
    let input = input.test("tile-word").spoken(&fill(words.word, &[&(at + 1).to_string()]));
    let input = input.set("value", &word).on("input", move |event| {
        let word = typed(&event);
        form.update(|form| {
            if let Some(tile) = form.tiles.get_mut(at) {
                tile.word = word;
            }
        });
    });
    let up = (at > 0).then(|| {
        round(Icon::Up, &fill(words.up, &[&word]), "tile-up", move || {
            form.update(|form| {
                if at < form.tiles.len() {
                    form.tiles.swap(at - 1, at);
                }
            });
            *moved.write() += 1;
            focus::first("[data-test=board-tiles] input");
        })
    });
    let remove = round(Icon::Close, &fill(words.remove, &[&word]), "tile-remove", move || {
        form.update(|form| {
            if at < form.tiles.len() {
                form.tiles.remove(at);
            }
        });
        *moved.write() += 1;
        focus::first("#board-name");
    });
    let field = el("div").class("field").add(input);
    el("li").add(tile_face(drawn, true)).add(field).add(up).add(remove)
}

/// What can be added: own words, and every drawing of the library.
fn to_add(form: RwSignal<Board>) -> El {
    let words = &text().boards;
    let is_full = Memo::new(move |_| form.with(|form| form.tiles.len() >= TILE_LIMIT));
    let put = move |picture: &str, word: &str| {
        form.update(|form| {
            if form.tiles.len() < TILE_LIMIT {
                form.tiles.push(Tile { picture: picture.to_owned(), word: fitting(word) });
            }
        });
    };
    let own = RwSignal::new(String::new());
    let add_own = move || {
        let word = own.with_untracked(|own| own.trim().to_owned());
        if !word.is_empty() {
            put("", &word);
            own.set(String::new());
        }
    };
    // What follows a choice of a file knows no context.
    let (desk, unnamed) = (desk(), text().photos.photo);
    let photo = move |bytes: Vec<u8>| {
        let written = || desk.shell.with(|app, _| app.written());
        let before = written();
        desk.dispatch(Intent::AddPhoto { entry: None, bytes, shows: String::new() });
        let Some(added) = written().filter(|added| Some(*added) != before) else { return };
        let word = own.with_untracked(|own| own.trim().to_owned());
        put(&added.to_string(), if word.is_empty() { unnamed } else { &word });
        own.set(String::new());
    };
    let photo = chooser(text().photos.own, OF_TILE, photo);
    let field = Field { id: "own-tile", label: words.own, help: "", input: Input::Line, test: "own-tile" };
    let add_own = button(Kind::Quiet, words.own_add, "own-tile-add", add_own).sign(Icon::Plus);
    let own = el("div").class("own").add(field.over(own)).add(add_own).add(photo);
    let full = live(move || is_full.get().then(|| el("p").class("help").add(words.full)));
    let library = tiles(
        |_| true,
        move |card| put(card.own.as_ref().map_or(card.library.as_str(), |_| ""), &card.title),
    );
    let section = el("section").class("add-tiles").add(el("h3").add(words.add_tiles));
    section.add(el("div").set("role", "status").add(full)).add(own).add(library)
}

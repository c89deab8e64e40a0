//! Choice boards and visual schedules: the list in the plan, the form, and the child's own screen.
//!
//! Where to start: [`boards`] lists them; `form` makes one; [`childs_screen`] is what the child has, which lies over
//! everything else and is left through `gate` alone; `voice` speaks; `kept` is what survives a reload.

mod form;
mod gate;
mod kept;
mod show;
mod voice;

use carryover_core::view::BoardView;
use leptos::prelude::*;

use super::photo::tile_face;
use super::plan::{add, section};
use super::words;
use crate::desk::{desk, language, text};
use crate::dom::{El, el, live};
use crate::i18n::{count, fill};
use crate::kit::{Icon, Kind, button};
use crate::route::Sheet;
pub(super) use form::board_form;
pub(crate) use kept::Shown;
pub(super) use show::childs_screen;

/// The boards of the plan, and the way to make one.
pub(super) fn boards() -> El {
    let plan = desk().plan;
    let words = &text().boards;
    let list = live(move || {
        plan.with(|plan| match plan.boards.is_empty() {
            true => el("p").class("help").add(words.none),
            false => {
                let lines: Vec<El> = plan.boards.iter().map(|view| line(view, plan.may_edit)).collect();
                el("ul").class("goals").add(lines)
            }
        })
    });
    section(words.title, add(words.add, "add-board", Sheet::Board(None))).add(list)
}

fn line(view: &BoardView, may_edit: bool) -> El {
    let words = &text().boards;
    let desk = desk();
    let board = &view.board;
    let series = view.series;
    let kind = if board.schedule { words.schedule } else { words.choice };
    let many = count(language(), words.tiles, board.tiles.len());
    let about = words::dots(&[kind, &many, &words::person(&view.author)]);
    let few: Vec<El> = board.tiles.iter().take(3).map(|tile| tile_face(&tile.picture, false)).collect();
    let said = el("div").class("face-words").add(el("h3").class("face-title").add(board.title.as_str()));
    let face = el("div").class("face").add(el("div").class("small-pictures").add(few));
    let face = face.add(said.add(el("p").class("meta").add(about)));
    let show = desk.may_log.get_untracked().then(|| {
        let show =
            button(Kind::Quiet, words.show, "show-board", move || desk.board.show(series)).sign(Icon::Child);
        show.spoken(&fill(words.show_this, &[&board.title]))
    });
    let version = view.version;
    let edit = may_edit.then(|| {
        let open = move || desk.router.open(Sheet::Board(Some(version)));
        let edit = button(Kind::Plain, text().frame.edit, "edit-board", open);
        edit.spoken(&words::dots(&[text().frame.edit, &board.title]))
    });
    let card = el("li").class("card board-line").test("board").set("data-series", &series.to_string());
    card.add(face).add(el("div").class("acts").add(show).add(edit))
}

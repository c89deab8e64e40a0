//! The recovery sheet: showing and printing it, checking the paper, making another, and coming back with its words.
//! The words are never kept as a draft: whoever has them can read everything.
//!
//! Where to start: [`paper`] is the sheet; [`recover_form`] takes the words on a new device; [`nag`] reminds.

mod check;
mod nag;
mod recover;

use carryover_core::Intent;
use carryover_core::view::TeamView;
use leptos::prelude::*;

use super::team::{ask, telling};
use super::words;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::{fill, format};
use crate::kit::{Icon, Kind, button, qr, sheet};
use crate::route::Sheet;
use check::check;
pub(crate) use nag::nag;
pub(crate) use recover::{recover_form, recover_sheet};

/// The sheet.
pub(crate) fn paper() -> El {
    let desk = desk();
    let words = &text().paper;
    let inside = live(move || {
        desk.team.with(|team| match &team.sheet {
            Some(secret) => on_screen(team, secret),
            None => el("p").add(words.on_paper).into(),
        })
    });
    let is_printed = Memo::new(move |_| desk.team.with(|team| team.sheet.is_none()));
    let may_replace = Memo::new(move |_| desk.team.with(|team| team.may_replace_sheet));
    let check = live(move || is_printed.get().then(|| untrack(check)));
    let another = live(move || (is_printed.get() && may_replace.get()).then(another));
    sheet(words.title, "paper-sheet", |body| {
        body.add(telling(Some(Sheet::Paper))).add(inside).add(check).add(another).add(all_lost())
    })
}

/// What goes onto paper, and the two steps that bring it there.
fn on_screen(team: &TeamView, secret: &[&'static str]) -> Part {
    let words = &text().paper;
    let me = team.members.iter().find(|member| member.me).map(|me| me.name.as_str()).unwrap_or_default();
    let today = format::date(language(), format::day_of(desk().now()));
    let origin = window().location().origin().unwrap_or_default();
    let list: Vec<El> = secret.iter().map(|word| el("li").add(*word)).collect();
    let print = || {
        let _ = window().print();
    };
    let print = button(Kind::Primary, words.print, "print", print).sign(Icon::Print);
    let printed = || desk().dispatch(Intent::SheetPrinted);
    let printed = button(Kind::Quiet, words.printed, "printed", printed).sign(Icon::Check);
    [
        el("p").class("routine").add(words::dots(&[&team.child, &today])).into(),
        el("p").add(fill(words.what, &[&team.child, me, me])).into(),
        el("ol").class("words").set("translate", "no").test("sheet-words").add(list).into(),
        qr(&secret.join(" "), words.code).into(),
        el("p").add(fill(words.how, &[&origin])).into(),
        el("p").class("pinned").add(words.keep).into(),
        el("div").class("acts").add(print).add(printed).into(),
        el("p").class("help no-print").add(words.printed_help).into(),
    ]
    .into()
}

/// What nobody can undo, said before it happens.
fn all_lost() -> El {
    let words = &text().paper;
    let section = el("section").class("no-print").add(el("h3").add(words.all_lost));
    section.add(el("p").class("help").add(words.all_lost_text))
}

fn another() -> El {
    let words = &text().paper;
    let make = button(Kind::Quiet, words.another, "new-sheet", || ask(Intent::ReplaceSheet)).sign(Icon::Plus);
    let is_making = move || desk().team.with(|team| team.inviting).then(String::new);
    let section = el("section").class("no-print").add(el("h3").add(words.another));
    section.live("inert", is_making).add(el("p").class("help").add(words.another_help)).add(make)
}

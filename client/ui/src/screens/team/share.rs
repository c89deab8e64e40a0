//! One answer to who sees what: letting one member see one kind of notes, or stopping it.

use carryover_core::view::MemberView;
use carryover_core::{Agreement, Intent};
use leptos::prelude::*;
use shared::MemberId;
use shared::record::{Agreed, Role, Scope};
use wasm_bindgen::JsValue;

use super::super::words;
use super::change::{ask, telling};
use super::consent::{how, scope_title};
use crate::desk::{desk, text};
use crate::dom::{El, Part, el, is_checked, live};
use crate::i18n::fill;
use crate::kit::{Area, Choice, Icon, Kind, Optional, button, sheet};
use crate::route::Sheet;

/// The sheet.
pub(crate) fn share(member: MemberId, scope: Scope) -> El {
    let desk = desk();
    let name = desk.team.with_untracked(|team| {
        team.members.iter().find(|found| found.member == member).map(name).unwrap_or_default()
    });
    let answers = live(move || {
        desk.team.with(|team| {
            let found = team.members.iter().find(|found| found.member == member);
            found.filter(|found| team.governs && !found.me).map(|found| {
                untrack(|| match found.reads.has(scope) {
                    true => is_shared(found, scope),
                    false => not_shared(found, scope),
                })
            })
        })
    });
    let is_changing = move || desk.team.with(|team| team.inviting).then(String::new);
    let form = el("div").class("form").live("inert", is_changing).add(answers);
    let title = words::dots(&[&name, scope_title(scope)]);
    sheet(&title, "share-sheet", |body| body.add(telling(Some(Sheet::Consent))).add(form).add(back()))
}

fn name(member: &MemberView) -> String {
    words::called(&member.name, Some(member.role), member.me)
}

/// To the whole, with nothing changed.
fn back() -> El {
    let router = desk().router;
    let back = button(Kind::Plain, text().first.back, "back", move || router.open(Sheet::Consent));
    el("div").class("acts").add(back)
}

fn not_shared(found: &MemberView, scope: Scope) -> Part {
    let words = &text().consent;
    let member = found.member;
    // From today unless somebody says otherwise: what was shared cannot be taken back.
    let (with_past, write) = (RwSignal::new(false), RwSignal::new(false));
    let agreed = Agreeing::new();
    let answers =
        vec![("past", words.with_past.to_owned(), None), ("today", words.from_today.to_owned(), None)];
    let much = Choice { name: "how-much", legend: words.how_much, answers };
    let much = much.ask(
        move || if with_past.get() { "past" } else { "today" }.to_owned(),
        move |code| with_past.set(code == "past"),
    );
    let from_today = move || (!with_past.get()).then_some(words.from_today_text);
    let write_box = (found.role != Role::Viewer).then(|| {
        let box_ = el("input").set("type", "checkbox").test("may-write");
        let box_ = box_.property("checked", move || JsValue::from_bool(write.get()));
        let box_ = box_.on("change", move |event| write.set(is_checked(&event)));
        el("label").class("check").add(box_).add(el("span").add(words.writes_too))
    });
    let grant = move || {
        let (write, with_past) = (write.get_untracked(), with_past.get_untracked());
        ask(Intent::Grant { member, scope, write, with_past, agreement: agreed.said() });
    };
    [
        el("p").add(fill(words.let_text, &[&name(found)])).into(),
        much.into(),
        el("p").class("help").set("role", "status").add(live(from_today)).into(),
        write_box.into(),
        agreed.ask().into(),
        button(Kind::Primary, words.let_see, "grant", grant).sign(Icon::Eye).into(),
    ]
    .into()
}

fn is_shared(found: &MemberView, scope: Scope) -> Part {
    let words = &text().consent;
    let (member, with_past, agreed) = (found.member, true, Agreeing::new());
    let writing = match (found.writes.has(scope), found.role) {
        (true, _) => {
            let only_read = move || {
                let agreement = agreed.said();
                ask(Intent::Withdraw { member, scope, keep_reading: true, agreement });
            };
            Some(button(Kind::Quiet, words.only_read, "only-read", only_read).sign(Icon::Eye))
        }
        (false, Role::Viewer) => None,
        (false, _) => {
            let let_write = move || {
                ask(Intent::Grant { member, scope, write: true, with_past, agreement: agreed.said() });
            };
            Some(button(Kind::Quiet, words.let_write, "let-write", let_write).sign(Icon::Pencil))
        }
    };
    let stop = move || {
        ask(Intent::Withdraw { member, scope, keep_reading: false, agreement: agreed.said() });
    };
    let told = desk().disclosures();
    [
        el("p").add(how(found, scope, &told)).into(),
        agreed.ask().into(),
        writing.into(),
        el("p").class("pinned").add(words.stop_text).into(),
        button(Kind::Primary, words.stop, "withdraw", stop).into(),
    ]
    .into()
}

/// How it was agreed, for the team's record; nobody has to say.
#[derive(Clone, Copy)]
struct Agreeing {
    how: RwSignal<Option<Agreed>>,
    note: RwSignal<String>,
}

impl Agreeing {
    fn new() -> Self {
        Self { how: RwSignal::new(None), note: RwSignal::new(String::new()) }
    }

    fn said(self) -> Agreement {
        Agreement { how: self.how.get_untracked(), note: self.note.get_untracked() }
    }

    fn ask(self) -> El {
        let Self { how, note } = self;
        let words = &text().consent;
        let ways = Optional {
            name: "agreed",
            legend: words.agreed,
            none: words.agreed_open,
            words: Agreed::ALL,
            code: Agreed::code,
        };
        let about =
            Area { id: "agreed-note", label: text().day.note, help: words.agreed_help, test: "agreed-note" };
        el("details")
            .class("more")
            .add(el("summary").test("agreed-open").add(words.agreed_title))
            .add(ways.ask(move || how.get(), move |way| how.set(way)))
            .add(about.over(note))
    }
}

//! Copying one entry to other notes on purpose, saying first who reads those.

use carryover_core::Intent;
use carryover_core::view::{EntryBody, EntryView};
use leptos::prelude::*;
use shared::RecordId;
use shared::record::Scope;

use super::super::words;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Icon, Kind, button};

/// The notes an entry can be copied to.
const LOGS: [Scope; 3] = [Scope::Home, Scope::School, Scope::Clinic];

/// The ways to copy the entry; none where the person writes no other notes.
pub(super) fn copying(id: RecordId, entry: Memo<Option<EntryView>>) -> Part {
    live(move || {
        let held_in = entry.with(|entry| {
            let is_whole = |entry: &&EntryView| {
                entry.struck.is_none()
                    && matches!(entry.body, EntryBody::Activity { .. } | EntryBody::Note { .. })
            };
            entry.as_ref().filter(is_whole).map(|entry| entry.scope)
        })?;
        let others = LOGS.into_iter().filter(|scope| *scope != held_in && desk().may_write(*scope));
        let ways: Vec<El> = others.map(|scope| way(id, scope)).collect();
        (!ways.is_empty()).then(|| {
            let summary = el("summary").test("copy-open").add(text().entry.copy);
            el("details")
                .class("more")
                .add(summary)
                .add(el("p").class("help").add(text().entry.copy_help))
                .add(ways)
        })
    })
}

fn way(record: RecordId, scope: Scope) -> El {
    let said = &text().entry;
    let readers = desk().team.with(|team| {
        let reads = team.members.iter().filter(|member| member.reads.has(scope) && !member.me);
        let names: Vec<String> =
            reads.map(|member| words::called(&member.name, Some(member.role), false)).collect();
        names.join(", ")
    });
    let whose = scope.label(language());
    let copy = move || {
        desk().dispatch(Intent::Copy { record, scope });
        desk().router.close();
    };
    let test = ["copy-", scope.code()].concat();
    let who =
        if readers.is_empty() { said.copy_nobody.to_owned() } else { fill(said.copy_readers, &[&readers]) };
    let press = button(Kind::Quiet, &fill(said.copy_to, &[whose]), &test, copy).sign(Icon::Eye);
    el("div").class("way").add(press).add(el("p").class("help").add(who))
}

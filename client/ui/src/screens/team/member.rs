//! One member, and what they read and write in plain words.

use carryover_core::view::MemberView;
use shared::record::ScopeSet;

use super::super::words;
use crate::desk::{language, text};
use crate::dom::{El, el};
use crate::i18n::labels::Label;
use crate::i18n::{count, fill, format};

/// A member in the list.
pub(super) fn member_line(member: &MemberView) -> El {
    let words = &text().team;
    let role = member.role.label(language());
    let name = words::called(&member.name, Some(member.role), member.me);
    let since = format::short_day(language(), format::day_of(member.since));
    let about = words::dots(&[
        &fill(words.since, &[&since]),
        &count(language(), words.devices, member.devices.len()),
    ]);
    let first: String = member.name.chars().next().into_iter().flat_map(char::to_uppercase).collect();
    let said = el("div")
        .add(el("p").class("member-name").add(el("strong").add(name)))
        .add(el("p").class("routine").add(role))
        .add(rights(member))
        .add(el("p").class("help").add(about));
    let initial = el("span").class("initial").set("aria-hidden", "true").add(first);
    el("li").class("card member").test("member").set("data-role", member.role.code()).add(initial).add(said)
}

/// In one sentence where reading and writing are the same.
fn rights(member: &MemberView) -> Vec<El> {
    let words = &text().team;
    let said = |sentence: &str, rights: ScopeSet| el("p").add(fill(sentence, &[&scopes(rights)]));
    if member.reads == member.writes {
        return vec![said(words.reads_and_writes, member.reads)];
    }
    vec![said(words.reads, member.reads), said(words.writes, member.writes)]
}

/// "the plan, home notes and school notes".
pub(crate) fn scopes(scopes: ScopeSet) -> String {
    let words = &text().team;
    let names: Vec<&str> = scopes.iter().map(|scope| scope.label(language())).collect();
    match names.split_last() {
        None => words.nothing.to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => [&rest.join(", "), words.and, last].concat(),
    }
}

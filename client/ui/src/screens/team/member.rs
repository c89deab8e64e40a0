//! One member, and what they read and write in plain words.

use carryover_core::view::{MemberView, TeamView};
use shared::record::ScopeSet;

use super::super::words;
use super::person::has_more;
use crate::desk::{desk, language, text};
use crate::dom::{El, el};
use crate::i18n::labels::Label;
use crate::i18n::{count, fill, format};
use crate::kit::{Kind, button};
use crate::route::Sheet;

/// A member in the list.
pub(super) fn member_line(member: &MemberView, team: &TeamView) -> El {
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
    let line = el("li").class("card member").test("member").set("data-role", member.role.code());
    line.add(initial).add(said.add(more(member, team)))
}

/// What can be done about a member is on a sheet of its own.
fn more(member: &MemberView, team: &TeamView) -> Option<El> {
    let (router, id) = (desk().router, member.member);
    has_more(member, team).then(|| {
        let name = words::called(&member.name, Some(member.role), member.me);
        let open =
            button(Kind::Plain, text().team.more, "member-more", move || router.open(Sheet::Member(id)));
        open.spoken(&fill(text().consent.more_of, &[&name]))
    })
}

/// Somebody who was in the team.
pub(super) fn former_line(member: &MemberView) -> El {
    let name = words::called(&member.name, Some(member.role), member.me);
    let until = member.gone.map(|gone| {
        let day = format::date(language(), format::day_of(gone));
        fill(text().consent.until, &[&day])
    });
    let said = words::dots(&[&name, member.role.label(language()), &until.unwrap_or_default()]);
    el("li").test("former-member").add(said)
}

/// In one sentence where reading and writing are the same.
pub(super) fn rights(member: &MemberView) -> Vec<El> {
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

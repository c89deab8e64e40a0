//! Who sees what: for each kind of notes who receives it, since when and by whom, and who does not. Whoever governs
//! changes it from here.

use carryover_core::view::{DisclosureView, MemberView, TeamView};
use leptos::prelude::*;
use shared::record::{Scope, Setting};

use super::super::words;
use super::change::on_its_way;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::labels::Label;
use crate::i18n::{fill, format};
use crate::kit::{Icon, Kind, button, icon, setting_icon, sheet};
use crate::route::Sheet;

/// The kinds of notes that are decided about, and where they are written.
const SCOPES: [(Scope, Setting); 3] =
    [(Scope::Home, Setting::Home), (Scope::School, Setting::School), (Scope::Clinic, Setting::Clinic)];

/// The sheet.
pub(crate) fn consent() -> El {
    let desk = desk();
    let words = &text().consent;
    let inside = live(move || {
        let told = desk.disclosures();
        desk.team.with(|team| {
            let about = if team.governs { words.decides } else { words.decided };
            let scopes = SCOPES.map(|(scope, setting)| kind(scope, setting, team, &told).into());
            let plan = el("section").class("receivers").add(head(Icon::Plan, "plan", words.plan));
            let plan: Part = plan.add(el("p").add(words.everyone)).into();
            let scopes: [Part; 3] = scopes;
            [Part::from(el("p").add(about)), scopes.into(), plan]
        })
    });
    let log = move || desk.router.open(Sheet::Log);
    let log = button(Kind::Plain, words.log, "consent-log", log).sign(Icon::Clock);
    sheet(words.title, "consent-sheet", |body| {
        body.add(on_its_way()).add(inside).add(el("div").class("acts").add(log))
    })
}

/// What a kind of notes is called, as a heading.
pub(super) fn scope_title(scope: Scope) -> &'static str {
    let words = &text().consent;
    match scope {
        Scope::Plan => words.plan,
        Scope::Home => words.home,
        Scope::School => words.school,
        Scope::Clinic => words.clinic,
        Scope::Private => scope.label(language()),
    }
}

fn head(sign: Icon, class: &str, title: &str) -> El {
    let mark = el("span").class(&["mark ", class].concat()).add(icon(sign));
    el("h3").class("kind").add(mark).add(el("span").add(title))
}

/// One kind of notes: who receives it, and who does not.
fn kind(scope: Scope, setting: Setting, team: &TeamView, told: &[DisclosureView]) -> El {
    let words = &text().consent;
    let (see, blind): (Vec<_>, Vec<_>) = team.members.iter().partition(|member| member.reads.has(scope));
    let lines = |members: &[&MemberView]| -> Vec<El> {
        members.iter().map(|member| line(member, scope, team.governs, told)).collect()
    };
    let not = (!blind.is_empty()).then(|| el("h4").class("help").add(words.not_shared));
    el("section")
        .class("receivers")
        .test(&["receives-", scope.code()].concat())
        .add(head(setting_icon(setting), setting.code(), scope_title(scope)))
        .add(el("ul").add(lines(&see)))
        .add(not)
        .add((!blind.is_empty()).then(|| el("ul").add(lines(&blind))))
}

/// One member and one kind of notes; a way to change it, if one may. Nobody decides about themselves.
fn line(member: &MemberView, scope: Scope, governs: bool, told: &[DisclosureView]) -> El {
    let words = &text().consent;
    let router = desk().router;
    let name = words::called(&member.name, Some(member.role), member.me);
    let role = el("span").class("help").add(member.role.label(language()));
    let said = el("div").add(el("p").class("said").add(el("strong").add(name.as_str())).add(role));
    let reads = member.reads.has(scope);
    let said = said.add(reads.then(|| el("p").class("help").add(how(member, scope, told))));
    let open = (governs && !member.me).then(|| {
        let (label, test) = if reads { (text().frame.edit, "change") } else { (words.let_see, "let-see") };
        let (id, spoken) = (member.member, fill(words.open, &[&name, scope_title(scope)]));
        let open = button(Kind::Quiet, label, test, move || router.open(Sheet::Share(id, scope)));
        let spoken = if reads { spoken } else { words::dots(&[label, &name, scope_title(scope)]) };
        open.spoken(&spoken)
    });
    el("li").test(if reads { "receiver" } else { "not-shared" }).add(said).add(open)
}

/// "Reads and writes · Since Nov 3, by Sara · Only what is new since then".
pub(super) fn how(member: &MemberView, scope: Scope, told: &[DisclosureView]) -> String {
    let words = &text().consent;
    let rights = if member.writes.has(scope) { words.reads_and_writes } else { words.reads };
    let lasts =
        |told: &&DisclosureView| told.until.is_none() && (told.member, told.scope) == (member.member, scope);
    let since = told.iter().find(lasts).map(|told| {
        let day = format::date(language(), format::day_of(told.from));
        match told.by == member.name {
            true => fill(words.since, &[&day]),
            false => fill(words.since_by, &[&day, &told.by]),
        }
    });
    let only_new = if member.reads_from_today.has(scope) { words.only_new } else { "" };
    words::dots(&[rights, &since.unwrap_or_default(), only_new])
}

//! One member: their devices, and the ways out.

use carryover_core::Intent;
use carryover_core::view::{MemberView, TeamView};
use leptos::prelude::*;
use shared::record::Role;
use shared::{DeviceId, MemberId};

use super::super::words;
use super::change::ask;
use super::member::rights;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Choice, Kind, button, options, sheet};
use crate::route::Sheet;

/// The sheet.
pub(crate) fn person(id: MemberId) -> El {
    let team = desk().team;
    let found = move |team: &TeamView| team.members.iter().find(|found| found.member == id).cloned();
    let title =
        team.with_untracked(found).map(|found| words::called(&found.name, Some(found.role), found.me));
    let inside = live(move || {
        team.with(|team| {
            found(team).map(|found| -> Part {
                let role = el("p").class("routine").add(found.role.label(language()));
                let changing = (team.governs && !found.me).then(|| other_role(&found));
                let devices = devices(&found, team.governs);
                [role.into(), rights(&found).into(), changing.into(), devices.into(), out(&found, team)]
                    .into()
            })
        })
    });
    sheet(&title.unwrap_or_default(), "member-sheet", |body| body.add(inside))
}

/// Whether there is something to be done about a member.
pub(super) fn has_more(member: &MemberView, team: &TeamView) -> bool {
    !team.sample && !team.gone && (member.me || team.governs)
}

/// Enough of a device's id to tell it from others.
pub(crate) fn short(device: DeviceId) -> String {
    device.to_string().chars().take(8).collect()
}

fn devices(member: &MemberView, governs: bool) -> El {
    let words = &text().consent;
    let here = desk().shell.with(|app, _| app.device().id());
    let may = (member.me || governs) && member.devices.len() > 1;
    let line = |device: &DeviceId| {
        let (device, router) = (*device, desk().router);
        let is_here = here == Some(device);
        let name = if is_here { words.this_device.to_owned() } else { fill(words.device, &[&short(device)]) };
        let out = (may && !is_here).then(|| {
            let open = move || router.open(Sheet::DeviceOut(device));
            let spoken = words::dots(&[words.device_out, &name]);
            button(Kind::Quiet, words.device_out, "device-out", open).spoken(&spoken)
        });
        el("li").test("device").add(el("p").add(name)).add(out)
    };
    let lines: Vec<El> = member.devices.iter().map(line).collect();
    el("section").class("receivers").add(el("h3").add(words.devices)).add(el("ul").add(lines))
}

/// What somebody is to the child from now on. Oneself, a guardian makes another one first, who then can.
fn other_role(member: &MemberView) -> El {
    let words = &text().consent;
    let (id, now) = (member.member, member.role);
    let chosen = RwSignal::new(now);
    let roles = options(Role::ALL, Role::code, |_| None, language());
    let choice = Choice { name: "role", legend: words.role_legend, answers: roles };
    let choice = choice
        .ask(move || chosen.get().code().to_owned(), move |code| chosen.set(code.parse().unwrap_or(now)));
    let save = move || {
        let role = chosen.get_untracked();
        if role != now {
            ask(Intent::ChangeRole { member: id, role });
        }
    };
    el("details")
        .class("more")
        .add(el("summary").test("role-open").add(words.role_change))
        .add(choice)
        .add(el("p").class("help").add(words.role_help))
        .add(el("div").class("acts").add(button(Kind::Quiet, words.role_save, "role-save", save)))
}

/// Out of the team: oneself, or somebody else for whoever governs.
fn out(member: &MemberView, team: &TeamView) -> Part {
    let words = &text().consent;
    let router = desk().router;
    let id = member.member;
    let (label, test, sheet) = match member.me {
        true => (words.leave, "leave", Sheet::Leave),
        false => (words.out, "member-out", Sheet::Out(id)),
    };
    if member.me && is_last_guardian(team) {
        return el("p").class("help").add(words.leave_last).into();
    }
    let open = button(Kind::Quiet, label, test, move || router.open(sheet));
    el("div").class("acts").add(open).into()
}

/// A team of several needs a parent; whoever is alone may go.
fn is_last_guardian(team: &TeamView) -> bool {
    let is_guardian = |member: &&MemberView| member.role == Role::Guardian;
    let others = team.members.iter().filter(is_guardian).filter(|member| !member.me).count();
    let am_i = team.members.iter().filter(is_guardian).any(|member| member.me);
    am_i && others == 0 && team.members.len() > 1
}

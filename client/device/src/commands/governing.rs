//! Who is in the team, who reads what, and the recovery sheet.

use carryover_core::view::{InviteRefusal, MemberView, TeamView};
use carryover_core::{App, Intent};
use shared::MemberId;
use shared::record::ScopeSet;
use shared::team::SheetCode;

use super::sync::{keep_relay, relay};
use super::team::{come_in, team_settled};
use super::{chosen, line, lines};
use crate::cli::{ChangeRole, Grant, Leave, Online, Recover, Remove, Sheet, Show, Withdraw};
use crate::failure::Failure;
use crate::print;
use crate::run::Run;

pub(super) fn members(run: &Run, show: &Show) -> String {
    let TeamView { members, former, .. } = run.app().team();
    let all = members.iter().chain(&former);
    if show.json { lines(all.map(print::member_json)) } else { lines(all.map(print::member_line)) }
}

pub(super) fn disclosures(run: &Run, show: &Show) -> String {
    let told = run.app().disclosures();
    if show.json {
        lines(told.iter().map(print::disclosure_json))
    } else {
        lines(told.iter().map(print::disclosure_line))
    }
}

pub(super) fn consents(run: &Run, show: &Show) -> String {
    let told = run.app().consents();
    if show.json {
        lines(told.iter().map(print::consent_json))
    } else {
        lines(told.iter().map(print::consent_line))
    }
}

pub(super) fn grant(run: &mut Run, grant: &Grant) -> Result<String, Failure> {
    let Grant { member, scope, with_past, write, ref agreement, ref online } = *grant;
    let intent = Intent::Grant { member, scope, write, with_past, agreement: agreement.into() };
    let wanted = ScopeSet::NONE.with(scope);
    change(run, online, Some(member), intent, |app| {
        let team = app.team();
        let has = present(&team, member);
        has.is_some_and(|has| has.reads.covers(wanted) && (!write || has.writes.covers(wanted)))
    })
}

pub(super) fn withdraw(run: &mut Run, withdraw: &Withdraw) -> Result<String, Failure> {
    let Withdraw { member, scope, keep_reading, ref agreement, ref online } = *withdraw;
    let intent = Intent::Withdraw { member, scope, keep_reading, agreement: agreement.into() };
    change(run, online, Some(member), intent, |app| {
        let team = app.team();
        let has = present(&team, member);
        has.is_some_and(|has| !has.writes.has(scope) && (keep_reading || !has.reads.has(scope)))
    })
}

pub(super) fn change_role(run: &mut Run, change_role: &ChangeRole) -> Result<String, Failure> {
    let ChangeRole { member, role, ref online } = *change_role;
    change(run, online, Some(member), Intent::ChangeRole { member, role }, |app| {
        present(&app.team(), member).is_some_and(|has| has.role == role)
    })
}

pub(super) fn remove(run: &mut Run, remove: &Remove) -> Result<String, Failure> {
    match (remove.member, remove.device) {
        (Some(member), _) => {
            change(run, &remove.online, Some(member), Intent::RemoveMember { member }, |app| {
                present(&app.team(), member).is_none()
            })
        }
        (None, Some(device)) => change(run, &remove.online, None, Intent::RemoveDevice { device }, |app| {
            app.team().members.iter().all(|member| !member.devices.contains(&device))
        }),
        (None, None) => Err(Failure::Usage("say whom: --member ID or --device ID".to_owned())),
    }
}

pub(super) fn leave(run: &mut Run, leave: &Leave) -> Result<String, Failure> {
    change(run, &leave.online, None, Intent::Leave, |app| app.team().gone)
}

pub(super) fn forget(run: &mut Run) -> Result<String, Failure> {
    let team = chosen(run.app())?;
    run.ask(Intent::Forget)?;
    if run.app().device().team(team).is_some() { Err(Failure::NotDurable) } else { Ok(String::new()) }
}

pub(super) fn sheet(run: &mut Run, sheet: &Sheet) -> Result<String, Failure> {
    let team = chosen(run.app())?;
    if let Some(words) = &sheet.check {
        let code = SheetCode::parse(words);
        let code = code.map_err(|_| Failure::InviteRefused(InviteRefusal::NotASheet))?;
        let is_it = code.team == team && run.app().device().is_sheet(&code);
        return Ok(line(if is_it {
            "this sheet works"
        } else {
            "this sheet opens nothing: print a new one"
        }));
    }
    if sheet.new {
        let before = run.app().device().team(team).map(|team| team.roster().sheet().keys);
        change(run, &sheet.online, None, Intent::ReplaceSheet, |app| {
            app.device().team(team).map(|team| team.roster().sheet().keys) != before
        })?;
    }
    let words = run.app().team().sheet.ok_or(Failure::NoSheet)?;
    run.ask(Intent::SheetPrinted)?;
    Ok(line(words.join(" ")))
}

pub(super) fn recover(run: &mut Run, recover: &Recover) -> Result<String, Failure> {
    let words = recover.words.join(" ");
    let refused = |_| Failure::InviteRefused(InviteRefusal::NotASheet);
    let team = SheetCode::parse(&words).map_err(refused)?.team;
    let relay = relay(run, &recover.online)?;
    run.ask(Intent::OpenSheet { words })?;
    run.go_online(relay.clone(), recover.online.timeout);
    come_in(run, Some(team), &relay, Some(recover.me.clone()))
}

pub(super) fn follow(run: &mut Run, follow: &Leave) -> Result<String, Failure> {
    let relay = relay(run, &follow.online)?;
    let team = chosen(run.app())?;
    run.ask(Intent::FollowRelay)?;
    run.go_online(relay.clone(), follow.online.timeout);
    run.wait(|app| team_settled(app, team))?;
    keep_relay(run, &relay);
    Ok(String::new())
}

/// Asks for a change of the team and waits until it holds, everywhere the relay reaches.
fn change(
    run: &mut Run,
    online: &Online,
    member: Option<MemberId>,
    intent: Intent,
    is_done: impl Fn(&App) -> bool,
) -> Result<String, Failure> {
    let relay = relay(run, online)?;
    let team = chosen(run.app())?;
    if let Some(member) = member.filter(|member| present(&run.app().team(), *member).is_none()) {
        return Err(Failure::NoMember(member));
    }
    run.go_online(relay.clone(), online.timeout);
    run.wait(|app| team_settled(app, team))?;
    keep_relay(run, &relay);
    run.ask(intent)?;
    run.wait(|app| match (is_done(app), app.team().inviting) {
        (true, _) => Some(Ok(())),
        (false, true) => None,
        (false, false) => Some(Err(super::team::not_taken(app, Failure::NotChanged))),
    })?;
    Ok(String::new())
}

fn present(team: &TeamView, member: MemberId) -> Option<&MemberView> {
    team.members.iter().find(|found| found.member == member)
}

//! Founding a team, inviting into it, joining one.

use std::collections::BTreeSet;

use carryover_core::view::{InviteRefusal, InviteStage, Newcomer, Notice};
use carryover_core::{App, Intent};
use shared::record::{Role, ScopeSet};
use shared::sync::device::InviteProgress;
use shared::team::InviteLink;
use shared::{DeviceId, TeamId};

use super::sync::{keep_relay, kept_relay, relay};
use super::{chosen, line};
use crate::cli::{Found, Invite, Join, Link, Online};
use crate::failure::Failure;
use crate::origin::Origin;
use crate::run::Run;

pub(super) fn found(run: &mut Run, found: Found) -> Result<String, Failure> {
    if !matches!(found.role, Role::Guardian | Role::Clinician) {
        return Err(Failure::NotAFounder(found.role));
    }
    run.ask(Intent::Found { child: found.child, me: found.me, role: found.role })?;
    if let Some(relay) = &found.relay {
        keep_relay(run, relay);
    }
    if let Some(token) = &found.token {
        run.with(|app, now, effects| app.keep_token(now, token, effects));
    }
    chosen(run.app()).map(line)
}

pub(super) fn invite(run: &mut Run, invite: Invite) -> Result<String, Failure> {
    let may = run.app().team().may_invite;
    if !may.contains(&invite.role) {
        return Err(Failure::NotYourInvite { role: invite.role, may });
    }
    let also = invite.also.iter().fold(ScopeSet::NONE, |all, scope| all.with(*scope));
    let intent = Intent::Invite { role: invite.role, also, hours: invite.expires };
    let made = make_link(run, &invite.online, intent)?;
    printed(made, invite.code)
}

pub(super) fn link(run: &mut Run, link: &Link) -> Result<String, Failure> {
    let made = make_link(run, &link.online, Intent::LinkDevice)?;
    printed(made, link.code)
}

/// An invite that was made: the link, and the code where there was the memory for one.
type Made = (String, Option<String>);

fn printed((link, code): Made, as_code: bool) -> Result<String, Failure> {
    if as_code { code.map(line).ok_or(Failure::NoCode) } else { Ok(line(link)) }
}

/// Asks for a link and waits until the team has it.
fn make_link(run: &mut Run, online: &Online, intent: Intent) -> Result<Made, Failure> {
    let relay = relay(run, online)?;
    let team = chosen(run.app())?;
    run.go_online(relay.clone(), online.timeout);
    run.wait(|app| team_settled(app, team))?;
    keep_relay(run, &relay);
    let before: BTreeSet<DeviceId> = run.app().team().invites.iter().map(|invite| invite.invite).collect();
    run.ask(intent)?;
    let (fragment, code) = run.wait(|app| {
        let team = app.team();
        let mut new = team.invites.into_iter().filter(|invite| !before.contains(&invite.invite));
        match new.find_map(|invite| invite.fragment.map(|fragment| (fragment, invite.code))) {
            Some(made) => Some(Ok(made)),
            None => (!team.inviting).then(|| Err(not_taken(app, Failure::InviteNotTaken))),
        }
    })?;
    Ok((format!("{relay}/#{fragment}"), code))
}

pub(super) fn join(run: &mut Run, join: Join) -> Result<String, Failure> {
    if let Some(why) = InviteRefusal::of_typed(&join.link) {
        return Err(Failure::InviteRefused(why));
    }
    // A code names no team; the relay will.
    let team = InviteLink::parse(&join.link).ok().map(|link| link.team);
    let relay = relay_of(run, &join)?;
    run.ask(Intent::OpenInvite { link: join.link })?;
    run.go_online(relay.clone(), join.online.timeout);
    come_in(run, team, &relay, join.me)
}

/// Goes through with an invite or a sheet that is being looked at.
pub(super) fn come_in(
    run: &mut Run,
    team: Option<TeamId>,
    relay: &Origin,
    me: Option<String>,
) -> Result<String, Failure> {
    let offered = run.wait(|app| match app.invite() {
        InviteStage::Refused(why) => Some(Err(Failure::InviteRefused(why))),
        InviteStage::Offered(offer) => offered(app).map(|team| Ok((team, Some(offer.whom)))),
        _ => team.filter(|team| app.device().team(*team).is_some()).map(|team| Ok((team, None))),
    })?;
    let (team, whom) = offered;
    if let Some(whom) = whom {
        let missing = || Failure::Usage("say what you are called: --me NAME".to_owned());
        let me = me.or_else(|| (whom != Newcomer::Member).then(String::new)).ok_or_else(missing)?;
        run.ask(Intent::Join { me })?;
    }
    run.wait(|app| match app.invite() {
        InviteStage::Refused(why) => Some(Err(Failure::InviteRefused(why))),
        _ => team_settled(app, team),
    })?;
    keep_relay(run, relay);
    Ok(line(team))
}

/// The team that is offered.
fn offered(app: &App) -> Option<TeamId> {
    match app.device().progress() {
        InviteProgress::Offered(offer) => Some(offer.team),
        _ => None,
    }
}

/// Why the relay did not take a change of the team.
pub(super) fn not_taken(app: &App, otherwise: Failure) -> Failure {
    let is_restored = app.frame().notices.contains(&Notice::RelayRestored);
    if is_restored { Failure::RelayRestored } else { otherwise }
}

/// Whether everything of a team is shared and received, or what stands in the way.
pub(super) fn team_settled(app: &App, team: TeamId) -> Option<Result<(), Failure>> {
    let team = app.device().team(team)?;
    if app.device().is_gone(team.id()) {
        Some(Err(Failure::Removed))
    } else if team.is_split() {
        Some(Err(Failure::Split))
    } else if team.needs_token() {
        Some(Err(Failure::NeedsToken))
    } else if team.is_full() {
        Some(Err(Failure::RelayFull))
    } else if team.is_refused() {
        Some(Err(Failure::NotLetIn))
    } else {
        (team.is_caught_up() && team.waiting() == 0).then_some(Ok(()))
    }
}

/// The relay of an invite. A store shares all its teams through one relay, so another one has to be asked for.
fn relay_of(run: &Run, join: &Join) -> Result<Origin, Failure> {
    let kept = kept_relay(run.app()).filter(|_| run.teams().next().is_some());
    match (&join.online.relay, InviteLink::origin(&join.link), kept) {
        (Some(asked), _, _) => Ok(asked.clone()),
        (None, None, kept) => kept.ok_or(Failure::NoRelay),
        (None, Some(origin), kept) => {
            let asked: Origin = origin.parse()?;
            match kept {
                Some(kept) if kept != asked => Err(Failure::OtherRelay { kept, asked }),
                Some(_) | None => Ok(asked),
            }
        }
    }
}

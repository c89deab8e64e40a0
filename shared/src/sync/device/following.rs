//! The way out where the relay has another history of a team than this device: the person asks to take over the
//! relay's. Never by itself, and never mixed: the whole chain is read anew and stands in place of the one held here.
//!
//! Nothing that was written is lost by it. What is on the pages stays there; what waits to be shared is offered again
//! and counts if its author could write by that history.

use super::gathering::{Gathered, Gathering};
use super::rows;
use super::team::{Chain, Talk};
use super::{Changed, CommandError, Device, Effect};
use crate::storage::Write;
use crate::wire::{Link, Place, Refused};
use crate::{Now, TeamId};

impl Device {
    /// Asks the relay for its history of a team, to take it over.
    pub fn follow_relay(
        &mut self,
        now: Now,
        team_id: TeamId,
        effects: &mut Vec<Effect>,
    ) -> Result<(), CommandError> {
        let team = self.teams.get_mut(&team_id).ok_or(CommandError::NoSuchTeam)?;
        if team.marks.sample || team.joining.is_some() {
            return Err(CommandError::NotAllowed);
        }
        team.following = Some(Gathering::default());
        if self.connection.is_open() {
            self.open_team(now, team_id, effects);
        } else {
            self.nudge(now, effects);
        }
        Ok(())
    }

    /// Operations while the relay's history is taken over. Returns whether they were for that.
    pub(super) fn roster_to_follow(
        &mut self,
        now: Now,
        team_id: TeamId,
        from: u32,
        links: &[Link],
        head: Place,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let Some(me) = self.id() else { return false };
        let Some(team) = self.teams.get_mut(&team_id) else { return false };
        let Some(read) = &mut team.following else { return false };
        let chain = match read.take(from, links, head) {
            Gathered::InPart => return true,
            Gathered::Whole => Chain::read(read.operations()),
            Gathered::TooMuch => None,
        };
        let is_mine =
            |chain: &Chain| chain.roster.team() == team_id && chain.roster.devices().contains_key(&me);
        team.following = None;
        let Some(chain) = chain.filter(is_mine) else {
            team.talk = Talk::Split;
            effects.push(Effect::Changed(Changed::Connection));
            return true;
        };
        let gone = chain.length()..team.chain.length();
        let receipts = core::mem::take(&mut team.receipts).into_keys();
        let mut writes: Vec<Write> =
            gone.map(|sequence| rows::forget_roster_row(team_id, sequence)).collect();
        writes.extend(receipts.map(|sequence| rows::forget_receipt_row(team_id, sequence)));
        writes.extend(chain.rows(team_id));
        team.chain = chain;
        self.saver.write(writes);
        self.chain_grew(team_id, 0, effects);
        self.keep_receipts(team_id, from, links);
        self.hang_up(now, effects);
        true
    }

    /// The relay does not let this device in, by its history.
    pub(super) fn cannot_follow(&mut self, team_id: TeamId, why: Refused, effects: &mut Vec<Effect>) -> bool {
        let Some(team) = self.teams.get_mut(&team_id).filter(|team| team.following.is_some()) else {
            return false;
        };
        if why == Refused::NotHere {
            team.following = None;
            team.talk = Talk::Split;
            effects.push(Effect::Changed(Changed::Connection));
        }
        true
    }
}

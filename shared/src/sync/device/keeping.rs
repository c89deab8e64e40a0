//! Which teams' pages are in memory. A family's phone and an aide's tablet keep all of them; a clinician's laptop keeps
//! those that somebody looks at, so that a caseload of a hundred opens like one child and takes no more memory.

use super::rows::PageId;
use super::team::Team;
use super::{Device, Effect};
use crate::{Now, TeamId};

/// Up to so many teams are kept in memory, all of them.
pub const KEPT_LOADED: usize = 8;

impl Device {
    /// Whether all teams are kept in memory.
    pub fn keeps_all_loaded(&self) -> bool {
        self.teams.len() <= KEPT_LOADED
    }

    /// Whether what is shown first of a team is in memory.
    pub fn is_team_loaded(&self, now: Now, team: TeamId) -> bool {
        self.team(team).is_some_and(|team| team.shown_first(now).all(|page| team.is_loaded(page)))
    }

    /// Reads what is shown first of a team, as far as it is not in memory.
    pub fn load_team(&mut self, now: Now, team: TeamId, effects: &mut Vec<Effect>) {
        let first = self.team(team).into_iter().flat_map(|team| team.shown_first(now));
        let pages = first.map(|page| (team, page)).collect();
        self.load_pages(pages, effects);
    }

    /// Lets go of a team's pages in memory, unless something of it is still being written or read. They come back from the
    /// store when somebody looks.
    pub fn unload_team(&mut self, team: TeamId) {
        // What is about to go onto a page would look as if the app had ended in the middle.
        let is_at_rest = self.saver.is_at_rest()
            && !self.is_loading()
            && !self.alone.iter().any(|alone| alone.is_of(team));
        let team = self.teams.get_mut(&team).filter(|team| is_at_rest && team.can_be_read_again());
        if let Some(team) = team {
            team.pages.clear();
        }
    }
}

impl Team {
    /// The plan, and this month and the one before.
    pub(super) fn shown_first(&self, now: Now) -> impl Iterator<Item = PageId> {
        self.tags.keys().filter(move |page| page.is_shown_first(now)).copied()
    }

    /// Whether any page is in memory.
    pub fn has_pages(&self) -> bool {
        !self.pages.is_empty()
    }

    /// A number that is another one whenever something of the team may have changed; for noticing that what was worked out
    /// from it is old.
    pub fn state(&self) -> u64 {
        let places = self.logs.values().map(|place| place.sequence.wrapping_add(place.counter));
        let places = places.fold(0_u64, u64::wrapping_add);
        let counted = [self.chain.length() as u64, self.outbox.len() as u64, self.tags.len() as u64];
        counted.into_iter().fold(places, |state, count| state.wrapping_mul(1_009).wrapping_add(count))
    }

    /// Whether its pages can come back from the store as they are: nothing that is written here is on its way there. A
    /// sample is nowhere else.
    fn can_be_read_again(&self) -> bool {
        let is_written = self.saving.is_empty() && self.unsealed.is_empty() && self.deferred.is_empty();
        is_written && !self.marks.sample
    }
}

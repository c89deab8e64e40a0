//! The caseload: who needs somebody. Up to [`KEPT_LOADED`](shared::sync::device::KEPT_LOADED) children are all in memory and
//! looked at as they are. Of more, what each needs is worked out one child at a time and kept, sealed like all that is kept
//! here, so that the list is there at once and only what changed is looked through again.

use core::fmt;
use core::str::FromStr;

use shared::record::{Ask, Role, Scope};
use shared::sync::device::{Changed, Effect, Team};
use shared::time::Day;
use shared::{Moment, Now, TeamId};

use super::App;
use crate::view::{CaseView, CaseloadView, Needs};

/// How many of the children looked at last stay in memory, where not all do.
const RECENT: usize = 4;

/// What was worked out of a child's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Summary {
    /// The team as it was then: [`Team::state`].
    state: u64,
    /// The day it was worked out on.
    day: Day,
    needs: Needs,
    child: String,
}

/// Who is looked at, and who was.
#[derive(Debug, Default)]
pub(super) struct Looking {
    /// To be chosen as soon as it is in memory.
    pub(super) wanted: Option<TeamId>,
    /// Those looked at last, the latest at the end.
    recent: Vec<TeamId>,
}

impl App {
    /// The children on this device, those first who need somebody.
    pub fn caseload(&self, now: Now) -> CaseloadView {
        let mut cases: Vec<CaseView> = self.device.teams().map(|team| self.case(team, now)).collect();
        let today = Day::from(now.date());
        shared::sorted::sort_by_key(&mut cases, |case| {
            (
                case.sample,
                core::cmp::Reverse(urgency(case.needs, today)),
                case.child.to_lowercase(),
                case.team,
            )
        });
        let done = self.device.teams().filter(|team| self.is_looked_through(team, now)).count();
        CaseloadView { cases, done, opening: self.looking.wanted }
    }

    /// Whether what is known of every child is what it is; cheap where all are in memory.
    pub fn is_all_looked_through(&self, now: Now) -> bool {
        self.device.keeps_all_loaded() || self.device.teams().all(|team| self.is_looked_through(team, now))
    }

    /// Looks through one more child of a caseload that is not all in memory. Returns whether there is more to do; while
    /// something is being read, it is to be asked again.
    pub fn look_through(&mut self, now: Now, effects: &mut Vec<Effect>) -> bool {
        if self.device.keeps_all_loaded() || !self.device.is_ready() {
            return false;
        }
        if self.device.is_loading() {
            return true;
        }
        let due = self.device.teams().find(|team| !self.is_looked_through(team, now)).map(Team::id);
        if let Some(id) = due {
            match self.device.team(id).filter(|_| self.device.is_team_loaded(now, id)) {
                Some(team) => {
                    let summary = self.summarise(team, now);
                    self.device.remember(&name(id), summary.to_string().into_bytes());
                    effects.push(Effect::Changed(Changed::Connection));
                }
                None => self.device.load_team(now, id, effects),
            }
        }
        self.close_others(due);
        self.device.commit(now, effects);
        due.is_some()
    }

    /// Chooses a child: at once where the notes are in memory, else as soon as they are.
    pub(super) fn look_at(&mut self, now: Now, team: TeamId, effects: &mut Vec<Effect>) {
        if self.device.is_team_loaded(now, team) {
            self.looking.wanted = None;
            self.choose(team);
            effects.push(Effect::Changed(Changed::All));
        } else {
            self.looking.wanted = Some(team);
            self.device.load_team(now, team, effects);
            effects.push(Effect::Changed(Changed::Connection));
        }
    }

    /// Reads the chosen child's notes if they are not in memory, and chooses whom somebody waits for once theirs are.
    pub(super) fn settle_looking(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if !self.device.is_ready() || self.device.is_loading() {
            return;
        }
        if let Some(team) = self.looking.wanted.take() {
            match self.device.team(team) {
                Some(_) if self.device.is_team_loaded(now, team) => {
                    self.choose(team);
                    effects.push(Effect::Changed(Changed::All));
                }
                _ => self.looking.wanted = None,
            }
        }
        let chosen = self.chosen.filter(|team| !self.device.is_team_loaded(now, *team));
        if let Some(team) = chosen.filter(|team| self.device.team(*team).is_some()) {
            self.device.load_team(now, team, effects);
        }
    }

    /// Remembers that a child was looked at.
    pub(super) fn note_recent(&mut self, team: TeamId) {
        self.looking.recent.retain(|recent| *recent != team);
        self.looking.recent.push(team);
        let over = self.looking.recent.len().saturating_sub(RECENT);
        self.looking.recent.drain(..over);
    }

    /// The child's name as it was when the record was looked through last; empty if it never was.
    pub(super) fn remembered_child(&self, team: TeamId) -> String {
        self.summary(team).map(|summary| summary.child).unwrap_or_default()
    }

    /// How many stops hold, as far as is known.
    pub(super) fn known_stops(&self, team: &Team) -> usize {
        let is_plan_loaded =
            team.page_ids().filter(|page| page.scope == Scope::Plan).all(|page| team.is_loaded(page));
        match is_plan_loaded {
            true => self.open_stops(team).len(),
            false => self.summary(team.id()).map_or(0, |summary| summary.needs.stops),
        }
    }

    /// Nothing is kept of a team that was forgotten.
    pub(super) fn forget_case(&mut self, team: TeamId) {
        self.looking.recent.retain(|recent| *recent != team);
        if self.device.recall(&name(team)).is_some() {
            self.device.remember(&name(team), Vec::new());
        }
    }

    fn case(&self, team: &Team, now: Now) -> CaseView {
        let is_live = self.device.is_team_loaded(now, team.id());
        CaseView {
            team: team.id(),
            child: self.child_name(team),
            role: self.role_in(team).unwrap_or(Role::Viewer),
            sample: team.is_sample(),
            needs: match is_live {
                true => Some(self.needs(team, now)),
                false => self.summary(team.id()).map(|summary| summary.needs),
            },
        }
    }

    /// Whether what is known of a team is what it is.
    fn is_looked_through(&self, team: &Team, now: Now) -> bool {
        let is_current =
            |summary: Summary| summary.state == team.state() && summary.day == Day::from(now.date());
        self.device.keeps_all_loaded() || team.is_sample() || self.summary(team.id()).is_some_and(is_current)
    }

    fn summary(&self, team: TeamId) -> Option<Summary> {
        core::str::from_utf8(self.device.recall(&name(team))?).ok()?.parse().ok()
    }

    fn summarise(&self, team: &Team, now: Now) -> Summary {
        let mut needs = self.needs(team, now);
        // Who has been quiet for two months was quiet since then.
        needs.last = needs.last.or_else(|| self.summary(team.id())?.needs.last);
        Summary { state: team.state(), day: now.date().into(), needs, child: self.child_name(team) }
    }

    /// What a record in memory asks for.
    fn needs(&self, team: &Team, _now: Now) -> Needs {
        let open = self.questions_of(team).into_iter().filter(|asked| asked.open && asked.stop.is_none());
        let (concerns, others): (Vec<_>, Vec<_>) = open.partition(|asked| asked.question.ask == Ask::Concern);
        let programs = self.strategies(team).into_iter().filter(|item| item.strategy.measure.is_some());
        let (mut unread, mut contact) = (0, None::<Day>);
        for program in programs {
            unread += usize::from(!program.unread.is_empty());
            contact = contact.into_iter().chain(program.strategy.contact).min();
        }
        Needs {
            stops: self.open_stops(team).len(),
            concerns: concerns.len(),
            questions: others.iter().filter(|asked| asked.question.ask != Ask::Visit).count(),
            unread,
            contact,
            behind: 0,
            last: last_entry(team),
        }
    }

    /// Lets go of children whom nobody looks at.
    fn close_others(&mut self, due: Option<TeamId>) {
        let recent = &self.looking.recent;
        let stays = |team: &TeamId| {
            Some(*team) == due
                || Some(*team) == self.chosen
                || Some(*team) == self.looking.wanted
                || recent.contains(team)
        };
        let others: Vec<TeamId> = self.device.teams().filter(|team| team.has_pages()).map(Team::id).collect();
        for team in others.iter().filter(|team| !stays(team)) {
            self.device.unload_team(*team);
        }
    }
}

/// Who comes first: stops before concerns before whatever is late.
fn urgency(needs: Option<Needs>, today: Day) -> (usize, usize, usize, bool, bool, u32, bool) {
    let Some(needs) = needs else { return (0, 0, 0, false, false, 0, false) };
    (
        needs.stops,
        needs.concerns,
        needs.questions,
        needs.is_contact_due(today),
        needs.unread > 0,
        needs.behind,
        needs.is_stale(today),
    )
}

/// When something was written about the child last, of what is in memory.
fn last_entry(team: &Team) -> Option<Moment> {
    let is_log = |scope: Scope| matches!(scope, Scope::Home | Scope::School | Scope::Clinic);
    let rows = team.rows().filter(|(scope, row)| is_log(*scope) && row.struck().is_none());
    rows.map(|(_, row)| row.at()).max_by_key(|at| at.unix_ms)
}

/// Under what a child's summary is kept.
fn name(team: TeamId) -> String {
    format!("case/{team}")
}

/// Numbers with spaces between them, and the child's name at the end; `-` is none.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { state, day, needs, child } = self;
        let Needs { stops, concerns, questions, unread, behind, .. } = needs;
        let contact = needs.contact.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let last =
            needs.last.map_or_else(|| "- 0".to_owned(), |at| format!("{} {}", at.unix_ms, at.offset_min));
        write!(f, "1 {state} {day} {stops} {concerns} {questions} {unread} {behind} {contact} {last} {child}")
    }
}

impl FromStr for Summary {
    type Err = ();

    fn from_str(kept: &str) -> Result<Self, ()> {
        let mut parts = kept.splitn(12, ' ');
        let mut next = || parts.next().ok_or(());
        if next()? != "1" {
            return Err(());
        }
        let state = number(next()?)?;
        let day = next()?.parse().map_err(drop)?;
        let (stops, concerns, questions, unread) =
            (number(next()?)?, number(next()?)?, number(next()?)?, number(next()?)?);
        let behind = number(next()?)?;
        let contact = next()?.parse().ok();
        let (unix_ms, offset_min) = (next()?.parse().ok(), number(next()?)?);
        let last = unix_ms.map(|unix_ms| Moment::new(unix_ms, offset_min));
        let needs = Needs { stops, concerns, questions, unread, contact, behind, last };
        Ok(Self { state, day, needs, child: next()?.to_owned() })
    }
}

fn number<T: FromStr>(text: &str) -> Result<T, ()> {
    text.parse().map_err(drop)
}

#[cfg(test)]
#[path = "caseload_tests.rs"]
mod tests;

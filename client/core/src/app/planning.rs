//! Changing the plan: every change is a new version that names the ones it replaces.

use shared::record::choice::{TILE_LEAST, TILE_LIMIT, TILE_WORD_LIMIT};
use shared::record::safety;
use shared::record::{Board, Goal, OwnCard, Record, SafetyNote, Strategy, TEXT_LIMIT, TITLE_LIMIT, Version};
use shared::sync::device::{Effect, Team};
use shared::{Now, RecordId};

use super::App;
use super::logging::check_text;
use super::plan::{builds_on, carriers};
use crate::view::Notice;

impl App {
    pub(super) fn plan_strategy(
        &mut self,
        now: Now,
        replaces: &[RecordId],
        strategy: Strategy,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        check_text(&strategy.title, 1, TITLE_LIMIT)?;
        check_text(&strategy.how, 0, TEXT_LIMIT)?;
        check_text(&strategy.materials, 0, LINE_LIMIT)?;
        check_text(&strategy.watch, 0, LINE_LIMIT)?;
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let strategy = Strategy {
            version: next_version(team, replaces, false)?,
            // Whoever has left carries nothing out.
            who: carriers(team, &strategy),
            title: strategy.title.trim().to_owned(),
            minutes: strategy.minutes.map(|minutes| minutes.min(1440)),
            times_a_week: strategy.times_a_week.map(|times| times.clamp(1, TIMES_LIMIT)),
            ..strategy
        };
        self.write_version(now, Strategy::KIND, (replaces, &strategy.draft()), effects)
    }

    pub(super) fn plan_goal(
        &mut self,
        now: Now,
        replaces: &[RecordId],
        goal: Goal,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        check_text(&goal.title, 1, LINE_LIMIT)?;
        check_text(&goal.condition, 0, TITLE_LIMIT)?;
        check_text(&goal.behaviour, 0, TITLE_LIMIT)?;
        check_text(&goal.baseline, 0, LINE_LIMIT)?;
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let title = goal.title.trim().to_owned();
        let goal = Goal { version: next_version(team, replaces, false)?, title, ..goal };
        self.write_version(now, Goal::KIND, (replaces, &goal.draft()), effects)
    }

    pub(super) fn plan_board(
        &mut self,
        now: Now,
        replaces: &[RecordId],
        board: Board,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        check_text(&board.title, 1, TITLE_LIMIT)?;
        if !(TILE_LEAST..=TILE_LIMIT).contains(&board.tiles.len()) {
            return Err(Notice::Unfit(format!("a board has {TILE_LEAST} to {TILE_LIMIT} pictures")));
        }
        board.tiles.iter().try_for_each(|tile| check_text(&tile.word, 1, TILE_WORD_LIMIT))?;
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let board = Board { version: next_version(team, replaces, false)?, ..board };
        self.write_version(now, Board::KIND, (replaces, &board.draft()), effects)
    }

    pub(super) fn plan_safety(
        &mut self,
        now: Now,
        replaces: &[RecordId],
        text: String,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        check_text(&text, 1, SAFETY_LIMIT)?;
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let note = SafetyNote { version: next_version(team, replaces, false)?, text: text.trim().to_owned() };
        self.write_version(now, SafetyNote::KIND, (replaces, &note.draft()), effects)
    }

    pub(super) fn end_plan(
        &mut self,
        now: Now,
        versions: &[RecordId],
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let version = next_version(team, versions, true)?;
        let row = versions.first().and_then(|first| team.row(*first)).map(|(_, row)| row);
        let row = row.ok_or_else(unknown_version)?;
        let strategy = Strategy::read(row).map(|old| Strategy { version: version.clone(), ..old }.draft());
        let goal = || Goal::read(row).map(|old| Goal { version: version.clone(), ..old }.draft());
        let safety =
            || SafetyNote::read(row).map(|old| SafetyNote { version: version.clone(), ..old }.draft());
        let board = || Board::read(row).map(|old| Board { version: version.clone(), ..old }.draft());
        let card = || OwnCard::read(row).map(|old| OwnCard { version: version.clone(), ..old }.draft());
        let draft = strategy.or_else(goal).or_else(safety).or_else(board).or_else(card);
        let draft = draft.ok_or_else(unknown_version)?;
        let kind = row.kind.clone();
        self.write_version(now, &kind, (versions, &draft), effects)
    }

    pub(super) fn write_version(
        &mut self,
        now: Now,
        kind: &str,
        (replaces, draft): (&[RecordId], &shared::record::Draft),
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let team = self.chosen_team().filter(|team| self.may_plan(team)).ok_or(Notice::NotAllowed)?;
        let draft = safety::as_of(draft, builds_on(team, replaces));
        self.keep(now, kind, &draft, effects)
    }
}

/// The longest text of a few lines, in bytes: a goal's sentence, materials, what to look for.
const LINE_LIMIT: usize = 1_000;
/// The most times a week.
const TIMES_LIMIT: u16 = 70;
/// The longest safety note, in bytes.
const SAFETY_LIMIT: usize = 1_000;

/// The place of a version that replaces `replaces`, all of one kind and series.
pub(super) fn next_version(team: &Team, replaces: &[RecordId], ended: bool) -> Result<Version, Notice> {
    let series = |id: &RecordId| {
        let (_, row) = team.row(*id)?;
        Some((row.kind.as_str(), row.code::<RecordId>("series").unwrap_or(*id)))
    };
    let Some(first) = replaces.first() else { return Ok(Version::default()) };
    let (kind, root) = series(first).ok_or_else(unknown_version)?;
    if !replaces.iter().all(|id| series(id) == Some((kind, root))) {
        return Err(unknown_version());
    }
    Ok(Version { series: Some(root), replaces: replaces.to_vec(), ended })
}

fn unknown_version() -> Notice {
    Notice::Unfit("these are not versions of one plan item".to_owned())
}

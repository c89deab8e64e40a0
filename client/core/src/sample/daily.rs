//! Daily care in the story: a program that the aide carries out and counts, a lap pad that the therapist activates, who
//! has read and learned what, check-ins, questions, goals in their order, and a board that Sam chooses on.

use shared::page::PageName;
use shared::record::goal::{Criterion, Goal};
use shared::record::tally::{Count, Counts};
use shared::record::{
    Activation, Answer, Area, Ask, Attained, Board, CheckIn, Effect, Lane, Measure, MissedReason, Priorities,
    Prompt, Question, Receipt, Request, Role, Routine, Said, Scale, Scope, Setting, Sleep, Strategy, Tally,
    Tile, Training, Version,
};
use shared::seal::Random;
use shared::{MemberId, Moment, RecordId};

use super::calendar::{Calendar, On, minutes_after};
use super::cast::{Actor, Cast};
use super::daily_words::{self, DailyWords};
use super::plan::VISIT;
use super::scribe::{Place, Scribe, log_of};
use super::words::Words;
use crate::library;

const PLACE: Place = (Scope::Plan, PageName::Plan);

/// The week in which the program gets its second version.
const CHANGED: usize = 3;
/// The days Sam was at home with a cold.
const ABSENT: [(usize, usize); 2] = [(2, 1), (2, 2)];
/// What is on the board, in order.
const BOARD: [&str; 4] = ["playdough", "quiet-ears", "wall-push-ups", "animal-walks"];
/// What Sam chose: the week and day, the tile (none is "something else"), and whether it was a no.
const CHOSEN: [(usize, usize, Option<usize>, bool); 6] = [
    (1, 3, Some(0), false),
    (2, 3, Some(1), false),
    (3, 1, Some(3), true),
    (4, 2, Some(0), false),
    (4, 4, None, false),
    (5, 0, Some(1), false),
];

/// The goals of the plan in their parts; what they say as sentences stands with the words.
pub(super) fn goal([condition, behaviour, title]: [&'static str; 3], nth: usize) -> Goal {
    let (area, setting, prompts) = match nth {
        0 => (Area::Classroom, Setting::School, Some(1)),
        _ => (Area::Feeding, Setting::Home, None),
    };
    Goal {
        title: title.to_owned(),
        condition: condition.to_owned(),
        behaviour: behaviour.to_owned(),
        area: Some(area),
        lane: Some(Lane::Participation),
        criterion: Criterion { prompts, percent: Some(80), ..Criterion::default() },
        settings: vec![setting],
        ..Goal::default()
    }
}

/// Writes all of it that has come by now. `goals` are the goals of the plan, `safety` its note.
pub(super) fn write(
    scribe: &mut Scribe<'_>,
    calendar: &Calendar,
    words: &'static Words,
    (cast, random): (&Cast, &mut Random),
    (goals, safety): (&[RecordId], RecordId),
) -> Option<()> {
    let words = daily_words::of(words.language);
    let mut daily = Daily { scribe, calendar, words, cast, random };
    let program = daily.program(goals.first().copied())?;
    daily.receipts(&program, safety)?;
    daily.tallies(&program)?;
    daily.lap_pad()?;
    daily.goals(goals)?;
    daily.check_ins()?;
    daily.questions()?;
    daily.board()
}

/// The program and its versions.
struct Program {
    first: RecordId,
    second: RecordId,
    strategy: Strategy,
}

struct Daily<'a, 'b> {
    scribe: &'a mut Scribe<'b>,
    calendar: &'a Calendar,
    words: &'static DailyWords,
    cast: &'a Cast,
    random: &'a mut Random,
}

impl Daily<'_, '_> {
    fn program(&mut self, goal: Option<RecordId>) -> Option<Program> {
        let words = self.words;
        let strategy = Strategy {
            routine: Routine::Arrival,
            minutes: Some(4),
            times_a_week: Some(5),
            how: words.coat_steps[0].to_owned(),
            materials: words.coat_materials.to_owned(),
            watch: words.coat_watch.to_owned(),
            goal,
            measure: Some(Measure::Trials),
            who: vec![self.member(Actor::Aide)?, self.member(Actor::Teacher)?],
            ..Strategy::new(words.coat, Setting::School)
        };
        let first = self.therapist(self.calendar.eve((15, 40)), &strategy)?;
        let at = self.calendar.at(CHANGED, VISIT, (16, 20))?;
        let version = Version { series: Some(first), replaces: vec![first], ended: false };
        let changed = Strategy { version, how: words.coat_steps[1].to_owned(), ..strategy.clone() };
        let second = self.therapist(at, &changed)?;
        Some(Program { first, second, strategy })
    }

    fn member(&self, actor: Actor) -> Option<MemberId> {
        Some(MemberId(self.cast.keys(actor)?.id().0))
    }

    /// The aide has read both versions and was taught the first; the teacher has not read the second yet.
    fn receipts(&mut self, program: &Program, safety: RecordId) -> Option<()> {
        let first_day = self.calendar.at(0, On::SchoolDay(0), (8, 5))?;
        for (minutes, reader) in [(0, Actor::Aide), (9, Actor::Teacher)] {
            let receipt = Receipt { versions: vec![program.first, safety] };
            self.scribe.write(reader, PLACE, minutes_after(first_day, minutes), &receipt)?;
        }
        let training = Training {
            version: program.first,
            who: self.member(Actor::Aide)?,
            explained: true,
            modelled: true,
            coached: true,
            alone: false,
            fidelity: Some((4, 5)),
            at: self.calendar.at(0, VISIT, (16, 30))?,
            note: self.words.training.to_owned(),
        };
        self.therapist(training.at, &training)?;
        let read = self.calendar.at(CHANGED, On::SchoolDay(3), (8, 2))?;
        self.scribe.write(Actor::Aide, PLACE, read, &Receipt { versions: vec![program.second] })?;
        Some(())
    }

    /// Six tries at arrival on each school day: more alone and less help from week to week. The teacher counts along
    /// once, and once apart.
    fn tallies(&mut self, program: &Program) -> Option<()> {
        for week in 0..super::WEEKS {
            for day in 0..5 {
                let at = self.calendar.at(week, On::SchoolDay(day), (8, 21))?;
                let written = minutes_after(at, 6);
                let counts = self.counts(week);
                if !self.calendar.is_past(written) {
                    continue;
                }
                let version = if week > CHANGED || (week == CHANGED && day > 2) {
                    program.second
                } else {
                    program.first
                };
                let tally = self.tally(program, version, at, counts);
                if ABSENT.contains(&(week, day)) {
                    let missed =
                        Tally { counts: Counts::default(), missed: Some(MissedReason::Absent), ..tally };
                    self.scribe.write(Actor::Aide, log_of(Actor::Aide, at), written, &missed)?;
                    continue;
                }
                let aide = self.scribe.write(Actor::Aide, log_of(Actor::Aide, at), written, &tally)?;
                if (week, day) == (4, 1) {
                    let along = Tally { checks: Some(aide), counts: off_by_one(counts), ..tally };
                    self.scribe.write(Actor::Teacher, log_of(Actor::Teacher, at), written, &along)?;
                }
            }
        }
        Some(())
    }

    fn tally(&self, program: &Program, version: RecordId, at: Moment, counts: Counts) -> Tally {
        Tally {
            strategy: Some(program.first),
            version: Some(version),
            goal: program.strategy.goal,
            counts,
            done: true,
            ..Tally::new(&program.strategy.title, Measure::Trials, Setting::School, at)
        }
    }

    /// Six tries: about one alone in the first week, about five in the last.
    fn counts(&mut self, week: usize) -> Counts {
        let mut counts = Counts::default();
        for _ in 0..6 {
            let drawn = self.random.below(12);
            let alone = u64::try_from(week * 2).unwrap_or(0);
            let key = match drawn {
                drawn if drawn < alone => Count::Plus,
                drawn if drawn < alone + 3 => Count::Level(Prompt::Verbal),
                drawn if drawn < alone + 5 => Count::Level(Prompt::Modelling),
                _ => Count::Minus,
            };
            counts = counts.with(key, counts.of(key) + 1);
        }
        counts
    }

    /// Something that nobody does before the therapist says so.
    fn lap_pad(&mut self) -> Option<()> {
        let at = self.calendar.at(1, VISIT, (16, 24))?;
        let pad = Strategy {
            routine: Routine::Circle,
            minutes: Some(5),
            channel: Some(shared::record::Channel::DeepPressure),
            effect: Some(Effect::Calming),
            supervise: true,
            needs_ot: true,
            how: self.words.lap_pad_how.to_owned(),
            ..Strategy::new(self.words.lap_pad, Setting::School)
        };
        let version = self.therapist(at, &pad)?;
        let at = self.calendar.at(2, On::SchoolDay(4), (15, 10))?;
        let note = self.words.lap_pad_note.to_owned();
        self.therapist(at, &Activation { versions: vec![version], note })?;
        Some(())
    }

    /// The order of the goals, and a scale for the first.
    fn goals(&mut self, goals: &[RecordId]) -> Option<()> {
        let first = *goals.first()?;
        let at = self.calendar.at(0, VISIT, (16, 40))?;
        let order = Priorities { goals: goals.to_vec(), why: self.words.order_why.to_owned() };
        self.therapist(at, &order)?;
        let scale = Scale { goal: first, levels: self.words.levels.map(str::to_owned), weight: 1 };
        let scale = self.therapist(minutes_after(at, 2), &scale)?;
        for (week, level) in [(0, -2), (2, -1), (4, 0)] {
            let at = self.calendar.at(week, VISIT, (16, 45))?;
            if self.calendar.is_past(at) {
                let attained = Attained { scale, level, at };
                self.scribe.write(Actor::Therapist, log_of(Actor::Therapist, at), at, &attained)?;
            }
        }
        Some(())
    }

    /// Each week on the morning of the visit.
    fn check_ins(&mut self) -> Option<()> {
        let sleeps = [Sleep::Broken, Sleep::Little, Sleep::Broken, Sleep::Well, Sleep::Well, Sleep::Well];
        for (week, (sleep, wins)) in sleeps.into_iter().zip(self.words.wins).enumerate() {
            let at = self.calendar.at(week, VISIT, (7, 40))?;
            let tough =
                if week < 3 { vec![Routine::Dinner, Routine::Bedtime] } else { vec![Routine::Dinner] };
            let check_in = CheckIn {
                sleep: Some(sleep),
                tough,
                wins: wins.to_owned(),
                coming: String::new(),
                note: String::new(),
                at,
            };
            if self.calendar.is_past(minutes_after(at, 1)) {
                self.scribe.write(Actor::Pat, log_of(Actor::Pat, at), minutes_after(at, 1), &check_in)?;
            }
        }
        Some(())
    }

    /// One that was answered, and a concern that waits.
    fn questions(&mut self) -> Option<()> {
        let [asked, answered, concern, visit] = self.words.questions;
        let question = |ask, to, text: &str| Question {
            ask,
            to,
            about: None,
            title: String::new(),
            text: text.to_owned(),
        };
        let at = self.calendar.at(3, On::Day(0), (19, 45))?;
        let asked = question(Ask::Question, Some(Role::Clinician), asked);
        let asked = self.scribe.write(Actor::Alex, PLACE, at, &asked)?;
        let at = self.calendar.at(3, VISIT, (17, 5))?;
        self.therapist(at, &Answer { question: asked, settled: true, text: answered.to_owned() })?;
        let at = self.calendar.at(5, On::Day(3), (15, 5))?;
        let concern = question(Ask::Concern, Some(Role::Clinician), concern);
        self.scribe.write(Actor::Aide, PLACE, at, &concern)?;
        let visit = question(Ask::Visit, None, visit);
        self.scribe.write(Actor::Pat, PLACE, minutes_after(at, 300), &visit)?;
        Some(())
    }

    fn board(&mut self) -> Option<()> {
        let language = self.words.language;
        let tile = |id: &str| {
            let card = library::card(id)?;
            Some(Tile { picture: card.id.to_owned(), word: card.words(language).title.to_owned() })
        };
        let tiles: Vec<Tile> = BOARD.iter().filter_map(|id| tile(id)).collect();
        let title = self.words.board.to_owned();
        let board = Board { version: Version::default(), title, schedule: false, tiles: tiles.clone() };
        self.therapist(self.calendar.at(0, VISIT, (16, 50))?, &board)?;
        for (week, day, tile, is_no) in CHOSEN {
            let at = self.calendar.at(week, On::SchoolDay(day), (10, 12))?;
            let title = tile.and_then(|tile| tiles.get(tile)).map(|tile| tile.word.clone());
            let said = match (&title, is_no) {
                (_, true) => Said::No,
                (Some(_), false) => Said::Asked,
                (None, false) => Said::Else,
            };
            let request = Request {
                title: title.unwrap_or_default(),
                said,
                setting: Setting::School,
                at,
                note: String::new(),
            };
            if self.calendar.is_past(at) {
                self.scribe.write(Actor::Aide, log_of(Actor::Aide, at), at, &request)?;
            }
        }
        Some(())
    }

    fn therapist<R: shared::record::Record>(&mut self, at: Moment, record: &R) -> Option<RecordId> {
        self.scribe.write(Actor::Therapist, PLACE, at, record)
    }
}

/// What somebody else saw who looked away once.
fn off_by_one(counts: Counts) -> Counts {
    counts.with(Count::Plus, counts.of(Count::Plus).saturating_sub(1))
}

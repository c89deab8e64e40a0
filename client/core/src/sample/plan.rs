//! What is in the sample's plan: five strategies, two goals and a safety note by the therapist; a STOP that was
//! cleared with a new version of its strategy; and a STOP that still holds.

use shared::page::PageName;
use shared::record::{
    Channel, Child, Clear, Record, Routine, SafetyNote, Scope, Setting, Stop, StopReason, Strategy, Version,
};
use shared::{Moment, RecordId};

use super::calendar::{Calendar, On, minutes_after};
use super::cast::Actor;
use super::daily;
use super::scribe::{Place, Scribe};
use super::words::Words;
use crate::library;

/// The day of the week on which Sam goes to the clinic.
pub(super) const VISIT: On = On::SchoolDay(2);

const PLACE: Place = (Scope::Plan, PageName::Plan);

/// A strategy of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    WallPushUps,
    BackRub,
    Fidget,
    AnimalWalks,
    Swinging,
}

/// What somebody does with the child.
#[derive(Debug, Clone, Copy)]
pub(super) enum Doing {
    /// A strategy of the plan.
    Item(Item),
    /// A card of the library that is not in the plan.
    Card(&'static str),
}

/// Something to do, as entries name it.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub(super) title: String,
    pub(super) strategy: Option<RecordId>,
    pub(super) library: Option<String>,
    pub(super) minutes: u16,
}

/// The strategies as they were first written.
#[derive(Debug)]
pub(super) struct Plan {
    strategies: Vec<(Item, RecordId, Strategy)>,
    goals: Vec<RecordId>,
    safety: Option<RecordId>,
    words: &'static Words,
}

/// Writes the plan and its two stops.
pub(super) fn write(scribe: &mut Scribe<'_>, calendar: &Calendar, words: &'static Words) -> Option<Plan> {
    let founded = calendar.eve((8, 1));
    scribe.write(Actor::Pat, PLACE, founded, &Child { name: words.people.child.to_owned() })?;
    let mut pen = Pen { scribe, at: calendar.eve((15, 0)) };
    let mut plan = Plan { strategies: Vec::new(), goals: Vec::new(), safety: None, words };
    for (nth, parts) in words.plan.goals.into_iter().enumerate() {
        plan.goals.push(pen.therapist(&daily::goal(parts, nth))?);
    }
    for item in Item::ALL {
        let goal = item.goal().and_then(|nth| plan.goals.get(nth).copied());
        let strategy = Strategy { goal, ..item.strategy(words)? };
        plan.strategies.push((item, pen.therapist(&strategy)?, strategy));
    }
    let safety = SafetyNote { version: Version::default(), text: words.plan.safety.to_owned() };
    plan.safety = Some(pen.therapist(&safety)?);
    write_wrist(scribe, calendar, &plan)?;
    write_dizzy(scribe, calendar, &plan)?;
    Some(plan)
}

/// The aide stops the animal walks; the therapist looks at the wrists, clears that stop and changes the strategy.
fn write_wrist(scribe: &mut Scribe<'_>, calendar: &Calendar, plan: &Plan) -> Option<()> {
    let words = &plan.words.plan;
    let at = calendar.at(1, On::SchoolDay(1), (8, 54))?;
    let stop = plan.stop(Item::AnimalWalks, StopReason::Pain, Setting::School, at, words.wrist_hurts)?;
    let stop = scribe.write(Actor::Aide, PLACE, minutes_after(at, 1), &stop)?;

    let (_, first, strategy) = plan.strategies.iter().find(|(item, ..)| *item == Item::AnimalWalks)?;
    let version = Version { series: Some(*first), replaces: vec![*first], ended: false };
    let mut pen = Pen { scribe, at: calendar.at(1, VISIT, (16, 8))? };
    pen.therapist(&Strategy { version, how: words.hands_off_the_floor.to_owned(), ..strategy.clone() })?;
    pen.therapist(&Clear { stops: vec![stop], note: words.wrist_cleared.to_owned() })?;
    Some(())
}

/// Two days ago Alex stops the swinging, and nobody has cleared it yet.
fn write_dizzy(scribe: &mut Scribe<'_>, calendar: &Calendar, plan: &Plan) -> Option<()> {
    let at = calendar.at(5, On::Day(4), (16, 40))?;
    let note = plan.words.plan.dizzy;
    let stop = plan.stop(Item::Swinging, StopReason::Dizziness, Setting::Community, at, note)?;
    scribe.write(Actor::Alex, PLACE, minutes_after(at, 1), &stop)?;
    Some(())
}

/// The therapist, writing one thing after the other.
struct Pen<'a, 'b> {
    scribe: &'a mut Scribe<'b>,
    at: Moment,
}

impl Pen<'_, '_> {
    fn therapist<R: Record>(&mut self, record: &R) -> Option<RecordId> {
        self.at = minutes_after(self.at, 2);
        self.scribe.write(Actor::Therapist, PLACE, self.at, record)
    }
}

impl Plan {
    /// The goals and the safety note, as they were first written.
    pub(super) fn named(&self) -> (&[RecordId], Option<RecordId>) {
        (&self.goals, self.safety)
    }

    /// Something to do, in the words on the screen.
    pub(super) fn subject(&self, doing: Doing) -> Option<Subject> {
        match doing {
            Doing::Item(wanted) => {
                let (_, id, strategy) = self.strategies.iter().find(|(item, ..)| *item == wanted)?;
                Some(Subject {
                    title: strategy.title.clone(),
                    strategy: Some(*id),
                    library: strategy.library.clone(),
                    minutes: strategy.minutes?,
                })
            }
            Doing::Card(id) => {
                let card = library::card(id)?;
                let title = card.words(self.words.language).title.to_owned();
                Some(Subject { title, strategy: None, library: Some(id.to_owned()), minutes: card.minutes })
            }
        }
    }

    fn stop(&self, item: Item, reason: StopReason, setting: Setting, at: Moment, note: &str) -> Option<Stop> {
        let Subject { title, strategy, library, .. } = self.subject(Doing::Item(item))?;
        Some(Stop { title, strategy, library, reason, setting, at, note: note.to_owned() })
    }
}

impl Item {
    const ALL: [Self; 5] =
        [Self::WallPushUps, Self::BackRub, Self::Fidget, Self::AnimalWalks, Self::Swinging];

    /// The goal that it is for, by its place.
    const fn goal(self) -> Option<usize> {
        match self {
            Self::Fidget | Self::AnimalWalks | Self::Swinging => Some(0),
            Self::WallPushUps => Some(1),
            Self::BackRub => None,
        }
    }

    fn strategy(self, words: &Words) -> Option<Strategy> {
        let (card, setting, routine) = match self {
            Self::WallPushUps => ("wall-push-ups", Setting::Home, Routine::Dinner),
            Self::BackRub => return Some(back_rub(words)),
            Self::Fidget => ("fidget", Setting::School, Routine::Circle),
            Self::AnimalWalks => ("animal-walks", Setting::School, Routine::Transition),
            Self::Swinging => ("gentle-swinging", Setting::Clinic, Routine::Play),
        };
        let card = library::card(card)?;
        let said = card.words(words.language);
        Some(Strategy {
            library: Some(card.id.to_owned()),
            routine,
            minutes: Some(card.minutes),
            channel: card.channel,
            supervise: card.supervise,
            how: said.how.to_owned(),
            ..Strategy::new(said.title, setting)
        })
    }
}

/// The one strategy that is the team's own and on no card.
fn back_rub(words: &Words) -> Strategy {
    Strategy {
        routine: Routine::Bedtime,
        minutes: Some(3),
        channel: Some(Channel::DeepPressure),
        how: words.plan.back_rub_how.to_owned(),
        ..Strategy::new(words.plan.back_rub, Setting::Home)
    }
}

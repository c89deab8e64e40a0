//! What a team meets once in a while: a field changed in two places, a note that two people edited at once, one
//! evening logged twice, an entry struck because it was another child's. All in the last days, where one looks first.

use shared::RecordId;
use shared::record::{Activity, Change, Helped, Note, Record, Value};

use super::calendar::{Calendar, On, minutes_after};
use super::cast::Actor::{self, Aide, Alex, Pat, Teacher};
use super::plan::{Doing, Item, Plan};
use super::scribe::{Place, Scribe, log_of};
use super::words::Words;

const LAST_WEEK: usize = super::WEEKS - 1;

/// Writes all of them; none is later than yesterday.
pub(super) fn write(
    scribe: &mut Scribe<'_>,
    calendar: &Calendar,
    words: &'static Words,
    plan: &Plan,
) -> Option<()> {
    let mut desk = Desk { scribe, calendar, plan };
    let said = &words.doubts;
    let soup = desk.activity(Pat, Item::WallPushUps, (On::Day(3), (17, 46)), Helped::Same, said.soup)?;
    desk.change_at_once(soup, (Pat, minutes(5)), (Alex, minutes(3)))?;
    let songs =
        desk.activity(Aide, Item::Fidget, (On::SchoolDay(3), (9, 14)), Helped::Unknown, said.songs)?;
    desk.change_at_once(songs, (Aide, helped(Helped::Same)), (Teacher, helped(Helped::Better)))?;

    let haircut = desk.note(Pat, On::Day(1), (17, 5), said.haircut)?;
    let by_pat = format!("{} {}", said.haircut, said.haircut_after);
    let by_alex = format!("{} {}", said.haircut_before, said.haircut);
    desk.change_at_once(
        haircut,
        (Pat, Change::Rewrite("note", by_pat)),
        (Alex, Change::Rewrite("note", by_alex)),
    )?;

    desk.activity(Pat, Item::BackRub, (On::Day(5), (20, 4)), Helped::Same, said.rub_by_pat)?;
    desk.activity(Alex, Item::BackRub, (On::Day(5), (20, 11)), Helped::Better, said.rub_by_alex)?;

    let other_child =
        desk.activity(Aide, Item::AnimalWalks, (On::SchoolDay(3), (10, 40)), Helped::Same, said.other_child)?;
    desk.change(other_child, Aide, Change::Set("struck", Value::Word(said.struck.to_owned())))
}

/// A record and where it is.
#[derive(Clone, Copy)]
struct Written {
    place: Place,
    record: RecordId,
}

struct Desk<'a, 'b> {
    scribe: &'a mut Scribe<'b>,
    calendar: &'a Calendar,
    plan: &'a Plan,
}

impl Desk<'_, '_> {
    fn activity(
        &mut self,
        by: Actor,
        item: Item,
        (on, clock): (On, (u16, u16)),
        helped: Helped,
        note: &str,
    ) -> Option<Written> {
        let at = self.calendar.at(LAST_WEEK, on, clock)?;
        let subject = self.plan.subject(Doing::Item(item))?;
        let activity = Activity {
            title: subject.title,
            strategy: subject.strategy,
            library: subject.library,
            setting: by.setting(),
            at,
            minutes: Some(subject.minutes),
            helped: Some(helped),
            before: None,
            after: None,
            note: note.to_owned(),
        };
        self.keep(by, at, &activity)
    }

    fn note(&mut self, by: Actor, on: On, clock: (u16, u16), note: &str) -> Option<Written> {
        let at = self.calendar.at(LAST_WEEK, on, clock)?;
        self.keep(by, at, &Note { note: note.to_owned(), setting: by.setting(), at })
    }

    fn keep<R: Record>(&mut self, by: Actor, at: shared::Moment, record: &R) -> Option<Written> {
        let place = log_of(by, at);
        let record = self.scribe.write(by, place, minutes_after(at, 4), record)?;
        Some(Written { place, record })
    }

    /// Two people change a record, neither having seen what the other did.
    fn change_at_once(
        &mut self,
        Written { place, record }: Written,
        first: (Actor, Change),
        second: (Actor, Change),
    ) -> Option<()> {
        let seen = self.scribe.seen(place)?;
        for (by, change) in [first, second] {
            self.scribe.change(by, place, record, change, Some(&seen))?;
        }
        Some(())
    }

    fn change(&mut self, Written { place, record }: Written, by: Actor, change: Change) -> Option<()> {
        let seen = self.scribe.seen(place)?;
        self.scribe.change(by, place, record, change, Some(&seen))
    }
}

fn minutes(minutes: i64) -> Change {
    Change::Set("minutes", Value::Number(minutes))
}

fn helped(helped: Helped) -> Change {
    Change::Set("helped", Value::Word(helped.code().to_owned()))
}

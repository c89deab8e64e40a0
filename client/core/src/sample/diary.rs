//! The plain notes that carry the story: who wrote one, when, and which line of the diary it is.

use shared::record::{Note, Setting};

use super::calendar::{Calendar, On, minutes_after};
use super::cast::Actor;
use super::plan::VISIT;
use super::scribe::{Scribe, log_of};
use super::words::{Diary, Words};

use Actor::{Aide, Alex, Pat, Teacher, Therapist};

/// One note.
struct Beat {
    week: usize,
    on: On,
    clock: (u16, u16),
    by: Actor,
    setting: Setting,
    line: fn(&Diary) -> &'static str,
}

/// Every note, week by week.
const BEATS: &[Beat] = &[
    beat(0, On::Day(0), (19, 30), Pat, |diary| diary.made_up),
    beat(0, On::SchoolDay(1), (14, 35), Teacher, |diary| diary.circle_is_hard),
    beat(0, VISIT, (15, 52), Therapist, |diary| diary.first_visit),
    beat(0, On::SchoolDay(3), (7, 55), Pat, |diary| diary.socks),
    beat(0, On::WeekendDay(1), (18, 10), Alex, |diary| diary.garden),
    beat(1, On::SchoolDay(0), (9, 45), Aide, |diary| diary.colored_spot),
    beat(1, VISIT, (15, 55), Therapist, |diary| diary.wrists),
    beat(1, On::SchoolDay(3), (7, 25), Pat, |diary| diary.up_at_five),
    beat(1, On::WeekendDay(0), (12, 30), Alex, |diary| diary.swimming).outside(),
    beat(2, On::SchoolDay(0), (7, 50), Pat, |diary| diary.cold_starts),
    beat(2, On::SchoolDay(1), (12, 40), Alex, |diary| diary.fever),
    beat(2, VISIT, (15, 10), Therapist, |diary| diary.visit_moved),
    beat(2, On::SchoolDay(3), (14, 20), Teacher, |diary| diary.back_at_school),
    beat(2, On::Day(6), (19, 5), Pat, |diary| diary.cold_ends),
    beat(3, On::SchoolDay(1), (9, 50), Teacher, |diary| diary.picture_strip),
    beat(3, On::Day(2), (18, 50), Pat, |diary| diary.loose_tooth),
    beat(3, VISIT, (15, 50), Therapist, |diary| diary.after_the_cold),
    beat(3, On::SchoolDay(4), (12, 25), Aide, |diary| diary.lunch_together),
    beat(3, On::WeekendDay(0), (17, 30), Alex, |diary| diary.train).outside(),
    beat(4, On::SchoolDay(0), (10, 5), Teacher, |diary| diary.own_spot),
    beat(4, On::SchoolDay(3), (7, 35), Alex, |diary| diary.zipper),
    beat(4, VISIT, (15, 48), Therapist, |diary| diary.first_goal),
    beat(4, On::WeekendDay(1), (16, 15), Pat, |diary| diary.party).outside(),
    beat(5, On::Day(1), (19, 10), Pat, |diary| diary.part_of_the_day),
    beat(5, On::SchoolDay(1), (13, 50), Teacher, |diary| diary.ten_minutes),
    beat(5, VISIT, (15, 51), Therapist, |diary| diary.next_visit),
    beat(5, On::SchoolDay(3), (12, 15), Aide, |diary| diary.helps_a_friend),
    beat(5, On::Day(6), (7, 30), Pat, |diary| diary.this_morning),
];

/// Writes every note that has been written by now.
pub(super) fn write(scribe: &mut Scribe<'_>, calendar: &Calendar, words: &'static Words) -> Option<()> {
    for Beat { week, on, clock, by, setting, line } in BEATS {
        let at = calendar.at(*week, *on, *clock)?;
        let written = minutes_after(at, 1);
        if calendar.is_past(written) {
            let note = Note { note: line(&words.diary).to_owned(), setting: *setting, at };
            scribe.write(*by, log_of(*by, at), written, &note)?;
        }
    }
    Some(())
}

/// A note about where its author usually is.
const fn beat(week: usize, on: On, clock: (u16, u16), by: Actor, line: fn(&Diary) -> &'static str) -> Beat {
    Beat { week, on, clock, by, setting: by.setting(), line }
}

impl Beat {
    /// It was at the pool, on the train, at the neighbors'.
    const fn outside(self) -> Self {
        Self { setting: Setting::Community, ..self }
    }
}

//! How it went: everything the team does again and again, week by week and day by day, as in a score.
//!
//! The story in it: wall push-ups before dinner help more and more; circle time gets easier in the fourth week; in
//! the third week Sam has a cold; animal walks rest after a STOP and come back.

use shared::record::{Helped, Setting};

use super::WEEKS;
use super::calendar::On;
use super::cast::Actor;
use super::plan::{Doing, Item, VISIT};
use super::words::{Pool, Tries};

/// What became of one day: not done, or how it went.
type Try = Option<Helped>;

const B: Try = Some(Helped::Better);
const S: Try = Some(Helped::Same);
const H: Try = Some(Helped::Harder);
const U: Try = Some(Helped::Unknown);
const O: Try = None;

/// One thing that is done again and again.
pub(super) struct Part {
    pub(super) doing: Doing,
    /// Who does it; they take turns, the first one most often.
    pub(super) by: [Actor; 3],
    pub(super) setting: Setting,
    /// The days of a week that the score has a column for.
    pub(super) days: Days,
    /// When, give or take some minutes.
    pub(super) clock: (u16, u16),
    /// Whether people also note how ready the child was before and after.
    pub(super) readiness: bool,
    pub(super) lines: fn(&'static Tries) -> Pool,
    pub(super) weeks: [&'static [Try]; WEEKS],
}

/// The days of a week on which something is done.
#[derive(Debug, Clone, Copy)]
pub(super) enum Days {
    All,
    School,
    Weekend,
    Visit,
}

impl Days {
    /// The day in this column of the score.
    pub(super) fn column(self, nth: usize) -> On {
        match self {
            Self::All => On::Day(nth),
            Self::School => On::SchoolDay(nth),
            Self::Weekend => On::WeekendDay(nth),
            Self::Visit => VISIT,
        }
    }
}

const PARENTS: [Actor; 3] = [Actor::Pat, Actor::Pat, Actor::Alex];

/// Every part, in the order of the day.
pub(super) const PARTS: &[Part] = &[
    Part {
        doing: Doing::Item(Item::AnimalWalks),
        by: [Actor::Aide; 3],
        setting: Setting::School,
        days: Days::School,
        clock: (8, 50),
        readiness: false,
        lines: |tries| tries.animal_walks.pool(),
        // The second day of the second week is the STOP; the therapist clears it the day after.
        weeks: [
            &[S, S, H, S, B],
            &[S, O, O, S, S],
            &[O, O, O, H, S],
            &[S, B, B, S, B],
            &[B, S, B, B, O],
            &[B, B, S, B, B],
        ],
    },
    Part {
        doing: Doing::Item(Item::Fidget),
        by: [Actor::Aide, Actor::Aide, Actor::Teacher],
        setting: Setting::School,
        days: Days::School,
        clock: (9, 12),
        readiness: true,
        lines: |tries| tries.fidget.pool(),
        weeks: [
            &[H, H, S, H, S],
            &[H, S, H, S, U],
            &[O, O, O, H, H],
            &[S, B, B, S, B],
            &[B, B, S, B, B],
            &[B, B, S, O, B],
        ],
    },
    Part {
        doing: Doing::Item(Item::Swinging),
        by: [Actor::Alex, Actor::Alex, Actor::Pat],
        setting: Setting::Community,
        days: Days::Weekend,
        clock: (10, 40),
        readiness: false,
        lines: |tries| tries.park_swing.pool(),
        weeks: [&[S, B], &[B, O], &[O, O], &[B, S], &[O, B], &[O, O]],
    },
    Part {
        doing: Doing::Card("quiet-ears"),
        by: [Actor::Aide; 3],
        setting: Setting::School,
        days: Days::School,
        clock: (11, 52),
        readiness: false,
        lines: |tries| tries.quiet_ears.pool(),
        weeks: [
            &[O, O, S, O, H],
            &[S, O, O, H, O],
            &[O, O, O, O, S],
            &[O, B, O, S, O],
            &[O, O, B, O, O],
            &[B, O, O, S, O],
        ],
    },
    Part {
        doing: Doing::Card("carry-books"),
        by: [Actor::Teacher; 3],
        setting: Setting::School,
        days: Days::School,
        clock: (13, 10),
        readiness: false,
        lines: |tries| tries.carry_books.pool(),
        weeks: [
            &[O, S, O, O, B],
            &[O, O, B, O, S],
            &[O, O, O, S, O],
            &[B, O, O, S, O],
            &[O, B, O, O, B],
            &[O, S, O, B, O],
        ],
    },
    Part {
        doing: Doing::Item(Item::Swinging),
        by: [Actor::Therapist; 3],
        setting: Setting::Clinic,
        days: Days::Visit,
        clock: (15, 2),
        readiness: true,
        lines: |tries| tries.clinic_swing.pool(),
        weeks: [&[S], &[B], &[O], &[B], &[B], &[B]],
    },
    Part {
        doing: Doing::Card("playdough"),
        by: [Actor::Therapist; 3],
        setting: Setting::Clinic,
        days: Days::Visit,
        clock: (15, 18),
        readiness: false,
        lines: |tries| tries.playdough.pool(),
        weeks: [&[S], &[B], &[O], &[B], &[S], &[B]],
    },
    Part {
        doing: Doing::Card("scissors"),
        by: [Actor::Therapist; 3],
        setting: Setting::Clinic,
        days: Days::Visit,
        clock: (15, 34),
        readiness: false,
        lines: |tries| tries.scissors.pool(),
        weeks: [&[H], &[S], &[O], &[S], &[B], &[B]],
    },
    Part {
        doing: Doing::Card("push-basket"),
        by: [Actor::Alex, Actor::Alex, Actor::Pat],
        setting: Setting::Home,
        days: Days::All,
        clock: (16, 10),
        readiness: false,
        lines: |tries| tries.push_basket.pool(),
        weeks: [
            &[O, O, S, O, O, O, B],
            &[O, B, O, O, S, O, O],
            &[O, O, O, O, O, O, O],
            &[O, O, O, S, O, B, O],
            &[O, B, O, O, O, O, S],
            &[O, O, B, O, O, S, O],
        ],
    },
    Part {
        doing: Doing::Item(Item::WallPushUps),
        by: PARENTS,
        setting: Setting::Home,
        days: Days::All,
        clock: (17, 40),
        readiness: true,
        lines: |tries| tries.wall_push_ups.pool(),
        weeks: [
            &[H, S, O, H, S, U, H],
            &[S, H, S, S, O, B, S],
            &[H, O, H, O, H, H, S],
            &[S, S, B, O, S, B, S],
            &[B, S, B, B, S, O, B],
            &[B, B, S, O, B, B, B],
        ],
    },
    Part {
        doing: Doing::Item(Item::BackRub),
        by: PARENTS,
        setting: Setting::Home,
        days: Days::All,
        clock: (20, 5),
        readiness: true,
        lines: |tries| tries.back_rub.pool(),
        weeks: [
            &[S, B, O, S, B, S, O],
            &[B, S, S, O, B, S, B],
            &[S, H, S, O, H, S, S],
            &[B, O, S, B, S, B, O],
            &[S, B, B, S, O, B, S],
            &[S, B, S, B, B, O, B],
        ],
    },
];

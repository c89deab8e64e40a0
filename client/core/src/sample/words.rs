//! What a language must say for the sample. Counts are part of the types, so a line that one language lacks does not
//! compile, and the story is the same in each.

use super::english::ENGLISH;
use super::spanish::SPANISH;
use crate::Language;

/// Everything people wrote, in one language.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) language: Language,
    pub(super) people: People,
    pub(super) plan: PlanWords,
    pub(super) tries: Tries,
    pub(super) diary: Diary,
    pub(super) doubts: Doubts,
}

/// What everyone is called.
#[derive(Debug)]
pub(super) struct People {
    pub(super) child: &'static str,
    pub(super) you: &'static str,
    pub(super) pat: &'static str,
    pub(super) alex: &'static str,
    pub(super) therapist: &'static str,
    pub(super) teacher: &'static str,
    pub(super) aide: &'static str,
}

/// What the plan says beyond the library's cards.
#[derive(Debug)]
pub(super) struct PlanWords {
    pub(super) back_rub: &'static str,
    pub(super) back_rub_how: &'static str,
    /// Of each goal the condition, what Sam does, and the sentence that the form makes of it.
    pub(super) goals: [[&'static str; 3]; 2],
    pub(super) safety: &'static str,
    pub(super) wrist_hurts: &'static str,
    pub(super) wrist_cleared: &'static str,
    pub(super) hands_off_the_floor: &'static str,
    pub(super) dizzy: &'static str,
}

/// Short notes on a try, by how it went: so many of better, same and harder.
#[derive(Debug)]
pub(super) struct Lines<const B: usize, const S: usize, const H: usize> {
    pub(super) better: [&'static str; B],
    pub(super) same: [&'static str; S],
    pub(super) harder: [&'static str; H],
}

/// The same, whatever the counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pool {
    pub(super) better: &'static [&'static str],
    pub(super) same: &'static [&'static str],
    pub(super) harder: &'static [&'static str],
}

/// Notes on tries, part by part of the score.
#[derive(Debug)]
pub(super) struct Tries {
    pub(super) animal_walks: Lines<6, 5, 2>,
    pub(super) fidget: Lines<7, 5, 5>,
    pub(super) quiet_ears: Lines<2, 3, 1>,
    pub(super) carry_books: Lines<3, 3, 0>,
    pub(super) clinic_swing: Lines<4, 1, 0>,
    pub(super) playdough: Lines<3, 2, 0>,
    pub(super) scissors: Lines<2, 2, 1>,
    pub(super) park_swing: Lines<4, 2, 0>,
    pub(super) push_basket: Lines<3, 3, 0>,
    pub(super) wall_push_ups: Lines<7, 6, 6>,
    pub(super) back_rub: Lines<6, 5, 2>,
    pub(super) unsure: [&'static str; 2],
}

/// The plain notes, in the order of the weeks.
#[derive(Debug)]
pub(super) struct Diary {
    pub(super) made_up: &'static str,
    pub(super) circle_is_hard: &'static str,
    pub(super) first_visit: &'static str,
    pub(super) socks: &'static str,
    pub(super) garden: &'static str,
    pub(super) colored_spot: &'static str,
    pub(super) wrists: &'static str,
    pub(super) up_at_five: &'static str,
    pub(super) swimming: &'static str,
    pub(super) cold_starts: &'static str,
    pub(super) fever: &'static str,
    pub(super) visit_moved: &'static str,
    pub(super) back_at_school: &'static str,
    pub(super) cold_ends: &'static str,
    pub(super) picture_strip: &'static str,
    pub(super) loose_tooth: &'static str,
    pub(super) after_the_cold: &'static str,
    pub(super) lunch_together: &'static str,
    pub(super) train: &'static str,
    pub(super) own_spot: &'static str,
    pub(super) zipper: &'static str,
    pub(super) first_goal: &'static str,
    pub(super) party: &'static str,
    pub(super) part_of_the_day: &'static str,
    pub(super) ten_minutes: &'static str,
    pub(super) next_visit: &'static str,
    pub(super) helps_a_friend: &'static str,
    pub(super) this_morning: &'static str,
}

/// Notes on what was written twice or at once.
#[derive(Debug)]
pub(super) struct Doubts {
    pub(super) soup: &'static str,
    pub(super) songs: &'static str,
    pub(super) haircut: &'static str,
    /// What one parent adds at the beginning.
    pub(super) haircut_before: &'static str,
    /// What the other adds at the end.
    pub(super) haircut_after: &'static str,
    pub(super) rub_by_pat: &'static str,
    pub(super) rub_by_alex: &'static str,
    pub(super) other_child: &'static str,
    pub(super) struck: &'static str,
}

/// The words of a language.
pub(super) fn of(language: Language) -> &'static Words {
    match language {
        Language::English => &ENGLISH,
        Language::Spanish => &SPANISH,
    }
}

impl<const B: usize, const S: usize, const H: usize> Lines<B, S, H> {
    pub(super) fn pool(&'static self) -> Pool {
        Pool { better: &self.better, same: &self.same, harder: &self.harder }
    }
}

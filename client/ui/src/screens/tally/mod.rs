//! The tally board: large keys for each program, one tap an event, what all observers counted today.
//!
//! Where to start: [`programs`] is every program of this person's setting; [`card`](mod@card) is one of them; `keys`,
//! `clock`, `steps` and `rating` are what is tapped; `after` ends a session or says why it was not tried; `along` is
//! two people counting the same.

mod after;
mod along;
mod card;
mod clock;
mod keys;
mod rating;
mod steps;

use carryover_core::view::{ProgramView, SharedState, StrategyView, TallyView};
use carryover_core::{Care, Counting, Intent};
use leptos::prelude::*;
use shared::RecordId;
use shared::record::{Count, Measure, Prompt};

use crate::desk::{Desk, desk, language, text};
use crate::dom::{El, Part, each, el, live};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::sheet;
use card::card;
pub(super) use clock::{clock_time, ticking};

/// One program as it stands, for as long as it is counted.
type Program = Memo<Option<ProgramView>>;

/// All programs of this person's setting; nothing where there are none.
pub(super) fn programs() -> Part {
    let desk = desk();
    let order = move || {
        let may_log = desk.may_log.get();
        let shown =
            |programs: &Vec<ProgramView>| programs.iter().map(|program| program.item.series).collect();
        if may_log { desk.programs.with(shown) } else { Vec::<RecordId>::new() }
    };
    let is_any =
        Memo::new(move |_| desk.may_log.get() && desk.programs.with(|programs| !programs.is_empty()));
    live(move || {
        is_any.get().then(|| {
            let board = el("section").class("tally").set("aria-labelledby", "tally");
            let title = el("h2").set("id", "tally").add(text().counting.title);
            board.add(title).add(live(move || only(desk))).add(each(order, card))
        })
    })
}

/// Where several children are chosen, whose programs these are.
fn only(desk: Desk) -> Option<El> {
    let several = desk.selected.with(Vec::len) > 1;
    let child = desk.chip().map(|chip| chip.child).unwrap_or_default();
    several.then(|| el("p").class("help").add(fill(text().counting.only, &[&child])))
}

/// One program over whatever place it was opened from.
pub(super) fn count_sheet(series: RecordId) -> El {
    // Beside what scrolls, so that it covers no key.
    let stop = el("div").class("stop-row").add(super::stop::stop_button());
    sheet(text().counting.title, "count-sheet", |body| body.add(card(series))).add(stop)
}

/// The program of this plan item.
fn program(series: RecordId) -> Program {
    let desk = desk();
    Memo::new(move |_| {
        desk.programs.with(|all| all.iter().find(|program| program.item.series == series).cloned())
    })
}

/// What of a program its keys are made of: nothing that changes with a tap.
fn shape(program: Program) -> Memo<Option<(StrategyView, Vec<Count>)>> {
    Memo::new(move |_| {
        program.with(|program| {
            let program = program.as_ref()?;
            let item = StrategyView {
                shared: SharedState::Shared,
                last: None,
                readers: Vec::new(),
                unread: Vec::new(),
                trained: Vec::new(),
                ..program.item.clone()
            };
            Some((item, program.keys.clone()))
        })
    })
}

/// The session that taps go to; tracked.
fn open<T>(program: Program, read: impl FnOnce(&TallyView) -> T) -> Option<T> {
    program.with(|program| program.as_ref()?.open.as_ref().map(read))
}

/// Counts.
fn count(strategy: RecordId, counting: Counting) {
    desk().dispatch(Intent::Care(Care::Count { strategy, counting }));
}

/// What a key of the board says; "done" and "not done" depend on what is measured.
pub(super) fn key_word(count: Count, measure: Option<Measure>) -> &'static str {
    let words = &text().counting;
    let is_interval =
        matches!(measure, Some(Measure::PartialInterval | Measure::WholeInterval | Measure::MomentarySample));
    match count {
        Count::Plus if is_interval => words.yes,
        Count::Minus if is_interval => words.no,
        Count::Plus if matches!(measure, Some(Measure::Trials) | None) => words.by_self,
        Count::Plus => words.once,
        Count::Minus => words.not_done,
        Count::Level(level) => level.label(language()),
        Count::Prompts => words.prompts,
    }
}

/// The levels of help that are asked for step by step, the least first.
fn levels(item: &StrategyView) -> &[Prompt] {
    item.strategy.ladder.levels()
}

//! The screens: what people see, printed from the app's view models. They format times and choose words; what is
//! shown, and what a tap means, the app decides.
//!
//! Where to start: [`mount`] picks the page; [`frame`] is what is around every place; [`today`], [`quick`] and
//! [`since`] are home for a parent, an aide and a clinician; [`over`] is every sheet. The words are in
//! [`i18n`](crate::i18n), the parts in [`kit`](crate::kit), the address in [`route`](crate::route).
//!
//! # Hooks for browser tests
//!
//! Elements that a journey needs carry `data-test`. The address after `#` is `today`, `notes`, `plan` or `team`,
//! and then the sheet over it.
//!
//! - Pages: `start-just-us` `start-invite` `start-sample` · `language-en` `language-es` · `back` · `blocked`
//!   `reload` · `elsewhere` `use-here`
//! - Just us: `field-child` `field-me` `role-guardian`… `start`; then `begin-sheet`: `card-ID`, `routine-CODE`,
//!   `skip`
//! - Joining: `paste-link` `open-invite-link` `scan` `open-picture` (`picture`) `invite-wrong` · `join-wait` `join-preview` `field-me` `join-accept`
//!   `join-dismiss` `join-refused` `join-another` · `ios-hint`
//! - Around: `child` (settings: `relay-token` `say-token`) · `sync-pill` · `nav-today` `nav-notes` `nav-plan` `nav-team` · `notice`
//!   `notice-dismiss` · `update` `use-update` · `sample-ribbon` `look-as-guardian` `look-as-aide`
//!   `look-as-clinician` `leave-sample` · `close` in every sheet
//! - Today: `strategy` (with `data-series`) holds `log-did-it` `start-timer` `not-now`, then `helped-better`
//!   `helped-same` `helped-harder` `helped-unknown` · `paused` · `safety` · `nothing-planned`
//!   `add-first` · `more` → `more-sheet`:
//!   `own-words` `own-go` `card-ID` `card-plan-tile` `when` · `write-note` → `note-sheet`: `note-text`
//!   `setting-CODE` `save`
//! - After a log: `undo-bar` `undo` `add-note` · timer: `running` `timer-done` `timer-cancel`
//! - STOP: `stop` → `stop-sheet`: `stop-reason-pain` `stop-reason-dizziness` `stop-reason-distress`
//!   `stop-reason-other`, `stop-what-N`, `stop-own`, `stop-subject`; then `stopped` `stop-add`
//! - Quick log: `child-chip` (with `data-team`, `aria-pressed`), `strategy` with the `helped-…` keys in it
//! - Tally board: `program` (with `data-series`) holds `total` `read-version` `about` `key-n_plus` `key-n_minus`
//!   `key-n_LEVEL` `count-undo` `count-done` · `clock-key` `clock-time` · `step` `step-LEVEL` · `rate-N` · `missed`
//!   `missed-CODE` · `others` `count-along` `agreed` · `rests` · over another place `count-sheet`
//! - Entries: `entry` with `data-record` and `data-shared` (`saving`, `saved`, `shared`) → `entry-sheet` or, where
//!   there is room, the pane; in both `detail` (same attributes): `detail-state` `note-text` `details`
//!   `helped-CODE` `before-CODE` `after-CODE` `setting-CODE` `field-minutes` `field-activity` `save` ·
//!   `two-places` `settle` · `twin` `twin-other` `twin-strike` · `strike-open` `strike-why` `strike` · `struck`
//!   `put-back`
//! - Notes: `search` `show-CODE` `show-earlier`
//! - Since last visit: `flags` `flag-stop` `flag-look` `clear` → `clear-sheet`: `clear-note` `clear-save` ·
//!   `lane-home` `lane-school` `lane-clinic`, where there is no room `tab-CODE` · `rail-child` `find-child` ·
//!   `keys-sheet`
//! - Plan: `plan-item` (with `data-record`) `edit-strategy` · `add-strategy` → `library-sheet`: `card-ID`
//!   `own-strategy` → `strategy-sheet`: `field-title` `routine-CODE` `setting-CODE` `field-minutes` `field-how`
//!   `supervise` `channel-CODE` `hint` `save` `end`, behind `strategy-more`: `measure-CODE` `ladder-CODE` `field-times`
//!   `effect-CODE` `field-materials` `field-watch` `carrier` `field-contact` `goal-chip` `assistive` `needs-ot` ·
//!   `carriers` `contact-due` · `add-safety` `edit-safety` `safety-note` → `sentence-sheet`: `field-sentence` `save` `end` ·
//!   `rivals` · `read-it` `readers` `unread`
//! - Library: `near-CODE` · `new-card` `own-card` with `edit-card` → `card-sheet`: `field-title` `field-how` `list-CODE`
//!   `near-CODE` `field-minutes` `supervise` `needs-ot` `save` `end`; an own card's tile is `card-own`
//! - One item: `item-details` → `item-sheet`: `version` `rests` `field-mind` `activate` `activated` `trained`
//!   `count-now` `item-edit` · `add-training` → `training-sheet`: `whom` `explained` `modelled` `coached` `alone`
//!   `field-right` `field-of` `save`
//! - Goals: `goal` (with `data-series`) `goal-place` `goal-level` · `add-goal` `edit-goal` → `goal-sheet`:
//!   `field-condition` `field-behaviour` `level-CODE` `field-prompts` `field-percent` `field-times` `goal-reads`
//!   `field-baseline` `goal-SETTING` `field-target` `area-CODE` `lane-CODE` `save` `end` · `order` `order-why` →
//!   `order-sheet`: `order-goal` `field-why` `save` · `review` → `ask-sheet` · `scale` → `scale-sheet`:
//!   `field-level-N` `field-weight` `save`, then `scale-level` (with `data-level`) `scale-new` · `t-score`
//! - Questions: `questions` → `questions-sheet`: `question` with `answer` `answer-open` `field-answer` `answer-send`
//!   `settle-question` · `visit-start` `visit-question` · `ask` → `ask-sheet`: `ask-CODE` `field-question`
//!   `ask-to-CODE` `save` · on Today `check-in` → `check-in-sheet`: `sleep-CODE` `tough-CODE` `field-wins`
//!   `field-coming` `save`
//! - Boards: `board` (with `data-series`) `add-board` `edit-board` → `board-sheet`: `field-title` `is-schedule`
//!   `board-tiles` `tile-word` `tile-up` `tile-remove` `own-tile` `own-tile-add` `card-ID` `save` `end` · `show-board` →
//!   `childs-board`: `choice-tile` `choice-else` `choice-no` `said-aloud`, `schedule-tile`; `gate` `gate-stay`
//!   `gate-leave`
//! - Team: `member` (with `data-role`) · `invite` → `invite-sheet`: `invite-role-CODE` · `open-invite`
//!   `show-invite` `cancel-invite` → `invite-card`: `invite-link` (its value is the link) `copy-link` `share-link`
//!   `print` · `member-more` → `member-sheet`: `device` `device-out` `leave` `member-out`, each to a sheet with
//!   `confirm` `cancel` · `gone` with `carry` `forget`, elsewhere
//!   `gone-bar` `see-gone` · `on-its-way` · `former` `former-member` · `link-device` → `link-sheet`:
//!   `make-link`
//! - Consent: `consent` → `consent-sheet`: `receives-CODE` with `receiver` `not-shared`, in them `change` `let-see` →
//!   `share-sheet`: `how-much-past` `how-much-today` `may-write` `grant`, or `only-read` `let-write` `withdraw` ·
//!   `log` (there `consent-log`) → `log-sheet`: `disclosure` `print`
//! - Recovery sheet: `paper` → `paper-sheet`: `sheet-words` `print` `printed`, then `field-words` `word-count`
//!   `check-sheet` `checked` `new-sheet` · `start-sheet` → `field-words` `open-sheet` `words-wrong` · on Today
//!   `paper-nag` `paper-later`
//! - Past: `history` `history-open`, in it `deed` · words: `term` → `term-said`: `term-close` `term-all` · `words` →
//!   `words-sheet`: `find-word` `word`
//! - Since last visit: `since-when` `since-goal` `since-setting` `since-person` · `flag-two-places` with `settle` · in a possible
//!   duplicate `twin-side` with `twin-strike`
//! - What helps: `what-helps` → `helped` with `helped-said` `interval` `where-when` `slice` `helps-notes` `turns` `behind`;
//!   `helps-setting` `helps-part` `helps-routine` `helps-span` `counted-since` · goals: `charts` → `chart` with
//!   `chart-score` `chart-table` `chart-rows` `chart-day`
//! - Settings: `settings-sheet` `choose-child` `add-child` `theme-CODE` `storage` `keep-storage` `rename-me`
//!   `rename-child` `save-name` · `carry` → `carry-sheet`: `pack-unshared` `pack-everything`, then `packed` `save-file`
//!   `send-file` `show-codes`, in `codes`: `code-of` `codes-next` `codes-play` `codes-size` · `open-file` (`file` is
//!   its field) `taken` · `scan-codes` `open-picture` (`picture`) `caught`
//! - Lock: `start-lock` before the first notebook, `lock-nag` `lock-later` on Today, `lock-section` with `lock` `lock-after-N`
//!   `lock-now` in the settings → `lock-sheet`: `lock-kind-CODE` `lock-current` `lock-new` `lock-again` `lock-suggest` `suggested` `lock-save` `lock-off`
//!   `lock-said` · `locked` with `secret` `open` `someone-else`
//! - People on one device: `people-section` `person-name` `share-device` · `switch-person` · `who` with `person` `add-person`
//!   `person-add` · `remove-person`

mod asking;
mod blocked;
mod carry;
mod charts;
mod check_in;
mod choice;
mod entry;
mod first_run;
mod frame;
mod glossary;
mod helps;
mod join;
mod lock;
mod log;
mod notes;
mod notices;
mod over;
mod paper;
mod past;
mod people;
mod photo;
mod plan;
mod quick;
mod running;
mod safety;
mod scan;
mod settings;
mod since;
mod stop;
mod taking;
mod tally;
mod team;
mod tiles;
mod today;
mod undo;
mod words;

use carryover_core::Intent;
use carryover_core::view::{InviteStage, LockKind, Stage, Trouble};
use leptos::prelude::*;
use web_sys::Element;

use crate::desk::{Desk, desk};
use crate::dom::{self, El, effect, live};
use crate::kit::focus;
use crate::shell::{Place, Shell};
pub(crate) use choice::Shown;

/// Which page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Opening,
    Elsewhere { unsaved: bool },
    Blocked(Trouble),
    Who,
    Locked(LockKind),
    Join,
    FirstRun,
    App,
}

/// Shows the app over `shell` in an element of the page, for as long as the current owner lives.
pub(crate) fn mount(shell: Shell, place: &Element) {
    let desk = Desk::new(shell);
    provide_context(desk);
    let page = Memo::new(move |_| page(desk));
    follow_links(desk);
    let mut before = None;
    effect(Box::new(move || {
        let page = page.get();
        if before.is_some_and(|before| before != page) {
            focus::first("h1");
        }
        before = Some(page);
    }));
    let shown = live(move || {
        // A change of language builds the page anew, so that no sentence has to be a signal.
        shell.language().track();
        let page = page.get();
        untrack(|| make(page))
    });
    dom::mount(place, shown);
}

fn make(page: Page) -> El {
    match page {
        Page::Opening => blocked::opening(),
        Page::Elsewhere { unsaved } => blocked::elsewhere(unsaved),
        Page::Blocked(why) => blocked::blocked(why),
        Page::Who => people::who(),
        Page::Locked(kind) => lock::locked(kind),
        Page::Join => join::screen(),
        Page::FirstRun => first_run::screen(),
        Page::App => {
            desk().timer.restore();
            frame::screen()
        }
    }
}

fn page(desk: Desk) -> Page {
    if desk.shell.is_leaving() {
        return Page::Opening;
    }
    match desk.shell.place().get() {
        Place::Elsewhere => return Page::Elsewhere { unsaved: false },
        Place::Unsaved => return Page::Elsewhere { unsaved: true },
        Place::Here if !desk.shell.has_person() => return Page::Who,
        Place::Nowhere | Place::Taking | Place::Here => {}
    }
    match desk.stage() {
        Stage::Blocked(why) => Page::Blocked(why),
        Stage::Locked(kind) => Page::Locked(kind),
        Stage::Opening => Page::Opening,
        Stage::FirstRun | Stage::Ready if is_joining(desk) => Page::Join,
        Stage::FirstRun => Page::FirstRun,
        Stage::Ready => Page::App,
    }
}

fn is_joining(desk: Desk) -> bool {
    desk.invite.with(|invite| !matches!(invite, InviteStage::None | InviteStage::Joined))
}

/// Opens an invite that the address names, once the app is open; takes it out of the address once it was used.
fn follow_links(desk: Desk) {
    effect(Box::new(move || {
        let is_open =
            matches!(desk.stage(), Stage::FirstRun | Stage::Ready) && desk.shell.place().get() == Place::Here;
        if is_open && let Some(link) = desk.router.take_link() {
            desk.dispatch(Intent::OpenInvite { link });
        }
    }));
    let mut before = InviteStage::None;
    effect(Box::new(move || {
        let stage = desk.invite.get();
        let is_over = |stage: &InviteStage| matches!(stage, InviteStage::None | InviteStage::Joined);
        if !is_over(&before) && is_over(&stage) {
            desk.router.forget_link();
            // Where the link was pasted, or the words typed, is behind whoever is in.
            if matches!(before, InviteStage::Joining(_)) {
                desk.router.close();
            }
        }
        before = stage;
    }));
}

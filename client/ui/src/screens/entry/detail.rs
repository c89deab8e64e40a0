//! One entry with all of it: what, who, when, where, how far it has come; and what can be done about it.

use carryover_core::view::{EntryBody, EntryView, SharedState, TallyView};
use leptos::prelude::*;
use shared::record::{CheckIn, Count};
use shared::{Moment, RecordId};

use super::super::past::past;
use super::super::tally::{clock_time, key_word};
use super::super::words;
use super::copy::copying;
use super::doubt::doubts;
use super::form::corrections;
use super::photos::photos;
use super::strike::strike;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::labels::Label;
use crate::i18n::{fill, format};
use crate::kit::{Icon, helped_mark, setting_icon, shared_word, sheet, signed};
use crate::shell::On;

/// The entry as it stands, with its twin where the lanes know of one; none if it is not loaded.
fn entry(id: RecordId) -> Memo<Option<EntryView>> {
    let desk = desk();
    Memo::new(move |_| {
        let listed = desk.timeline.with(|view| {
            let mut lanes = view.home.iter().chain(&view.school).chain(&view.clinic);
            lanes.find(|entry| entry.id == id).cloned()
        });
        listed.or_else(|| desk.shell.view(&[On::Records, On::Team], |app, _| app.entry(id)))
    })
}

/// The entry over whatever place it was opened from.
pub(crate) fn entry_sheet(id: RecordId) -> El {
    sheet(&entry_title(id), "entry-sheet", |body| body.add(detail(id)))
}

/// What the entry is called as it is opened.
pub(crate) fn entry_title(id: RecordId) -> String {
    let title = entry(id).with_untracked(|entry| entry.as_ref().map(words::title));
    title.unwrap_or_else(|| text().entry.note.to_owned())
}

/// The entry without a frame.
pub(crate) fn detail(id: RecordId) -> Part {
    let entry = entry(id);
    let is_known = Memo::new(move |_| entry.with(Option::is_some));
    live(move || match is_known.get() {
        false => el("p").class("help").add(text().entry.gone),
        true => untrack(|| known(id, entry)),
    })
}

fn known(id: RecordId, entry: Memo<Option<EntryView>>) -> El {
    let state = move || entry.with(|entry| entry.as_ref().map(|entry| shared_word(entry.shared).to_owned()));
    let live = |part: fn(&EntryView) -> Part| live(move || entry.with(|entry| entry.as_ref().map(part)));
    let detail = el("div").class("detail").test("detail").set("data-record", &id.to_string());
    detail
        .live("data-shared", state)
        .add(live(facts))
        .add(live(doubts))
        .add(photos(id, entry))
        .add(corrections(id, entry))
        .add(copying(id, entry))
        .add(strike(id, entry))
        .add(past(id))
        .add(live(provenance))
}

fn facts(entry: &EntryView) -> Part {
    let language = language();
    let at = format::day(language, format::day_of(entry.at));
    let happened = fill(text().entry.happened, &[&at, &words::time(entry.at)]);
    let setting = signed("li", setting_icon(entry.setting), entry.setting.label(language));
    let facts = el("ul").class("facts").add(signed("li", Icon::Clock, &happened));
    let facts = facts.add(setting.class(entry.setting.code()));
    let facts = facts.add(signed("li", Icon::Team, &words::person(&entry.author))).add(state(entry.shared));
    [facts.into(), said(entry).into()].into()
}

fn state(shared: SharedState) -> Option<El> {
    let words = &text().frame;
    let (sign, said) = match shared {
        SharedState::Saving => return None,
        SharedState::Saved => (Icon::Clock, words.saved),
        SharedState::Shared => (Icon::Check, words.shared),
    };
    Some(signed("li", sign, said).test("detail-state"))
}

/// The answers that were given.
fn said(entry: &EntryView) -> Option<El> {
    let language = language();
    let words = &text().entry;
    let line = el("p").class("said");
    match &entry.body {
        EntryBody::Activity { helped, minutes, before, after, .. } => {
            let course = [before, after].map(|state| state.map_or("", |state| state.label(language)));
            let course = course.into_iter().filter(|state| !state.is_empty()).collect::<Vec<_>>().join(" → ");
            let more = words::dots(&[&minutes.map(words::minutes).unwrap_or_default(), &course]);
            let helped = helped.map(|helped| helped_mark(helped, language));
            Some(line.add(helped).add(el("span").add(more)))
        }
        EntryBody::Stop { reason, open, .. } => {
            let holds = if *open { words.holds } else { words.lifted };
            Some(line.add(words::dots(&[reason.label(language), holds])))
        }
        EntryBody::Tally(view) => Some(line.add(counted(view))),
        EntryBody::CheckIn(check_in) => Some(el("div").class("said").add(asked(check_in))),
        EntryBody::Note { .. }
        | EntryBody::Clear { .. }
        | EntryBody::Request { .. }
        | EntryBody::Attained { .. } => None,
    }
}

/// Each key with its count, then time, rating and steps, by which version, and how far two observers agree.
fn counted(view: &TallyView) -> String {
    let (words, tally) = (&text().counting, &view.tally);
    let keys = Count::ALL.into_iter().filter(|key| tally.counts.of(*key) > 0);
    let keys =
        keys.map(|key| [key_word(key, Some(tally.measure)), " ", &tally.counts.of(key).to_string()].concat());
    let steps = tally.steps.iter().enumerate().filter_map(|(at, level)| {
        let step = fill(words.step, &[&(at + 1).to_string(), level.as_ref()?.label(language())]);
        Some(step)
    });
    let seconds = (tally.seconds > 0).then(|| clock_time(tally.seconds.into()));
    let rating = tally.rating.map(|rating| [&rating.to_string(), " / 10"].concat());
    let missed = tally.missed.map(|reason| reason.label(language()).to_owned());
    let version = view.number.map(|number| fill(words.version, &[&number.to_string()]));
    let agreed = view.agreement.map(|percent| fill(words.agreed, &[&percent.to_string()]));
    let more = [seconds, rating, missed, version, agreed].into_iter().flatten();
    keys.chain(steps).chain(more).collect::<Vec<String>>().join(" · ")
}

/// How the child slept, when it was hard, what went well, what comes.
fn asked(check_in: &CheckIn) -> Vec<El> {
    let words = &text().checking_in;
    let tough: Vec<&str> = check_in.tough.iter().map(|routine| routine.label(language())).collect();
    let lines = [
        (words.sleep, check_in.sleep.map(|sleep| sleep.label(language()).to_owned()).unwrap_or_default()),
        (words.tough, tough.join(", ")),
        (words.wins, check_in.wins.clone()),
        (words.coming, check_in.coming.clone()),
    ];
    let lines = lines.into_iter().filter(|(_, said)| !said.is_empty());
    lines.map(|(word, said)| el("p").class("prose").add([word, ": ", &said].concat())).collect()
}

/// When, on which device and with whose notes it was written down.
fn provenance(entry: &EntryView) -> Part {
    let words = &text().entry;
    let written = Moment::new(entry.id.written_ms(), entry.at.offset_min);
    let day = format::short_day(language(), format::day_of(written));
    let device: String = entry.author.device.to_string().chars().take(8).collect();
    let line = words::dots(&[
        &fill(words.written_at, &[&day, &words::time(written)]),
        &fill(words.on_device, &[&device]),
        &fill(words.kept_with, &[entry.scope.label(language())]),
    ]);
    let copied = entry.copied.as_ref().map(|copied| {
        let author = words::person(&copied.author);
        let gaps = [copied.scope.label(language()), author.as_str()];
        el("p").class("help").test("copied").add(fill(words.copied, &gaps))
    });
    [el("p").class("help").add(line).into(), copied.into()].into()
}

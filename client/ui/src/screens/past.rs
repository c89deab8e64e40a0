//! The past of one record, folded away: who changed what, when, on which device. The same for entries, plan items,
//! goals, safety notes and questions.

use carryover_core::view::{DeedView, Did, Field, FieldView};
use leptos::prelude::*;
use shared::record::{Helped, Measure, Regulation, Routine, Setting, Value};
use shared::{MemberId, Moment, RecordId};

use super::tally::clock_time;
use super::team::short;
use super::words;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::labels::Label;
use crate::i18n::{count, fill};
use crate::kit::{Icon, badge};
use crate::shell::On;

/// Longer texts stand on lines of their own.
const SHORT: usize = 60;

/// The fold; what is in it is looked up when it is opened.
pub(super) fn past(record: RecordId) -> El {
    let words = &text().past;
    let opened = RwSignal::new(false);
    let inside = live(move || opened.get().then(|| untrack(|| list(record))));
    let summary = el("summary").test("history-open").add(words.title);
    el("details")
        .class("more")
        .test("history")
        .on("toggle", move |_| opened.set(true))
        .add(summary)
        .add(inside)
}

fn list(record: RecordId) -> El {
    let deeds = move || desk().shell.view(&[On::Records, On::Team], |app, _| app.past(record));
    let lines = live(move || deeds().iter().map(line).collect::<Vec<El>>());
    let about = el("p").class("help").add(text().past.about);
    el("div").add(about).add(el("ol").class("log past").add(lines))
}

fn line(deed: &DeedView) -> El {
    let words = &text().past;
    let at = deed.at.map_or_else(|| words.no_time.to_owned(), words::day_and_time);
    let here = || desk().shell.with(|app, _| app.device().id());
    let device = deed.device.map(|device| match here() == Some(device) {
        true => text().consent.this_device.to_owned(),
        false => fill(text().consent.device, &[&short(device)]),
    });
    let device = device.unwrap_or_default();
    let who = el("strong").add(words::person(&deed.by));
    let meta = el("span").class("help").add(words::dots(&[&device, &at]));
    let at_once = deed.at_once.then(|| el("p").add(badge(Icon::Flag, words.at_once)));
    el("li").test("deed").add(el("p").class("said").add(who).add(meta)).add(said(deed)).add(at_once)
}

fn said(deed: &DeedView) -> Part {
    let words = &text().past;
    let line = |said: &str| -> Part { el("p").add(said).into() };
    let first = match deed.what {
        Did::Wrote => return line(words.wrote),
        Did::Ended => return line(words.ended),
        Did::Version(number) => line(&fill(words.version, &[&number.to_string()])),
        Did::Counted(taps) => line(&count(language(), words.counted, taps)),
        Did::Changed => Part::Nothing,
    };
    // Several cells can be one thing to people.
    let mut known: Vec<Field> = Vec::new();
    let mut parts = vec![first];
    for field in &deed.fields {
        let told = match field.field {
            Some(known) => altered(known, field),
            None => line(words.newer),
        };
        if field.field.is_none_or(|field| field.is_one_cell() || !known.contains(&field)) {
            parts.push(told);
        }
        known.extend(field.field);
    }
    Part::Many(parts)
}

/// What became of one field.
fn altered(known: Field, field: &FieldView) -> Part {
    let words = &text().past;
    let line = |said: String| -> Part { el("p").add(said).into() };
    let name = known.label(language());
    if known == Field::Struck {
        let entry = &text().entry;
        return line(match printed(known, &field.to).as_deref() {
            None if field.to == Value::Empty => words.put_back.to_owned(),
            None => entry.struck_undo.to_owned(),
            Some(why) => fill(entry.struck_why, &[why]),
        });
    }
    let from: Vec<String> = field.from.iter().filter_map(|value| printed(known, value)).collect();
    let (from, to) = (from.join(" / "), printed(known, &field.to));
    let is_long = |text: &str| text.len() > SHORT || text.contains('\n');
    if is_long(&from) || to.as_deref().is_some_and(is_long) {
        let block = |word: &str, said: &str| {
            let said = if said.is_empty() { words.none } else { said };
            el("p").class("prose past-text").add(el("strong").add([word, ": "].concat())).add(said)
        };
        let changed = line(fill(words.changed, &[name]));
        let to = to.unwrap_or_default();
        return [changed, block(words.before, &from).into(), block(words.after, &to).into()].into();
    }
    line(match (from.as_str(), to.as_deref()) {
        ("", None) => fill(words.changed, &[name]),
        ("", Some(to)) => fill(words.filled, &[name, to]),
        (from, None) => fill(words.taken, &[name, from]),
        (from, Some(to)) => fill(words.from_to, &[name, from, to]),
    })
}

/// What a cell says to people; none where it says nothing, or only to this app.
fn printed(field: Field, value: &Value) -> Option<String> {
    let language = language();
    match (field, value) {
        (Field::Minutes, Value::Number(minutes)) => u16::try_from(*minutes).ok().map(words::minutes),
        (Field::Clock, Value::Number(seconds)) => Some(clock_time(*seconds)),
        (Field::At, Value::Time(ms)) => Some(words::day_and_time(Moment::new(*ms, desk().now().offset_min))),
        (Field::Count(_) | Field::Rating | Field::Times, Value::Number(number)) => Some(number.to_string()),
        (Field::Setting, Value::Word(code)) => Some(code.parse::<Setting>().ok()?.label(language).to_owned()),
        (Field::Helped, Value::Word(code)) => Some(code.parse::<Helped>().ok()?.label(language).to_owned()),
        (Field::Before | Field::After, Value::Word(code)) => {
            Some(code.parse::<Regulation>().ok()?.label(language).to_owned())
        }
        (Field::Routine, Value::Word(code)) => Some(code.parse::<Routine>().ok()?.label(language).to_owned()),
        (Field::Who, Value::Word(ids)) => Some(team_names(ids)),
        (Field::Measure, Value::Word(code)) => Some(code.parse::<Measure>().ok()?.label(language).to_owned()),
        (
            Field::Struck
            | Field::Title
            | Field::Note
            | Field::Text
            | Field::Steps
            | Field::Materials
            | Field::Watch
            | Field::Baseline,
            Value::Word(said) | Value::Prose(said),
        ) => Some(said.clone()).filter(|said| !said.is_empty()),
        _ => None,
    }
}

/// The names behind the ids of members, of those who left too.
fn team_names(ids: &str) -> String {
    desk().team.with_untracked(|team| {
        let known = |id: MemberId| team.members.iter().chain(&team.former).find(|member| member.member == id);
        let name = |id: &str| id.parse().ok().and_then(known).map(|member| member.name.clone());
        let names = ids
            .split(' ')
            .filter(|id| !id.is_empty())
            .map(|id| name(id).unwrap_or_else(|| text().frame.someone.to_owned()));
        names.collect::<Vec<String>>().join(", ")
    })
}

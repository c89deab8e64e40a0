//! How small things are put into words on every screen: names, days, titles. Reads the language from the desk.

use carryover_core::view::{EntryBody, EntryView, Person};
use shared::Moment;
use shared::record::{Measure, Role, Said, Tally};

use crate::desk::{desk, language, text};
use crate::dom::{El, el};
use crate::i18n::labels::Label;
use crate::i18n::{count, fill, format};
use crate::timer::Subject;

/// "Home · Pat · 10:42"; empty parts are left out.
pub(crate) fn dots(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// What a person is called.
pub(crate) fn person(person: &Person) -> String {
    called(&person.name, person.role, person.me)
}

/// The same with the person's colour beside it; the word says who, the colour only helps.
pub(crate) fn who(person: &Person) -> El {
    let colour = ["who who-", &(person.place % 6).to_string()].concat();
    el("span").class(&colour).add(self::person(person))
}

/// What someone with this name and role is called.
pub(crate) fn called(name: &str, role: Option<Role>, me: bool) -> String {
    let words = &text().frame;
    match (name, me) {
        ("", true) => words.you.to_owned(),
        ("", false) => role.map_or(words.someone, |role| role.label(language())).to_owned(),
        (name, true) if !name.eq_ignore_ascii_case(words.you) => fill(words.by_me, &[name]),
        (name, _) => name.to_owned(),
    }
}

/// "10:42".
pub(crate) fn time(at: Moment) -> String {
    format::time(language(), at)
}

/// "Nov 17, 10:42", or the time alone if it was today.
pub(crate) fn day_and_time(at: Moment) -> String {
    let day = format::day_of(at);
    if day == format::day_of(desk().now()) {
        return time(at);
    }
    [&format::short_day(language(), day), ", ", &time(at)].concat()
}

/// A day as a heading.
pub(crate) fn day_heading(day: i64) -> String {
    let words = &text().frame;
    let printed = format::day(language(), day);
    match format::day_of(desk().now()) - day {
        0 => fill(words.today_day, &[&printed]),
        1 => fill(words.yesterday, &[&printed]),
        _ => printed,
    }
}

/// "2 min".
pub(crate) fn minutes(minutes: u16) -> String {
    count(language(), text().frame.minutes, minutes.into())
}

/// What an entry is called.
pub(crate) fn title(entry: &EntryView) -> String {
    let words = &text().entry;
    match &entry.body {
        EntryBody::Activity { title, library, .. } => card_title(title, library.as_deref()),
        EntryBody::Note { .. } => words.note.to_owned(),
        EntryBody::Stop { title, .. } => fill(words.stop, &[title]),
        EntryBody::Clear { titles, .. } => fill(words.clear, &[&titles.join(", ")]),
        EntryBody::Tally(view) => counted(&view.tally),
        EntryBody::Request { title, said, .. } => requested(title, *said),
        EntryBody::CheckIn(_) => text().daily.check_in.to_owned(),
        EntryBody::Attained { title, level } => fill(text().daily.attained, &[&signed(*level), title]),
    }
}

/// What was counted: done of all, or how often.
fn counted(tally: &Tally) -> String {
    let words = &text().daily;
    let counts = tally.counts;
    let (done, all) = (counts.independent().to_string(), counts.opportunities().to_string());
    match tally.measure {
        _ if tally.missed.is_some() => fill(words.not_tried, &[&tally.title]),
        Measure::Frequency | Measure::Product => fill(words.counted_plain, &[&tally.title, &done]),
        _ if counts.opportunities() == 0 => tally.title.clone(),
        _ => fill(words.counted, &[&tally.title, &done, &all]),
    }
}

/// What the child said.
fn requested(title: &str, said: Said) -> String {
    let words = &text().daily;
    match said {
        Said::Asked => fill(words.asked_for, &[title]),
        Said::Else => words.asked_else.to_owned(),
        Said::No if title.is_empty() => words.said_no_plain.to_owned(),
        Said::No => fill(words.said_no, &[title]),
    }
}

/// A level with its sign, as scales write it: +1, 0, −2.
pub(crate) fn signed(level: i8) -> String {
    let sign = match level {
        1.. => "+",
        0 => "",
        _ => "−",
    };
    [sign, &level.unsigned_abs().to_string()].concat()
}

/// A library card is called as in the reader's language, unless whoever wrote it down gave it another name.
pub(crate) fn card_title(title: &str, library: Option<&str>) -> String {
    let card = library.and_then(carryover_core::library::card);
    let unchanged = card.filter(|card| [card.english.title, card.spanish.title].contains(&title));
    unchanged.map_or(title, |card| card.words(language()).title).to_owned()
}

/// What was added to an entry in prose.
pub(crate) fn note(entry: &EntryView) -> &str {
    match &entry.body {
        EntryBody::Activity { note, .. }
        | EntryBody::Note { note }
        | EntryBody::Stop { note, .. }
        | EntryBody::Clear { note, .. }
        | EntryBody::Request { note, .. } => note,
        EntryBody::Tally(view) => &view.tally.note,
        EntryBody::CheckIn(check_in) => [&check_in.wins, &check_in.note, &check_in.coming]
            .into_iter()
            .find(|said| !said.is_empty())
            .map_or("", String::as_str),
        EntryBody::Attained { .. } => "",
    }
}

/// What an entry was about, to do it or stop it again; none where it was no activity.
pub(crate) fn subject(entry: &EntryView) -> Option<Subject> {
    match &entry.body {
        EntryBody::Activity { title, library, strategy, .. } => Some(Subject {
            title: title.clone(),
            strategy: *strategy,
            library: library.clone(),
            channel: None,
        }),
        EntryBody::Tally(view) => {
            let (title, strategy) = (view.tally.title.clone(), view.tally.strategy);
            Some(Subject { title, strategy, ..Subject::default() })
        }
        _ => None,
    }
}

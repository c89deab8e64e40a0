//! How small things are put into words on every screen: names, days, titles. Reads the language from the desk.

use carryover_core::view::{EntryBody, EntryView, Person};
use shared::Moment;
use shared::record::Role;

use crate::desk::{desk, language, text};
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
    }
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
        | EntryBody::Clear { note, .. } => note,
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
        _ => None,
    }
}

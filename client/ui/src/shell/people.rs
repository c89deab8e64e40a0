//! The people who share this device. Each has a database, keys and a lock of their own, and knows nothing of the others;
//! this file knows their numbers and the names they chose to be called here, which anybody who picks up the device sees.
//!
//! The first person's database is the one of a device that nobody shares, so sharing begins without moving anything. The
//! list is in `localStorage`, who writes in this window in `sessionStorage`. A number is used once.

use leptos::prelude::window;
use web_sys::Storage;

const PEOPLE: &str = "carryover.people";
const CHOSEN: &str = "carryover.person";

/// In the place of a number: ask who writes.
const ASK: &str = "ask";

/// The longest name, in letters.
const NAME_LETTERS: usize = 40;

/// Somebody who writes on this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    /// Which one; the first is 1.
    pub(crate) number: usize,
    /// What they are called here; empty if they were never asked.
    pub(crate) name: String,
}

/// Everybody, in the order in which they came.
pub(super) fn all() -> Vec<Person> {
    let people: Vec<Person> =
        lines().into_iter().filter_map(|(number, name)| Some(Person { number, name: name? })).collect();
    if people.is_empty() { vec![Person { number: 1, name: String::new() }] } else { people }
}

/// Who writes in this window; none if that has to be asked.
pub(super) fn chosen() -> Option<usize> {
    let kept = session().and_then(|storage| storage.get_item(CHOSEN).ok()?);
    let people = all();
    match (kept.as_deref(), people.as_slice()) {
        (Some(ASK), _) => None,
        (None, [only]) => Some(only.number),
        (None, _) => None,
        (Some(number), people) => {
            let number = number.parse().ok()?;
            people.iter().any(|person| person.number == number).then_some(number)
        }
    }
}

/// From here on this window is this person's.
pub(super) fn choose(number: usize) {
    keep_choice(&number.to_string());
}

/// The next start asks who writes.
pub(super) fn ask() {
    keep_choice(ASK);
}

/// One more; returns the number.
pub(super) fn add(name: &str) -> usize {
    let mut lines = lines();
    if lines.is_empty() {
        lines.push((1, Some(String::new())));
    }
    let number = lines.iter().map(|(number, _)| *number).max().unwrap_or(1).saturating_add(1);
    lines.push((number, Some(clean(name))));
    write(&lines);
    number
}

/// Calls somebody something else.
pub(super) fn rename(number: usize, name: &str) {
    let mut lines = lines();
    match lines.iter_mut().find(|(held, _)| *held == number) {
        Some((_, held)) => *held = Some(clean(name)),
        None => lines.push((number, Some(clean(name)))),
    }
    write(&lines);
}

/// Takes somebody off the list. What they wrote is in their database.
pub(super) fn remove(number: usize) {
    let mut lines = lines();
    for (held, name) in &mut lines {
        if *held == number {
            *name = None;
        }
    }
    write(&lines);
    ask();
}

/// Where somebody's store is.
pub(super) fn database(number: usize) -> String {
    match number {
        1 => "carryover".to_owned(),
        number => ["carryover-", &number.to_string()].concat(),
    }
}

/// A line each: the number, then the name; a number alone is one that is not used again.
fn lines() -> Vec<(usize, Option<String>)> {
    let kept = local().and_then(|storage| storage.get_item(PEOPLE).ok()?).unwrap_or_default();
    let line = |line: &str| match line.split_once('\t') {
        Some((number, name)) => Some((number.parse().ok()?, Some(name.to_owned()))),
        None => Some((line.parse().ok()?, None)),
    };
    kept.lines().filter_map(line).collect()
}

fn write(lines: &[(usize, Option<String>)]) {
    let mut kept = String::new();
    for (number, name) in lines {
        kept.push_str(&number.to_string());
        if let Some(name) = name {
            kept.push('\t');
            kept.push_str(name);
        }
        kept.push('\n');
    }
    if let Some(storage) = local() {
        let _ = storage.set_item(PEOPLE, &kept);
    }
}

fn clean(name: &str) -> String {
    name.trim()
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .take(NAME_LETTERS)
        .collect()
}

fn keep_choice(word: &str) {
    if let Some(storage) = session() {
        let _ = storage.set_item(CHOSEN, word);
    }
}

fn local() -> Option<Storage> {
    window().local_storage().ok()?
}

fn session() -> Option<Storage> {
    window().session_storage().ok()?
}

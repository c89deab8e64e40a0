//! Dates, times, numbers and plurals, by the browser's `Intl`. Owns the formatters; knows no sentence.
//!
//! A [`Moment`] is printed at the offset it was written with: it is shifted and printed as UTC, so "Tuesday
//! evening" stays Tuesday evening for a reader elsewhere.

use std::cell::RefCell;

use carryover_core::Language;
use js_sys::{Array, Date, Intl, Object, Reflect};
use shared::Moment;
use wasm_bindgen::JsValue;

use super::code;

const DAY_MS: i64 = 86_400_000;

/// The formatters of one language; making one is slow, using it is not.
struct Formats {
    language: Language,
    time: Intl::DateTimeFormat,
    day: Intl::DateTimeFormat,
    short_day: Intl::DateTimeFormat,
    date: Intl::DateTimeFormat,
    number: Intl::NumberFormat,
    plural: Intl::PluralRules,
}

thread_local! {
    static FORMATS: RefCell<Option<Formats>> = const { RefCell::new(None) };
}

/// A day of the calendar where it was written, counted from 1970.
pub(crate) fn day_of(at: Moment) -> i64 {
    local_ms(at).div_euclid(DAY_MS)
}

/// "10:42", in the reader's way of writing times.
pub(crate) fn time(language: Language, at: Moment) -> String {
    with(language, |formats| print(&formats.time, local_ms(at)))
}

/// "Tuesday, November 17".
pub(crate) fn day(language: Language, day: i64) -> String {
    with(language, |formats| capital(&print(&formats.day, day * DAY_MS)))
}

/// "Nov 17".
pub(crate) fn short_day(language: Language, day: i64) -> String {
    with(language, |formats| print(&formats.short_day, day * DAY_MS))
}

/// "Nov 17, 2026": for paper, and for what lasts for years.
pub(crate) fn date(language: Language, day: i64) -> String {
    with(language, |formats| print(&formats.date, day * DAY_MS))
}

/// A whole number.
pub(crate) fn number(language: Language, number: usize) -> String {
    let number = JsValue::from_f64(number as f64);
    with(language, |formats| text(formats.number.format().call1(&JsValue::UNDEFINED, &number)))
}

/// The fitting half of `"{} note|{} notes"`, with its number.
pub(crate) fn count(language: Language, sentence: &str, how_many: usize) -> String {
    let (one, other) = sentence.split_once('|').unwrap_or((sentence, sentence));
    let rule = with(language, |formats| String::from(formats.plural.select(how_many as f64)));
    super::fill(if rule == "one" { one } else { other }, &[&number(language, how_many)])
}

fn with<T>(language: Language, read: impl FnOnce(&Formats) -> T) -> T {
    FORMATS.with_borrow_mut(|kept| match kept {
        Some(formats) if formats.language == language => read(formats),
        _ => read(kept.insert(Formats::new(language))),
    })
}

impl Formats {
    fn new(language: Language) -> Self {
        // The browser's own English or Spanish comes first: it knows the reader's clock.
        let ours = code(language);
        let theirs = leptos::prelude::window().navigator().language().unwrap_or_default();
        let locale = if theirs.starts_with(ours) { theirs } else { ours.to_owned() };
        let locales = Array::of1(&locale.into());
        let utc = ("timeZone", "UTC");
        let date = |parts: &[(&str, &str)]| Intl::DateTimeFormat::new(&locales, &options(parts));
        Self {
            language,
            time: date(&[("hour", "numeric"), ("minute", "2-digit"), utc]),
            day: date(&[("weekday", "long"), ("month", "long"), ("day", "numeric"), utc]),
            short_day: date(&[("month", "short"), ("day", "numeric"), utc]),
            date: date(&[("year", "numeric"), ("month", "short"), ("day", "numeric"), utc]),
            number: Intl::NumberFormat::new(&locales, &Object::new()),
            plural: Intl::PluralRules::new(&locales, &Object::new()),
        }
    }
}

fn options(parts: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in parts {
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    options
}

fn print(format: &Intl::DateTimeFormat, ms: i64) -> String {
    // Beyond what a browser's date can hold there is nothing sensible to print.
    let ms = ms.clamp(-8_000_000_000_000_000, 8_000_000_000_000_000);
    let date = Date::new(&JsValue::from_f64(ms as f64));
    text(format.format().call1(&JsValue::UNDEFINED, &date))
}

fn text(printed: Result<JsValue, JsValue>) -> String {
    printed.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn local_ms(at: Moment) -> i64 {
    at.unix_ms.saturating_add(i64::from(at.offset_min) * 60_000)
}

/// Spanish writes weekdays small; as a heading the line begins with a capital.
fn capital(line: &str) -> String {
    let mut letters = line.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

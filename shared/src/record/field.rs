//! Field values: what a cell can hold, how a record is first written, and which cells people may change.

use super::row::join_ids;
use super::words::{Helped, Regulation, Setting};
use crate::time::Moment;

/// The longest title, name or reason, in bytes.
pub const TITLE_LIMIT: usize = 200;
/// The longest name of a person, in bytes.
pub const NAME_LIMIT: usize = 96;
/// The longest prose, in bytes.
pub const TEXT_LIMIT: usize = 20_000;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A short text that is replaced as a whole: a title, a code.
    Word(String),
    /// Prose: edits of several people are merged letter by letter.
    Prose(String),
    /// A whole number.
    Number(i64),
    /// A point in time, in milliseconds since 1970.
    Time(i64),
    /// Yes or no.
    Flag(bool),
    /// Deliberately empty: an answer taken back.
    Empty,
    /// Something a newer version wrote; kept, not shown.
    Foreign,
}

/// A field as it is first written.
#[derive(Debug, Clone, PartialEq)]
pub struct NewField {
    /// Its name.
    pub name: &'static str,
    /// Its first value.
    pub value: Value,
}

/// The fields of a record as they are first written; absent answers are left out, prose never is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft(pub Vec<NewField>);

impl Draft {
    /// Adds a word.
    #[must_use]
    pub fn word(self, name: &'static str, word: impl Into<String>) -> Self {
        self.with(name, Value::Word(word.into()))
    }

    /// Adds a word if there is one.
    #[must_use]
    pub fn word_if(self, name: &'static str, word: Option<impl ToString>) -> Self {
        match word {
            Some(word) => self.word(name, word.to_string()),
            None => self,
        }
    }

    /// Adds a short text if it is not empty.
    #[must_use]
    pub fn text_if(self, name: &'static str, text: &str) -> Self {
        if text.is_empty() { self } else { self.word(name, text) }
    }

    /// Adds several ids or codes in one word, separated by spaces, if there are any.
    #[must_use]
    pub fn list_if<T: ToString>(self, name: &'static str, items: &[T]) -> Self {
        self.text_if(name, &join_ids(items))
    }

    /// Adds prose, empty or not.
    #[must_use]
    pub fn prose(self, name: &'static str, text: &str) -> Self {
        self.with(name, Value::Prose(text.to_owned()))
    }

    /// Adds a number if there is one.
    #[must_use]
    pub fn number_if(self, name: &'static str, number: Option<impl Into<i64>>) -> Self {
        match number {
            Some(number) => self.with(name, Value::Number(number.into())),
            None => self,
        }
    }

    /// Adds a flag if it is raised.
    #[must_use]
    pub fn flag_if(self, name: &'static str, raised: bool) -> Self {
        if raised { self.with(name, Value::Flag(true)) } else { self }
    }

    /// Adds when it happened.
    #[must_use]
    pub fn at(self, at: Moment) -> Self {
        self.with("at", Value::Time(at.unix_ms)).with("at_offset", Value::Number(at.offset_min.into()))
    }

    fn with(mut self, name: &'static str, value: Value) -> Self {
        self.0.push(NewField { name, value });
        self
    }
}

/// A change to cells that already exist.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Replace a scalar.
    Set(&'static str, Value),
    /// Make this the text, merging with what others wrote since it was read.
    Rewrite(&'static str, String),
}

/// Why a change of a field was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadField {
    /// No such field, or one that stays as it was written.
    #[error("‘{0}’ cannot be changed; these can: {known}", known = EDITABLE.join(", "))]
    Fixed(String),
    /// The value does not fit the field.
    #[error("‘{field}’ cannot be ‘{value}’: {expected}")]
    Unfit {
        /// The field.
        field: &'static str,
        /// What was given, shortened.
        value: String,
        /// What would fit.
        expected: String,
    },
}

/// The fields of a logged record that its readers may correct.
pub const EDITABLE: &[&str] = &["activity", "setting", "minutes", "helped", "before", "after", "note"];

/// Reads `field=value` as typed on a command line or in a form. An empty value takes an answer back.
pub fn parse_change(field: &str, value: &str) -> Result<Change, BadField> {
    let unfit = |field, expected: String| BadField::Unfit {
        field,
        value: value.chars().take(40).collect(),
        expected,
    };
    let code = |field, parsed: Result<&'static str, super::UnknownWord>| match parsed {
        _ if value.is_empty() => Ok(Change::Set(field, Value::Empty)),
        Ok(code) => Ok(Change::Set(field, Value::Word(code.to_owned()))),
        Err(unknown) => Err(unfit(field, format!("use one of: {}", unknown.known))),
    };
    match field {
        "activity" if value.trim().is_empty() || value.len() > TITLE_LIMIT => {
            Err(unfit("activity", format!("1 to {TITLE_LIMIT} letters")))
        }
        "activity" => Ok(Change::Set("title", Value::Word(value.trim().to_owned()))),
        "setting" if value.is_empty() => Err(unfit("setting", "an entry always has a setting".to_owned())),
        "setting" => code("setting", value.parse().map(Setting::code)),
        "helped" => code("helped", value.parse().map(Helped::code)),
        "before" => code("before", value.parse().map(Regulation::code)),
        "after" => code("after", value.parse().map(Regulation::code)),
        "minutes" if value.is_empty() => Ok(Change::Set("minutes", Value::Empty)),
        "minutes" => match value.parse::<u16>() {
            Ok(minutes) if minutes <= 1440 => Ok(Change::Set("minutes", Value::Number(minutes.into()))),
            _ => Err(unfit("minutes", "a whole number from 0 to 1440".to_owned())),
        },
        "note" if value.len() > TEXT_LIMIT => Err(unfit("note", format!("at most {TEXT_LIMIT} letters"))),
        "note" => Ok(Change::Rewrite("note", value.to_owned())),
        _ => Err(BadField::Fixed(field.chars().take(40).collect())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_value_becomes_a_change() {
        assert_eq!(parse_change("minutes", "5"), Ok(Change::Set("minutes", Value::Number(5))));
        assert_eq!(parse_change("helped", "better"), Ok(Change::Set("helped", Value::Word("better".into()))));
        assert_eq!(parse_change("helped", ""), Ok(Change::Set("helped", Value::Empty)));
        assert_eq!(parse_change("note", "two"), Ok(Change::Rewrite("note", "two".into())));
    }

    #[test]
    fn what_does_not_fit_says_what_would() {
        for (field, value, said) in [
            ("minutes", "-1", "‘minutes’ cannot be ‘-1’: a whole number from 0 to 1440"),
            ("helped", "good", "‘helped’ cannot be ‘good’: use one of: better, same, harder, unknown"),
            ("setting", "", "‘setting’ cannot be ‘’: an entry always has a setting"),
            (
                "author",
                "me",
                "‘author’ cannot be changed; these can: activity, setting, minutes, helped, before, after, note",
            ),
        ] {
            assert_eq!(parse_change(field, value).unwrap_err().to_string(), said);
        }
    }
}

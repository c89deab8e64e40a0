//! JSON as it is written: fields in the order they are given, so that the same record makes the same bytes.

use core::fmt::Write;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    /// Left out where it stands in an object or a list.
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// Several.
    List(Vec<Json>),
    /// Fields; those without a value are left out, and so is an object without any.
    Object(Vec<(&'static str, Json)>),
}

impl Json {
    /// Whether there is nothing to write. Health records have no empty texts, lists and objects.
    pub(crate) fn is_nothing(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Flag(_) | Self::Number(_) => false,
            Self::Text(text) => text.trim().is_empty(),
            Self::List(items) => items.iter().all(Self::is_nothing),
            Self::Object(fields) => fields.iter().all(|(_, value)| value.is_nothing()),
        }
    }

    /// Writes it.
    pub(crate) fn write(&self, out: &mut String) {
        match self {
            Self::Nothing => out.push_str("null"),
            Self::Flag(is_so) => out.push_str(if *is_so { "true" } else { "false" }),
            Self::Number(number) => out.push_str(&number.to_string()),
            Self::Text(text) => quote(out, text),
            Self::List(items) => {
                out.push('[');
                for (at, item) in items.iter().filter(|item| !item.is_nothing()).enumerate() {
                    comma(out, at);
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(fields) => {
                out.push('{');
                for (at, (name, value)) in fields.iter().filter(|(_, value)| !value.is_nothing()).enumerate()
                {
                    comma(out, at);
                    quote(out, name);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Self>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

impl From<Vec<Self>> for Json {
    fn from(items: Vec<Self>) -> Self {
        Self::List(items)
    }
}

fn comma(out: &mut String, at: usize) {
    if at > 0 {
        out.push(',');
    }
}

fn quote(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // What a person cannot have meant, and readers of health records refuse.
            letter if letter < ' ' => {}
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(json: &Json) -> String {
        let mut out = String::new();
        json.write(&mut out);
        out
    }

    #[test]
    fn what_is_not_there_is_not_written() {
        let empty =
            Json::Object(vec![("a", Json::Nothing), ("b", "".into()), ("c", Json::List(vec![" ".into()]))]);
        assert!(empty.is_nothing());
        let some = Json::Object(vec![("x", empty), ("y", Json::List(vec!["".into(), Json::Number(-2)]))]);
        assert_eq!(written(&some), "{\"y\":[-2]}");
    }

    #[test]
    fn letters_that_json_or_readers_refuse_are_not_written_as_they_are() {
        assert_eq!(written(&"a\"\\\n\u{1}\u{85}é".into()), "\"a\\\"\\\\\\n\\u0085é\"");
    }
}

//! A record as it stands on a page: its cells, who wrote them, and where two people wrote at once.

use crate::sorted::Map;
use std::str::FromStr;

use super::field::Value;
use crate::id::{DeviceId, RecordId};
use crate::time::Moment;

/// A record with all its cells, known and unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The record's id.
    pub id: RecordId,
    /// The record's kind, as stored; newer kinds are kept too.
    pub kind: String,
    /// The device whose change created the record.
    pub author: DeviceId,
    /// The cells by name.
    pub cells: Map<String, Cell>,
}

/// One cell: the value every device picks, and the others that were written at the same time.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The value shown.
    pub value: Value,
    /// The device that wrote it last; for prose, the device that created it.
    pub by: DeviceId,
    /// Values written concurrently by others: "changed in two places" until someone chooses.
    pub others: Vec<(Value, DeviceId)>,
}

impl Row {
    /// A word, if the cell holds one.
    pub fn word(&self, name: &str) -> Option<&str> {
        match &self.cells.get(name)?.value {
            Value::Word(word) => Some(word),
            _ => None,
        }
    }

    /// A word from a closed list; one that a newer version added reads as none.
    pub fn code<T: FromStr>(&self, name: &str) -> Option<T> {
        self.word(name)?.parse().ok()
    }

    /// Prose; none reads as empty.
    pub fn prose(&self, name: &str) -> &str {
        match self.cells.get(name).map(|cell| &cell.value) {
            Some(Value::Prose(text)) => text,
            _ => "",
        }
    }

    /// A number that fits `T`.
    pub fn number<T: TryFrom<i64>>(&self, name: &str) -> Option<T> {
        match self.cells.get(name)?.value {
            Value::Number(number) => T::try_from(number).ok(),
            _ => None,
        }
    }

    /// Whether a flag is raised.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.cells.get(name).map(|cell| &cell.value), Some(Value::Flag(true)))
    }

    /// When it happened; a record without a time happened when it was written.
    pub fn at(&self) -> Moment {
        match self.cells.get("at").map(|cell| &cell.value) {
            Some(Value::Time(unix_ms)) => Moment::new(*unix_ms, self.number("at_offset").unwrap_or(0)),
            _ => Moment::new(self.id.written_ms(), 0),
        }
    }

    /// Why it was struck, if it was.
    pub fn struck(&self) -> Option<&str> {
        self.word("struck")
    }

    /// The record ids listed in a word cell, separated by spaces.
    pub fn ids(&self, name: &str) -> Vec<RecordId> {
        self.codes(name)
    }

    /// The codes listed in a word cell, separated by spaces; those of a newer app are passed over.
    pub fn codes<T: FromStr>(&self, name: &str) -> Vec<T> {
        self.word(name).unwrap_or_default().split(' ').filter_map(|code| code.parse().ok()).collect()
    }
}

/// How several ids or codes are kept in one word cell.
pub(super) fn join_ids<T: ToString>(ids: &[T]) -> String {
    ids.iter().map(T::to_string).collect::<Vec<_>>().join(" ")
}

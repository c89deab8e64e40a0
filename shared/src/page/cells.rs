//! Between Automerge's values and a record's cells.

use automerge::{Automerge, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, ScalarValue};

use crate::record::{Cell, Row, Value, stays_as_written};
use crate::{DeviceId, RecordId};

/// A value as Automerge stores it. Prose is made by the creating change alone and never passes here.
pub(super) fn scalar(value: &Value) -> ScalarValue {
    match value {
        Value::Word(word) | Value::Prose(word) => ScalarValue::Str(word.as_str().into()),
        Value::Number(number) => ScalarValue::Int(*number),
        Value::Time(unix_ms) => ScalarValue::Timestamp(*unix_ms),
        Value::Flag(raised) => ScalarValue::Boolean(*raised),
        Value::Empty | Value::Foreign => ScalarValue::Null,
    }
}

/// The record as it stands. Cells that stay as they were written are read as the change that made the record left them.
pub(super) fn read(
    doc: &Automerge,
    id: RecordId,
    kind: &str,
    made_by: impl Fn(&ObjId) -> Option<ChangeHash>,
) -> Option<Row> {
    let (_, record) = doc.get(ROOT, format!("{kind}/{id}")).ok()??;
    let author = device_of(&record)?;
    let read = |name: &String| match stays_as_written(kind, name) {
        true => as_written(doc, &record, name, author, &made_by),
        false => cell(doc, &record, name),
    };
    let cells = doc.keys(&record).filter_map(|name| Some((name.clone(), read(&name)?))).collect();
    Some(Row { id, kind: kind.to_owned(), author, cells })
}

/// A cell as the change left it that made the record. Most were never written over, and what was not is not looked up
/// in the past, which costs more.
fn as_written(
    doc: &Automerge,
    record: &ObjId,
    name: &str,
    author: DeviceId,
    made_by: impl Fn(&ObjId) -> Option<ChangeHash>,
) -> Option<Cell> {
    let made = made_by(record)?;
    let now = doc.get_all(record, name).ok()?;
    let value = match now.as_slice() {
        [(found @ automerge::Value::Scalar(_), at)] if made_by(at) == Some(made) => {
            value(doc, found.clone(), at)
        }
        _ => match doc.get_at(record, name, &[made]).ok()?? {
            (automerge::Value::Object(ObjType::Text), at) => {
                Value::Prose(doc.text_at(&at, &[made]).unwrap_or_default())
            }
            (found, at) => value(doc, found, &at),
        },
    };
    Some(Cell { value, by: author, others: Vec::new() })
}

fn cell(doc: &Automerge, record: &ObjId, name: &str) -> Option<Cell> {
    let mut values: Vec<(Value, DeviceId)> = doc
        .get_all(record, name)
        .ok()?
        .into_iter()
        .filter_map(|(found, at)| Some((value(doc, found, &at), device_of(&at)?)))
        .collect();
    // Automerge lists the value that every device picks last.
    let (value, by) = values.pop()?;
    values.retain(|(other, _)| *other != value);
    values.dedup_by(|a, b| a.0 == b.0);
    Some(Cell { value, by, others: values })
}

/// The values of a cell as somebody saw them who had seen these changes, the one shown first.
pub(super) fn values_at(doc: &Automerge, record: &ObjId, name: &str, heads: &[ChangeHash]) -> Vec<Value> {
    let found = doc.get_all_at(record, name, heads).unwrap_or_default();
    let read = |(found, at): (automerge::Value<'_>, ObjId)| match found {
        automerge::Value::Object(ObjType::Text) => Value::Prose(doc.text_at(&at, heads).unwrap_or_default()),
        found => value(doc, found, &at),
    };
    let mut values: Vec<Value> = Vec::new();
    for value in found.into_iter().rev().map(read) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

fn value(doc: &Automerge, found: automerge::Value<'_>, at: &ObjId) -> Value {
    match found {
        automerge::Value::Object(ObjType::Text) => Value::Prose(doc.text(at).unwrap_or_default()),
        automerge::Value::Object(ObjType::Map | ObjType::List | ObjType::Table) => Value::Foreign,
        automerge::Value::Scalar(scalar) => match scalar.as_ref() {
            ScalarValue::Str(word) => Value::Word(word.to_string()),
            ScalarValue::Int(number) => Value::Number(*number),
            ScalarValue::Uint(number) => i64::try_from(*number).map_or(Value::Foreign, Value::Number),
            ScalarValue::Timestamp(unix_ms) => Value::Time(*unix_ms),
            ScalarValue::Boolean(raised) => Value::Flag(*raised),
            ScalarValue::Null => Value::Empty,
            ScalarValue::Bytes(_)
            | ScalarValue::F64(_)
            | ScalarValue::Counter(_)
            | ScalarValue::Unknown { .. } => Value::Foreign,
        },
    }
}

/// The device in an operation's actor.
fn device_of(at: &ObjId) -> Option<DeviceId> {
    match at {
        ObjId::Root => None,
        ObjId::Id(_, actor, _) => DeviceId::from_slice(actor.to_bytes().get(..16)?),
    }
}

//! The checks before Automerge sees a change from outside. Automerge panics on some well-formed changes (a gap in a
//! sequence, an unknown actor or object, an operation counter near 2³²), inflating is unbounded, and with
//! `panic = "abort"` a stored one would crash every start.
//!
//! Limits: [`CHANGE_LIMIT`] bytes a change, [`OPERATIONS_LIMIT`] operations in it, [`SCALAR_LIMIT`] bytes in a scalar,
//! a start at most [`LEAP`] after what it depends on, and a time from 1970 to [`LATEST_S`]. A record's key is a kind of 32 letters at most and a UUID.
//! Nothing is nested but a text in a record.

use crate::sorted::{Map, Set};

use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::{Change, ObjType, ScalarValue};

use super::CHANGE_LIMIT;
use super::history::{History, Object, record_key};
use crate::DeviceId;

/// The furthest a change may start after what it depends on.
const LEAP: u64 = 1 << 20;
/// The most operations in one change.
pub(super) const OPERATIONS_LIMIT: usize = 50_000;
/// The latest time that a change may claim, in seconds since 1970: the end of the year 9999. Automerge keeps times as
/// differences, which overflow between the ends of what a number can hold.
pub(super) const LATEST_S: i64 = 253_402_300_799;
/// The longest scalar, in bytes.
pub(super) const SCALAR_LIMIT: usize = 4 << 10;
/// An uncompressed change chunk: Automerge's magic bytes, four of checksum, then the chunk's type.
const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const CHANGE_CHUNK: u8 = 1;

/// Why a change is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// It depends on changes that have not come; try again later.
    #[error("the change depends on one that has not come yet")]
    Missing,
    /// Not an uncompressed change chunk, or its contents contradict themselves.
    #[error("the change is malformed")]
    Malformed,
    /// Over a limit.
    #[error("the change is too large")]
    TooLarge,
    /// Its actor is not its author's.
    #[error("the change is not by its author")]
    NotAuthor,
    /// Another change has its actor and sequence number: a cloned device, or worse.
    #[error("two different changes have one number")]
    Equivocation,
    /// It would break the layout: delete, nest, or make a record or text a second time.
    #[error("the change breaks the layout of a page")]
    Layout,
}

/// Checks a raw change; `None` means it was taken before.
pub(super) fn vet(history: &History, author: DeviceId, raw: &[u8]) -> Result<Option<Change>, Rejection> {
    if raw.len() > CHANGE_LIMIT {
        return Err(Rejection::TooLarge);
    }
    if !raw.starts_with(&MAGIC) || raw.get(8) != Some(&CHANGE_CHUNK) {
        return Err(Rejection::Malformed);
    }
    super::runs::check(raw, OPERATIONS_LIMIT as u64)?;
    let change = Change::try_from(raw).map_err(|_| Rejection::Malformed)?;
    // Automerge reads a chunk whatever its checksum says; one change has one form.
    if change.hash().0[..4] != raw[4..8] {
        return Err(Rejection::Malformed);
    }
    if history.end_of(&change.hash()).is_some() {
        return Ok(None);
    }
    let actor = change.actor_id().to_bytes();
    if !actor.starts_with(author.as_bytes()) || !matches!(actor.len(), 24 | 26) {
        return Err(Rejection::NotAuthor);
    }
    if change.len() > OPERATIONS_LIMIT {
        return Err(Rejection::TooLarge);
    }
    if !(0..=LATEST_S).contains(&change.timestamp()) {
        return Err(Rejection::Malformed);
    }
    // Automerge forgets an actor that did nothing, and panics when it looks for one that it does not know.
    if change.is_empty() {
        return Err(Rejection::Malformed);
    }
    if change.other_actor_ids().iter().any(|other| history.next_sequence(other) == 1) {
        return Err(Rejection::Missing);
    }
    check_place(history, &change)?;
    check_operations(history, author, &change)?;
    Ok(Some(change))
}

fn check_place(history: &History, change: &Change) -> Result<(), Rejection> {
    let mut latest = 0;
    for dependency in change.deps() {
        latest = latest.max(history.end_of(dependency).ok_or(Rejection::Missing)?);
    }
    let next = history.next_sequence(change.actor_id());
    if change.seq() < next {
        return Err(Rejection::Equivocation);
    }
    if change.seq() > next {
        return Err(Rejection::Missing);
    }
    if let Some(before) = change.seq().checked_sub(1).and_then(|seq| history.hash_of(change.actor_id(), seq))
    {
        latest = latest.max(history.end_of(&before).unwrap_or(0));
    }
    let start = change.start_op().get();
    let in_step = start > latest && start <= latest + LEAP && change.max_op() < u64::from(u32::MAX / 2);
    if in_step { Ok(()) } else { Err(Rejection::Malformed) }
}

/// What the change has made so far, beside what the history knows.
struct Made<'a> {
    history: &'a History,
    objects: Map<OpId, Object>,
    /// Letters put into texts, by text: the counters, in their order.
    letters: Map<OpId, Vec<u64>>,
    author: DeviceId,
    start: u64,
}

fn check_operations(history: &History, author: DeviceId, change: &Change) -> Result<(), Rejection> {
    let start = change.start_op().get();
    let mut made = Made { history, objects: Map::new(), letters: Map::new(), author, start };
    for (counter, op) in (start..).zip(change.decode().operations) {
        let this = OpId(counter, change.actor_id().clone());
        let mut references = op.pred.iter();
        // What it refers to may come later, in a change that it does not depend on: a replica that had it earlier
        // has taken this one.
        if !references.all(|id| made.exists(id, &this)) {
            return Err(Rejection::Missing);
        }
        // Only letters are put between others; anywhere else it would upset Automerge's order.
        if op.insert && matches!(op.key, Key::Map(_)) {
            return Err(Rejection::Layout);
        }
        check_operation(&mut made, &this, &op)?;
        if let (ObjectId::Id(text), true) = (&op.obj, op.insert) {
            made.letters.entry(text.clone()).or_default().push(counter);
        }
    }
    Ok(())
}

fn check_operation(made: &mut Made<'_>, this: &OpId, op: &Op) -> Result<(), Rejection> {
    match (&op.obj, &op.key, &op.action) {
        (ObjectId::Root, Key::Map(key), OpType::Make(ObjType::Map)) => {
            let (_, id) = record_key(key).ok_or(Rejection::Layout)?;
            // Decided by the bytes alone, so that replicas never split over it: an id carries its device.
            if !id.is_of(made.author) {
                return Err(Rejection::NotAuthor);
            }
            if made.made_record(id) || !op.pred.is_empty() {
                return Err(Rejection::Layout);
            }
            made.objects.insert(this.clone(), Object::Record(id, Set::new()));
            Ok(())
        }
        (ObjectId::Root, ..) => Err(Rejection::Layout),
        (ObjectId::Id(parent), Key::Map(name), action) => match (made.objects.get_mut(parent), action) {
            (Some(Object::Record(id, texts)), OpType::Make(ObjType::Text)) => {
                let id = *id;
                let fresh = texts.insert(name.to_string()) && op.pred.is_empty();
                made.objects.insert(this.clone(), Object::Text(id));
                if fresh { Ok(()) } else { Err(Rejection::Layout) }
            }
            (inside, OpType::Put(value)) => match inside.as_deref().or_else(|| made.history.object(parent)) {
                Some(Object::Record(_, texts)) if !texts.contains(name.as_str()) => check_scalar(value),
                Some(Object::Record(..) | Object::Text(_)) => Err(Rejection::Layout),
                None => Err(Rejection::Missing),
            },
            (_, OpType::Make(_) | OpType::Delete | OpType::Increment(_)) => Err(Rejection::Layout),
            (_, OpType::MarkBegin(_) | OpType::MarkEnd(_)) => Err(Rejection::Layout),
        },
        (ObjectId::Id(parent), Key::Seq(element), action) => {
            // Automerge panics where what stands before is no letter of this text.
            let known = match element {
                ElementId::Head => op.insert && op.pred.is_empty(),
                ElementId::Id(id) if op.insert => op.pred.is_empty() && made.is_letter(id, parent, this),
                ElementId::Id(id) => {
                    op.pred.iter().all(|pred| pred == id) && made.is_letter(id, parent, this)
                }
            };
            match (made.objects.get(parent).or_else(|| made.history.object(parent)), action) {
                (Some(Object::Text(_)), OpType::Put(ScalarValue::Str(letter))) if known && op.insert => {
                    if letter.len() <= SCALAR_LIMIT {
                        Ok(())
                    } else {
                        Err(Rejection::TooLarge)
                    }
                }
                (Some(Object::Text(_)), OpType::Delete) if known && !op.pred.is_empty() => Ok(()),
                (None, _) => Err(Rejection::Missing),
                (Some(Object::Text(_)), _) if !known => Err(Rejection::Missing),
                _ => Err(Rejection::Layout),
            }
        }
    }
}

fn check_scalar(value: &ScalarValue) -> Result<(), Rejection> {
    let length = match value {
        ScalarValue::Str(text) => text.len(),
        ScalarValue::Bytes(bytes) => bytes.len(),
        ScalarValue::Unknown { bytes, .. } => bytes.len(),
        ScalarValue::Counter(_) => return Err(Rejection::Layout),
        ScalarValue::Int(_)
        | ScalarValue::Uint(_)
        | ScalarValue::F64(_)
        | ScalarValue::Timestamp(_)
        | ScalarValue::Boolean(_)
        | ScalarValue::Null => 0,
    };
    if length <= SCALAR_LIMIT { Ok(()) } else { Err(Rejection::TooLarge) }
}

impl Made<'_> {
    /// Whether `id` is an operation of the history, or one before `this` in the same change.
    fn exists(&self, id: &OpId, this: &OpId) -> bool {
        (id.1 == this.1 && (self.start..this.0).contains(&id.0)) || self.history.has(id)
    }

    /// Whether `id` put a letter into `text`, in the history or before `this` in the same change.
    fn is_letter(&self, id: &OpId, text: &OpId, this: &OpId) -> bool {
        let here = || self.letters.get(text).is_some_and(|letters| letters.binary_search(&id.0).is_ok());
        (id.1 == this.1 && here()) || self.history.is_letter(id, text)
    }

    fn made_record(&self, id: crate::RecordId) -> bool {
        self.objects.values().any(|object| matches!(object, Object::Record(other, _) if *other == id))
    }
}

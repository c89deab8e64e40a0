//! Who changed what of a record, and when they say they did.
//!
//! Order comes from what each author had seen, never from a clock: a change stands after all that its author had seen,
//! and of two that neither had seen of the other, all replicas put the same one first. The time is what the author's
//! device said, a claim like the rest of its words.

use crate::sorted::Map;

use automerge::legacy::{Key, ObjectId, OpId};
use automerge::{ChangeHash, ObjId, ROOT, ReadDoc};

use super::{Page, cells};
use crate::record::{Value, stays_as_written};
use crate::{DeviceId, RecordId};

/// The most changes of one record that are listed: the one that made it, and the newest. A tally has one for each tap.
pub const PAST_LIMIT: usize = 512;

/// A record, as far as its past is looked up.
struct Known<'a> {
    id: RecordId,
    kind: &'a str,
    record: ObjId,
    texts: Vec<(ObjId, String)>,
    made_by: Option<ChangeHash>,
}

/// One change of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Deed {
    /// The record.
    pub record: RecordId,
    /// The device that made it.
    pub by: DeviceId,
    /// When, in milliseconds since 1970, by that device's clock; none for a change from before times were kept.
    pub said_ms: Option<i64>,
    /// Whether it made the record.
    pub made: bool,
    /// Whether some other change of the list was made without having seen this one, nor this one that.
    pub at_once: bool,
    /// What it changed; of the change that made the record, all that was filled in.
    pub altered: Vec<Altered>,
}

/// One field in one change.
#[derive(Debug, Clone, PartialEq)]
pub struct Altered {
    /// Its name.
    pub field: String,
    /// What its author saw there before, the value shown first; several where it was changed in two places.
    pub from: Vec<Value>,
    /// What the author left there.
    pub to: Value,
}

impl Page {
    /// The changes of these records, oldest first; at most [`PAST_LIMIT`]. Several are the versions of one plan item.
    pub fn past(&self, records: &[RecordId]) -> Vec<Deed> {
        let order = self.in_order(records);
        let at_once = self.at_once(&order);
        let known: Map<RecordId, Known<'_>> =
            records.iter().filter_map(|id| Some((*id, self.known(*id)?))).collect();
        let deeds = order.into_iter().zip(at_once);
        deeds.filter_map(|((record, hash), at_once)| self.deed(known.get(&record)?, hash, at_once)).collect()
    }

    fn known(&self, id: RecordId) -> Option<Known<'_>> {
        let kind = self.history.kind_of(id)?;
        let record = self.object(ROOT, &format!("{kind}/{id}"))?;
        let text = |name: String| Some((self.object(record.clone(), &name)?, name));
        let texts = self.doc.keys(&record).filter_map(text).collect();
        Some(Known { id, kind, texts, made_by: self.history.maker_of(&record), record })
    }

    fn deed(&self, known: &Known<'_>, hash: ChangeHash, at_once: bool) -> Option<Deed> {
        let Known { id, kind, record, texts, made_by } = known;
        let made = *made_by == Some(hash);
        let meta = self.doc.get_change_meta_by_hash(&hash)?;
        let by = DeviceId::from_slice(meta.actor.to_bytes().get(..16)?)?;
        let said_ms = match made {
            true => Some(id.written_ms()),
            false => meta.timestamp.checked_mul(1000).filter(|ms| *ms > 0),
        };
        let fields = match made {
            true => self.doc.keys_at(record, &[hash]).collect(),
            false => self.fields(hash, record, texts),
        };
        // What no replica reads is no change of the record.
        let counts = |name: &String| made || !stays_as_written(kind, name);
        let altered = fields.into_iter().filter(counts).filter_map(|field| {
            let from = cells::values_at(&self.doc, record, &field, &meta.deps);
            let to = cells::values_at(&self.doc, record, &field, &[hash]).into_iter().next()?;
            let is_filled = !matches!(&to, Value::Prose(text) if text.is_empty());
            (from.as_slice() != [to.clone()] && (is_filled || !made)).then_some(Altered { field, from, to })
        });
        let altered: Vec<Altered> = altered.collect();
        (made || !altered.is_empty()).then_some(Deed { record: *id, by, said_ms, made, at_once, altered })
    }

    /// By how far each change's counting had come, which is further than that of all it had seen; the same everywhere.
    fn in_order(&self, records: &[RecordId]) -> Vec<(RecordId, ChangeHash)> {
        let mut order: Vec<(u64, ChangeHash, RecordId)> = Vec::new();
        for id in records {
            let changes = self.history.changes_of(*id).iter();
            order.extend(changes.filter_map(|hash| Some((self.history.end_of(hash)?, *hash, *id))));
        }
        crate::sorted::sort_by_key(&mut order, |(end, hash, _)| (*end, *hash));
        order.dedup_by_key(|(_, hash, _)| *hash);
        if order.len() > PAST_LIMIT {
            order.drain(1..=order.len() - PAST_LIMIT);
        }
        order.into_iter().map(|(_, hash, id)| (id, hash)).collect()
    }

    /// Which of these changes were made without having seen another of them, or unseen by a later one.
    fn at_once(&self, order: &[(RecordId, ChangeHash)]) -> Vec<bool> {
        let mut found = vec![false; order.len()];
        if order.len() < 2 {
            return found;
        }
        let place: Map<ChangeHash, usize> =
            order.iter().enumerate().map(|(at, (_, hash))| (*hash, at)).collect();
        // Of each change of the page, which of these it had seen, as bits. The page keeps what was seen first.
        let words = order.len().div_ceil(64);
        let mut seen: Map<ChangeHash, Vec<u64>> = Map::new();
        for meta in self.doc.get_changes_meta(&[]) {
            let before = meta.seq.checked_sub(1).and_then(|seq| self.history.hash_of(&meta.actor, seq));
            let mut bits = vec![0_u64; words];
            for older in meta.deps.iter().chain(&before) {
                let theirs = seen.get(older).into_iter().flatten();
                bits.iter_mut().zip(theirs).for_each(|(bits, theirs)| *bits |= theirs);
            }
            if let Some(at) = place.get(&meta.hash) {
                for earlier in 0..*at {
                    if bits[earlier / 64] & (1 << (earlier % 64)) == 0 {
                        found[earlier] = true;
                        found[*at] = true;
                    }
                }
                bits[at / 64] |= 1 << (at % 64);
            }
            seen.insert(meta.hash, bits);
        }
        found
    }

    /// The fields of a record that a change touches.
    fn fields(&self, hash: ChangeHash, record: &ObjId, texts: &[(ObjId, String)]) -> Vec<String> {
        let Some(change) = self.doc.get_change_by_hash(&hash) else { return Vec::new() };
        let mut fields: Vec<String> = Vec::new();
        for op in change.decode().operations {
            let name = match (&op.obj, &op.key) {
                (ObjectId::Id(inside), Key::Map(name)) if is(inside, record) => Some(name.to_string()),
                (ObjectId::Id(inside), _) => {
                    texts.iter().find(|(text, _)| is(inside, text)).map(|(_, name)| name.clone())
                }
                (ObjectId::Root, _) => None,
            };
            if let Some(name) = name.filter(|name| !fields.contains(name)) {
                fields.push(name);
            }
        }
        fields
    }
}

fn is(OpId(counter, actor): &OpId, object: &ObjId) -> bool {
    matches!(object, ObjId::Id(at, by, _) if at == counter && by == actor)
}

#[cfg(test)]
#[path = "past_tests.rs"]
mod tests;

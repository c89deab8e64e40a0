//! What a page has already taken: which changes of which actors, and which objects they made. A change is checked
//! against this before Automerge sees it, because Automerge panics on some well-formed changes.

use crate::sorted::{Map, Set};

use automerge::legacy::{Key, ObjectId, OpId, OpType};
use automerge::{ActorId, Change, ChangeHash, ObjId, ObjType};

use crate::RecordId;

/// The changes taken so far.
#[derive(Debug, Default)]
pub(super) struct History {
    pasts: Map<ActorId, Vec<Past>>,
    ends: Map<ChangeHash, u64>,
    objects: Map<(u64, ActorId), Object>,
    kinds: Map<RecordId, Known>,
    /// Which operations put a letter into which text.
    letters: Map<(u64, ActorId), Letters>,
}

/// One change of an actor; its place in the list is its sequence number less one.
#[derive(Debug)]
struct Past {
    hash: ChangeHash,
    start: u64,
    end: u64,
}

/// What is known of a record.
#[derive(Debug)]
struct Known {
    kind: String,
    /// The changes that touch it, in the order in which they were taken.
    changes: Vec<ChangeHash>,
}

/// Operations that put letters into one text, by actor: the first and last of each run.
type Letters = Map<ActorId, Vec<(u64, u64)>>;

/// An object that a change made.
#[derive(Debug, Clone)]
pub(super) enum Object {
    /// A record, with the names of its texts.
    Record(RecordId, Set<String>),
    /// A text of a record.
    Text(RecordId),
}

impl History {
    /// The hash of an actor's change with this sequence number.
    pub(super) fn hash_of(&self, actor: &ActorId, sequence: u64) -> Option<ChangeHash> {
        let index = usize::try_from(sequence.checked_sub(1)?).ok()?;
        self.pasts.get(actor)?.get(index).map(|past| past.hash)
    }

    /// The sequence number that an actor's next change must have.
    pub(super) fn next_sequence(&self, actor: &ActorId) -> u64 {
        self.pasts.get(actor).map_or(0, Vec::len) as u64 + 1
    }

    /// The last operation of a change, if it was taken.
    pub(super) fn end_of(&self, hash: &ChangeHash) -> Option<u64> {
        self.ends.get(hash).copied()
    }

    /// Whether some change taken contains this operation.
    pub(super) fn has(&self, OpId(counter, actor): &OpId) -> bool {
        self.pasts.get(actor).is_some_and(|pasts| {
            let after = pasts.partition_point(|past| past.start <= *counter);
            after.checked_sub(1).and_then(|index| pasts.get(index)).is_some_and(|past| *counter <= past.end)
        })
    }

    /// The change that made this object.
    pub(super) fn maker_of(&self, made: &ObjId) -> Option<ChangeHash> {
        let ObjId::Id(counter, actor, _) = made else { return None };
        let pasts = self.pasts.get(actor)?;
        let after = pasts.partition_point(|past| past.start <= *counter);
        let past = pasts.get(after.checked_sub(1)?)?;
        (*counter <= past.end).then_some(past.hash)
    }

    /// Whether this operation put a letter into that text.
    pub(super) fn is_letter(&self, OpId(counter, actor): &OpId, OpId(at, by): &OpId) -> bool {
        let runs = self.letters.get(&(*at, by.clone())).and_then(|text| text.get(actor));
        runs.is_some_and(|runs| {
            let after = runs.partition_point(|(first, _)| first <= counter);
            after.checked_sub(1).and_then(|index| runs.get(index)).is_some_and(|(_, last)| counter <= last)
        })
    }

    /// The object that this operation made.
    pub(super) fn object(&self, OpId(counter, actor): &OpId) -> Option<&Object> {
        self.objects.get(&(*counter, actor.clone()))
    }

    /// Every record on this page.
    pub(super) fn ids(&self) -> impl Iterator<Item = RecordId> {
        self.kinds.keys().copied()
    }

    /// The kind of a record on this page.
    pub(super) fn kind_of(&self, id: RecordId) -> Option<&str> {
        self.kinds.get(&id).map(|known| known.kind.as_str())
    }

    /// The changes that touch a record, in an order in which each may have been seen by those after it.
    pub(super) fn changes_of(&self, id: RecordId) -> &[ChangeHash] {
        self.kinds.get(&id).map_or(&[], |known| &known.changes)
    }

    /// Adds a change that the page has taken; returns the records it touches.
    pub(super) fn learn(&mut self, change: &Change) -> Set<RecordId> {
        let actor = change.actor_id().clone();
        let (start, end) = (change.start_op().get(), change.max_op());
        self.pasts.entry(actor.clone()).or_default().push(Past { hash: change.hash(), start, end });
        self.ends.insert(change.hash(), end);
        let mut touched = Set::new();
        for (counter, op) in (start..).zip(change.decode().operations) {
            let made = (counter, actor.clone());
            match (&op.obj, &op.key, &op.action) {
                (ObjectId::Root, Key::Map(key), OpType::Make(ObjType::Map)) => {
                    if let Some((kind, id)) = record_key(key) {
                        // A device that makes one id twice hurts only itself; every replica shows the same one.
                        let fresh = || Known { kind: kind.to_owned(), changes: Vec::new() };
                        let shown = &mut self.kinds.entry(id).or_insert_with(fresh).kind;
                        if kind < shown.as_str() {
                            kind.clone_into(shown);
                        }
                        self.objects.insert(made, Object::Record(id, Set::new()));
                        touched.insert(id);
                    }
                }
                (ObjectId::Id(OpId(at, by)), key, action) => {
                    if op.insert {
                        self.learn_letter((*at, by.clone()), counter, &actor);
                    }
                    touched.extend(self.learn_inside((*at, by.clone()), key, action, made));
                }
                (ObjectId::Root, ..) => {}
            }
        }
        for id in &touched {
            if let Some(known) = self.kinds.get_mut(id) {
                known.changes.push(change.hash());
            }
        }
        touched
    }

    /// An actor's operations come in their order, so that letters written one after the other are one run.
    fn learn_letter(&mut self, text: (u64, ActorId), counter: u64, actor: &ActorId) {
        let runs = self.letters.entry(text).or_default().entry(actor.clone()).or_default();
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == counter => *last = counter,
            Some(_) | None => runs.push((counter, counter)),
        }
    }

    fn learn_inside(
        &mut self,
        parent: (u64, ActorId),
        key: &Key,
        action: &OpType,
        made: (u64, ActorId),
    ) -> Option<RecordId> {
        match (self.objects.get_mut(&parent)?, key, action) {
            (Object::Record(id, texts), Key::Map(name), OpType::Make(ObjType::Text)) => {
                let id = *id;
                texts.insert(name.to_string());
                self.objects.insert(made, Object::Text(id));
                Some(id)
            }
            (Object::Record(id, _) | Object::Text(id), ..) => Some(*id),
        }
    }
}

/// Reads `kind/UUID`.
pub(super) fn record_key(key: &str) -> Option<(&str, RecordId)> {
    let (kind, id) = key.split_once('/')?;
    let plain =
        !kind.is_empty() && kind.len() <= 32 && kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let parsed: RecordId = id.parse().ok()?;
    (plain && parsed.to_string() == id).then_some((kind, parsed))
}

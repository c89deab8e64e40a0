//! The Automerge layout of records, and the checks before Automerge sees a change. Nothing else knows Automerge.
//!
//! A page is one document: one scope, era and month, or the plan. Its root is a flat table: `kind/UUIDv7` → a map
//! of fields, scalars and `Text` only. Only the creating change makes a record's map and its texts, and nothing is
//! ever deleted but letters inside a text.
//!
//! Where to start: [`Page`] writes, receives and reads; [`history`] is what a change is checked against.

mod cells;
mod equivocation;
mod history;
mod name;
mod past;
mod runs;
mod vet;

use core::fmt;
use core::str::FromStr;

use crate::sorted::{Map, Set};

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{
    ActorId, Automerge, ChangeHash, ObjId, ObjType, ParseChangeHashError, PatchLog, ROOT, ReadDoc,
    ScalarValue,
};

use crate::record::{Change, Draft, Row, Value};
use crate::{DeviceId, RecordId};

use history::History;

pub use name::PageName;
pub use past::{Altered, Deed, PAST_LIMIT};
pub use vet::Rejection;

/// The longest raw change, in bytes.
pub const CHANGE_LIMIT: usize = 256 << 10;

/// Who writes: a device and its start, so that no actor and sequence is ever used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writer {
    /// The device.
    pub device: DeviceId,
    /// Which start of the app on this device.
    pub boot: u32,
    /// From this start's generator: tells two phones apart that were restored from one copy.
    pub salt: [u8; 4],
    /// What its clock says, in whole seconds since 1970. It goes into each change of a record for people to read;
    /// nothing is ordered or decided by it.
    pub clock_s: i64,
}

/// A point in a page's history, to edit from what one has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen(Vec<ChangeHash>);

/// So that it can be kept beside what was typed.
impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|head| write!(f, "{head} "))
    }
}

impl FromStr for Seen {
    type Err = ParseChangeHashError;

    /// Of several lines the first counts: one for each window that typed, and what they typed is one text.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let heads = text.lines().next().unwrap_or_default().split_whitespace().map(str::parse);
        heads.collect::<Result<_, _>>().map(Self)
    }
}

/// One page of records.
#[derive(Debug)]
pub struct Page {
    doc: Automerge,
    history: History,
    rows: Map<RecordId, Row>,
    touched: Set<RecordId>,
    /// Changes whose dependencies have not come yet, with their author.
    waiting: Vec<Waiting>,
    branches: u16,
}

/// Why a write did nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// There is no such record here.
    #[error("there is no such entry")]
    NoSuchRecord,
    /// The record has no such text.
    #[error("this entry has no such text")]
    NoSuchText,
    /// Automerge refused; nothing was written.
    #[error("the entry could not be written")]
    Refused,
}

/// A change that came before what it depends on.
#[derive(Debug, Clone)]
struct Waiting {
    author: DeviceId,
    raw: Vec<u8>,
    /// What it depends on, so that looking whether it is there costs no reading of the change.
    needs: Vec<ChangeHash>,
}

impl Waiting {
    fn new(author: DeviceId, raw: &[u8]) -> Self {
        let needs = automerge::Change::try_from(raw).map(|change| change.deps().to_vec()).unwrap_or_default();
        Self { author, raw: raw.to_vec(), needs }
    }
}

impl Default for Page {
    fn default() -> Self {
        Self {
            doc: Automerge::new(),
            history: History::default(),
            rows: Map::new(),
            touched: Set::new(),
            waiting: Vec::new(),
            branches: 0,
        }
    }
}

impl Page {
    /// Creates a record; returns the raw change.
    pub fn create(
        &mut self,
        writer: Writer,
        id: RecordId,
        kind: &str,
        draft: &Draft,
    ) -> Result<Vec<u8>, WriteError> {
        self.doc.set_actor(writer.actor(None));
        // No time: the record's id says when it was made.
        let created = self.write(0, None, |tx| {
            let record = tx.put_object(ROOT, format!("{kind}/{id}"), ObjType::Map)?;
            for field in &draft.0 {
                match &field.value {
                    Value::Prose(text) => {
                        let text_id = tx.put_object(&record, field.name, ObjType::Text)?;
                        tx.splice_text(&text_id, 0, 0, text)?;
                    }
                    value => tx.put(&record, field.name, cells::scalar(value))?,
                }
            }
            Ok(())
        })?;
        created.ok_or(WriteError::Refused)
    }

    /// Changes cells of a record as somebody who had seen `seen`: what arrived since stays, and a scalar that was
    /// changed meanwhile becomes "changed in two places". Returns the raw change; none if nothing differs.
    pub fn change(
        &mut self,
        writer: Writer,
        id: RecordId,
        changes: &[Change],
        seen: Option<&Seen>,
    ) -> Result<Option<Vec<u8>>, WriteError> {
        let row = self.rows.get(&id).ok_or(WriteError::NoSuchRecord)?;
        let key = format!("{}/{id}", row.kind);
        let record = self.object(ROOT, &key).ok_or(WriteError::NoSuchRecord)?;
        let mut texts = Map::new();
        for change in changes {
            if let Change::Rewrite(field, _) = change {
                texts.insert(*field, self.object(record.clone(), field).ok_or(WriteError::NoSuchText)?);
            }
        }
        let seen = seen.map(|seen| seen.0.as_slice()).filter(|seen| *seen != self.doc.get_heads());
        let seen = seen.filter(|seen| self.has_at(seen, &key));
        self.branches = self.branches.wrapping_add(u16::from(seen.is_some()));
        self.doc.set_actor(writer.actor(seen.is_some().then_some(self.branches)));
        self.write(writer.clock_s, seen.map(<[ChangeHash]>::to_vec), |tx| {
            for change in changes {
                match change {
                    Change::Set(field, value) => {
                        // Writing the value that is shown would make Automerge delete the others, and nothing is
                        // ever deleted here: something else in between makes it a choice like any other.
                        if tx.get_all(&record, *field)?.len() > 1 {
                            tx.put(&record, *field, ScalarValue::Null)?;
                        }
                        tx.put(&record, *field, cells::scalar(value))?;
                    }
                    Change::Rewrite(field, text) => {
                        if let Some(text_id) = texts.get(field) {
                            tx.update_text(text_id, text)?;
                        }
                    }
                }
            }
            Ok(())
        })
    }

    /// Takes changes of one author, in any order and any number of times. Changes whose dependencies have not come
    /// wait inside. Returns the first rejection, after taking all that can be taken.
    pub fn receive(&mut self, author: DeviceId, changes: &[impl AsRef<[u8]>]) -> Result<(), Rejection> {
        let mut first = Ok(());
        for raw in changes {
            match self.take(author, raw.as_ref()) {
                Ok(()) => {}
                Err(Rejection::Missing) => self.waiting.push(Waiting::new(author, raw.as_ref())),
                Err(why) => first = first.and(Err(why)),
            }
        }
        first.and(self.take_waiting())
    }

    /// How many changes wait for ones that have not come.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Brings the rows up to date and says which changed since the last call.
    pub fn settle(&mut self) -> Vec<RecordId> {
        let touched = core::mem::take(&mut self.touched);
        for id in &touched {
            match self.read(*id) {
                Some(row) => self.rows.insert(*id, row),
                None => self.rows.remove(id),
            };
        }
        touched.into_iter().collect()
    }

    /// The rows by id, as of the last [`Page::settle`].
    pub fn rows(&self) -> &Map<RecordId, Row> {
        &self.rows
    }

    /// What somebody has seen who looks now.
    pub fn seen(&self) -> Seen {
        Seen(self.doc.get_heads())
    }

    /// The page as Automerge saves it, for an export.
    pub fn save(&self) -> Vec<u8> {
        self.doc.save()
    }

    /// Whether these points in history are known here, and a record was there at them.
    fn has_at(&self, heads: &[ChangeHash], key: &str) -> bool {
        heads.iter().all(|head| self.history.end_of(head).is_some())
            && self.doc.get_at(ROOT, key, heads).is_ok_and(|found| found.is_some())
    }

    fn write(
        &mut self,
        clock_s: i64,
        seen: Option<Vec<ChangeHash>>,
        fill: impl FnOnce(&mut automerge::transaction::Transaction<'_>) -> Result<(), automerge::AutomergeError>,
    ) -> Result<Option<Vec<u8>>, WriteError> {
        let mut tx = match seen {
            None => self.doc.transaction(),
            Some(heads) => {
                self.doc.transaction_at(PatchLog::inactive(), &heads).map_err(|_| WriteError::Refused)?
            }
        };
        if fill(&mut tx).is_err() {
            tx.rollback();
            return Err(WriteError::Refused);
        }
        let said = CommitOptions::default().with_time(clock_s.clamp(0, vet::LATEST_S));
        let (Some(hash), _) = tx.commit_with(said) else { return Ok(None) };
        let change = self.doc.get_change_by_hash(&hash).ok_or(WriteError::Refused)?;
        let touched = self.history.learn(&change);
        self.touched.extend(touched);
        self.settle();
        Ok(Some(change.raw_bytes().to_vec()))
    }

    fn take(&mut self, author: DeviceId, raw: &[u8]) -> Result<(), Rejection> {
        let change = match vet::vet(&self.history, author, raw) {
            Ok(Some(change)) => change,
            Ok(None) => return Ok(()),
            Err(Rejection::Equivocation) => return self.choose(author, raw),
            Err(why) => return Err(why),
        };
        self.doc.apply_changes([change.clone()]).map_err(|_| Rejection::Malformed)?;
        let touched = self.history.learn(&change);
        self.touched.extend(touched);
        Ok(())
    }

    fn take_waiting(&mut self) -> Result<(), Rejection> {
        let mut first = Ok(());
        loop {
            let before = self.waiting.len();
            for waiting in core::mem::take(&mut self.waiting) {
                if !waiting.needs.iter().all(|hash| self.history.end_of(hash).is_some()) {
                    self.waiting.push(waiting);
                    continue;
                }
                match self.take(waiting.author, &waiting.raw) {
                    Ok(()) => {}
                    Err(Rejection::Missing) => self.waiting.push(waiting),
                    Err(why) => first = first.and(Err(why)),
                }
            }
            if self.waiting.len() == before || self.waiting.is_empty() {
                return first;
            }
        }
    }

    fn read(&self, id: RecordId) -> Option<Row> {
        cells::read(&self.doc, id, self.history.kind_of(id)?, |made| self.history.maker_of(made))
    }

    fn object(&self, parent: ObjId, key: &str) -> Option<ObjId> {
        match self.doc.get(parent, key) {
            Ok(Some((automerge::Value::Object(_), id))) => Some(id),
            Ok(_) | Err(_) => None,
        }
    }
}

impl Writer {
    /// Device ‖ boot ‖ salt, and a branch for an edit that starts from older heads.
    fn actor(self, branch: Option<u16>) -> ActorId {
        let mut bytes = self.device.as_bytes().to_vec();
        bytes.extend_from_slice(&self.boot.to_be_bytes());
        bytes.extend_from_slice(&self.salt);
        if let Some(branch) = branch {
            bytes.extend_from_slice(&branch.to_be_bytes());
        }
        ActorId::from(bytes)
    }
}

#[cfg(test)]
#[path = "page_tests.rs"]
mod tests;

#[cfg(test)]
mod equivocation_tests;

#[cfg(test)]
mod safety_tests;

//! The record as a FHIR R4 Bundle, as `docs/formats.md` tells it: what a system of health records reads, without any code
//! that somebody would have to pay for.
//!
//! Where to start: [`Bundle`] takes the records one by one; [`people`], [`plan`] and [`log`] say what becomes of each;
//! [`words`] has the codes. The same records make the same bytes: ids follow from ids, and nothing says when it was made.

mod log;
mod people;
mod plan;
mod words;

use shared::record::{Consent, Goal, Priorities, Record, Row, SafetyNote, Scope, Strategy};
use shared::seal::hash16;
use shared::sorted::{Map, Set};
use shared::sync::device::Team;
use shared::{DeviceId, MemberId, Moment, RecordId};

use super::about::About;
use super::json::Json;
use super::stamp::stamp;
use words::{coded, list, object};

/// A bundle being written.
#[derive(Debug)]
pub(crate) struct Bundle {
    out: String,
    count: usize,
    index: Index,
    /// By device: what it wrote, and when first and last.
    wrote: Map<DeviceId, Wrote>,
}

/// What one device wrote.
#[derive(Debug, Default)]
struct Wrote {
    targets: Vec<Json>,
    first_ms: i64,
    last_ms: i64,
}

/// What can only be said when all of the plan is known.
#[derive(Debug, Default)]
struct Index {
    /// By its first version: which version of a goal or strategy counts.
    counts: Map<RecordId, RecordId>,
    /// Versions that another one replaces.
    replaced: Set<RecordId>,
    /// The last decision about each member and scope.
    decided: Map<(MemberId, Scope), RecordId>,
    /// The goals that come first.
    first: Vec<RecordId>,
}

/// What the resource of a record is made with.
struct Source<'a> {
    about: &'a About,
    team: &'a Team,
    index: &'a Index,
    row: &'a Row,
}

/// A resource and the id it has.
struct Made {
    id: String,
    kind: &'static str,
    fields: Vec<(&'static str, Json)>,
}

impl Bundle {
    /// Begins with the codes and the people.
    pub(crate) fn begin(about: &About, team: &Team) -> Self {
        let out = "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[".to_owned();
        let mut bundle = Self { out, count: 0, index: Index::new(about, team), wrote: Map::new() };
        bundle.put(words::code_system());
        people::people(about).into_iter().for_each(|made| bundle.put(made));
        let plan = plan::care_plan(about, team, &bundle.index);
        bundle.put(plan);
        bundle
    }

    /// Takes a record.
    pub(crate) fn take(&mut self, about: &About, team: &Team, row: &Row) {
        let source = Source { about, team, index: &self.index, row };
        let made = plan::of(&source).or_else(|| log::of(&source)).unwrap_or_default();
        let trace = made.first().and_then(|first| log::trace(&source, first));
        if about.author(row.author).is_some() {
            let wrote = self.wrote.entry(row.author).or_default();
            let at_ms = row.id.written_ms();
            if wrote.targets.is_empty() {
                wrote.first_ms = at_ms;
            }
            wrote.last_ms = wrote.last_ms.max(at_ms);
            wrote.targets.extend(made.iter().map(|made| reference(&made.id)));
        }
        made.into_iter().chain(trace).for_each(|made| self.put(made));
    }

    /// Ends with who wrote what.
    pub(crate) fn finish(mut self, about: &About) -> Vec<u8> {
        for (device, wrote) in core::mem::take(&mut self.wrote).iter_mut() {
            let Some((member, _)) = about.author(*device).filter(|_| !wrote.targets.is_empty()) else {
                continue;
            };
            let at = |ms| Json::from(stamp(Moment::new(ms, 0)));
            let fields = vec![
                ("target", Json::List(core::mem::take(&mut wrote.targets))),
                ("occurredPeriod", object(vec![("start", at(wrote.first_ms)), ("end", at(wrote.last_ms))])),
                ("recorded", at(wrote.last_ms)),
                ("agent", list([object(vec![("type", coded("deed", "author")), ("who", who(member))])])),
            ];
            self.put(Made { id: derived("author", device.as_bytes()), kind: "Provenance", fields });
        }
        self.out.push_str("\n]}\n");
        self.out.into_bytes()
    }

    fn put(&mut self, made: Made) {
        self.out.push_str(if self.count > 0 { ",\n" } else { "\n" });
        self.count += 1;
        let mut fields = vec![("resourceType", made.kind.into()), ("id", made.id.as_str().into())];
        fields.extend(made.fields);
        let entry = object(vec![("fullUrl", urn(&made.id).into()), ("resource", Json::Object(fields))]);
        entry.write(&mut self.out);
    }
}

impl Index {
    fn new(about: &About, team: &Team) -> Self {
        let mut index = Self::default();
        let mut first: Option<(RecordId, Vec<RecordId>)> = None;
        for (_, row) in team.rows().filter(|(scope, _)| *scope == Scope::Plan) {
            let version = Goal::read(row)
                .map(|goal| goal.version)
                .or_else(|| Strategy::read(row).map(|strategy| strategy.version))
                .or_else(|| SafetyNote::read(row).map(|note| note.version));
            if let Some(version) = version {
                index.replaced.extend(version.replaces);
            }
            if let Some(consent) = decision(about, row) {
                let newest = index.decided.entry((consent.member, consent.scope)).or_insert_with(|| row.id);
                *newest = (*newest).max(row.id);
            }
            let is_newer = first.as_ref().is_none_or(|(id, _)| *id < row.id) && row.struck().is_none();
            first = Priorities::read(row).filter(|_| is_newer).map(|named| (row.id, named.goals)).or(first);
        }
        index.first = first.map(|(_, goals)| goals).unwrap_or_default();
        for (_, row) in team.rows().filter(|(scope, _)| *scope == Scope::Plan) {
            let is_item = row.kind == Goal::KIND || row.kind == Strategy::KIND;
            if is_item && !index.replaced.contains(&row.id) {
                let series: RecordId = row.code("series").unwrap_or(row.id);
                let counts = index.counts.entry(series).or_insert_with(|| row.id);
                *counts = (*counts).max(row.id);
            }
        }
        index
    }
}

impl Source<'_> {
    /// The other record by this id, if it is in the bundle and of one of these kinds.
    fn other(&self, id: RecordId, kinds: &[&str]) -> Option<&Row> {
        let found = self.team.row(id).filter(|(scope, _)| self.about.scopes.contains(scope));
        found.map(|(_, row)| row).filter(|row| kinds.contains(&row.kind.as_str()))
    }

    /// A reference to a record, if it is in the bundle.
    fn link(&self, id: Option<RecordId>, kinds: &[&str]) -> Json {
        id.and_then(|id| self.other(id, kinds)).map(|row| reference(&row.id.to_string())).into()
    }

    /// A reference to the version that counts of a goal or a strategy, by its first one.
    fn link_series(&self, first: Option<RecordId>, kind: &str) -> Json {
        let counts = first.map(|first| self.index.counts.get(&first).copied().unwrap_or(first));
        self.link(counts, &[kind])
    }

    /// A reference to whoever wrote it.
    fn author(&self) -> Json {
        self.about.author(self.row.author).map(|(member, _)| who(member)).into()
    }

    /// When it was saved, where it happened.
    fn written(&self) -> Json {
        stamp(Moment::new(self.row.id.written_ms(), self.row.at().offset_min)).into()
    }

    /// Something to read, by whoever wrote it.
    fn note(&self, text: &str) -> Json {
        let annotation =
            vec![("authorReference", self.author()), ("time", self.written()), ("text", text.into())];
        match text.trim().is_empty() {
            true => Json::Nothing,
            false => list([object(annotation)]),
        }
    }

    fn is_struck(&self) -> bool {
        self.row.struck().is_some()
    }

    /// `status`, but for what was struck.
    fn status(&self, status: &'static str) -> Json {
        if self.is_struck() { "entered-in-error".into() } else { status.into() }
    }

    /// The resource of the record itself.
    fn made(&self, kind: &'static str, fields: Vec<(&'static str, Json)>) -> Made {
        Made { id: self.row.id.to_string(), kind, fields }
    }

    /// One more resource that follows from the record.
    fn beside(&self, what: &str, kind: &'static str, fields: Vec<(&'static str, Json)>) -> Made {
        Made { id: derived(what, self.row.id.to_string().as_bytes()), kind, fields }
    }

    fn child(&self) -> Json {
        child(self.about)
    }
}

/// A decision about who reads what, by somebody who may decide.
fn decision(about: &About, row: &Row) -> Option<Consent> {
    use shared::record::Role::{Clinician, Guardian};
    let (_, author) = about.author(row.author)?;
    Consent::read(row).filter(|_| row.struck().is_none() && matches!(author.role, Guardian | Clinician))
}

/// A reference to the child.
fn child(about: &About) -> Json {
    reference(&derived("child", about.team.as_bytes()))
}

/// A reference to a member.
fn who(member: MemberId) -> Json {
    reference(&derived("member", member.as_bytes()))
}

fn reference(id: &str) -> Json {
    object(vec![("reference", urn(id).into())])
}

fn urn(id: &str) -> String {
    ["urn:uuid:", id].concat()
}

/// An id that follows from another: a UUID of version 8.
fn derived(what: &str, of: &[u8]) -> String {
    let mut bytes = hash16(&[b"carryover fhir 1\n", what.as_bytes(), b"\n", of].concat());
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut id = String::new();
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            id.push('-');
        }
        id.push_str(&format!("{byte:02x}"));
    }
    id
}

//! The simple truth to compare with: every record and every word that anyone was told is saved, and every rule
//! about what may leave a device or the relay.

use std::collections::{BTreeMap, BTreeSet};

use carryover_core::view::{EntryBody, EntryView, SharedState};
use carryover_core::{App, Intent};
use shared::record::Scope;
use shared::seal::{Envelope, hash16};
use shared::storage::{Read, Table};
use shared::sync::relay::storage::Store;
use shared::sync::relay::{LogName, Query};
use shared::wire::{FromDevice, FromRelay};
use shared::{EnvelopeId, PartId, RecordId, TeamId};

use super::governing::chosen;
use super::people::CANARY;
use super::{Event, World};

/// What people were told.
#[derive(Debug, Default)]
pub(super) struct Oracle {
    saved: BTreeMap<RecordId, Scope>,
    /// Private notes, and the phones that have them.
    private: BTreeMap<RecordId, BTreeSet<usize>>,
    /// Words added to notes and not yet said to be saved, by phone.
    unsaved_words: Vec<(usize, RecordId, String)>,
    words: Vec<(RecordId, String)>,
    unsaved_clears: Vec<(usize, BTreeSet<RecordId>)>,
    cleared: BTreeSet<RecordId>,
}

impl Oracle {
    pub(super) fn saved(&self) -> usize {
        self.saved.len()
    }

    pub(super) fn saved_privately(&self) -> usize {
        self.private.len()
    }

    /// Whoever forgets the team, or loses the phone, forgets what only they have.
    pub(super) fn forget_private(&mut self, phone: usize) {
        self.private.retain(|_, phones| {
            phones.remove(&phone);
            !phones.is_empty()
        });
    }

    pub(super) fn wrote(&mut self, phone: usize, record: RecordId, word: String) {
        self.unsaved_words.push((phone, record, word));
    }

    pub(super) fn cleared(&mut self, phone: usize, stops: &[RecordId]) {
        self.unsaved_clears.push((phone, stops.iter().copied().collect()));
        self.cleared.extend(stops);
    }

    /// What was not said to be saved may be lost with the power.
    pub(super) fn forget_unsaved(&mut self, phone: usize) {
        self.unsaved_words.retain(|(who, _, _)| *who != phone);
    }

    /// Reads off a screen what it says is saved; asked whenever a phone says that sharing changed.
    pub(super) fn look(&mut self, phone: usize, app: &App) {
        let Some(team) = app.frame().chosen.and_then(|team| app.device().team(team)) else { return };
        for (scope, row) in team.rows() {
            if !team.is_saving(row.id) {
                if scope == Scope::Private {
                    let whose = |device| team.roster().author(device).map(|(member, _)| member);
                    let me = app.device().id().and_then(whose);
                    assert_eq!(me, whose(row.author), "phone {phone} reads somebody else's private note");
                    self.private.entry(row.id).or_default().insert(phone);
                } else {
                    self.saved.entry(row.id).or_insert(scope);
                }
            }
        }
        let (saved, unsaved) = std::mem::take(&mut self.unsaved_words)
            .into_iter()
            .partition(|(who, record, _)| *who == phone && !team.is_saving(*record));
        self.unsaved_words = unsaved;
        let saved: Vec<(usize, RecordId, String)> = saved;
        self.words.extend(saved.into_iter().map(|(_, record, word)| (record, word)));
    }
}

impl World {
    /// Stored before sent: what leaves is what the disk holds.
    pub(super) fn check_stored_before_sent(&self, phone: usize, bytes: &[u8]) {
        let frame = FromDevice::from_bytes(bytes);
        if let Ok(FromDevice::PutPart { team, part, .. }) = &frame {
            let held = self.phones[phone].disk.read(&[Read { table: Table::Parts, prefix: team.0.to_vec() }]);
            let is_held = held.iter().any(|row| row.value == *part);
            assert!(is_held, "seed {}: phone {phone} sent a part that it has not stored", self.seed);
        }
        let Ok(FromDevice::Append { team, envelopes }) = frame else { return };
        let held = self.phones[phone].disk.read(&[Read { table: Table::Envelopes, prefix: team.0.to_vec() }]);
        let ids: BTreeSet<&[u8]> = held.iter().filter_map(|row| row.key.get(32..)).collect();
        for envelope in envelopes {
            let id = hash16(&envelope);
            assert!(ids.contains(&id[..]), "seed {}: phone {phone} sent what it has not stored", self.seed);
        }
    }

    /// Durable before acknowledged, and nothing to a device without the right to it at that moment.
    pub(super) fn check_relay_frame(&mut self, line: u64, bytes: &[u8]) {
        let frame = FromRelay::from_bytes(bytes).expect("the relay sends frames");
        match frame {
            FromRelay::Appended { team, ids, .. } | FromRelay::Held { team, ids } => {
                self.check_durable(team, &ids);
            }
            FromRelay::Envelopes { team, scope, era, envelopes, .. } => {
                let ids: Vec<EnvelopeId> = envelopes.iter().map(|bytes| EnvelopeId(hash16(bytes))).collect();
                self.check_durable(team, &ids);
                let Some(phone) = self.network.lines.get(&line).map(|line| line.phone) else { return };
                self.check_may_read(phone, team, scope, era);
                for bytes in envelopes {
                    let envelope = Envelope::parse(bytes.into()).expect("the relay checks what it takes");
                    let header = envelope.header();
                    assert_eq!((header.scope, header.era), (scope, era), "seed {}", self.seed);
                }
            }
            FromRelay::Passed { team, to } => {
                let Some(phone) = self.network.lines.get(&line).map(|line| line.phone) else { return };
                self.check_may_read(phone, team, to.scope, to.era);
            }
            FromRelay::PartHeld { team, id } => self.check_part_durable(team, id),
            FromRelay::Part { team, part } => {
                let id = PartId(hash16(&part));
                self.check_part_durable(team, id);
                let Some(phone) = self.network.lines.get(&line).map(|line| line.phone) else { return };
                let logs = self.logs_with(team, id);
                let may = logs.iter().any(|log| self.may_read(phone, log.scope, log.era));
                assert!(may, "seed {}: phone {phone} was sent a part that it may not read", self.seed);
            }
            FromRelay::NoPart { .. }
            | FromRelay::Challenge { .. }
            | FromRelay::Welcome {}
            | FromRelay::Roster { .. }
            | FromRelay::RosterRefused { .. }
            | FromRelay::NotAppended { .. }
            | FromRelay::LostPlace { .. }
            | FromRelay::CaughtUp { .. }
            | FromRelay::Found { .. }
            | FromRelay::NotFound { .. }
            | FromRelay::Goodbye { .. } => {}
        }
    }

    fn check_part_durable(&self, team: TeamId, id: PartId) {
        let is_there = !self.logs_with(team, id).is_empty();
        assert!(is_there, "seed {}: a part was acknowledged or sent before it was durable", self.seed);
    }

    /// Where the relay's disk holds a part.
    fn logs_with(&self, team: TeamId, id: PartId) -> Vec<LogName> {
        self.server.disk.part_places(team, id).collect()
    }

    fn check_durable(&mut self, team: TeamId, ids: &[EnvelopeId]) {
        let query = Query::Held { team, ids: ids.to_vec() };
        let Ok(shared::sync::relay::Answer::Held { held, .. }) = self.server.disk.read(&query) else {
            panic!("a store in memory answers");
        };
        assert_eq!(
            held.len(),
            ids.len(),
            "seed {}: acknowledged or sent on before it was durable",
            self.seed
        );
    }

    /// Everybody sees the same, and everything that was said to be saved is there.
    pub(super) fn check_converged(&self) {
        let seed = self.seed;
        let first = self.seen_by(0);
        for (record, scope) in &self.oracle.saved {
            for (phone, held) in self.phones.iter().enumerate() {
                let member = held.app.frame().chosen.is_some();
                let era = self.era_of(*record);
                if member && (phone == 0 || era.is_some_and(|era| self.may_read(phone, *scope, era))) {
                    let told: Vec<_> = self.phones.iter().map(|phone| phone.told(*record)).collect();
                    let there = held.app.row(*record).is_some();
                    assert!(there, "seed {seed}: phone {phone} lost {record} of {scope}: {told:#?}");
                }
            }
        }
        for (record, phones) in &self.oracle.private {
            for phone in phones {
                let there = self.phones[*phone].app.row(*record).is_some();
                assert!(there, "seed {seed}: phone {phone} lost its private {record}");
            }
            self.check_private(*record, phones);
        }
        for phone in 1..self.phones.len() {
            let theirs = self.seen_by(phone);
            if theirs.is_empty() {
                continue;
            }
            // What somebody read before it was withdrawn stays with them, and goes on without them.
            let reads = |entry: &&EntryView| {
                self.era_of(entry.id).is_some_and(|era| self.may_read(phone, entry.scope, era))
            };
            let ours: Vec<&EntryView> = first.iter().filter(reads).collect();
            let theirs: Vec<&EntryView> = theirs.iter().filter(reads).collect();
            assert_eq!(ours, theirs, "seed {seed}: phone {phone} sees something else");
        }
        for (record, word) in &self.oracle.words {
            let note = self.phones[0].app.row(*record).map(|row| row.prose("note").to_owned());
            let kept = note.as_deref().is_some_and(|note| note.contains(word.as_str()));
            assert!(kept, "seed {seed}: ‘{word}’ is not in {note:?}");
        }
        self.check_no_plaintext();
        for (phone, held) in self.phones.iter().enumerate() {
            let aside = held.app.device().set_aside();
            assert!(aside <= held.rotten, "seed {seed}: phone {phone} set {aside} aside");
            assert_eq!(held.app.device().store_trouble(), None, "seed {seed}: phone {phone}");
            let missing = held.app.device().teams().any(|team| team.is_missing_something());
            assert!(!missing, "seed {seed}: phone {phone} suspects a relay that withheld nothing");
            let waiting: usize = held.app.device().teams().map(|team| team.waiting()).sum();
            assert_eq!(waiting, 0, "seed {seed}: phone {phone} still waits to share");
        }
    }

    /// What one device of a member has of their private notes, every other one has that may read them.
    fn check_private(&self, record: RecordId, phones: &BTreeSet<usize>) {
        let page = phones.first().and_then(|phone| chosen(&self.phones[*phone])?.page_of(record));
        for phone in page.iter().flat_map(|_| 0..self.phones.len()) {
            let is_in = chosen(&self.phones[phone]).is_some();
            let may = page.is_some_and(|page| self.may_read(phone, page.scope, page.era));
            let there = self.phones[phone].app.row(record).is_some();
            assert!(there || !is_in || !may, "seed {}: phone {phone} lacks private {record}", self.seed);
        }
    }

    /// The era of the page that a record is on, as the guardian's phone has it.
    fn era_of(&self, record: RecordId) -> Option<u32> {
        chosen(&self.phones[0])?.page_of(record).map(|page| page.era)
    }

    /// A stop that no clinician cleared by name still pauses.
    pub(super) fn check_stops(&self, entries: &[EntryView]) -> usize {
        let mut held = 0;
        for entry in entries {
            if let EntryBody::Stop { open, .. } = entry.body
                && !self.oracle.cleared.contains(&entry.id)
            {
                assert!(open, "seed {}: nobody cleared {}", self.seed, entry.id);
                held += 1;
            }
        }
        held
    }

    fn check_no_plaintext(&self) {
        for bytes in self.server.disk.envelopes() {
            let found = bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes());
            assert!(!found, "seed {}: the relay can read a note", self.seed);
        }
    }

    /// After convergence nothing is sent.
    pub(super) fn check_silence(&mut self) {
        let up = |event: &Event| matches!(event, Event::ToRelay(..) | Event::ToPhone(..));
        assert!(!self.queue.values().any(up), "seed {}: frames after convergence", self.seed);
        let until = self.now_ms + 60_000;
        let before = self.trace;
        while let Some(entry) = self.queue.first_entry() {
            let (at_ms, _) = *entry.key();
            if at_ms > until {
                break;
            }
            self.now_ms = at_ms;
            let event = entry.remove();
            assert!(!up(&event), "seed {}: {event:?} after convergence", self.seed);
            self.happen(event);
        }
        self.trace = before;
        self.now_ms = until;
    }

    /// And then something new comes through.
    pub(super) fn check_life_after_silence(&mut self) {
        let note = "something new".to_owned();
        let log = Intent::LogNote { note, setting: shared::record::Setting::Home, at: None, private: false };
        self.intend(0, log);
        self.run_until(self.now_ms + 120_000);
        let newest = |phone: usize| {
            self.seen_by(phone).into_iter().map(|entry| (entry.id, entry.shared)).max_by_key(|(id, _)| *id)
        };
        let (id, shared) = newest(0).expect("it was just written");
        assert_eq!(shared, SharedState::Shared, "seed {}", self.seed);
        if self.phones[1].app.frame().chosen.is_some() {
            assert!(self.phones[1].app.row(id).is_some(), "seed {}: {id} did not come through", self.seed);
        }
    }

    /// What a phone shows, without who is looking.
    fn seen_by(&self, phone: usize) -> Vec<EntryView> {
        let mut entries = self.phones[phone].entries();
        for entry in &mut entries {
            entry.author.me = false;
            entry.twin = None;
        }
        entries
    }
}

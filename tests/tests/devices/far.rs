//! Far from everything: two devices that were a month without a network share it over a bad line, and a third one that
//! joins there reads all of it.

use std::thread;

use carryover_tests::processes::{BadLine, Device, Relay, Synced};
use rusqlite::Connection;
use serde_json::Value;
use shared::seal::Random;

use crate::people::{CLINICIAN, invited_at, parent_at};

/// Entries that each device wrote alone.
const MONTH: u16 = 300;
/// What a record may cost on the line, in bytes, when a month travels together.
const BYTES_A_RECORD: u64 = 150;

const ACTIVITIES: [&str; 8] = [
    "Wall push-ups",
    "Putty",
    "Playground swing",
    "Heavy backpack",
    "Chair push-ups",
    "Hallway walk",
    "Bead threading",
    "Drawing circles",
];
const WORDS: [&str; 40] = [
    "calm", "before", "dinner", "tired", "after", "school", "asked", "for", "more", "laughed", "needed",
    "help", "with", "the", "left", "hand", "noise", "was", "hard", "today", "slept", "well", "long", "day",
    "grandma", "came", "outside", "in", "rain", "stopped", "early", "on", "his", "own", "counted", "to",
    "ten", "rested", "then", "again",
];

#[test]
#[ignore = "minutes; needs root, ip and /dev/net/tun, for a line of its own"]
#[expect(clippy::print_stdout, reason = "what it cost is worth knowing")]
fn a_month_written_apart_is_shared_over_a_bad_line_and_nothing_is_missing() {
    let line = BadLine::new().unwrap_or_else(|missing| panic!("there can be no bad line here: {missing}"));
    let relay = Relay::start_at(line.far(), "warn");
    let parent = parent_at(line.near(), &relay);
    let clinician = invited_at(line.near(), &parent, "clinician", CLINICIAN);
    let [home, clinic] =
        at_once(|| write_a_month(&parent, "home", 1), || write_a_month(&clinician, "clinic", 2));
    let before = line.carried();
    let alone = [sealed(&parent, "home"), sealed(&clinician, "clinic")];

    let synced = at_once(|| parent.syncs_counting(), || clinician.syncs_counting());
    let again = at_once(|| parent.syncs_counting(), || clinician.syncs_counting());
    let carried = line.carried();
    for (who, (alone, Synced { sent, bytes_sent, .. })) in
        ["parent", "clinician"].iter().zip(alone.iter().zip(synced))
    {
        println!(
            "{who}: {sent} records, {} bytes each as frames; sealed one by one as they were written, {} each",
            bytes_sent / sent,
            alone / u64::from(MONTH)
        );
        assert!(sent >= u64::from(MONTH), "{sent} of {MONTH} were sent");
        assert!(bytes_sent <= sent * BYTES_A_RECORD, "{bytes_sent} bytes for {sent} records");
    }
    println!(
        "both ways, with all that TCP put around: {} bytes in {} packets, and {} packets were lost",
        carried.bytes - before.bytes,
        carried.packets - before.packets,
        carried.lost - before.lost
    );
    assert!(carried.lost > before.lost, "it was a bad line");
    let frames: u64 =
        synced.iter().chain(&again).map(|synced| synced.bytes_sent + synced.bytes_received).sum();
    assert!(carried.bytes - before.bytes > frames, "there was no other way");

    let late = invited_at(line.near(), &parent, "clinician", "Ines");
    let seen = parent.list();
    assert_eq!(seen.len(), 2 * usize::from(MONTH));
    assert_eq!(clinician.list(), seen, "field by field");
    assert_eq!(late.list(), seen, "and whoever comes later");
    for written in home.iter().chain(&clinic) {
        written.is_in(&seen);
    }
    for device in [&parent, &clinician, &late] {
        assert_eq!(device.syncs(), (0, 0), "silence");
    }
    relay.check();
}

/// Does both at the same time.
fn at_once<T: Send>(one: impl FnOnce() -> T + Send, other: impl FnOnce() -> T + Send) -> [T; 2] {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        [one.join().expect("the first one"), other]
    })
}

/// An entry as it was written.
struct Written {
    id: String,
    at: String,
    activity: &'static str,
    minutes: u16,
    note: String,
}

impl Written {
    fn is_in(&self, entries: &[Value]) {
        let there = entries.iter().find(|entry| entry["id"] == self.id.as_str());
        let there = there.unwrap_or_else(|| panic!("{} is missing", self.id));
        let fields = [&there["at"], &there["activity"], &there["minutes"], &there["note"], &there["shared"]];
        let written: [Value; 5] = [
            self.at.as_str().into(),
            self.activity.into(),
            self.minutes.into(),
            self.note.as_str().into(),
            true.into(),
        ];
        assert_eq!(fields, written.each_ref());
    }
}

/// Writes ten entries a day for a month, each with a command of its own, so with an actor of its own.
fn write_a_month(device: &Device, setting: &str, seed: u8) -> Vec<Written> {
    let mut random = Random::from_seed([seed; 32]);
    let mut written = Vec::new();
    for number in 0..MONTH {
        let at =
            format!("2026-06-{:02}T{:02}:{:02}:00-04:00", 1 + number / 10, 8 + number % 10, random.below(60));
        let words = (0..4 + random.below(8)).map(|_| any(&WORDS, &mut random));
        let note = words.collect::<Vec<_>>().join(" ");
        let (activity, minutes) = (any(&ACTIVITIES, &mut random), 1 + number % 7);
        let id = device.does(&[
            "log",
            "--setting",
            setting,
            "--activity",
            activity,
            "--minutes",
            &minutes.to_string(),
            "--helped",
            any(&["better", "same", "harder"], &mut random),
            "--note",
            &note,
            "--at",
            &at,
        ]);
        written.push(Written { id, at, activity, minutes, note });
    }
    written
}

fn any(list: &[&'static str], random: &mut Random) -> &'static str {
    let end = u64::try_from(list.len()).expect("a short list");
    list[usize::try_from(random.below(end)).expect("a place in the list")]
}

/// The bytes of the envelopes of a scope that wait in a device's store, each holding what one command wrote.
fn sealed(device: &Device, setting: &str) -> u64 {
    let store = Connection::open(device.store().join("device.db")).expect("a store");
    let mut statement = store.prepare("SELECT substr(value, 9) FROM envelopes").expect("tables");
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0)).expect("rows");
    let envelopes = rows.map(|row| shared::seal::Envelope::parse(row.expect("a row")).expect("an envelope"));
    let of_scope: Vec<usize> = envelopes
        .filter(|envelope| envelope.header().scope.code() == setting)
        .map(|envelope| envelope.bytes().len())
        .collect();
    assert_eq!(of_scope.len(), usize::from(MONTH), "one by one");
    u64::try_from(of_scope.iter().sum::<usize>()).expect("few bytes")
}

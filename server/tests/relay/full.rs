//! Tests of the real relay: its disk is full, and then it is not any more.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::Command;

use shared::EnvelopeId;
use shared::seal::Envelope;
use shared::wire::{FromRelay, Refused};

use crate::care::{care, held_of};
use crate::client::{Client, Folder, Team};
use crate::process::Running;

/// A disk of 2 MiB in a folder.
struct SmallDisk(Folder);

impl SmallDisk {
    fn new() -> Self {
        let disk = Self(Folder::new());
        let mount =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"]).arg(disk.0.path()).status();
        assert!(mount.expect("mount").success(), "a small disk");
        disk
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Takes every byte that is left.
    fn fill(&self) {
        let mut file = File::create(self.path().join("something else")).expect("a file");
        let full = (0..).find_map(|_| file.write_all(&[1; 4_096]).err()).expect("an end");
        assert_eq!(full.kind(), ErrorKind::StorageFull);
    }

    fn make_room(&self) {
        fs::remove_file(self.path().join("something else")).expect("a file");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let unmount = Command::new("umount").arg(self.path()).status();
        assert!(unmount.is_ok_and(|status| status.success()), "{} stays mounted", self.path().display());
    }
}

/// Offers an envelope; whether it was taken. What is not taken must be said to be worth another try.
async fn is_taken(client: &mut Client, team: &Team, envelope: &Envelope) -> bool {
    client.say(&team.append(&[envelope])).await;
    match client.hear().await {
        FromRelay::Appended { ids, .. } => ids == [envelope.id()],
        FromRelay::NotAppended { ids, why, .. } => {
            assert_eq!((ids, why), (vec![envelope.id()], Refused::TryLater));
            false
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
#[ignore = "needs root, to mount a small disk"]
async fn a_full_disk_is_told_loses_nothing_and_is_forgotten_when_there_is_room() {
    let disk = SmallDisk::new();
    let data = disk.path().join("data");
    let mut running = Running::start(&data);
    let mut team = Team::new(5);
    let mut client = team.found_at(running.address).await;
    let mut acknowledged: BTreeSet<EnvelopeId> = BTreeSet::new();
    for round in 0..5 {
        let first = team.write();
        assert!(is_taken(&mut client, &team, &first).await, "round {round}");
        acknowledged.insert(first.id());
        disk.fill();
        let refused = loop {
            let envelope = team.write();
            if !is_taken(&mut client, &team, &envelope).await {
                break envelope;
            }
            acknowledged.insert(envelope.id());
        };
        assert!(!is_taken(&mut client, &team, &refused).await, "it is still full");
        let backup = care(&["backup", "--data"], &[&data, &disk.path().join("backup")]);
        assert_eq!((backup.code, backup.complaint.lines().count()), (Some(1), 1), "{}", backup.complaint);
        assert_eq!(fs::read_dir(disk.path()).expect("a disk").count(), 2, "no half a backup");
        if round % 2 == 1 {
            drop(running);
            disk.make_room();
            running = Running::start(&data);
            client = Client::connect(running.address, &team.keys).await;
            client.open(&team, vec![]).await;
        } else {
            disk.make_room();
        }
        assert!(is_taken(&mut client, &team, &refused).await, "round {round}: there is room");
        acknowledged.insert(refused.id());
    }
    drop(running);
    let done = care(&["check", "--data"], &[&data]);
    assert_eq!(done.code, Some(0), "{}{}", done.printed, done.complaint);
    let running = Running::start(&data);
    let held: BTreeSet<EnvelopeId> = held_of(&team, running.address).await.into_iter().collect();
    assert_eq!(held, acknowledged);
}

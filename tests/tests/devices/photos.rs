//! Photos: their bytes travel after everything else, part by part over whatever breaks, and only to whoever looks and may.

use std::fs;
use std::path::PathBuf;
use std::thread;

use carryover_tests::processes::{Device, Folder, Relay};
use rusqlite::Connection;

use crate::people::{CLINICIAN, Team, invited, log, parent};

/// As large as a photo gets.
const LARGE: usize = 256 << 10;

/// A picture, as far as anybody looks: its first bytes say so, the rest is noise that no compression shortens.
fn picture(seed: u64, length: usize) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff];
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_be_bytes());
    }
    bytes.truncate(length);
    bytes
}

/// Where pictures are before and after.
struct Album(Folder);

impl Album {
    fn new() -> Self {
        let album = Self(Folder::new());
        fs::create_dir_all(album.0.path()).expect("a folder");
        album
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn adds(&self, device: &Device, entry: &str, bytes: &[u8]) -> String {
        let file = self.file("before.jpg");
        fs::write(&file, bytes).expect("a file");
        device.does(&["photo", "add", entry, file.to_str().expect("text"), "--shows", "A lined page"])
    }

    /// What a device gets when it looks.
    fn seen(&self, device: &Device, photo: &str) -> Vec<u8> {
        let file = self.file("after.jpg");
        device.does(&["photo", "get", photo, file.to_str().expect("text")]);
        let bytes = fs::read(&file).expect("it was written");
        fs::remove_file(&file).expect("it can be removed");
        bytes
    }
}

#[test]
fn a_photo_is_shared_with_its_entry_and_fetched_when_somebody_looks() {
    let mut relay = Relay::start("trace");
    let team = Team::new(&relay);
    let album = Album::new();
    let entry = log(&team.parent, "home", "Copying his name", "");
    let bytes = picture(1, 200_000);
    let photo = album.adds(&team.parent, &entry, &bytes);
    let said = team.parent.does(&["photo", "list", &entry]);
    assert_eq!(said, format!("{photo}  image/jpeg  not shared  here  A lined page"));
    team.parent.syncs();
    assert!(team.parent.does(&["photo", "list", &entry]).contains("  shared  here  "));

    let received = team.clinician.syncs_counting().bytes_received;
    assert!(received < 20_000, "{received} bytes came before anybody looked");
    assert!(team.clinician.does(&["photo", "list", &entry]).contains("  shared  not here  "));
    assert_eq!(album.seen(&team.clinician, &photo), bytes);

    relay.kill();
    assert_eq!(album.seen(&team.clinician, &photo), bytes, "it stays, without a relay");
    relay.start_again();
    assert!(relay.check().contains("parts of photos 7"), "{}", relay.check());
    let inside = &bytes[50_000..50_064];
    assert!(relay.folder().holding(inside).is_empty(), "the relay has noise");
    assert!(relay.folder().holding(b"lined page").is_empty());
    team.aide.syncs();
    assert!(team.aide.fails(&["photo", "get", &photo, "unwritten.jpg"]).contains("there is no photo"));
}

#[test]
fn photos_go_on_where_the_relay_or_the_device_was_killed_and_a_record_overtakes_them() {
    let mut relay = Relay::start("warn");
    let parent = parent(&relay);
    let clinician = invited(&parent, "clinician", CLINICIAN);
    let album = Album::new();
    let entry = log(&parent, "home", "Copying his name", "");
    parent.syncs();
    let pictures: Vec<Vec<u8>> = (1..=12).map(|seed| picture(seed, LARGE)).collect();
    let photos: Vec<String> = pictures.iter().map(|bytes| album.adds(&parent, &entry, bytes)).collect();
    let whole = 12 * 9;

    let at_work = parent.starts(&["sync"]);
    wait_for_parts(&relay, 3);
    relay.kill();
    at_work.kill();
    let first = parts(&relay);
    assert!(first < whole, "it was killed in the middle");
    relay.start_again();
    let late = log(&parent, "home", "Putty", "Written while photos wait.");
    let at_work = parent.starts(&["sync"]);
    wait_for_parts(&relay, first + 3);
    at_work.kill();
    let second = parts(&relay);
    assert!(second < whole, "the device was killed in the middle");
    clinician.syncs();
    assert!(clinician.list().iter().any(|entry| entry["id"] == late.as_str()), "records go first");

    let rest = parent.syncs_counting().bytes_sent;
    let left = u64::try_from(whole - second).expect("a number") + 1;
    assert!(rest < left * 33_000 + 20_000, "{rest} bytes for {left} parts: nothing is sent twice");
    assert_eq!(parts(&relay), whole);
    for (photo, bytes) in photos.iter().zip(&pictures) {
        assert_eq!(&album.seen(&clinician, photo), bytes);
    }
    assert_eq!((parent.syncs(), clinician.syncs()), ((0, 0), (0, 0)), "silence");
}

#[test]
fn a_relay_that_lost_its_disk_gets_photos_again_from_whoever_has_them() {
    let mut relay = Relay::start("warn");
    let parent = parent(&relay);
    let clinician = invited(&parent, "clinician", CLINICIAN);
    let album = Album::new();
    let entry = log(&parent, "home", "Copying his name", "");
    let bytes = picture(5, 100_000);
    let photo = album.adds(&parent, &entry, &bytes);
    parent.syncs();
    clinician.syncs();
    relay.kill();
    relay.lose_data();
    relay.start_again();
    parent.syncs();
    assert_eq!(album.seen(&clinician, &photo), bytes);

    let older = relay.backup("older");
    let second = album.adds(&parent, &entry, &bytes);
    parent.syncs();
    relay.kill();
    relay.restore(&older);
    relay.start_again();
    clinician.fails(&["photo", "get", &second, "unwritten.jpg"]);
    parent.syncs();
    clinician.syncs();
    assert_eq!(album.seen(&clinician, &second), bytes);
}

#[test]
fn what_is_no_picture_or_too_large_is_refused_in_words() {
    let relay = Relay::start("warn");
    let parent = parent(&relay);
    let album = Album::new();
    let entry = log(&parent, "home", "Putty", "");
    for bytes in [b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), picture(1, LARGE + 1), vec![]] {
        let file = album.file("other");
        fs::write(&file, bytes).expect("a file");
        let said = parent.fails(&["photo", "add", &entry, file.to_str().expect("text")]);
        assert!(said.contains("this is not a photo of at most 256 kB"), "{said}");
    }
    assert_eq!(parent.does(&["photo", "list", &entry]), "");
}

/// Until the relay has that many parts.
fn wait_for_parts(relay: &Relay, wanted: usize) {
    while parts(relay) < wanted {
        thread::yield_now();
    }
}

fn parts(relay: &Relay) -> usize {
    let database = Connection::open(relay.data().join("relay.sqlite3")).expect("a database");
    let count: i64 = database.query_row("SELECT count(*) FROM parts", [], |row| row.get(0)).expect("a count");
    usize::try_from(count).expect("a number")
}

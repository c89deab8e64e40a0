//! A store with a lock: what opens it, and what somebody finds who copies it.

use std::fs;
use std::path::PathBuf;

use carryover_tests::processes::{Device, Folder};
use shared::seal::{Cost, LocalKeys, Lock, LockKind, Random, Secret};

use crate::golden;

const CANARY: &str = "a canary in the violet trampoline";
const PASSPHRASE: &str = "violet boat seven candles";

/// Files with secrets in them, apart from the store.
struct Secrets(Folder);

impl Secrets {
    fn file(&self, name: &str, secret: &str) -> String {
        let path: PathBuf = self.0.path().join(name);
        fs::write(&path, format!("{secret}\n")).expect("a file");
        path.to_str().expect("a path").to_owned()
    }
}

/// The words of a command, with the passphrase in a file.
fn with<'a>(file: &'a str, words: &[&'a str]) -> Vec<&'a str> {
    [&["--passphrase-file", file][..], words].concat()
}

fn local_key(device: &Device) -> Option<Vec<u8>> {
    let store = rusqlite::Connection::open(device.store().join("device.db")).expect("a store");
    store.query_row("SELECT value FROM device WHERE key = CAST('local' AS BLOB)", [], |row| row.get(0)).ok()
}

fn holds(device: &Device, bytes: &[u8]) -> bool {
    let files = fs::read_dir(device.store()).expect("a folder").map(|file| file.expect("a file").path());
    let holds = |file: Vec<u8>| file.windows(bytes.len()).any(|window| window == bytes);
    files.into_iter().any(|path| holds(fs::read(path).expect("a file that can be read")))
}

#[test]
fn whoever_copies_a_locked_store_finds_no_word_no_name_and_no_key() {
    let (device, secrets) = (Device::new(), Secrets(Folder::new()));
    let file = secrets.file("passphrase", PASSPHRASE);
    device.does(&["found", "--child", "Zuri", "--me", "Philomena"]);
    device.does(&["note", "--setting", "home", CANARY]);
    device.does(&["status"]);
    let key = local_key(&device).expect("without a lock it lies there");
    assert!(holds(&device, &key), "and the search finds it");
    // The device's own secret, as it would lie open.
    let (table, name) = ("device", b"device/secret");
    let sealed = |device: &Device| -> Vec<u8> {
        let store = rusqlite::Connection::open(device.store().join("device.db")).expect("a store");
        let sql = format!("SELECT value FROM {table} WHERE key = CAST('secret' AS BLOB)");
        store.query_row(&sql, [], |row| row.get(0)).expect("a secret")
    };
    let secret = LocalKeys::from_bytes(&key).and_then(|keys| keys.open(name, &sealed(&device)));
    let secret = secret.expect("the key opens it").to_vec();

    assert_eq!(device.does(&["lock", "--new", &file]), "locked");
    assert_eq!(local_key(&device), None);
    for (what, bytes) in [
        ("the key", &key[..]),
        ("the secret", &secret),
        ("the note", CANARY.as_bytes()),
        ("the child", b"Zuri"),
        ("the person", b"Philomena"),
        ("the passphrase", PASSPHRASE.as_bytes()),
    ] {
        assert!(!holds(&device, bytes), "{what} lies open");
    }

    // Nothing opens without it, and nothing is changed by trying.
    let locked = device.fails(&["list"]);
    assert!(locked.contains("locked") && locked.contains("--passphrase-file"), "{locked}");
    let wrong = secrets.file("wrong", "violet boat seven candle");
    assert!(device.fails(&with(&wrong, &["list"])).contains("does not open"));
    assert!(device.does(&with(&file, &["list"])).contains(CANARY));
    device.does(&with(&file, &["note", "--setting", "home", "One more."]));
    assert!(!holds(&device, &secret) && !holds(&device, &key), "nor after it was open");

    // Off again, and everything is there.
    assert!(device.fails(&["unlock"]).contains("locked"));
    assert_eq!(device.does(&with(&file, &["unlock"])), "open");
    assert_eq!(device.list().len(), 2);
}

#[test]
fn wrong_pins_cost_a_wait_that_a_new_process_does_not_skip() {
    let (device, secrets) = (Device::new(), Secrets(Folder::new()));
    let (right, wrong) = (secrets.file("right", "4711"), secrets.file("wrong", "0000"));
    device.does(&with(&right, &["found", "--child", "Zuri", "--me", "Philomena"]));
    assert_eq!(local_key(&device), None, "a new store was locked with it at once");
    for _ in 0..4 {
        assert!(device.fails(&with(&wrong, &["list"])).contains("does not open"));
    }
    assert!(device.fails(&with(&wrong, &["list"])).contains("wait"));
    assert!(device.fails(&with(&right, &["list"])).contains("wait"), "the right one waits like any other");
}

#[test]
fn a_lock_is_changed_only_with_the_one_before_and_a_short_one_is_refused() {
    let (device, secrets) = (Device::new(), Secrets(Folder::new()));
    let (first, second) = (secrets.file("first", "4711"), secrets.file("second", PASSPHRASE));
    device.does(&with(&first, &["found", "--child", "Zuri", "--me", "Philomena"]));
    assert!(device.fails(&["lock", "--new", &second]).contains("locked"));
    let short = secrets.file("short", "471");
    assert!(device.fails(&with(&first, &["lock", "--new", &short])).contains("4 to 8 digits"));
    assert_eq!(device.does(&with(&first, &["lock", "--new", &second])), "locked");
    assert!(device.fails(&with(&first, &["status"])).contains("does not open"));
    device.does(&with(&second, &["status"]));
}

#[test]
fn a_store_of_version_1_is_sealed_when_it_is_opened_and_can_be_locked() {
    let (device, secrets) = (golden::device("device-1.db"), Secrets(Folder::new()));
    let secret: Vec<u8> = {
        let store = rusqlite::Connection::open(device.store().join("device.db")).expect("a store");
        let sql = "SELECT value FROM device WHERE key = CAST('secret' AS BLOB)";
        store.query_row(sql, [], |row| row.get(0)).expect("a secret")
    };
    assert!(holds(&device, &secret), "version 1 kept it as it is");
    let before = device.list();
    assert!(!holds(&device, &secret), "and nothing of it is left in the file");
    let file = secrets.file("passphrase", PASSPHRASE);
    device.does(&["lock", "--new", &file]);
    assert!(device.fails(&["list"]).contains("locked"));
    let after: Vec<serde_json::Value> = device
        .does(&with(&file, &["list", "--json"]))
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(after, before);
}

/// What one try costs here: `docs/threat-model.md` says what guessing costs by it.
#[test]
#[ignore = "measures, and shows nothing else"]
#[expect(clippy::print_stdout, reason = "a measurement is asked for to be read")]
fn one_try_is_measured() {
    let mut random = Random::from_seed([1; 32]);
    let (keys, secret) = (LocalKeys::generate(&mut random), Secret::new("4711"));
    let lock = Lock::close(&keys, LockKind::Pin, &secret, Cost::USUAL, &mut random).expect("enough memory");
    let mut took: Vec<_> = (0..20)
        .map(|_| {
            let from = std::time::Instant::now();
            assert_eq!(lock.open(&secret).as_ref(), Some(&keys));
            from.elapsed()
        })
        .collect();
    took.sort();
    println!("one try: {:?} (best), {:?} (middle of 20)", took[0], took[10]);
}

//! Two browsers that no relay connects: what one writes reaches the other in a file, and by codes on its screen.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use shared::wire::{Gathered, Parcel, Sheaf};

use crate::alone;
use crate::codes::read_code;
use crate::device::{Device, Entry};
use crate::people::{did_it, invite, join, saras_phone};
use crate::relay::{Relay, empty_folder};
use crate::together::KEPT;
use crate::wait::poll;

/// A reader of codes as some browsers have one: it finds what the test says is in the picture.
const READER: &str = "window.codes = []; window.BarcodeDetector = class { \
    async detect() { return codes.map(rawValue => ({ rawValue })); } }";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn what_one_browser_wrote_reaches_another_in_a_file_and_by_codes() {
    let _alone = alone().await;
    let mut relay = Relay::start("carried");
    let (mut parent, clinician) = apart(&mut relay).await;

    did_it(&mut parent, "better").await;
    did_it(&mut parent, "same").await;
    parent.entries("two are saved", |all| all.len() == 2 && Entry::are_kept(all)).await;
    let file = save_a_file(&mut parent, relay.origin()).await;
    clinician.go_to_hash("notes/carry").await;
    bad_files_are_told(&clinician, &file).await;
    clinician.choose_file("file", &file).await;
    clinician.read("Zuri: 2 new entries. Saved on this device.").await;
    clinician.entries("both are here", |all| all.len() == 2).await;
    clinician.choose_file("file", &file).await;
    clinician.read("Zuri: all of it is here already.").await;

    parent.go_to_hash("today").await;
    parent.see_gone("dialog").await;
    did_it(&mut parent, "harder").await;
    parent.entries("a third is saved", |all| all.len() == 3 && Entry::are_kept(all)).await;
    let slips = show_codes(&mut parent).await;
    catch(&clinician, &slips, &file).await;
    clinician.read("Zuri: 1 new entry. Saved on this device.").await;
    clinician.entries("all three are here", |all| all.len() == 3).await;

    // Both offer the relay the same, and it is there once.
    relay.start_again();
    for device in [&parent, &clinician] {
        device.go_to_hash("notes").await;
        device.see_gone("dialog").await;
        let is_shared = |all: &[Entry]| all.len() == 3 && all.iter().all(|entry| entry.shared == "shared");
        device.entries("all three, once, and shared", is_shared).await;
    }
}

/// A parent and a clinician of one team, and no relay from here on.
async fn apart(relay: &mut Relay) -> (Device, Device) {
    let mut parent = saras_phone("carried-parent", relay).await;
    let link = invite(&mut parent, "clinician").await;
    let mut clinician = join("carried-clinician", &link, "Noor").await;
    clinician.tap("nav-plan").await;
    clinician.see("plan-item").await;
    for device in [&parent, &clinician] {
        device.until("the app is kept for offline", KEPT).await;
    }
    relay.stop();
    parent.tap("nav-today").await;
    clinician.run_first(READER).await;
    (parent, clinician)
}

async fn save_a_file(parent: &mut Device, origin: &str) -> PathBuf {
    let folder = empty_folder("carried-downloads");
    parent.save_downloads_in(&folder).await;
    parent.go_to_hash("today/carry").await;
    parent.tap("pack-unshared").await;
    parent.see("packed").await;
    parent.tap("save-file").await;
    let saved = poll(async || downloaded(&folder)).await;
    let saved = saved.unwrap_or_else(|| panic!("nothing from {origin} is in {}", folder.display()));
    let parcel = Parcel::from_bytes(&fs::read(&saved).expect("the file")).expect("a whole parcel");
    assert_eq!(parcel.envelopes.len(), 1, "two entries of one month, sealed together");
    saved
}

fn downloaded(folder: &Path) -> Option<PathBuf> {
    let files = fs::read_dir(folder).ok()?.flatten().map(|file| file.path());
    files.into_iter().find(|file| file.extension().is_some_and(|ending| ending == "carryover"))
}

async fn bad_files_are_told(device: &Device, good: &Path) {
    let whole = fs::read(good).expect("the file");
    let mut newer = whole.clone();
    newer[8] += 1;
    let bad = good.with_extension("bad");
    for (bytes, said) in [
        (&whole[..whole.len() / 2], "This file is not whole. Nothing was changed."),
        (b"Dear Pat,", "This is not a hand-over file of Carryover."),
        (&newer[..], "A newer version of Carryover made this. Nothing was changed."),
    ] {
        fs::write(&bad, bytes).expect("a file");
        device.choose_file("file", &bad).await;
        device.read(said).await;
    }
    let listed = device.listed().await.expect("the page answers");
    assert!(listed.is_empty(), "nothing came in: {listed:?}");
}

/// Packs again and reads every code off the screen, one after the other, as a person who steps through them.
async fn show_codes(parent: &mut Device) -> Vec<String> {
    parent.go_to_hash("today/carry").await;
    parent.tap("pack-unshared").await;
    parent.tap("show-codes").await;
    let mut sheaf = Sheaf::default();
    let mut slips = Vec::new();
    loop {
        let slip = read_code(parent).await;
        let gathered = sheaf.take(&slip).expect("a slip");
        slips.push(slip);
        if let Gathered::Whole(file) = gathered {
            let parcel = Parcel::from_bytes(&file).expect("a whole parcel");
            assert_eq!(parcel.envelopes.len(), 2, "what was in the file is not shared either");
            return slips;
        }
        assert!(slips.len() < 40, "the codes come to an end");
        parent.tap("codes-next").await;
        parent.read(&format!("Code {} of ", slips.len() + 1)).await;
    }
}

/// The codes in two pictures, some twice, the last first, and one of something else.
async fn catch(clinician: &Device, slips: &[String], picture: &Path) {
    assert!(slips.len() > 2, "several codes");
    clinician.script("location.reload()").await;
    clinician.see("scan-codes").await;
    clinician.script("window.codes = ['https://care.example/']").await;
    clinician.choose_file("picture", picture).await;
    clinician.read("That is another kind of code.").await;
    let (first, rest) = slips.split_at(2);
    let first: Vec<&String> = first.iter().chain(first).collect();
    clinician.script(&format!("window.codes = {}", json!(first))).await;
    clinician.choose_file("picture", picture).await;
    clinician.read(&format!("2 of {} codes are here.", slips.len())).await;
    let rest: Vec<&String> = rest.iter().rev().collect();
    clinician.script(&format!("window.codes = {}", json!(rest))).await;
    clinician.choose_file("picture", picture).await;
}

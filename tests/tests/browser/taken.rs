//! Everything leaves a browser as files that other programs open, and earlier notes come in from a table.

use std::fs;
use std::path::{Path, PathBuf};

use crate::alone;
use crate::device::Device;
use crate::people::{did_it, saras_phone};
use crate::relay::{Relay, empty_folder};
use crate::wait::poll;

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn everything_leaves_as_files_and_earlier_notes_come_in_whole_or_not_at_all() {
    let _alone = alone().await;
    let relay = Relay::start("taken");
    let folder = empty_folder("taken-downloads");
    let mut parent = saras_phone("taken-parent", &relay).await;
    parent.save_downloads_in(&folder).await;
    did_it(&mut parent, "better").await;
    parent.entries("it is saved", |all| all.len() == 1).await;

    parent.go_to_hash("today/taking").await;
    let zip = fs::read(save(&mut parent, &folder, "zip").await).expect("a file");
    assert!(zip.starts_with(b"PK\x03\x04"));
    for name in ["README.txt", "entries.csv", "bundle.json", "manifest.json", "pages/plan-0-plan.automerge"] {
        assert!(zip.windows(name.len()).any(|part| part == name.as_bytes()), "no {name}");
    }
    parent.tap("other-export").await;
    parent.tap("format-json").await;
    let bundle = fs::read_to_string(save(&mut parent, &folder, "json").await).expect("a file");
    assert!(bundle.starts_with("{\"resourceType\":\"Bundle\"") && bundle.contains("\"Procedure\""));
    parent.tap("other-export").await;
    parent.tap("format-csv").await;
    let table = save(&mut parent, &folder, "csv").await;
    assert_eq!(fs::read_to_string(&table).expect("a file").lines().count(), 2, "the names and one entry");

    // What left is here already.
    parent.choose_file("table-file", &table).await;
    parent.read("1 line is here already.").await;
    parent.tap("leave-table").await;

    let earlier = folder.join("earlier.csv");
    fs::write(&earlier, "at,title,helped,note\n2026-03-02,Swing,better,\n2026-03-03,Putty,good,\n")
        .expect("room");
    parent.choose_file("table-file", &earlier).await;
    parent.read("Line 3, helped: use one of: better, same, harder, unknown").await;
    fs::write(&earlier, "at,title,helped,note\n2026-03-02,Swing,better,\n2026-03-03,Putty,same,=ok\n")
        .expect("room");
    parent.choose_file("table-file", &earlier).await;
    parent.read("2 new entries would come in.").await;
    parent.tap("bring-in").await;
    parent.read("2 entries came in. Saved on this device.").await;
    parent.choose_file("table-file", &earlier).await;
    parent.read("Nothing in it is new.").await;
    parent.go_to_hash("today").await;
    parent.see_gone("dialog").await;
}

/// Makes a file, saves it, and finds it where downloads are.
async fn save(parent: &mut Device, folder: &Path, ending: &str) -> PathBuf {
    parent.tap("make-export").await;
    parent.see("exported").await;
    parent.tap("save-export").await;
    let saved = poll(async || {
        let files = fs::read_dir(folder).ok()?.flatten().map(|file| file.path());
        let mut of_kind = files.filter(|file| file.extension().is_some_and(|found| found == ending));
        // The browser keeps the name with an empty file until all of it is there.
        of_kind.find(|file| fs::metadata(file).is_ok_and(|facts| facts.len() > 0))
    });
    saved.await.unwrap_or_else(|| panic!("no {ending} in {}", folder.display()))
}

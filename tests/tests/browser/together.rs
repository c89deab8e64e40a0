//! The main job: a parent, an aide and a clinician write while cut off, and then all see everything.

use std::time::{Duration, Instant};

use crate::alone;
use crate::device::{Device, Entry};
use crate::people::{add_to_note, did_another, did_it, found, invite, join, plan_for_school};
use crate::relay::Relay;

/// From an empty browser to the first saved entry.
const FIRST_RUN: Duration = Duration::from_secs(30);

const CHILD: &str = "Zuri";
const SEED: &str = "Started slowly.";
const BY_PARENT: &str = " She asked for a second round.";
const BY_CLINICIAN: &str = " Try the lower wall next time.";
const GOAL: &str = "Puts on her own coat";

/// How the app speaks of no connection, and of everything shared (DOMAIN.md section 5).
const CUT_OFF: &str = "No connection, you can keep working";
const UP_TO_DATE: &str = "Everyone is up to date";

/// The worker is there and everything the app needs is kept, so that it opens without a relay.
pub(crate) const KEPT: &str = "return navigator.serviceWorker.getRegistration()\
    .then(kept => kept?.active?.state === 'activated')";

/// Three devices of one team.
struct Team {
    relay: Relay,
    parent: Device,
    aide: Device,
    clinician: Device,
    /// The entry that two of them edit.
    seed: String,
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn three_browsers_write_while_cut_off_and_then_all_see_everything() {
    let _alone = alone().await;
    let mut team = gather().await;
    team.relay.stop();
    write_apart(&mut team).await;
    team.relay.start_again();
    see_everything(&mut team).await;
    let Team { mut relay, parent, clinician, .. } = team;
    nothing_is_lost_with_a_renderer(clinician, relay.origin()).await;
    relay.stop();
    nothing_is_lost_with_a_browser_and_no_relay(parent, relay.origin()).await;
}

/// The parent founds and writes one note, two others join by link.
async fn gather() -> Team {
    let relay = Relay::start("together");
    let start = Instant::now();
    let mut parent = Device::new("together-parent", relay.origin()).await;
    found(&mut parent, CHILD, "Sara").await;
    did_it(&mut parent, "better").await;
    let first =
        parent.entries("the first entry is saved", |all| all.len() == 1 && Entry::are_kept(all)).await;
    assert!(start.elapsed() < FIRST_RUN, "the first run took {:?}", start.elapsed());
    let seed = first[0].record.clone();
    add_to_note(&mut parent, &seed, SEED).await;
    plan_for_school(&mut parent).await;

    let for_aide = invite(&mut parent, "aide").await;
    let for_clinician = invite(&mut parent, "clinician").await;
    let aide = join("together-aide", &for_aide, "Ana").await;
    let mut clinician = join("together-clinician", &for_clinician, "Noor").await;
    aide.see("strategy").await;
    clinician.tap("nav-notes").await;
    clinician
        .entries("the clinician reads the note", |all| all.len() == 1 && all[0].text.contains(SEED))
        .await;
    for device in [&parent, &aide, &clinician] {
        device.until("the app is kept for offline", KEPT).await;
    }
    Team { relay, parent, aide, clinician, seed }
}

/// Without a relay: three entries, four entries, a goal, and two edits of one note.
async fn write_apart(team: &mut Team) {
    let Team { parent, aide, clinician, seed, .. } = team;
    parent.tap("nav-today").await;
    did_it(parent, "same").await;
    did_it(parent, "harder").await;
    did_another(parent, "better").await;
    parent.entries("the parent's own are saved", |all| all.len() == 4 && Entry::are_kept(all)).await;
    add_to_note(parent, seed, BY_PARENT).await;

    for helped in ["better", "same", "harder"] {
        aide.tap(&format!("helped-{helped}")).await;
    }
    did_another(aide, "unknown").await;
    aide.entries("the aide's own are saved", |all| all.len() == 4 && Entry::are_kept(all)).await;

    add_to_note(clinician, seed, BY_CLINICIAN).await;
    clinician.tap("nav-plan").await;
    clinician.tap("add-goal").await;
    clinician.write("field-behaviour", GOAL).await;
    clinician.tap_at("[data-test=goal-sheet] [data-test=save]").await;
    clinician.see("goal").await;

    // What waits says so, calmly, and nobody was told of an error.
    parent
        .entries("waiting entries say that they are saved here", |all| {
            all.iter().filter(|entry| entry.shared == "saved").count() >= 3
        })
        .await;
    for device in [&*parent, &*aide, &*clinician] {
        device.see_gone("[data-test=notice]").await;
        device.read(CUT_OFF).await;
    }
}

/// Everyone has what they may read, merged, and everything is marked as shared.
async fn see_everything(team: &mut Team) {
    let Team { parent, aide, clinician, seed, .. } = team;
    for device in [&mut *parent, &mut *aide, &mut *clinician] {
        device.tap("nav-notes").await;
    }
    let both = |all: &[Entry]| {
        let seed = all.iter().find(|entry| entry.record == *seed);
        all.len() == 8
            && all.iter().all(|entry| entry.shared == "shared")
            && seed.is_some_and(|seed| {
                [SEED, BY_PARENT, BY_CLINICIAN].iter().all(|said| seed.text.contains(said))
            })
    };
    let of_parent = parent.entries("all eight, shared, and both texts in the note", both).await;
    let of_clinician = clinician.entries("all eight, shared, and both texts in the note", both).await;
    assert_eq!(records(&of_parent), records(&of_clinician), "both have the same records");
    let at_school = |all: &[Entry]| all.len() == 4 && all.iter().all(|entry| entry.shared == "shared");
    let of_aide = aide.entries("the aide's four, shared", at_school).await;
    assert!(of_aide.iter().all(|entry| entry.record != *seed), "the aide sees nothing from home");
    for device in [parent, aide, clinician] {
        device.tap("nav-plan").await;
        device.see("goal").await;
        device.read(GOAL).await;
        device.read(UP_TO_DATE).await;
        device.tap("nav-notes").await;
    }
}

/// The page's process is killed under the clinician; opened again, all is there.
async fn nothing_is_lost_with_a_renderer(clinician: Device, origin: &str) {
    clinician.kill_renderers();
    let clinician = clinician.kill_and_reopen(&format!("{origin}/#notes")).await;
    clinician
        .entries("all eight after the renderer died", |all| all.len() == 8 && Entry::are_kept(all))
        .await;
}

/// No relay, and the browser is killed right after "saved": the app opens and the entry is in it.
async fn nothing_is_lost_with_a_browser_and_no_relay(mut parent: Device, origin: &str) {
    parent.tap("nav-today").await;
    did_it(&mut parent, "better").await;
    let ninth_is_saved =
        |all: &[Entry]| Entry::are_kept(all) && all.iter().any(|entry| entry.shared == "saved");
    let before = parent.entries("the ninth is saved", ninth_is_saved).await;
    let mut parent = parent.kill_and_reopen(&format!("{origin}/#today")).await;
    let after = parent.entries("today's, from this device alone", |all| all.len() >= before.len()).await;
    assert_eq!(records(&after), records(&before), "the same entries as before");
    parent.tap("nav-notes").await;
    parent.entries("all nine", |all| all.len() == 9).await;
}

fn records(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.record.as_str()).collect()
}

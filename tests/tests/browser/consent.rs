//! Who sees what: a parent lets the school see clinic notes and stops it again; one aide leaves, another is taken out.

use crate::access::look;
use crate::alone;
use crate::device::{Device, Entry};
use crate::people::{did_another, invite, join, plan_for_school, saras_phone};
use crate::relay::Relay;

/// The honest words before sharing stops (DOMAIN.md section 1).
const CANNOT: &str = "Stops new sharing. It cannot take back what they already received.";
const CANNOT_ES: &str = "Deja de compartir lo nuevo. No puede recuperar lo que ya recibieron.";

const GONE: &str = "This device is no longer in the team";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_parent_lets_school_see_clinic_notes_and_stops_it_again() {
    let _alone = alone().await;
    let mut relay = Relay::start("consent");
    let mut parent = saras_phone("consent-parent", &relay).await;
    plan_for_school(&mut parent).await;
    let for_aide = invite(&mut parent, "aide").await;
    let for_clinician = invite(&mut parent, "clinician").await;
    let mut aide = join("consent-aide", &for_aide, "Ana").await;
    let mut clinician = join("consent-clinician", &for_clinician, "Noor").await;
    note(&mut clinician, "Swing, ten minutes.").await;
    aide.see("strategy").await;
    aide.tap("nav-notes").await;

    // Nobody but a parent decides; all others can look.
    clinician.go_to_hash("team/consent").await;
    clinician.read("The family decides this.").await;
    clinician.see_gone("[data-test=let-see], [data-test=change]").await;
    clinician.go_to_hash("notes").await;

    parent.tap("nav-team").await;
    parent.tap("consent").await;
    parent.tap_at("[data-test=receives-clinic] [data-test=let-see]").await;
    parent.read("Ana does not see this now.").await;
    parent.tap("how-much-past").await;
    parent.tap("grant").await;
    receives_clinic(&parent, &["Sara", "Noor", "Ana"]).await;
    aide.entries("the clinic note is here", |all| all.len() == 1 && all[0].text.contains("Swing")).await;
    let listed = aide.listed().await.expect("the page answers");

    look(&parent, "es", "light").await;
    parent.tap_at("[data-test=receives-clinic] [data-test=receiver]:last-child [data-test=change]").await;
    parent.read(CANNOT_ES).await;
    look(&parent, "en", "light").await;
    parent.read(CANNOT).await;
    parent.tap("withdraw").await;
    receives_clinic(&parent, &["Sara", "Noor"]).await;
    note(&mut clinician, "Not for school.").await;
    parent.go_to_hash("notes").await;
    parent.entries("the parent reads both", |all| all.len() == 2).await;
    // What comes after it has come, so it did not come.
    goal(&mut clinician, "Hangs up her coat").await;
    aide.tap("nav-plan").await;
    aide.see("goal").await;
    aide.tap("nav-notes").await;
    let still = aide.entries("what was received stays", |all| !all.is_empty()).await;
    assert_eq!(texts(&still), texts(&listed), "and nothing new");

    // One note for school all the same, on purpose and with a trace.
    note(&mut clinician, "The chew toy helps.").await;
    clinician.tap("entry").await;
    clinician.tap("copy-open").await;
    clinician.read("Read by: ").await;
    clinician.tap("copy-school").await;
    let has_copy = |all: &[Entry]| all.iter().any(|entry| entry.text.contains("chew toy"));
    aide.entries("the copy is here", has_copy).await;
    aide.tap("entry").await;
    aide.read("Copied from: clinic notes. First written by Noor.").await;

    // The history tells both, also to the one it is about.
    for device in [&parent, &aide] {
        device.go_to_hash("team/log").await;
        let told = "return [...document.querySelectorAll('[data-test=disclosure]')].some(line => \
            ['Ana', 'Reads clinic notes', 'by Sara', 'Until'].every(said => line.textContent.includes(said)))";
        device.until("the log tells of the clinic notes", told).await;
    }

    // Without a connection nothing is decided, and that is said.
    look(&parent, "es", "light").await;
    relay.stop();
    parent.read("Sin conexión, puede seguir trabajando").await;
    parent.go_to_hash("team/consent").await;
    parent.tap_at("[data-test=receives-clinic] [data-test=let-see]").await;
    parent.tap("grant").await;
    parent.see("notice").await;
    parent.read("Para eso hace falta conexión.").await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn one_aide_leaves_and_the_tablet_of_one_who_was_taken_out_says_so() {
    let _alone = alone().await;
    let relay = Relay::start("parted");
    let mut parent = saras_phone("parted-parent", &relay).await;
    plan_for_school(&mut parent).await;
    let (first, second) = (invite(&mut parent, "aide").await, invite(&mut parent, "aide").await);
    let mut ana = join("parted-ana", &first, "Ana").await;
    let mut tomas = join("parted-tomas", &second, "Tomás").await;
    tomas.see("strategy").await;
    did_another(&mut tomas, "better").await;
    let wrote = |all: &[Entry]| all.len() == 1 && all[0].shared == "shared";
    tomas.entries("his note is shared", wrote).await;

    ana.tap("nav-team").await;
    ana.tap("member-more").await;
    ana.tap("leave").await;
    ana.tap("confirm").await;
    ana.see("gone").await;
    parent.tap("nav-team").await;
    parent.see("former-member").await;
    parent.read("Ana · Classroom aide · Until").await;

    // He becomes the teacher first; what he reads stays.
    parent.tap_at("[data-role=aide] [data-test=member-more]").await;
    parent.tap("role-open").await;
    parent.tap("role-teacher").await;
    parent.tap("role-save").await;
    parent.read("Teacher").await;
    parent.tap("close").await;
    parent.see_at("[data-role=teacher]").await;
    parent.tap_at("[data-role=teacher] [data-test=member-more]").await;
    parent.tap("member-out").await;
    parent.read("Tomás gets nothing new and can’t write any more, on any device.").await;
    parent.read(CANNOT).await;
    parent.tap("confirm").await;
    parent.see_gone("[data-role=teacher]").await;
    tomas.see("gone-bar").await;
    tomas.read(GONE).await;
    tomas.entries("what he wrote is still there", |all| all.len() == 1).await;
    tomas.see_gone("[data-test=more]").await;
    look(&tomas, "es", "light").await;
    tomas.read("Este dispositivo ya no está en el equipo").await;
    tomas.tap("see-gone").await;
    tomas.tap("forget").await;
    tomas.tap("confirm").await;
    tomas.see("start-just-us").await;
    // A start later there is nothing of it either.
    tomas.script("location.reload()").await;
    tomas.see("start-just-us").await;
}

/// A clinician's note.
async fn note(clinician: &mut Device, text: &str) {
    clinician.go_to_hash("notes/note").await;
    clinician.see("note-sheet").await;
    clinician.write("note-text", text).await;
    clinician.tap_at("[data-test=note-sheet] [data-test=save]").await;
    clinician.see_gone("dialog").await;
    let is_shared =
        |all: &[Entry]| all.iter().any(|entry| entry.text.contains(text) && entry.shared == "shared");
    clinician.entries("the note is shared", is_shared).await;
}

async fn goal(clinician: &mut Device, title: &str) {
    clinician.tap("nav-plan").await;
    clinician.tap("add-goal").await;
    clinician.write("field-behaviour", title).await;
    clinician.tap_at("[data-test=goal-sheet] [data-test=save]").await;
    clinician.see("goal").await;
}

async fn receives_clinic(parent: &Device, names: &[&str]) {
    let names = serde_json::json!(names);
    let check = format!(
        "const lines = [...document.querySelectorAll('[data-test=receives-clinic] [data-test=receiver]')]; \
         return lines.length === {names}.length && lines.every((line, at) => \
         line.textContent.startsWith({names}[at]))"
    );
    parent.until(&format!("clinic notes are shared with {names}"), &check).await;
}

fn texts(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.text.as_str()).collect()
}

//! Every way into a team: a picture of the square code, the camera held to it, and the short code typed in Spanish. This Chromium has no
//! reader of codes, so ours is loaded.

use std::fs;

use shared::seal::Random;
use shared::team::InviteCode;

use crate::access::{LOOKS, examine, look};
use crate::alone;
use crate::codes::{film, read_code_in};
use crate::device::Device;
use crate::people::saras_phone;
use crate::relay::{Relay, empty_folder};

/// The short code on the card that is open.
const CODE: &str = "return document.querySelector('[data-test=invite-code]')?.textContent";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn an_aide_joins_with_a_picture_of_the_code_on_a_parents_screen() {
    let _alone = alone().await;
    let relay = Relay::start("joined-picture");
    let mut parent = saras_phone("joined-picture-parent", &relay).await;
    show_invite(&mut parent, "aide").await;
    let folder = empty_folder("joined-picture-pictures");
    let (screen, empty) = (folder.join("screen.png"), folder.join("empty.png"));
    fs::write(&screen, parent.picture().await).expect("a picture");

    let mut aide = Device::new("joined-picture-aide", relay.origin()).await;
    assert_eq!(aide.script("return 'BarcodeDetector' in window").await, false);
    fs::write(&empty, aide.picture().await).expect("a picture");
    aide.tap("start-invite").await;
    aide.choose_file("picture", &empty).await;
    aide.read("There is no code to be read in this picture.").await;
    aide.choose_file("picture", &screen).await;
    aide.see("join-preview").await;
    aide.read("Join the team around Zuri").await;
    come_in(&mut aide, "Ana").await;
    parent.read("This invite is not open any more.").await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_clinician_holds_the_camera_to_the_code() {
    let _alone = alone().await;
    let relay = Relay::start("joined-camera");
    let mut parent = saras_phone("joined-camera-parent", &relay).await;
    show_invite(&mut parent, "clinician").await;
    let link = read_code_in(&parent, "[data-test=invite-card]").await;
    let mut clinician = Device::new("joined-camera-clinician", relay.origin()).await;
    clinician.hold_camera_to(&film(&link));
    clinician.tap("start-invite").await;
    clinician.tap("scan").await;
    clinician.see("join-preview").await;
    come_in(&mut clinician, "Noor").await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_teacher_types_the_short_code_in_spanish() {
    let _alone = alone().await;
    let relay = Relay::start("joined-code");
    let mut parent = saras_phone("joined-code-parent", &relay).await;
    show_invite(&mut parent, "teacher").await;
    let mut problems = String::new();
    for (language, theme) in LOOKS {
        look(&parent, language, theme).await;
        examine(&parent, "invite card", language, theme, &mut problems).await;
    }
    let code = parent.until("a short code", CODE).await.as_str().expect("a code").to_owned();
    let typed = code.to_lowercase().replace('-', " ");
    let (first, last) = typed.split_at(typed.len() - 1);

    let mut teacher = Device::new("joined-code-teacher", relay.origin()).await;
    look(&teacher, "es", "light").await;
    teacher.tap("start-invite").await;
    teacher.write("paste-link", first).await;
    teacher.tap("open-invite-link").await;
    teacher.read_at("invite-wrong", "Hay una letra mal o falta una").await;
    examine(&teacher, "a mistyped code", "es", "light", &mut problems).await;
    // What was typed still stands there.
    teacher.write("paste-link", last).await;
    teacher.tap("open-invite-link").await;
    teacher.see("join-preview").await;
    teacher.read("Únase al equipo de Zuri").await;
    examine(&teacher, "join by code", "es", "light", &mut problems).await;
    come_in(&mut teacher, "Luz").await;

    let late = Device::new("joined-code-late", relay.origin()).await;
    let unknown = InviteCode::draw(&mut Random::from_seed([7; 32])).text();
    for (code, said) in
        [(&code, "This invite was used already."), (&unknown, "Nobody here knows this invite.")]
    {
        late.go(&format!("{}/#today/invited", relay.origin())).await;
        late.write("paste-link", code).await;
        late.script("document.querySelector('[data-test=open-invite-link]').click()").await;
        late.read_at("join-refused", said).await;
        late.script("document.querySelector('[data-test=join-dismiss]').click()").await;
    }
    assert!(problems.is_empty(), "axe found:\n{problems}");
}

/// Makes an invite and leaves its card open.
async fn show_invite(device: &mut Device, role: &str) {
    device.tap("nav-team").await;
    device.tap("invite").await;
    device.tap(&format!("invite-role-{role}")).await;
    device.see_at("[data-test=invite-card] .qr").await;
}

async fn come_in(device: &mut Device, me: &str) {
    device.write("field-me", me).await;
    device.tap("join-accept").await;
    device.see("nav-today").await;
}

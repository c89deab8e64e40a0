//! A parent's phone is lost and replaced from the printed sheet; another one is linked by a link of its own.

use crate::access::look;
use crate::alone;
use crate::codes::read_code_in;
use crate::device::{Device, Entry};
use crate::people::{did_it, saras_phone};
use crate::relay::Relay;

/// The words on the sheet.
const WORDS: &str = "const words = [...document.querySelectorAll('[data-test=sheet-words] li')]; \
    return words.length === 24 && words.map(word => word.textContent).join(' ')";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_lost_phone_is_replaced_from_the_words_of_the_printed_sheet() {
    let _alone = alone().await;
    let relay = Relay::start("lost");
    let mut lost = saras_phone("lost-phone", &relay).await;
    did_it(&mut lost, "better").await;
    lost.entries("it is shared", |all| all.len() == 1 && all[0].shared == "shared").await;
    let words = print(&mut lost).await;
    check(&mut lost, &words).await;

    let mut phone = Device::new("lost-next-phone", relay.origin()).await;
    look(&phone, "es", "light").await;
    phone.tap("start-sheet").await;
    phone.write("field-words", &words.replacen(' ', " carryover ", 1)).await;
    phone.tap("open-sheet").await;
    phone.read("Estas no son las 24 palabras de una hoja de recuperación.").await;
    look(&phone, "en", "light").await;
    type_and_open(&mut phone, &words).await;
    phone.read("Back into the team as Sara").await;
    phone.see_gone("[data-test=field-me]").await;
    phone.tap("join-accept").await;
    phone.entries("her notes are back", |all| all.len() == 1).await;
    phone.see_gone("dialog").await;

    // A sheet works once; the next one waits to be printed.
    let mut thief = Device::new("lost-thief", relay.origin()).await;
    thief.tap("start-sheet").await;
    type_and_open(&mut thief, &words).await;
    thief.read("Nobody here knows this sheet.").await;
    assert_ne!(print(&mut phone).await, words);

    // The lost phone goes, and its person stays.
    phone.tap("nav-team").await;
    phone.read("2 devices").await;
    phone.tap("member-more").await;
    phone.tap("device-out").await;
    phone.read("If it is lost, its own lock is what protects that.").await;
    phone.tap("confirm").await;
    phone.read("1 device").await;
    lost.go_to_hash("today").await;
    lost.see("gone-bar").await;
    did_it_on(&mut phone).await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn another_device_of_the_same_person_comes_in_by_its_own_link_and_needs_no_name() {
    let _alone = alone().await;
    let relay = Relay::start("linked");
    let mut phone = saras_phone("linked-phone", &relay).await;
    did_it(&mut phone, "better").await;
    phone.tap("nav-team").await;
    phone.tap("link-device").await;
    phone.tap("make-link").await;
    let link = "const field = document.querySelector('[data-test=invite-link]'); return field && field.value";
    let link = phone.until("a link", link).await;
    phone.read("Whoever has the link or a code gets in as you.").await;

    let mut tablet = Device::new("linked-tablet", link.as_str().expect("a link")).await;
    tablet.read("Link this device as Sara").await;
    tablet.see_gone("[data-test=field-me]").await;
    tablet.tap("join-accept").await;
    tablet.entries("her notes are here too", |all| all.len() == 1).await;
    did_it_on(&mut tablet).await;
    phone.go_to_hash("today").await;
    phone.entries("what the tablet wrote is hers", |all| all.len() == 2).await;
    phone.go_to_hash("team").await;
    phone.read("2 devices").await;
    phone.see_gone("[data-test=open-invite]").await;
}

/// Follows the reminder, reads the sheet, and says that it is printed.
async fn print(device: &mut Device) -> String {
    device.go_to_hash("team/paper").await;
    let words = device.until("24 words", WORDS).await.as_str().expect("words").to_owned();
    assert_eq!(read_code_in(device, "[data-test=paper-sheet]").await, words, "the code says the same");
    assert_eq!(device.printed_pages().await, 1, "all of it, and nothing else, on one page");
    device.tap("printed").await;
    device.see_gone("[data-test=sheet-words]").await;
    device.go_to_hash("today").await;
    device.see_gone("dialog").await;
    words
}

/// The drill: the paper is compared, and not used.
async fn check(device: &mut Device, words: &str) {
    device.go_to_hash("team/paper").await;
    device.write("field-words", &words.to_uppercase()).await;
    device.read("24 words").await;
    device.tap("check-sheet").await;
    device.read("This sheet works. Keep it safe.").await;
    device.go_to_hash("today").await;
    device.see_gone("dialog").await;
}

async fn type_and_open(device: &mut Device, words: &str) {
    device.write("field-words", words).await;
    device.tap("open-sheet").await;
}

/// Logs one more, and it reaches the team.
async fn did_it_on(device: &mut Device) {
    device.go_to_hash("today").await;
    did_it(device, "same").await;
    let both = |all: &[Entry]| all.len() == 2 && all.iter().all(|entry| entry.shared == "shared");
    device.entries("one more, shared", both).await;
}

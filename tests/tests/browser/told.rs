//! What is told when one asks: the past of an entry, and what a word means.

use crate::access::look;
use crate::alone;
use crate::device::Device;
use crate::people::{add_to_note, did_it, saras_phone};
use crate::relay::Relay;

/// Keys as a driver types them.
const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";

/// Whether what is open is about the word that was tapped, and says more than the word.
const MEANING: &str = "const said = document.querySelector('[data-test=term-said]'); \
    const word = document.querySelector('[data-test=item-sheet] [data-test=term]').textContent; \
    return said.querySelector('h2').textContent.toLowerCase() === word.toLowerCase() \
        && said.querySelector('p').textContent.length > 20";

/// Whether the word has the focus again.
const IS_BACK: &str =
    "return document.activeElement === document.querySelector('[data-test=item-sheet] [data-test=term]')";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn an_entry_tells_who_changed_what() {
    let _alone = alone().await;
    let relay = Relay::start("told");
    let mut parent = saras_phone("told", &relay).await;
    did_it(&mut parent, "better").await;
    let entry = parent.entries("it is saved", |all| all.len() == 1 && all[0].is_kept()).await.remove(0);
    add_to_note(&mut parent, &entry.record, "On the third try.").await;
    parent.go_to_hash(&format!("notes/entry/{}", entry.record)).await;
    parent.see("history").await;
    parent.see_gone("[data-test=deed]").await;
    parent.tap("history-open").await;
    parent.read_at("history", "Wrote it down").await;
    parent.read_at("history", "Added the note: On the third try.").await;
    parent.read_at("history", "Sara").await;
    parent.tap("strike-open").await;
    parent.write("strike-why", "Logged twice.").await;
    parent.tap("strike").await;
    parent.go_to_hash("notes").await;
    parent.see_gone("dialog").await;
    look(&parent, "es", "light").await;
    parent.go_to_hash(&format!("notes/entry/{}", entry.record)).await;
    parent.tap("history-open").await;
    parent.read_at("history", "Tachado: Logged twice.").await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_clinical_word_says_what_it_means_and_the_keyboard_comes_back_to_it() {
    let _alone = alone().await;
    let relay = Relay::start("words");
    let mut device = Device::new("words", relay.origin()).await;
    device.tap("start-sample").await;
    device.see("sample-ribbon").await;
    device.go_to_hash("plan").await;
    device.tap("item-details").await;
    device.see_at("[data-test=item-sheet] [data-test=term]").await;
    let focused = "const word = document.querySelector('[data-test=item-sheet] [data-test=term]'); \
                   word.focus(); return document.activeElement === word";
    device.until("the word takes the focus", focused).await;
    for key in [ESCAPE, ENTER] {
        device.write("term", ENTER).await;
        device.see("term-said").await;
        device.until("it says what the word means", MEANING).await;
        match key {
            ENTER => device.write("term-close", key).await,
            _ => device.write("term-said", key).await,
        }
        device.see_gone("[data-test=term-said]").await;
        device.see("item-sheet").await;
        device.until("the focus is where it was", IS_BACK).await;
    }
    device.tap("term").await;
    device.tap("term-all").await;
    device.write("find-word", "hug").await;
    device.until("one is found", "return document.querySelectorAll('[data-test=word]').length === 1").await;
    device.read_at("words-sheet", "deep pressure").await;

    // A clinician knows these words.
    device.go_to_hash("today").await;
    device.see_gone("dialog").await;
    device.tap("look-as-clinician").await;
    device.go_to_hash("plan").await;
    device.tap("item-details").await;
    device.see("item-sheet").await;
    device.see_gone("[data-test=term]").await;
    // In the menu is the same list.
    device.go_to_hash("today/settings").await;
    device.tap("words").await;
    device.see("word").await;
}

//! One tablet, two aides: each with a notebook, keys and a PIN of their own. What one opens the other's PIN does not, and
//! a locked notebook shows and keeps nothing that can be read.

use serde_json::{Value, json};

use crate::access::{LOOKS, examine, look};
use crate::alone;
use crate::device::{Device, Entry};
use crate::people::{did_another, found, invite, plan_for_school, saras_phone};
use crate::relay::Relay;

const ANAS_PIN: &str = "4711";
const TOMAS_PIN: &str = "258013";
const HALF: &str = "She hummed half a violet song";

/// Every value in every database of this origin, and what the window keeps beside them, as one text of bytes.
const STORED: &str = "return (async () => { let all = ''; \
    for (const { name } of await indexedDB.databases()) { \
        const base = await new Promise((done, failed) => { const asked = indexedDB.open(name); \
            asked.onsuccess = () => done(asked.result); asked.onerror = failed; }); \
        for (const table of base.objectStoreNames) { \
            const rows = await new Promise((done, failed) => { \
                const asked = base.transaction(table).objectStore(table).getAll(); \
                asked.onsuccess = () => done(asked.result); asked.onerror = failed; }); \
            for (const row of rows) all += [...row].map(byte => String.fromCharCode(byte)).join('') + '\\n'; } \
        base.close(); } \
    return all + JSON.stringify(Object.entries(sessionStorage)); })()";

/// The names of this person's own rows.
const OWN: &str = "return (async () => { const base = await new Promise((done, failed) => { \
        const asked = indexedDB.open('carryover'); \
        asked.onsuccess = () => done(asked.result); asked.onerror = failed; }); \
    const keys = await new Promise((done, failed) => { \
        const asked = base.transaction('device').objectStore('device').getAllKeys(); \
        asked.onsuccess = () => done(asked.result); asked.onerror = failed; }); \
    base.close(); \
    return keys.map(key => new TextDecoder().decode(key)); })()";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn two_aides_share_a_tablet_and_neither_opens_the_others_notebook() {
    let _alone = alone().await;
    let relay = Relay::start("shared");
    let mut parent = saras_phone("shared-sara", &relay).await;
    plan_for_school(&mut parent).await;
    let for_ana = invite(&mut parent, "aide").await;
    let mut other = Device::new("shared-bea", relay.origin()).await;
    found(&mut other, "Quim", "Bea").await;
    plan_for_school(&mut other).await;
    let for_tomas = invite(&mut other, "aide").await;

    // Ana has the tablet first, alone and without a lock; then she sets one and shares it.
    let mut tablet = Device::new("shared-tablet", &for_ana).await;
    join_here(&mut tablet, "Ana").await;
    tablet.read("Zuri").await;
    did_another(&mut tablet, "better").await;
    tablet.entries("her entry is shared", |all| all.len() == 1 && all[0].shared == "shared").await;
    assert!(own_rows(&tablet).await.contains(&"local".to_owned()), "without a lock the key lies there");
    tablet.tap("lock-later").await;
    tablet.see_gone("[data-test=lock-nag]").await;
    set_pin(&mut tablet, ANAS_PIN).await;
    let own = own_rows(&tablet).await;
    assert!(own.contains(&"lock".to_owned()) && !own.contains(&"local".to_owned()), "{own:?}");
    tablet.go_to_hash("today/settings").await;
    tablet.tap("share-device").await;
    tablet.see("who").await;

    // Tomás begins with a lock, before anything is here.
    tablet.tap("add-person").await;
    tablet.write("person-name", "Tomás").await;
    tablet.tap("person-add").await;
    tablet.see("start-just-us").await;
    tablet.tap("start-lock").await;
    type_pin(&mut tablet, TOMAS_PIN).await;
    tablet.tap("back").await;
    tablet.go(&for_tomas).await;
    join_here(&mut tablet, "Tomás").await;
    tablet.read("Quim").await;
    reads_nothing_of(&tablet, "Zuri").await;

    fits_a_phone(&tablet, "a shared tablet's log").await;

    // Two taps and a PIN.
    tablet.take_taps();
    tablet.tap("switch-person").await;
    person(&mut tablet, "Ana").await;
    assert_eq!(tablet.take_taps(), 2);
    tablet.read("Ana’s notebook is locked").await;
    reads_nothing_of(&tablet, "Zuri").await;
    for _ in 0..4 {
        open(&mut tablet, TOMAS_PIN).await;
        tablet.read("That does not open it.").await;
        // The answer is put away by the next start, which has not forgotten the try.
        reload(&tablet).await;
    }
    open(&mut tablet, TOMAS_PIN).await;
    tablet.read("Too many wrong tries. You can try again in 1 minute.").await;
    reload(&tablet).await;
    tablet.read("Too many wrong tries. You can try again in 1 minute.").await;
    open(&mut tablet, ANAS_PIN).await;
    tablet.read("Too many wrong tries. You can try again in 1 minute.").await;
    let stored = stored(&tablet).await;
    for word in ["Zuri", "Quim", "Sara", "Bea", HALF] {
        assert!(!stored.contains(word), "{word} lies open");
    }
    assert!(stored.contains("activity") || stored.len() > 1000, "the search reads what is there");
    pass(&tablet, 31).await;
    open(&mut tablet, ANAS_PIN).await;
    tablet.read("Zuri").await;
    reads_nothing_of(&tablet, "Quim").await;

    // Left alone with something half written: it locks itself, and nothing of it lies open.
    tablet.go_to_hash("today/settings").await;
    tablet.tap("lock-after-1").await;
    tablet.go_to_hash("notes/note").await;
    tablet.write("note-text", HALF).await;
    pass(&tablet, 31 + 61).await;
    tablet.script("document.dispatchEvent(new Event('visibilitychange'))").await;
    tablet.see("locked").await;
    reads_nothing_of(&tablet, HALF).await;
    let kept = self::stored(&tablet).await;
    assert!(kept.contains("draft:1:") && !kept.contains("hummed"), "kept, and sealed");
    open(&mut tablet, ANAS_PIN).await;
    let half = format!("return document.querySelector('[data-test=note-text]')?.value === {}", json!(HALF));
    tablet.until("what was half written is back", &half).await;
    tablet.tap_at("[data-test=note-sheet] [data-test=save]").await;
    let is_kept = |all: &[Entry]| all.iter().any(|entry| entry.text.contains(HALF) && entry.is_kept());
    tablet.entries("and saved", is_kept).await;

    // Locked by hand, and after a start; Tomás finds his own as he left it.
    tablet.go_to_hash("today/settings").await;
    tablet.tap("lock-now").await;
    tablet.see("locked").await;
    reads_nothing_of(&tablet, "Zuri").await;
    tablet.tap("someone-else").await;
    person(&mut tablet, "Tomás").await;
    open(&mut tablet, ANAS_PIN).await;
    tablet.read("That does not open it.").await;
    open(&mut tablet, TOMAS_PIN).await;
    tablet.read("Quim").await;
    tablet.entries("nothing of Ana's", <[Entry]>::is_empty).await;
    let mut tablet = tablet.kill_and_reopen(relay.origin()).await;
    tablet.see("who").await;
    reads_nothing_of(&tablet, "Quim").await;
    person(&mut tablet, "Tomás").await;
    tablet.see("locked").await;
    let took_ms = unlock_ms(&tablet, TOMAS_PIN).await;
    say(&format!("one unlock in this browser: {took_ms} ms"));
    tablet.read("Quim").await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_lock_is_changed_and_taken_off_and_its_screens_are_accessible() {
    let _alone = alone().await;
    let relay = Relay::start("lock");
    let mut device = saras_phone("lock", &relay).await;
    let mut problems = String::new();
    for (language, theme) in LOOKS {
        look(&device, language, theme).await;
        device.go_to_hash("today/lock").await;
        device.see("lock-sheet").await;
        examine(&device, "lock: none", language, theme, &mut problems).await;
        device.go_to_hash("today/settings").await;
        device.see("lock-section").await;
        examine(&device, "settings: no lock", language, theme, &mut problems).await;
        device.go_to_hash("today").await;
        device.see_gone("dialog").await;
    }
    look(&device, "en", "light").await;
    device.go_to_hash("today/lock").await;
    device.write("lock-new", "471").await;
    device.write("lock-again", "471").await;
    device.tap("lock-save").await;
    device.read("4 to 8 digits.").await;
    device.go_to_hash("today").await;
    device.see_gone("dialog").await;
    set_pin(&mut device, ANAS_PIN).await;

    for (language, theme) in LOOKS {
        look(&device, language, theme).await;
        device.see("locked").await;
        examine(&device, "locked", language, theme, &mut problems).await;
        fits_a_phone(&device, "locked").await;
        open(&mut device, "0000").await;
        device.see_at("[data-test=lock-said]:not(:empty)").await;
        device.tap("someone-else").await;
        device.see("who").await;
        examine(&device, "who", language, theme, &mut problems).await;
        device.tap("add-person").await;
        device.see("person-name").await;
        examine(&device, "who: add", language, theme, &mut problems).await;
        fits_a_phone(&device, "who").await;
        device.tap("person").await;
        device.see("locked").await;
        open(&mut device, ANAS_PIN).await;
        device.see("nav-today").await;
        device.go_to_hash("today/lock").await;
        device.see("lock-current").await;
        examine(&device, "lock: set", language, theme, &mut problems).await;
        fits_a_phone(&device, "lock").await;
        device.go_to_hash("today/settings").await;
        device.see("lock-now").await;
        examine(&device, "settings: lock", language, theme, &mut problems).await;
        device.go_to_hash("today").await;
        device.see_gone("dialog").await;
    }

    look(&device, "en", "light").await;
    open(&mut device, ANAS_PIN).await;
    device.see("nav-today").await;
    device.go_to_hash("today/lock").await;
    device.tap("lock-kind-passphrase").await;
    device.write("lock-current", ANAS_PIN).await;
    device.tap("lock-suggest").await;
    let four = "const said = document.querySelector('[data-test=suggested]'); \
        return said && said.textContent.split(': ')[1]";
    let four = device.until("four words", four).await.as_str().expect("words").to_owned();
    assert_eq!(four.split(' ').count(), 4, "{four}");
    device.write("lock-again", &four).await;
    device.tap("lock-save").await;
    device.read("Done. It is asked for each time this is opened.").await;
    device.script("location.reload()").await;
    device.see("locked").await;
    open(&mut device, ANAS_PIN).await;
    device.read("That does not open it.").await;
    open(&mut device, &four).await;
    device.see("nav-today").await;
    device.go_to_hash("today/lock").await;
    device.write("lock-current", &four).await;
    device.tap("lock-off").await;
    device.read("Done. There is no lock any more.").await;
    device.script("location.reload()").await;
    device.see("nav-today").await;
    assert!(problems.is_empty(), "axe found:\n{problems}");
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn somebody_who_was_added_by_mistake_goes_and_the_others_stay() {
    let _alone = alone().await;
    let relay = Relay::start("mistake");
    let mut device = saras_phone("mistake", &relay).await;
    device.go_to_hash("today/settings").await;
    device.tap("share-device").await;
    device.see("who").await;
    device.tap("add-person").await;
    device.write("person-name", "Nobody").await;
    device.tap("person-add").await;
    device.see("start-just-us").await;
    device.tap("remove-person").await;
    // One is left, and is asked for.
    device.see("who").await;
    let names = "return indexedDB.databases().then(all => all.map(base => base.name).join())";
    assert_eq!(device.script(names).await, json!("carryover"));
    device.tap("person").await;
    device.read("Zuri").await;
    device.see_gone("[data-test=switch-person]").await;
}

/// Nothing runs out of a phone's window sideways.
async fn fits_a_phone(device: &Device, what: &str) {
    device.resize(320, 640).await;
    let width = device.script("return document.documentElement.scrollWidth").await;
    assert!(width.as_u64().is_some_and(|width| width <= 320), "{what} is {width} wide");
    device.resize(1280, 900).await;
}

async fn join_here(device: &mut Device, me: &str) {
    device.see("join-preview").await;
    device.write("field-me", me).await;
    device.tap("join-accept").await;
    device.see("nav-today").await;
    device.see("strategy").await;
}

/// Sets a PIN where there is none, from the settings.
async fn set_pin(device: &mut Device, pin: &str) {
    device.go_to_hash("today/lock").await;
    type_pin(device, pin).await;
    device.go_to_hash("today").await;
    device.see_gone("dialog").await;
}

async fn type_pin(device: &mut Device, pin: &str) {
    device.write("lock-new", pin).await;
    device.write("lock-again", pin).await;
    device.tap("lock-save").await;
    device.read("Done. It is asked for each time this is opened.").await;
}

async fn open(device: &mut Device, secret: &str) {
    device.write("secret", secret).await;
    device.tap("open").await;
}

async fn person(device: &mut Device, name: &str) {
    device.see("who").await;
    let mark = format!(
        "const door = [...document.querySelectorAll('[data-test=person]')] \
         .find(door => door.textContent.includes({})); \
         if (door) door.dataset.wanted = 'yes'; return door !== undefined",
        json!(name)
    );
    device.until(name, &mark).await;
    device.tap_at("[data-wanted=yes]").await;
}

async fn reload(device: &Device) {
    device
        .script("document.querySelector('[data-test=locked]').dataset.old = 'yes'; location.reload()")
        .await;
    device.see_at("[data-test=locked]:not([data-old])").await;
}

/// So many seconds pass, for the clock of this page.
async fn pass(device: &Device, seconds: u32) {
    let pass = format!(
        "const Real = Date; window.Date = class extends Real {{ constructor(...given) {{ \
         given.length ? super(...given) : super(Real.now() + {seconds} * 1000); }} }}"
    );
    device.script(&pass).await;
}

async fn reads_nothing_of(device: &Device, word: &str) {
    let is_there = format!("return document.documentElement.outerHTML.includes({})", json!(word));
    assert_eq!(device.script(&is_there).await, Value::Bool(false), "{word} is in the page");
}

async fn stored(device: &Device) -> String {
    device.script(STORED).await.as_str().expect("text").to_owned()
}

async fn own_rows(device: &Device) -> Vec<String> {
    let rows = device.script(OWN).await;
    rows.as_array().expect("names").iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// How long it takes from the tap until the lock's page is gone.
async fn unlock_ms(device: &Device, secret: &str) -> Value {
    device.write("secret", secret).await;
    let unlock = "const from = performance.now(); document.querySelector('[data-test=open]').click(); \
        return new Promise(done => { const look = () => document.querySelector('[data-test=locked]') \
        ? setTimeout(look, 1) : done(Math.round(performance.now() - from)); look(); })";
    device.script(unlock).await
}

#[expect(clippy::print_stdout, reason = "what a try costs is worth knowing")]
fn say(what: &str) {
    println!("{what}");
}

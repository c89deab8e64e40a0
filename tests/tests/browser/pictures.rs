//! Every screen at three sizes: nothing may run out of the window sideways. The pictures that come of it lie in the
//! target folder; with `CARRYOVER_PICTURES=docs/pictures` they renew the ones of the documentation.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::access::look;
use crate::alone;
use crate::device::Device;
use crate::relay::{Relay, empty_folder};

const SIZES: [(&str, u32, u32); 3] = [("phone", 360, 740), ("tablet", 820, 1180), ("laptop", 1280, 800)];

/// Name, who looks, what is in the address, and what shows that it is there.
const SCREENS: [(&str, &str, &str, &str); 6] = [
    ("today", "guardian", "today", "strategy"),
    ("notes", "guardian", "notes", "entry"),
    ("plan", "guardian", "plan", "plan-item"),
    ("team", "guardian", "team", "member"),
    ("quick-log", "aide", "today", "strategy"),
    ("since", "clinician", "today", "rail-child"),
];

/// The sizes, languages and colours of which pictures are taken, beside English in light colours at all sizes.
const MORE: [(&str, &str, &str); 4] =
    [("phone", "es", "light"), ("phone", "en", "dark"), ("laptop", "en", "dark"), ("tablet", "es", "dark")];

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn no_screen_runs_out_of_the_window_at_any_size() {
    let _alone = alone().await;
    let relay = Relay::start("pictures");
    let folder = folder();
    let mut device = Device::new("pictures", relay.origin()).await;
    let mut wide = first_run(&device, &folder).await;
    device.tap("start-sample").await;
    device.see("sample-ribbon").await;
    for (language, theme) in [("en", "light"), ("en", "dark"), ("es", "light"), ("es", "dark")] {
        look(&device, language, theme).await;
        for (screen, who, hash, shown) in SCREENS {
            device.go_to_hash("today").await;
            device.tap(&format!("look-as-{who}")).await;
            device.go_to_hash(hash).await;
            if shown != "rail-child" {
                device.see(shown).await;
            }
            for (size, width, height) in
                SIZES.into_iter().filter(|(size, ..)| is_wanted(size, language, theme))
            {
                device.resize(width, height).await;
                let name = format!("{screen}-{size}-{language}-{theme}");
                wide.extend(take(&device, &folder, &name).await);
            }
        }
    }
    assert!(wide.is_empty(), "wider than the window: {wide:?}");
}

async fn first_run(device: &Device, folder: &PathBuf) -> Vec<String> {
    let mut wide = Vec::new();
    for (language, theme) in [("es", "light"), ("en", "dark"), ("en", "light")] {
        look(device, language, theme).await;
        device.see("start-just-us").await;
        for (size, width, height) in SIZES.into_iter().filter(|(size, ..)| is_wanted(size, language, theme)) {
            device.resize(width, height).await;
            wide.extend(take(device, folder, &format!("first-run-{size}-{language}-{theme}")).await);
        }
    }
    wide
}

fn is_wanted(size: &str, language: &str, theme: &str) -> bool {
    (language, theme) == ("en", "light") || MORE.contains(&(size, language, theme))
}

/// Takes the picture; returns its name if something is wider than the window.
async fn take(device: &Device, folder: &PathBuf, name: &str) -> Option<String> {
    device.script("scrollTo(0, 0); return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))").await;
    fs::write(folder.join(name).with_extension("png"), device.picture().await).expect("a picture is written");
    let is_wide = device.script("return document.documentElement.scrollWidth > innerWidth").await;
    (is_wide == Value::Bool(true)).then(|| name.to_owned())
}

fn folder() -> PathBuf {
    match std::env::var_os("CARRYOVER_PICTURES") {
        None => empty_folder("pictures-taken"),
        Some(folder) => {
            let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
            fs::create_dir_all(&folder).expect("a folder for the pictures");
            folder
        }
    }
}

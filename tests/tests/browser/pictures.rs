//! Every screen at three sizes: nothing may run out of the window sideways. The pictures that come of it lie in the
//! target folder; `CARRYOVER_PICTURES` names another. The documentation has a few of them in `docs/pictures`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::access::look;
use crate::alone;
use crate::device::Device;
use crate::people::{
    DAILY, PROGRAM_DETAILS, TEAM_SHEETS, leave_board, open_daily, open_team_sheet, saras_phone, saras_team,
    show_board,
};
use crate::relay::{Relay, empty_folder};

const SIZES: [(&str, u32, u32); 3] = [("phone", 360, 740), ("tablet", 820, 1180), ("laptop", 1280, 800)];

const THEMES: [&str; 2] = ["light", "dark"];

/// Name, who looks, what is in the address, and what shows that it is there.
const SCREENS: [(&str, &str, &str, &str); 8] = [
    ("today", "guardian", "today", "strategy"),
    ("notes", "guardian", "notes", "entry"),
    ("plan", "guardian", "plan", "plan-item"),
    ("team", "guardian", "team", "member"),
    ("quick-log", "aide", "today", "strategy"),
    ("since", "clinician", "today", "lane-home"),
    ("helps", "clinician", "helps", "helped"),
    ("charts", "clinician", "charts", "chart"),
];

/// The sizes, languages and colours of which pictures are taken, beside English in light colours at all sizes.
const MORE: [(&str, &str, &str); 4] =
    [("phone", "es", "light"), ("phone", "en", "dark"), ("laptop", "en", "dark"), ("tablet", "es", "dark")];

/// To the top, and until the browser has drawn it.
const DRAWN: &str = "scrollTo(0, 0); return new Promise(done => \
    requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";

/// Until the browser has drawn what is there.
const AS_IT_IS: &str = "return new Promise(done => \
    requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";

/// The guide's pictures of what is not at the top of a screen: a name, who looks, what is in the address, what is tapped
/// there, and what the picture begins with. The last one writes a stop.
const GUIDE: [(&str, &str, &str, &[&str], &str); 5] = [
    ("tally", "aide", "today", &[], "[data-test=program]"),
    ("trained", "clinician", "plan", &TRAINING, "section:has(> [data-test=trained])"),
    ("goal-sentence", "guardian", "plan", &["[data-test=edit-goal]"], "[data-test=goal-reads]"),
    ("past", "guardian", "plan", &PAST, "[data-test=item-sheet] [data-test=history]"),
    ("stopped", "guardian", "today", &["[data-test=stop]", "[data-test=stop-reason-dizziness]"], ".sheet h2"),
];
const TRAINING: [&str; 7] = [
    PROGRAM_DETAILS,
    "[data-test=add-training]",
    "[data-test=whom]:last-child",
    "[data-test=explained]",
    "[data-test=modelled]",
    "[data-test=coached]",
    "[data-test=training-sheet] [data-test=save]",
];
const PAST: [&str; 2] = [PROGRAM_DETAILS, "[data-test=item-sheet] [data-test=history-open]"];

const NARROWEST: u32 = 320;

/// Whether something is wider than the window.
const WIDE: &str = "return document.documentElement.scrollWidth > innerWidth";

/// What is wider than the narrowest window, if the page is; a phone's browser would make it wider without a word.
const WIDE_AT_320: &str = "if (document.documentElement.scrollWidth <= 320) return ''; \
    const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > 320.5); \
    return wide.slice(0, 9).map(e => [e.localName, ...e.classList].join('.')).join(' ') || 'the page'";

/// Whether something is wider than the sheet it is on.
const WIDE_SHEET: &str =
    "return [...document.querySelectorAll('dialog')].some(sheet => sheet.scrollWidth > sheet.clientWidth)";

/// The letters at twice their size, and as they are.
const LARGE: &str = "document.documentElement.style.fontSize = '200%'; return true";
const USUAL: &str = "document.documentElement.style.fontSize = ''; return true";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn no_screen_runs_out_of_the_window_at_any_size() {
    let _alone = alone().await;
    let relay = Relay::start("pictures");
    let folder = folder();
    let mut wide = Vec::new();
    for language in ["en", "es"] {
        let mut device = Device::new(&format!("pictures-{language}"), relay.origin()).await;
        device.live_in_the_afternoon().await;
        wide.extend(first_run(&device, language, &folder).await);
        // The sample is written in the language it is started in.
        device.tap("start-sample").await;
        device.see("sample-ribbon").await;
        wide.extend(sample(&mut device, language, &folder).await);
        guide(&mut device, language, &folder).await;
        wide.extend(by_hand(&relay, language, &folder).await);
        wide.extend(team(&relay, language, &folder).await);
    }
    assert!(wide.is_empty(), "wider than the window:\n{}", wide.join("\n"));
}

async fn sample(device: &mut Device, language: &str, folder: &Path) -> Vec<String> {
    let mut wide = Vec::new();
    for theme in THEMES {
        look(device, language, theme).await;
        for (screen, who, hash, shown) in SCREENS {
            device.go_to_hash("today").await;
            device.tap(&format!("look-as-{who}")).await;
            device.go_to_hash(hash).await;
            device.see(shown).await;
            wide.extend(at_each_size(device, screen, language, theme, folder).await);
            device.resize(1280, 800).await;
        }
        for (screen, who, place, taps) in DAILY {
            open_daily(device, who, place, taps).await;
            wide.extend(at_each_size(device, screen, language, theme, folder).await);
            device.resize(1280, 800).await;
        }
        show_board(device).await;
        wide.extend(at_each_size(device, "choice-board", language, theme, folder).await);
        device.resize(1280, 800).await;
        leave_board(device).await;
    }
    wide
}

/// The pictures of the guide that begin further down, on a phone.
async fn guide(device: &mut Device, language: &str, folder: &Path) {
    look(device, language, "light").await;
    for (screen, who, place, taps, begins) in GUIDE {
        open_daily(device, who, place, taps).await;
        device.see_at(begins).await;
        device.resize(360, 740).await;
        // Twice: what is above may be drawn only now.
        for _ in 0..2 {
            device.script(&format!("document.querySelector('{begins}').scrollIntoView()")).await;
            device.script(AS_IT_IS).await;
        }
        let name = format!("{screen}-phone-{language}-light.png");
        fs::write(folder.join(name), device.picture().await).expect("a picture is written");
        device.resize(1280, 800).await;
    }
}

/// A notebook that is real, since a sample is never carried: its codes, and what is said about a bad file.
async fn by_hand(relay: &Relay, language: &str, folder: &Path) -> Vec<String> {
    let mut wide = Vec::new();
    let mut device = saras_phone(&format!("pictures-carry-{language}"), relay).await;
    for theme in THEMES {
        look(&device, language, theme).await;
        device.go_to_hash("today/carry").await;
        device.tap("pack-everything").await;
        device.tap("show-codes").await;
        device.see_at(".codes .qr").await;
        device.choose_file("file", &Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).await;
        device.see_at("[data-test=taken]:not(:empty)").await;
        wide.extend(at_each_size(&device, "carry", language, theme, folder).await);
        device.resize(1280, 800).await;
        device.go_to_hash("today").await;
        device.see_gone("dialog").await;
        device.go_to_hash("today/taking").await;
        device.choose_file("table-file", &bad_table(folder)).await;
        device.see("bad-cells").await;
        wide.extend(at_each_size(&device, "taking", language, theme, folder).await);
        device.resize(1280, 800).await;
        device.go_to_hash("today").await;
        device.see_gone("dialog").await;
    }
    wide
}

/// A table with something to mend in it.
fn bad_table(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("notes.csv");
    std::fs::write(&path, "at,title,helped\n2026-03-02,Swing,good\nyesterday,,same\n").expect("room");
    path
}

/// A team that is real, since nobody decides about a sample.
async fn team(relay: &Relay, language: &str, folder: &Path) -> Vec<String> {
    let mut wide = Vec::new();
    let (mut parent, _aide) = saras_team(&format!("pictures-team-{language}"), relay).await;
    for theme in THEMES {
        look(&parent, language, theme).await;
        for (screen, taps) in TEAM_SHEETS {
            open_team_sheet(&mut parent, taps).await;
            wide.extend(at_each_size(&parent, screen, language, theme, folder).await);
            parent.resize(1280, 800).await;
        }
    }
    wide
}

async fn first_run(device: &Device, language: &str, folder: &Path) -> Vec<String> {
    let mut wide = Vec::new();
    for theme in THEMES {
        look(device, language, theme).await;
        device.see("start-just-us").await;
        wide.extend(at_each_size(device, "first-run", language, theme, folder).await);
    }
    device.resize(1280, 800).await;
    wide
}

/// Takes the wanted pictures of what is shown; returns the names of those that are too wide.
async fn at_each_size(
    device: &Device,
    screen: &str,
    language: &str,
    theme: &str,
    folder: &Path,
) -> Vec<String> {
    let mut wide = Vec::new();
    for (size, width, height) in SIZES.into_iter().filter(|(size, ..)| is_wanted(size, language, theme)) {
        device.resize(width, height).await;
        wide.extend(take(device, folder, &format!("{screen}-{size}-{language}-{theme}")).await);
    }
    wide.extend(at_the_narrowest(device, &format!("{screen} {language}")).await);
    wide
}

/// In the narrowest window there is, and the same with letters twice as large: what runs out of the window, and what
/// runs out of its sheet.
async fn at_the_narrowest(device: &Device, screen: &str) -> Vec<String> {
    device.resize(NARROWEST, 640).await;
    device.script(DRAWN).await;
    let usual = device.script(WIDE_AT_320).await;
    device.script(LARGE).await;
    device.script(DRAWN).await;
    let large = device.script(WIDE_AT_320).await;
    let is_sheet_wide = device.script(WIDE_SHEET).await == Value::Bool(true);
    device.script(USUAL).await;
    let wide = [("", usual), (" and 200 %", large)].into_iter().filter_map(|(letters, wide)| {
        let parts = wide.as_str().filter(|parts| !parts.is_empty())?.to_owned();
        Some(format!("{screen} at {NARROWEST} pixels{letters}: {parts}"))
    });
    wide.chain(is_sheet_wide.then(|| format!("{screen} in its sheet at 200 %"))).collect()
}

fn is_wanted(size: &str, language: &str, theme: &str) -> bool {
    (language, theme) == ("en", "light") || MORE.contains(&(size, language, theme))
}

/// Takes the picture; returns its name if something is wider than the window.
async fn take(device: &Device, folder: &Path, name: &str) -> Option<String> {
    device.script(DRAWN).await;
    fs::write(folder.join(name).with_extension("png"), device.picture().await).expect("a picture is written");
    (device.script(WIDE).await == Value::Bool(true)).then(|| name.to_owned())
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

//! The tally board: a new version is read first, one tap is one event, a killed page loses none, STOP is two taps away.

use crate::alone;
use crate::device::{Device, Entry};
use crate::people::{AT_SCHOOL, invite, join, open_daily, plan_program, saras_phone};
use crate::relay::Relay;

const PROGRAM: &str = "[data-test=program]";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_tally_is_one_tap_and_survives_a_kill_of_the_page() {
    let _alone = alone().await;
    let relay = Relay::start("counted");
    let mut parent = saras_phone("counted", &relay).await;
    plan_program(&mut parent, "Writes her name", "trials", "", &[AT_SCHOOL]).await;
    let link = invite(&mut parent, "aide").await;
    let mut aide = join("counted-aide", &link, "Ana").await;

    aide.see_at(PROGRAM).await;
    reads_the_version_first(&mut aide).await;
    parent_sees_who_has_read(&mut parent).await;

    aide.take_taps();
    aide.tap("key-n_plus").await;
    total(&aide, "1 of 1").await;
    assert_eq!(aide.take_taps(), 1, "one tap, one event");
    for key in ["key-n_verbal", "key-n_plus", "key-n_minus"] {
        aide.tap(key).await;
    }
    total(&aide, "2 of 4").await;
    aide.tap("count-undo").await;
    total(&aide, "2 of 3").await;
    // The relay has them only once the device has: what is shared was stored before.
    aide.entries("the count is kept", |all| all.len() == 1 && Entry::are_kept(all)).await;
    let today = format!("{}/#today", relay.origin());
    aide.kill_renderers();
    let mut aide = aide.kill_and_reopen(&today).await;
    total(&aide, "2 of 3").await;
    aide.tap("key-n_plus").await;
    total(&aide, "3 of 4").await;
    aide.entries("it is one session still", |all| all.len() == 1).await;

    another_counts_along(&mut parent).await;
    total(&aide, "3 of 4").await;

    aide.take_taps();
    aide.tap("stop").await;
    aide.tap("stop-reason-distress").await;
    aide.see("stopped").await;
    assert_eq!(aide.take_taps(), 2, "STOP from the board");
    aide.tap_at("[data-test=stop-sheet] [data-test=close]").await;
    aide.see_at(&format!("{PROGRAM} [data-test=paused]")).await;
    aide.see_gone(&format!("{PROGRAM} .key")).await;
}

/// The board says that there is something to read; once it was, it says so no more.
async fn reads_the_version_first(aide: &mut Device) {
    aide.tap("read-version").await;
    aide.see("item-sheet").await;
    aide.read("Version 1").await;
    aide.tap("read-it").await;
    aide.see_at("[data-test=item-sheet] [data-test=readers]").await;
    aide.tap_at("[data-test=item-sheet] [data-test=close]").await;
    aide.see_gone("dialog").await;
    aide.see_gone("[data-test=read-version]").await;
}

/// A second aide sees what was counted, counts the same session apart, and is told afterwards how far both agree.
async fn another_counts_along(parent: &mut Device) {
    let link = invite(parent, "aide").await;
    let mut other = join("counted-other", &link, "Leo").await;
    total(&other, "3 of 4").await;
    other.tap("count-along").await;
    for _ in 0..3 {
        other.tap("key-n_plus").await;
    }
    other.until("three are counted", &shown_by("key-n_plus", "3")).await;
    other.see_gone("[data-test=agreed]").await;
    other.tap("count-done").await;
    // Three of the four that Ana tapped.
    other.read_at("agreed", "75").await;
    total(&other, "3 of 4").await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_clock_runs_through_a_reload_and_steps_follow_each_other() {
    let _alone = alone().await;
    let relay = Relay::start("clocked");
    let mut parent = saras_phone("clocked", &relay).await;
    plan_program(&mut parent, "Circle", "duration", "", &[]).await;
    parent.tap("nav-today").await;
    parent.tap("clock-key").await;
    parent.see_at(".clock-key.runs").await;
    parent.entries("the clock is kept", |all| all.len() == 1 && Entry::are_kept(all)).await;
    parent.script("location.reload()").await;
    parent.see_at(".clock-key.runs").await;
    parent
        .until(
            "time passes",
            "return /[1-9]/.test(document.querySelector('[data-test=clock-time]')?.textContent)",
        )
        .await;
    parent.tap("clock-key").await;
    parent.see_gone(".clock-key.runs").await;
    parent.tap("count-done").await;
    parent.see("missed").await;

    plan_program(&mut parent, "Coat on", "task-analysis", "Arm in\nOther arm in\nZip", &[]).await;
    parent.tap("nav-today").await;
    for level in ["step-independent", "step-verbal", "step-independent"] {
        parent.tap(level).await;
    }
    parent.read("2 of 3 steps alone").await;
    parent.see_gone("[data-test=step][aria-expanded=true]").await;
    // Any step is opened again by a tap on it.
    parent.tap_at("li.step:nth-child(2) [data-test=step]").await;
    parent.tap("step-independent").await;
    parent.read("3 of 3 steps alone").await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_rating_is_one_tap_and_another_tap_corrects_it() {
    let _alone = alone().await;
    let relay = Relay::start("rated");
    let mut parent = saras_phone("rated", &relay).await;
    plan_program(&mut parent, "Sits at dinner", "rating", "", &[]).await;
    parent.tap("nav-today").await;
    parent.take_taps();
    parent.tap("rate-2").await;
    total(&parent, "2").await;
    assert_eq!(parent.take_taps(), 1, "one tap rates");
    parent.tap("rate-4").await;
    total(&parent, "4").await;
    parent.entries("it is one session", |all| all.len() == 1 && Entry::are_kept(all)).await;
    parent.script("location.reload()").await;
    parent.see_at("[data-test=rate-4][aria-pressed=true]").await;
    parent.see_gone("[data-test=rate-2][aria-pressed=true]").await;
    // Not tried is said with a reason, and is no rating.
    parent.tap("count-done").await;
    parent.tap("missed").await;
    parent.tap("missed-refused").await;
    parent.entries("both are told", |all| all.len() == 2 && Entry::are_kept(all)).await;
}

/// The keys that something lies over after they were scrolled into sight, at their middle or near an edge.
const COVERED: &str = "const keys = [...document.querySelectorAll('[data-test=program] button')]; \
    return keys.filter(key => key.checkVisibility() && !key.disabled).filter(key => { \
        key.scrollIntoView({ block: 'nearest', behavior: 'instant' }); \
        const { left, right, top, bottom } = key.getBoundingClientRect(); \
        const [x, y] = [(left + right) / 2, (top + bottom) / 2]; \
        const points = [[x, y], [x, top + 8], [x, bottom - 8], [left + 8, y], [right - 8, y]]; \
        return !points.every(([x, y]) => key.contains(document.elementFromPoint(x, y))); \
    }).map(key => key.dataset.test).join()";

/// Small windows, upright and lying.
const SMALL: [(u32, u32); 3] = [(360, 640), (320, 568), (640, 360)];

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn stop_covers_no_key_on_a_small_phone_whatever_the_size_of_letters() {
    let _alone = alone().await;
    let relay = Relay::start("uncovered");
    let mut device = Device::new("uncovered", relay.origin()).await;
    device.tap("start-sample").await;
    device.see("sample-ribbon").await;
    let over_the_plan: &[&str] =
        &["[data-test=plan-item]:has(.school) [data-test=item-details]", "[data-test=count-now]"];
    let mut covered = Vec::new();
    for (who, place, taps) in [("aide", "today", &[][..]), ("clinician", "plan", over_the_plan)] {
        device.resize(1280, 800).await;
        open_daily(&mut device, who, place, taps).await;
        device.see_at(&format!("{PROGRAM} .key")).await;
        device.tap_at(&format!("{PROGRAM} [data-test=missed]")).await;
        for ((width, height), letters) in SMALL.into_iter().flat_map(|size| [(size, ""), (size, "200%")]) {
            device.resize(width, height).await;
            device.script(&format!("document.documentElement.style.fontSize = '{letters}'")).await;
            device.see("stop").await;
            let keys = device.script(COVERED).await;
            if keys.as_str() != Some("") {
                covered.push(format!("{who}, {width} by {height}, letters {letters}: {keys}"));
            }
        }
        device.script("document.documentElement.style.fontSize = ''").await;
    }
    assert!(covered.is_empty(), "covered:\n{}", covered.join("\n"));
}

async fn parent_sees_who_has_read(parent: &mut Device) {
    parent.tap("nav-plan").await;
    let shown = "return [...document.querySelectorAll('[data-test=plan-item]')]\
        .find(item => item.textContent.includes('Writes her name')) \
        ?.querySelector('[data-test=item-details]').click() ?? true";
    parent.until("the program is in the plan", shown).await;
    parent.see_at("[data-test=item-sheet] [data-test=readers]").await;
    parent.read("Has read it: Ana").await;
    parent.tap_at("[data-test=item-sheet] [data-test=close]").await;
    parent.see_gone("dialog").await;
}

/// Whether what has this hook shows a count.
fn shown_by(test: &str, count: &str) -> String {
    format!("return document.querySelector('[data-test={test}] .key-count')?.textContent === '{count}'")
}

async fn total(device: &Device, said: &str) {
    let check = format!(
        "return document.querySelector('{PROGRAM} [data-test=total]')?.textContent.includes('{said}') ?? false"
    );
    device.until(&format!("the board says {said}"), &check).await;
}

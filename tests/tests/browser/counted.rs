//! The tally board: a new version is read first, one tap is one event, a killed page loses none, STOP is two taps away.

use crate::alone;
use crate::device::{Device, Entry};
use crate::people::{invite, join, saras_phone};
use crate::relay::Relay;

const PROGRAM: &str = "[data-test=program]";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_tally_is_one_tap_and_survives_a_kill_of_the_page() {
    let _alone = alone().await;
    let relay = Relay::start("counted");
    let mut parent = saras_phone("counted", &relay).await;
    plan_a_program(&mut parent).await;
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

/// A program for school that counts tries, in the plan.
async fn plan_a_program(parent: &mut Device) {
    parent.tap("nav-plan").await;
    parent.tap("add-strategy").await;
    parent.tap("own-strategy").await;
    parent.write("field-title", "Writes her name").await;
    parent.tap_at("[data-test=strategy-sheet] [data-test=setting-school]").await;
    parent.tap("strategy-more").await;
    parent.tap("measure-trials").await;
    parent.tap_at("[data-test=strategy-sheet] [data-test=save]").await;
    parent.see_gone("dialog").await;
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
    plan_at_home(&mut parent, "Circle", "duration", "").await;
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

    plan_at_home(&mut parent, "Coat on", "task-analysis", "Arm in\nOther arm in\nZip").await;
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

/// A program for home, with its steps.
async fn plan_at_home(parent: &mut Device, title: &str, measure: &str, steps: &str) {
    parent.tap("nav-plan").await;
    parent.tap("add-strategy").await;
    parent.tap("own-strategy").await;
    parent.write("field-title", title).await;
    parent.write("field-how", steps).await;
    parent.tap("strategy-more").await;
    parent.tap(&format!("measure-{measure}")).await;
    parent.tap_at("[data-test=strategy-sheet] [data-test=save]").await;
    parent.see_gone("dialog").await;
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

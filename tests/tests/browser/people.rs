//! What people do in several steps: start a notebook, invite, join, log.

use crate::device::Device;
use crate::relay::Relay;

/// The invite link's answer to "is it there yet?".
const LINK: &str =
    "const field = document.querySelector('[data-test=invite-link]'); return field && field.value";

/// Sara's phone with a notebook about Zuri.
pub(crate) async fn saras_phone(name: &str, relay: &Relay) -> Device {
    let mut device = Device::new(name, relay.origin()).await;
    found(&mut device, "Zuri", "Sara").await;
    device
}

/// Starts a notebook for `child` with one activity in the plan.
pub(crate) async fn found(device: &mut Device, child: &str, me: &str) {
    device.tap("start-just-us").await;
    device.write("field-child", child).await;
    device.write("field-me", me).await;
    device.tap("start").await;
    device.see("begin-sheet").await;
    device.tap_at("[data-test=begin-sheet] [data-test^=card-]").await;
    device.tap_at("[data-test=begin-sheet] [data-test^=routine-]").await;
    device.see_gone("dialog").await;
    device.see("strategy").await;
}

/// Puts a second activity into the plan, for school.
pub(crate) async fn plan_for_school(device: &mut Device) {
    device.tap("nav-plan").await;
    device.tap("add-strategy").await;
    device.tap_at("[data-test=library-sheet] .tiles:last-child [data-test^=card-]").await;
    device.tap_at("[data-test=strategy-sheet] [data-test=setting-school]").await;
    device.tap_at("[data-test=strategy-sheet] [data-test=save]").await;
    device.see_gone("dialog").await;
}

/// Begins an activity in one's own words.
pub(crate) async fn own_activity(device: &mut Device, title: &str) {
    device.tap("nav-plan").await;
    device.tap("add-strategy").await;
    device.tap("own-strategy").await;
    device.write("field-title", title).await;
}

/// What is tapped for something that is done at school.
pub(crate) const AT_SCHOOL: &str = "[data-test=strategy-sheet] [data-test=setting-school]";

/// Puts a program into the plan that says which data to take, with its steps; `taps` is what else is tapped on its form.
pub(crate) async fn plan_program(device: &mut Device, title: &str, measure: &str, how: &str, taps: &[&str]) {
    own_activity(device, title).await;
    device.write("field-how", how).await;
    device.tap("strategy-more").await;
    device.tap(&format!("measure-{measure}")).await;
    for css in taps {
        device.tap_at(css).await;
    }
    device.tap_at("[data-test=strategy-sheet] [data-test=save]").await;
    device.see_gone("dialog").await;
}

/// Makes an invite and returns its link.
pub(crate) async fn invite(device: &mut Device, role: &str) -> String {
    device.tap("nav-team").await;
    device.tap("invite").await;
    device.tap(&format!("invite-role-{role}")).await;
    let link = device.until("an invite link", LINK).await;
    device.tap_at("[data-test=invite-card] [data-test=close]").await;
    device.see_gone("dialog").await;
    link.as_str().expect("a link").to_owned()
}

/// Opens an invite link on a new device and joins.
pub(crate) async fn join(name: &str, link: &str, me: &str) -> Device {
    let mut device = Device::new(name, link).await;
    device.see("join-preview").await;
    device.write("field-me", me).await;
    device.tap("join-accept").await;
    device.see("nav-today").await;
    device
}

/// The sheets of a real team: a name, and what is tapped on the team's screen to get there.
pub(crate) const TEAM_SHEETS: [(&str, &[&str]); 8] = [
    ("consent", &["[data-test=consent]"]),
    ("let-see", &["[data-test=consent]", "[data-test=let-see]"]),
    ("stop-sharing", &["[data-test=consent]", "[data-test=change]"]),
    ("member", &["[data-role=aide] [data-test=member-more]"]),
    ("taken-out", &["[data-role=aide] [data-test=member-more]", "[data-test=member-out]"]),
    ("log", &["[data-test=log]"]),
    ("link", &["[data-test=link-device]"]),
    ("paper", &["[data-test=paper]"]),
];

/// The screens of daily care over the sample child: a name, who looks, what is in the address, and what is tapped there.
pub(crate) const DAILY: [(&str, &str, &str, &[&str]); 16] = [
    ("program", "clinician", "plan", &[PROGRAM_DETAILS]),
    ("training", "clinician", "plan", &[PROGRAM_DETAILS, "[data-test=add-training]"]),
    ("count", "clinician", "plan", &[PROGRAM_DETAILS, "[data-test=count-now]"]),
    ("scale", "clinician", "plan", &["[data-test=scale]"]),
    ("review", "clinician", "plan", &["[data-test=review]"]),
    ("goal", "guardian", "plan", &["[data-test=edit-goal]"]),
    ("goal-order", "guardian", "plan", &["[data-test=order]"]),
    ("activity-more", "guardian", "plan/activity", &["[data-test=strategy-more]"]),
    ("board", "guardian", "plan", &["[data-test=edit-board]"]),
    ("questions", "guardian", "plan", &["[data-test=questions]"]),
    ("ask", "guardian", "plan", &["[data-test=questions]", "[data-test=ask]"]),
    ("check-in", "guardian", "today", &["[data-test=check-in]"]),
    (
        "history",
        "guardian",
        "plan",
        &["[data-test=item-details]", "[data-test=item-sheet] [data-test=history-open]"],
    ),
    ("term", "guardian", "plan", &["[data-test=item-details]", "[data-test=item-sheet] [data-test=term]"]),
    ("words", "guardian", "today/settings", &["[data-test=words]"]),
    ("own-card", "guardian", "plan/library", &["[data-test=new-card]"]),
];

/// The first item at school is the program.
pub(crate) const PROGRAM_DETAILS: &str = "[data-test=plan-item]:has(.school) [data-test=item-details]";

/// Opens a screen of daily care as somebody looks at it.
pub(crate) async fn open_daily(device: &mut Device, who: &str, place: &str, taps: &[&str]) {
    device.go_to_hash("today").await;
    device.see_gone("dialog").await;
    device.tap(&format!("look-as-{who}")).await;
    device.go_to_hash(place).await;
    for css in taps {
        device.tap_at(css).await;
        device.see_at("dialog").await;
    }
}

/// Gives the child the board of the sample.
pub(crate) async fn show_board(device: &mut Device) {
    open_daily(device, "guardian", "plan", &["[data-test=show-board]"]).await;
    device.see("childs-board").await;
}

/// An adult takes it back.
pub(crate) async fn leave_board(device: &mut Device) {
    device.write("gate", "\u{E007}").await;
    device.tap("gate-leave").await;
    device.see_gone("dialog").await;
}

/// Sara's phone in a team with Ana, an aide whose tablet is returned too.
pub(crate) async fn saras_team(name: &str, relay: &Relay) -> (Device, Device) {
    let mut parent = saras_phone(name, relay).await;
    let link = invite(&mut parent, "aide").await;
    let aide = join(&format!("{name}-aide"), &link, "Ana").await;
    (parent, aide)
}

/// Opens a sheet over the team's screen.
pub(crate) async fn open_team_sheet(device: &mut Device, taps: &[&str]) {
    device.go_to_hash("team").await;
    device.see_gone("dialog").await;
    for css in taps {
        device.tap_at(css).await;
        device.see_at("dialog").await;
    }
}

/// Logs the next activity on Today: two taps.
pub(crate) async fn did_it(device: &mut Device, helped: &str) {
    device.tap("log-did-it").await;
    device.tap(&format!("helped-{helped}")).await;
}

/// Logs another activity from the library: three taps.
pub(crate) async fn did_another(device: &mut Device, helped: &str) {
    device.tap("more").await;
    device.tap_at("[data-test=more-sheet] [data-test^=card-]:not([data-test=card-plan-tile])").await;
    device.tap_at(&format!("[data-test=more-sheet] [data-test=helped-{helped}]")).await;
    device.see_gone("dialog").await;
}

/// Writes at the end of an entry's note, and saves.
pub(crate) async fn add_to_note(device: &mut Device, record: &str, text: &str) {
    device.go_to_hash(&format!("notes/entry/{record}")).await;
    device.see("note-text").await;
    device.write("note-text", text).await;
    device.tap_at("[data-test=detail] [data-test=save]").await;
    device.see_gone("[data-test=detail] [data-test=save]").await;
    device.go_to_hash("notes").await;
    device.see_gone("dialog").await;
}

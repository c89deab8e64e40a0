//! Journeys through the app as people use it: the real relay process, the packaged app, real headless Chromium.
//!
//! Where to start: [`together`] is the main job on three browsers; [`access`] runs axe on every screen; [`taps`] counts
//! what a log costs; [`pictures`] shows every screen at every size; [`windows`] opens the app twice; [`killed`] ends it at
//! random moments, [`full`] on a full disk, [`trouble`] is every other trouble with storage; [`carried`] takes notes from
//! one browser to another by hand; [`taken`] is what leaves for other programs, and tables that come in; [`year`] is a heavy year, from a file; [`joined`] is every way into a team; [`token`] a relay that asks for one; [`photos`] is
//! photos of entries and boards, [`counted`] the tally board, [`chosen`] the child's; [`planned`] what the plan says;
//! [`taught`] a program that another carries out, [`scaled`] a goal and its scale, [`asked`] asking the team; [`told`] is what is told when one asks;
//! [`cards`] are a team's own; [`consent`] is who sees what, and parting; [`lost`] the recovery sheet and a second device;
//! [`shared`] two people with PINs on one tablet; [`store`] is the conformance suite of stores on IndexedDB. [`device`] is
//! one browser as one device, [`codes`] reads what it shows, [`relay`] is the process, [`people`] what a person does in
//! several steps.
//!
//! The journeys need a built app and relay, so a plain `cargo test` names them as ignored; `cargo xtask test` builds
//! both and runs all of them. By hand:
//!
//! ```text
//! CARRYOVER_RELAY=target/debug/carryover-relay CARRYOVER_APP=target/app-dev \
//!     cargo test --test browser -- --include-ignored
//! ```

mod access;
mod asked;
mod cards;
mod carried;
mod chosen;
mod chromium;
mod codes;
mod consent;
mod counted;
mod device;
mod ended;
mod full;
mod insight;
mod joined;
mod killed;
mod lost;
mod people;
mod photos;
mod pictures;
mod planned;
mod relay;
mod scaled;
mod shared;
mod store;
mod taken;
mod taps;
mod taught;
mod together;
mod token;
mod told;
mod trouble;
mod wait;
mod windows;
mod year;

use tokio::sync::{Mutex, MutexGuard};

/// One journey at a time: browsers beside each other would only make each other slow.
async fn alone() -> MutexGuard<'static, ()> {
    static BROWSERS: Mutex<()> = Mutex::const_new(());
    BROWSERS.lock().await
}

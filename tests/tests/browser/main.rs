//! Journeys through the app as people use it: the real relay process, the packaged app, real headless Chromium.
//!
//! Where to start: [`together`] is the main job on three browsers; [`access`] runs axe on every screen; [`taps`] counts
//! what a log costs; [`pictures`] shows every screen at every size; [`windows`] opens the app twice; [`killed`] ends it at
//! random moments, [`full`] on a full disk, [`trouble`] is every other trouble with storage; [`carried`] takes notes from
//! one browser to another by hand; [`counted`] is the tally board, [`chosen`] the child's; [`consent`] is who sees what, and parting; [`lost`] the
//! recovery sheet and a second device; [`shared`] two people with PINs on one tablet; [`store`] is the conformance suite of stores on IndexedDB. [`device`] is one browser as
//! one device, [`codes`] reads what it shows, [`relay`] is the process, [`people`] what a person does in several steps.
//!
//! The journeys need a built app and relay, so a plain `cargo test` names them as ignored; `cargo xtask test` builds
//! both and runs all of them. By hand:
//!
//! ```text
//! CARRYOVER_RELAY=target/debug/carryover-relay CARRYOVER_APP=target/app-dev \
//!     cargo test --test browser -- --include-ignored
//! ```

mod access;
mod carried;
mod chosen;
mod chromium;
mod codes;
mod consent;
mod counted;
mod device;
mod ended;
mod full;
mod killed;
mod lost;
mod people;
mod pictures;
mod relay;
mod shared;
mod store;
mod taps;
mod together;
mod trouble;
mod wait;
mod windows;

use tokio::sync::{Mutex, MutexGuard};

/// One journey at a time: browsers beside each other would only make each other slow.
async fn alone() -> MutexGuard<'static, ()> {
    static BROWSERS: Mutex<()> = Mutex::const_new(());
    BROWSERS.lock().await
}

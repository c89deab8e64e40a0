//! The relay: orders and forwards sealed changes between the devices of a team, and cannot read them.
//!
//! Where to start:
//! - [`serve()`]: everything running, from a listener to an orderly end;
//! - `router`: every route and header on one screen;
//! - `hub`: the one task that owns the `Relay` of `shared`, which decides everything about sync;
//! - `socket`: one device's WebSocket, between the hub and the network;
//! - `store`: SQLite, the only place that knows SQL;
//! - `app_files`: the packaged app;
//! - [`Care`]: looking after the data, with `backup`, `restore` and `check`;
//! - [`CommandLine`]: what can be asked for.

mod app_files;
mod care;
mod clock;
mod config;
mod hub;
mod metrics;
mod origin;
mod router;
mod serve;
mod socket;
mod store;

pub use care::{Care, CareFailure};
pub use config::{Args, CommandLine, Config, LogFormat, Task};
pub use origin::{NotAnOrigin, Origin};
pub use serve::{ServeFailure, serve};
pub use store::{
    BackupFailure, BadEnvelope, BadKeys, BadLog, BadOperation, Findings, OpenFailure, Problem,
    RestoreFailure, Restored, Store, TeamPlace,
};

//! The app without a screen: intents in, view models out. Runs and tests natively; the browser and
//! `carryover-device` are thin shells around it.
//!
//! Where to start:
//! - [`Intent`]: what people can ask for;
//! - [`view`]: what screens print;
//! - [`insight`]: what all entries together say;
//! - [`App`]: `handle(now, input, effects)` over the sync device of `shared`.

pub mod app;
pub mod export;
pub mod glossary;
pub mod insight;
pub mod intent;
pub mod library;
pub mod sample;
pub mod school;
pub mod view;

pub use app::{App, Input};
pub use intent::{
    Agreement, Care, Contents, Counting, Intent, Language, NewActivity, NewSession, NewStop, School, Whom,
};

//! The app: takes intents and the device's inputs, keeps what the screens show.

use shared::record::Row;
use shared::sync::device::{Effect, Input as DeviceInput};
use shared::{Now, RecordId};

use crate::intent::Intent;
use crate::view::{EntryView, Frame, InviteStage, PlanView, TeamView, TimelineView, TodayView};

/// What the app is told.
#[derive(Debug, Clone)]
pub enum Input {
    /// A person asked for something.
    Intent(Intent),
    /// A fact for the device underneath.
    Device(DeviceInput),
}

/// The app without a screen.
pub struct App {}

impl App {
    /// An app that has not been told `Started` yet.
    pub fn new() -> Self {
        Self {}
    }

    /// Takes one input; orders come out in `effects`.
    pub fn handle(&mut self, _now: Now, _input: Input, _effects: &mut Vec<Effect>) {}

    /// What is around every screen.
    pub fn frame(&self) -> Frame {
        unimplemented!()
    }

    /// Parent · Today and the aide's quick log, for the chosen team.
    pub fn today(&self, _now: Now) -> TodayView {
        unimplemented!()
    }

    /// The three lanes, for the chosen team.
    pub fn timeline(&self) -> TimelineView {
        unimplemented!()
    }

    /// The plan of the chosen team.
    pub fn plan(&self) -> PlanView {
        unimplemented!()
    }

    /// The people of the chosen team.
    pub fn team(&self) -> TeamView {
        unimplemented!()
    }

    /// How far accepting an invite is.
    pub fn invite(&self) -> InviteStage {
        unimplemented!()
    }

    /// One entry of the chosen team.
    pub fn entry(&self, _record: RecordId) -> Option<EntryView> {
        unimplemented!()
    }

    /// One record of the chosen team with every cell, for its details.
    pub fn row(&self, _record: RecordId) -> Option<Row> {
        unimplemented!()
    }
}

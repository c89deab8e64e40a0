//! Handing over in a file: a team packed for someone else's device, and what such a file brings.

use shared::sync::device::{CommandError, Effect, Packed, UnpackError, Unpacked};
use shared::wire::{Parcel, ParcelError};
use shared::{Now, TeamId};

use super::App;

impl App {
    /// Makes a parcel of all that is held of a team; [`App::take_packed`] has it once it is ready.
    pub fn pack(&mut self, now: Now, team: TeamId, effects: &mut Vec<Effect>) -> Result<(), CommandError> {
        self.device.pack(now, team)?;
        self.device.commit(now, effects);
        Ok(())
    }

    /// The parcel that was asked for, once it is ready.
    pub fn take_packed(&mut self) -> Option<Result<Packed, ParcelError>> {
        self.device.take_packed()
    }

    /// Takes a parcel in; [`App::take_unpacked`] says what it brought once that is durable.
    pub fn unpack(&mut self, now: Now, parcel: Parcel, effects: &mut Vec<Effect>) -> Result<(), UnpackError> {
        self.device.unpack(now, parcel, effects)?;
        self.device.commit(now, effects);
        Ok(())
    }

    /// What the parcel brought that was taken in last, once it is durable.
    pub fn take_unpacked(&mut self) -> Option<Unpacked> {
        self.device.take_unpacked()
    }
}

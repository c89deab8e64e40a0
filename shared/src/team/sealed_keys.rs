//! Scope keys on their way to someone: sealed to a device or an invite, travelling beside the chain.

use crate::TeamId;
use crate::seal::{CannotOpen, Device, DeviceKeys, Random, ScopeKey, open_from, seal_to};

/// The most bytes that may travel beside one operation.
pub const SEALED_LIMIT: usize = 64 << 10;

/// Scope keys sealed to one receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedKeys(pub Vec<u8>);

impl SealedKeys {
    /// Seals keys to a receiver, for one team only.
    pub fn seal<'a>(
        keys: impl Iterator<Item = &'a ScopeKey>,
        team: &TeamId,
        to: &Device,
        random: &mut Random,
    ) -> Result<Self, CannotOpen> {
        let keys: Vec<&ScopeKey> = keys.collect();
        let plain = zeroize::Zeroizing::new(minicbor::to_vec(&keys).map_err(|_| CannotOpen)?);
        seal_to(to, &context(team), &plain, random).map(Self)
    }

    /// Opens keys that were sealed to `receiver`.
    pub fn open(&self, team: &TeamId, receiver: &DeviceKeys) -> Result<Vec<ScopeKey>, CannotOpen> {
        let plain = open_from(receiver, &context(team), &self.0)?;
        minicbor::decode(&plain).map_err(|_| CannotOpen)
    }
}

fn context(team: &TeamId) -> Vec<u8> {
    [b"carryover scope keys 1\n".as_slice(), team.as_bytes()].concat()
}

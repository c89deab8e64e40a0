//! Scope keys on their way to someone: sealed to a device or an invite, travelling beside the chain.

use minicbor::{Decode, Encode};
use zeroize::Zeroizing;

use crate::TeamId;
use crate::seal::{CannotOpen, Device, DeviceKeys, Random, ScopeKey, open_from, seal_to};

/// The most bytes that may travel beside one operation.
pub const SEALED_LIMIT: usize = 64 << 10;

/// Scope keys sealed to one receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedKeys(pub Vec<u8>);

/// What is sealed: the keys, and what an invited person sees before accepting.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Handed {
    /// The keys of the scopes granted.
    #[n(0)]
    pub keys: Vec<ScopeKey>,
    /// The child's name.
    #[n(1)]
    pub child: String,
}

impl SealedKeys {
    /// Seals keys to a receiver, for one team only.
    pub fn seal(
        handed: &Handed,
        team: &TeamId,
        to: &Device,
        random: &mut Random,
    ) -> Result<Self, CannotOpen> {
        let plain = Zeroizing::new(minicbor::to_vec(handed).map_err(|_| CannotOpen)?);
        seal_to(to, &context(team), &plain, random).map(Self)
    }

    /// Opens keys that were sealed to `receiver`.
    pub fn open(&self, team: &TeamId, receiver: &DeviceKeys) -> Result<Handed, CannotOpen> {
        let plain = open_from(receiver, &context(team), &self.0)?;
        minicbor::decode(&plain).map_err(|_| CannotOpen)
    }
}

fn context(team: &TeamId) -> Vec<u8> {
    [b"carryover scope keys 1\n".as_slice(), team.as_bytes()].concat()
}

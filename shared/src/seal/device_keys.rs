//! A device's keys: Ed25519 to sign with, X25519 to receive keys with. Invites and recovery sheets are the same
//! kind of thing: a secret somebody can carry.

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use hkdf::Hkdf;
use hpke::{Kem as _, Serializable};
use minicbor::{Decode, Encode};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::handing_over::Kem;
use super::hash::hash16;
use super::random::Random;
use crate::DeviceId;

/// An Ed25519 signature.
pub type Signature = [u8; 64];

/// What a signature is for; part of what is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// An envelope.
    Envelope,
    /// A roster operation.
    Roster,
    /// An invite's proof that the joining device holds the link.
    Join,
    /// The answer to a relay's challenge.
    Proof,
    /// Asking a relay for the roster of a team one holds an invite to.
    Knock,
    /// A relay's word that it accepted a roster operation.
    Receipt,
}

/// The public half of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Device {
    /// Ed25519 public key.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub signing: [u8; 32],
    /// X25519 public key.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub receiving: [u8; 32],
}

/// Both halves.
pub struct DeviceKeys {
    secret: Zeroizing<[u8; 32]>,
    signing: SigningKey,
    pub(super) receiving: <Kem as hpke::Kem>::PrivateKey,
    public: Device,
}

impl Device {
    /// The device's id.
    pub fn id(&self) -> DeviceId {
        DeviceId(hash16(&self.signing))
    }

    /// Whether `signature` is this device's over `message`, for `purpose`.
    pub fn signed(&self, purpose: Purpose, message: &[&[u8]], signature: &Signature) -> bool {
        let Ok(key) = VerifyingKey::from_bytes(&self.signing) else { return false };
        key.verify_strict(&purpose.line(message), &ed25519_dalek::Signature::from_bytes(signature)).is_ok()
    }
}

impl DeviceKeys {
    /// New keys.
    pub fn generate(random: &mut Random) -> Self {
        Self::from_secret(random.bytes())
    }

    /// The keys that follow from a secret.
    pub fn from_secret(secret: [u8; 32]) -> Self {
        let secret = Zeroizing::new(secret);
        let derive = |info: &[u8]| {
            let mut out = Zeroizing::new([0; 32]);
            // 32 bytes are far below HKDF's limit of 255 hashes, the only way this can fail.
            let filled = Hkdf::<Sha256>::new(None, secret.as_slice()).expand(info, out.as_mut_slice());
            debug_assert!(filled.is_ok());
            out
        };
        let signing = SigningKey::from_bytes(&derive(b"carryover device signing 1"));
        let (receiving, receiving_public) =
            Kem::derive_keypair(derive(b"carryover device receiving 1").as_slice());
        let public = Device {
            signing: signing.verifying_key().to_bytes(),
            receiving: receiving_public.to_bytes().into(),
        };
        Self { secret, signing, receiving, public }
    }

    /// The secret, to be stored on this device or put into a link.
    pub fn secret(&self) -> &[u8; 32] {
        &self.secret
    }

    /// The public half.
    pub fn public(&self) -> &Device {
        &self.public
    }

    /// The device's id.
    pub fn id(&self) -> DeviceId {
        self.public.id()
    }

    /// Signs `message` for `purpose`.
    pub fn sign(&self, purpose: Purpose, message: &[&[u8]]) -> Signature {
        self.signing.sign(&purpose.line(message)).to_bytes()
    }
}

impl core::fmt::Debug for DeviceKeys {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "DeviceKeys({})", self.id())
    }
}

impl Purpose {
    /// What is signed: the purpose's line, then the message.
    fn line(self, message: &[&[u8]]) -> Vec<u8> {
        let purpose: &[u8] = match self {
            Self::Envelope => b"carryover envelope 1\n",
            Self::Roster => b"carryover roster 1\n",
            Self::Join => b"carryover join 1\n",
            Self::Proof => b"carryover proof 1\n",
            Self::Knock => b"carryover knock 1\n",
            Self::Receipt => b"carryover receipt 1\n",
        };
        core::iter::once(&purpose).chain(message).flat_map(|part| part.iter().copied()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_message_purpose_and_device_only() {
        let mut random = Random::from_seed([1; 32]);
        let (keys, other) = (DeviceKeys::generate(&mut random), DeviceKeys::generate(&mut random));
        let signature = keys.sign(Purpose::Roster, &[b"a", b"b"]);
        assert!(keys.public().signed(Purpose::Roster, &[b"ab"], &signature));
        assert!(!keys.public().signed(Purpose::Envelope, &[b"ab"], &signature));
        assert!(!keys.public().signed(Purpose::Roster, &[b"abc"], &signature));
        assert!(!other.public().signed(Purpose::Roster, &[b"ab"], &signature));
    }

    #[test]
    fn the_same_secret_gives_the_same_device() {
        let keys = DeviceKeys::from_secret([9; 32]);
        assert_eq!(DeviceKeys::from_secret(*keys.secret()).public(), keys.public());
        // Golden: a change here would lock every device out of its team.
        assert_eq!(keys.id().to_string(), "2140b32de5d3564ab2e9a26792cee684");
    }
}

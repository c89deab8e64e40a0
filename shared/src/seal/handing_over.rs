//! Handing secrets to a device or an invite: HPKE (RFC 9180) in base mode.

use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, OpModeR, OpModeS, Serializable};
use zeroize::Zeroizing;

use super::cipher::{self, KEY, NONCE};
use super::device_keys::{Device, DeviceKeys};
use super::random::Random;

pub(super) type Kem = X25519HkdfSha256;
type Aead = AesGcm256;
type Kdf = HkdfSha256;

/// The length of the encapsulated key in front of the sealed bytes.
const ENCAPSULATED: usize = 32;

/// The bytes are not sealed to these keys, or were changed on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these keys were not meant for this device")]
pub struct CannotOpen;

/// Seals `secret` to a device. `context` says for what, and must be the same when opening.
pub fn seal_to(
    to: &Device,
    context: &[u8],
    secret: &[u8],
    random: &mut Random,
) -> Result<Vec<u8>, CannotOpen> {
    let key = <Kem as hpke::Kem>::PublicKey::from_bytes(&to.receiving).map_err(|_| CannotOpen)?;
    let (encapsulated, sealed) = hpke::single_shot_seal_with_rng::<Aead, Kdf, Kem>(
        &OpModeS::Base,
        &key,
        context,
        secret,
        b"",
        random.generator(),
    )
    .map_err(|_| CannotOpen)?;
    let mut out = encapsulated.to_bytes().to_vec();
    out.extend_from_slice(&sealed);
    Ok(out)
}

/// Opens what was sealed to these keys.
pub fn open_from(keys: &DeviceKeys, context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
    let (encapsulated, sealed) = sealed.split_at_checked(ENCAPSULATED).ok_or(CannotOpen)?;
    let encapsulated = <Kem as hpke::Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| CannotOpen)?;
    hpke::single_shot_open::<Aead, Kdf, Kem>(
        &OpModeR::Base,
        &keys.receiving,
        &encapsulated,
        context,
        sealed,
        b"",
    )
    .map(Zeroizing::new)
    .map_err(|_| CannotOpen)
}

/// Seals under a key that is used this one time, so that no nonce is needed.
pub fn seal_once(key: &[u8; KEY], context: &[u8], secret: &[u8]) -> Result<Vec<u8>, CannotOpen> {
    cipher::seal(key, &[0; NONCE], context, secret)
}

/// Opens what was sealed under a key of one use.
pub fn open_once(key: &[u8; KEY], context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
    cipher::open(key, &[0; NONCE], context, sealed).map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_keys_and_context_open() {
        let mut random = Random::from_seed([2; 32]);
        let (keys, other) = (DeviceKeys::generate(&mut random), DeviceKeys::generate(&mut random));
        let sealed = seal_to(keys.public(), b"invite", b"secret", &mut random).expect("a valid key");
        assert_eq!(open_from(&keys, b"invite", &sealed).as_deref().map(Vec::as_slice), Ok(&b"secret"[..]));
        assert!(open_from(&other, b"invite", &sealed).is_err());
        assert!(open_from(&keys, b"another", &sealed).is_err());
        for cut in 0..sealed.len() {
            assert!(open_from(&keys, b"invite", &sealed[..cut]).is_err());
        }
    }
}

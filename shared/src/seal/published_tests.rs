//! The algorithms as they are wired up here, against bytes that others have published: RFC 9180, RFC 8032, the vectors of
//! AES-GCM's authors, RFC 5869, RFC 4231 and FIPS 180. A library that was replaced or built wrongly would be seen here.

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use ed25519_dalek::{Signer as _, SigningKey, Verifier as _, VerifyingKey};
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use hpke::aead::AesGcm128;
use hpke::kdf::HkdfSha256;
use hpke::{Deserializable as _, Kem as _, OpModeR, Serializable as _};
use sha2::Sha256;

use super::device_keys::DeviceKeys;
use super::handing_over::{Kem, open_from};
use super::hash::hash;

fn hex(text: &str) -> Vec<u8> {
    let pair = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal");
    (0..text.len()).step_by(2).map(pair).collect()
}

fn array<const N: usize>(text: &str) -> [u8; N] {
    hex(text).try_into().expect("its length")
}

/// RFC 9180, A.1: the sender's and the receiver's key material, and what is said.
const IKM_E: &str = "7268600d403fce431561aef583ee1613527cff655c1343f29812e66706df3234";
const ENC: &str = "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431";
const IKM_R: &str = "6db9df30aa07dd42ee5e8181afdb977e538f5e1fec8a06223f33f7013e525037";
const SK_R: &str = "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8";
const PK_R: &str = "3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d";
const INFO: &[u8] = b"Ode on a Grecian Urn";
const SAID: &[u8] = b"Beauty is truth, truth beauty";

#[test]
fn keys_to_receive_with_are_derived_as_in_rfc_9180() {
    for (material, public) in [(IKM_R, PK_R), (IKM_E, ENC)] {
        let (_, derived) = Kem::derive_keypair(&hex(material));
        assert_eq!(derived.to_bytes().to_vec(), hex(public));
    }
}

#[test]
fn what_rfc_9180_sealed_opens() {
    let private = <Kem as hpke::Kem>::PrivateKey::from_bytes(&hex(SK_R)).expect("a key");
    let encapsulated = <Kem as hpke::Kem>::EncappedKey::from_bytes(&hex(ENC)).expect("a key");
    let sealed =
        hex("f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a");
    let opened = hpke::single_shot_open::<AesGcm128, HkdfSha256, Kem>(
        &OpModeR::Base,
        &private,
        &encapsulated,
        INFO,
        &sealed,
        b"Count-0",
    );
    assert_eq!(opened.expect("it was sealed to this key"), SAID);
}

/// RFC 9180 prints no vector with AES-256. This one was made from the same material by an implementation in another
/// language, written from the text of the RFC alone, that also makes the one above.
#[test]
fn with_the_longer_key_it_opens_here() {
    let sealed =
        hex("090b7dc225419f7da9e8b460becfbb96a26c7964d79b8010d397fa838589afa254267701d76b93925614730ccd");
    let mut keys = DeviceKeys::from_secret([1; 32]);
    keys.receiving = <Kem as hpke::Kem>::PrivateKey::from_bytes(&hex(SK_R)).expect("a key");
    let handed = [hex(ENC), sealed].concat();
    assert_eq!(open_from(&keys, INFO, &handed).expect("it was sealed to this key").as_slice(), SAID);
    assert!(open_from(&keys, b"something else", &handed).is_err());
}

#[test]
fn signatures_are_those_of_rfc_8032() {
    for (secret, public, message, signature) in [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
    ] {
        let keys = SigningKey::from_bytes(&array(secret));
        assert_eq!(keys.verifying_key().to_bytes().to_vec(), hex(public));
        let made = keys.sign(&hex(message));
        assert_eq!(made.to_bytes().to_vec(), hex(signature));
        let read = VerifyingKey::from_bytes(&array(public)).expect("a key");
        assert!(read.verify_strict(&hex(message), &made).is_ok());
        assert!(read.verify_strict(b"something else", &made).is_err());
    }
}

#[test]
fn a_key_of_small_order_signs_nothing() {
    // With the neutral point as key, a loose check takes this signature for any message.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let signature =
        ed25519_dalek::Signature::from_bytes(&[neutral, [0; 32]].concat().try_into().expect("64"));
    let key = VerifyingKey::from_bytes(&neutral).expect("a point");
    assert!(key.verify(b"anything", &signature).is_ok(), "else this would show nothing");
    assert!(key.verify_strict(b"anything", &signature).is_err());
}

#[test]
fn bodies_are_sealed_as_the_authors_of_aes_gcm_published() {
    for (key, nonce, associated, plain, sealed) in [
        (
            "0000000000000000000000000000000000000000000000000000000000000000",
            "000000000000000000000000",
            "",
            "00000000000000000000000000000000",
            "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919",
        ),
        (
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
            "cafebabefacedbaddecaf888",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b",
        ),
    ] {
        let cipher = Aes256Gcm::new(&array::<32>(key).into());
        let (nonce, associated) = (array::<12>(nonce).into(), hex(associated));
        let payload = Payload { msg: &hex(plain), aad: &associated };
        assert_eq!(cipher.encrypt(&nonce, payload).expect("short"), hex(sealed));
        let payload = Payload { msg: &hex(sealed), aad: &associated };
        assert_eq!(cipher.decrypt(&nonce, payload).expect("whole"), hex(plain));
    }
}

#[test]
fn keys_tags_and_ids_follow_from_the_published_hashes() {
    let mut derived = [0; 42];
    let salt = hex("000102030405060708090a0b0c");
    let follows = Hkdf::<Sha256>::new(Some(&salt), &[0x0b; 22]);
    follows.expand(&hex("f0f1f2f3f4f5f6f7f8f9"), &mut derived).expect("short");
    let published = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865";
    assert_eq!(derived.to_vec(), hex(published));

    let mut tag = <Hmac<Sha256> as KeyInit>::new_from_slice(b"Jefe").expect("any length");
    tag.update(b"what do ya want for nothing?");
    let published = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    assert_eq!(tag.finalize().into_bytes().to_vec(), hex(published));

    let published = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(hash(&[b"a", b"bc"]).to_vec(), hex(published));
}

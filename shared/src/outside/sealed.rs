//! Envelopes, what is sealed in them, and keys on their way to a new member.

use std::io::Write;
use std::sync::OnceLock;

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::sure;
use crate::page::PageName;
use crate::record::Scope;
use crate::seal::{Body, DeviceKeys, Envelope, NewEnvelope, Purpose, Random, ScopeKey, seal_to};
use crate::team::{Handed, SealedKeys};
use crate::{EnvelopeId, TeamId};

const TEAM: TeamId = TeamId([1; 16]);

/// Whoever seals and signs here.
fn author() -> &'static (DeviceKeys, ScopeKey) {
    static AUTHOR: OnceLock<(DeviceKeys, ScopeKey)> = OnceLock::new();
    AUTHOR.get_or_init(|| {
        let key = ScopeKey::generate(Scope::Home, 0, &mut Random::from_seed([2; 32]));
        (DeviceKeys::from_secret([1; 32]), key)
    })
}

/// Envelopes, as they are and with a signature that holds for most.
pub fn envelopes(bytes: &[u8]) -> bool {
    let (author, key) = author();
    let signed = [bytes, &author.sign(Purpose::Envelope, &[bytes])].concat();
    let read = [bytes.to_vec(), signed].map(|bytes| {
        let Ok(envelope) = Envelope::parse(bytes.clone()) else { return false };
        assert_eq!(envelope.bytes(), bytes, "nothing is left out");
        let _ = (envelope.verify(author.public()), envelope.open(key));
        assert_eq!(Envelope::parse(envelope.bytes().to_vec()).map(|again| again.id()), Ok(envelope.id()));
        true
    });
    read.contains(&true)
}

/// A whole envelope, and one without its signature.
pub fn envelope_seeds() -> Vec<Vec<u8>> {
    let (author, key) = author();
    let (changes, replaces) = ([b"change".to_vec()], vec![EnvelopeId([3; 16])]);
    let new = NewEnvelope { team: TEAM, page: PageName::Plan, counter: 1, replaces, changes: &changes };
    let whole = sure(Envelope::seal(new, key, author, &mut Random::from_seed([3; 32]))).into_bytes();
    vec![whole[..whole.len() - 64].to_vec(), whole]
}

/// What an envelope's seal is taken off: bodies as they are, and what would be in them once inflated.
pub fn bodies(bytes: &[u8]) -> bool {
    let read = [bytes.to_vec(), stored(bytes)].map(|packed| {
        let Ok(body) = Body::unpack(&packed) else { return false };
        if let Ok(again) = body.pack() {
            assert_eq!(Body::unpack(&again), Ok(body), "it reads back");
        }
        true
    });
    read.contains(&true)
}

/// The plain insides of two bodies, and one that is packed.
pub fn body_seeds() -> Vec<Vec<u8>> {
    let month = crate::time::Month { year: 2026, month: 11 };
    let body = |page, changes: &[&[u8]]| Body {
        page,
        changes: changes.iter().map(|change| change.to_vec().into()).collect(),
    };
    let plan = body(PageName::Plan, &[b"one", b"two"]);
    let packed = sure(plan.pack());
    vec![sure(minicbor::to_vec(&plan)), sure(minicbor::to_vec(body(PageName::Month(month), &[]))), packed]
}

/// Keys that were sealed to somebody: any bytes, and any bytes sealed as keys are.
pub fn sealed_keys(bytes: &[u8]) -> bool {
    let (receiver, _) = author();
    let _ = SealedKeys(bytes.to_vec()).open(&TEAM, receiver);
    let mut random = Random::from_seed([4; 32]);
    let context = crate::team::context_of_keys(&TEAM);
    let sealed = sure(seal_to(receiver.public(), &context, bytes, &mut random));
    let Ok(handed) = SealedKeys(sealed).open(&TEAM, receiver) else { return false };
    let again = sure(SealedKeys::seal(&handed, &TEAM, receiver.public(), &mut random));
    assert_eq!(again.open(&TEAM, receiver), Ok(handed), "it reads back");
    true
}

/// Two keys and a name, before they are sealed.
pub fn sealed_key_seeds() -> Vec<Vec<u8>> {
    let mut random = Random::from_seed([5; 32]);
    let keys = [Scope::Plan, Scope::School].map(|scope| ScopeKey::generate(scope, 0, &mut random)).to_vec();
    vec![sure(minicbor::to_vec(Handed { keys, child: "Sam".to_owned() }))]
}

/// Any bytes, packed as a body is, without making them shorter: what comes out stays near to what went in.
fn stored(plain: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(vec![0; 4], Compression::none());
    sure(encoder.write_all(plain));
    let mut packed = sure(encoder.finish());
    let length = sure(u32::try_from(packed.len() - 4));
    packed[..4].copy_from_slice(&length.to_be_bytes());
    packed
}

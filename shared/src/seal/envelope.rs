//! The envelope: changes of one author device to one page, sealed and signed. The only thing that travels.
//!
//! ```text
//! version (1 byte: 1) ‖ header length (u16, big endian) ‖ header (CBOR map) ‖ sealed body ‖ signature (64 bytes)
//! ```
//!
//! The signature (Ed25519) is over everything before it, the header is the cipher's associated data, and the id is
//! the first half of the SHA-256 of all the bytes. The layout has one reading only, so one envelope has one id.
//!
//! Limits: [`ENVELOPE_LIMIT`] bytes an envelope, so less in the sealed body; [`HEADER_LIMIT`] bytes a header, with
//! [`REPLACES_LIMIT`] ids and [`STRETCHES_LIMIT`](super::STRETCHES_LIMIT) stretches in it; everything else in a header is a number or has one length, and there is no text. What
//! is known of a header is nested three deep; what is not known is skipped however deep, which takes no stack. The
//! limits of what is inside are in the header of `body.rs`: [`BODY_LIMIT`](super::BODY_LIMIT) and
//! [`CHANGES_LIMIT`](super::CHANGES_LIMIT).

use minicbor::{Decode, Encode};

use super::body::Body;
use super::counters::Counters;
use super::device_keys::{Device, DeviceKeys, Purpose, Signature};
use super::hash::hash16;
use super::random::Random;
use super::scope_key::ScopeKey;
use crate::page::PageName;
use crate::record::Scope;
use crate::{DeviceId, EnvelopeId, PageTag, TeamId};

/// The longest envelope, in bytes.
pub const ENVELOPE_LIMIT: usize = 512 << 10;
/// The most envelopes one may replace.
pub const REPLACES_LIMIT: usize = 3_000;
/// The longest header, in bytes: what its length can say.
const HEADER_LIMIT: usize = u16::MAX as usize;
const VERSION: u8 = 1;
const SIGNATURE: usize = 64;

/// What everyone may see of an envelope.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Header {
    /// The team.
    #[n(0)]
    pub team: TeamId,
    /// The scope.
    #[n(1)]
    pub scope: Scope,
    /// The era of the scope.
    #[n(2)]
    pub era: u32,
    /// The key epoch of the era.
    #[n(3)]
    pub epoch: u32,
    /// The page, by the name the relay knows.
    #[n(4)]
    pub tag: PageTag,
    /// The device that wrote and signed it.
    #[n(5)]
    pub author: DeviceId,
    /// The author's count of envelopes in this scope and era, from 1: a gap shows one that is withheld.
    #[n(6)]
    pub counter: u64,
    /// Envelopes of the same author and page that this one holds whole.
    #[n(7)]
    pub replaces: Vec<EnvelopeId>,
    /// The cipher's nonce.
    #[n(8)]
    #[cbor(with = "minicbor::bytes")]
    nonce: [u8; 12],
    /// The author's counters in this scope and era that it stands for: those of what it replaces, and of what that
    /// replaced. Without it, a reader who comes later would miss them.
    #[n(9)]
    pub stands_for: Option<Counters>,
}

/// An envelope to be sealed.
#[derive(Debug)]
pub struct NewEnvelope<'a> {
    /// The team.
    pub team: TeamId,
    /// The page.
    pub page: PageName,
    /// The author's count in this scope and era.
    pub counter: u64,
    /// Envelopes it replaces.
    pub replaces: Vec<EnvelopeId>,
    /// Raw Automerge change chunks of the author, in order.
    pub changes: &'a [Vec<u8>],
}

/// A parsed envelope. Its signature is checked by [`Envelope::verify`], its body by [`Envelope::open`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    bytes: Vec<u8>,
    header: Header,
    header_end: usize,
}

/// Why bytes are not an envelope that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// Not in the form above.
    #[error("the envelope is malformed")]
    Malformed,
    /// A newer form.
    #[error("the envelope was written by a newer version")]
    Newer,
    /// Over a limit.
    #[error("the envelope is too large")]
    TooLarge,
    /// The signature is not its author's.
    #[error("the envelope is not signed by its author")]
    BadSignature,
    /// The key does not open it.
    #[error("the envelope does not open with this key")]
    Sealed,
    /// The page inside is not the one on the outside.
    #[error("the envelope's page and tag differ")]
    WrongPage,
}

impl Envelope {
    /// Seals and signs.
    pub fn seal(
        new: NewEnvelope<'_>,
        key: &ScopeKey,
        author: &DeviceKeys,
        random: &mut Random,
    ) -> Result<Self, EnvelopeError> {
        Self::seal_for(new, None, key, author, random)
    }

    /// The same, for an envelope that stands for others.
    pub fn seal_for(
        new: NewEnvelope<'_>,
        stands_for: Option<Counters>,
        key: &ScopeKey,
        author: &DeviceKeys,
        random: &mut Random,
    ) -> Result<Self, EnvelopeError> {
        let header = Header {
            team: new.team,
            scope: key.scope,
            era: key.era,
            epoch: key.epoch,
            tag: key.page_tag(new.page),
            author: author.id(),
            counter: new.counter,
            replaces: new.replaces,
            nonce: random.bytes(),
            stands_for,
        };
        let changes = new.changes.iter().map(|change| change.clone().into()).collect();
        let body = Body { page: new.page, changes }.pack()?;
        let head = minicbor::to_vec(&header).map_err(|_| EnvelopeError::TooLarge)?;
        let length = u16::try_from(head.len()).map_err(|_| EnvelopeError::TooLarge)?;
        if head.len() > HEADER_LIMIT || header.replaces.len() > REPLACES_LIMIT {
            return Err(EnvelopeError::TooLarge);
        }
        let sealed = key.seal(&header.nonce, &head, &body).map_err(|_| EnvelopeError::TooLarge)?;

        let mut bytes = Vec::with_capacity(3 + head.len() + sealed.len() + SIGNATURE);
        bytes.push(VERSION);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&head);
        bytes.extend_from_slice(&sealed);
        let signature = author.sign(Purpose::Envelope, &[&bytes]);
        bytes.extend_from_slice(&signature);
        if bytes.len() > ENVELOPE_LIMIT {
            return Err(EnvelopeError::TooLarge);
        }
        Ok(Self { bytes, header, header_end: 3 + head.len() })
    }

    /// Reads the outside of an envelope; nothing is checked but its form and limits.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, EnvelopeError> {
        if bytes.len() > ENVELOPE_LIMIT {
            return Err(EnvelopeError::TooLarge);
        }
        match bytes.first() {
            Some(&VERSION) => {}
            Some(version) if *version > VERSION => return Err(EnvelopeError::Newer),
            _ => return Err(EnvelopeError::Malformed),
        }
        let (length, rest) = bytes[1..].split_first_chunk::<2>().ok_or(EnvelopeError::Malformed)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let head = rest.get(..length).ok_or(EnvelopeError::Malformed)?;
        if rest.len() < length + SIGNATURE {
            return Err(EnvelopeError::Malformed);
        }
        let mut decoder = minicbor::Decoder::new(head);
        let header: Header = decoder.decode().map_err(|_| EnvelopeError::Malformed)?;
        if decoder.position() != head.len() {
            return Err(EnvelopeError::Malformed);
        }
        if header.replaces.len() > REPLACES_LIMIT {
            return Err(EnvelopeError::TooLarge);
        }
        let header_end = 3 + length;
        Ok(Self { bytes, header, header_end })
    }

    /// Whether the author signed it.
    pub fn verify(&self, author: &Device) -> Result<(), EnvelopeError> {
        let (signed, signature) = self.bytes.split_at(self.bytes.len() - SIGNATURE);
        let signature: &Signature = signature.try_into().map_err(|_| EnvelopeError::Malformed)?;
        let holds =
            author.id() == self.header.author && author.signed(Purpose::Envelope, &[signed], signature);
        if holds { Ok(()) } else { Err(EnvelopeError::BadSignature) }
    }

    /// Opens the body; the page inside must be the one that the tag names.
    pub fn open(&self, key: &ScopeKey) -> Result<Body, EnvelopeError> {
        let head = &self.bytes[3..self.header_end];
        let sealed = &self.bytes[self.header_end..self.bytes.len() - SIGNATURE];
        let packed = key.open(&self.header.nonce, head, sealed).map_err(|_| EnvelopeError::Sealed)?;
        let body = Body::unpack(&packed)?;
        if key.page_tag(body.page) == self.header.tag { Ok(body) } else { Err(EnvelopeError::WrongPage) }
    }

    /// Its id.
    pub fn id(&self) -> EnvelopeId {
        EnvelopeId(hash16(&self.bytes))
    }

    /// Its outside.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// All of it, signature included.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// All of it, signature included.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostile;
    use crate::time::Month;
    use proptest::prelude::*;

    const PAGE: PageName = PageName::Month(Month { year: 2026, month: 11 });

    fn sealed() -> (Envelope, ScopeKey, DeviceKeys) {
        let mut random = Random::from_seed([5; 32]);
        let keys = DeviceKeys::generate(&mut random);
        let key = ScopeKey::generate(Scope::Home, 0, &mut random);
        let new = NewEnvelope {
            team: TeamId([1; 16]),
            page: PAGE,
            counter: 1,
            replaces: vec![EnvelopeId([2; 16])],
            changes: &[b"change".to_vec()],
        };
        (Envelope::seal(new, &key, &keys, &mut random).expect("small"), key, keys)
    }

    #[test]
    fn what_is_sealed_opens_and_verifies_after_travelling() {
        let (envelope, key, keys) = sealed();
        let arrived = Envelope::parse(envelope.bytes().to_vec()).expect("well-formed");
        assert_eq!(arrived, envelope);
        assert_eq!(arrived.verify(keys.public()), Ok(()));
        let body = arrived.open(&key).expect("the right key");
        assert_eq!((body.page, body.changes[0].as_slice()), (PAGE, &b"change"[..]));
    }

    #[test]
    fn a_borrowed_name_or_another_key_is_refused() {
        let (envelope, key, _) = sealed();
        let mut random = Random::from_seed([6; 32]);
        let other = DeviceKeys::generate(&mut random);
        assert_eq!(envelope.verify(other.public()), Err(EnvelopeError::BadSignature));
        let wrong = ScopeKey::generate(key.scope, 0, &mut random);
        assert_eq!(envelope.open(&wrong), Err(EnvelopeError::Sealed));
    }

    #[test]
    fn every_flipped_bit_every_cut_and_every_byte_more_is_noticed() {
        let (envelope, key, keys) = sealed();
        let refused = |bytes: &[u8]| {
            let parsed = Envelope::parse(bytes.to_vec());
            parsed.and_then(|changed| changed.verify(keys.public())).is_err()
        };
        hostile::refuses_every_flip(envelope.bytes(), refused);
        hostile::refuses_cut_and_lengthened(envelope.bytes(), refused);
        hostile::survives_every_flip(envelope.bytes(), |bytes| {
            // A signature apart, the cipher notices what it covers.
            if let Ok(envelope) = Envelope::parse(bytes.to_vec()) {
                let _ = envelope.open(&key);
            }
        });
    }

    /// An envelope with this header; its body and signature are nothing but long.
    fn with_header(header: &[u8], length: usize) -> Vec<u8> {
        let said = u16::try_from(header.len()).expect("a header").to_be_bytes();
        let mut bytes = [&[VERSION], &said[..], header].concat();
        bytes.resize(length, 7);
        bytes
    }

    #[test]
    fn an_envelope_is_read_up_to_its_limit_and_no_further() {
        let (envelope, ..) = sealed();
        let header = &envelope.bytes()[3..envelope.header_end];
        assert!(Envelope::parse(with_header(header, ENVELOPE_LIMIT)).is_ok());
        assert_eq!(Envelope::parse(with_header(header, ENVELOPE_LIMIT + 1)), Err(EnvelopeError::TooLarge));

        // The longest header, filled by a field that nobody knows.
        let filled = |length: usize| {
            let around = hostile::with_unknown_field(header, &[0x59, 0, 0]).len();
            let room = length - around;
            let said = u16::try_from(room).expect("short").to_be_bytes();
            hostile::with_unknown_field(header, &[&[0x59], &said[..], &vec![0; room]].concat())
        };
        assert_eq!(filled(HEADER_LIMIT).len(), HEADER_LIMIT);
        assert!(Envelope::parse(with_header(&filled(HEADER_LIMIT), HEADER_LIMIT + 100)).is_ok());
        // One more cannot be said: it is a header of no length, with something behind it.
        let mut more = with_header(&filled(HEADER_LIMIT), HEADER_LIMIT + 100);
        more[1..3].copy_from_slice(&[0, 0]);
        assert_eq!(Envelope::parse(more), Err(EnvelopeError::Malformed));
    }

    #[test]
    fn as_many_may_be_replaced_as_the_limit_says() {
        let (_, key, keys) = sealed();
        let replacing = |count: usize| {
            let new = NewEnvelope {
                team: TeamId([1; 16]),
                page: PAGE,
                counter: 1,
                replaces: vec![EnvelopeId([2; 16]); count],
                changes: &[b"change".to_vec()],
            };
            Envelope::seal(new, &key, &keys, &mut Random::from_seed([5; 32]))
        };
        let most = replacing(REPLACES_LIMIT).expect("within the limit");
        assert_eq!(Envelope::parse(most.bytes().to_vec()), Ok(most.clone()));
        assert_eq!(replacing(REPLACES_LIMIT + 1), Err(EnvelopeError::TooLarge));
        let mut header = most.header().clone();
        header.replaces.push(EnvelopeId([3; 16]));
        let header = minicbor::to_vec(header).expect("memory");
        let more = with_header(&header, header.len() + 100);
        assert_eq!(Envelope::parse(more), Err(EnvelopeError::TooLarge));
    }

    #[test]
    fn headers_nested_deeply_or_claimed_endless_end_soon() {
        let (envelope, ..) = sealed();
        let header = &envelope.bytes()[3..envelope.header_end];
        let read = |header: &[u8]| {
            // As long as an envelope can say that its header is.
            let header = &header[..header.len().min(usize::from(u16::MAX))];
            let length = u16::try_from(header.len()).expect("cut").to_be_bytes();
            let _ = Envelope::parse([&[VERSION], &length[..], header, &[0; 100]].concat());
        };
        hostile::survives_nesting(&[0xa1, 0x07], Some(header), read);
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(mut bytes in hostile::anything()) {
            let (_, key, keys) = sealed();
            if let Some(first) = bytes.first_mut() { *first = 1; }
            if let Ok(envelope) = Envelope::parse(bytes) {
                prop_assert!(envelope.verify(keys.public()).is_err());
                prop_assert!(envelope.open(&key).is_err());
            }
        }

        #[test]
        fn mangled_envelopes_never_panic(bytes in hostile::mangled(sealed().0.into_bytes())) {
            let (whole, key, keys) = sealed();
            if let Ok(envelope) = Envelope::parse(bytes) {
                prop_assert!(envelope == whole || envelope.verify(keys.public()).is_err());
                let _ = envelope.open(&key);
            }
        }

        #[test]
        fn what_is_sealed_opens(changes in proptest::collection::vec(hostile::anything(), 0..20), seed: [u8; 32]) {
            let mut random = Random::from_seed(seed);
            let keys = DeviceKeys::generate(&mut random);
            let key = ScopeKey::generate(Scope::Home, 0, &mut random);
            let (team, replaces) = (TeamId([1; 16]), Vec::new());
            let new = NewEnvelope { team, page: PAGE, counter: 1, replaces, changes: &changes };
            let envelope = Envelope::seal(new, &key, &keys, &mut random).expect("small");
            let arrived = Envelope::parse(envelope.into_bytes()).expect("well-formed");
            let opened = arrived.open(&key).expect("the right key");
            prop_assert_eq!(opened.changes.into_iter().map(Vec::from).collect::<Vec<_>>(), changes);
        }
    }
}

//! The keys of scopes, by era and epoch, and the ring of those a device holds.

use crate::sorted::Map;

use hmac::{Hmac, KeyInit, Mac};
use minicbor::{Decode, Encode};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::cipher::{self, KEY, NONCE};
use super::handing_over::CannotOpen;
use super::random::Random;
use crate::page::PageName;
use crate::record::Scope;
use crate::{DeviceId, PageTag};

/// What one epoch of one era of one scope is sealed under.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Zeroize, ZeroizeOnDrop)]
#[cbor(map)]
pub struct ScopeKey {
    /// The scope.
    #[n(0)]
    #[zeroize(skip)]
    pub scope: Scope,
    /// The era: what a grant "from today" opens.
    #[n(1)]
    pub era: u32,
    /// The epoch within the era: what a removal rotates.
    #[n(2)]
    pub epoch: u32,
    /// Seals envelopes of this epoch.
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    key: [u8; KEY],
    /// Names pages towards the relay; the same for every epoch of an era.
    #[n(4)]
    #[cbor(with = "minicbor::bytes")]
    tag_key: [u8; 32],
}

impl ScopeKey {
    /// The first key of a new era.
    pub fn generate(scope: Scope, era: u32, random: &mut Random) -> Self {
        Self { scope, era, epoch: 0, key: random.bytes(), tag_key: random.bytes() }
    }

    /// The key of the next epoch: pages keep their names towards the relay.
    #[must_use]
    pub fn rotated(&self, random: &mut Random) -> Self {
        Self { epoch: self.epoch + 1, key: random.bytes(), ..self.clone() }
    }

    /// The name the relay knows a page of this era by.
    pub fn page_tag(&self, page: PageName) -> PageTag {
        // HMAC takes a key of any length, so this cannot fail.
        let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.tag_key) else {
            return PageTag([0; 16]);
        };
        mac.update(&[self.scope.number()]);
        mac.update(&self.era.to_be_bytes());
        mac.update(page.to_string().as_bytes());
        let whole = mac.finalize().into_bytes();
        let mut tag = [0; 16];
        tag.copy_from_slice(&whole[..16]);
        PageTag(tag)
    }

    pub(super) fn seal(
        &self,
        nonce: &[u8; NONCE],
        header: &[u8],
        body: &[u8],
    ) -> Result<Vec<u8>, CannotOpen> {
        cipher::seal(&self.key, nonce, header, body)
    }

    pub(super) fn open(
        &self,
        nonce: &[u8; NONCE],
        header: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, CannotOpen> {
        cipher::open(&self.key, nonce, header, sealed)
    }
}

impl core::fmt::Debug for ScopeKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "ScopeKey({} era {} epoch {})", self.scope, self.era, self.epoch)
    }
}

/// The scope keys a device holds for one team.
#[derive(Debug, Clone, Default)]
pub struct KeyRing(Map<(Scope, u32, u32), ScopeKey>);

impl KeyRing {
    /// Adds a key. A key that is there stays: a second one for the same epoch would hide what the first sealed.
    pub fn add(&mut self, key: ScopeKey) {
        self.0.entry((key.scope, key.era, key.epoch)).or_insert_with(|| key);
    }

    /// The key of one epoch.
    pub fn get(&self, scope: Scope, era: u32, epoch: u32) -> Option<&ScopeKey> {
        self.0.get(&(scope, era, epoch))
    }

    /// The newest key of one era.
    pub fn newest_of(&self, scope: Scope, era: u32) -> Option<&ScopeKey> {
        self.0.values().rfind(|key| (key.scope, key.era) == (scope, era))
    }

    /// The newest key of a scope: what new records are sealed under.
    pub fn newest(&self, scope: Scope) -> Option<&ScopeKey> {
        self.0.values().rfind(|key| key.scope == scope)
    }

    /// Every key.
    pub fn iter(&self) -> impl Iterator<Item = &ScopeKey> {
        self.0.values()
    }
}

/// The longest name on a card, in bytes.
const CARD: usize = crate::record::NAME_LIMIT;

/// Seals a member's name for the roster, bound to the device that joins: only readers of the plan can open it. The
/// length is hidden.
pub fn seal_card(key: &ScopeKey, device: &DeviceId, name: &str, random: &mut Random) -> Vec<u8> {
    let mut padded = [0; CARD];
    let end = (0..=name.len().min(CARD)).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
    padded[..end].copy_from_slice(&name.as_bytes()[..end]);
    let nonce = random.bytes();
    let mut card = nonce.to_vec();
    card.extend_from_slice(&key.epoch.to_be_bytes());
    card.extend(key.seal(&nonce, &card_context(device, key.epoch), &padded).unwrap_or_default());
    card
}

/// Opens a member's card with the keys of the plan's first era.
pub fn open_card(ring: &KeyRing, device: &DeviceId, card: &[u8]) -> Option<String> {
    let (nonce, rest) = card.split_first_chunk::<12>()?;
    let (epoch, sealed) = rest.split_first_chunk::<4>()?;
    let epoch = u32::from_be_bytes(*epoch);
    let padded = ring.get(Scope::Plan, 0, epoch)?.open(nonce, &card_context(device, epoch), sealed).ok()?;
    let name = String::from_utf8(padded).ok()?;
    Some(name.trim_end_matches('\0').to_owned())
}

fn card_context(device: &DeviceId, epoch: u32) -> Vec<u8> {
    [b"carryover card 1\n".as_slice(), device.as_bytes(), &epoch.to_be_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostile;
    use crate::time::Month;
    use proptest::prelude::*;

    #[test]
    fn a_page_tag_tells_scopes_eras_and_months_apart_but_not_epochs() {
        let mut random = Random::from_seed([3; 32]);
        let key = ScopeKey::generate(Scope::Home, 0, &mut random);
        let rotated = key.rotated(&mut random);
        assert_eq!((rotated.epoch, rotated.key == key.key), (1, false));
        let november = PageName::Month(Month { year: 2026, month: 11 });
        let december = PageName::Month(Month { year: 2026, month: 12 });
        assert_eq!(key.page_tag(november), rotated.page_tag(november));
        assert_ne!(key.page_tag(november), key.page_tag(december));
        assert_ne!(key.page_tag(november), ScopeKey { era: 1, ..key.clone() }.page_tag(november));
    }

    #[test]
    fn a_card_opens_with_the_plan_and_hides_the_length_of_the_name() {
        let mut random = Random::from_seed([4; 32]);
        let device = DeviceId([1; 16]);
        let key = ScopeKey::generate(Scope::Plan, 0, &mut random);
        let (short, long) = (
            seal_card(&key, &device, "Pat", &mut random),
            seal_card(&key, &device, &"é".repeat(90), &mut random),
        );
        assert_eq!(short.len(), long.len());
        let mut ring = KeyRing::default();
        assert_eq!(open_card(&ring, &device, &short), None);
        ring.add(key);
        assert_eq!(open_card(&ring, &device, &short).as_deref(), Some("Pat"));
        assert_eq!(open_card(&ring, &device, &long), Some("é".repeat(48)));
        assert_eq!(open_card(&ring, &DeviceId([2; 16]), &short), None);
        assert_eq!(open_card(&ring, &device, &short[..20]), None);
    }

    #[test]
    fn an_altered_or_cut_card_does_not_open() {
        let mut random = Random::from_seed([4; 32]);
        let device = DeviceId([1; 16]);
        let key = ScopeKey::generate(Scope::Plan, 0, &mut random);
        let card = seal_card(&key, &device, "Pat", &mut random);
        let mut ring = KeyRing::default();
        ring.add(key);
        let is_refused = |card: &[u8]| open_card(&ring, &device, card).is_none();
        hostile::refuses_cut_and_lengthened(&card, is_refused);
        hostile::refuses_every_flip(&card, is_refused);
    }

    proptest! {
        #[test]
        fn any_name_comes_back_and_any_card_is_survived(name in "[^\0]{0,24}", bytes in hostile::anything(), seed: [u8; 32]) {
            let mut random = Random::from_seed(seed);
            let device = DeviceId([1; 16]);
            let key = ScopeKey::generate(Scope::Plan, 0, &mut random);
            let card = seal_card(&key, &device, &name, &mut random);
            let mut ring = KeyRing::default();
            ring.add(key);
            prop_assert_eq!(open_card(&ring, &device, &card), Some(name));
            prop_assert_eq!(open_card(&ring, &device, &bytes), None);
        }
    }
}

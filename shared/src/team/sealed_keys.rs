//! Scope keys on their way to someone: sealed to a device or an invite, travelling beside the chain.
//!
//! Limits: [`SEALED_LIMIT`] bytes sealed, with [`KEYS_LIMIT`] keys in them; the child's name is as long as there is
//! room. What is known is nested three deep; what is not known is skipped however deep, which takes no stack.

use minicbor::{Decode, Encode};
use zeroize::Zeroizing;

use super::operation::{Deed, OPEN_INVITES};
use crate::limited::at_most;
use crate::seal::{CannotOpen, Device, DeviceKeys, Random, ScopeKey, hash, open_from, seal_to};
use crate::{DeviceId, TeamId};

/// The most bytes that may travel beside one operation.
pub const SEALED_LIMIT: usize = 64 << 10;
/// The most keys handed over at once.
const KEYS_LIMIT: usize = 512;

/// Scope keys sealed to one receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedKeys(pub Vec<u8>);

/// What is sealed: the keys, and what an invited person sees before accepting.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Handed {
    /// The keys of the scopes granted.
    #[n(0)]
    #[cbor(decode_with = "at_most::<_, _, KEYS_LIMIT>")]
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
        if self.0.len() > SEALED_LIMIT {
            return Err(CannotOpen);
        }
        let plain = open_from(receiver, &context(team), &self.0)?;
        let mut decoder = minicbor::Decoder::new(&plain);
        let handed = decoder.decode().map_err(|_| CannotOpen)?;
        if decoder.position() == plain.len() { Ok(handed) } else { Err(CannotOpen) }
    }
}

/// Keys for one of several invites.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
struct ForInvite {
    #[n(0)]
    invite: DeviceId,
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    sealed: Vec<u8>,
}

#[derive(Encode, Decode)]
#[cbor(transparent)]
struct ForInvites(
    #[n(0)]
    #[cbor(decode_with = "at_most::<_, _, OPEN_INVITES>")]
    Vec<ForInvite>,
);

/// What travels beside an operation that seals keys anew to several invites; nothing for none.
pub fn beside(sealed: Vec<(DeviceId, SealedKeys)>) -> Vec<u8> {
    if sealed.is_empty() {
        return Vec::new();
    }
    let list = sealed.into_iter().map(|(invite, SealedKeys(sealed))| ForInvite { invite, sealed }).collect();
    // Encoding into memory cannot fail.
    minicbor::to_vec(ForInvites(list)).unwrap_or_default()
}

/// Reads what travels beside an operation: the keys of each invite that it names, those and no others. Beside one that
/// lists an invite they stand alone, beside any other in a list.
pub fn read_beside(deed: &Deed, bytes: &[u8]) -> Option<Vec<(DeviceId, Vec<u8>)>> {
    let named = deed.sealed_to_invites();
    let list: Vec<(DeviceId, Vec<u8>)> = match deed {
        Deed::Invite { invite, .. } => vec![(invite.id(), bytes.to_vec())],
        _ => {
            let mut decoder = minicbor::Decoder::new(bytes);
            let ForInvites(list) = decoder.decode().ok()?;
            if decoder.position() != bytes.len() {
                return None;
            }
            list.into_iter().map(|keys| (keys.invite, keys.sealed)).collect()
        }
    };
    let hashes = list.iter().map(|(invite, sealed)| (*invite, hash(&[sealed])));
    named.iter().map(|keys| (keys.invite, keys.sealed)).eq(hashes).then_some(list)
}

/// What keys of a team are sealed for.
pub(crate) fn context(team: &TeamId) -> Vec<u8> {
    [b"carryover scope keys 1\n".as_slice(), team.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostile;
    use crate::record::Scope;
    use proptest::prelude::*;

    const TEAM: TeamId = TeamId([1; 16]);

    fn receiver() -> DeviceKeys {
        DeviceKeys::generate(&mut Random::from_seed([2; 32]))
    }

    fn handed(child: &str) -> Handed {
        let key = ScopeKey::generate(Scope::Plan, 0, &mut Random::from_seed([3; 32]));
        Handed { keys: vec![key], child: child.into() }
    }

    /// Seals what is not keys as if it were.
    fn opened(plain: &[u8]) -> Result<Handed, CannotOpen> {
        let mut random = Random::from_seed([4; 32]);
        let sealed = seal_to(receiver().public(), &context(&TEAM), plain, &mut random).expect("a valid key");
        SealedKeys(sealed).open(&TEAM, &receiver())
    }

    #[test]
    fn only_whole_keys_for_this_team_and_receiver_open() {
        let plain = minicbor::to_vec(handed("Sam")).expect("memory");
        assert_eq!(opened(&plain), Ok(handed("Sam")));
        hostile::refuses_cut_and_lengthened(&plain, |plain| opened(plain).is_err());
        hostile::survives_every_flip(&plain, |plain| drop(opened(plain)));

        let mut random = Random::from_seed([5; 32]);
        let sealed =
            SealedKeys::seal(&handed("Sam"), &TEAM, receiver().public(), &mut random).expect("a key");
        let refused = |bytes: &[u8]| SealedKeys(bytes.to_vec()).open(&TEAM, &receiver()).is_err();
        hostile::refuses_cut_and_lengthened(&sealed.0, refused);
        hostile::refuses_every_flip(&sealed.0[..40], |head| refused(&[head, &sealed.0[40..]].concat()));
        assert!(sealed.open(&TeamId([9; 16]), &receiver()).is_err());
    }

    #[test]
    fn keys_are_read_up_to_their_limits_and_no_further() {
        let key = || ScopeKey::generate(Scope::Plan, 0, &mut Random::from_seed([3; 32]));
        let read = |handed: &Handed| opened(&minicbor::to_vec(handed).expect("memory"));
        let most = Handed { keys: (0..KEYS_LIMIT).map(|_| key()).collect(), child: "Sam".into() };
        assert_eq!(read(&most), Ok(most.clone()));
        let more = Handed { keys: (0..=KEYS_LIMIT).map(|_| key()).collect(), child: "Sam".into() };
        assert_eq!(read(&more), Err(CannotOpen));

        let sealed = |letters: usize| {
            let handed = handed(&"x".repeat(letters));
            let mut random = Random::from_seed([5; 32]);
            let sealed = SealedKeys::seal(&handed, &TEAM, receiver().public(), &mut random).expect("a key");
            (sealed.0.len(), sealed.open(&TEAM, &receiver()) == Ok(handed))
        };
        let around = sealed(60_000).0 - 60_000;
        assert_eq!(sealed(SEALED_LIMIT - around), (SEALED_LIMIT, true));
        assert_eq!(sealed(SEALED_LIMIT - around + 1), (SEALED_LIMIT + 1, false));
    }

    #[test]
    fn keys_nested_deeply_or_claimed_endless_end_soon() {
        let plain = minicbor::to_vec(handed("Sam")).expect("memory");
        hostile::survives_nesting(&[0xa2, 0x00, 0x81], Some(&plain), |plain| drop(opened(plain)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn what_is_handed_over_comes_back_and_anything_else_is_survived(child: String, bytes in hostile::anything()) {
            let plain = minicbor::to_vec(handed(&child)).expect("memory");
            prop_assert_eq!(opened(&plain), Ok(handed(&child)));
            let _ = (opened(&bytes), SealedKeys(bytes).open(&TEAM, &receiver()));
        }
    }
}

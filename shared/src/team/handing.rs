//! Scope keys for those who read a scope from here on. They travel in the operation that makes them needed, so whoever
//! has the chain has them, and a relay that lost everything gets them back with it.
//!
//! The keys are sealed once, under a key made for this handing alone; that one is sealed to each receiver. Keys for
//! open invites travel beside the chain instead ([`SealedKeys`](super::SealedKeys)), where they can be deleted.

use minicbor::{Decode, Encode};
use zeroize::Zeroizing;

use crate::limited::at_most;
use crate::record::Scope;
use crate::seal::{
    CannotOpen, Device, DeviceKeys, Random, ScopeKey, open_from, open_once, seal_once, seal_to,
};
use crate::{DeviceId, TeamId};

/// The most receivers of one handing: every device of a team and its sheet.
pub const RECEIVERS_LIMIT: usize = 65;
/// The most keys in one handing: one an era.
pub const HANDED_KEYS_LIMIT: usize = 1024;

/// Keys of one scope, for some devices.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Handing {
    /// The scope.
    #[n(0)]
    pub scope: Scope,
    /// The keys, sealed.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    keys: Vec<u8>,
    /// Who can open them.
    #[n(2)]
    #[cbor(decode_with = "at_most::<_, _, RECEIVERS_LIMIT>")]
    to: Vec<Receiver>,
}

/// One who can open a handing.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
struct Receiver {
    #[n(0)]
    device: DeviceId,
    /// The key that the keys are sealed under, sealed to this device.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    sealed: Vec<u8>,
}

#[derive(Encode, Decode)]
#[cbor(transparent)]
struct Keys(
    #[n(0)]
    #[cbor(decode_with = "at_most::<_, _, HANDED_KEYS_LIMIT>")]
    Vec<ScopeKey>,
);

impl Handing {
    /// Seals keys of one scope to some devices.
    pub fn seal<'a>(
        team: &TeamId,
        scope: Scope,
        keys: Vec<ScopeKey>,
        to: impl IntoIterator<Item = &'a Device>,
        random: &mut Random,
    ) -> Result<Self, CannotOpen> {
        let context = context(team, scope);
        let once = Zeroizing::new(random.bytes::<32>());
        let plain = Zeroizing::new(minicbor::to_vec(Keys(keys)).map_err(|_| CannotOpen)?);
        let sealed_to = |device: &Device| {
            let sealed = seal_to(device, &context, once.as_slice(), random)?;
            Ok(Receiver { device: device.id(), sealed })
        };
        let to = to.into_iter().map(sealed_to).collect::<Result<_, CannotOpen>>()?;
        Ok(Self { scope, keys: seal_once(&once, &context, &plain)?, to })
    }

    /// The keys, for one of the receivers; those of other scopes are left out.
    pub fn open(&self, team: &TeamId, receiver: &DeviceKeys) -> Result<Vec<ScopeKey>, CannotOpen> {
        let me = receiver.id();
        let mine = self.to.iter().find(|to| to.device == me).ok_or(CannotOpen)?;
        let context = context(team, self.scope);
        let once = open_from(receiver, &context, &mine.sealed)?;
        let once: Zeroizing<[u8; 32]> = Zeroizing::new(once.as_slice().try_into().map_err(|_| CannotOpen)?);
        let plain = open_once(&once, &context, &self.keys)?;
        let mut decoder = minicbor::Decoder::new(&plain);
        let Keys(mut keys) = decoder.decode().map_err(|_| CannotOpen)?;
        if decoder.position() != plain.len() {
            return Err(CannotOpen);
        }
        keys.retain(|key| key.scope == self.scope);
        Ok(keys)
    }

    /// Whose it is to open.
    pub fn receivers(&self) -> impl Iterator<Item = DeviceId> {
        self.to.iter().map(|to| to.device)
    }
}

fn context(team: &TeamId, scope: Scope) -> Vec<u8> {
    [b"carryover handing 1\n".as_slice(), team.as_bytes(), &[scope.number()]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostile;
    use proptest::prelude::*;

    const TEAM: TeamId = TeamId([1; 16]);

    fn device(seed: u8) -> DeviceKeys {
        DeviceKeys::generate(&mut Random::from_seed([seed; 32]))
    }

    fn handing(to: &[&DeviceKeys]) -> (Handing, ScopeKey) {
        let mut random = Random::from_seed([9; 32]);
        let key = ScopeKey::generate(Scope::School, 0, &mut random);
        let to = to.iter().map(|keys| keys.public());
        (Handing::seal(&TEAM, Scope::School, vec![key.clone()], to, &mut random).expect("keys"), key)
    }

    #[test]
    fn only_its_receivers_open_a_handing_of_their_team_and_scope() {
        let (ana, ben, eve) = (device(2), device(3), device(4));
        let (handing, key) = handing(&[&ana, &ben]);
        assert_eq!(handing.open(&TEAM, &ana), Ok(vec![key.clone()]));
        assert_eq!(handing.open(&TEAM, &ben), Ok(vec![key]));
        assert!(handing.open(&TEAM, &eve).is_err());
        assert!(handing.open(&TeamId([2; 16]), &ana).is_err());
        assert!(Handing { scope: Scope::Clinic, ..handing.clone() }.open(&TEAM, &ana).is_err());
        let swapped = Receiver { device: eve.id(), sealed: handing.to[0].sealed.clone() };
        assert!(Handing { to: vec![swapped], ..handing }.open(&TEAM, &eve).is_err());
    }

    #[test]
    fn keys_of_another_scope_are_not_smuggled_in() {
        let mut random = Random::from_seed([9; 32]);
        let keys = [Scope::School, Scope::Clinic].map(|scope| ScopeKey::generate(scope, 0, &mut random));
        let ana = device(2);
        let handing = Handing::seal(&TEAM, Scope::School, keys.to_vec(), [ana.public()], &mut random);
        assert_eq!(handing.expect("keys").open(&TEAM, &ana), Ok(keys[..1].to_vec()));
    }

    #[test]
    fn altered_keys_do_not_open() {
        let ana = device(2);
        let (handing, _) = handing(&[&ana]);
        let refused = |keys: &[u8]| {
            let altered = Handing { keys: keys.to_vec(), ..handing.clone() };
            altered.open(&TEAM, &ana).is_err()
        };
        hostile::refuses_cut_and_lengthened(&handing.keys, refused);
        hostile::refuses_every_flip(&handing.keys, refused);
    }

    #[test]
    fn as_many_receivers_and_keys_are_read_as_are_stated_and_no_more() {
        let ana = device(2);
        let mut random = Random::from_seed([9; 32]);
        let key = ScopeKey::generate(Scope::School, 0, &mut random);
        for more in [0, 1] {
            let (handing, _) = handing(&vec![&ana; RECEIVERS_LIMIT + more]);
            let bytes = minicbor::to_vec(&handing).expect("memory");
            assert_eq!(minicbor::decode::<Handing>(&bytes).is_ok(), more == 0);
            let keys = vec![key.clone(); HANDED_KEYS_LIMIT + more];
            let handing = Handing::seal(&TEAM, Scope::School, keys, [ana.public()], &mut random);
            assert_eq!(handing.expect("keys").open(&TEAM, &ana).is_ok(), more == 0);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_bytes_are_survived(keys in hostile::anything(), sealed in hostile::anything()) {
            let ana = device(2);
            let to = vec![Receiver { device: ana.id(), sealed }];
            let handing = Handing { scope: Scope::Plan, keys, to };
            prop_assert!(handing.open(&TEAM, &ana).is_err());
        }
    }
}

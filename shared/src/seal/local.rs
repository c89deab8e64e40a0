//! What a device's own store is sealed under: local keys, and the lock that wraps them.
//!
//! A store has one local key from its first start on, and one more with every lock that is set, so that what is written
//! under a lock is under a key that never lay there open. A sealed row begins with its key's number. [`Lock`] is
//! Argon2id (RFC 9106) over a PIN or passphrase, and what it wraps are all local keys together.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::{Zeroize, Zeroizing};

use super::cipher::{self, KEY, NONCE};
use super::handing_over::CannotOpen;
use super::random::Random;

/// A row says in one byte which key it is under.
const KEYS_LIMIT: usize = 255;

/// The keys of a store, the newest last.
#[derive(Clone, PartialEq, Eq)]
pub struct LocalKeys(Vec<Zeroizing<[u8; KEY]>>);

impl LocalKeys {
    /// The first key of a store.
    pub fn generate(random: &mut Random) -> Self {
        Self(vec![Zeroizing::new(random.bytes())])
    }

    /// The same keys and a new one, under which everything is sealed from then on.
    #[must_use]
    pub fn renewed(&self, random: &mut Random) -> Self {
        let mut keys = self.clone();
        if keys.0.len() < KEYS_LIMIT {
            keys.0.push(Zeroizing::new(random.bytes()));
        }
        keys
    }

    /// The keys from [`bytes`](Self::bytes); `None` if that is not what they are.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (keys, rest) = bytes.as_chunks::<KEY>();
        let fits = rest.is_empty() && (1..=KEYS_LIMIT).contains(&keys.len());
        fits.then(|| Self(keys.iter().map(|key| Zeroizing::new(*key)).collect()))
    }

    /// The keys one after the other.
    pub fn bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.iter().flat_map(|key| key.iter().copied()).collect())
    }

    /// Seals `plain` under the newest key, bound to its place in the store.
    pub fn seal(&self, place: &[u8], plain: &[u8], random: &mut Random) -> Vec<u8> {
        let Some((newest, before)) = self.0.split_last() else { return Vec::new() };
        let nonce = random.bytes();
        // There are at most 255 keys, and what is sealed fits into memory: neither step can fail.
        let number = u8::try_from(before.len()).unwrap_or(u8::MAX);
        let sealed = cipher::seal(newest, &nonce, &[&[number], place].concat(), plain).unwrap_or_default();
        [&[number], &nonce[..], &sealed].concat()
    }

    /// Opens what was sealed for this place; `None` if it was not, or was changed.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (number, rest) = sealed.split_first()?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE>()?;
        let key = self.0.get(usize::from(*number))?;
        cipher::open(key, nonce, &[&[*number], place].concat(), sealed).map(Zeroizing::new).ok()
    }
}

impl core::fmt::Debug for LocalKeys {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "LocalKeys({})", self.0.len())
    }
}

/// What a person unlocks with: decides what is asked for, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum LockKind {
    /// Four to eight digits.
    Pin = 0,
    /// Several words.
    Passphrase = 1,
}

/// The fewest letters of a passphrase: about four short words.
const PASSPHRASE_LETTERS: usize = 12;

/// What a person unlocks with, as typed. It is shown nowhere and wiped when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// What was typed; spaces around it do not count.
    pub fn new(typed: &str) -> Self {
        Self(Zeroizing::new(typed.trim().to_owned()))
    }

    /// Whether it can be the secret of a new lock of this kind.
    pub fn fits(&self, kind: LockKind) -> bool {
        match kind {
            LockKind::Pin => {
                (4..=8).contains(&self.0.len()) && self.0.bytes().all(|byte| byte.is_ascii_digit())
            }
            LockKind::Passphrase => self.0.chars().count() >= PASSPHRASE_LETTERS && self.0.len() <= 1000,
        }
    }

    /// Four words drawn at random, each one of 2,048: 2⁴⁴ ways.
    pub fn four_words(random: &mut Random) -> String {
        let list = bip39::Language::English.word_list();
        let drawn = [0; 4].map(|_: u8| usize::from(u16::from_le_bytes(random.bytes())));
        // Each is as likely as any other: 2,048 goes into 65,536.
        drawn.map(|number| list[number % list.len()]).join(" ")
    }

    fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl core::fmt::Debug for Secret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Secret")
    }
}

/// What one try costs: Argon2id's parameters. They lie beside what they protect, so that new locks can cost more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// What new locks cost: what an old phone can pay while a person waits.
    pub const USUAL: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };

    /// What the code of an invite costs, to make and to try: the same memory, and twice the passes.
    const OF_A_CODE: Self = Self { passes: 4, ..Self::USUAL };

    /// More than this is nothing that any version of the app wrote, and could stop it.
    const MOST: Self = Self { memory_kib: 256 * 1024, passes: 16, lanes: 4 };

    /// The key that follows from a secret; `None` if it cannot be paid.
    fn stretch(self, secret: &[u8], salt: &[u8; 16]) -> Option<Zeroizing<[u8; KEY]>> {
        let most = Self::MOST;
        if self.memory_kib > most.memory_kib || self.passes > most.passes || self.lanes > most.lanes {
            return None;
        }
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(KEY)).ok()?;
        let mut memory: Vec<Block> = Vec::new();
        memory.try_reserve_exact(params.block_count()).ok()?;
        memory.resize(params.block_count(), Block::default());
        let mut key = Zeroizing::new([0; KEY]);
        let argon2 = Argon2::new(ALGORITHM, VERSION, params);
        let done = argon2.hash_password_into_with_memory(secret, salt, key.as_mut_slice(), &mut memory);
        memory.zeroize();
        done.ok().map(|()| key)
    }
}

/// The secret of the invite whose code this is. Everybody must come to the same one from the code alone, so the salt is the same
/// for all; it only keeps this apart from other uses. `None` if there is not enough memory.
pub fn stretch_code(code: &[u8]) -> Option<Zeroizing<[u8; KEY]>> {
    Cost::OF_A_CODE.stretch(code, b"carryover code 1")
}

const ALGORITHM: Algorithm = Algorithm::Argon2id;
const VERSION: Version = Version::V0x13;

/// The local keys, wrapped by what a person knows. Whoever does not know it learns what kind it is and what a try costs.
///
/// Stored as `version 1 · kind · memory, passes, lanes (4 bytes each) · salt (16) · nonce (12) · wrapped`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// What to ask for.
    pub kind: LockKind,
    /// What a try costs.
    pub cost: Cost,
    salt: [u8; 16],
    nonce: [u8; NONCE],
    wrapped: Vec<u8>,
}

const LOCK: &[u8] = b"carryover lock 1\n";
const VERSION_1: u8 = 1;

impl Lock {
    /// Wraps `keys` under a secret.
    pub fn close(
        keys: &LocalKeys,
        kind: LockKind,
        secret: &Secret,
        cost: Cost,
        random: &mut Random,
    ) -> Result<Self, CannotOpen> {
        let (salt, nonce) = (random.bytes(), random.bytes());
        let key = cost.stretch(secret.bytes(), &salt).ok_or(CannotOpen)?;
        let wrapped = cipher::seal(&key, &nonce, LOCK, &keys.bytes())?;
        Ok(Self { kind, cost, salt, nonce, wrapped })
    }

    /// As it is stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Cost { memory_kib, passes, lanes } = self.cost;
        let numbers = [memory_kib, passes, lanes].map(u32::to_be_bytes);
        let head = [VERSION_1, self.kind as u8];
        [&head, numbers.as_flattened(), &self.salt, &self.nonce, &self.wrapped].concat()
    }

    /// Reads what was stored; `None` if it is not that.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let ([version, kind], rest) = bytes.split_first_chunk::<2>()?;
        let (numbers, rest) = rest.split_first_chunk::<12>()?;
        let (salt, rest) = rest.split_first_chunk::<16>()?;
        let (nonce, wrapped) = rest.split_first_chunk::<NONCE>()?;
        let kind = match (*version, *kind) {
            (VERSION_1, 0) => LockKind::Pin,
            (VERSION_1, 1) => LockKind::Passphrase,
            _ => return None,
        };
        let (numbers, _) = numbers.as_chunks::<4>();
        let number = |at: usize| numbers.get(at).map(|bytes| u32::from_be_bytes(*bytes));
        let cost = Cost { memory_kib: number(0)?, passes: number(1)?, lanes: number(2)? };
        Some(Self { kind, cost, salt: *salt, nonce: *nonce, wrapped: wrapped.to_vec() })
    }

    /// The keys, if this is the secret.
    pub fn open(&self, secret: &Secret) -> Option<LocalKeys> {
        let key = self.cost.stretch(secret.bytes(), &self.salt)?;
        let keys = cipher::open(&key, &self.nonce, LOCK, &self.wrapped).map(Zeroizing::new).ok()?;
        LocalKeys::from_bytes(&keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostile;

    fn secret(typed: &str) -> Secret {
        Secret::new(typed)
    }

    const CHEAP: Cost = Cost { memory_kib: 8, passes: 1, lanes: 1 };

    #[test]
    fn what_is_sealed_opens_in_its_place_and_after_new_keys() {
        let mut random = Random::from_seed([1; 32]);
        let first = LocalKeys::generate(&mut random);
        let sealed = first.seal(b"keys/1", b"a secret", &mut random);
        let second = first.renewed(&mut random);
        assert_eq!(second.open(b"keys/1", &sealed).as_deref().map(Vec::as_slice), Some(&b"a secret"[..]));
        assert_eq!(second.open(b"keys/2", &sealed), None, "not in another place");
        let later = second.seal(b"keys/1", b"a secret", &mut random);
        assert_eq!(first.open(b"keys/1", &later), None, "the first key does not open what came after it");
        assert_eq!(LocalKeys::generate(&mut random).open(b"keys/1", &sealed), None);
        hostile::refuses_every_flip(&sealed, |sealed| second.open(b"keys/1", sealed).is_none());
        for end in 0..sealed.len() {
            assert_eq!(first.open(b"keys/1", &sealed[..end]), None);
        }
        assert_eq!(LocalKeys::from_bytes(&second.bytes()), Some(second));
    }

    #[test]
    fn keys_that_are_full_stay_as_they_are() {
        let mut random = Random::from_seed([1; 32]);
        let mut keys = LocalKeys::generate(&mut random);
        for _ in 0..300 {
            keys = keys.renewed(&mut random);
        }
        let sealed = keys.seal(b"", b"plain", &mut random);
        assert_eq!(keys.open(b"", &sealed).as_deref().map(Vec::as_slice), Some(&b"plain"[..]));
        assert_eq!(LocalKeys::from_bytes(&keys.bytes()), Some(keys));
        for wrong in [0, 31, 33, 256 * 32] {
            assert_eq!(LocalKeys::from_bytes(&vec![0; wrong]), None);
        }
    }

    #[test]
    fn a_lock_opens_with_its_secret_alone() {
        let mut random = Random::from_seed([2; 32]);
        let keys = LocalKeys::generate(&mut random);
        let lock =
            Lock::close(&keys, LockKind::Pin, &secret("4711"), CHEAP, &mut random).expect("it can be paid");
        assert_eq!(lock.open(&secret("4711")), Some(keys.clone()));
        for wrong in ["4712", "", "47110"] {
            assert_eq!(lock.open(&secret(wrong)), None);
        }
        let bytes = lock.to_bytes();
        assert!(!bytes.windows(KEY).any(|window| window == &keys.bytes()[..]));
        assert_eq!(Lock::from_bytes(&bytes), Some(lock.clone()));
        assert!((0..2 + 12 + 16 + NONCE).all(|end| Lock::from_bytes(&bytes[..end]).is_none()));
        hostile::survives_every_flip(&bytes, |bytes| {
            let read = Lock::from_bytes(bytes);
            // Costs that were made up are survived; only cheap ones are worth paying here.
            let cheap = read.filter(|lock| lock.cost.memory_kib <= 1024 && lock.cost.passes <= 2);
            assert!(cheap.is_none_or(
                |read| read == lock || read.open(&secret("4711")).is_none_or(|held| held == keys)
            ));
        });
        let dear = Lock { cost: Cost { memory_kib: u32::MAX, ..CHEAP }, ..lock };
        assert_eq!(dear.open(&secret("4711")), None);
    }

    #[test]
    fn a_pin_is_four_to_eight_digits_and_a_passphrase_long() {
        for (typed, is_pin, is_passphrase) in [
            ("471", false, false),
            (" 4711 ", true, false),
            ("12345678", true, false),
            ("123456789", false, false),
            ("٤٧١١", false, false),
            ("violet", false, false),
            ("violet boat sun", false, true),
        ] {
            let fits = [LockKind::Pin, LockKind::Passphrase].map(|kind| secret(typed).fits(kind));
            assert_eq!(fits, [is_pin, is_passphrase], "{typed}");
        }
        assert_eq!(format!("{:?}", secret("4711")), "Secret");
    }

    #[test]
    fn words_that_are_drawn_are_four_and_fit() {
        let mut random = Random::from_seed([3; 32]);
        let drawn = [0; 50].map(|_: u8| Secret::four_words(&mut random));
        for words in &drawn {
            assert_eq!(words.split(' ').count(), 4);
            assert!(secret(words).fits(LockKind::Passphrase), "{words}");
        }
        assert_ne!(drawn[0], drawn[1]);
    }

    #[test]
    fn the_usual_cost_is_not_below_what_owasp_names() {
        let Cost { memory_kib, passes, lanes } = Cost::USUAL;
        assert!(memory_kib >= 19 * 1024 && passes >= 2 && lanes >= 1);
    }

    /// RFC 9106, section 5.3: the algorithm and version that are used, with all that the RFC puts in.
    #[test]
    fn argon2id_is_that_of_rfc_9106() {
        let mut params = argon2::ParamsBuilder::new();
        let data = argon2::AssociatedData::new(&[4; 12]).expect("twelve bytes");
        params.m_cost(32).t_cost(3).p_cost(4).data(data);
        let params = params.build().expect("the RFC's own");
        let hasher = Argon2::new_with_secret(&[3; 8], ALGORITHM, VERSION, params.clone());
        let mut memory = vec![Block::default(); params.block_count()];
        let mut tag = [0; 32];
        let hashed = hasher.expect("eight bytes").hash_password_into_with_memory(
            &[1; 32],
            &[2; 16],
            &mut tag,
            &mut memory,
        );
        hashed.expect("enough memory");
        assert_eq!(
            tag,
            [
                0x0d, 0x64, 0x0d, 0xf5, 0x8d, 0x78, 0x76, 0x6c, 0x08, 0xc0, 0x37, 0xa3, 0x4a, 0x8b, 0x53,
                0xc9, 0xd0, 0x1e, 0xf0, 0x45, 0x2d, 0x75, 0xb6, 0x5e, 0xb5, 0x25, 0x20, 0xe9, 0x6b, 0x01,
                0xe6, 0x59
            ]
        );
    }
}

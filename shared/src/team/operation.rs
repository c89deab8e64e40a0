//! One roster operation: a deed, its place in the chain and its author's signature.
//!
//! ```text
//! version (1 byte: 1) ‖ body length (u16, big endian) ‖ body (CBOR map) ‖ signature (64 bytes)
//! ```
//!
//! The hash that the next operation names is the SHA-256 of all the bytes.
//!
//! Limits: [`OPERATION_LIMIT`] bytes an operation. A card is as long as its operation has room for. An operation carries
//! keys of at most five scopes ([`Handings`]), each for [`RECEIVERS_LIMIT`](super::RECEIVERS_LIMIT) receivers and of
//! [`HANDED_KEYS_LIMIT`](super::HANDED_KEYS_LIMIT) keys, and for [`OPEN_INVITES`] invites; everything else is a number
//! or has one length, and there is no text. What is known is nested eight deep; what is not known
//! is skipped however deep, which takes no stack. A chain has [`CHAIN_LIMIT`](super::CHAIN_LIMIT) operations, and so
//! many invites are open at once as `rules.rs` allows. Keys that travel beside an operation are held to
//! [`SEALED_LIMIT`](super::SEALED_LIMIT) bytes.

use minicbor::{Decode, Encode};

use super::handing::Handing;
use crate::limited::at_most;
use crate::record::{Role, ScopeSet};
use crate::seal::{Device, DeviceKeys, Hash, Purpose, ScopeKey, Signature, hash};
use crate::{DeviceId, MemberId, TeamId};

/// The longest operation, in bytes.
pub const OPERATION_LIMIT: usize = 60 << 10;
/// The most invites open at once.
pub const OPEN_INVITES: usize = 64;
const VERSION: u8 = 1;
const SIGNATURE: usize = 64;

/// What an operation does. A deed added by a newer version makes the chain unreadable for older ones, which then
/// say so and stop: a roster half understood would be worse than none.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Deed {
    /// Starts the team; the author is its first member.
    #[n(0)]
    Found {
        /// The founder's device.
        #[n(0)]
        device: Device,
        /// What the founder is to the child.
        #[n(1)]
        role: Role,
        /// The founder's name, sealed under the plan's key.
        #[n(2)]
        #[cbor(with = "minicbor::bytes")]
        card: Vec<u8>,
        /// The recovery sheet's public keys.
        #[n(3)]
        sheet: Device,
        /// The keys of every scope, for the sheet. A team has no id before this operation: zeros stand for it.
        #[n(4)]
        handings: Option<Handings>,
    },
    /// Lists a temporary key; whoever holds its secret may join with it once.
    #[n(1)]
    Invite {
        /// The invite's public keys.
        #[n(0)]
        invite: Device,
        /// The role it gives.
        #[n(1)]
        role: Role,
        /// What the new member will read.
        #[n(2)]
        reads: ScopeSet,
        /// What the new member will write.
        #[n(3)]
        writes: ScopeSet,
        /// When it stops working, by the relay's clock, milliseconds since 1970.
        #[n(4)]
        expires_ms: i64,
        /// The hash of the scope keys sealed to the invite, which travel beside the chain.
        #[n(5)]
        #[cbor(with = "minicbor::bytes")]
        sealed: Hash,
        /// Whether it is for another device of whoever makes it.
        #[n(6)]
        own: Option<bool>,
    },
    /// Withdraws an invite that was not used.
    #[n(2)]
    CancelInvite {
        /// The invite.
        #[n(0)]
        invite: DeviceId,
    },
    /// Uses an invite; the author is the new device.
    #[n(3)]
    Join {
        /// The invite.
        #[n(0)]
        invite: DeviceId,
        /// The new member's device.
        #[n(1)]
        device: Device,
        /// The invite key's signature over team, invite and device.
        #[n(2)]
        #[cbor(with = "minicbor::bytes")]
        proof: Signature,
        /// The new member's name, sealed under the plan's key.
        #[n(3)]
        #[cbor(with = "minicbor::bytes")]
        card: Vec<u8>,
    },
    /// Lets a member read or write more.
    #[n(4)]
    Grant {
        /// The member.
        #[n(0)]
        member: MemberId,
        /// What they read from now on, beside what they read already.
        #[n(1)]
        reads: ScopeSet,
        /// What they write from now on.
        #[n(2)]
        writes: ScopeSet,
        /// Whether they read what was written before as well; otherwise a new era begins.
        #[n(3)]
        with_past: bool,
        /// The keys for that.
        #[n(4)]
        keys: Keys,
    },
    /// Lets a member read or write less.
    #[n(5)]
    Withdraw {
        /// The member.
        #[n(0)]
        member: MemberId,
        /// What they read no more.
        #[n(1)]
        reads: ScopeSet,
        /// What they write no more.
        #[n(2)]
        writes: ScopeSet,
        /// The keys of the next epochs, for everyone else.
        #[n(3)]
        keys: Keys,
    },
    /// Ends a membership, and cancels the invites that the member made.
    #[n(6)]
    Remove {
        /// The member.
        #[n(0)]
        member: MemberId,
        /// The keys of the next epochs, for everyone else.
        #[n(1)]
        keys: Keys,
    },
    /// Ends what one device may, and leaves its person in the team.
    #[n(7)]
    RemoveDevice {
        /// The device.
        #[n(0)]
        device: DeviceId,
        /// The keys of the next epochs, for every other device.
        #[n(1)]
        keys: Keys,
    },
    /// The author goes. Whoever goes cannot make keys for those who stay: the next epochs are owed.
    #[n(8)]
    Leave {},
    /// Begins new epochs.
    #[n(9)]
    Rotate {
        /// Of these scopes.
        #[n(0)]
        scopes: ScopeSet,
        /// The keys.
        #[n(1)]
        keys: Keys,
    },
    /// Makes the recovery sheet another one; the author's from here on.
    #[n(10)]
    ReplaceSheet {
        /// The new sheet's public keys.
        #[n(0)]
        sheet: Device,
        /// Every key of what its owner reads, for the sheet.
        #[n(1)]
        handings: Handings,
    },
    /// Uses the recovery sheet; the author is the new device, of the sheet's owner.
    #[n(11)]
    Recover {
        /// The new device.
        #[n(0)]
        device: Device,
        /// The sheet's signature over team, sheet and device.
        #[n(1)]
        #[cbor(with = "minicbor::bytes")]
        proof: Signature,
        /// The next sheet's public keys.
        #[n(2)]
        sheet: Device,
        /// Every key of what its owner reads, for the next sheet.
        #[n(3)]
        handings: Handings,
    },
    /// Makes a member something else to the child. What they read and write stays as it is.
    #[n(12)]
    ChangeRole {
        /// The member.
        #[n(0)]
        member: MemberId,
        /// What they are from here on.
        #[n(1)]
        role: Role,
    },
    /// Begins the author's private notes, or new keys of them. Nobody else has any.
    #[n(13)]
    Private {
        /// The keys.
        #[n(0)]
        keys: Keys,
    },
}

/// Handings of one operation, at most one a scope.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Handings(
    #[n(0)]
    #[cbor(decode_with = "at_most::<_, _, SCOPES>")]
    pub Vec<Handing>,
);

/// The most handings of one operation.
const SCOPES: usize = crate::record::Scope::ALL.len();

/// What an operation does to keys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Keys {
    /// New keys for devices and the sheet.
    #[n(0)]
    pub handings: Handings,
    /// What open invites that read one of these scopes get instead of what they had.
    #[n(1)]
    #[cbor(decode_with = "at_most::<_, _, OPEN_INVITES>")]
    pub invites: Vec<InviteKeys>,
}

/// The keys of an invite, made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct InviteKeys {
    /// The invite.
    #[n(0)]
    pub invite: DeviceId,
    /// The hash of what is sealed to it, which travels beside the chain.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub sealed: Hash,
}

impl Deed {
    /// The handings it carries.
    pub fn handings(&self) -> &[Handing] {
        match self {
            Self::Found { handings: Some(handings), .. }
            | Self::ReplaceSheet { handings, .. }
            | Self::Recover { handings, .. } => &handings.0,
            Self::Grant { keys, .. }
            | Self::Withdraw { keys, .. }
            | Self::Remove { keys, .. }
            | Self::RemoveDevice { keys, .. }
            | Self::Rotate { keys, .. }
            | Self::Private { keys } => &keys.handings.0,
            Self::Found { handings: None, .. }
            | Self::Invite { .. }
            | Self::CancelInvite { .. }
            | Self::Join { .. }
            | Self::ChangeRole { .. }
            | Self::Leave {} => &[],
        }
    }

    /// Puts keys into it, where it carries any.
    pub fn set_keys(&mut self, new: Keys) {
        match self {
            Self::Found { handings, .. } => *handings = Some(new.handings),
            Self::ReplaceSheet { handings, .. } | Self::Recover { handings, .. } => *handings = new.handings,
            Self::Grant { keys, .. }
            | Self::Withdraw { keys, .. }
            | Self::Remove { keys, .. }
            | Self::RemoveDevice { keys, .. }
            | Self::Rotate { keys, .. }
            | Self::Private { keys } => *keys = new,
            Self::Invite { .. }
            | Self::CancelInvite { .. }
            | Self::Join { .. }
            | Self::ChangeRole { .. }
            | Self::Leave {} => {}
        }
    }

    /// The invites it seals keys to, with the hash of what is sealed to each.
    pub fn sealed_to_invites(&self) -> Vec<InviteKeys> {
        match self {
            Self::Invite { invite, sealed, .. } => {
                vec![InviteKeys { invite: invite.id(), sealed: *sealed }]
            }
            Self::Grant { keys, .. }
            | Self::Withdraw { keys, .. }
            | Self::Remove { keys, .. }
            | Self::RemoveDevice { keys, .. }
            | Self::Rotate { keys, .. }
            | Self::Private { keys } => keys.invites.clone(),
            Self::Found { .. }
            | Self::CancelInvite { .. }
            | Self::Join { .. }
            | Self::Leave {}
            | Self::ChangeRole { .. }
            | Self::ReplaceSheet { .. }
            | Self::Recover { .. } => Vec::new(),
        }
    }
}

/// An operation to be signed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Draft {
    /// The team; none in the operation that founds it.
    #[n(0)]
    pub team: Option<TeamId>,
    /// Its place, from 0.
    #[n(1)]
    pub sequence: u32,
    /// The hash of the operation before; zeros in the first.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub previous: Hash,
    /// The device that signs.
    #[n(3)]
    pub author: DeviceId,
    /// When, by the author's clock, milliseconds since 1970: to show, not to decide by.
    #[n(4)]
    pub at_ms: i64,
    /// What it does.
    #[n(5)]
    pub deed: Deed,
}

/// A signed operation. The signature is checked by the [`Roster`](super::Roster), which knows the author's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    bytes: Vec<u8>,
    draft: Draft,
}

/// Why bytes are not an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OperationError {
    /// Not in the form above.
    #[error("the roster operation is malformed")]
    Malformed,
    /// A newer form, or a deed this version does not know.
    #[error("the roster operation was written by a newer version")]
    Newer,
    /// Over the limit.
    #[error("the roster operation is too large")]
    TooLarge,
}

impl Operation {
    /// Signs a draft.
    pub fn sign(draft: Draft, keys: &DeviceKeys) -> Result<Self, OperationError> {
        let body = minicbor::to_vec(&draft).map_err(|_| OperationError::TooLarge)?;
        let length = u16::try_from(body.len()).map_err(|_| OperationError::TooLarge)?;
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&body);
        let signature = keys.sign(Purpose::Roster, &[&bytes]);
        bytes.extend_from_slice(&signature);
        if bytes.len() > OPERATION_LIMIT {
            return Err(OperationError::TooLarge);
        }
        Ok(Self { bytes, draft })
    }

    /// Reads an operation; nothing is checked but its form and limits.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, OperationError> {
        if bytes.len() > OPERATION_LIMIT {
            return Err(OperationError::TooLarge);
        }
        match bytes.first() {
            Some(&VERSION) => {}
            Some(version) if *version > VERSION => return Err(OperationError::Newer),
            _ => return Err(OperationError::Malformed),
        }
        let (length, rest) = bytes[1..].split_first_chunk::<2>().ok_or(OperationError::Malformed)?;
        let length = usize::from(u16::from_be_bytes(*length));
        if rest.len() != length + SIGNATURE {
            return Err(OperationError::Malformed);
        }
        let mut decoder = minicbor::Decoder::new(&rest[..length]);
        let draft: Draft = decoder.decode().map_err(|why| match why.is_unknown_variant() {
            true => OperationError::Newer,
            false => OperationError::Malformed,
        })?;
        if decoder.position() != length {
            return Err(OperationError::Malformed);
        }
        Ok(Self { bytes, draft })
    }

    /// Whether `author` signed it.
    pub fn is_signed_by(&self, author: &Device) -> bool {
        let (signed, signature) = self.bytes.split_at(self.bytes.len() - SIGNATURE);
        let Ok(signature) = <&Signature>::try_from(signature) else { return false };
        author.id() == self.draft.author && author.signed(Purpose::Roster, &[signed], signature)
    }

    /// The keys that it hands to this device.
    pub fn handed_to(&self, device: &DeviceKeys) -> Vec<ScopeKey> {
        // A founding has no team yet.
        let team = self.draft.team.unwrap_or(TeamId([0; 16]));
        let handings = self.draft.deed.handings().iter();
        handings.filter_map(|handing| handing.open(&team, device).ok()).flatten().collect()
    }

    /// The hash that the next operation names.
    pub fn hash(&self) -> Hash {
        hash(&[&self.bytes])
    }

    /// What it says.
    pub fn content(&self) -> &Draft {
        &self.draft
    }

    /// All of it, signature included.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// What an invite's or a sheet's key signs when it is used: this team, this invite or sheet, this device.
pub fn join_statement(team: &TeamId, invite: &DeviceId, device: &Device) -> Vec<u8> {
    [team.as_bytes().as_slice(), invite.as_bytes(), &device.signing, &device.receiving].concat()
}

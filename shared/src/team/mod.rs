//! The team: a signed chain of operations that says who may read and write what.
//!
//! Where to start:
//! - [`Operation`]: one signed link of the chain, as bytes;
//! - [`Roster`]: what follows from a chain; `rules.rs`: who may make it longer, and how;
//! - [`Handing`]: keys for those who read a scope from here on;
//! - [`InviteLink`]: what stands behind the `#` of an invite; [`InviteCode`]: the same to be typed.
//!
//! There are no accounts. A team's id is the hash of its first operation, so nobody can forge a team. The relay
//! orders operations by accepting one only on the current head; every device checks the whole chain by the same
//! rules. Names and notes are never in it: a member's name is a card sealed under the plan's key.

mod code;
mod disclosures;
mod handing;
mod link;
mod operation;
mod private;
mod roster;
mod rules;
mod sealed_keys;
mod sheet_code;

pub use code::{InviteCode, NotACode};
pub use disclosures::{Disclosure, disclosures};
pub use handing::{HANDED_KEYS_LIMIT, Handing, RECEIVERS_LIMIT};
pub use link::{InviteLink, NotALink};
pub use operation::{
    Deed, Draft, Handings, InviteKeys, Keys, OPEN_INVITES, OPERATION_LIMIT, Operation, OperationError,
    join_statement,
};
pub use roster::{CHAIN_LIMIT, Gone, Head, Invite, InviteState, Member, Roster, RosterDevice, Sheet};
pub use rules::{Due, DueHanding, Refusal, What};
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use sealed_keys::context as context_of_keys;
pub use sealed_keys::{Handed, SEALED_LIMIT, SealedKeys, beside, read_beside};
pub use sheet_code::{NotASheet, SheetCode};

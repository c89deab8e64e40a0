//! The team: a signed chain of operations that says who may read and write what.
//!
//! Where to start:
//! - [`Operation`]: one signed link of the chain, as bytes;
//! - [`Roster`]: what follows from a chain, and the rules for making it longer;
//! - [`InviteLink`]: what stands behind the `#` of an invite.
//!
//! There are no accounts. A team's id is the hash of its first operation, so nobody can forge a team. The relay
//! orders operations by accepting one only on the current head; every device checks the whole chain by the same
//! rules. Names and notes are never in it: a member's name is a card sealed under the plan's key.

mod link;
mod operation;
mod roster;
mod sealed_keys;

pub use link::{InviteLink, NotALink};
pub use operation::{Deed, Draft, OPERATION_LIMIT, Operation, OperationError, join_statement};
pub use roster::{CHAIN_LIMIT, Head, Invite, InviteState, Member, Refusal, Roster, RosterDevice};
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use sealed_keys::context as context_of_keys;
pub use sealed_keys::{Handed, SEALED_LIMIT, SealedKeys};

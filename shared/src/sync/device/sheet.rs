//! The recovery sheet on this device: until it is printed, and when a new phone joins with it.
//!
//! The sheet's keys stand in the founding of the team and are handed every key like a device. Its secret waits on the
//! device that made it until it is printed, and is then erased. Used once, it is replaced by the one that the new
//! phone made.

use super::inviting::{InviteProgress, Looking, Newcomer, Offer};
use super::rows::{self, Marks};
use super::team::{Chain, Team};
use super::{After, CommandError, Device, Effect, Identity, Loading, Phase};
use crate::seal::Purpose;
use crate::storage::Table;
use crate::team::{Deed, Handings, SheetCode, join_statement};
use crate::wire::{Parcel, Refused};
use crate::{Now, TeamId};

impl Device {
    /// The sheet to be printed, while its secret is here and it can open everything.
    pub fn sheet(&self, team: TeamId) -> Option<SheetCode> {
        let team = self.team(team)?;
        let sheet = team.chain.roster.sheet();
        let secret = team.sheets.get(&sheet.keys.id()).filter(|_| sheet.is_handed)?;
        Some(SheetCode::new(team.id(), *secret))
    }

    /// The sheet is printed: its secret is erased here.
    pub fn sheet_printed(&mut self, team_id: TeamId) {
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        let sheet = team.chain.roster.sheet().keys.id();
        if team.sheets.remove(&sheet).is_some() {
            self.saver.write([rows::forget_sheet_row(team_id, sheet)]);
        }
    }

    /// Whether these words are those of the team's sheet as it is now, without using it.
    pub fn is_sheet(&self, code: &SheetCode) -> bool {
        self.team(code.team).is_some_and(|team| {
            let sheet = team.chain.roster.sheet();
            sheet.is_handed && sheet.keys.id() == code.keys().id()
        })
    }

    /// Looks at what a sheet leads to; see [`Device::progress`].
    pub fn open_sheet(
        &mut self,
        now: Now,
        code: &SheetCode,
        effects: &mut Vec<Effect>,
    ) -> Result<(), CommandError> {
        self.look(now, Looking::with(Some(code.team), code.keys()), effects)
    }
}

/// Why nothing was restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RestoreError {
    /// The store is not read yet, or cannot be used.
    #[error("this device is not ready")]
    NotReady,
    /// This device is in that team: the file can be taken in as it is.
    #[error("this device is in that team already; take the file in with `unpack`")]
    AlreadyIn,
    /// The file is of another team, or the sheet was replaced since.
    #[error(
        "the recovery sheet does not open this file: it is of another team, or was replaced by a newer sheet"
    )]
    OtherSheet,
    /// The roster in it does not hold together, or was written by a newer version.
    #[error("the roster in the file cannot be read")]
    Roster,
}

impl Device {
    /// Starts anew from a parcel and the sheet of its team: this device joins as another one of the sheet's owner, has
    /// everything at once, and tells the relay when there is one.
    pub fn restore(
        &mut self,
        now: Now,
        parcel: Parcel,
        code: &SheetCode,
        effects: &mut Vec<Effect>,
    ) -> Result<(), RestoreError> {
        let Parcel { team: id, operations, envelopes } = parcel;
        if self.teams.contains_key(&id) {
            return Err(RestoreError::AlreadyIn);
        }
        let Phase::Ready(identity) = &mut self.phase else { return Err(RestoreError::NotReady) };
        let keys = code.keys();
        let chain = Chain::read(operations.into_iter()).filter(|chain| chain.roster.team() == id);
        let chain = chain.ok_or(RestoreError::Roster)?;
        if code.team != id || chain.roster.sheet().keys.id() != keys.id() {
            return Err(RestoreError::OtherSheet);
        }
        let mut team = Team::new(chain, Marks::default());
        team.take_handed(&keys, 0);
        let next = SheetCode::draw(&mut identity.random);
        let deed = recover(&team, identity, *keys.secret(), &next).ok_or(RestoreError::OtherSheet)?;
        let operation = super::inviting::sign(identity, id, team.chain.roster.head(), now, deed);
        let operation = operation.ok_or(RestoreError::Roster)?;
        team.chain.extend(operation).map_err(|_| RestoreError::OtherSheet)?;
        let sheet = team.chain.roster.sheet().keys.id();
        team.sheets.insert(sheet, next);
        self.saver.write(team.chain.rows(id));
        self.saver.write(team.keys.iter().map(|key| rows::key_row(id, key)));
        self.saver.write([rows::marks_row(id, team.marks), rows::sheet_row(id, sheet, &next)]);
        self.teams.insert(id, team);
        self.saver.then(After::TeamKept(id));
        // Like any parcel: the relay may lack what was never shared.
        let reads = [Table::Envelopes, Table::Aside].map(|table| (table, id.0.to_vec()));
        self.load(Loading::Unpack(id, envelopes), reads.to_vec(), effects);
        Ok(())
    }
}

/// What a chain offers to whoever has the sheet's keys: everything that its owner reads.
pub(super) fn offer(looking: Looking, chain: Chain) -> InviteProgress {
    let (sheet, id) = (*chain.roster.sheet(), chain.roster.team());
    let Some(owner) = chain.roster.members().get(&sheet.of).filter(|owner| owner.gone.is_none()) else {
        return InviteProgress::Refused(Refused::NotHere);
    };
    let (role, reads, writes) = (owner.role, owner.reads, owner.writes);
    let mut team = Team::new(chain, Marks::default());
    team.take_handed(&looking.keys, 0);
    // A sheet that no keys were handed to opens nothing; better to say so than to join blind.
    if reads.iter().any(|scope| team.keys.newest(scope).is_none()) {
        return InviteProgress::Refused(Refused::NotAllowed);
    }
    let from = team.card_name(sheet.of);
    InviteProgress::Offered(Box::new(Offer {
        team: id,
        child: String::new(),
        from,
        whom: Newcomer::SheetsOwner,
        role,
        reads,
        writes,
        keys: looking.keys,
        joining: Some(Box::new(team)),
    }))
}

/// This device's coming back with the sheet, with keys for the next one.
pub(super) fn recover(
    team: &Team,
    identity: &mut Identity,
    secret: [u8; 32],
    next: &[u8; 16],
) -> Option<Deed> {
    let sheet = crate::seal::DeviceKeys::from_secret(secret);
    let device = *identity.keys.public();
    let statement = join_statement(&team.id(), &sheet.id(), &device);
    let proof = sheet.sign(Purpose::Join, &[&statement]);
    let next = *SheetCode::keys_of(next).public();
    let deed = Deed::Recover { device, proof, sheet: next, handings: Handings::default() };
    team.with_keys(deed, "", identity).ok().map(|(deed, _)| deed)
}

//! How the team came together: Pat founds it and invites, the others join, each with a card; and one more invite
//! waits for the person who looks, as a clinician, so that everything can be tried.

use shared::TeamId;
use shared::record::{Role, Scope};
use shared::seal::{Device, DeviceKeys, Purpose, Random, ScopeKey, hash, seal_card};
use shared::team::{Deed, Draft, Handed, Handing, Handings, Operation, Roster, SealedKeys, join_statement};

use super::calendar::Calendar;
use super::cast::{Actor, Cast};
use super::words::People;

/// A team that is complete but for the person who looks.
#[derive(Debug)]
pub(super) struct Gathered {
    pub(super) team: TeamId,
    pub(super) operations: Vec<Vec<u8>>,
    pub(super) keys: Vec<ScopeKey>,
    pub(super) invite: DeviceKeys,
}

/// When people join, in their order, on the day before the story begins; whoever comes after them does so at the last.
const JOINS: [(u16, u16); 5] = [(8, 12), (9, 5), (11, 40), (12, 20), (13, 0)];

/// Founds the team and lets everyone in.
pub(super) fn gather(
    cast: &Cast,
    calendar: &Calendar,
    people: &People,
    sheet: Option<&DeviceKeys>,
    random: &mut Random,
) -> Option<Gathered> {
    let keys: Vec<ScopeKey> =
        Scope::SHARED.into_iter().map(|scope| ScopeKey::generate(scope, 0, random)).collect();
    let card = |actor: Actor, random: &mut Random| {
        Some(seal_card(keys.first()?, &cast.keys(actor)?.id(), actor.name(people), random))
    };
    let pat = cast.keys(Actor::Pat)?;
    let founded = calendar.eve((8, 0)).unix_ms;
    let sheet = sheet.map(|sheet| (sheet.public(), keys.as_slice()));
    let mut chain = Chain::found(pat, card(Actor::Pat, random)?, sheet, founded, random)?;
    let clocks = JOINS.into_iter().chain(std::iter::repeat(JOINS[4]));
    for (actor, clock) in cast.actors().filter(|actor| *actor != Actor::Pat).zip(clocks) {
        let at_ms = calendar.eve(clock).unix_ms;
        let invite = DeviceKeys::generate(random);
        let listed =
            Invite { role: actor.role(), keys: &keys, child: people.child, until: calendar.far_ms() };
        chain.invite(pat, &invite, &listed, founded, random)?;
        chain.join(cast.keys(actor)?, &invite, card(actor, random)?, at_ms)?;
    }
    let invite = DeviceKeys::generate(random);
    let listed = Invite { role: Role::Clinician, keys: &keys, child: people.child, until: calendar.far_ms() };
    chain.invite(pat, &invite, &listed, calendar.eve((18, 0)).unix_ms, random)?;
    Some(Gathered { team: chain.roster.team(), operations: chain.operations, keys, invite })
}

/// A chain that checks itself as it grows.
struct Chain {
    roster: Roster,
    operations: Vec<Vec<u8>>,
}

/// What an invite gives.
struct Invite<'a> {
    role: Role,
    keys: &'a [ScopeKey],
    child: &'a str,
    until: i64,
}

impl Chain {
    /// With a sheet that is handed these keys, or one that nobody has.
    fn found(
        founder: &DeviceKeys,
        card: Vec<u8>,
        sheet: Option<(&Device, &[ScopeKey])>,
        at_ms: i64,
        random: &mut Random,
    ) -> Option<Self> {
        let mut handed = |to: &Device, key: &ScopeKey| {
            Handing::seal(&TeamId([0; 16]), key.scope, vec![key.clone()], [to], random).ok()
        };
        let handings = match sheet {
            Some((to, keys)) => Some(keys.iter().map(|key| handed(to, key)).collect::<Option<_>>()?),
            None => None,
        };
        let sheet = sheet.map_or_else(|| *DeviceKeys::generate(random).public(), |(sheet, _)| *sheet);
        let (device, role) = (*founder.public(), Role::Guardian);
        let deed = Deed::Found { device, role, card, sheet, handings: handings.map(Handings) };
        let draft = Draft { team: None, sequence: 0, previous: [0; 32], author: founder.id(), at_ms, deed };
        let operation = Operation::sign(draft, founder).ok()?;
        let roster = Roster::found(&operation).ok()?;
        Some(Self { roster, operations: vec![operation.bytes().to_vec()] })
    }

    fn invite(
        &mut self,
        by: &DeviceKeys,
        invite: &DeviceKeys,
        listed: &Invite<'_>,
        at_ms: i64,
        random: &mut Random,
    ) -> Option<()> {
        let Invite { role, keys, child, until } = *listed;
        let (reads, writes) = (role.reads(), role.writes());
        let keys = keys.iter().filter(|key| reads.has(key.scope)).cloned().collect();
        let handed = Handed { keys, child: child.to_owned() };
        let sealed = SealedKeys::seal(&handed, &self.roster.team(), invite.public(), random).ok()?;
        let sealed = hash(&[&sealed.0]);
        let invite_keys = *invite.public();
        let deed =
            Deed::Invite { invite: invite_keys, role, reads, writes, expires_ms: until, sealed, own: None };
        self.extend(by, at_ms, deed)
    }

    fn join(&mut self, by: &DeviceKeys, invite: &DeviceKeys, card: Vec<u8>, at_ms: i64) -> Option<()> {
        let statement = join_statement(&self.roster.team(), &invite.id(), by.public());
        let proof = invite.sign(Purpose::Join, &[&statement]);
        self.extend(by, at_ms, Deed::Join { invite: invite.id(), device: *by.public(), proof, card })
    }

    fn extend(&mut self, by: &DeviceKeys, at_ms: i64, deed: Deed) -> Option<()> {
        let head = self.roster.head();
        let draft = Draft {
            team: Some(self.roster.team()),
            sequence: head.length,
            previous: head.hash,
            author: by.id(),
            at_ms,
            deed,
        };
        let operation = Operation::sign(draft, by).ok()?;
        self.roster.extend(&operation).ok()?;
        self.operations.push(operation.bytes().to_vec());
        Some(())
    }
}

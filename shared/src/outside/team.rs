//! Invite links, roster operations, and chains of them.

use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{joined, parts, sure};
use crate::TeamId;
use crate::record::Role;
use crate::seal::{DeviceKeys, Purpose, hash};
use crate::team::{Deed, Draft, Head, InviteCode, InviteLink, Operation, Roster, join_statement};

/// Links as somebody pastes them, and with any content behind a right beginning and before a right checksum.
pub fn links(bytes: &[u8]) -> bool {
    let content = [bytes, &hash(&[bytes])[..4]].concat();
    let texts = [
        String::from_utf8_lossy(bytes).into_owned(),
        format!("https://care.example/#join.{}", URL_SAFE_NO_PAD.encode(content)),
    ];
    let read = texts.map(|text| {
        let _ = InviteLink::origin(&text);
        if let Ok(code) = InviteCode::parse(&text) {
            assert!(InviteCode::parse(&code.text()) == Ok(code), "it reads back");
        }
        let Ok(link) = InviteLink::parse(&text) else { return false };
        let again = sure(InviteLink::parse(&link.fragment()));
        assert_eq!((again.team, again.keys.secret()), (link.team, link.keys.secret()), "it reads back");
        true
    });
    read.contains(&true)
}

/// A link, and the content of one.
pub fn link_seeds() -> Vec<Vec<u8>> {
    let link = InviteLink { team: TeamId([7; 16]), keys: DeviceKeys::from_secret([1; 32]) };
    vec![link.fragment().into_bytes(), [&[1], &link.team.0[..], link.keys.secret()].concat()]
}

/// Operations as they are, and any body that the founder signed.
pub fn operations(bytes: &[u8]) -> bool {
    let read = [bytes.to_vec(), signed(bytes, person(0))].map(|bytes| {
        let Ok(operation) = Operation::parse(bytes) else { return false };
        assert_eq!(Operation::parse(operation.bytes().to_vec()).as_ref(), Ok(&operation), "it reads back");
        let _ = Roster::found(&operation);
        let _ = founded().extend(&operation);
        true
    });
    read.contains(&true)
}

/// An operation of every kind, whole and as a body.
pub fn operation_seeds() -> Vec<Vec<u8>> {
    let mut roster = founded();
    let mut seeds = vec![founding().bytes().to_vec()];
    for (by, deed) in deeds() {
        let operation = next(&roster, deed, usize::from(by));
        sure(roster.extend(&operation));
        let bytes = operation.bytes();
        seeds.extend([bytes.to_vec(), bytes[3..bytes.len() - 64].to_vec()]);
    }
    seeds
}

/// Chains: deeds one after the other, each behind a byte that says who signs it. Place, hash and signatures are right.
pub fn rosters(bytes: &[u8]) -> bool {
    let (mut roster, mut chain) = (founded(), vec![founding()]);
    let mut is_read = false;
    for part in parts(bytes) {
        let Some((by, deed)) = part.split_first() else { continue };
        let Ok(deed) = minicbor::decode::<Deed>(deed) else { continue };
        is_read = true;
        let operation = next(&roster, deed, usize::from(*by));
        let before = roster.clone();
        match roster.extend(&operation) {
            Ok(()) => {
                assert_eq!(roster.head().length, before.head().length + 1);
                chain.push(operation);
            }
            Err(_) => assert_eq!(roster, before, "a refusal changes nothing"),
        }
    }
    let mut again = sure(Roster::found(&chain[0]));
    chain[1..].iter().for_each(|operation| sure(again.extend(operation)));
    assert_eq!(again, roster, "the chain says it all");
    for device in roster.devices().values() {
        let member = roster.members().get(&device.member);
        assert!(member.is_some_and(|member| member.reads.covers(member.writes)), "nobody writes unread");
    }
    is_read
}

/// An invite that is used, and one that is cancelled.
pub fn roster_seeds() -> Vec<Vec<u8>> {
    let deeds = deeds().map(|(by, deed)| [&[by][..], &sure(minicbor::to_vec(deed))].concat());
    vec![joined(&deeds)]
}

/// People who are here; whoever else there is, nobody knows their keys.
fn person(number: usize) -> &'static DeviceKeys {
    static PEOPLE: OnceLock<[DeviceKeys; 4]> = OnceLock::new();
    &PEOPLE.get_or_init(|| [1, 2, 3, 4].map(|number| DeviceKeys::from_secret([number; 32])))[number % 4]
}

fn founding() -> Operation {
    let (founder, sheet) = (person(0), *person(3).public());
    let deed =
        Deed::Found { device: *founder.public(), role: Role::Guardian, card: vec![1], sheet, handings: None };
    let author = founder.id();
    let draft = Draft { team: None, sequence: 0, previous: [0; 32], author, at_ms: 5, deed };
    sure(Operation::sign(draft, founder))
}

fn founded() -> Roster {
    static FOUNDED: OnceLock<Roster> = OnceLock::new();
    FOUNDED.get_or_init(|| sure(Roster::found(&founding()))).clone()
}

/// Who does what: an invite, its use, another invite and its end.
fn deeds() -> [(u8, Deed); 4] {
    let invite = |number: usize| Deed::Invite {
        invite: *person(number).public(),
        role: Role::Aide,
        reads: Role::Aide.reads(),
        writes: Role::Aide.writes(),
        expires_ms: 1_000,
        sealed: [0; 32],
        own: None,
    };
    let (used, cancelled) = (person(1).id(), person(3).id());
    let join = Deed::Join { invite: used, device: *person(2).public(), proof: [0; 64], card: vec![2] };
    [(0, invite(1)), (2, join), (0, invite(3)), (0, Deed::CancelInvite { invite: cancelled })]
}

/// The operation that does this next. Whoever joins with the key of somebody who is here has the right proof.
fn next(roster: &Roster, mut deed: Deed, by: usize) -> Operation {
    let (author, team) = (person(by), roster.team());
    if let Deed::Join { invite, device, proof, .. } = &mut deed
        && let Some(key) = (0..4).map(person).find(|key| key.id() == *invite)
    {
        *proof = key.sign(Purpose::Join, &[&join_statement(&team, invite, device)]);
    }
    let Head { length, hash } = roster.head();
    let (team, author_id) = (Some(team), author.id());
    let draft = Draft { team, sequence: length, previous: hash, author: author_id, at_ms: 6, deed };
    // A deed that came in is within the limit, or nobody would sign it.
    Operation::sign(draft, author).unwrap_or_else(|_| founding())
}

/// Any body, with a length that fits it and a signature.
fn signed(body: &[u8], keys: &DeviceKeys) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap_or(u16::MAX).to_be_bytes();
    let mut bytes = [&[1], &length[..], body].concat();
    let signature = keys.sign(Purpose::Roster, &[&bytes]);
    bytes.extend_from_slice(&signature);
    bytes
}

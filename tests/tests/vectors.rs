//! The bytes in `docs/vectors.txt`, which a second implementation would check itself against, are what this one makes and
//! reads. `CARRYOVER_VECTORS=1` prints them anew, for a format that is meant to change.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use shared::page::PageName;
use shared::record::{Role, Scope, ScopeSet};
use shared::seal::{
    DeviceKeys, Envelope, NewEnvelope, Purpose, Random, ScopeKey, hash16, open_card, running_hash, seal_card,
};
use shared::team::{
    Deed, Draft, Handing, Handings, InviteCode, InviteLink, InviteState, Operation, Roster, SheetCode,
    join_statement,
};
use shared::{DeviceId, MemberId, TeamId};

const FILE: &str = include_str!("../../docs/vectors.txt");

/// Everything that is written, with names and hexadecimal bytes.
struct Vectors(BTreeMap<String, Vec<u8>>);

impl Vectors {
    fn read() -> Self {
        let lines =
            FILE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
        Self(lines.map(|(name, hex)| (name.to_owned(), bytes(hex))).collect())
    }

    fn get(&self, name: &str) -> &[u8] {
        self.0.get(name).unwrap_or_else(|| panic!("no {name}"))
    }

    fn array<const N: usize>(&self, name: &str) -> [u8; N] {
        self.get(name).try_into().unwrap_or_else(|_| panic!("{name} has another length"))
    }

    fn scope_key(&self) -> ScopeKey {
        minicbor::decode(self.get("scope key")).expect("a scope key")
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    let pair = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal");
    (0..hex.len()).step_by(2).map(pair).collect()
}

fn month() -> PageName {
    "2026-11".parse().expect("a month")
}

#[test]
fn a_device_follows_from_its_secret() {
    let vectors = Vectors::read();
    let keys = DeviceKeys::from_secret(vectors.array("device secret"));
    assert_eq!(keys.public().signing, vectors.array("device signing key"));
    assert_eq!(keys.public().receiving, vectors.array("device receiving key"));
    assert_eq!(keys.id().as_bytes(), vectors.get("device id"));
    assert_eq!(hash16(&keys.public().signing), vectors.array("device id"));
}

#[test]
fn a_page_tag_and_a_card_follow_from_a_scope_key() {
    let vectors = Vectors::read();
    let key = vectors.scope_key();
    assert_eq!(key.page_tag(month()).as_bytes(), vectors.get("page tag of 2026-11"));
    let mut ring = shared::seal::KeyRing::default();
    ring.add(key);
    let device = DeviceId(vectors.array("device id"));
    assert_eq!(open_card(&ring, &device, vectors.get("card of Pat")).as_deref(), Some("Pat"));
}

#[test]
fn an_envelope_is_signed_and_opens() {
    let vectors = Vectors::read();
    let keys = DeviceKeys::from_secret(vectors.array("device secret"));
    let envelope = Envelope::parse(vectors.get("envelope").to_vec()).expect("well formed");
    assert_eq!(envelope.id().as_bytes(), vectors.get("envelope id"));
    assert_eq!(running_hash(&[0; 16], &envelope.id()), vectors.array("running hash after it"));
    envelope.verify(keys.public()).expect("signed");
    let body = envelope.open(&vectors.scope_key()).expect("sealed under the key");
    assert_eq!(body.page, month());
    assert_eq!(
        body.changes.iter().map(|change| change.as_slice()).collect::<Vec<_>>(),
        [b"a change".as_slice()]
    );
}

#[test]
fn a_team_follows_from_its_founding_and_the_sheet_opens_its_keys() {
    let vectors = Vectors::read();
    let operation = Operation::parse(vectors.get("founding").to_vec()).expect("well formed");
    let roster = Roster::found(&operation).expect("a founding");
    assert_eq!(roster.team().as_bytes(), vectors.get("team"));
    let sheet = SheetCode::new(roster.team(), vectors.array("sheet secret"));
    assert_eq!(roster.sheet().keys, *sheet.keys().public());
    let handed = operation.handed_to(&sheet.keys());
    assert!(handed.contains(&vectors.scope_key()));
    assert_eq!(handed.len(), 4);
    assert_eq!(sheet.words().join(" ").as_bytes(), vectors.get("sheet words, as text"));
}

#[test]
fn a_link_holds_the_team_and_the_secret() {
    let vectors = Vectors::read();
    let text = String::from_utf8(vectors.get("link, as text").to_vec()).expect("text");
    let link = InviteLink::parse(&text).expect("a link");
    assert_eq!(
        (link.team.as_bytes(), link.keys.secret().as_slice()),
        (&vectors.array("team"), vectors.get("device secret"))
    );
    assert_eq!(link.fragment(), text);
}

#[test]
fn the_secret_of_an_invite_follows_from_its_code() {
    let vectors = Vectors::read();
    let text = String::from_utf8(vectors.get("short code, as text").to_vec()).expect("text");
    let code = InviteCode::parse(&text).expect("a code");
    assert_eq!(code.text(), text);
    assert_eq!(code.keys().expect("memory").secret().as_slice(), vectors.get("secret of the short code"));
}

#[test]
fn somebody_joins_with_the_short_code_and_then_their_role_changes() {
    let vectors = Vectors::read();
    let operation = |name| Operation::parse(vectors.get(name).to_vec()).expect("well formed");
    let mut roster = Roster::found(&operation("founding")).expect("a founding");
    for name in ["invite", "join", "change of role"] {
        roster.extend(&operation(name)).unwrap_or_else(|why| panic!("{name}: {why:?}"));
    }
    let invite = DeviceKeys::from_secret(vectors.array("secret of the short code"));
    assert_eq!(roster.invites()[&invite.id()].state, InviteState::Used);
    let (_, member) = roster.member_of(DeviceKeys::from_secret([2; 32]).id()).expect("a member");
    assert_eq!((member.role, member.reads), (Role::Teacher, Role::Aide.reads()));
}

/// What follows the founding: an invite with these keys, somebody who joins with it as an aide, and is a teacher then.
fn joined(founding: &Operation, keys: &DeviceKeys, invite: &DeviceKeys, card: &[u8]) -> [Vec<u8>; 3] {
    let (team, newcomer) = (TeamId(hash16(founding.bytes())), DeviceKeys::from_secret([2; 32]));
    let device = *newcomer.public();
    let proof = invite.sign(Purpose::Join, &[&join_statement(&team, &invite.id(), &device)]);
    let (role, expires_ms, sealed) = (Role::Aide, 1_796_130_000_000, [3; 32]);
    let (reads, writes) = (role.reads(), role.writes());
    let deeds = [
        (keys, Deed::Invite { invite: *invite.public(), role, reads, writes, expires_ms, sealed, own: None }),
        (&newcomer, Deed::Join { invite: invite.id(), device, proof, card: card.to_vec() }),
        (keys, Deed::ChangeRole { member: MemberId(newcomer.id().0), role: Role::Teacher }),
    ];
    let (mut sequence, mut previous) = (0, founding.hash());
    deeds.map(|(by, deed)| {
        sequence += 1;
        let (author, at_ms) = (by.id(), 1_795_525_200_000 + i64::from(sequence));
        let draft = Draft { team: Some(team), sequence, previous, author, at_ms, deed };
        let operation = Operation::sign(draft, by).expect("small");
        previous = operation.hash();
        operation.bytes().to_vec()
    })
}

#[expect(clippy::print_stdout, reason = "asked for, to be put into the file")]
#[test]
fn the_vectors_can_be_made_anew() {
    let made = made();
    if std::env::var_os("CARRYOVER_VECTORS").is_some() {
        println!("{made}");
    }
    // Whatever is made is read like what is written.
    assert_eq!(made.lines().count(), FILE.lines().filter(|line| !line.starts_with('#')).count());
}

fn made() -> String {
    let mut random = Random::from_seed([7; 32]);
    let keys = DeviceKeys::from_secret([1; 32]);
    let scope_keys = Scope::SHARED.map(|scope| ScopeKey::generate(scope, 0, &mut random));
    let plan = &scope_keys[0];
    let card = seal_card(plan, &keys.id(), "Pat", &mut random);
    let secret = SheetCode::draw(&mut random);
    let sheet = *SheetCode::keys_of(&secret).public();
    let handings = scope_keys.iter().map(|key| {
        Handing::seal(&TeamId([0; 16]), key.scope, vec![key.clone()], [&sheet], &mut random).expect("keys")
    });
    let handings = Some(Handings(handings.collect()));
    let (device, role) = (*keys.public(), Role::Guardian);
    let deed = Deed::Found { device, role, card: card.clone(), sheet, handings };
    let (author, at_ms) = (keys.id(), 1_795_525_200_000);
    let draft = Draft { team: None, sequence: 0, previous: [0; 32], author, at_ms, deed };
    let founding = Operation::sign(draft, &keys).expect("small");
    let roster = Roster::found(&founding).expect("a founding");
    assert!(roster.may_read(keys.id(), Scope::Plan, 0) && ScopeSet::SHARED.has(Scope::Plan));
    let team = roster.team();
    let new =
        NewEnvelope { team, page: month(), counter: 1, replaces: vec![], changes: &[b"a change".to_vec()] };
    let envelope = Envelope::seal(new, plan, &keys, &mut random).expect("small");
    let sheet = SheetCode::new(team, secret);
    let link = InviteLink { team, keys: DeviceKeys::from_secret([1; 32]) };
    let code = InviteCode::draw(&mut random);
    let invite = code.keys().expect("memory");
    let [invited, came, changed] = joined(&founding, &keys, &invite, &card);
    let lines: [(&str, Vec<u8>); 21] = [
        ("device secret", keys.secret().to_vec()),
        ("device signing key", keys.public().signing.to_vec()),
        ("device receiving key", keys.public().receiving.to_vec()),
        ("device id", keys.id().as_bytes().to_vec()),
        ("scope key", minicbor::to_vec(plan).expect("memory")),
        ("page tag of 2026-11", plan.page_tag(month()).as_bytes().to_vec()),
        ("card of Pat", card.clone()),
        ("founding", founding.bytes().to_vec()),
        ("team", team.as_bytes().to_vec()),
        ("sheet secret", secret.to_vec()),
        ("sheet words, as text", sheet.words().join(" ").into_bytes()),
        ("link, as text", link.fragment().into_bytes()),
        ("envelope", envelope.bytes().to_vec()),
        ("envelope id", envelope.id().as_bytes().to_vec()),
        ("running hash after it", running_hash(&[0; 16], &envelope.id()).to_vec()),
        ("short code, as text", code.text().into_bytes()),
        ("secret of the short code", invite.secret().to_vec()),
        ("invite", invited),
        ("join", came),
        ("change of role", changed),
        ("sheet id", sheet.keys().id().as_bytes().to_vec()),
    ];
    let mut text = String::new();
    for (name, value) in lines {
        let hex = value.iter().fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("a string grows");
            hex
        });
        writeln!(text, "{name} = {hex}").expect("a string grows");
    }
    text.trim_end().to_owned()
}

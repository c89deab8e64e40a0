//! What people with real keys and a program of their own try on the real relay, frame by frame: nothing of it is taken, and
//! nobody else is sent it.

use futures_util::future::join_all;
use shared::record::{Role, Scope};
use shared::seal::{DeviceKeys, Envelope, Purpose, hash16};
use shared::team::Deed;
use shared::wire::{FromDevice, FromRelay, Goodbye, Place, Refused, proof_statement};
use shared::{EnvelopeId, MemberId};

use crate::circle::Circle;
use crate::client::{Client, Folder, Server};

/// What the relay makes of each of these envelopes, in their order.
async fn verdicts(
    circle: &Circle,
    by: &mut Client,
    envelopes: &[Vec<u8>],
) -> Vec<Result<&'static str, Refused>> {
    by.say(&circle.append(envelopes)).await;
    let ids: Vec<EnvelopeId> = envelopes.iter().map(|bytes| EnvelopeId(hash16(bytes))).collect();
    let mut verdicts = vec![None; ids.len()];
    while verdicts.contains(&None) {
        let (heard, verdict) = match by.hear().await {
            FromRelay::Appended { ids, .. } => (ids, Ok("appended")),
            FromRelay::Held { ids, .. } => (ids, Ok("held")),
            FromRelay::NotAppended { ids, why, .. } => (ids, Err(why)),
            // What others wrote meanwhile.
            FromRelay::Envelopes { .. } => continue,
            other => panic!("{other:?}"),
        };
        // None are named where the whole frame is refused.
        let is_meant = |id: &EnvelopeId| heard.is_empty() || heard.contains(id);
        for (at, _) in ids.iter().enumerate().filter(|(_, id)| is_meant(id)) {
            verdicts[at] = Some(verdict);
        }
    }
    verdicts.into_iter().flatten().collect()
}

/// The envelope with these bytes of its header in the place of others.
fn with(envelope: &Envelope, of: &[u8], put: &[u8]) -> Vec<u8> {
    let mut bytes = envelope.bytes().to_vec();
    let found = bytes.windows(of.len()).position(|window| window == of);
    let at = found.expect("it is in the header");
    bytes[at..at + put.len()].copy_from_slice(put);
    bytes
}

#[tokio::test]
async fn a_forged_author_and_an_envelope_borrowed_for_another_place_are_refused() {
    let folder = Folder::new();
    let server = Server::start(&folder).await;
    let mut circle = Circle::new(41);
    let aide = circle.member(Role::Aide);
    let guardian = circle.guardian();
    let mut theirs = circle.known_at(server.address).await;
    let mut attacker = Client::connect(server.address, &aide).await;
    circle.open(&mut attacker).await;

    let own = circle.write(&aide, Scope::School, 0);
    let header = own.header().clone();
    // Signed by the aide in the guardian's name; and the guardian's own, with another place written over it.
    let forged = with(&own, header.author.as_bytes(), guardian.id().as_bytes());
    let tag = with(&own, &header.tag.0, &[9; 16]);
    let team = with(&own, circle.team.as_bytes(), &[9; 16]);
    let told = verdicts(&circle, &mut attacker, &[forged, tag, team]).await;
    assert_eq!(told, [Err(Refused::Malformed); 3]);

    // Every byte of the header, one after the other.
    let end = 3 + usize::from(u16::from_be_bytes([own.bytes()[1], own.bytes()[2]]));
    let altered: Vec<Vec<u8>> = (0..end)
        .map(|at| {
            let mut bytes = own.bytes().to_vec();
            bytes[at] ^= 1;
            bytes
        })
        .collect();
    let told = verdicts(&circle, &mut attacker, &altered).await;
    assert!(told.iter().all(Result::is_err), "{told:?}");

    // Another team's guardian may write everything there, and brings nothing in from elsewhere.
    let other = Circle::new(42);
    let lent = circle.write(&guardian, Scope::Home, 0).into_bytes();
    let mut elsewhere = other.known_at(server.address).await;
    let told = verdicts(&other, &mut elsewhere, &[lent]).await;
    assert_eq!(told, [Err(Refused::Malformed)]);

    assert!(circle.open(&mut theirs).await.is_empty(), "nobody was sent anything");
    server.stop().await;
}

#[tokio::test]
async fn who_reads_and_does_not_write_appends_nothing_and_neither_does_a_stranger() {
    let folder = Folder::new();
    let server = Server::start(&folder).await;
    let mut circle = Circle::new(44);
    let viewer = circle.member(Role::Viewer);
    let aide = circle.member(Role::Aide);
    let _founding = circle.known_at(server.address).await;
    let mut by_viewer = Client::connect(server.address, &viewer).await;
    circle.open(&mut by_viewer).await;
    for scope in Role::Viewer.reads().iter() {
        let words = circle.write(&viewer, scope, 0).into_bytes();
        let told = verdicts(&circle, &mut by_viewer, &[words]).await;
        assert_eq!(told, [Err(Refused::NotAllowed)], "{scope}");
    }
    let mut by_aide = Client::connect(server.address, &aide).await;
    circle.open(&mut by_aide).await;
    let words = [Scope::School, Scope::Home].map(|scope| circle.write(&aide, scope, 0).into_bytes());
    let told = verdicts(&circle, &mut by_aide, &words).await;
    assert_eq!(told, [Ok("appended"), Err(Refused::NotAllowed)]);

    let stranger = DeviceKeys::from_secret([9; 32]);
    let mut by_stranger = Client::connect(server.address, &stranger).await;
    let words = circle.write(&stranger, Scope::Home, 0).into_bytes();
    assert_eq!(verdicts(&circle, &mut by_stranger, &[words]).await, [Err(Refused::NotHere)]);
    let mut reader = Client::connect(server.address, &circle.guardian).await;
    assert_eq!(circle.open(&mut reader).await.len(), 1, "the aide's one word at school");
    server.stop().await;
}

#[tokio::test]
async fn what_is_sent_again_is_held_once_whoever_sends_it() {
    let folder = Folder::new();
    let server = Server::start(&folder).await;
    let mut circle = Circle::new(45);
    let clinician = circle.member(Role::Clinician);
    let guardian = circle.guardian();
    let mut first = circle.known_at(server.address).await;
    let mut second = Client::connect(server.address, &clinician).await;
    circle.open(&mut second).await;
    let words = circle.write(&guardian, Scope::Home, 0).into_bytes();
    let all = vec![words; 3];
    assert_eq!(verdicts(&circle, &mut first, &all).await, [Ok("appended"); 3], "one, told of each");
    assert_eq!(verdicts(&circle, &mut second, &all).await, [Ok("held"); 3]);
    assert_eq!(verdicts(&circle, &mut first, &all).await, [Ok("held"); 3]);
    let mut reader = Client::connect(server.address, &clinician).await;
    assert_eq!(circle.open(&mut reader).await.len(), 1);
    server.stop().await;
}

#[tokio::test]
async fn after_a_removal_older_words_count_from_others_and_nothing_under_newer_keys_does() {
    let folder = Folder::new();
    let server = Server::start(&folder).await;
    let mut circle = Circle::new(46);
    let aide = circle.member(Role::Aide);
    let mut guardian = circle.known_at(server.address).await;
    let mut removed = Client::connect(server.address, &aide).await;
    circle.open(&mut removed).await;
    let from = circle.roster.head().length;
    circle.remove(&aide);
    guardian.say(&circle.push_from(from)).await;
    assert!(matches!(guardian.hear().await, FromRelay::Roster { .. }));
    // It is told by what it was taken out, and nothing after.
    assert!(matches!(removed.hear().await, FromRelay::Roster { .. }));

    let [old, new] = [0, 1].map(|epoch| circle.write(&aide, Scope::School, epoch).into_bytes());
    let shown_out = removed.hear().await;
    assert!(matches!(shown_out, FromRelay::RosterRefused { why: Refused::NotHere, .. }), "{shown_out:?}");
    removed.say(&circle.append(std::slice::from_ref(&old))).await;
    let FromRelay::NotAppended { why, ids, .. } = removed.hear().await else { panic!("not taken") };
    assert_eq!((why, ids.len()), (Refused::NotHere, 0));
    let told = verdicts(&circle, &mut guardian, &[old, new]).await;
    assert_eq!(told, [Ok("appended"), Err(Refused::NotAllowed)]);
    server.stop().await;
}

#[tokio::test]
async fn an_altered_chain_is_refused_and_of_two_heads_one_holds() {
    let folder = Folder::new();
    let server = Server::start(&folder).await;
    let mut circle = Circle::new(47);
    let other = circle.member(Role::Guardian);
    let aide = circle.member(Role::Aide);
    let mut first = circle.known_at(server.address).await;

    let leave = circle.sign(Deed::Leave {}, &aide);
    let end = leave.bytes().len();
    // Every byte of an operation that would be allowed; each is refused by itself, and the chain stays as it was.
    for at in (0..end).step_by(3) {
        let mut bytes = leave.bytes().to_vec();
        bytes[at] ^= 1;
        first.say(&circle.offer_bytes(bytes)).await;
        let FromRelay::RosterRefused { why, head, .. } = first.hear().await else { panic!("byte {at}") };
        assert_eq!(head, Some(Place::from(circle.roster.head())), "byte {at}: {why:?}");
    }
    // An aide cannot remove, whoever they say that they are.
    let deed = || Deed::Remove { member: MemberId(other.id().0), keys: Default::default() };
    let mut by_aide = Client::connect(server.address, &aide).await;
    by_aide.say(&circle.offer(&circle.sign(deed(), &aide))).await;
    let FromRelay::RosterRefused { why, .. } = by_aide.hear().await else { panic!("not allowed") };
    assert_eq!(why, Refused::NotAllowed);

    // Both guardians go on from the same head at the same moment.
    let mut second = Client::connect(server.address, &other).await;
    let [one, two] = [&circle.guardian(), &other].map(|by| {
        let invite = DeviceKeys::from_secret([by.id().0[0]; 32]);
        let deed = Deed::Invite {
            invite: *invite.public(),
            role: Role::Aide,
            reads: Role::Aide.reads(),
            writes: Role::Aide.writes(),
            expires_ms: i64::MAX,
            sealed: [7; 32],
            own: None,
        };
        circle.sign(deed, by)
    });
    let offers = [(&mut first, &one), (&mut second, &two)].map(|(client, operation)| {
        let offer = circle.offer(operation);
        async move {
            client.say(&offer).await;
            matches!(client.hear().await, FromRelay::Roster { .. })
        }
    });
    let taken = join_all(offers).await;
    assert_eq!(taken.iter().filter(|taken| **taken).count(), 1, "{taken:?}");
    circle.add(if taken[0] { &one } else { &two });
    let mut reader = Client::connect(server.address, &aide).await;
    assert!(circle.open(&mut reader).await.is_empty(), "the chain ends where the winner's does");
    server.stop().await;
}

#[tokio::test]
async fn an_invite_that_many_use_at_the_same_moment_lets_exactly_one_in() {
    let folder = Folder::new();
    let server = Server::start(&folder).await;
    let mut circle = Circle::new(48);
    let invite = circle.invite(Role::Aide, i64::MAX);
    let _guardian = circle.known_at(server.address).await;
    let guests: Vec<DeviceKeys> = (0..8).map(|_| DeviceKeys::generate(&mut circle.random)).collect();
    let joins = guests.iter().map(|keys| {
        let offer = circle.offer(&circle.join(&invite, keys));
        async move {
            let mut client = Client::connect(server.address, keys).await;
            client.say(&offer).await;
            match client.hear().await {
                FromRelay::Roster { .. } => None,
                FromRelay::RosterRefused { why, .. } => Some(why),
                other => panic!("{other:?}"),
            }
        }
    });
    let told = join_all(joins).await;
    assert_eq!(told.iter().filter(|told| told.is_none()).count(), 1, "{told:?}");
    assert!(told.iter().flatten().all(|why| *why == Refused::NotNext), "{told:?}");
    // Those who try again on the new head hear what became of it.
    let winner = told.iter().position(Option::is_none).expect("one");
    let join = circle.join(&invite, &guests[winner]);
    circle.add(&join);
    let late = &guests[(winner + 1) % guests.len()];
    let mut client = Client::connect(server.address, late).await;
    client.say(&circle.offer(&circle.join(&invite, late))).await;
    let FromRelay::RosterRefused { why, head, .. } = client.hear().await else { panic!("refused") };
    assert_eq!((why, head), (Refused::Used, None));
    server.stop().await;
}

#[tokio::test]
async fn an_invite_is_over_when_the_relays_clock_says_so() {
    let folder = Folder::new();
    let server = Server::start(&folder).await;
    let mut circle = Circle::new(49);
    // Whatever clock the guest has: this one was over long ago, and the other is not for an age.
    let [over, open] = [1, i64::MAX].map(|expires_ms| circle.invite(Role::Aide, expires_ms));
    let _guardian = circle.known_at(server.address).await;
    let guest = DeviceKeys::generate(&mut circle.random);
    let mut client = Client::connect(server.address, &guest).await;
    client.say(&circle.offer(&circle.join(&over, &guest))).await;
    let FromRelay::RosterRefused { why, .. } = client.hear().await else { panic!("it is over") };
    assert_eq!(why, Refused::Expired);
    client.say(&circle.offer(&circle.join(&open, &guest))).await;
    assert!(matches!(client.hear().await, FromRelay::Roster { .. }));
    server.stop().await;
}

#[tokio::test]
async fn an_answer_for_one_relay_or_one_connection_is_worth_nothing_at_another() {
    let folders = [Folder::new(), Folder::new()];
    let [true_one, false_one] = [Server::start(&folders[0]).await, Server::start(&folders[1]).await];
    let keys = DeviceKeys::from_secret([9; 32]);
    let answer = |origin: &str, nonce: &[u8; 32]| FromDevice::Prove {
        version: 1,
        key: keys.public().signing,
        signature: keys.sign(Purpose::Proof, &[&proof_statement(origin, nonce)]),
    };
    // The false relay passes the true one's challenge on; the device has dialled the false one.
    let (mut between, nonce) = Client::challenged(true_one.address).await;
    between.say(&answer(&false_one.origin(), &nonce)).await;
    assert_eq!(between.hear().await, FromRelay::Goodbye { why: Goodbye::BadProof });
    // An answer that was good once, on another connection.
    let (mut first, nonce) = Client::challenged(true_one.address).await;
    let good = answer(&true_one.origin(), &nonce);
    first.say(&good).await;
    assert_eq!(first.hear().await, FromRelay::Welcome {});
    let (mut again, _) = Client::challenged(true_one.address).await;
    again.say(&good).await;
    assert_eq!(again.hear().await, FromRelay::Goodbye { why: Goodbye::BadProof });
    for server in [true_one, false_one] {
        server.stop().await;
    }
}

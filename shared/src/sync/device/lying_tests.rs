//! A relay that lies to a device: it withholds, reorders, repeats, and says wrong places and wrong hashes. What can be
//! noticed is noticed, and nothing that is held here is harmed.

use super::inviting::join_operation;
use super::inviting::tests::{Desk, NOW, roster};
use super::rows::{self, Marks};
use super::team::Chain;
use super::{Found, Identity, Phase, Reach};
use crate::page::PageName;
use crate::record::{Note, Record, Role, Scope, Setting};
use crate::seal::{DeviceKeys, Envelope, Random};
use crate::storage::MemoryStore;
use crate::team::{Deed, Draft, Operation};
use crate::wire::{Cursor, FromDevice, FromRelay, Link};
use crate::{Moment, TeamId};

const DAY_MS: i64 = 86_400_000;

/// A relay's true log of one scope, and a clinician's phone that it talks to.
struct Lie {
    team: TeamId,
    scope: Scope,
    links: Vec<Link>,
    log: Vec<Vec<u8>>,
    phone: Desk,
}

impl Lie {
    /// With so many notes of a guardian, one envelope each.
    fn about(notes: usize, scope: Scope) -> Self {
        let mut author = Desk::start(MemoryStore::default(), 1);
        let found = Found { me: "Pat".into(), role: Role::Guardian, sample: false };
        let team = author.act(|device, _| device.found(NOW, &found)).expect("founded");
        author.is_let_in();
        let links = author.device.team(team).expect("there").chain.links(0);
        author.hear(&roster(team, &links, 0));
        author.hear(&FromRelay::CaughtUp { team });
        for at in 0..notes {
            let note = Note { note: format!("note {at}"), setting: Setting::Home, at: NOW };
            let page = if scope == Scope::Plan { PageName::Plan } else { PageName::Month(NOW.month()) };
            let written = author.act(|device, effects| {
                device.write(NOW, team, (scope, page), Note::KIND, &note.draft(), effects)
            });
            written.expect("may write");
        }
        let frames = core::mem::take(&mut author.said).into_iter();
        let appended = frames.filter_map(|frame| match frame {
            FromDevice::Append { envelopes, .. } => Some(envelopes),
            _ => None,
        });
        let log: Vec<Vec<u8>> = appended.flatten().map(Into::into).collect();
        assert_eq!(log.len(), notes);
        let (phone, links) = clinician(&author, team);
        let mut lie = Self { team, scope, links, log, phone };
        lie.meet(NOW, None);
        lie
    }

    /// A new start and a new conversation, in which the relay has told the roster.
    fn meet(&mut self, now: Moment, drops_old: Option<bool>) {
        self.phone = Desk::start_at(self.phone.store.clone(), 7, now);
        self.phone.is_let_in_saying(None, drops_old);
        self.phone.hear(&roster(self.team, &self.links, 0));
    }

    /// Sends these of the log, counted from 0, as if they stood at this place of it.
    fn send(&mut self, from: u64, which: &[usize]) {
        let envelopes = which.iter().map(|at| self.log[*at].clone().into()).collect();
        let (team, scope) = (self.team, self.scope);
        self.phone.hear(&FromRelay::Envelopes { team, scope, era: 0, from, envelopes });
    }

    fn pass(&mut self, sequence: u64) {
        let to = Cursor { scope: self.scope, era: 0, sequence, running: [9; 16] };
        self.phone.hear(&FromRelay::Passed { team: self.team, to });
    }

    fn caught_up(&mut self) {
        self.phone.hear(&FromRelay::CaughtUp { team: self.team });
    }

    fn notes(&self) -> usize {
        self.phone.device.team(self.team).expect("there").rows().count()
    }

    fn tells_of_missing(&self) -> bool {
        !self.phone.device.team(self.team).expect("there").withheld().is_empty()
    }

    /// The same relay says again, a while later, that this is all.
    fn still_after(&mut self, ms: i64) -> bool {
        self.meet(Moment { unix_ms: NOW.unix_ms + ms, ..NOW }, None);
        self.caught_up();
        self.tells_of_missing()
    }
}

/// A clinician's phone that has joined and has the keys, and the chain since then.
fn clinician(author: &Desk, team: TeamId) -> (Desk, Vec<Link>) {
    let mut phone = Desk::start(MemoryStore::default(), 2);
    let (Phase::Ready(theirs), Phase::Ready(mine)) = (&author.device.phase, &phone.device.phase) else {
        panic!("both are ready")
    };
    let held = author.device.team(team).expect("there");
    let mut chain: Chain = held.chain.clone();
    let invite = DeviceKeys::generate(&mut Random::from_seed([3; 32]));
    let role = Role::Clinician;
    let (reads, writes) = (role.reads(), role.writes());
    let deed = Deed::Invite {
        invite: *invite.public(),
        role,
        reads,
        writes,
        expires_ms: i64::MAX,
        sealed: [0; 32],
        own: None,
    };
    let head = chain.roster.head();
    let (sequence, previous) = (head.length, head.hash);
    let draft = Draft { team: Some(team), sequence, previous, author: theirs.keys.id(), at_ms: 5, deed };
    chain.extend(Operation::sign(draft, &theirs.keys).expect("small")).expect("a guardian may");
    let keys = DeviceKeys::from_secret(*mine.keys.secret());
    let mut joining = Identity { keys, boot: 1, salt: [0; 4], random: Random::from_seed([4; 32]) };
    let join = join_operation(&mut joining, &chain, &held.keys, &invite, "Cleo", NOW).expect("a key");
    chain.extend(join).expect("the invite is open");
    let mut writes = chain.rows(team);
    writes.push(rows::marks_row(team, Marks::default()));
    writes.extend(held.keys.iter().map(|key| rows::key_row(team, key)));
    // Through its own saver, which seals what must not lie open.
    phone.act(|device, _| device.saver.write(writes));
    (Desk::start(phone.store, 5), chain.links(0))
}

#[test]
fn what_is_withheld_shows_after_a_day_and_no_longer_once_it_has_come() {
    let mut lie = Lie::about(4, Scope::Home);
    lie.send(1, &[0, 1, 3]);
    lie.caught_up();
    // The fourth was written after the third and waits for it.
    assert_eq!((lie.notes(), lie.tells_of_missing()), (2, false), "it may be on its way");
    assert!(!lie.still_after(DAY_MS - 1));
    assert!(lie.still_after(DAY_MS));
    assert!(lie.still_after(30 * DAY_MS), "also after more starts");
    lie.send(4, &[2]);
    lie.caught_up();
    assert!(lie.notes() == 4 && !lie.tells_of_missing());
    assert!(!lie.still_after(60 * DAY_MS));
}

#[test]
fn a_clock_that_was_wrong_accuses_nobody() {
    let mut lie = Lie::about(3, Scope::Home);
    lie.meet(Moment { unix_ms: NOW.unix_ms + 900 * DAY_MS, ..NOW }, None);
    lie.send(1, &[0, 2]);
    lie.caught_up();
    assert!(!lie.still_after(0) && !lie.still_after(DAY_MS - 1), "counted anew from where the clock is");
    assert!(lie.still_after(DAY_MS));
}

#[test]
fn what_came_last_can_be_withheld_unseen() {
    let mut lie = Lie::about(4, Scope::Home);
    lie.send(1, &[0, 1, 2]);
    lie.caught_up();
    assert!(!lie.still_after(365 * DAY_MS), "nobody has said that there is a fourth");
}

#[test]
fn what_is_passed_over_without_its_authors_word_is_missing_too() {
    for (scope, drops_old, tells) in
        [(Scope::Home, None, true), (Scope::Home, Some(true), false), (Scope::Plan, Some(true), true)]
    {
        let mut lie = Lie::about(4, scope);
        lie.meet(NOW, drops_old);
        lie.pass(3);
        lie.send(4, &[3]);
        lie.caught_up();
        assert_eq!(lie.still_after(DAY_MS), tells, "{scope}, drops what is old: {drops_old:?}");
    }
}

#[test]
fn a_relay_that_begins_to_drop_what_is_old_does_not_hide_what_it_withheld_before() {
    let mut lie = Lie::about(6, Scope::Home);
    lie.send(1, &[0, 2]);
    lie.caught_up();
    lie.meet(NOW, Some(true));
    lie.pass(4);
    lie.send(5, &[5]);
    lie.caught_up();
    assert!(lie.still_after(DAY_MS));
}

#[test]
fn order_and_repetition_change_nothing() {
    let mut lie = Lie::about(4, Scope::Home);
    lie.send(1, &[3, 3, 2, 0]);
    lie.send(5, &[0, 1, 1, 2]);
    lie.caught_up();
    assert_eq!((lie.notes(), lie.phone.device.set_aside()), (4, 0));
    assert!(!lie.still_after(30 * DAY_MS));
}

#[test]
fn a_wrong_place_ends_the_conversation_and_nothing_of_it_is_taken() {
    for wrong in [0, 2, u64::MAX] {
        let mut lie = Lie::about(2, Scope::Home);
        lie.send(wrong, &[0, 1]);
        assert_eq!((lie.phone.device.reach(), lie.notes()), (Reach::Down, 0), "{wrong}");
        lie.meet(NOW, None);
        lie.send(1, &[0]);
        lie.send(1, &[1]);
        assert_eq!((lie.phone.device.reach(), lie.notes()), (Reach::Down, 1), "the same place twice");
    }
}

#[test]
fn a_log_that_is_said_to_be_elsewhere_is_not_taken_for_another_one() {
    let mut lie = Lie::about(2, Scope::Home);
    lie.scope = Scope::School;
    lie.send(1, &[0, 1]);
    lie.caught_up();
    assert_eq!((lie.notes(), lie.phone.device.set_aside()), (0, 2), "and it is told");
}

#[test]
fn a_wrong_running_hash_only_makes_the_log_be_read_again() {
    let mut lie = Lie::about(3, Scope::Home);
    lie.pass(1);
    lie.send(2, &[1]);
    lie.caught_up();
    // A true relay does not find that place in its log.
    lie.meet(NOW, None);
    let (team, scope) = (lie.team, lie.scope);
    lie.phone.hear(&FromRelay::LostPlace { team, scope, era: 0 });
    lie.send(1, &[0, 1, 2]);
    lie.caught_up();
    assert_eq!(lie.notes(), 3);
    assert!(!lie.still_after(30 * DAY_MS));
}

#[test]
fn altered_and_foreign_envelopes_say_nothing_of_what_is_missing() {
    let mut lie = Lie::about(2, Scope::Home);
    // A counter that nobody signed proves nothing.
    let mut altered = lie.log[1].clone();
    let last = altered.len() - 1;
    altered[last] ^= 1;
    lie.log.push(altered);
    let stranger = DeviceKeys::generate(&mut Random::from_seed([8; 32]));
    let mut random = Random::from_seed([9; 32]);
    let key = crate::seal::ScopeKey::generate(Scope::Home, 0, &mut random);
    let new = crate::seal::NewEnvelope {
        team: lie.team,
        page: PageName::Plan,
        counter: 40,
        replaces: vec![],
        changes: &[vec![1; 20]],
    };
    lie.log.push(Envelope::seal(new, &key, &stranger, &mut random).expect("small").into_bytes());
    lie.send(1, &[0, 2, 3]);
    lie.caught_up();
    assert_eq!(lie.phone.device.set_aside(), 2);
    assert!(!lie.still_after(30 * DAY_MS));
}

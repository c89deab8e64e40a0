//! Rows that read back, and rows of a disk that lost or invented something.

use super::*;
use crate::hostile;
use crate::seal::{DeviceKeys, NewEnvelope, Random};
use crate::time::Month;
use proptest::prelude::*;

const TEAM: TeamId = TeamId([1; 16]);
const TAG: PageTag = PageTag([2; 16]);
const ID: EnvelopeId = EnvelopeId([3; 16]);
const PAGE: PageName = PageName::Month(Month { year: 2026, month: 11 });

fn envelope() -> Envelope {
    let mut random = Random::from_seed([5; 32]);
    let keys = DeviceKeys::generate(&mut random);
    let key = ScopeKey::generate(Scope::Home, 0, &mut random);
    let (replaces, changes) = (Vec::new(), [b"change".to_vec()]);
    let new = NewEnvelope { team: TEAM, page: PAGE, counter: 1, replaces, changes: &changes };
    Envelope::seal(new, &key, &keys, &mut random).expect("small")
}

fn outgoing() -> Outgoing {
    Outgoing { scope: Scope::Home, era: 0, name: PAGE, counter: 7, left: true }
}

fn row(write: Write) -> StoredRow {
    match write {
        Write::Put(table, key, value) => StoredRow { table, key, value },
        Write::Delete(..) | Write::Expect(..) => panic!("a row is put"),
    }
}

/// One row of every kind.
fn every_row() -> Vec<StoredRow> {
    let key = ScopeKey::generate(Scope::Home, 0, &mut Random::from_seed([6; 32]));
    let page = PageId { scope: Scope::Home, era: 0, name: PAGE };
    let place = LogPlace { sequence: 9, running: [4; 16], counter: 3, watched: Some(true) };
    let mut watched = Watched { missing_since_ms: Some(5), ..Watched::default() };
    watched.counters.insert(3);
    let joining = Joining { secret: [5; 32], me: "Max".into(), next_sheet: Some([9; 16].into()) };
    let writes = [
        roster_row(TEAM, 1, &[1, 2, 3]),
        marks_row(TEAM, Marks { sample: true }),
        invite_row(TEAM, DeviceId([4; 16]), &made()),
        joining_row(TEAM, &joining),
        key_row(TEAM, &key),
        page_row(TEAM, page, TAG, true),
        place_row(TEAM, Scope::Home, 0, place),
        outbox_row(TEAM, ID, &outgoing()),
        aside_row(TEAM, ID, Reason::Newer, &[1, 2]),
        arrived_row(TEAM, TAG, ID, Tries::TOGETHER),
        envelope_row(&envelope(), 11),
        watch_row(TEAM, &(Scope::Home, 1, DeviceId([4; 16])), &watched),
    ];
    writes.into_iter().map(row).collect()
}

/// Everything that reads rows.
fn read_all(row: &StoredRow) {
    let _ = (read(row).is_some(), read_arrived(row), read_aside(row), envelope_place(row));
    if let Some(stored) = read_envelope(row) {
        assert_eq!(row.key.get(32..), Some(&stored.envelope.id().0[..]), "only what was written there");
    }
}

#[test]
fn every_row_reads_back() {
    let kept = |at: usize| read(&every_row()[at]);
    assert!(matches!(kept(0), Some(Kept::Operation(TEAM, bytes)) if bytes == [1, 2, 3]));
    assert!(matches!(kept(1), Some(Kept::Marks(TEAM, Marks { sample: true }))));
    assert!(matches!(kept(2), Some(Kept::Invite(TEAM, DeviceId([4, ..]), invite)) if invite == made()));
    let mut without = every_row()[2].clone();
    without.value.truncate(32);
    let of_before = MadeInvite { code: None, ..made() };
    assert!(matches!(read(&without), Some(Kept::Invite(.., invite)) if invite == of_before));
    assert!(matches!(kept(3), Some(Kept::Joining(TEAM, Joining { me, .. })) if me == "Max"));
    assert!(matches!(kept(4), Some(Kept::Key(TEAM, key)) if key.scope == Scope::Home));
    assert!(matches!(kept(5), Some(Kept::Page(TEAM, PageId { name: PAGE, .. }, TAG, true))));
    assert!(matches!(kept(6), Some(Kept::Place(TEAM, Scope::Home, 0, LogPlace { sequence: 9, .. }))));
    assert!(matches!(kept(7), Some(Kept::Outgoing(TEAM, ID, waiting)) if waiting == outgoing()));
    assert!(matches!(kept(8), Some(Kept::Aside(TEAM, ID, Reason::Newer))));
    assert_eq!(read_aside(&every_row()[8]), Some((ID, Reason::Newer, vec![1, 2])));
    assert_eq!(read_arrived(&every_row()[9]), Some((ID, Tries::TOGETHER)));
    let stored = StoredEnvelope { arrival: 11, id: envelope().id(), envelope: envelope() };
    assert_eq!(read_envelope(&every_row()[10]), Some(stored));
    let kept = kept(11);
    assert!(
        matches!(kept, Some(Kept::Watched(TEAM, (Scope::Home, 1, _), seen)) if seen.missing_since_ms == Some(5))
    );
}

#[test]
fn a_row_that_was_cut_or_altered_is_survived_and_an_envelope_is_noticed() {
    for whole in every_row() {
        for end in 0..whole.key.len() {
            read_all(&StoredRow { key: whole.key[..end].to_vec(), ..whole.clone() });
        }
        for end in 0..whole.value.len() {
            read_all(&StoredRow { value: whole.value[..end].to_vec(), ..whole.clone() });
        }
        hostile::survives_every_flip(&whole.key, |key| {
            read_all(&StoredRow { key: key.into(), ..whole.clone() })
        });
        hostile::survives_every_flip(&whole.value, |value| {
            read_all(&StoredRow { value: value.into(), ..whole.clone() });
        });
        hostile::survives_nesting(&[0xa1, 0x00], None, |value| {
            read_all(&StoredRow { value: value.into(), ..whole.clone() });
        });
    }
    let whole = every_row().pop().expect("the envelope");
    let (arrival, sealed) = whole.value.split_at(8);
    hostile::refuses_every_flip(sealed, |sealed| {
        read_envelope(&StoredRow { value: [arrival, sealed].concat(), ..whole.clone() }).is_none()
    });
}

proptest! {
    #[test]
    fn any_row_is_survived(
        table in proptest::sample::select(Table::ALL.to_vec()),
        key in hostile::anything(),
        value in hostile::anything(),
        place in 0..64_usize,
    ) {
        for key in [key.clone(), key.into_iter().take(place).collect()] {
            read_all(&StoredRow { table, key, value: value.clone() });
        }
    }
}

fn made() -> MadeInvite {
    let code = InviteCode::draw(&mut crate::seal::Random::from_seed([1; 32]));
    MadeInvite { secret: [6; 32], code: Some(code) }
}

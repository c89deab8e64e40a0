//! The sample as a real device reads it, and what its story promises.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use shared::page::Page;
use shared::record::safety::{Subject, open_stops};
use shared::record::{
    Activity, Clear, Helped, Note, Record, Regulation, Role, Row, Scope, Stop, Strategy, Value,
};
use shared::record::{Goal, SafetyNote, current_versions};
use shared::seal::Envelope;
use shared::storage::{MemoryStore, Read, Table};
use shared::sync::device::{Device, Effect, Input, Team};
use shared::{DeviceId, Moment, TeamId};

use super::*;

/// A Tuesday, 17:30 local.
const NOW: Now = Moment { unix_ms: 1_795_559_400_000, offset_min: -300 };
const DAY_MS: i64 = 86_400_000;
const LANGUAGES: [Language; 2] = [Language::English, Language::Spanish];
const SEED: [u8; 32] = [7; 32];

/// A device that explores, over a store in memory.
struct Desk {
    device: Device,
    store: MemoryStore,
    now: Now,
}

impl Desk {
    fn explore(now: Now, language: Language) -> (Self, TeamId) {
        let mut desk = Self { device: Device::default(), store: MemoryStore::default(), now };
        desk.tell(Input::Started { seed: [1; 32] });
        let sample = build(SEED, now, language).expect("it can always be made up");
        let team = desk.device.join_sample(now, sample).expect("the roster holds");
        let mut effects = Vec::new();
        desk.device.commit(now, &mut effects);
        desk.perform(effects);
        desk.load_all(team);
        (desk, team)
    }

    fn start_again(self, team: TeamId) -> Self {
        let mut desk = Self { device: Device::default(), ..self };
        desk.tell(Input::Started { seed: [2; 32] });
        desk.load_all(team);
        desk
    }

    fn load_all(&mut self, team: TeamId) {
        while self.device.has_earlier(team) {
            let mut effects = Vec::new();
            self.device.load_earlier(team, &mut effects);
            self.perform(effects);
        }
    }

    fn tell(&mut self, input: Input) {
        let mut effects = Vec::new();
        self.device.handle(self.now, input, &mut effects);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Store { ticket, batch } => {
                    self.store.apply(&batch).expect("memory");
                    self.tell(Input::Stored { ticket });
                }
                Effect::Load { ticket, reads } => {
                    let rows = self.store.read(&reads);
                    self.tell(Input::Loaded { ticket, rows });
                }
                Effect::Send(_) => panic!("the sample never leaves"),
                Effect::Dial | Effect::HangUp | Effect::WakeAt { .. } | Effect::Changed(_) => {}
            }
        }
    }

    fn team(&self, team: TeamId) -> &Team {
        self.device.team(team).expect("it is here")
    }
}

/// A sample as a device read it.
struct Told {
    now: Now,
    rows: Vec<(Scope, Row)>,
    clinicians: BTreeSet<DeviceId>,
}

/// The sample on each weekday, and at a few odd hours.
static TOLD: LazyLock<Vec<Told>> = LazyLock::new(|| {
    let weekdays = (0..7).map(|day| NOW.plus_ms(day * DAY_MS));
    let odd_hours = [3, 9, 16].map(|hours| NOW.plus_ms(hours * 3_600_000 + 123_456));
    let far_east = Moment::new(NOW.unix_ms, 825);
    weekdays.chain(odd_hours).chain([far_east]).map(|now| tell(now, Language::English)).collect()
});

fn tell(now: Now, language: Language) -> Told {
    let (desk, id) = Desk::explore(now, language);
    let team = desk.team(id);
    let members = team.roster().members().iter();
    let clinicians = members.filter(|(_, member)| member.role == Role::Clinician);
    Told {
        now,
        rows: team.rows().map(|(scope, row)| (scope, row.clone())).collect(),
        clinicians: clinicians.map(|(id, _)| DeviceId(id.0)).collect(),
    }
}

fn read(now: Now, language: Language) -> Vec<(Scope, Row)> {
    tell(now, language).rows
}

fn of<R: Record>(rows: &[(Scope, Row)]) -> Vec<(&Row, R)> {
    rows.iter().filter_map(|(_, row)| Some((row, R::read(row)?))).collect()
}

fn is_logged(row: &Row) -> bool {
    [Activity::KIND, Note::KIND, Stop::KIND].contains(&row.kind.as_str())
}

fn date(row: &Row) -> Date {
    row.at().date()
}

#[test]
fn a_device_reads_all_of_it_and_again_after_a_restart() {
    for language in LANGUAGES {
        let (desk, id) = Desk::explore(NOW, language);
        let scopes: BTreeSet<Scope> = desk.team(id).rows().map(|(scope, _)| scope).collect();
        assert_eq!(scopes, BTreeSet::from(Scope::SHARED));
        let before: Vec<_> = desk.team(id).rows().map(|(scope, row)| (scope, row.clone())).collect();
        assert!((180..=280).contains(&before.len()), "{}", before.len());
        let desk = desk.start_again(id);
        let after: Vec<_> = desk.team(id).rows().map(|(scope, row)| (scope, row.clone())).collect();
        assert_eq!(before, after);
        assert_eq!(desk.device.set_aside(), 0);
        let aside = Read { table: Table::Aside, prefix: Vec::new() };
        assert!(desk.store.read(&[aside]).is_empty());
        assert_eq!(desk.team(id).waiting(), 0, "nothing of it waits to be shared");
    }
}

#[test]
fn everyone_has_a_name_and_the_person_looking_may_try_everything() {
    let (desk, id) = Desk::explore(NOW, Language::Spanish);
    let team = desk.team(id);
    let names: BTreeSet<_> =
        team.roster().members().keys().filter_map(|member| team.card_name(*member)).collect();
    assert_eq!(names, ["Alex", "Inés", "Maestra Luz", "Pat", "Usted", "Yoli"].map(str::to_owned).into());
    let (_, me) = team.roster().member_of(desk.device.id().expect("ready")).expect("in the team");
    assert_eq!(me.role, Role::Clinician);
    assert!(Scope::SHARED.into_iter().all(|scope| me.reads.has(scope) && me.writes.has(scope)));
    assert!(team.is_sample());
}

#[test]
fn each_author_has_one_envelope_a_page_and_no_change_waits() {
    let sample = build(SEED, NOW, Language::English).expect("made up");
    assert!(sample.envelopes.len() <= 24, "{}", sample.envelopes.len());
    let mut pages: BTreeMap<_, Page> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut counters: BTreeMap<_, u64> = BTreeMap::new();
    for bytes in sample.envelopes {
        let envelope = Envelope::parse(bytes).expect("well-formed");
        let header = envelope.header();
        let key = sample.keys.iter().find(|key| key.scope == header.scope).expect("a key for each scope");
        let body = envelope.open(key).expect("the right key");
        assert!(seen.insert((header.author, header.scope, body.page)));
        let counter = counters.entry((header.author, header.scope)).or_default();
        *counter += 1;
        assert_eq!(header.counter, *counter, "an author's envelopes are counted without gaps");
        let changes: Vec<Vec<u8>> = body.changes.into_iter().map(Into::into).collect();
        pages.entry((header.scope, body.page)).or_default().receive(header.author, &changes).expect("fine");
    }
    assert!(pages.values().all(|page| page.waiting() == 0));
}

#[test]
fn the_same_seed_makes_the_same_bytes() {
    let bytes = |seed| {
        let sample = build([seed; 32], NOW, Language::English).expect("made up");
        (sample.operations, sample.envelopes, *sample.invite.secret())
    };
    assert_eq!(bytes(1), bytes(1));
    assert_ne!(bytes(1), bytes(2));
}

#[test]
fn an_absurd_clock_does_not_panic() {
    for unix_ms in [i64::MIN, -1, 0, 1, i64::MAX] {
        for offset_min in [-1439, 0, 1439] {
            let _ = build(SEED, Moment::new(unix_ms, offset_min), Language::English);
        }
    }
}

#[test]
fn nothing_is_in_the_future_and_everything_was_written_after_it_happened() {
    for Told { now, rows, .. } in TOLD.iter() {
        for (_, row) in rows {
            let written = row.id.written_ms();
            assert!(row.at().unix_ms <= written && written <= now.unix_ms, "{row:?}");
            assert!(written - row.at().unix_ms < DAY_MS / 12, "{row:?}");
            assert!(!is_logged(row) || row.at().offset_min == now.offset_min);
        }
    }
}

#[test]
fn six_weeks_from_three_settings_with_days_off() {
    for Told { now, rows, .. } in TOLD.iter() {
        let mut days: BTreeMap<Date, usize> = BTreeMap::new();
        let mut weeks: BTreeSet<(Scope, i64)> = BTreeSet::new();
        for (scope, row) in rows.iter().filter(|(_, row)| is_logged(row)) {
            *days.entry(date(row)).or_default() += 1;
            let age = now.date().since(date(row)).expect("both are days").get_days();
            weeks.insert((*scope, i64::from(age) / 7));
            let weekend = matches!(date(row).weekday(), Weekday::Saturday | Weekday::Sunday);
            assert!(*scope != Scope::School || !weekend, "no school at the weekend: {row:?}");
        }
        for scope in [Scope::Home, Scope::School, Scope::Clinic] {
            let of_scope = weeks.iter().filter(|(of, _)| *of == scope).count();
            assert!(of_scope >= 5, "{scope}: {of_scope}");
        }
        let whole_days = 41;
        assert!((38..=whole_days).contains(&(days.len() - usize::from(days.contains_key(&now.date())))));
        let usual = days.values().filter(|count| (4..=9).contains(*count)).count();
        assert!(usual * 5 >= days.len() * 3, "{days:?}");
    }
}

#[test]
fn one_stop_holds_one_was_cleared_and_nothing_is_done_while_it_is_paused() {
    for Told { now, rows, clinicians } in TOLD.iter() {
        let open = open_stops(rows.iter().map(|(_, row)| row), |device| clinicians.contains(&device));
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].1.library.as_deref(), Some("gentle-swinging"));
        assert!(now.unix_ms - open[0].1.at.unix_ms < 3 * DAY_MS);
        let clears = of::<Clear>(rows);
        assert_eq!((of::<Stop>(rows).len(), clears.len()), (2, 1));
        for (row, stop) in of::<Stop>(rows) {
            let lifted = clears.iter().find(|(_, clear)| clear.stops.contains(&row.id));
            let until = lifted.map_or(i64::MAX, |(clear, _)| clear.id.written_ms());
            for (_, done) in of::<Activity>(rows) {
                let subject =
                    Subject { strategy: done.strategy, library: done.library.as_deref(), title: &done.title };
                let during = (stop.at.unix_ms..until).contains(&done.at.unix_ms);
                assert!(!during || !stop.pauses(subject), "{done:?} in spite of {stop:?}");
            }
        }
    }
}

#[test]
fn the_plan_is_small_and_its_changed_strategy_is_a_new_version() {
    let rows = read(NOW, Language::Spanish);
    let each = || rows.iter().filter(|(scope, _)| *scope == Scope::Plan).map(|(_, row)| row);
    let strategies = current_versions::<Strategy>(each(), |strategy| &strategy.version);
    assert_eq!(strategies.len(), 6);
    assert_eq!(strategies.iter().filter(|(_, strategy)| strategy.version.series.is_some()).count(), 1);
    assert!(strategies.iter().all(|(_, strategy)| (2..=5).contains(&strategy.minutes.expect("each has"))));
    assert_eq!(current_versions::<Goal>(each(), |goal| &goal.version).len(), 2);
    assert_eq!(current_versions::<SafetyNote>(each(), |note| &note.version).len(), 1);
}

#[test]
fn two_fields_are_changed_in_two_places_and_both_texts_of_a_note_are_there() {
    for language in LANGUAGES {
        let words = &words::of(language).doubts;
        let rows = read(NOW, language);
        let two: BTreeSet<&str> = rows
            .iter()
            .flat_map(|(_, row)| &row.cells)
            .filter(|(_, cell)| !cell.others.is_empty())
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(two, BTreeSet::from(["helped", "minutes"]));
        let merged = format!("{} {} {}", words.haircut_before, words.haircut, words.haircut_after);
        assert_eq!(of::<Note>(&rows).iter().filter(|(_, note)| note.note == merged).count(), 1);
    }
}

#[test]
fn one_evening_is_logged_twice_and_one_entry_is_struck() {
    for Told { rows, .. } in TOLD.iter() {
        let done = of::<Activity>(rows);
        let mut twins = Vec::new();
        for (at, (row, one)) in done.iter().enumerate() {
            twins.extend(done[at + 1..].iter().filter(|(other_row, other)| {
                let near = (one.at.unix_ms - other.at.unix_ms).abs() < 30 * 60_000;
                near && one.title == other.title && row.author != other_row.author
            }));
        }
        assert_eq!(twins.len(), 1);
        let struck: Vec<_> = rows.iter().filter_map(|(_, row)| row.struck()).collect();
        assert_eq!(struck, [words::of(Language::English).doubts.struck]);
    }
}

#[test]
fn what_people_wrote_is_short_kind_and_in_both_languages() {
    for language in LANGUAGES {
        let mut said = BTreeSet::new();
        for (_, row) in read(NOW, language) {
            let texts = row.cells.values().filter_map(|cell| match &cell.value {
                Value::Prose(text) => Some(text.clone()),
                _ => None,
            });
            for text in texts.filter(|text| !text.is_empty()) {
                let judges = [
                    "good job",
                    "well done",
                    "proud",
                    "naughty",
                    "bad ",
                    "fault",
                    "bien hecho",
                    "portó",
                    "culpa",
                ];
                assert!(judges.iter().all(|word| !text.to_lowercase().contains(word)), "{text}");
                let longest = text.split(['.', ':', ';']).map(|part| part.split_whitespace().count()).max();
                assert!(longest <= Some(18) && text.len() < 200, "{text}");
                assert!(said.insert(text), "said twice");
            }
            assert!(row.kind != Note::KIND || !row.prose("note").trim().is_empty());
        }
        assert!(said.len() > 90, "{}", said.len());
    }
}

#[test]
fn both_languages_tell_the_same_story() {
    let story = |language| -> Vec<_> {
        let rows = read(NOW, language);
        let plain = |(_, row): &(Scope, Row)| {
            (
                row.id,
                row.kind.clone(),
                row.at(),
                row.code::<Helped>("helped"),
                row.code::<Regulation>("after"),
            )
        };
        rows.iter().map(plain).collect()
    };
    assert_eq!(story(Language::English), story(Language::Spanish));
}

#[test]
fn the_story_means_something() {
    let rows = read(NOW, Language::English);
    let helped = |card: &str, weeks: std::ops::Range<i64>| {
        let of_weeks = |at: Moment| weeks.contains(&(5 - (NOW.unix_ms - at.unix_ms) / DAY_MS / 7));
        let done: Vec<_> = of::<Activity>(&rows)
            .into_iter()
            .filter(|(_, done)| done.library.as_deref() == Some(card) && of_weeks(done.at))
            .collect();
        let better = done.iter().filter(|(_, done)| done.helped == Some(Helped::Better)).count();
        better * 100 / done.len().max(1)
    };
    assert!(helped("wall-push-ups", 0..2) < 20 && helped("wall-push-ups", 4..6) > 50);
    assert!(helped("fidget", 0..3) < 10 && helped("fidget", 3..6) > 50, "easier from the fourth week");
    assert!(helped("wall-push-ups", 2..3) == 0, "the week of the cold");
}

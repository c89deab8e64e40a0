//! What each screen prints.

use shared::record::{Ask, Role, Routine, Row, Scope, Setting};
use shared::storage::StoreFailure;
use shared::sync::device::{InviteProgress, Reach, Team};
use shared::team::{InviteLink, InviteState};
use shared::wire::{Goodbye, Refused};
use shared::{MemberId, Moment, Now, RecordId};

use super::App;
use crate::insight::sift::visits;
use crate::view::{
    DisclosureView, EntryView, Flag, Frame, InvitePreview, InviteRefusal, InviteStage, InviteView,
    MemberView, PlanView, Stage, SyncState, TeamChip, TeamView, TimelineView, TodayView, Trouble,
};

impl App {
    /// What is around every screen.
    pub fn frame(&self) -> Frame {
        let mut teams: Vec<TeamChip> = self.device.teams().map(|team| self.chip(team)).collect();
        shared::sorted::sort_by_key(&mut teams, |chip| (chip.sample, chip.child.clone(), chip.team));
        let mut notices = self.notices.clone();
        notices.extend(self.device.store_trouble().map(|why| crate::view::Notice::NotSaved(trouble(why))));
        Frame {
            stage: self.stage(),
            teams,
            chosen: self.chosen,
            sync: self.sync_state(),
            lock: self.lock(),
            notices,
        }
    }

    /// Parent · Today and the aide's quick log, for the chosen team.
    pub fn today(&self, now: Now) -> TodayView {
        let Some(team) = self.chosen_team() else { return TodayView::default() };
        let role = self.role_in(team);
        let mut entries = self.entries(team);
        entries.retain(|entry| entry.at.date() == now.date() && entry.struck.as_deref() != Some(""));
        let mut strategies = self.strategies(team);
        strategies.retain(|view| view.for_me || role.is_none_or(|role| belongs(role, view.strategy.setting)));
        let minute = now.minute_of_day();
        shared::sorted::sort_by_key(&mut strategies, |view| {
            let done = entries.iter().any(|entry| entry.is_of(view.series));
            (done, turn(view.strategy.routine, minute), view.series)
        });
        TodayView {
            strategies,
            entries,
            paused: self.paused(team),
            safety: self.safety(team),
            setting: role.map(Role::usual_setting),
            may_log: self.log_scope(team).is_some(),
            may_note_privately: self.keeps_private(team),
            undo: self.undo,
        }
    }

    /// The three lanes, for the chosen team.
    pub fn timeline(&self) -> TimelineView {
        let Some(team) = self.chosen_team() else { return TimelineView::default() };
        let entries = self.entries(team);
        let flags = self.flags(team, &entries);
        let since = entries.last().map(|entry| entry.at);
        let mut view = TimelineView {
            flags,
            since,
            visits: visits(&entries),
            earlier: self.device.has_earlier(team.id()),
            reads_home: self.shows(team, Scope::Home),
            reads_school: self.shows(team, Scope::School),
            reads_clinic: self.shows(team, Scope::Clinic),
            ..TimelineView::default()
        };
        for entry in entries {
            match lane(&entry) {
                Scope::Home => view.home.push(entry),
                Scope::School => view.school.push(entry),
                Scope::Clinic | Scope::Plan | Scope::Private => view.clinic.push(entry),
            }
        }
        view
    }

    /// The plan of the chosen team.
    pub fn plan(&self) -> PlanView {
        self.chosen_team().map(|team| self.plan_of(team)).unwrap_or_default()
    }

    /// The people of the chosen team.
    pub fn team(&self) -> TeamView {
        let Some(team) = self.chosen_team() else { return TeamView::default() };
        let roster = team.roster();
        let me = self.device.id().and_then(|device| roster.member_of(device)).map(|(member, _)| member);
        let mut members: Vec<MemberView> =
            roster.members().iter().map(|(id, member)| self.member(team, *id, member)).collect();
        shared::sorted::sort_by_key(&mut members, |member| (member.role, member.since, member.member));
        let (members, former) = members.into_iter().partition(|member| member.gone.is_none());
        let mine = me.and_then(|me| roster.members().get(&me));
        let guardian = mine.is_some_and(|me| me.role == Role::Guardian);
        let open = roster.invites().iter().filter(|(_, invite)| invite.state == InviteState::Open);
        let invites = open.map(|(id, invite)| InviteView {
            invite: *id,
            role: invite.role,
            own: invite.own,
            expires_ms: invite.expires_ms,
            fragment: team.invite_secret(*id).map(|secret| {
                InviteLink { team: team.id(), keys: shared::seal::DeviceKeys::from_secret(secret) }.fragment()
            }),
            code: team.invite_code(*id),
            may_cancel: guardian || me == Some(invite.by),
        });
        TeamView {
            child: self.child_name(team),
            members,
            invites: if team.is_sample() { Vec::new() } else { invites.collect() },
            may_invite: me.filter(|_| !team.is_sample()).map(|me| roster.may_invite(me)).unwrap_or_default(),
            may_bring: me.map(|me| roster.may_bring(me)).unwrap_or_default(),
            sample: team.is_sample(),
            inviting: self.device.is_inviting(team.id()),
            former,
            governs: me.is_some_and(|me| !team.is_sample() && roster.governs(me)),
            gone: self.device.is_gone(team.id()),
            sheet: self.device.sheet(team.id()).filter(|_| !team.is_sample()).map(|sheet| sheet.words()),
            may_link: mine.is_some_and(|me| !team.is_sample() && me.reads_whole() == me.reads),
            may_replace_sheet: me
                .is_some_and(|me| !team.is_sample() && (roster.sheet().of == me || roster.governs(me))),
            withheld: self.withheld(team),
        }
    }

    fn member(&self, team: &Team, id: MemberId, member: &shared::team::Member) -> MemberView {
        let roster = team.roster();
        let devices = roster.devices().iter();
        let theirs = devices.filter(|(_, device)| device.member == id && device.gone.is_none());
        MemberView {
            member: id,
            name: self.member_name(team, id),
            role: member.role,
            reads: member.reads,
            writes: member.writes,
            reads_from_today: member.reads.without(member.reads_whole()),
            devices: theirs.map(|(device, _)| *device).collect(),
            since: Moment::new(member.since_ms, self.offset_min),
            me: self.device.id().and_then(|me| roster.author(me)).is_some_and(|(me, _)| me == id),
            gone: member.gone.map(|gone| Moment::new(gone.at_ms, self.offset_min)),
        }
    }

    /// Who could read what of the chosen team, and when, oldest first.
    pub fn disclosures(&self) -> Vec<DisclosureView> {
        let Some(team) = self.chosen_team() else { return Vec::new() };
        let view = |told: shared::team::Disclosure| {
            let member = team.roster().members().get(&told.member)?;
            Some(DisclosureView {
                member: told.member,
                name: self.member_name(team, told.member),
                role: member.role,
                scope: told.scope,
                from: Moment::new(told.from_ms, self.offset_min),
                with_past: told.with_past,
                by: self.member_name(team, told.by),
                until: told.until_ms.map(|at_ms| Moment::new(at_ms, self.offset_min)),
                ended_by: told.ended_by.map(|by| self.member_name(team, by)),
            })
        };
        team.disclosures().into_iter().filter_map(view).collect()
    }

    /// How far accepting an invite is.
    pub fn invite(&self) -> InviteStage {
        if let Some(refusal) = self.refusal {
            return InviteStage::Refused(refusal);
        }
        let preview = |offer: &shared::sync::device::Offer| InvitePreview {
            child: Some(offer.child.clone()).filter(|child| !child.is_empty()),
            from: offer.from.clone(),
            whom: offer.whom,
            role: offer.role,
            reads: offer.reads,
            writes: offer.writes,
        };
        match self.device.progress() {
            InviteProgress::None => InviteStage::None,
            InviteProgress::Looking(_) if self.device.reach() == Reach::Open => InviteStage::Looking,
            InviteProgress::Looking(_) => InviteStage::Waiting,
            InviteProgress::Offered(offer) => InviteStage::Offered(preview(offer)),
            InviteProgress::Joining(offer) => InviteStage::Joining(preview(offer)),
            InviteProgress::Joined(_) => InviteStage::Joined,
            InviteProgress::AlreadyIn => InviteStage::Refused(InviteRefusal::AlreadyIn),
            InviteProgress::Refused(why) => InviteStage::Refused(invite_refusal(*why)),
        }
    }

    /// One entry of the chosen team.
    pub fn entry(&self, record: RecordId) -> Option<EntryView> {
        self.one_entry(self.chosen_team()?, record)
    }

    /// One record of the chosen team with every cell, for its details.
    pub fn row(&self, record: RecordId) -> Option<Row> {
        self.chosen_team()?.row(record).map(|(_, row)| row.clone())
    }

    /// Every entry in memory of the chosen team, newest first.
    pub fn all_entries(&self) -> Vec<EntryView> {
        self.chosen_team().map(|team| self.entries(team)).unwrap_or_default()
    }

    /// Whether the person sees a scope; in a sample, whether who they look as would.
    pub(super) fn shows(&self, team: &Team, scope: Scope) -> bool {
        let looked = self.role_in(team).filter(|_| team.is_sample());
        // What is private is the person's own, whoever they look as.
        let is_seen = |role: Role| scope == Scope::Private || role.reads().has(scope);
        team.readable().any(|readable| readable == scope) && looked.is_none_or(is_seen)
    }

    fn stage(&self) -> Stage {
        if let Some(kind) = self.device.locked() {
            return Stage::Locked(kind);
        }
        match self.device.blocked() {
            Some(why) => Stage::Blocked(trouble(why)),
            None if !self.device.is_ready() || self.is_reading_first() => Stage::Opening,
            None if self.chosen_team().is_none() => Stage::FirstRun,
            None => Stage::Ready,
        }
    }

    /// Whether the chosen team's plan is still being read.
    fn is_reading_first(&self) -> bool {
        let plan =
            |team: &Team| team.page_ids().any(|page| page.scope == Scope::Plan && !team.is_loaded(page));
        self.device.is_loading() && self.chosen_team().is_some_and(plan)
    }

    fn chip(&self, team: &Team) -> TeamChip {
        TeamChip {
            team: team.id(),
            child: self.child_name(team),
            role: self.role_in(team).unwrap_or(Role::Viewer),
            sample: team.is_sample(),
            stops: self.known_stops(team),
        }
    }

    fn sync_state(&self) -> SyncState {
        let real = || self.device.teams().filter(|team| !team.is_sample());
        let waiting = real().map(Team::waiting).sum();
        let why = match self.device.reach() {
            Reach::Refused(Goodbye::DeviceTooOld) => Some(Trouble::AppTooOld),
            Reach::Refused(Goodbye::RelayTooOld) => Some(Trouble::RelayTooOld),
            Reach::Refused(_) => Some(Trouble::NotLetIn),
            _ if self.chosen.is_some_and(|team| self.device.is_gone(team)) => Some(Trouble::Removed),
            Reach::Down | Reach::Trying | Reach::Open if real().any(Team::is_split) => {
                Some(Trouble::RosterSplit)
            }
            Reach::Open if real().any(Team::needs_token) => Some(Trouble::NeedsToken),
            Reach::Open if real().any(Team::is_full) => Some(Trouble::RelayFull),
            Reach::Open if real().any(Team::is_refused) => Some(Trouble::NotLetIn),
            Reach::Down | Reach::Trying | Reach::Open => None,
        };
        if let Some(why) = why {
            return SyncState::Refused { why, waiting };
        }
        if self.chosen_team().is_none_or(Team::is_sample) {
            return SyncState::Local;
        }
        match (self.device.reach(), self.device.up_to_date_ms()) {
            (Reach::Open, Some(at_ms)) if self.device.is_up_to_date() => SyncState::UpToDate { at_ms },
            (Reach::Open, _) => SyncState::Sharing { waiting },
            (Reach::Down | Reach::Trying | Reach::Refused(_), _) => SyncState::Offline { waiting },
        }
    }

    fn flags(&self, team: &Team, entries: &[EntryView]) -> Vec<Flag> {
        let mut flags: Vec<Flag> = self.paused(team).into_iter().map(Flag::Stopped).collect();
        // A stop that holds is told as such, with all that belongs to it.
        let asked = self.questions_of(team).into_iter().filter(|asked| asked.open && asked.stop.is_none());
        let asked = asked.filter(|asked| asked.question.ask != Ask::Visit);
        flags.extend(asked.map(|asked| Flag::Asked {
            question: asked.record,
            ask: asked.question.ask,
            text: beginning(&asked.question.text),
        }));
        let strategies = self.strategies(team);
        let programs = strategies.iter().filter(|item| item.strategy.measure.is_some());
        // Who carries a program out and has not read the version in force.
        let unread = programs.filter(|item| !item.unread.is_empty());
        flags.extend(unread.map(|item| Flag::Unread {
            series: item.series,
            title: item.strategy.title.clone(),
            number: item.number,
            names: item.unread.iter().map(|named| named.name.clone()).collect(),
        }));
        let two = entries.iter().filter(|entry| !entry.conflicts.is_empty());
        flags.extend(two.map(|entry| Flag::TwoPlaces {
            record: entry.id,
            title: entry.title(),
            conflicts: entry.conflicts.clone(),
        }));
        let rivals = strategies.into_iter().filter(|view| !view.rivals.is_empty());
        flags.extend(rivals.map(|view| Flag::PlanTwoPlaces { title: view.strategy.title }));
        let twins =
            entries.iter().filter_map(|entry| Some((entry, entry.twin.filter(|twin| *twin < entry.id)?)));
        flags.extend(twins.map(|(entry, other)| Flag::Twins {
            record: entry.id,
            other,
            title: entry.title(),
        }));
        flags
    }
}

impl EntryView {
    /// What an entry is called in one line.
    pub fn title(&self) -> String {
        use crate::view::EntryBody;
        match &self.body {
            EntryBody::Activity { title, .. }
            | EntryBody::Stop { title, .. }
            | EntryBody::Request { title, .. }
            | EntryBody::Attained { title, .. } => title.clone(),
            EntryBody::Note { note } => beginning(note),
            EntryBody::Tally(view) => view.tally.title.clone(),
            EntryBody::CheckIn(check_in) => beginning(&check_in.wins),
            EntryBody::Clear { titles, .. } => titles.join(", "),
        }
    }

    /// Whether it is about this plan item.
    fn is_of(&self, series: RecordId) -> bool {
        use crate::view::EntryBody;
        match &self.body {
            EntryBody::Activity { strategy, .. } => *strategy == Some(series) && self.struck.is_none(),
            EntryBody::Tally(view) => view.tally.strategy == Some(series) && self.struck.is_none(),
            _ => false,
        }
    }
}

/// The first words of a text.
fn beginning(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(60).collect()
}

/// The lane an entry stands in: whose notes it is kept with; what lives in the plan and what is private go by who wrote it.
fn lane(entry: &EntryView) -> Scope {
    match (entry.scope, entry.author.role) {
        (Scope::Plan | Scope::Private, Some(role)) => role.log_scope(),
        (scope, _) => scope,
    }
}

/// Whether a strategy for this setting is this person's to do.
fn belongs(role: Role, setting: Setting) -> bool {
    match role {
        Role::Guardian => !matches!(setting, Setting::School | Setting::Clinic),
        Role::Teacher | Role::Aide => setting == Setting::School,
        Role::Clinician | Role::Provider | Role::Viewer => true,
    }
}

/// How many minutes until a routine usually comes round, looking an hour back; "any time" comes last.
fn turn(routine: Routine, minute: u16) -> u16 {
    let usual = match routine {
        Routine::Morning => 6 * 60 + 45,
        Routine::Breakfast => 7 * 60 + 15,
        Routine::Arrival => 8 * 60 + 15,
        Routine::Circle => 9 * 60 + 15,
        Routine::Lunch => 12 * 60,
        Routine::Transition => 13 * 60,
        Routine::AfterSchool => 15 * 60 + 30,
        Routine::Play => 16 * 60 + 30,
        Routine::Dinner => 18 * 60,
        Routine::Bath => 19 * 60,
        Routine::Bedtime => 20 * 60,
        Routine::Any => return 24 * 60,
    };
    (usual + 24 * 60 + 60 - minute) % (24 * 60)
}

fn trouble(why: StoreFailure) -> Trouble {
    match why {
        StoreFailure::Full => Trouble::StorageFull,
        StoreFailure::Refused => Trouble::StorageRefused,
        StoreFailure::Newer => Trouble::StorageNewer,
        StoreFailure::Busy => Trouble::StorageBusy,
        StoreFailure::Raced | StoreFailure::Failed => Trouble::StorageFailed,
    }
}

fn invite_refusal(why: Refused) -> InviteRefusal {
    match why {
        Refused::Used => InviteRefusal::Used,
        Refused::Cancelled => InviteRefusal::Cancelled,
        Refused::Expired => InviteRefusal::Expired,
        Refused::Malformed => InviteRefusal::NotALink,
        Refused::Restored => InviteRefusal::Tomorrow,
        Refused::NotHere
        | Refused::NotNext
        | Refused::NotAllowed
        | Refused::Newer
        | Refused::TooMuch
        | Refused::NeedsToken
        | Refused::Full
        | Refused::TryLater => InviteRefusal::Unknown,
    }
}

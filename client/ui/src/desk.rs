//! The desk: what every screen reaches through context. Owns the memos over the app's view models; the only file of
//! the screens that reads [`App`](carryover_core::App).

use carryover_core::view::{
    CarryView, CaseloadView, ConsentView, DisclosureView, Frame, InviteStage, PlanView, ProgramView,
    QuestionView, SheetCheck, Stage, TeamChip, TeamView, TimelineView, TodayView,
};
use carryover_core::{Intent, Language};
use leptos::prelude::*;
use shared::record::{Role, Scope};
use shared::{Now, RecordId, TeamId};

use crate::drafts;
use crate::i18n::{self, Text};
use crate::route::{Place, Router};
use crate::screens::Shown;
use crate::shell::{On, Shell};
use crate::timer::Timer;

/// One desk a window; copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    /// The browser's side.
    pub(crate) shell: Shell,
    /// Where in the app the person is.
    pub(crate) router: Router,
    /// The activity that runs.
    pub(crate) timer: Timer,
    /// The board that the child has.
    pub(crate) board: Shown,
    /// What is around every screen.
    pub(crate) frame: Memo<Frame>,
    /// Every child on this device, and what each needs.
    pub(crate) caseload: Memo<CaseloadView>,
    /// Today and the quick log.
    pub(crate) today: Memo<TodayView>,
    /// The three lanes.
    pub(crate) timeline: Memo<TimelineView>,
    /// The plan.
    pub(crate) plan: Memo<PlanView>,
    /// What there is to count.
    pub(crate) programs: Memo<Vec<ProgramView>>,
    /// What was asked.
    pub(crate) questions: Memo<Vec<QuestionView>>,
    /// The people.
    pub(crate) team: Memo<TeamView>,
    /// An invite being accepted.
    pub(crate) invite: Memo<InviteStage>,
    /// Whether the person may write entries.
    pub(crate) may_log: Memo<bool>,
    /// Whether a note for the person alone can be written.
    pub(crate) may_note_privately: Memo<bool>,
    /// Whether the person may change the plan.
    pub(crate) may_edit: Memo<bool>,
    /// The children an aide logs for; empty is the chosen one.
    pub(crate) selected: RwSignal<Vec<TeamId>>,
    /// Whether an entry fits beside the lanes.
    wide: RwSignal<bool>,
}

/// The desk in context.
pub(crate) fn desk() -> Desk {
    expect_context()
}

/// The sentences of the chosen language. Not tracked: the screens are built anew when the language changes.
pub(crate) fn text() -> &'static Text {
    i18n::text_in(language())
}

/// The chosen language. Not tracked, see [`text`].
pub(crate) fn language() -> Language {
    desk().shell.language().get_untracked()
}

impl Desk {
    /// A desk over `shell`.
    pub(crate) fn new(shell: Shell) -> Self {
        use On::{Connection, Minute, Records, Sharing, Team};
        let today =
            Memo::new(move |_| shell.view(&[Records, Sharing, Team, Minute], |app, now| app.today(now)));
        let plan = Memo::new(move |_| shell.view(&[Records, Sharing, Team], |app, _| app.plan()));
        Self {
            shell,
            router: Router::new(),
            timer: Timer::new(shell),
            board: Shown::new(),
            frame: Memo::new(move |_| {
                shell.view(&[Records, Sharing, Team, Connection], |app, _| app.frame())
            }),
            caseload: Memo::new(move |_| {
                shell.view(&[Records, Team, Connection, Minute], |app, now| app.caseload(now))
            }),
            today,
            timeline: Memo::new(move |_| shell.view(&[Records, Sharing, Team], |app, _| app.timeline())),
            plan,
            programs: Memo::new(move |_| shell.view(&[Records, Team, Minute], |app, now| app.programs(now))),
            questions: Memo::new(move |_| shell.view(&[Records, Sharing, Team], |app, _| app.questions())),
            team: Memo::new(move |_| shell.view(&[Records, Team], |app, _| app.team())),
            invite: Memo::new(move |_| shell.view(&[Team, Connection], |app, _| app.invite())),
            may_log: Memo::new(move |_| today.with(|today| today.may_log)),
            may_note_privately: Memo::new(move |_| today.with(|today| today.may_note_privately)),
            may_edit: Memo::new(move |_| plan.with(|plan| plan.may_edit)),
            selected: RwSignal::new(Vec::new()),
            wide: wide(),
        }
    }

    /// The teams an entry goes to; empty is the chosen one. The chosen one comes last: its entry is what can be
    /// undone.
    pub(crate) fn selected_teams(&self) -> Vec<TeamId> {
        let mut selected = self.selected.get_untracked();
        let chosen = self.frame.with_untracked(|frame| frame.chosen);
        shared::sorted::sort_by_key(&mut selected, |team| Some(*team) == chosen);
        selected
    }

    /// Remembers where the edit of an entry starts from, unless what is typed there continues an earlier one.
    pub(crate) fn begin_edit(&self, record: RecordId, continues: bool) {
        let kept = drafts::read(&edit_begun(record));
        let from = Some(kept).filter(|kept| continues && !kept.is_empty());
        if !(continues && from.is_none() && self.shell.with(|app, _| app.begun(record).is_some())) {
            self.dispatch(Intent::BeginEdit { record, from });
        }
    }

    /// Keeps where the edit of an entry starts from beside what is typed: it may be saved by another start of the
    /// app, or in another window, after others have changed the entry.
    pub(crate) fn keep_begun(&self, record: RecordId) {
        let begun = self.shell.with(|app, _| app.begun(record)).unwrap_or_default();
        drafts::keep(&edit_begun(record), &begun);
    }

    /// What was typed is about to be saved.
    pub(crate) fn forget_begun(&self, record: RecordId) {
        drafts::forget(&edit_begun(record));
    }

    /// The children an aide logs for, at least the chosen one; tracked.
    pub(crate) fn selected_or_chosen(&self) -> Vec<TeamId> {
        match self.selected.get() {
            selected if selected.is_empty() => self.frame.with(|frame| frame.chosen.into_iter().collect()),
            selected => selected,
        }
    }

    /// Whether an entry is shown beside the lanes; tracked.
    pub(crate) fn is_wide(&self) -> bool {
        self.wide.get()
            && self.router.place() == Place::Home
            && matches!(self.role(), Role::Clinician | Role::Provider)
    }

    /// Carrying notes by hand, as it stands; tracked.
    pub(crate) fn carry(&self) -> CarryView {
        self.shell.view(&[On::Sharing, On::Team, On::Connection], |app, _| app.carry())
    }

    /// What was agreed about who reads what; tracked.
    pub(crate) fn consents(&self) -> Vec<ConsentView> {
        self.shell.view(&[On::Records, On::Team], |app, _| app.consents())
    }

    /// Who could read what, and when; tracked.
    pub(crate) fn disclosures(&self) -> Vec<DisclosureView> {
        self.shell.view(&[On::Records, On::Team], |app, _| app.disclosures())
    }

    /// What words are that were typed from a recovery sheet.
    pub(crate) fn check_sheet(&self, words: &str) -> SheetCheck {
        self.shell.with(|app, _| app.check_sheet(words))
    }

    /// Whether a change of the team is on its way; asked of the app itself, before any memo follows.
    pub(crate) fn is_changing(&self) -> bool {
        self.shell.with(|app, _| app.team().inviting)
    }

    /// Asks the app for something.
    pub(crate) fn dispatch(&self, intent: Intent) {
        self.shell.dispatch(intent);
    }

    /// The clock's reading.
    pub(crate) fn now(&self) -> Now {
        self.shell.with(|_, now| now)
    }

    /// How far the app is.
    pub(crate) fn stage(&self) -> Stage {
        self.frame.with(|frame| frame.stage.clone())
    }

    /// The chosen team's chip.
    pub(crate) fn chip(&self) -> Option<TeamChip> {
        self.frame.with(|frame| frame.teams.iter().find(|chip| Some(chip.team) == frame.chosen).cloned())
    }

    /// All teams, in the order of the children's names.
    pub(crate) fn team_ids(&self) -> Vec<TeamId> {
        self.frame.with(|frame| frame.teams.iter().map(|chip| chip.team).collect())
    }

    /// One team's chip.
    pub(crate) fn chip_of(&self, team: TeamId) -> Option<TeamChip> {
        self.frame.with(|frame| frame.teams.iter().find(|chip| chip.team == team).cloned())
    }

    /// What the person is to the chosen child.
    pub(crate) fn role(&self) -> Role {
        self.chip().map_or(Role::Guardian, |chip| chip.role)
    }

    /// Whether the person may write into `scope` of the chosen team.
    pub(crate) fn may_write(&self, scope: Scope) -> bool {
        self.team.with(|team| {
            team.members
                .iter()
                .any(|member| member.me && (scope == Scope::Private || member.writes.has(scope)))
        })
    }
}

/// Under what name the beginning of an edit is kept.
fn edit_begun(record: RecordId) -> String {
    ["begun/", &record.to_string()].concat()
}

/// From this width on an entry fits beside three lanes; the style sheet uses the same number.
const WIDE: &str = "(min-width: 1200px)";

/// Follows the window's width.
fn wide() -> RwSignal<bool> {
    let wide = RwSignal::new(false);
    if let Ok(Some(query)) = window().match_media(WIDE) {
        wide.set(query.matches());
        let handle = window_event_listener(leptos::ev::resize, move |_| {
            if wide.get_untracked() != query.matches() {
                wide.set(query.matches());
            }
        });
        on_cleanup(move || handle.remove());
    }
    wide
}

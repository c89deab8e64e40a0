//! The desk: what every screen reaches through context. Owns the memos over the app's view models; the only file of
//! the screens that reads [`App`](carryover_core::App).

use carryover_core::view::{Frame, InviteStage, PlanView, Stage, TeamChip, TeamView, TimelineView, TodayView};
use carryover_core::{Intent, Language};
use leptos::prelude::*;
use shared::record::{Role, Row, Scope};
use shared::{Now, RecordId};

use crate::i18n::{self, Text};
use crate::route::Router;
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
    /// What is around every screen.
    pub(crate) frame: Memo<Frame>,
    /// Today and the quick log.
    pub(crate) today: Memo<TodayView>,
    /// The three lanes.
    pub(crate) timeline: Memo<TimelineView>,
    /// The plan.
    pub(crate) plan: Memo<PlanView>,
    /// The people.
    pub(crate) team: Memo<TeamView>,
    /// An invite being accepted.
    pub(crate) invite: Memo<InviteStage>,
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
        Self {
            shell,
            router: Router::new(),
            timer: Timer::new(),
            frame: Memo::new(move |_| {
                shell.view(&[Records, Sharing, Team, Connection], |app, _| app.frame())
            }),
            today: Memo::new(move |_| {
                shell.view(&[Records, Sharing, Team, Minute], |app, now| app.today(now))
            }),
            timeline: Memo::new(move |_| shell.view(&[Records, Sharing, Team], |app, _| app.timeline())),
            plan: Memo::new(move |_| shell.view(&[Records, Sharing, Team], |app, _| app.plan())),
            team: Memo::new(move |_| shell.view(&[Records, Team], |app, _| app.team())),
            invite: Memo::new(move |_| shell.view(&[Team, Connection], |app, _| app.invite())),
        }
    }

    /// Asks the app for something.
    pub(crate) fn dispatch(&self, intent: Intent) {
        self.shell.dispatch(intent);
    }

    /// The clock's reading.
    pub(crate) fn now(&self) -> Now {
        self.shell.with(|_, now| now)
    }

    /// One record with every cell, as it stands.
    pub(crate) fn row(&self, record: RecordId) -> Option<Row> {
        self.shell.view(&[On::Record(record)], |app, _| app.row(record))
    }

    /// How far the app is.
    pub(crate) fn stage(&self) -> Stage {
        self.frame.with(|frame| frame.stage.clone())
    }

    /// The chosen team's chip.
    pub(crate) fn chip(&self) -> Option<TeamChip> {
        self.frame.with(|frame| {
            frame.teams.iter().find(|chip| Some(chip.team) == frame.chosen).cloned()
        })
    }

    /// What the person is to the chosen child.
    pub(crate) fn role(&self) -> Role {
        self.chip().map_or(Role::Guardian, |chip| chip.role)
    }

    /// Whether the person may write into `scope` of the chosen team.
    pub(crate) fn may_write(&self, scope: Scope) -> bool {
        self.team.with(|team| {
            team.members.iter().any(|member| member.me && (scope == Scope::Private || member.writes.has(scope)))
        })
    }
}

//! View models: everything a screen prints, already decided. Screens format times and choose words; they do not
//! think. Each is rebuilt from the pages when [`Effect::Changed`](shared::sync::device::Effect::Changed) says so; entries are keyed by record.

mod care;
mod carry;
mod caseload;
mod entry;
mod export;
mod frame;
mod lock;
mod past;
mod photo;
mod plan;
mod school;
mod team;
mod timeline;
mod today;

pub use care::{AnswerView, ProgramView, QuestionView, TallyView};
pub use carry::{Brought, CarryView, NotTaken, Packing, Taking};
pub use caseload::{CaseView, CaseloadView, Needs};
pub use entry::{Conflict, CopiedView, EntryBody, EntryView, Person, SharedState};
pub use export::{ExportView, ImportPreview, ImportView};
pub use frame::{Frame, Notice, Stage, SyncState, TeamChip, Trouble};
pub use lock::{LockAnswer, LockKind, LockView, Secret};
pub use past::{DeedView, Did, Field, FieldView};
pub use photo::{PhotoState, PhotoView};
pub use plan::{
    BoardView, CardView, GoalView, Named, OwnView, PlanView, SafetyView, ScaleView, StrategyView, TrainedView,
};
pub use school::{LineView, MissedView, SchoolView};
pub use team::{
    ConsentView, DisclosureView, InvitePreview, InviteRefusal, InviteStage, InviteView, MemberView, Newcomer,
    SheetCheck, TeamView,
};
pub use timeline::{Flag, TimelineView};
pub use today::{PausedView, TodayView};

//! The caseload of a clinician: every child on this device, those first who need something.

use shared::record::Role;
use shared::time::Day;
use shared::{Moment, TeamId};

/// The children on this device.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CaseloadView {
    /// One line each: who needs most comes first, and the sample child last.
    pub cases: Vec<CaseView>,
    /// How many of them were looked through since something changed.
    pub done: usize,
    /// The child whose notes are being read, to be shown next.
    pub opening: Option<TeamId>,
}

/// One child in a caseload.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseView {
    /// The team.
    pub team: TeamId,
    /// The child's name.
    pub child: String,
    /// What the person is to this child.
    pub role: Role,
    /// Whether it is the sample child.
    pub sample: bool,
    /// What needs somebody; none as long as nobody looked through.
    pub needs: Option<Needs>,
}

/// What a child's record asks of a clinician.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Needs {
    /// Stops that hold.
    pub stops: usize,
    /// Open concerns; a stop that holds is not counted again.
    pub concerns: usize,
    /// Open questions to the team.
    pub questions: usize,
    /// Programs that somebody who carries them out has not read as they are now.
    pub unread: usize,
    /// The earliest day on which contact about a program is due.
    pub contact: Option<Day>,
    /// Minutes of service that were due this school year and not given.
    pub behind: u32,
    /// The last entry of the last two months that anybody wrote.
    pub last: Option<Moment>,
}

impl Needs {
    /// Whether contact is due on `today` or was before.
    pub fn is_contact_due(&self, today: Day) -> bool {
        self.contact.is_some_and(|due| due <= today)
    }

    /// Whether nobody has written for two weeks on `today`: what the record says is old.
    pub fn is_stale(&self, today: Day) -> bool {
        let age = |last: Moment| today.date().since(last.date()).map_or(0, |age| age.get_days());
        self.last.is_none_or(|last| age(last) > STALE_DAYS)
    }
}

/// After so many days without an entry a record is called quiet; what schools close for at a time is shorter.
const STALE_DAYS: i32 = 14;

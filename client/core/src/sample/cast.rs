//! Who is in the made-up team, each with one pretend device.

use shared::record::{Role, Setting};
use shared::seal::{DeviceKeys, Random};

use super::words::People;

/// Someone who writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Actor {
    /// The parent who started the team.
    Pat,
    /// The other parent.
    Alex,
    /// The occupational therapist.
    Therapist,
    /// The classroom teacher.
    Teacher,
    /// The classroom aide.
    Aide,
}

/// Everybody's keys.
#[derive(Debug)]
pub(super) struct Cast {
    pat: DeviceKeys,
    alex: DeviceKeys,
    therapist: DeviceKeys,
    teacher: DeviceKeys,
    aide: DeviceKeys,
}

impl Actor {
    /// What they are to the child.
    pub(super) const fn role(self) -> Role {
        match self {
            Self::Pat | Self::Alex => Role::Guardian,
            Self::Therapist => Role::Clinician,
            Self::Teacher => Role::Teacher,
            Self::Aide => Role::Aide,
        }
    }

    /// Where they usually are with the child.
    pub(super) const fn setting(self) -> Setting {
        self.role().usual_setting()
    }

    /// What they are called.
    pub(super) fn name(self, people: &People) -> &'static str {
        match self {
            Self::Pat => people.pat,
            Self::Alex => people.alex,
            Self::Therapist => people.therapist,
            Self::Teacher => people.teacher,
            Self::Aide => people.aide,
        }
    }
}

impl Cast {
    /// New keys for everyone.
    pub(super) fn new(random: &mut Random) -> Self {
        let mut keys = || DeviceKeys::generate(random);
        Self { pat: keys(), alex: keys(), therapist: keys(), teacher: keys(), aide: keys() }
    }

    /// Someone's keys.
    pub(super) fn keys(&self, actor: Actor) -> &DeviceKeys {
        match actor {
            Actor::Pat => &self.pat,
            Actor::Alex => &self.alex,
            Actor::Therapist => &self.therapist,
            Actor::Teacher => &self.teacher,
            Actor::Aide => &self.aide,
        }
    }
}

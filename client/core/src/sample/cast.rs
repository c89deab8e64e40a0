//! Who is in a made-up team, each with one pretend device.

use shared::record::{Role, Setting};
use shared::seal::{DeviceKeys, Random};

use super::words::People;

/// Someone who writes.
#[cfg_attr(not(feature = "year"), expect(dead_code, reason = "some are in the heavy year alone"))]
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
    /// A grandparent: in the heavy year, like all below.
    Grandparent,
    /// The therapist's assistant.
    Assistant,
    /// Another therapist.
    Speech,
    /// And another.
    Physical,
    /// The teacher of another class.
    SecondTeacher,
    /// Another aide.
    SecondAide,
    /// Who helps at the school's sports.
    Coach,
}

/// Everybody's keys, in the order of the cast.
#[derive(Debug)]
pub(super) struct Cast(Vec<(Actor, DeviceKeys)>);

impl Actor {
    /// The story's.
    pub(super) const STORY: [Self; 5] = [Self::Pat, Self::Alex, Self::Therapist, Self::Teacher, Self::Aide];
    /// Everybody there is.
    #[cfg(feature = "year")]
    pub(super) const ALL: [Self; 12] = [
        Self::Pat,
        Self::Alex,
        Self::Therapist,
        Self::Teacher,
        Self::Aide,
        Self::Grandparent,
        Self::Assistant,
        Self::Speech,
        Self::Physical,
        Self::SecondTeacher,
        Self::SecondAide,
        Self::Coach,
    ];

    /// What they are to the child.
    pub(super) const fn role(self) -> Role {
        match self {
            Self::Pat | Self::Alex | Self::Grandparent => Role::Guardian,
            Self::Therapist | Self::Assistant | Self::Speech | Self::Physical => Role::Clinician,
            Self::Teacher | Self::SecondTeacher => Role::Teacher,
            Self::Aide | Self::SecondAide | Self::Coach => Role::Aide,
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
            Self::Grandparent => "Lou",
            Self::Assistant => "Ira",
            Self::Speech => "Kit",
            Self::Physical => "Sasha",
            Self::SecondTeacher => "Remy",
            Self::SecondAide => "Jules",
            Self::Coach => "Toni",
        }
    }
}

impl Cast {
    /// New keys for everyone in the cast.
    pub(super) fn new(actors: &[Actor], random: &mut Random) -> Self {
        Self(actors.iter().map(|actor| (*actor, DeviceKeys::generate(random))).collect())
    }

    /// Everyone, in their order.
    pub(super) fn actors(&self) -> impl Iterator<Item = Actor> {
        self.0.iter().map(|(actor, _)| *actor)
    }

    /// Someone's keys, if they are in the cast.
    pub(super) fn keys(&self, actor: Actor) -> Option<&DeviceKeys> {
        self.0.iter().find(|(other, _)| *other == actor).map(|(_, keys)| keys)
    }
}

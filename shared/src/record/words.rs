//! The words that most records use, with the codes they are stored by.
//!
//! Codes are stored as text and never change; labels for people live with the screens. An unknown code (from a
//! newer app) reads as [`UnknownWord`](super::UnknownWord) and is kept as it is.

use super::word_list::words;

words!(
    /// Where it happened (C1).
    Setting, "setting" {
        /// At home.
        Home = "home",
        /// At school.
        School = "school",
        /// In the clinic.
        Clinic = "clinic",
        /// Playground, shop, swimming pool.
        Community = "community",
        /// By video.
        Telehealth = "telehealth",
        /// Early intervention, birth to three.
        EarlyIntervention = "early-intervention",
    }
);

words!(
    /// The unit of consent, of encryption and of sync (DOMAIN section 1).
    Scope, "scope" {
        /// Goals, programs, safety: what every member reads.
        Plan = "plan",
        /// What guardians write.
        Home = "home",
        /// What teachers and aides write.
        School = "school",
        /// What clinicians write.
        Clinic = "clinic",
        /// One member's own devices only.
        Private = "private",
    }
);

words!(
    /// What a member is to the child.
    Role, "role" {
        /// Parent or caregiver: decides who reads what.
        Guardian = "guardian",
        /// Occupational therapist (OT) or assistant (COTA).
        Clinician = "clinician",
        /// Classroom teacher.
        Teacher = "teacher",
        /// One-to-one or teaching assistant.
        Aide = "aide",
        /// Speech, physical or behaviour therapist.
        Provider = "provider",
        /// Pediatrician, case manager: reads only.
        Viewer = "viewer",
    }
);

words!(
    /// Did it help (C31)? "Harder" is data, not failure.
    Helped, "answer" {
        /// It went better than before.
        Better = "better",
        /// No change.
        Same = "same",
        /// It was harder.
        Harder = "harder",
        /// Not sure.
        Unknown = "unknown",
    }
);

words!(
    /// How ready the child is (DOMAIN section 3); a team may show other words for them.
    Regulation, "regulation" {
        /// Low energy.
        Low = "low",
        /// Calm and ready.
        Ready = "ready",
        /// Wound up.
        High = "high",
        /// Overwhelmed.
        Over = "over",
    }
);

words!(
    /// Why something was stopped (C41).
    StopReason, "reason" {
        /// It hurt.
        Pain = "pain",
        /// The child was dizzy.
        Dizziness = "dizziness",
        /// The child was upset.
        Distress = "distress",
        /// Anything else; the note says what.
        Other = "other",
    }
);

words!(
    /// The natural routine an item is tied to, instead of a clock (C36).
    Routine, "routine" {
        /// Getting up and dressed.
        Morning = "morning",
        /// Before or at breakfast.
        Breakfast = "breakfast",
        /// Arriving at school.
        Arrival = "arrival",
        /// Circle time.
        Circle = "circle",
        /// Lunch.
        Lunch = "lunch",
        /// Between two activities.
        Transition = "transition",
        /// After school.
        AfterSchool = "after-school",
        /// Play.
        Play = "play",
        /// Before or at dinner.
        Dinner = "dinner",
        /// Bath.
        Bath = "bath",
        /// Bedtime.
        Bedtime = "bedtime",
        /// Whenever it fits.
        Any = "any",
    }
);

words!(
    /// The sensory channel an item works through (C35).
    Channel, "channel" {
        /// Heavy work (proprioceptive).
        HeavyWork = "heavy-work",
        /// Vestibular.
        Vestibular = "vestibular",
        /// Deep pressure.
        DeepPressure = "deep-pressure",
        /// Tactile.
        Tactile = "tactile",
        /// Oral-motor.
        OralMotor = "oral-motor",
        /// Auditory.
        Auditory = "auditory",
        /// Visual.
        Visual = "visual",
    }
);

impl Scope {
    /// The four scopes a team shares.
    pub const SHARED: [Self; 4] = [Self::Plan, Self::Home, Self::School, Self::Clinic];

    /// The number it has on the wire.
    pub const fn number(self) -> u8 {
        match self {
            Self::Plan => 0,
            Self::Home => 1,
            Self::School => 2,
            Self::Clinic => 3,
            Self::Private => 4,
        }
    }

    /// The scope with this number.
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::Plan),
            1 => Some(Self::Home),
            2 => Some(Self::School),
            3 => Some(Self::Clinic),
            4 => Some(Self::Private),
            _ => None,
        }
    }
}

impl<C> minicbor::Encode<C> for Scope {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.u8(self.number())?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Scope {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Self::from_number(d.u8()?).ok_or_else(|| minicbor::decode::Error::message("unknown scope"))
    }
}

impl Role {
    /// The number it has on the wire.
    pub const fn number(self) -> u8 {
        match self {
            Self::Guardian => 0,
            Self::Clinician => 1,
            Self::Teacher => 2,
            Self::Aide => 3,
            Self::Provider => 4,
            Self::Viewer => 5,
        }
    }

    /// The role with this number.
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::Guardian),
            1 => Some(Self::Clinician),
            2 => Some(Self::Teacher),
            3 => Some(Self::Aide),
            4 => Some(Self::Provider),
            5 => Some(Self::Viewer),
            _ => None,
        }
    }

    /// Whether this role has no usual extent: whoever lets somebody in says what they read.
    pub const fn is_open_ended(self) -> bool {
        matches!(self, Self::Provider | Self::Viewer)
    }

    /// The scope in which this role's log entries are kept: it follows from who writes, not from where it happened.
    pub const fn log_scope(self) -> Scope {
        match self {
            Self::Guardian => Scope::Home,
            Self::Clinician => Scope::Clinic,
            Self::Teacher | Self::Aide => Scope::School,
            Self::Provider => Scope::Clinic,
            Self::Viewer => Scope::Private,
        }
    }

    /// The setting offered first to this role.
    pub const fn usual_setting(self) -> Setting {
        match self {
            Self::Guardian | Self::Viewer => Setting::Home,
            Self::Clinician | Self::Provider => Setting::Clinic,
            Self::Teacher | Self::Aide => Setting::School,
        }
    }

    /// What this role reads unless a guardian decides otherwise.
    pub const fn reads(self) -> ScopeSet {
        match self {
            Self::Guardian | Self::Clinician => ScopeSet::SHARED,
            Self::Teacher | Self::Aide => ScopeSet::PLAN.with(Scope::School),
            Self::Provider | Self::Viewer => ScopeSet::PLAN,
        }
    }

    /// What this role writes unless a guardian decides otherwise.
    pub const fn writes(self) -> ScopeSet {
        match self {
            Self::Guardian | Self::Clinician => ScopeSet::SHARED,
            Self::Teacher | Self::Aide => ScopeSet::PLAN.with(Scope::School),
            Self::Provider => ScopeSet::PLAN,
            Self::Viewer => ScopeSet::NONE,
        }
    }
}

impl<C> minicbor::Encode<C> for Role {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.u8(self.number())?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Role {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Self::from_number(d.u8()?).ok_or_else(|| minicbor::decode::Error::message("unknown role"))
    }
}

/// A set of the shared scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct ScopeSet(#[n(0)] u8);

impl ScopeSet {
    /// No scope.
    pub const NONE: Self = Self(0);
    /// The plan alone.
    pub const PLAN: Self = Self::NONE.with(Scope::Plan);
    /// All four shared scopes.
    pub const SHARED: Self = Self(0b1111);

    /// This set and `scope`.
    #[must_use]
    pub const fn with(self, scope: Scope) -> Self {
        Self(self.0 | 1 << scope.number())
    }

    /// This set and all of `other`.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in this set and in `other`.
    #[must_use]
    pub const fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// This set but for what is in `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether nothing is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `scope` is in it.
    pub const fn has(self, scope: Scope) -> bool {
        self.0 & 1 << scope.number() != 0
    }

    /// Whether all of `other` is in it.
    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The scopes in it, in their usual order.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.iter().copied().filter(move |scope| self.has(*scope))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for scope in Scope::ALL {
            assert_eq!(scope.code().parse(), Ok(*scope));
            assert_eq!(Scope::from_number(scope.number()), Some(*scope));
        }
        for role in Role::ALL {
            assert_eq!(role.code().parse(), Ok(*role));
            assert_eq!(Role::from_number(role.number()), Some(*role));
        }
    }

    #[test]
    fn an_unknown_word_says_what_is_known() {
        let said = "good".parse::<Helped>().unwrap_err().to_string();
        assert_eq!(said, "‘good’ is not a known answer; use one of: better, same, harder, unknown");
    }

    #[test]
    fn a_role_writes_only_where_it_reads() {
        for role in Role::ALL {
            assert!(role.reads().covers(role.writes()), "{role}");
            assert!(role.reads().has(Scope::Plan), "{role}: the plan is what every member reads");
        }
    }
}

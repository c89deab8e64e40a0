//! What the closed lists of the domain are called. An exhaustive `match` each, so a new word needs its labels.

use carryover_core::Language;
use carryover_core::view::{InviteRefusal, NotTaken, Trouble};
use shared::record::{Agreed, Channel, Helped, List, Regulation, Role, Routine, Scope, Setting, StopReason};

/// A word of a closed list that has a label.
pub(crate) trait Label: Copy {
    /// In English and in Spanish.
    fn both(self) -> (&'static str, &'static str);

    /// In `language`.
    fn label(self, language: Language) -> &'static str {
        let (english, spanish) = self.both();
        match language {
            Language::English => english,
            Language::Spanish => spanish,
        }
    }
}

impl Label for Setting {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Home => ("Home", "Casa"),
            Self::School => ("School", "Escuela"),
            Self::Clinic => ("Clinic", "Clínica"),
            Self::Community => ("Out and about", "Fuera de casa"),
            Self::Telehealth => ("By video", "Por video"),
            Self::EarlyIntervention => ("Early intervention", "Atención temprana"),
        }
    }
}

impl Label for Helped {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Better => ("Better", "Mejor"),
            Self::Same => ("Same", "Igual"),
            Self::Harder => ("Harder", "Más difícil"),
            Self::Unknown => ("Don’t know", "No sé"),
        }
    }
}

impl Label for Regulation {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Low => ("Low energy", "Poca energía"),
            Self::Ready => ("Calm and ready", "En calma y con atención"),
            Self::High => ("Wound up", "Con mucha agitación"),
            Self::Over => ("Overwhelmed", "Desborde"),
        }
    }
}

impl Label for StopReason {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Pain => ("It hurts", "Le duele"),
            Self::Dizziness => ("Dizzy", "Mareo"),
            Self::Distress => ("Upset", "Angustia"),
            Self::Other => ("Another reason", "Otra razón"),
        }
    }
}

impl Label for Routine {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Morning => ("Getting up", "Al levantarse"),
            Self::Breakfast => ("Before breakfast", "Antes del desayuno"),
            Self::Arrival => ("Arriving at school", "Al llegar a la escuela"),
            Self::Circle => ("Circle time", "En el círculo"),
            Self::Lunch => ("Lunch", "Almuerzo"),
            Self::Transition => ("Between activities", "Entre actividades"),
            Self::AfterSchool => ("After school", "Después de la escuela"),
            Self::Play => ("Play time", "Hora de jugar"),
            Self::Dinner => ("Before dinner", "Antes de la cena"),
            Self::Bath => ("Bath", "Baño"),
            Self::Bedtime => ("Bedtime", "Hora de dormir"),
            Self::Any => ("Any time", "En cualquier momento"),
        }
    }
}

impl Label for Channel {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::HeavyWork => ("Heavy work", "Trabajo pesado"),
            Self::Vestibular => ("Balance and movement", "Equilibrio y movimiento"),
            Self::DeepPressure => ("Deep pressure", "Presión profunda"),
            Self::Tactile => ("Touch", "Tacto"),
            Self::OralMotor => ("Mouth", "Boca"),
            Self::Auditory => ("Sound", "Sonido"),
            Self::Visual => ("Sight", "Vista"),
        }
    }
}

impl Label for Role {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Guardian => ("Parent or caregiver", "Familia o cuidado"),
            Self::Clinician => ("Occupational therapist", "Terapia ocupacional"),
            Self::Teacher => ("Teacher", "Docente"),
            Self::Aide => ("Classroom aide", "Auxiliar de aula"),
            Self::Provider => ("Another therapist", "Otra terapia"),
            Self::Viewer => ("Reads only", "Solo lectura"),
        }
    }
}

/// Who that may be, in plain words.
pub(crate) fn role_help(role: Role, language: Language) -> &'static str {
    let (english, spanish) = match role {
        Role::Guardian => ("Decides who reads what", "Decide quién lee qué"),
        Role::Clinician => ("OT or COTA", "Terapeuta o asistente (OT, COTA)"),
        Role::Teacher => ("Runs the class", "A cargo de la clase"),
        Role::Aide => ("Helps the child through the school day", "Acompaña en el día escolar"),
        Role::Provider => ("Speech, physical or behavior therapy", "Habla, física o conducta"),
        Role::Viewer => ("Doctor or case manager", "Pediatra o coordinación del caso"),
    };
    match language {
        Language::English => english,
        Language::Spanish => spanish,
    }
}

impl Label for Scope {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Plan => ("the plan", "el plan"),
            Self::Home => ("home notes", "las notas de casa"),
            Self::School => ("school notes", "las notas de la escuela"),
            Self::Clinic => ("clinic notes", "las notas de la clínica"),
            Self::Private => ("private notes", "las notas privadas"),
        }
    }
}

impl Label for Agreed {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Spoken => ("Said aloud", "De palabra"),
            Self::Signed => ("Signed on paper", "Firmado en papel"),
            Self::Message => ("In a message", "En un mensaje"),
        }
    }
}

impl Label for List {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Strengthening => ("Strong arms and hands", "Brazos y manos fuertes"),
            Self::VisualMotor => ("Eyes and hands together", "Ojos y manos juntos"),
            Self::FineMotor => ("Small hand skills", "Movimientos finos"),
            Self::Posture => ("Sitting and standing", "Postura"),
            Self::Sensory => ("Calm or wake the body", "Calmar o activar el cuerpo"),
        }
    }
}

impl Label for Trouble {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::StorageFull => (
                "This device has no room left. Free some space and it is saved by itself.",
                "Este dispositivo no tiene más espacio. Libere espacio y se guardará solo.",
            ),
            Self::StorageRefused => (
                "The browser does not let Carryover keep anything here. A private window or a setting does that. Open it in a normal window.",
                "El navegador no deja que Carryover guarde nada aquí. Pasa en una ventana privada o por un ajuste. Ábralo en una ventana normal.",
            ),
            Self::StorageNewer => (
                "A newer version of Carryover wrote the notes on this device. Reload to get it. Nothing was changed.",
                "Una versión más nueva de Carryover escribió las notas de este dispositivo. Vuelva a cargar la página para usarla. Nada cambió.",
            ),
            Self::StorageBusy => (
                "Another window still runs an older version of Carryover. Close all other windows, then reload. Nothing was changed.",
                "Otra ventana aún usa una versión anterior de Carryover. Cierre las demás ventanas y vuelva a cargar. Nada cambió.",
            ),
            Self::StorageFailed => (
                "The notes on this device could not be reached. Nothing was changed. Reload to try again.",
                "No se pudo llegar a las notas de este dispositivo. Nada cambió. Vuelva a cargar la página para intentarlo otra vez.",
            ),
            Self::AppTooOld => (
                "Sharing waits for a newer version of the app. Your notes are safe here. Reload when you can.",
                "Para compartir hace falta una versión más nueva. Sus notas están seguras aquí. Vuelva a cargar cuando pueda.",
            ),
            Self::RelayTooOld => (
                "Sharing waits until the relay is brought up to date. Your notes are safe here.",
                "Se compartirá cuando se actualice el servidor de enlace. Sus notas están seguras aquí.",
            ),
            Self::NotLetIn => (
                "This device is not let in to share. Ask a parent on the team. Your notes are safe here.",
                "Este dispositivo no tiene permiso para compartir. Pregunte a la familia en el equipo. Sus notas están seguras aquí.",
            ),
            Self::NeedsToken => (
                "This relay takes a new team only with a word from whoever runs it. Ask them. Your notes are safe here.",
                "Este servidor de enlace solo acepta un equipo nuevo con una clave de quien lo administra. Pídasela. Sus notas están seguras aquí.",
            ),
            Self::RelayFull => (
                "The relay has no more room for this team. Ask whoever runs it. Your notes are safe here.",
                "El servidor de enlace no tiene más espacio para este equipo. Avise a quien lo administra. Sus notas están seguras aquí.",
            ),
            Self::Removed => (
                "This device is no longer in the team. What you wrote is still here. To hand over what was not shared, use Carry notes by hand in Settings.",
                "Este dispositivo ya no está en el equipo. Lo que escribió sigue aquí. Para entregar lo que no se compartió, use Llevar notas a mano en Ajustes.",
            ),
            Self::RosterSplit => (
                "The relay tells another history of this team than this device. Sharing waits, and your notes are safe here. Ask a parent on the team.",
                "El servidor de enlace cuenta otra historia de este equipo. Se espera para compartir y sus notas están seguras aquí. Pregunte a la familia en el equipo.",
            ),
        }
    }
}

impl Label for InviteRefusal {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::NotALink => (
                "This is no whole invite link and no code. Copy all of it and paste it again.",
                "Este no es un enlace de invitación completo ni un código. Cópielo entero y péguelo otra vez.",
            ),
            Self::MistypedCode => (
                "One letter is off, or one is missing: a code has 15. Compare it with the original.",
                "Hay una letra mal o falta una: un código tiene 15. Compárelo con el original.",
            ),
            Self::NotASheet => (
                "These are not the 24 words of a recovery sheet. Look for a word that is missing or mistyped.",
                "Estas no son las 24 palabras de una hoja de recuperación. Busque una palabra que falte o esté mal escrita.",
            ),
            Self::Used => (
                "This invite was used already. Ask for a new one.",
                "Esta invitación ya se usó. Pida una nueva.",
            ),
            Self::Cancelled => (
                "This invite was taken back. Ask for a new one.",
                "Esta invitación se retiró. Pida una nueva.",
            ),
            Self::Expired => {
                ("This invite is too old. Ask for a new one.", "Esta invitación ya venció. Pida una nueva.")
            }
            Self::Unknown => (
                "Nobody here knows this invite. Check that you have all of it, or ask for a new one.",
                "Aquí nadie conoce esta invitación. Revise que la tiene completa o pida una nueva.",
            ),
            Self::Tomorrow => (
                "The relay was set up again from a backup today. This invite works again tomorrow.",
                "El servidor de enlace se recuperó hoy de una copia. Esta invitación vuelve a servir mañana.",
            ),
            Self::AlreadyIn => (
                "You are on this team already, on this device.",
                "Usted ya está en este equipo, en este dispositivo.",
            ),
        }
    }
}

impl Label for NotTaken {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::NotOurs => (
                "This is not a hand-over file of Carryover. Pick the one that the other device saved.",
                "Este no es un archivo de Carryover. Elija el que guardó el otro dispositivo.",
            ),
            Self::Damaged => (
                "This file is not whole. Nothing was changed. Copy it again from the other device.",
                "Este archivo no está completo. Nada cambió. Cópielo otra vez del otro dispositivo.",
            ),
            Self::Newer => (
                "A newer version of Carryover made this. Nothing was changed. Reload to get it, then open it again.",
                "Lo hizo una versión más nueva de Carryover. Nada cambió. Vuelva a cargar para usarla y ábralo otra vez.",
            ),
            Self::TooLarge => (
                "This file is larger than a hand-over file can be. Nothing was changed.",
                "Este archivo es más grande de lo que puede ser uno de Carryover. Nada cambió.",
            ),
            Self::OtherTeam => (
                "This file is of a team that this device is not on. Nothing was changed.",
                "Este archivo es de un equipo en el que no está este dispositivo. Nada cambió.",
            ),
            Self::OtherHistory => (
                "This file tells another history of the team than this device. Nothing was changed. Ask a parent on the team.",
                "Este archivo cuenta otra historia del equipo que este dispositivo. Nada cambió. Pregunte a la familia en el equipo.",
            ),
            Self::OtherSheet => (
                "These words do not open this file. It is of another notebook, or a newer sheet had taken this one’s place.",
                "Estas palabras no abren este archivo. Es de otro cuaderno, o una hoja más nueva ya había reemplazado a esta.",
            ),
            Self::NotReady => (
                "This device can’t store anything right now. Nothing was changed. Try again in a moment.",
                "Este dispositivo no puede guardar nada ahora. Nada cambió. Inténtelo en un momento.",
            ),
        }
    }
}

/// The English and Spanish name of a regulation, helped or setting code; anything else as it is.
pub(crate) fn cell(field: &str, value: &str, language: Language) -> String {
    let named = match field {
        "helped" => value.parse::<Helped>().ok().map(|word| word.label(language)),
        "before" | "after" => value.parse::<Regulation>().ok().map(|word| word.label(language)),
        "setting" => value.parse::<Setting>().ok().map(|word| word.label(language)),
        _ => None,
    };
    named.unwrap_or(value).to_owned()
}

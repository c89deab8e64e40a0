//! What the closed lists of daily care are called, in plain words.

use shared::record::{Area, Ask, Effect, Lane, Measure, MissedReason, Prompt, Sleep};

use super::labels::Label;

impl Label for Prompt {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Independent => ("By self", "Sin ayuda"),
            Self::Visual => ("Picture", "Dibujo"),
            Self::Verbal => ("Words", "Palabras"),
            Self::Gestural => ("Pointing", "Señas"),
            Self::Modelling => ("Showing how", "Mostrar cómo"),
            Self::PartialPhysical => ("Light touch", "Toque leve"),
            Self::FullPhysical => ("Hand over hand", "Mano sobre mano"),
        }
    }
}

impl Label for Measure {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Trials => ("Tries, with the help they took", "Intentos, con la ayuda que hizo falta"),
            Self::Frequency => ("How often", "Cuántas veces"),
            Self::Duration => ("How long", "Cuánto dura"),
            Self::Latency => ("How long until it begins", "Cuánto tarda en empezar"),
            Self::PartialInterval => ("Intervals: at any moment", "Intervalos: en algún momento"),
            Self::WholeInterval => ("Intervals: all the time", "Intervalos: todo el tiempo"),
            Self::MomentarySample => ("Looks: going on right then", "Miradas: si ocurre en ese momento"),
            Self::TaskAnalysis => ("Steps, each with its help", "Pasos, cada uno con su ayuda"),
            Self::Rating => ("A number, 1 to 10", "Un número, de 1 a 10"),
            Self::Product => ("What is made, counted after", "Lo hecho, contado después"),
        }
    }
}

impl Label for MissedReason {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Absent => ("Not there", "No estuvo"),
            Self::Refused => ("Said no", "Dijo que no"),
            Self::NoTime => ("No time", "Sin tiempo"),
            Self::Closed => ("Closed", "Cerrado"),
            Self::Other => ("Another reason", "Otra razón"),
        }
    }
}

impl Label for Effect {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Calming => ("Calms", "Calma"),
            Self::Alerting => ("Wakes up", "Activa"),
            Self::Organising => ("Puts in order", "Organiza"),
        }
    }
}

impl Label for Sleep {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Well => ("Slept well", "Durmió bien"),
            Self::Broken => ("Woke up", "Se despertó"),
            Self::Little => ("Too little", "Muy poco"),
        }
    }
}

impl Label for Area {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::DailyLiving => ("Daily living", "Vida diaria"),
            Self::Regulation => ("Calm and ready", "Calma y atención"),
            Self::FineMotor => ("Small hand skills", "Movimientos finos"),
            Self::VisualMotor => ("Eyes and hands", "Ojos y manos"),
            Self::Handwriting => ("Handwriting", "Escritura"),
            Self::Play => ("Play", "Juego"),
            Self::Feeding => ("Eating", "Comida"),
            Self::Classroom => ("Classroom routines", "Rutinas del aula"),
            Self::Organisation => ("Keeping order", "Orden"),
            Self::Other => ("Something else", "Otra cosa"),
        }
    }
}

impl Label for Lane {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Skill => ("A skill grows", "Crece una habilidad"),
            Self::Participation => ("Taking part", "Participar"),
        }
    }
}

impl Label for Ask {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Question => ("Question", "Pregunta"),
            Self::Concern => ("Concern", "Preocupación"),
            Self::Visit => ("For the next visit", "Para la próxima visita"),
            Self::Review => ("To review", "Para revisar"),
        }
    }
}

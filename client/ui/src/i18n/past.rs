//! Words of the past of a record, and what its fields are called in a sentence.

use carryover_core::view::Field;
use shared::record::Count;

use super::labels::Label;
use super::words;

words!(
    /// Who changed what.
    Past {
        title: "History", "Historial";
        about: "What came last is below. Times are what each device’s clock said.", "Lo último está abajo. Las horas son las del reloj de cada dispositivo.";
        wrote: "Wrote it down", "Lo anotó";
        version: "Wrote version {}", "Escribió la versión {}";
        ended: "Took it out of the plan", "Lo quitó del plan";
        counted: "{} tap, one after the other|{} taps, one after the other", "{} toque seguido|{} toques seguidos";
        changed: "Changed {}", "Cambió {}";
        from_to: "Changed {} from {} to {}", "Cambió {} de {} a {}";
        filled: "Added {}: {}", "Agregó {}: {}";
        taken: "Took back {}: {}", "Quitó {}: {}";
        put_back: "Put it back", "Lo recuperó";
        before: "Before", "Antes";
        after: "After", "Después";
        none: "nothing", "nada";
        newer: "Changed something that only a newer version of this app can show", "Cambió algo que solo una versión más nueva de esta aplicación puede mostrar";
        at_once: "At the same time as another change", "A la vez que otro cambio";
        no_time: "time not known", "hora desconocida";
    }
);

impl Label for Field {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Struck => ("the reason for crossing it out", "el motivo de tacharlo"),
            Self::Title => ("the name", "el nombre"),
            Self::At => ("the time", "la hora"),
            Self::Setting => ("where", "el lugar"),
            Self::Minutes => ("how long", "la duración"),
            Self::Helped => ("if it helped", "si ayudó"),
            Self::Before => ("how it was before", "cómo estaba antes"),
            Self::After => ("how it was after", "cómo estaba después"),
            Self::Note => ("the note", "la nota"),
            Self::Text => ("the text", "el texto"),
            Self::Steps => ("the steps", "los pasos"),
            Self::Materials => ("what you need", "lo que se necesita"),
            Self::Watch => ("what to look for", "en qué fijarse"),
            Self::Routine => ("when in the day", "el momento del día"),
            Self::Times => ("how often a week", "cuántas veces por semana"),
            Self::Channel => ("what it works through", "por dónde actúa"),
            Self::Supervise => ("if an adult stays beside", "si una persona adulta se queda al lado"),
            Self::NeedsOt => ("if it needs an OT", "si necesita terapia ocupacional"),
            Self::Assistive => ("if it is assistive technology", "si es tecnología de apoyo"),
            Self::Goal => ("the goal it is for", "la meta que tiene"),
            Self::Measure => ("what to write down", "qué anotar"),
            Self::Who => ("who does it", "quién lo hace"),
            Self::Contact => ("the next contact", "el próximo contacto"),
            Self::Area => ("what it is about", "de qué se trata"),
            Self::Criterion => ("when it is reached", "cuándo se logra"),
            Self::Baseline => ("how it is today", "cómo es hoy"),
            Self::Target => ("the day to reach it", "la fecha para lograrla"),
            Self::Tiles => ("the pictures", "los dibujos"),
            Self::Count(Count::Plus) => ("the count of “yes”", "la cuenta de «sí»"),
            Self::Count(Count::Minus) => ("the count of “no”", "la cuenta de «no»"),
            Self::Count(Count::Prompts) => ("the count of prompts", "la cuenta de ayudas"),
            Self::Count(Count::Level(_)) => ("the count with help", "la cuenta con ayuda"),
            Self::Clock => ("the clock", "el reloj"),
            Self::Step => ("a step", "un paso"),
            Self::Rating => ("the number", "el número"),
            Self::Missed => ("why it was not tried", "por qué no se intentó"),
            Self::Done => ("the end of the session", "el fin de la sesión"),
            Self::CheckIn => ("an answer", "una respuesta"),
            Self::Nearby => ("what is nearby", "lo que hay cerca"),
            Self::List => ("the list it is in", "la lista en que está"),
        }
    }
}

//! Words of daily care: counting, programs, questions, the child's own choices.

use super::words;

words!(
    /// Daily care.
    Daily {
        counted: "{} · {} of {}", "{} · {} de {}";
        counted_plain: "{} · {}", "{} · {}";
        not_tried: "{} · not tried", "{} · no se intentó";
        asked_for: "Asked for: {}", "Pidió: {}";
        asked_else: "Asked for something else", "Pidió otra cosa";
        said_no: "Said no: {}", "Dijo que no: {}";
        said_no_plain: "Said no", "Dijo que no";
        check_in: "Check-in", "Cómo va";
        attained: "Level {} · {}", "Nivel {} · {}";
        flag_concern: "Concern: {}", "Preocupación: {}";
        flag_question: "Question: {}", "Pregunta: {}";
        flag_unread: "{}, version {}: not read yet by {}", "{}, versión {}: aún sin leer por {}";
    }
);

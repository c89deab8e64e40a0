//! Words of what helps, and of goals over time.

use carryover_core::insight::{Part, Unit};

use super::labels::Label;
use super::words;

words!(
    /// What helps.
    Helping {
        about: "Counted from the notes you can read. “Don’t know” counts neither for nor against, and a note that may have been written twice counts once.", "Se cuenta con las notas que usted puede leer. «No sé» no cuenta ni a favor ni en contra, y una nota que quizás se escribió dos veces cuenta una vez.";
        helped: "Helped {} of {} time|Helped {} of {} times", "Ayudó {} de {} vez|Ayudó {} de {} veces";
        few: "too few to say", "muy pocas para saber";
        nothing: "Nobody has said yet whether it helps.", "Aún nadie ha dicho si ayuda.";
        surely: "95 % interval: {} to {} in 100 (Wilson)", "Intervalo del 95 %: de {} a {} en 100 (Wilson)";
        silent: "{} more time without an answer|{} more times without an answer", "{} vez más sin respuesta|{} veces más sin respuesta";
        doubtful: "{} of these notes is in doubt: maybe written twice, or changed in two places|{} of these notes are in doubt: maybe written twice, or changed in two places", "{} de estas notas está en duda: quizás escrita dos veces o cambiada en dos lugares|{} de estas notas están en duda: quizás escritas dos veces o cambiadas en dos lugares";
        private: "{} of these notes is yours alone. It is left out on paper|{} of these notes are yours alone. They are left out on paper", "{} de estas notas es solo suya. No sale en papel|{} de estas notas son solo suyas. No salen en papel";
        where_when: "Where and when", "Dónde y cuándo";
        part: "Time of day", "Hora del día";
        routine: "Routine", "Rutina";
        span: "Over", "Periodo";
        days: "{} day|Last {} days", "{} día|Últimos {} días";
        notes: "Show the note|Show the {} notes", "Ver la nota|Ver las {} notas";
        behind: "The notes behind it", "Las notas detrás de esto";
        turns: "How ready the child was, before and after", "Cómo estaba, antes y después";
        before: "Before", "Antes";
        after: "after: {}", "después: {}";
        turn: "{} → {}: {}", "{} → {}: {}";
        since: "Counted since {}. Earlier notes count once they are shown.", "Se cuenta desde el {}. Las notas anteriores cuentan cuando se muestran.";
        empty: "Nothing to count yet", "Aún no hay nada que contar";
        empty_text: "When someone writes down what they tried and how it went, it is counted here.", "Cuando alguien anote qué probó y cómo salió, se contará aquí.";
    }
);

words!(
    /// Goals over time.
    Charting {
        about: "Each dot is a day. A ring stands for fewer than 5 tries: too few to say much. The marks below a line are activities for this goal, and whether they helped.", "Cada punto es un día. Un aro indica menos de 5 intentos: muy pocos para decir mucho. Las marcas bajo la línea son actividades para esta meta, y si ayudaron.";
        empty: "Nothing counted for this goal yet. Tie a program or an activity to it in the plan.", "Aún no se contó nada para esta meta. Vincúlela en el plan con un programa o una actividad.";
        no_goals: "No goals yet", "Aún no hay metas";
        lane_empty: "{}: nothing yet", "{}: nada todavía";
        percent: "Done without help, in 100 tries", "Sin ayuda, de cada 100 intentos";
        percent_level: "Done with “{}” or less help, in 100 tries", "Con «{}» o menos ayuda, de cada 100 intentos";
        times: "How often a day", "Cuántas veces al día";
        prompts: "Prompts for each try", "Ayudas por intento";
        seconds: "Seconds, for one session", "Segundos, por sesión";
        rating: "Rating, 1 to 10", "Valoración, de 1 a 10";
        mastery: "Goal: {}", "Meta: {}";
        at_most: "Goal: at most {}", "Meta: {} como máximo";
        scale: "On the scale", "En la escala";
        level: "Level {}", "Nivel {}";
        level_t: "Level {} · T {}", "Nivel {} · T {}";
        phase: "v{}", "v{}";
        changed: "Version {}: {}", "Versión {}: {}";
        summary: "{}. {} days with data. The table below has every number.", "{}. {} días con datos. La tabla de abajo tiene todos los números.";
        table: "As a table", "En una tabla";
        day: "Day", "Día";
        value: "Result", "Resultado";
        counted: "{} of {}", "{} de {}";
        counted_share: "{} of {} · {} in 100", "{} de {} · {} en 100";
        sessions: "{} ({} session)|{} ({} sessions)", "{} ({} sesión)|{} ({} sesiones)";
        open: "Open the note of {}", "Abrir la nota del {}";
    }
);

impl Label for Part {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Morning => ("Morning", "Mañana"),
            Self::Afternoon => ("Afternoon", "Tarde"),
            Self::Evening => ("Evening", "Anochecer"),
            Self::Night => ("Night", "Noche"),
        }
    }
}

impl Charting {
    /// What the numbers of a chart are.
    pub(crate) const fn unit(&self, unit: Unit) -> &'static str {
        match unit {
            Unit::Percent => self.percent,
            Unit::Times => self.times,
            Unit::Prompts => self.prompts,
            Unit::Seconds => self.seconds,
            Unit::Rating => self.rating,
        }
    }
}

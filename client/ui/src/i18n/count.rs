//! Words of the tally board.

use super::words;

words!(
    /// Counting on the board.
    Counting {
        title: "Count", "Contar";
        today: "Today: {} of {}", "Hoy: {} de {}";
        today_plain: "Today: {}", "Hoy: {}";
        nothing: "Nothing counted yet today", "Hoy aún no se contó nada";
        changed: "Program changed · read version {}", "El programa cambió · lea la versión {}";
        new: "New program · read it first", "Programa nuevo · léalo primero";
        about: "About: {}", "Acerca de: {}";
        undo: "Undo", "Deshacer";
        undo_last: "Undo the last tap", "Deshacer el último toque";
        done: "Done", "Listo";
        missed: "Not tried", "No se intentó";
        missed_why: "Why not? One tap saves it.", "¿Por qué no? Un toque lo guarda.";
        start: "Start", "Empezar";
        halt: "Stop the clock", "Detener el reloj";
        time: "Time", "Tiempo";
        rate: "How did it go, 1 to 10?", "¿Cómo salió, de 1 a 10?";
        step: "Step {}: {}", "Paso {}: {}";
        no_steps: "Write the steps into the program first, a line each.", "Primero escriba los pasos en el programa, uno por línea.";
        alone: "{} of {} steps alone", "{} de {} pasos sin ayuda";
        others: "Counts too: {}", "También cuenta: {}";
        along: "Count along with {}", "Contar a la par con {}";
        along_now: "You count along. It is not added to the total.", "Cuenta a la par. No se suma al total.";
        agreed: "You two agreed: {} %", "Coincidieron: {} %";
        rests: "Waits for an occupational therapist. Nobody does it before.", "Espera a terapia ocupacional. Nadie lo hace antes.";
        only: "Counting is for {} alone.", "Se cuenta solo para {}.";
        once: "Once", "Una vez";
        yes: "Yes", "Sí";
        no: "No", "No";
        by_self: "By self", "Sin ayuda";
        not_done: "Not done", "No lo hizo";
        prompts: "Prompts", "Ayudas";
        version: "Version {}", "Versión {}";
    }
);

//! Words of Today, the quick log and STOP.

use super::words;

words!(
    /// Today and the quick log.
    Day {
        morning: "Good morning", "Buenos días";
        afternoon: "Good afternoon", "Buenas tardes";
        evening: "Good evening", "Buenas noches";
        next: "Next", "Lo que sigue";
        did_it: "Did it", "Hecho";
        did_this: "Did it: {}", "Hecho: {}";
        not_now: "Not now", "Ahora no";
        how_was_it: "How did it go?", "¿Cómo salió?";
        how_was_this: "{}: how did it go?", "{}: ¿cómo salió?";
        timer: "Start a timer", "Poner un reloj";
        running: "{} is running", "{} en marcha";
        done: "Done", "Listo";
        more: "Something else", "Otra cosa";
        more_title: "What did you do?", "¿Qué hicieron?";
        from_plan: "From the plan", "Del plan";
        own: "In your own words", "Con sus palabras";
        own_help: "Swing, puzzle, walking the dog …", "Columpio, rompecabezas, pasear al perro …";
        choose: "Go on", "Seguir";
        earlier: "Earlier today", "Hoy, más temprano";
        write_note: "Write a note", "Escribir una nota";
        no_plan: "Nothing is planned here yet", "Aquí aún no hay nada planeado";
        no_plan_text: "Put one small thing into the plan. It will stand here, one tap away.", "Ponga algo pequeño en el plan. Aparecerá aquí, a un toque.";
        no_school: "Nothing is planned for school yet", "Aún no hay nada planeado para la escuela";
        no_school_text: "What the plan has for school stands here. Ask a parent or a therapist to add an activity for school. Until then, “Something else” logs what you do.", "Aquí aparece lo que el plan tiene para la escuela. Pida a la familia o a terapia que agregue una actividad. Mientras tanto, anote lo que hagan con «Otra cosa».";
        ask_for_plan: "Parents and therapists write the plan. What they add for you will stand here.", "La familia y terapia escriben el plan. Lo que agreguen para usted aparecerá aquí.";
        add_first: "Add to the plan", "Agregar al plan";
        no_entries: "What you log today will stand here.", "Lo que anote hoy aparecerá aquí.";
        supervise: "Stay beside", "Quédese al lado";
        safety: "Know before you start", "Antes de empezar";
        paused_why: "Paused: {}. {} stopped it, {}.", "En pausa: {}. Paró {}, {}.";
        paused_help: "A therapist looks at it before anyone does it again.", "Terapia lo revisa antes de que alguien lo repita.";
        instead: "What you can do instead", "Qué pueden hacer en su lugar";
        undo: "Undo", "Deshacer";
        undone: "Undone. It stays in the notes, crossed out.", "Deshecho. Queda en las notas, tachado.";
        add_note: "Add a note", "Agregar una nota";
        saving: "{} · {}", "{} · {}";
        who_for: "Who is it for?", "¿Para quién es?";
        for_several: "Each tap writes one entry for {} children.", "Cada toque escribe una nota para {} niños.";
        when: "When", "Cuándo";
        now: "Now", "Ahora";
        before_now: "Earlier", "Antes";
        where_: "Where", "Dónde";
        note: "Note", "Nota";
        note_help: "What you saw, what helped, what the next person should know.", "Qué vio, qué ayudó, qué debe saber la siguiente persona.";
        who_reads: "Who can read it", "Quién puede leerla";
        team_reads: "The team", "El equipo";
        only_me: "Only me", "Solo yo";
        only_me_help: "It stays on your own devices. Nobody else on the team can open it, and it is not in what you share or print.", "Se queda en sus propios dispositivos. Nadie más del equipo puede abrirla, y no sale en lo que comparte o imprime.";
        reads_only: "You read along here. Notes are written by the team.", "Aquí usted acompaña leyendo. El equipo escribe las notas.";
    }
);

words!(
    /// STOP and what follows it.
    Stop {
        stop: "STOP", "PARAR";
        stop_this: "Stop and pause it for everyone", "Parar y ponerlo en pausa para todos";
        title: "Stop", "Parar";
        what: "What do you stop?", "¿Qué paran?";
        something: "Something else", "Otra cosa";
        something_field: "What was it?", "¿Qué era?";
        generic: "What we were doing", "Lo que hacíamos";
        why: "Why? One tap saves it.", "¿Por qué? Un toque lo guarda.";
        stopped: "{} is paused", "{} queda en pausa";
        stopped_text: "It is paused for everyone on the team until a therapist clears it.", "Queda en pausa para todo el equipo hasta que terapia lo permita.";
        add: "Add what happened", "Agregar qué pasó";
        mistake: "Tapped by mistake", "Fue sin querer";
        mistake_said: "Noted. It stays paused until a therapist clears it.", "Anotado. Sigue en pausa hasta que terapia lo permita.";
        no_instead: "A quiet break is always fine.", "Un descanso tranquilo siempre está bien.";
    }
);

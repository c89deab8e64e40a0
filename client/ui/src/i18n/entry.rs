//! Words of the notes, the timeline and one entry.

use super::words;

words!(
    /// Notes and one entry.
    Entry {
        all: "All", "Todo";
        search: "Search notes", "Buscar en las notas";
        filter: "Show", "Mostrar";
        empty: "No notes yet", "Aún no hay notas";
        empty_text: "Everything the team writes will stand here, day by day.", "Todo lo que el equipo escriba aparecerá aquí, día por día.";
        none_found: "Nothing found. Try fewer letters or another place.", "No se encontró nada. Pruebe con menos letras u otro lugar.";
        unread: "You do not read {} on this team. A parent decides that.", "Usted no lee {} en este equipo. Eso lo decide la familia.";
        earlier: "Show earlier", "Mostrar antes";
        since_day: "Shown since {}", "Se muestra desde el {}";
        note: "Note", "Nota";
        stop: "Stopped: {}", "Se paró: {}";
        clear: "Cleared: {}", "Permitido: {}";
        lifted: "Cleared since", "Ya permitido";
        holds: "Still paused", "Sigue en pausa";
        struck: "Crossed out", "Tachado";
        struck_why: "Crossed out: {}", "Tachado: {}";
        struck_undo: "Crossed out right after saving", "Tachado justo después de guardar";
        minutes: "Minutes", "Minutos";
        helped: "Did it help?", "¿Ayudó?";
        before: "Before", "Antes";
        after: "After", "Después";
        activity: "Activity", "Actividad";
        setting: "Where", "Dónde";
        details: "Change or add", "Cambiar o agregar";
        change: "Save changes", "Guardar cambios";
        written_at: "Written down {}, {}", "Anotado el {}, {}";
        happened: "{}, {}", "{}, {}";
        on_device: "Device {}", "Dispositivo {}";
        kept_with: "Kept with {}", "Guardado con {}";
        copy: "Copy to other notes", "Copiar a otras notas";
        copy_help: "A copy of its own, with your name. What is changed later in one is not changed in the other.", "Una copia aparte, con su nombre. Lo que se cambie después en una no cambia en la otra.";
        copy_to: "Copy to: {}", "Copiar a: {}";
        copy_readers: "Read by: {}.", "Lo leen: {}.";
        copy_nobody: "Nobody else reads those notes yet.", "Nadie más lee esas notas todavía.";
        copied: "Copied from: {}. First written by {}.", "Copiado de: {}. Lo escribió primero {}.";
        strike: "Cross out", "Tachar";
        strike_help: "It stays in the notes, crossed out, with your reason.", "Queda en las notas, tachado, con su motivo.";
        strike_why: "Why?", "¿Por qué?";
        put_back: "Put back", "Recuperar";
        two_places: "Changed in two places", "Cambiado en dos lugares";
        two_places_text: "Two people changed this at the same time. Both are kept. Which one is right?", "Dos personas cambiaron esto a la vez. Se conservan las dos. ¿Cuál es la correcta?";
        no_answer: "No answer", "Sin respuesta";
        keep_this: "Keep “{}”", "Dejar «{}»";
        twin: "Maybe written twice", "Quizás escrito dos veces";
        twin_text: "This looks like the same event as another entry. If it is, cross one out.", "Parece lo mismo que otra nota. Si lo es, tache una.";
        twin_reason: "Written twice", "Escrito dos veces";
        show_other: "Show the other one", "Ver la otra";
        gone: "This entry is not here. It may be in an earlier month.", "Esta nota no está aquí. Quizás es de un mes anterior.";
        minutes_wrong: "Write whole minutes, 0 to 1440.", "Escriba minutos enteros, de 0 a 1440.";
    }
);

words!(
    /// Since the last visit.
    Since {
        caseload: "Children", "Niños";
        find_child: "Find a child", "Buscar por nombre";
        flags: "Look first", "Ver primero";
        no_flags: "Nothing waits for you.", "Nada pendiente.";
        stopped: "{} was stopped: {}", "Se paró {}: {}";
        stopped_by: "{} · {}, {}", "{} · {}, {}";
        two_places: "{}: changed in two places", "{}: cambiado en dos lugares";
        plan_two_places: "Plan, {}: changed in two places", "Plan, {}: cambiado en dos lugares";
        twins: "{}: maybe written twice", "{}: quizás escrito dos veces";
        look: "Look", "Ver";
        compare: "Compare", "Comparar";
        clear: "Clear it", "Permitirlo";
        clear_title: "Clear: {}", "Permitir: {}";
        clear_note: "What to do differently", "Qué hacer distinto";
        clear_help: "Everyone sees this. It can be done again on every device.", "Todo el equipo lo ve. Se podrá hacer otra vez en cada dispositivo.";
        lane_empty: "No notes from here in what is shown.", "No hay notas de aquí en lo que se muestra.";
        since: "Since", "Desde";
        since_visit: "Last visit, {}", "Última visita, {}";
        no_visit: "Last visit: none yet", "Última visita: ninguna aún";
        goal: "Goal", "Meta";
        person: "Who", "Quién";
        lanes: "Lanes", "Columnas";
        pick: "Pick a note to see all of it.", "Elija una nota para verla completa.";
        keys: "Keyboard", "Teclado";
        key_search: "Search", "Buscar";
        key_move: "Next and previous note", "Nota siguiente y anterior";
        key_new: "New note", "Nota nueva";
        key_help: "This help", "Esta ayuda";
        key_close: "Close", "Cerrar";
        stops: "{} stop|{} stops", "{} parada|{} paradas";
        concerns: "{} concern|{} concerns", "{} preocupación|{} preocupaciones";
        questions: "{} question|{} questions", "{} pregunta|{} preguntas";
        unread: "{} program not read|{} programs not read", "{} programa sin leer|{} programas sin leer";
        contact_due: "Contact due", "Toca ponerse en contacto";
        behind: "{} minute owed|{} minutes owed", "Se debe {} minuto|Se deben {} minutos";
        quiet: "No notes for two weeks", "Dos semanas sin notas";
        looking: "Looked through {} of {}", "Vistos {} de {}";
        opening: "Opening", "Abriendo";
    }
);

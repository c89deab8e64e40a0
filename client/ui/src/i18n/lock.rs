//! Words of the lock, and of several people on one device.

use super::words;

words!(
    /// The lock of this device.
    Lock {
        title: "Lock", "Bloqueo";
        none: "There is no lock. Whoever holds this device can read what is on it.", "No hay bloqueo. Quien tenga este dispositivo puede leer lo que hay en él.";
        is_pin: "Locked with a PIN.", "Bloqueado con un PIN.";
        is_passphrase: "Locked with a passphrase.", "Bloqueado con una frase.";
        honest: "A PIN stops someone who finds this device. It does not stop someone who copies its storage and guesses. A passphrase of four words or more, chosen at random, does.", "Un PIN detiene a quien encuentra este dispositivo. No detiene a quien copia lo que guarda y prueba combinaciones. Una frase de cuatro palabras o más, elegidas al azar, sí.";
        early: "It protects best when it is set before anything is written: traces of earlier keys can stay in the storage for a while.", "Protege mejor si se pone antes de escribir nada: por un tiempo pueden quedar restos de claves anteriores.";
        forget: "If you forget it, nobody can open what is here. What was shared is still with your team.", "Si lo olvida, nadie podrá abrir lo que hay aquí. Lo compartido sigue con su equipo.";
        set: "Set a lock", "Poner un bloqueo";
        change: "Change the lock", "Cambiar el bloqueo";
        take_off: "Take the lock off", "Quitar el bloqueo";
        kind: "Lock with", "Bloquear con";
        pin: "A PIN", "Un PIN";
        passphrase: "A passphrase", "Una frase";
        current: "What opens it now", "Con qué se abre ahora";
        new_pin: "New PIN", "PIN nuevo";
        new_passphrase: "New passphrase", "Frase nueva";
        pin_help: "4 to 8 digits.", "De 4 a 8 cifras.";
        passphrase_help: "At least 12 letters. Four words that have nothing to do with each other are good.", "Al menos 12 letras. Sirven cuatro palabras que no tengan relación entre sí.";
        suggest: "Suggest four words", "Proponer cuatro palabras";
        suggested: "Write these down somewhere safe, then type them once more: {}", "Anótelas en un lugar seguro y escríbalas otra vez: {}";
        again: "Once more", "Otra vez";
        differ: "The two are not the same.", "No son iguales.";
        current_missing: "Type what opens it now.", "Escriba con qué se abre ahora.";
        is_set: "Done. It is asked for each time this is opened.", "Listo. Se pedirá cada vez que se abra.";
        is_off: "Done. There is no lock any more.", "Listo. Ya no hay bloqueo.";
        no_memory: "There is not enough memory for that right now.", "Ahora no hay memoria suficiente para eso.";
        after: "Lock by itself after", "Bloquear solo después de";
        minutes: "{} minute|{} minutes", "{} minuto|{} minutos";
        never: "Never", "Nunca";
        now: "Lock now", "Bloquear ahora";
        locked: "This notebook is locked", "Este cuaderno está bloqueado";
        locked_of: "{}’s notebook is locked", "El cuaderno de {} está bloqueado";
        ask_pin: "PIN", "PIN";
        ask_passphrase: "Passphrase", "Frase";
        open: "Open", "Abrir";
        trying: "One moment", "Un momento";
        wrong: "That does not open it.", "Con eso no se abre.";
        wait: "Too many wrong tries. You can try again in {} minute.|Too many wrong tries. You can try again in {} minutes.", "Demasiados intentos. Podrá probar otra vez en {} minuto.|Demasiados intentos. Podrá probar otra vez en {} minutos.";
        forgot: "Forgotten? Nobody can open it without. Tap “Someone else”, add a person, and come back with your recovery sheet or a new invite.", "¿Lo olvidó? Sin eso nadie puede abrirlo. Toque «Otra persona», agregue una persona y vuelva con su hoja de recuperación o una invitación nueva.";
        nag: "Lock this device?", "¿Bloquear este dispositivo?";
        nag_text: "Without a lock, whoever holds it can read it.", "Sin bloqueo, quien lo tenga puede leerlo.";
        later: "No lock", "Sin bloqueo";
        first: "Set a lock first", "Primero poner un bloqueo";
        first_help: "It can also be set later, in the settings.", "También se puede poner después, en los ajustes.";
    }
);

words!(
    /// Several people on one device.
    People {
        title: "People on this device", "Personas en este dispositivo";
        about: "Each person has a notebook of their own here, with a lock of its own.", "Cada persona tiene aquí su propio cuaderno, con su propio bloqueo.";
        who: "Who is writing?", "¿Quién escribe?";
        first: "First person", "Primera persona";
        nth: "Person {}", "Persona {}";
        add: "Add a person", "Agregar a una persona";
        name: "What are you called on this device?", "¿Cómo le llaman en este dispositivo?";
        name_help: "Everyone who picks up this device sees this name.", "Quien tome este dispositivo ve este nombre.";
        go: "Go on", "Seguir";
        switch: "Switch person", "Cambiar de persona";
        someone_else: "Someone else", "Otra persona";
        share: "Share this device", "Compartir este dispositivo";
        others: "Others use this device too. A PIN keeps your notebook yours.", "Otras personas también usan este dispositivo. Un PIN hace que su cuaderno siga siendo suyo.";
        remove: "Take this person off the device", "Quitar a esta persona del dispositivo";
    }
);

//! Words of consent, of going from a team, and of the recovery sheet.

use super::words;

words!(
    /// Who sees what, and who is on the team.
    Consent {
        title: "Who sees what", "Quién ve qué";
        help: "What is shared with whom, and since when", "Qué se comparte con quién y desde cuándo";
        decides: "You decide for each person and each kind of notes.", "Usted decide por persona y por tipo de notas.";
        decided: "The family decides this. Here you can see what was decided.", "Esto lo decide la familia. Aquí puede ver lo decidido.";
        plan: "The plan", "El plan";
        home: "Home notes", "Notas de casa";
        school: "School notes", "Notas de la escuela";
        clinic: "Clinic notes", "Notas de la clínica";
        everyone: "Everyone on the team reads it: activities, goals, safety notes, and every STOP.", "Todo el equipo lo lee: actividades, metas, avisos de seguridad y cada PARAR.";
        not_shared: "Not shared with", "No se comparte con";
        reads: "Reads", "Lee";
        reads_and_writes: "Reads and writes", "Lee y escribe";
        since: "Since {}", "Desde el {}";
        since_by: "Since {}, by {}", "Desde el {}, por {}";
        only_new: "Only what is new since then", "Solo lo nuevo desde entonces";
        open: "{}, {}: change", "{}, {}: cambiar";
        let_see: "Let them see", "Dejar ver";
        how_much: "What can they see?", "¿Qué podrá ver?";
        with_past: "Everything, also from before", "Todo, también lo de antes";
        from_today: "Only what is new from today", "Solo lo nuevo desde hoy";
        from_today_text: "No older notes, and no later changes of those.", "Ni las notas de antes ni sus cambios posteriores.";
        writes_too: "They may write here too", "También puede escribir aquí";
        let_text: "{} does not see this now.", "Ahora {} no ve esto.";
        let_write: "Let them write too", "Dejar que también escriba";
        only_read: "Only let them read", "Dejar solo la lectura";
        stop: "Stop sharing", "Dejar de compartir";
        stop_text: "Stops new sharing. It cannot take back what they already received.", "Deja de compartir lo nuevo. No puede recuperar lo que ya recibieron.";
        telling: "A change is on its way to the team.", "Un cambio va en camino al equipo.";
        telling_offline: "A change waits for a connection.", "Un cambio espera a que haya conexión.";
        devices: "Devices", "Dispositivos";
        this_device: "This device", "Este dispositivo";
        device: "Device {}", "Dispositivo {}";
        device_out: "Take it out", "Quitarlo";
        device_title: "Take a device out of the team", "Quitar un dispositivo del equipo";
        device_does: "Device {} gets nothing new and can’t write any more. {} stays on the team with the other devices.", "El dispositivo {} no recibe nada nuevo y ya no puede escribir. {} sigue en el equipo con los demás dispositivos.";
        device_stays: "What it already has stays on it. If it is lost, its own lock is what protects that.", "Lo que ya tiene se queda en él. Si se perdió, solo su propio bloqueo lo protege.";
        more_of: "{}: more", "{}: más";
        role_change: "Change their role", "Cambiar su papel";
        role_legend: "What are they to the child?", "¿Qué es para el niño o la niña?";
        role_help: "What they read and write stays as it is. You decide that under “Who sees what”.", "Lo que lee y escribe sigue igual. Eso se decide en «Quién ve qué».";
        role_save: "Change the role", "Cambiar el papel";
        out: "Take out of the team", "Sacar del equipo";
        out_title: "Take {} out of the team", "Sacar a {} del equipo";
        out_does: "{} gets nothing new and can’t write any more, on any device. What {} wrote stays with the team.", "{} no recibe nada nuevo y ya no puede escribir, en ningún dispositivo. Lo que escribió {} se queda en el equipo.";
        leave: "Leave the team", "Salir del equipo";
        leave_does: "You get nothing new and can’t write here any more. What you wrote stays with the team, and on this device until you forget it. To come back, you need a new invite.", "No recibirá nada nuevo y ya no podrá escribir aquí. Lo que escribió se queda en el equipo, y en este dispositivo hasta que lo olvide. Para volver necesita otra invitación.";
        leave_last: "The team needs a parent. Invite another one before you leave.", "El equipo necesita a alguien de la familia. Invite a esa persona antes de salir.";
        gone: "This device is no longer in the team", "Este dispositivo ya no está en el equipo";
        gone_text: "What you wrote is still here. What was not shared can be handed over by hand.", "Lo que escribió sigue aquí. Lo que no se compartió puede entregarse a mano.";
        see: "See what to do", "Ver qué hacer";
        forget: "Forget this team on this device", "Olvidar este equipo en este dispositivo";
        forget_does: "Takes everything of {}’s team off this device: notes, plan and keys. The team keeps its own.", "Quita de este dispositivo todo lo del equipo de {}: notas, plan y llaves. El equipo conserva lo suyo.";
        forget_lost: "What was not shared and not handed over is gone for good.", "Lo que no se compartió ni se entregó se pierde para siempre.";
        former: "Were on the team", "Estuvieron en el equipo";
        until: "Until {}", "Hasta el {}";
        agreed_title: "Note how this was agreed", "Anotar cómo se acordó";
        agreed: "How was it agreed?", "¿Cómo se acordó?";
        agreed_open: "Not said", "Sin decir";
        agreed_help: "With whom, what for, until when, where the paper is.", "Con quién, para qué, hasta cuándo, dónde está el papel.";
        decisions: "What was agreed", "Lo acordado";
        decided_on: "{}, {} · decided by {}", "{}, {} · lo decidió {}";
        reads_no_more: "Does not read any more", "Ya no lee";
        log: "Who could read what, and when", "Quién pudo leer qué, y cuándo";
        log_help: "The whole history, to read or print", "Toda la historia, para leer o imprimir";
        log_of: "{} · {}", "{} · {}";
        log_from: "From {}, {} · by {}", "Desde el {}, {} · por {}";
        log_until: "Until {}, {} · by {}", "Hasta el {}, {} · por {}";
        log_lasts: "Still reads it", "Aún lo lee";
        log_past: "With what was there before", "Con lo que ya había";
        log_new: "Only what was new from then on", "Solo lo nuevo desde entonces";
    }
);

words!(
    /// The recovery sheet, and linking another device.
    Paper {
        title: "Recovery sheet", "Hoja de recuperación";
        help: "A paper that brings you back if this device is lost", "Un papel que le permite volver si pierde este dispositivo";
        not_printed: "Not printed yet", "Aún sin imprimir";
        nag: "Print your recovery sheet", "Imprima su hoja de recuperación";
        nag_text: "{}’s notes can be read on this device alone. If it is lost, only a sheet of paper brings them back.", "Las notas de {} solo se pueden leer en este dispositivo. Si se pierde, solo una hoja de papel las recupera.";
        later: "Later", "Más tarde";
        what: "With these words a new phone gets back into {}’s team as {}, and reads all that {} reads.", "Con estas palabras un teléfono nuevo vuelve al equipo de {} como {} y lee todo lo que lee {}.";
        keep: "Keep it like a passport, away from the phone. Whoever has it can read everything.", "Guárdela como un pasaporte, lejos del teléfono. Quien la tenga puede leerlo todo.";
        how: "On the new phone, open {} and tap “I have a recovery sheet”. It works once.", "En el teléfono nuevo abra {} y toque «Tengo una hoja de recuperación». Sirve una vez.";
        code: "Square code of the words", "Código de las palabras";
        print: "Print the sheet", "Imprimir la hoja";
        printed: "I have printed it", "Ya la imprimí";
        printed_help: "The words are then erased on this device. Only the paper has them.", "Las palabras se borran entonces de este dispositivo. Solo quedan en el papel.";
        on_paper: "The words of the sheet are not on this device. Only the paper has them.", "Las palabras de la hoja no están en este dispositivo. Solo están en el papel.";
        check: "Check my sheet", "Revisar mi hoja";
        check_text: "Type its words. They are only compared, not used.", "Escriba sus palabras. Solo se comparan, no se usan.";
        words: "The 24 words", "Las 24 palabras";
        words_help: "Big or small letters, on one line or many: all fine. The words are English.", "Con mayúsculas o minúsculas, en una línea o varias: da igual. Las palabras están en inglés.";
        counted: "{} word|{} words", "{} palabra|{} palabras";
        compare: "Check", "Revisar";
        works: "This sheet works. Keep it safe.", "Esta hoja sirve. Guárdela bien.";
        opens_nothing: "This is a sheet, but it opens nothing here any more. Make and print a new one.", "Es una hoja, pero aquí ya no abre nada. Haga e imprima una nueva.";
        another: "Make a new sheet", "Hacer una hoja nueva";
        another_help: "The old one opens nothing from then on.", "La anterior deja de servir.";
        all_lost: "If everything is lost", "Si se pierde todo";
        all_lost_text: "When all parents have lost all devices and sheets, nobody can decide for this team any more, and nobody can change that. The notes stay with those who read them. A therapist on the team can invite you again, to what they read.", "Cuando todos los padres han perdido sus dispositivos y hojas, ya nadie puede decidir por este equipo ni cambiar eso. Las notas siguen con quienes las leen. Un terapeuta del equipo puede invitarle de nuevo a lo que él lee.";
        have: "I have a recovery sheet", "Tengo una hoja de recuperación";
        with_file: "Use a saved file", "Usar un archivo guardado";
        with_file_help: "With a file that you saved from the notebook, the words are enough. No connection needed.", "Con un archivo que guardó del cuaderno bastan las palabras. No hace falta conexión.";
        refused: "This sheet can’t be used", "Esta hoja no se puede usar";
        unknown: "Nobody here knows this sheet. It was used already, or a newer one took its place.", "Aquí nadie conoce esta hoja. Ya se usó o la reemplazó una más nueva.";
        again: "Type the words again", "Escribir otra vez las palabras";
        back: "Back into the team as {}", "Volver al equipo como {}";
        back_text: "Your name and your rights are as before. Afterwards, take the lost phone out of the team and print your new sheet.", "Su nombre y sus permisos son los de antes. Después, quite del equipo el teléfono perdido e imprima su hoja nueva.";
        come_back: "Go back in", "Volver a entrar";
    }
);

words!(
    /// Another device of the same person.
    Link {
        title: "Link my other device", "Vincular otro dispositivo mío";
        help: "Your phone, tablet or laptop too", "También su teléfono, tableta o computadora";
        about: "You get a link and a square code for a device of your own. It gets in as you and sees what you see. It works once, for one day.", "Recibirá un enlace y un código para otro dispositivo suyo. Entra como usted y ve lo mismo que usted. Sirve una vez, por un día.";
        make: "Make the link", "Crear el enlace";
        own: "My other device", "Otro dispositivo mío";
        secret: "Whoever has the link or a code gets in as you. Use them only yourself.", "Quien tenga el enlace o un código entra como usted. Úselos solo usted.";
        here: "Link this device as {}", "Vincular este dispositivo como {}";
        here_text: "It joins the team as another device of the same person.", "Entra al equipo como otro dispositivo de la misma persona.";
        link: "Link this device", "Vincular este dispositivo";
    }
);

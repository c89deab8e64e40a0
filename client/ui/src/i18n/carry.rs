//! Words of carrying notes by hand.

use super::words;

words!(
    /// Carrying notes by hand.
    Carry {
        title: "Carry notes by hand", "Llevar notas a mano";
        help: "Where there is no connection, a file or codes on the screen take notes to another device of the team.", "Donde no hay conexión, un archivo o códigos en la pantalla llevan las notas a otro dispositivo del equipo.";
        about: "Take notes to another device of the team without a connection. They travel sealed: only your team can open them.", "Lleve notas a otro dispositivo del equipo sin conexión. Viajan selladas: solo su equipo puede abrirlas.";
        alone: "So far this is the only device in {}’s team, and only a device of the team can open such a file. It can’t bring the notes back if this device is lost.", "Por ahora este es el único dispositivo del equipo de {}, y solo un dispositivo del equipo puede abrir ese archivo. No sirve para recuperar las notas si este se pierde.";
        give: "From this device", "Desde este dispositivo";
        unshared: "What was not shared yet", "Lo que aún no se compartió";
        everything: "Everything here", "Todo lo que hay aquí";
        all_shared: "Everything here is shared already. You can still take all of it along.", "Todo lo de aquí ya está compartido. Aun así puede llevárselo todo.";
        ready: "Ready: {} kB.", "Listo: {} kB.";
        too_large: "That is more than one file can hold. Take what was not shared yet.", "Es más de lo que cabe en un archivo. Lleve lo que aún no se compartió.";
        save: "Save a file", "Guardar un archivo";
        saved: "Look for {} in your downloads.", "Busque {} en sus descargas.";
        send: "Send the file", "Enviar el archivo";
        show: "Show codes", "Mostrar códigos";
        too_long_for_codes: "This is too much for codes. Use the file.", "Es demasiado para códigos. Use el archivo.";
        codes_text: "On the other device, open this page, tap “Scan codes” and hold its camera here until it says what came in.", "En el otro dispositivo abra esta página, toque «Escanear códigos» y apunte la cámara aquí hasta que diga qué llegó.";
        code: "Square code with sealed notes", "Código con notas selladas";
        code_of: "Code {} of {}", "Código {} de {}";
        next: "Next code", "Código siguiente";
        pause: "Pause", "Pausa";
        go_on: "Take turns", "Alternar solos";
        larger: "Larger", "Más grande";
        smaller: "Smaller", "Más pequeño";
        take: "To this device", "A este dispositivo";
        open: "Open a file", "Abrir un archivo";
        drop: "You can also drop the file here.", "También puede soltar el archivo aquí.";
        scan: "Scan codes", "Escanear códigos";
        picture: "Read a picture of a code", "Leer una foto de un código";
        no_camera: "The camera can’t be used here. Use a file.", "Aquí no se puede usar la cámara. Use un archivo.";
        caught: "{} of {} codes are here. Keep holding the camera.", "Ya están {} de {} códigos. Siga apuntando la cámara.";
        no_code: "There is no code to be read in this picture. Take it closer.", "En esta foto no se puede leer ningún código. Tómela más cerca.";
        other_code: "That is another kind of code.", "Ese es otro tipo de código.";
        newer_code: "A newer version of Carryover made this code. Reload to get it.", "Una versión más nueva de Carryover hizo este código. Vuelva a cargar para usarla.";
        spoiled_code: "This code was not read whole. Keep holding the camera.", "Este código no se leyó entero. Siga apuntando la cámara.";
        entries: "{} new entry. Saved on this device.|{} new entries. Saved on this device.", "{} nota nueva. Guardada en este dispositivo.|{} notas nuevas. Guardadas en este dispositivo.";
        changes: "changes came in, and no new entry. Saved on this device.", "llegaron cambios y ninguna nota nueva. Guardados en este dispositivo.";
        nothing_new: "all of it is here already.", "todo esto ya estaba aquí.";
        not_for_here: "{} thing in it is not for this device.|{} things in it are not for this device.", "Algo de lo que trae no es para este dispositivo.|{} cosas que trae no son para este dispositivo.";
    }
);

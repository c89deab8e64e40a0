//! Words of taking everything along, and of earlier notes that come in.

use super::words;

words!(
    /// Taking everything along.
    Taking {
        title: "Take everything with you", "Llevarse todo";
        help: "Save all you can read here as files that other programs open, or bring in earlier notes from a table.", "Guarde todo lo que puede leer aquí en archivos que otros programas abren, o traiga notas anteriores de una tabla.";
        about: "These notes are yours to keep. What you save here is not sealed: anyone who has the file can read it.", "Estas notas son suyas. Lo que guarde aquí no va sellado: quien tenga el archivo puede leerlo.";
        leave: "Save a copy", "Guardar una copia";
        format: "As what?", "¿En qué forma?";
        zip: "Everything in one file", "Todo en un archivo";
        csv: "Table (CSV)", "Tabla (CSV)";
        fhir: "For health records (FHIR)", "Para expedientes (FHIR)";
        automerge: "The notebook with its history", "El cuaderno con su historia";
        private: "With my private notes", "Con mis notas privadas";
        open_to_all: "Keep the file as you would keep a health record.", "Guarde el archivo como guardaría un expediente de salud.";
        make: "Make the file", "Crear el archivo";
        making: "Making the file", "Creando el archivo";
        working: "{} of {}", "{} de {}";
        cancel: "Cancel", "Cancelar";
        another: "Another file", "Otro archivo";
        too_large: "That is more than one file can hold. Save it as a table.", "Es más de lo que cabe en un archivo. Guárdelo como tabla.";
        bring: "Bring in earlier notes", "Traer notas anteriores";
        bring_help: "From a table (CSV). The first line names the columns: at (the day), and title or note. You see first what it would bring.", "De una tabla (CSV). La primera línea nombra las columnas: at (el día), y title o note. Primero verá lo que traería.";
        open: "Open a table", "Abrir una tabla";
        new: "{} new entry would come in.|{} new entries would come in.", "Entraría {} nota nueva.|Entrarían {} notas nuevas.";
        span: "From {} to {}", "Del {} al {}";
        known: "{} line is here already.|{} lines are here already.", "{} línea ya está aquí.|{} líneas ya están aquí.";
        private_lines: "{} of them is private and stays so.|{} of them are private and stay so.", "{} de ellas es privada y así queda.|{} de ellas son privadas y así quedan.";
        left_out: "{} line of counts, stops or struck notes stays out.|{} lines of counts, stops or struck notes stay out.", "{} línea de conteos, paros o notas tachadas queda fuera.|{} líneas de conteos, paros o notas tachadas quedan fuera.";
        unused: "Not used: {}", "No se usa: {}";
        nothing_new: "Nothing in it is new.", "No trae nada nuevo.";
        bring_in: "Bring them in", "Traerlas";
        leave_it: "Not now", "Ahora no";
        brought: "{} entry came in. Saved on this device.|{} entries came in. Saved on this device.", "Entró {} nota. Guardada en este dispositivo.|Entraron {} notas. Guardadas en este dispositivo.";
        bad: "Nothing was brought in. Change these cells and open the table again:", "No se trajo nada. Cambie estas celdas y abra la tabla otra vez:";
        cell: "Line {}, {}: {}", "Línea {}, {}: {}";
        cell_empty: "must not be empty", "no puede estar vacía";
        cell_time: "write a day, or day and time, such as 2026-11-03 17:30", "escriba un día, o día y hora, como 2026-11-03 17:30";
        cell_not_yet: "is after today", "es posterior a hoy";
        cell_word: "use one of: {}", "use una de: {}";
        cell_number: "a whole number from 0 to {}", "un número entero de 0 a {}";
        cell_long: "is longer than {} letters", "tiene más de {} letras";
        cell_twice: "another line has this id", "otra línea tiene este id";
        cell_no_name: "this column has no name in the first line", "esta columna no tiene nombre en la primera línea";
        too_many: "That is too much at once. Split the table.", "Es demasiado a la vez. Divida la tabla.";
        not_utf8: "This is not a CSV in UTF-8. Save it as “CSV UTF-8”.", "Esto no es un CSV en UTF-8. Guárdelo como «CSV UTF-8».";
        quote: "The quotes do not match in line {}.", "Las comillas no coinciden en la línea {}.";
        no_names: "The first line must name the columns: at, and title or note.", "La primera línea debe nombrar las columnas: at, y title o note.";
        empty: "There is nothing in it.", "No contiene nada.";
        not_allowed: "You can’t write these notes here.", "No puede escribir estas notas aquí.";
    }
);

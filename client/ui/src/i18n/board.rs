//! Words of choice boards and visual schedules.

use super::words;

words!(
    /// Boards.
    Boards {
        title: "Choice boards and schedules", "Tableros y horarios con dibujos";
        add: "Make a board", "Hacer un tablero";
        none: "A board shows pictures to choose from, or the steps of the day. Make one with two to nine tiles.", "Un tablero muestra dibujos para elegir o los pasos del día. Haga uno de dos a nueve dibujos.";
        show: "Show to the child", "Mostrar al niño o la niña";
        show_this: "Show to the child: {}", "Mostrar al niño o la niña: {}";
        choice: "Choice board", "Tablero para elegir";
        schedule: "Schedule", "Horario";
        tiles: "{} picture|{} pictures", "{} dibujo|{} dibujos";
        new: "New board", "Tablero nuevo";
        change: "Change the board", "Cambiar el tablero";
        name: "What is it called?", "¿Cómo se llama?";
        is_schedule: "The tiles are steps in order", "Los dibujos son pasos en orden";
        on_it: "On the board", "En el tablero";
        word: "Word on tile {}", "Palabra del dibujo {}";
        remove: "Take out: {}", "Quitar: {}";
        up: "Earlier: {}", "Antes: {}";
        add_tiles: "Add pictures", "Agregar dibujos";
        own: "In your own words", "Con sus palabras";
        own_add: "Add a tile", "Agregar";
        full: "Nine is the most.", "Nueve es el máximo.";
        too_few: "Choose at least two pictures.", "Elija al menos dos dibujos.";
        something_else: "Something else", "Otra cosa";
        no: "No", "No";
        gate: "Adult: hold 3 seconds", "Adulto: mantener 3 segundos";
        gate_help: "To leave, press and hold for three seconds. With a keyboard or a switch: press once, then confirm.", "Para salir, mantenga presionado tres segundos. Con teclado o pulsador: presione una vez y confirme.";
        leave: "Leave the board", "Salir del tablero";
        stay: "Stay", "Quedarse";
    }
);

//! Words of the activity library: own cards, and what is nearby.

use shared::record::Near;

use super::labels::Label;
use super::words;

words!(
    /// Own cards and what is nearby.
    Cards {
        title: "Our own cards", "Nuestras tarjetas";
        about: "What works for your team, beside the cards that come with the app.", "Lo que le funciona a su equipo, además de las tarjetas de la aplicación.";
        ours: "Ours", "Nuestra";
        new: "Make a card", "Hacer una tarjeta";
        change: "Change the card", "Cambiar la tarjeta";
        end: "Take out of the library", "Quitar de las tarjetas";
        list: "In which list", "En qué lista";
        needs: "What has to be nearby", "Qué hace falta tener cerca";
        nearby: "What is nearby?", "¿Qué hay cerca?";
        nearby_help: "Shows what you can do there. Choose nothing to see all.", "Muestra lo que se puede hacer ahí. No elija nada para ver todo.";
        guided: "For weights and strong movement: it is not offered for right now, and in the plan it rests until an OT activates it.", "Para pesos y movimiento fuerte: no se ofrece para hacerla ya, y en el plan espera hasta que terapia la active.";
    }
);

impl Label for Near {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Wall => ("Wall", "Pared"),
            Self::Chair => ("Chair", "Silla"),
            Self::Table => ("Table", "Mesa"),
            Self::Floor => ("Free floor", "Piso libre"),
            Self::Hallway => ("Hallway", "Pasillo"),
            Self::Playground => ("Playground", "Patio de juegos"),
        }
    }
}

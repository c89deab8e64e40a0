//! Words around the list of explained words; the words themselves are in `carryover_core::glossary`.

use super::words;

words!(
    /// Words explained.
    Words {
        title: "Words explained", "Palabras explicadas";
        help: "What therapists and schools say, in plain words. In plans and notes, tap a word with dots under it.", "Lo que dicen terapeutas y escuelas, en palabras simples. En planes y notas, toque una palabra con puntos debajo.";
        all: "All words", "Todas las palabras";
        search: "Find a word", "Buscar una palabra";
        none: "Not found. Try fewer letters.", "No se encontró. Pruebe con menos letras.";
    }
);

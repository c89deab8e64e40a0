//! Manipulation and fine-motor: fingers that pinch, pull, turn and let go.

use super::{Card, List, Near, words};

pub(super) const CARDS: &[Card] = &[
    Card::new(
        "playdough",
        List::FineMotor,
        5,
        words("Playdough", "Roll a long snake. Pinch it into pieces and press each one flat."),
        words("Plastilina", "Haga una culebra larga. Pellízquela en pedazos y aplaste cada uno."),
    )
    .near(&[Near::Table]),
    Card::new(
        "lacing-beads",
        List::FineMotor,
        4,
        words(
            "Lace beads",
            "Put big beads on a shoelace. Hold the bead with one hand and push the lace with the other.",
        ),
        words(
            "Ensartar cuentas",
            "Pase cuentas grandes por un cordón. Una mano sostiene la cuenta y la otra empuja el cordón.",
        ),
    )
    .supervised()
    .near(&[Near::Table]),
    Card::new(
        "tear-paper",
        List::FineMotor,
        3,
        words(
            "Tear paper",
            "Tear old paper into strips, then into small bits. Glue them on a sheet to make a picture.",
        ),
        words(
            "Rasgar papel",
            "Rasgue papel usado en tiras y luego en pedacitos. Péguelos en una hoja para hacer un dibujo.",
        ),
    ),
    Card::new(
        "clothespins",
        List::FineMotor,
        3,
        words(
            "Clothespins",
            "Pinch clothespins open with thumb and fingertips. Clip them around the edge of a box.",
        ),
        words(
            "Pinzas de ropa",
            "Abra las pinzas con el pulgar y la punta de los dedos. Póngalas en el borde de una caja.",
        ),
    ),
    Card::new(
        "scissors",
        List::FineMotor,
        4,
        words(
            "Cut with scissors",
            "Sit down and keep the thumb on top. Snip a strip first, then cut along a thick line.",
        ),
        words(
            "Cortar con tijeras",
            "Siéntese y ponga el pulgar arriba. Primero recorte una tira y luego siga una línea gruesa.",
        ),
    )
    .supervised()
    .near(&[Near::Table]),
    Card::new(
        "peel-stickers",
        List::FineMotor,
        3,
        words("Peel stickers", "Peel stickers off the sheet with two fingers. Put each one on a dot."),
        words("Despegar calcomanías", "Despegue calcomanías con dos dedos. Ponga cada una sobre un punto."),
    )
    .near(&[Near::Table]),
    Card::new(
        "tongs",
        List::FineMotor,
        3,
        words("Pick up with tongs", "Use kitchen tongs to move cotton balls from one bowl to another."),
        words(
            "Agarrar con pinzas de cocina",
            "Pase bolas de algodón de un tazón a otro con unas pinzas de cocina.",
        ),
    )
    .near(&[Near::Table]),
];

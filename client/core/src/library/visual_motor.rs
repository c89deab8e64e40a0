//! Visual-motor and eye-hand: the eyes lead, the hands follow.

use super::{Card, List, Near, words};

pub(super) const CARDS: &[Card] = &[
    Card::new(
        "ball-to-target",
        List::VisualMotor,
        3,
        words("Ball to a target", "Toss a soft ball into a box. When it goes in often, take one step back."),
        words("Pelota al blanco", "Lance una pelota blanda a una caja. Cuando entre seguido, dé un paso atrás."),
    )
    .near(&[Near::Hallway]),
    Card::new(
        "catch-bubbles",
        List::VisualMotor,
        3,
        words("Catch a bubble", "Blow bubbles. Pop them one by one with a finger, then between two hands."),
        words("Atrapar burbujas", "Sople burbujas. Reviéntelas una por una con un dedo y luego entre las dos manos."),
    ),
    Card::new(
        "mazes",
        List::VisualMotor,
        4,
        words("Mazes", "Find the way with a finger first. Then draw it with a crayon, without touching the walls."),
        words(
            "Laberintos",
            "Busque el camino primero con el dedo. Luego dibújelo con un crayón, sin tocar las paredes.",
        ),
    )
    .near(&[Near::Table]),
    Card::new(
        "copy-tower",
        List::VisualMotor,
        4,
        words("Copy the tower", "Build a small tower of blocks. Build the same one beside it."),
        words("Copiar la torre", "Arme una torre pequeña de bloques. Arme otra igual al lado."),
    )
    .near(&[Near::Table]),
    Card::new(
        "balloon-up",
        List::VisualMotor,
        2,
        words("Keep the balloon up", "Tap a balloon so it does not touch the floor. Pick up the pieces at once if it pops."),
        words("El globo no se cae", "Toque el globo para que no llegue al piso. Si se revienta, recoja los pedazos enseguida."),
    )
    .supervised(),
    Card::new(
        "chalk-shapes",
        List::VisualMotor,
        4,
        words("Chalk shapes", "Draw big shapes on the ground with chalk. Walk on the lines, then draw one next to it."),
        words(
            "Figuras con tiza",
            "Dibuje figuras grandes en el suelo con tiza. Camine sobre las líneas y luego dibuje otra al lado.",
        ),
    )
    .near(&[Near::Playground]),
];

//! Posture: a steady body, so that hands and eyes are free.

use super::{Card, List, Near, words};

pub(super) const CARDS: &[Card] = &[
    Card::new(
        "cushion-sitting",
        List::Posture,
        5,
        words(
            "Sit on a cushion",
            "Put a soft cushion on the chair. Sit with both feet on the floor, then start the task.",
        ),
        words(
            "Sentarse en un cojín",
            "Ponga un cojín blando en la silla. Siéntese con los dos pies en el piso y empiece la tarea.",
        ),
    )
    .near(&[Near::Chair]),
    Card::new(
        "tummy-drawing",
        List::Posture,
        4,
        words(
            "Draw on the tummy",
            "Lie on the tummy and lean on the elbows. Draw or look at a book on the floor.",
        ),
        words(
            "Dibujar boca abajo",
            "Acuéstese boca abajo y apoye los codos. Dibuje o mire un libro en el piso.",
        ),
    )
    .near(&[Near::Floor]),
    Card::new(
        "feet-flat",
        List::Posture,
        1,
        words(
            "Feet flat, back tall",
            "Both feet on the floor or on a box. Sit all the way back and sit tall.",
        ),
        words(
            "Pies firmes, espalda recta",
            "Los dos pies en el piso o sobre una caja. Siéntese hasta atrás, con la espalda recta.",
        ),
    )
    .near(&[Near::Chair]),
    Card::new(
        "tall-kneeling",
        List::Posture,
        3,
        words(
            "Kneel tall and play",
            "Kneel on something soft with the hips straight. Play at a low table or a sofa.",
        ),
        words(
            "Jugar de rodillas",
            "De rodillas sobre algo blando, con el cuerpo derecho. Juegue en una mesa baja o en un sofá.",
        ),
    ),
    Card::new(
        "wall-drawing",
        List::Posture,
        4,
        words(
            "Draw on the wall",
            "Tape paper to the wall as high as the eyes. Stand and draw with big arm moves.",
        ),
        words(
            "Dibujar en la pared",
            "Pegue papel en la pared a la altura de los ojos. Dibuje de pie, moviendo todo el brazo.",
        ),
    )
    .near(&[Near::Wall]),
    Card::new(
        "fly-like-a-bird",
        List::Posture,
        1,
        words(
            "Fly like a bird",
            "Lie on the tummy. Lift the head and both arms like wings, hold a moment, then rest.",
        ),
        words(
            "Volar como un pájaro",
            "Acuéstese boca abajo. Levante la cabeza y los brazos como alas, aguante un momento y descanse.",
        ),
    ),
];

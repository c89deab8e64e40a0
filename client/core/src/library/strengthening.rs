//! Strengthening: arms, legs and trunk at work against the body's own weight, or small loads that feel easy.

use shared::record::Channel;

use super::{Card, List, Near, words};

pub(super) const CARDS: &[Card] = &[
    Card::new(
        "wall-push-ups",
        List::Strengthening,
        2,
        words("Wall push-ups", "Hands flat on the wall. Bend the arms, then push back slowly."),
        words("Flexiones en la pared", "Manos planas en la pared. Doble los brazos y empuje despacio hacia atrás."),
    )
    .through(Channel::HeavyWork)
    .near(&[Near::Wall]),
    Card::new(
        "chair-push-ups",
        List::Strengthening,
        1,
        words("Chair push-ups", "Sit with both hands on the seat. Push up until the body lifts a little, then sit down slowly."),
        words(
            "Flexiones en la silla",
            "Siéntese con las dos manos en el asiento. Empuje hasta levantar un poco el cuerpo y baje despacio.",
        ),
    )
    .through(Channel::HeavyWork)
    .near(&[Near::Chair]),
    Card::new(
        "carry-books",
        List::Strengthening,
        3,
        words("Carry books", "Carry a few books to a shelf or to another room. Take only as many as feel easy."),
        words("Llevar libros", "Lleve unos libros a un estante o a otro cuarto. Solo los que se cargan con facilidad."),
    )
    .through(Channel::HeavyWork),
    Card::new(
        "animal-walks",
        List::Strengthening,
        3,
        words("Animal walks", "Walk like a bear on hands and feet. Then try a crab, or jump like a frog."),
        words(
            "Caminar como animales",
            "Camine como oso, con manos y pies. Luego como cangrejo, o salte como rana.",
        ),
    )
    .through(Channel::HeavyWork)
    .near(&[Near::Hallway]),
    Card::new(
        "wheelbarrow-walk",
        List::Strengthening,
        1,
        words("Wheelbarrow walk", "Walk on the hands while an adult holds the legs above the knees. Go slowly and rest often."),
        words(
            "La carretilla",
            "Camine con las manos mientras un adulto sostiene las piernas arriba de las rodillas. Vaya despacio y descanse.",
        ),
    )
    .through(Channel::HeavyWork)
    .supervised()
    .near(&[Near::Hallway]),
    Card::new(
        "push-basket",
        List::Strengthening,
        2,
        words("Push the basket", "Fill a laundry basket with soft things. Push it along the floor and back."),
        words("Empujar la canasta", "Llene una canasta con cosas blandas. Empújela por el piso, de ida y de vuelta."),
    )
    .through(Channel::HeavyWork)
    .near(&[Near::Hallway]),
    Card::new(
        "squeeze-sponge",
        List::Strengthening,
        3,
        words("Squeeze a sponge", "Dip a sponge in water. Squeeze it out into a bowl with one hand, then with the other."),
        words("Exprimir una esponja", "Moje una esponja. Exprímala sobre un tazón con una mano y luego con la otra."),
    ),
];

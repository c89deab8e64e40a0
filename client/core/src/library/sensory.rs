//! Sensory: what helps a child feel calm, awake or sorted, by channel. The child may always say no.

use shared::record::Channel;

use super::{Card, List, Near, words};

pub(super) const CARDS: &[Card] = &[
    Card::new(
        "jump-on-the-spot",
        List::Sensory,
        1,
        words("Jump on the spot", "Jump up and down and land softly. Count the jumps out loud, then rest."),
        words("Saltar en el lugar", "Salte y caiga suavemente. Cuente los saltos en voz alta y luego descanse."),
    )
    .through(Channel::HeavyWork),
    Card::new(
        "bear-hug",
        List::Sensory,
        1,
        words("Bear hug", "Give it only when the child asks. A slow, firm hug, and let go at the first sign."),
        words(
            "Abrazo de oso",
            "Solo cuando el niño o la niña lo pida. Un abrazo lento y firme; suelte a la primera señal.",
        ),
    )
    .through(Channel::DeepPressure),
    Card::new(
        "hug-a-pillow",
        List::Sensory,
        2,
        words("Hug a pillow", "Sit and hug a big pillow to the chest. Squeeze, breathe out slowly, let go."),
        words("Abrazar una almohada", "Siéntese y abrace una almohada grande. Apriete, sople despacio y suelte."),
    )
    .through(Channel::DeepPressure),
    Card::new(
        "gentle-swinging",
        List::Sensory,
        3,
        words("Gentle swinging", "Swing slowly forward and back, no spinning. Stop when the child says so or looks unwell."),
        words(
            "Columpio suave",
            "Despacio, hacia adelante y hacia atrás, sin dar vueltas. Pare si lo pide o si se ve mal.",
        ),
    )
    .through(Channel::Vestibular)
    .supervised()
    .near(&[Near::Playground]),
    Card::new(
        "slow-rocking",
        List::Sensory,
        3,
        words("Slow rocking", "Rock slowly in a rocking chair, or side to side on the floor. Keep an even beat."),
        words("Mecerse despacio", "Mézase despacio en una mecedora, o de lado a lado en el piso. Siempre al mismo ritmo."),
    )
    .through(Channel::Vestibular),
    Card::new(
        "fidget",
        List::Sensory,
        5,
        words("Fidget", "Keep a small, quiet thing in the hand while listening. It stays below the table."),
        words(
            "Objeto para las manos",
            "Tenga en la mano algo pequeño y silencioso mientras escucha. Se queda debajo de la mesa.",
        ),
    )
    .through(Channel::Tactile),
    Card::new(
        "feel-and-find",
        List::Sensory,
        4,
        words("Feel and find", "Hide toys in a box of dry rice. Find them by touch, with the eyes closed if that is fun."),
        words(
            "Tocar y encontrar",
            "Esconda juguetes en una caja con arroz seco. Encuéntrelos con las manos, con los ojos cerrados si le gusta.",
        ),
    )
    .through(Channel::Tactile)
    .supervised(),
    Card::new(
        "crunchy-snack",
        List::Sensory,
        4,
        words("Crunchy snack", "Sit down and chew something crunchy that this child may eat. One bite at a time."),
        words(
            "Bocadillo crujiente",
            "Siéntese y mastique algo crujiente que este niño o niña pueda comer. Un bocado a la vez.",
        ),
    )
    .through(Channel::OralMotor)
    .supervised(),
    Card::new(
        "drink-with-straw",
        List::Sensory,
        3,
        words("Drink with a straw", "Sip something thick, such as a smoothie, through a straw. Sit up and take small sips."),
        words(
            "Beber con pajilla o popote",
            "Tome algo espeso, como un licuado, con una pajilla. Con la espalda recta y a sorbos pequeños.",
        ),
    )
    .through(Channel::OralMotor),
    Card::new(
        "slow-music",
        List::Sensory,
        4,
        words("Slow music", "Play one slow, soft song. Sit or lie down and listen to the end."),
        words("Música lenta", "Ponga una canción lenta y suave. Siéntese o acuéstese y escúchela hasta el final."),
    )
    .through(Channel::Auditory),
    Card::new(
        "quiet-ears",
        List::Sensory,
        5,
        words("Quiet ears", "Wear ear muffs, or go to a quiet place, when it gets loud. Take them off when ready."),
        words(
            "Oídos tranquilos",
            "Use orejeras o vaya a un lugar tranquilo cuando haya mucho ruido. Quíteselas al sentirse mejor.",
        ),
    )
    .through(Channel::Auditory),
    Card::new(
        "dim-corner",
        List::Sensory,
        5,
        words("Dim light corner", "Rest in a corner with low light and few things to look at. Come back when ready."),
        words(
            "Rincón con poca luz",
            "Descanse en un rincón con poca luz y pocas cosas a la vista. Vuelva cuando quiera.",
        ),
    )
    .through(Channel::Visual),
];

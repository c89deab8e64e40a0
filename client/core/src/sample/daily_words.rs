//! What people wrote about Sam's daily care, in both languages.

use crate::Language;

/// In one language.
#[derive(Debug)]
pub(super) struct DailyWords {
    pub(super) language: Language,
    pub(super) coat: &'static str,
    /// The steps of both versions.
    pub(super) coat_steps: [&'static str; 2],
    pub(super) coat_materials: &'static str,
    pub(super) coat_watch: &'static str,
    pub(super) training: &'static str,
    pub(super) lap_pad: &'static str,
    pub(super) lap_pad_how: &'static str,
    pub(super) lap_pad_note: &'static str,
    pub(super) order_why: &'static str,
    /// −2 first.
    pub(super) levels: [&'static str; 5],
    /// Week by week.
    pub(super) wins: [&'static str; 6],
    /// Asked, answered, a concern, one for the next visit.
    pub(super) questions: [&'static str; 4],
    pub(super) board: &'static str,
}

/// The words of a language.
pub(super) fn of(language: Language) -> &'static DailyWords {
    match language {
        Language::English => &ENGLISH,
        Language::Spanish => &SPANISH,
    }
}

static ENGLISH: DailyWords = DailyWords {
    language: Language::English,
    coat: "Coat off and on the hook",
    coat_steps: [
        "Show the picture strip.\nWait while you count to five.\nPoint to the next picture.\nCoat on the hook.",
        "Show the picture strip.\nLeft sleeve first.\nWait while you count to ten.\nCoat on the hook.",
    ],
    coat_materials: "Picture strip, hook at her height",
    coat_watch: "She looks at the strip by herself.",
    training: "Wait longer before the next hint.",
    lap_pad: "Lap pad",
    lap_pad_how: "On her lap while she sits on the rug.\nTake it off as soon as she pushes it away.",
    lap_pad_note: "At circle time only, for five minutes. Somebody sits beside her.",
    order_why: "School asked for circle time first.",
    levels: [
        "Less than 2 minutes on the rug",
        "2 to 5 minutes with several prompts",
        "10 minutes with one prompt",
        "10 minutes without a prompt",
        "The whole circle time without a prompt",
    ],
    wins: [
        "She tried the new cup.",
        "Shoes off by herself once.",
        "She asked for a hug when she was tired.",
        "Dinner with all of us on Sunday.",
        "She told Grandma about the rug.",
        "Three calm bedtimes in a row.",
    ],
    questions: [
        "Can she do the wall push-ups at my mother’s house too?",
        "Yes. Any free wall will do. Ten slow ones and stop.",
        "She shook her left hand after drawing today, twice.",
        "What can we try at dinner when guests are here?",
    ],
    board: "What next?",
};

static SPANISH: DailyWords = DailyWords {
    language: Language::Spanish,
    coat: "Quitarse el abrigo y colgarlo",
    coat_steps: [
        "Muestre la tira de dibujos.\nEspere contando hasta cinco.\nSeñale el dibujo siguiente.\nEl abrigo en el gancho.",
        "Muestre la tira de dibujos.\nPrimero la manga izquierda.\nEspere contando hasta diez.\nEl abrigo en el gancho.",
    ],
    coat_materials: "Tira de dibujos, gancho a su altura",
    coat_watch: "Mira la tira por su cuenta.",
    training: "Esperar más antes de dar otra pista.",
    lap_pad: "Almohadilla para las piernas",
    lap_pad_how: "Sobre las piernas mientras está en la alfombra.\nRetírela en cuanto la aparte.",
    lap_pad_note: "Solo en el círculo, cinco minutos. Alguien se sienta a su lado.",
    order_why: "La escuela pidió primero el círculo.",
    levels: [
        "Menos de 2 minutos en la alfombra",
        "De 2 a 5 minutos con varias ayudas",
        "10 minutos con una ayuda",
        "10 minutos sin ayuda",
        "Todo el círculo sin ayuda",
    ],
    wins: [
        "Probó el vaso nuevo.",
        "Se quitó los zapatos una vez por su cuenta.",
        "Pidió un abrazo cuando tenía sueño.",
        "El domingo cenó con todos.",
        "Le contó a su abuela lo de la alfombra.",
        "Tres noches tranquilas seguidas.",
    ],
    questions: [
        "¿Puede empujar la pared también en casa de mi madre?",
        "Sí. Sirve cualquier pared libre. Diez despacio y ya.",
        "Hoy sacudió la mano izquierda después de dibujar, dos veces.",
        "¿Qué probamos en la cena cuando hay visitas?",
    ],
    board: "¿Y ahora?",
};

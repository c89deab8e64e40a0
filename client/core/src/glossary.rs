//! The words of therapists and schools in plain words (C62), English and Spanish, in the app's own wording.
//!
//! Where to start: [`TERMS`] is the list; [`find`] finds those of them that stand in a text.

use crate::Language;

/// One word, explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Its stable name.
    pub id: &'static str,
    english: (&'static str, &'static str),
    spanish: (&'static str, &'static str),
}

impl Term {
    /// The word itself, as it stands in texts.
    pub fn word(&self, language: Language) -> &'static str {
        self.both(language).0
    }

    /// What it means.
    pub fn says(&self, language: Language) -> &'static str {
        self.both(language).1
    }

    fn both(&self, language: Language) -> (&'static str, &'static str) {
        match language {
            Language::English => self.english,
            Language::Spanish => self.spanish,
        }
    }
}

/// The term with this name.
pub fn term(id: &str) -> Option<&'static Term> {
    TERMS.iter().find(|term| term.id == id)
}

/// Where terms stand in a text: each once, where it stands first, in their order; the longest where several begin.
pub fn find(text: &str, language: Language) -> Vec<(core::ops::Range<usize>, &'static Term)> {
    let mut found: Vec<(core::ops::Range<usize>, &'static Term)> = Vec::new();
    let mut begins = 0;
    while let Some(rest) = text.get(begins..).filter(|rest| !rest.is_empty()) {
        let known = |term: &Term| found.iter().any(|(_, other)| other.id == term.id);
        let here = TERMS.iter().filter(|term| !known(term));
        let here = here
            .filter(|term| stands(rest, term.word(language)))
            .max_by_key(|term| term.word(language).len());
        // Words begin after what is no letter; the beginning of the text is one.
        let next = here.map_or(0, |term| term.word(language).len());
        if let Some(term) = here {
            found.push((begins..begins + next, term));
        }
        begins += next + to_next_word(rest.get(next..).unwrap_or_default());
    }
    found
}

/// How far it is to where the next word begins.
fn to_next_word(text: &str) -> usize {
    let in_word = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let between = text.get(in_word..).unwrap_or_default().find(char::is_alphanumeric);
    in_word + between.unwrap_or(text.len() - in_word)
}

/// Whether a text begins with this word. Short forms such as OT are told from words by their capitals.
fn stands(text: &str, word: &str) -> bool {
    let Some((begins, rest)) = text.split_at_checked(word.len()) else { return false };
    let is_short_form = word.chars().all(|c| !c.is_lowercase());
    let is_same = if is_short_form { begins == word } else { begins.to_lowercase() == word.to_lowercase() };
    is_same && !rest.starts_with(char::is_alphanumeric)
}

const fn entry(
    id: &'static str,
    english: (&'static str, &'static str),
    spanish: (&'static str, &'static str),
) -> Term {
    Term { id, english, spanish }
}

/// Every term, in the order of the English words.
pub const TERMS: &[Term] = &[
    entry(
        "504-plan",
        (
            "504 plan",
            "A school’s written plan for a child with a disability who needs changes in class, such as a quiet seat or more time.",
        ),
        (
            "plan 504",
            "Plan escrito de la escuela para quien tiene una discapacidad y necesita cambios en clase, como un lugar tranquilo o más tiempo.",
        ),
    ),
    entry(
        "accommodation",
        (
            "accommodation",
            "A change in how a child does the same work: more time, a thick pencil, a place near the teacher.",
        ),
        (
            "adaptación",
            "Un cambio en la forma de hacer el mismo trabajo: más tiempo, un lápiz grueso, un lugar cerca de la maestra.",
        ),
    ),
    entry(
        "adl",
        (
            "ADL",
            "Activities of daily living: what we do each day to care for ourselves, such as dressing, washing and eating.",
        ),
        (
            "AVD",
            "Actividades de la vida diaria: lo que hacemos cada día para cuidarnos, como vestirse, lavarse y comer.",
        ),
    ),
    entry(
        "assistive-technology",
        (
            "assistive technology",
            "A tool that helps a child do something: a pencil grip, a talking tablet, a special chair.",
        ),
        (
            "tecnología de apoyo",
            "Una herramienta que ayuda a hacer algo: un lápiz con agarre, una tableta que habla, una silla especial.",
        ),
    ),
    entry(
        "backward-chaining",
        (
            "backward chaining",
            "Teaching the last step first. You do the start, the child does the end, and then a bit more each time.",
        ),
        (
            "encadenamiento hacia atrás",
            "Enseñar primero el último paso. Usted empieza y el niño o la niña termina; cada vez hace un poco más.",
        ),
    ),
    entry(
        "baseline",
        ("baseline", "How things are before you start. Later you can see what has changed."),
        ("punto de partida", "Cómo están las cosas antes de empezar. Así se ve después qué cambió."),
    ),
    entry(
        "bilateral-coordination",
        (
            "bilateral coordination",
            "Using both hands or both sides of the body together, as in cutting or tying a bow.",
        ),
        (
            "coordinación bilateral",
            "Usar juntas las dos manos o los dos lados del cuerpo, como al cortar o atar un lazo.",
        ),
    ),
    entry(
        "co-regulation",
        ("co-regulation", "An adult stays calm and close so that the child can calm down, too."),
        (
            "corregulación",
            "Una persona adulta está tranquila y cerca, y así también se calma el niño o la niña.",
        ),
    ),
    entry(
        "core-strength",
        ("core strength", "How strong the belly and back are. It helps a child sit up and use the hands."),
        (
            "fuerza del tronco",
            "Qué tan fuertes están la barriga y la espalda. Ayuda a sentarse bien y usar las manos.",
        ),
    ),
    entry(
        "cota",
        ("COTA", "A trained assistant who works with an occupational therapist."),
        ("asistente de terapia", "Una persona con formación que trabaja junto al terapeuta ocupacional."),
    ),
    entry(
        "crossing-the-midline",
        ("crossing the midline", "Reaching with one hand over to the other side of the body."),
        ("cruzar la línea media", "Llevar una mano hasta el otro lado del cuerpo."),
    ),
    entry(
        "deep-pressure",
        (
            "deep pressure",
            "A firm, steady touch, such as a big hug or a roll in a blanket. It calms many children.",
        ),
        (
            "presión profunda",
            "Un toque firme y parejo, como un abrazo fuerte o envolverse en una cobija. Calma a muchos niños.",
        ),
    ),
    entry(
        "early-intervention",
        ("early intervention", "Help for babies and small children up to age three, often at home."),
        ("atención temprana", "Ayuda para bebés y niños de hasta tres años, muchas veces en casa."),
    ),
    entry(
        "evaluation",
        ("evaluation", "A close look at what a child can do and where help is needed."),
        (
            "evaluación",
            "Una mirada con cuidado a lo que un niño o una niña puede hacer y dónde necesita ayuda.",
        ),
    ),
    entry(
        "executive-function",
        ("executive function", "The skills to plan, start, remember and finish things."),
        ("función ejecutiva", "Las habilidades para planear, empezar, recordar y terminar las cosas."),
    ),
    entry(
        "fading",
        ("fading", "Giving less and less help, until the child does it alone."),
        ("retirar la ayuda", "Dar cada vez menos ayuda, hasta que lo hace sin nadie."),
    ),
    entry(
        "fidelity",
        ("fidelity", "How closely the steps are done as they are written."),
        ("fidelidad", "Qué tanto se hacen los pasos tal como están escritos."),
    ),
    entry(
        "fine-motor",
        ("fine motor", "Small moves of the hands and fingers, such as buttoning or drawing."),
        ("motricidad fina", "Movimientos pequeños de manos y dedos, como abotonar o dibujar."),
    ),
    entry(
        "generalization",
        ("generalization", "Using a skill in new places and with new people, not only where it was learned."),
        (
            "generalización",
            "Usar una habilidad en otros lugares y con otras personas, no solo donde se aprendió.",
        ),
    ),
    entry(
        "gas",
        (
            "goal attainment scaling",
            "A list of five levels for one goal, made for this child, to see how far things have come.",
        ),
        (
            "escala de logro de metas",
            "Una lista de cinco niveles para una meta, hecha a su medida, que muestra cuánto se avanzó.",
        ),
    ),
    entry(
        "grasp",
        ("grasp", "The way a hand holds a thing, such as a pencil or a spoon."),
        ("agarre", "La forma en que la mano sostiene algo, como un lápiz o una cuchara."),
    ),
    entry(
        "gross-motor",
        ("gross motor", "Big moves of the body, such as running, jumping and climbing."),
        ("motricidad gruesa", "Movimientos grandes del cuerpo, como correr, saltar y trepar."),
    ),
    entry(
        "hand-over-hand",
        (
            "hand over hand",
            "An adult puts a hand on the child’s hand and moves with it. Always stop if the child pulls away.",
        ),
        (
            "mano sobre mano",
            "Una persona adulta pone su mano sobre la mano pequeña y se mueven juntas. Pare siempre si la retira.",
        ),
    ),
    entry(
        "heavy-work",
        (
            "heavy work",
            "Pushing, pulling, lifting or carrying. It tells muscles and joints where the body is, and it often calms.",
        ),
        (
            "trabajo pesado",
            "Empujar, jalar, levantar o cargar. Les dice a los músculos dónde está el cuerpo, y muchas veces calma.",
        ),
    ),
    entry(
        "iep",
        (
            "IEP",
            "Individualized Education Program: the school’s written plan of goals and help for a child in special education.",
        ),
        (
            "PEI",
            "Programa de educación individualizado: el plan escrito de la escuela con metas y apoyos en educación especial.",
        ),
    ),
    entry(
        "ifsp",
        (
            "IFSP",
            "Individualized Family Service Plan: a plan of help for a child under three and the family.",
        ),
        (
            "PSFI",
            "Plan de servicios para la familia: un plan de ayuda para un bebé o un niño de hasta tres años y su familia.",
        ),
    ),
    entry(
        "interoception",
        ("interoception", "Feeling what goes on inside the body: hungry, full, hot, need the bathroom."),
        ("interocepción", "Sentir lo que pasa dentro del cuerpo: hambre, calor, ganas de ir al baño."),
    ),
    entry(
        "latency",
        ("latency", "How long it takes from being asked to starting."),
        ("latencia", "Cuánto tiempo pasa desde que se pide algo hasta que empieza."),
    ),
    entry(
        "least-restrictive",
        (
            "least restrictive environment",
            "A rule that a child learns with other children as much as can be.",
        ),
        ("ambiente menos restrictivo", "Una regla: aprender junto a los demás niños tanto como se pueda."),
    ),
    entry(
        "motor-planning",
        ("motor planning", "Thinking of a new move, getting ready for it and doing it."),
        ("planificación motora", "Pensar un movimiento nuevo, prepararse y hacerlo."),
    ),
    entry(
        "muscle-tone",
        (
            "muscle tone",
            "How tight or loose muscles are at rest. Low tone can make it hard to sit up for long.",
        ),
        (
            "tono muscular",
            "Qué tan firmes o flojos están los músculos en reposo. Con tono bajo cuesta estar sentado mucho tiempo.",
        ),
    ),
    entry(
        "oral-motor",
        ("oral motor", "How lips, tongue and jaw move, to eat, drink and speak."),
        (
            "motricidad oral",
            "Cómo se mueven los labios, la lengua y la mandíbula para comer, beber y hablar.",
        ),
    ),
    entry(
        "ot",
        ("OT", "Occupational therapist: helps people do what they need and want to do each day."),
        ("TO", "Terapeuta ocupacional: ayuda a las personas a hacer lo que necesitan y quieren cada día."),
    ),
    entry(
        "pincer-grasp",
        ("pincer grasp", "Picking up small things with the thumb and one finger."),
        ("pinza", "Tomar cosas pequeñas con el pulgar y un dedo."),
    ),
    entry(
        "prompt",
        ("prompt", "A bit of help to get going: a word, a sign, a picture or a touch."),
        ("ayuda para empezar", "Una pequeña ayuda: una palabra, una seña, un dibujo o un toque."),
    ),
    entry(
        "proprioception",
        (
            "proprioception",
            "Feeling where your body parts are without looking. Pushing and lifting wake this sense.",
        ),
        (
            "propiocepción",
            "Sentir dónde están las partes del cuerpo sin mirarlas. Empujar y levantar despiertan este sentido.",
        ),
    ),
    entry(
        "push-in",
        ("push-in", "The therapist works with the child in the classroom, not in another room."),
        ("apoyo en el aula", "El terapeuta trabaja en el salón de clase, no en otro cuarto."),
    ),
    entry(
        "range-of-motion",
        ("range of motion", "How far a joint can move."),
        ("rango de movimiento", "Hasta dónde se puede mover una articulación."),
    ),
    entry(
        "regulation",
        ("regulation", "Being calm and awake enough for what comes next, and getting back there when upset."),
        (
            "regulación",
            "Estar con la calma y la energía que hacen falta, y volver a eso después de un mal momento.",
        ),
    ),
    entry(
        "related-services",
        (
            "related services",
            "Help beside teaching that a child needs to learn at school, such as therapy or a ride.",
        ),
        (
            "servicios relacionados",
            "Ayuda además de la enseñanza para aprender en la escuela, como terapia o transporte.",
        ),
    ),
    entry(
        "sensory-diet",
        (
            "sensory diet",
            "A plan of small activities through the day that keep a child calm and ready. It has nothing to do with food.",
        ),
        (
            "dieta sensorial",
            "Un plan de actividades cortas durante el día para estar en calma y con atención. No tiene que ver con comida.",
        ),
    ),
    entry(
        "sensory-processing",
        (
            "sensory processing",
            "How the brain takes in what we see, hear, feel, smell and taste, and what it does with it.",
        ),
        (
            "procesamiento sensorial",
            "Cómo el cerebro recibe lo que vemos, oímos, tocamos, olemos y probamos, y qué hace con eso.",
        ),
    ),
    entry("tactile", ("tactile", "About the sense of touch."), ("táctil", "Del sentido del tacto.")),
    entry(
        "task-analysis",
        ("task analysis", "Cutting a task into small steps, to teach and count them one by one."),
        (
            "análisis de tareas",
            "Dividir una tarea en pasos pequeños, para enseñarlos y contarlos uno por uno.",
        ),
    ),
    entry(
        "transition",
        ("transition", "Going from one thing or place to the next. It is hard for many children."),
        ("transición", "Pasar de una cosa o de un lugar a otro. A muchos niños les cuesta."),
    ),
    entry(
        "vestibular",
        ("vestibular", "The sense of balance and motion, in the inner ear. Swings and spins wake it."),
        (
            "vestibular",
            "El sentido del equilibrio y del movimiento, en el oído. Los columpios y los giros lo despiertan.",
        ),
    ),
    entry(
        "visual-motor",
        ("visual motor", "Eyes and hands working together, as in copying shapes or catching a ball."),
        ("visomotriz", "Los ojos y las manos trabajan juntos, como al copiar formas o atrapar una pelota."),
    ),
    entry(
        "visual-schedule",
        ("visual schedule", "Pictures in a row that show what comes next."),
        ("horario visual", "Dibujos en fila que muestran qué viene después."),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: [Language; 2] = [Language::English, Language::Spanish];

    #[test]
    fn every_term_has_both_languages_and_a_name_of_its_own() {
        assert!(TERMS.len() >= 40, "{}", TERMS.len());
        for (at, term) in TERMS.iter().enumerate() {
            for language in BOTH {
                let (word, says) = (term.word(language), term.says(language));
                assert!(!word.is_empty() && word.len() < 40 && says.ends_with('.'), "{}", term.id);
                let same = TERMS.iter().filter(|other| other.word(language) == word);
                assert_eq!(same.count(), 1, "{word} is there once");
            }
            assert_ne!(term.english.1, term.spanish.1, "{}", term.id);
            assert!(TERMS[..at].iter().all(|before| before.id != term.id), "{}", term.id);
        }
        assert!(TERMS.is_sorted_by_key(|term| term.english.0.to_lowercase()));
    }

    #[test]
    fn sentences_are_short_and_words_plain() {
        for term in TERMS {
            for language in BOTH {
                let sentences = term.says(language).split(['.', ':', ';']);
                for sentence in sentences {
                    assert!(sentence.split_whitespace().count() <= 24, "{}: {sentence}", term.id);
                }
            }
        }
        // Flesch and Kincaid's grade over all of the English ones, syllables counted as groups of vowels.
        let all: String = TERMS.iter().map(|term| term.english.1).collect::<Vec<_>>().join(" ");
        let sentences = all.matches(['.', ':']).count() as f64;
        let words: Vec<&str> = all.split_whitespace().collect();
        let syllables: usize = words.iter().map(|word| syllables(word)).sum();
        let count = words.len() as f64;
        let grade = 0.39 * count / sentences + 11.8 * syllables as f64 / count - 15.59;
        assert!(grade <= 6.0, "grade {grade:.1}");
    }

    fn syllables(word: &str) -> usize {
        let word = word.to_lowercase();
        let word = word.trim_end_matches(|c: char| !c.is_alphabetic()).trim_end_matches('e');
        let is_vowel = |c: char| "aeiouy".contains(c);
        let begins = word.chars().zip(core::iter::once(' ').chain(word.chars()));
        begins.filter(|(here, before)| is_vowel(*here) && !is_vowel(*before)).count().max(1)
    }

    #[test]
    fn terms_are_found_where_they_stand_as_words() {
        let found = |text: &'static str, language| -> Vec<&'static str> {
            find(text, language).into_iter().map(|(range, _)| text.get(range).unwrap_or_default()).collect()
        };
        let english = Language::English;
        assert_eq!(found("Heavy work before the OT comes. OT says so.", english), ["Heavy work", "OT"]);
        assert_eq!(found("A footnote, not heavy workers, and a robot.", english), [""; 0]);
        assert_eq!(found("Pincer grasp, then grasp.", english), ["Pincer grasp", "grasp"]);
        assert_eq!(
            found("Presión profunda y propiocepción", Language::Spanish),
            ["Presión profunda", "propiocepción"]
        );
        for odd in ["", " ", "…", "ÁÉ", "grasp", "日本", "a\u{301}"] {
            let _ = find(odd, english);
        }
        assert_eq!(term("ot").map(|term| term.word(english)), Some("OT"));
    }
}

//! Words of one plan item: what it says, who has read it, who was taught it.

use super::words;

words!(
    /// One plan item.
    Program {
        details: "Details", "Detalles";
        details_of: "Details: {}", "Detalles: {}";
        by: "Version {} · {} · {}", "Versión {} · {} · {}";
        steps: "Steps", "Pasos";
        materials: "What you need", "Qué se necesita";
        watch: "What to look for", "En qué fijarse";
        data: "What to write down", "Qué anotar";
        ladder: "Help, least first", "Ayuda, de menos a más";
        goal: "Goal", "Meta";
        times: "{} time a week|{} times a week", "{} vez por semana|{} veces por semana";
        daily: "Every day", "Todos los días";
        new_item: "New", "Nuevo";
        read_it: "I have read this", "Ya lo leí";
        readers: "Has read it: {}", "Lo leyó: {}";
        unread: "Not read yet: {}", "Aún no lo lee: {}";
        rests: "Waits for the OT", "Espera a terapia ocupacional";
        rests_text: "It needs the guidance of an occupational therapist. Nobody does it before.", "Necesita la guía de terapia ocupacional. Nadie lo hace antes.";
        activate: "Activate version {}", "Activar la versión {}";
        mind: "What to mind", "Qué cuidar";
        activated: "Activated by {}, {}", "Lo activó {}, {}";
        trained: "Who was taught this version", "Quién aprendió esta versión";
        nobody_trained: "Nobody yet.", "Nadie todavía.";
        add_training: "Write down a training", "Anotar una capacitación";
        whom: "Who was taught?", "¿Quién aprendió?";
        explained: "Explained", "Se explicó";
        modelled: "Shown", "Se mostró";
        coached: "Coached", "Se practicó con guía";
        alone: "Can do it alone", "Lo hace por su cuenta";
        right: "Steps done as written", "Pasos hechos como está escrito";
        of: "Of how many steps", "De cuántos pasos";
        fidelity: "{} of {} steps", "{} de {} pasos";
        fidelity_wrong: "Write two whole numbers, the first not larger than the second.", "Escriba dos números enteros, el primero no mayor que el segundo.";
        whom_missing: "Choose a person.", "Elija a una persona.";
        last: "Last written down: {}", "Anotado por última vez: {}";
        never: "Nothing is written down about it yet.", "Aún no hay nada anotado.";
        count: "Count now", "Contar ahora";
        gone: "This is not in the plan any more.", "Esto ya no está en el plan.";
        who: "Who does it", "Quién lo hace";
        who_help: "Nobody chosen: whoever is with the child.", "Si no elige a nadie: quien esté con el niño o la niña.";
        contact: "Next contact about it", "Próximo contacto sobre esto";
        contact_due: "Contact is due", "Toca el contacto";
        for_you: "For you", "Para usted";
        for_others: "For {}", "Para {}";
        more: "More", "Más";
        times_field: "Times a week", "Veces por semana";
        effect: "What it does", "Qué efecto tiene";
        no_effect: "Nothing special", "Nada en especial";
        measure: "Data to take", "Qué datos tomar";
        no_measure: "None", "Ninguno";
        ladder_field: "Help, least first", "Ayuda, de menos a más";
        ladder_help: "Tap to take one out. Tap again to put it at the end.", "Toque para quitar una. Toque otra vez para ponerla al final.";
        needs_ot: "Needs the guidance of an OT", "Necesita la guía de terapia ocupacional";
        needs_ot_help: "For weights and strong movement. It rests until an OT activates this version.", "Para pesos y movimiento fuerte. Espera hasta que terapia active esta versión.";
        assistive: "It is assistive technology", "Es tecnología de apoyo";
        assistive_short: "Assistive technology", "Tecnología de apoyo";
        assistive_help: "A device or a tool. Say where it is, how to set it up, and who was taught to use it.", "Un aparato o una herramienta. Diga dónde está, cómo se prepara y quién aprendió a usarla.";
        third: "This is the third thing for home. One or two are easier to keep up.", "Es la tercera cosa para casa. Una o dos son más fáciles de mantener.";
        long: "More than 5 minutes. Short is easier to keep up.", "Más de 5 minutos. Si es breve, es más fácil de mantener.";
        pairing: "Movement goes well with deep pressure or heavy work right after it.", "El movimiento va bien con presión profunda o trabajo pesado justo después.";
        how_help: "A line for each step.", "Una línea por paso.";
    }
);

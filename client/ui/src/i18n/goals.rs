//! Words of goals: the builder, the order, scales.

use super::words;

words!(
    /// Goals.
    Goals {
        condition: "When, or with what", "Cuándo o con qué";
        condition_help: "“At circle time”", "«En el círculo»";
        behaviour: "What will the child do?", "¿Qué hará el niño o la niña?";
        behaviour_help: "“Stays with the group”", "«Se queda con el grupo»";
        reads: "The goal reads", "La meta dice";
        when_reached: "When is it reached?", "¿Cuándo se alcanza?";
        level: "With at most this help", "Con esta ayuda como máximo";
        any_level: "Does not matter", "No importa";
        prompts: "Prompts at most", "Ayudas como máximo";
        percent: "Of 100 tries", "De 100 intentos";
        times: "How many times", "Cuántas veces";
        with_level: "with at most: {}", "con esta ayuda como máximo: {}";
        alone: "without help", "sin ayuda";
        with_prompts: "with at most {} prompt|with at most {} prompts", "con {} ayuda como máximo|con {} ayudas como máximo";
        in_percent: "in {} of 100 tries", "en {} de 100 intentos";
        in_times: "{} time|{} times", "{} vez|{} veces";
        settings: "Where", "Dónde";
        baseline: "How it is today", "Cómo es hoy";
        target: "By when", "Para cuándo";
        area: "About", "Sobre";
        lane: "Lane", "Línea";
        none: "None", "Ninguna";
        by_day: "By {}", "Para el {}";
        today_is: "Today: {}", "Hoy: {}";
        first: "{} this month", "{} este mes";
        order: "Choose this month’s two", "Elegir las dos del mes";
        order_title: "The two goals that come first", "Las dos metas principales";
        order_help: "Tap the first one, then the second.", "Toque la primera y luego la segunda.";
        order_why: "Why these?", "¿Por qué estas?";
        because: "Why: {}", "Por qué: {}";
        review: "Ask to review", "Pedir revisión";
        review_of: "Ask to review: {}", "Pedir revisión: {}";
        scale: "Scale", "Escala";
        scale_of: "Scale: {}", "Escala: {}";
        scale_title: "Goal attainment scale", "Escala de logro de metas";
        scale_help: "0 is what is expected. The texts are frozen once saved; a change makes a new scale.", "0 es lo esperado. Los textos quedan fijos al guardar; un cambio hace una escala nueva.";
        scale_make: "Make a scale", "Hacer una escala";
        scale_new: "Make a new scale", "Hacer una escala nueva";
        stands: "Where does the child stand today?", "¿Dónde está hoy?";
        stood: "Level {}, {}", "Nivel {}, {}";
        much_less: "Much less than expected", "Mucho menos de lo esperado";
        less: "Less than expected", "Menos de lo esperado";
        expected: "As expected", "Lo esperado";
        more: "More than expected", "Más de lo esperado";
        much_more: "Much more than expected", "Mucho más de lo esperado";
        weight: "Weight, 1 to 10", "Peso, de 1 a 10";
        t_score: "T score {} from {} goal|T score {} from {} goals", "Puntaje T {} con {} meta|Puntaje T {} con {} metas";
        behaviour_missing: "Write what the child will do.", "Escriba qué hará el niño o la niña.";
        levels_missing: "Write all five levels.", "Escriba los cinco niveles.";
    }
);

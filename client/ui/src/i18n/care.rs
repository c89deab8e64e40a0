//! Words of the plan.

use super::words;

words!(
    /// The plan: strategies, goals, safety notes.
    Plan {
        strategies: "What we do", "Lo que hacemos";
        goals: "Goals", "Metas";
        safety: "Know before you start", "Antes de empezar";
        empty: "The plan is empty", "El plan está vacío";
        empty_text: "Start with one or two small things, 2 to 5 minutes each, tied to a moment of the day.", "Empiece con una o dos cosas pequeñas, de 2 a 5 minutos, en un momento del día.";
        add_strategy: "Add an activity", "Agregar una actividad";
        add_goal: "Add a goal", "Agregar una meta";
        add_safety: "Pin a safety note", "Fijar un aviso de seguridad";
        no_goals: "Goals will stand here: what the child will do, in one sentence.", "Aquí estarán las metas: qué hará el niño o la niña, en una frase.";
        pick_title: "Pick an activity", "Elija una actividad";
        own: "Write your own", "Escribir una propia";
        strategy_new: "New activity in the plan", "Nueva actividad en el plan";
        strategy_edit: "Change the plan", "Cambiar el plan";
        what: "What", "Qué";
        setting: "Where", "Dónde";
        routine: "When in the day", "En qué momento del día";
        minutes: "Minutes", "Minutos";
        minutes_help: "Small is good: 2 to 5.", "Mejor poco: de 2 a 5.";
        channel: "Works through", "Actúa por";
        no_channel: "Not a body sense", "Ningún sentido";
        how: "How to do it", "Cómo se hace";
        supervise: "An adult stays beside the child", "Una persona adulta se queda al lado";
        supervise_short: "Stay beside", "Quédese al lado";
        goal_new: "New goal", "Nueva meta";
        goal_edit: "Change the goal", "Cambiar la meta";
        safety_new: "New safety note", "Nuevo aviso de seguridad";
        safety_edit: "Change the safety note", "Cambiar el aviso";
        safety_field: "What must everyone know?", "¿Qué debe saber todo el equipo?";
        end: "Take out of the plan", "Quitar del plan";
        end_help: "What was logged stays.", "Lo ya anotado se queda.";
        paused: "Paused: {}", "En pausa: {}";
        paused_by: "{} · {}, {}", "{} · {}, {}";
        clear: "Clear it", "Permitirlo";
        rivals: "Changed in two places", "Cambiado en dos lugares";
        rivals_text: "Two people changed this at the same time. Both are shown. Save one to settle it.", "Dos personas cambiaron esto a la vez. Se muestran las dos. Guarde una para resolverlo.";
        by: "{} · {}", "{} · {}";
    }
);

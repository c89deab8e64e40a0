//! Words of questions, concerns, the list for the next visit, and the check-in.

use super::words;

words!(
    /// Questions and concerns.
    Asking {
        title: "Questions and concerns", "Preguntas y preocupaciones";
        open: "{} open|{} open", "{} abierta|{} abiertas";
        none_open: "Nothing open", "Nada abierto";
        empty: "Ask the team, say what worries you, keep a question for the next visit.", "Pregunte al equipo, diga qué le preocupa, guarde una pregunta para la próxima visita.";
        ask: "Ask something", "Preguntar algo";
        ask_title: "Ask the team", "Preguntar al equipo";
        review_title: "Ask to review this goal", "Pedir revisar esta meta";
        what: "What do you want to ask or say?", "¿Qué quiere preguntar o decir?";
        review_what: "Why should the team look at it again?", "¿Por qué debe el equipo revisarla?";
        kind: "What is it?", "¿Qué es?";
        to: "For whom?", "¿Para quién?";
        to_all: "The whole team", "Todo el equipo";
        send: "Tell the team", "Decir al equipo";
        answer: "Answer", "Responder";
        answer_field: "Your answer", "Su respuesta";
        answer_send: "Answer", "Responder";
        settle: "Settle it", "Darla por resuelta";
        settled: "Settled", "Resuelta";
        for_whom: "{} → {}", "{} → {}";
        visit: "For the next visit", "Para la próxima visita";
        visit_start: "Four questions to start with. Tap to keep one.", "Cuatro preguntas para empezar. Toque para guardar una.";
        visit_goals: "Which two goals come first?", "¿Cuáles son las dos metas principales?";
        visit_practise: "What should we practise, and how often?", "¿Qué debemos practicar y con qué frecuencia?";
        visit_helps: "How will we know that it helps?", "¿Cómo sabremos que ayuda?";
        visit_school: "Could we have a summary for school?", "¿Podemos tener un resumen para la escuela?";
    }
);

words!(
    /// The check-in.
    CheckingIn {
        title: "How is it going?", "¿Cómo va?";
        open: "Check-in · 20 seconds", "Cómo va · 20 segundos";
        sleep: "Sleep", "Sueño";
        tough: "Tough times", "Momentos difíciles";
        wins: "What went well", "Qué salió bien";
        coming: "What is coming up", "Qué viene";
        save: "Save", "Guardar";
    }
);

//! Words of the first run and of joining a team.

use super::words;

words!(
    /// First run, joining a team.
    First {
        tagline: "One notebook for everyone who helps one child.", "Un cuaderno para todas las personas que ayudan a un niño o una niña.";
        promise: "No account. Works without a connection. Only your team can read it.", "Sin cuenta. Funciona sin conexión. Solo su equipo puede leerlo.";
        just_us: "Just us", "Solo nosotros";
        just_us_help: "Start a notebook. Invite others later.", "Empiece un cuaderno. Invite a otros después.";
        invited: "I have an invite", "Tengo una invitación";
        invited_help: "A link, a square code or a short code from your team.", "Un enlace, un código cuadrado o un código corto de su equipo.";
        explore: "Explore with a sample child", "Explorar con un ejemplo";
        explore_help: "Six weeks of made-up notes.", "Seis semanas de notas inventadas.";
        who: "Who is this about?", "¿De quién se trata?";
        child: "Child’s first name", "Nombre del niño o la niña";
        child_help: "A first name or a nickname is enough.", "Basta el nombre o un apodo.";
        me: "What should the team call you?", "¿Cómo le llama el equipo?";
        me_help: "Mom, Grandpa, Ms. Lee …", "Mamá, abuelo, maestra Li …";
        role: "You are", "Usted es";
        start: "Start", "Empezar";
        back: "Back", "Volver";
        name_missing: "Write a name first.", "Primero escriba un nombre.";
        pick_title: "One small thing to start with", "Algo pequeño para empezar";
        pick_text: "Pick one activity for {}. You can change it any time.", "Elija una actividad para {}. Puede cambiarla cuando quiera.";
        pick_when: "When do you do it?", "¿Cuándo la hacen?";
        skip: "Skip for now", "Dejarlo para después";
        paste: "Invite link or code", "Enlace o código de invitación";
        paste_help: "Paste the whole link, or type the 15 letters and digits of the code.", "Pegue el enlace completo o escriba las 15 letras y números del código.";
        look: "Look at it", "Ver la invitación";
        scan: "Scan a code", "Escanear un código";
        scanning: "Hold the code in front of the camera.", "Ponga el código frente a la cámara.";
        no_camera: "The camera can’t be used here. Paste the link, or type the code.", "Aquí no se puede usar la cámara. Pegue el enlace o escriba el código.";
        ios_title: "First, add Carryover to your home screen", "Primero, agregue Carryover a la pantalla de inicio";
        ios_text: "On an iPhone or iPad, notes kept in the browser can be cleared after a week. Tap Share, then “Add to Home Screen”, and open it from there.", "En un iPhone o iPad, las notas del navegador pueden borrarse tras una semana. Toque Compartir, luego “Agregar a inicio”, y ábralo desde ahí.";
        ios_invite: "Copy your invite link first: you can paste it there.", "Antes copie su enlace de invitación: podrá pegarlo ahí.";
        ios_anyway: "Go on here anyway", "Seguir aquí de todos modos";
        looking: "Looking at the invite", "Viendo la invitación";
        waiting: "No connection right now. Keep this open: it goes on by itself as soon as there is one.", "Ahora no hay conexión. Deje esto abierto: seguirá solo cuando haya.";
        join_title: "Join the team around {}", "Únase al equipo de {}";
        join_title_unnamed: "Join a care team", "Únase a un equipo";
        from: "{} invites you.", "{} le invita.";
        as_role: "You join as", "Usted entra como";
        you_read: "You can read", "Usted puede leer";
        you_write: "You can write", "Usted puede escribir";
        join_reads: "Everyone on the team sees your name and what you write.", "Todo el equipo ve su nombre y lo que escribe.";
        join: "Join", "Unirme";
        joining: "Joining", "Uniéndose";
        not_now: "Not now", "Ahora no";
        refused: "This invite can’t be used", "Esta invitación no se puede usar";
        another: "Use another invite", "Usar otra invitación";
    }
);

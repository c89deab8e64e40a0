//! Words of the team and its invites.

use super::words;

words!(
    /// The team and its invites.
    Team {
        title: "The team around {}", "El equipo de {}";
        reads: "Reads {}", "Lee {}";
        writes: "Writes {}", "Escribe {}";
        reads_and_writes: "Reads and writes {}", "Lee y escribe {}";
        nothing: "nothing", "nada";
        and: " and ", " y ";
        since: "Since {}", "Desde el {}";
        devices: "{} device|{} devices", "{} dispositivo|{} dispositivos";
        invite: "Invite someone", "Invitar a alguien";
        invite_who: "Who do you invite?", "¿A quién invita?";
        invite_text: "You get a link, a square code and a short code for one person. It works once, for 7 days.", "Recibirá un enlace, un código cuadrado y uno corto para una persona. Sirve una vez, por 7 días.";
        also: "They read {}. What else do they need?", "Lee {}. ¿Qué más necesita?";
        also_writes: "They can also write there.", "También puede escribir ahí.";
        inviting: "Making the link", "Preparando el enlace";
        alone: "Just you so far", "Por ahora solo usted";
        alone_text: "Invite the school or the clinic. You decide who reads what.", "Invite a la escuela o a la clínica. Usted decide quién lee qué.";
        open: "Open invites", "Invitaciones abiertas";
        works_until: "Works until {}, {}", "Sirve hasta el {}, {}";
        elsewhere: "The link is on the device that made it.", "El enlace está en el dispositivo que lo creó.";
        show: "Show the link", "Ver el enlace";
        take_back: "Take back", "Retirar";
        card_title: "Join the team around {}", "Únase al equipo de {}";
        card_text: "Scan the code with the camera, open the link, or type the short code. It works once.", "Escanee el código con la cámara, abra el enlace o escriba el código corto. Sirve una vez.";
        short: "Short code, to read out or type", "Código corto, para dictar o escribir";
        card_secret: "Whoever has the link or a code can join. Give them only to this person.", "Quien tenga el enlace o un código puede entrar. Déselos solo a esa persona.";
        link: "Invite link", "Enlace de invitación";
        code: "Square code of the invite link", "Código del enlace de invitación";
        copy: "Copy", "Copiar";
        copied: "Copied", "Copiado";
        share: "Share", "Compartir";
        print: "Print", "Imprimir";
        more: "More", "Más";
        used: "This invite is not open any more.", "Esta invitación ya no está abierta.";
        sample: "The sample team shares with nobody.", "El equipo de ejemplo no comparte con nadie.";
    }
);

//! Words around every screen, of forms, settings and notices.

use super::words;

words!(
    /// What is around every screen, and what every form uses.
    Frame {
        app: "Carryover", "Carryover";
        today: "Today", "Hoy";
        log: "Log", "Registro";
        since: "Since last visit", "Desde la última visita";
        since_short: "Visit", "Visita";
        notes: "Notes", "Notas";
        plan: "Plan", "Plan";
        team: "Team", "Equipo";
        helps: "What helps", "Qué ayuda";
        charts: "Goals over time", "Metas en el tiempo";
        places: "Places", "Lugares";
        skip: "Go to the page", "Ir a la página";
        opening: "Opening your notes", "Abriendo sus notas";
        switch_child: "{}: children and settings", "{}: niños y ajustes";
        children: "Children", "Niños";
        add_child: "Add a child", "Agregar a un niño o una niña";
        up_to_date: "Everyone is up to date · {}", "Todo el equipo está al día · {}";
        waiting: "{} entry waiting to share|{} entries waiting to share", "{} nota espera para compartirse|{} notas esperan para compartirse";
        offline: "No connection, you can keep working", "Sin conexión, puede seguir trabajando";
        local: "Only on this device", "Solo en este dispositivo";
        held: "Sharing is on hold", "Compartir está en pausa";
        needs_token: "The relay asks for its word", "El servidor pide su clave";
        saved: "Saved on this device", "Guardado en este dispositivo";
        shared: "Shared with the team", "Compartido con el equipo";
        close: "Close", "Cerrar";
        save: "Save", "Guardar";
        cancel: "Cancel", "Cancelar";
        edit: "Change", "Cambiar";
        loading: "One moment", "Un momento";
        you: "you", "usted";
        someone: "Someone", "Alguien";
        by_me: "{} (you)", "{} (usted)";
        minutes: "{} min", "{} min";
        today_day: "Today · {}", "Hoy · {}";
        yesterday: "Yesterday · {}", "Ayer · {}";
    }
);

words!(
    /// Settings, the sample child, notices, other windows.
    Settings {
        title: "Settings", "Ajustes";
        language: "Language", "Idioma";
        colours: "Colors", "Colores";
        device: "As on this device", "Como este dispositivo";
        light: "Light", "Claro";
        dark: "Dark", "Oscuro";
        contrast: "High contrast", "Alto contraste";
        storage: "Your notes on this device", "Sus notas en este dispositivo";
        kept: "The browser promised to keep them.", "El navegador prometió conservarlas.";
        not_kept: "The browser may clear them after some days without a visit. Add Carryover to your home screen to keep them.", "El navegador puede borrarlas tras unos días sin visitas. Agregue Carryover a la pantalla de inicio para conservarlas.";
        keep_them: "Ask the browser to keep them", "Pedir al navegador que las conserve";
        follow: "Use the relay's list of the team", "Usar la lista del equipo del servidor";
        follow_help: "Do this only if the other people on the team see each other there. What you wrote stays and is shared.", "Hágalo solo si las demás personas del equipo se ven allí entre sí. Lo que escribió se conserva y se comparte.";
        token: "The relay’s word", "Clave del servidor de enlace";
        token_help: "Whoever runs the relay gives it out.", "La da quien administra el servidor.";
        token_wrong: "The relay did not take that. Check it with whoever runs it, and try again.", "El servidor no la aceptó. Revísela con quien lo administra e inténtelo otra vez.";
        token_say: "Try it", "Probar";
        unknown_kept: "The browser does not say how long it keeps them.", "El navegador no dice cuánto tiempo las conserva.";
        used: "{} MB used", "{} MB en uso";
        names: "Names", "Nombres";
        child_name: "The child’s name", "Nombre del niño o la niña";
        my_name: "Your name", "Su nombre";
        about: "About Carryover", "Acerca de Carryover";
        about_text: "Notes are written on this device and shared only with the team. They travel sealed: nobody between you can read them.", "Las notas se escriben en este dispositivo y se comparten solo con el equipo. Viajan selladas: nadie en el camino puede leerlas.";
        version: "Version {}", "Versión {}";
        words: "Letters follow the size set on your device.", "Las letras siguen el tamaño de su dispositivo.";
        sample: "Sample child", "Niña de ejemplo";
        sample_text: "Nothing here is real, and nothing leaves this device.", "Nada aquí es real y nada sale de este dispositivo.";
        see_as: "See it as", "Verlo como";
        as_parent: "Parent", "Familia";
        as_aide: "Aide", "Auxiliar";
        as_clinician: "Therapist", "Terapeuta";
        leave_sample: "Leave the sample", "Salir del ejemplo";
        update: "A new version is ready.", "Hay una versión nueva lista.";
        use_it: "Use it", "Usarla";
        not_saved: "An entry is not saved yet. It stays on screen and is tried again.", "Una nota aún no se guarda. Sigue en pantalla y se intenta otra vez.";
        needs_connection: "That needs a connection. Try again when you have one.", "Para eso hace falta conexión. Inténtelo cuando la tenga.";
        not_allowed: "That is for someone else on the team to do.", "Eso le corresponde a otra persona del equipo.";
        unfit: "That does not fit here. Check what you typed.", "Eso no cabe aquí. Revise lo que escribió.";
        set_aside: "{} thing could not be read and was set aside. Nothing is lost.|{} things could not be read and were set aside. Nothing is lost.", "Algo no se pudo leer y se apartó. Nada se perdió.|{} cosas no se pudieron leer y se apartaron. Nada se perdió.";
        withheld: "Something {} wrote has not arrived for more than a day. It may still be on its way, or the relay is holding it back. Ask them.", "Algo que escribió {} no ha llegado desde hace más de un día. Puede estar en camino, o el servidor de enlace lo retiene. Pregúntele.";
        newer: "Someone uses a newer version. What this one cannot show is kept.", "Alguien usa una versión más nueva. Lo que esta no muestra se conserva.";
        no_room_for_photo: "This device has no room for that photo, so it was not added. The entry is as it was.", "Este dispositivo no tiene espacio para esa foto, así que no se añadió. La nota sigue igual.";
        relay_restored: "The relay was set up again from a backup today. Who is on the team can be changed tomorrow; notes are shared as always.", "El servidor de enlace se recuperó hoy de una copia. Quién está en el equipo se podrá cambiar mañana; las notas se comparten como siempre.";
        put_away: "Put away", "Quitar";
        elsewhere: "Carryover is open in another window.", "Carryover está abierto en otra ventana.";
        elsewhere_text: "What you wrote is safe. Tap to go on here.", "Lo que escribió está a salvo. Toque para seguir aquí.";
        unsaved_there: "Something in the other window is not saved yet, so it stays open there. Look at that window first.", "En la otra ventana hay algo que aún no se guarda, por eso sigue abierta allí. Vea primero esa ventana.";
        use_here: "Use it here", "Usarlo aquí";
        blocked: "Your notes can’t be shown right now", "Ahora no se pueden mostrar sus notas";
        reload: "Reload", "Volver a cargar";
        sync_help_local: "You are the only one here so far. Invite someone and notes are shared by themselves.", "Por ahora solo está usted. Invite a alguien y las notas se compartirán solas.";
        sync_help: "Every note is saved on this device first. It is shared by itself when there is a connection.", "Cada nota se guarda primero en este dispositivo. Se comparte sola cuando hay conexión.";
    }
);

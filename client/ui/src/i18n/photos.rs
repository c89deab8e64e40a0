//! Words of photos.

use super::words;

words!(
    /// Photos.
    Photos {
        add: "Add a photo", "Agregar una foto";
        help: "It is made smaller on this device; where and when it was taken is left out. Only those who read this note can open it.", "Se reduce en este dispositivo, sin el lugar ni la hora en que se tomó. Solo quienes leen esta nota pueden abrirla.";
        choose: "Take or choose a photo", "Tomar o elegir una foto";
        preview: "The photo as it will be added", "La foto como se agregará";
        shows: "What does it show?", "¿Qué se ve en la foto?";
        shows_help: "In a few words, for whoever does not see it.", "En pocas palabras, para quien no la ve.";
        save: "Add this photo", "Agregar esta foto";
        not_a_picture: "This browser cannot read that file as a picture.", "Este navegador no puede leer ese archivo como imagen.";
        photo: "Photo", "Foto";
        not_here: "The picture is not on this device yet.", "La foto aún no está en este dispositivo.";
        fetch: "Show the photo", "Ver la foto";
        coming: "On its way: {} %", "En camino: {} %";
        waits: "The picture is not on this device yet. It comes when there is a connection.", "La foto aún no está en este dispositivo. Llegará cuando haya conexión.";
        not_shared: "Whoever added the photo has not shared it yet.", "Quien agregó la foto aún no la ha compartido.";
        broken: "This photo cannot be opened.", "Esta foto no se puede abrir.";
        remove: "Take the photo off", "Quitar la foto";
        own: "A photo of your own", "Una foto propia";
    }
);

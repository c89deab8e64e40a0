//! What lies beside everything: a list of the files that machines check, and a page that people read first.

use shared::seal::hash;

use super::File;
use super::about::About;
use super::json::Json;
use super::stamp::stamp;

/// The version of the list.
const FORMAT: i64 = 1;

/// What is counted.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) records: usize,
    pub(crate) entries: usize,
    pub(crate) pages: usize,
}

/// The list of files.
pub(crate) fn manifest(about: &About, counts: Counts, files: &[File]) -> File {
    let number = |number: usize| Json::Number(i64::try_from(number).unwrap_or(i64::MAX));
    let listed = files.iter().map(|file| {
        Json::Object(vec![
            ("name", file.name.as_str().into()),
            ("bytes", number(file.bytes.len())),
            ("sha256", hex(&hash(&[&file.bytes])).into()),
        ])
    });
    let counted = vec![
        ("records", number(counts.records)),
        ("entries", number(counts.entries)),
        ("pages", number(counts.pages)),
        ("members", number(about.members.len())),
    ];
    let list = Json::Object(vec![
        ("format", Json::Number(FORMAT)),
        ("made", stamp(about.made).into()),
        ("team", about.team.to_string().into()),
        ("sample", Json::Flag(about.sample)),
        ("scopes", about.scopes.iter().map(|scope| scope.code().into()).collect::<Vec<Json>>().into()),
        ("counts", Json::Object(counted)),
        ("files", listed.collect::<Vec<_>>().into()),
    ]);
    let mut text = String::new();
    list.write(&mut text);
    text.push('\n');
    File { name: "manifest.json".to_owned(), bytes: text.into_bytes() }
}

/// What somebody reads who finds the file in a drawer. Which language they read is not known, so it is in both.
pub(crate) fn read_me(about: &About) -> File {
    let day = super::stamp::day(about.made);
    let text = README.replace("{day}", &day);
    File { name: "README.txt".to_owned(), bytes: text.replace('\n', "\r\n").into_bytes() }
}

const README: &str = "\
Carryover: everything of one child's notebook that one person could read, as of {day}.
It is not sealed. Keep it as you would keep a health record.

entries.csv       Open it with any spreadsheet: one entry a line.
bundle.json       For clinics and schools: FHIR R4, read by systems of health records.
pages/            The notebook itself with all of its history, for any Automerge library.
manifest.json     Each file with its size and SHA-256.

----

Carryover: todo lo que una persona podía leer del cuaderno de un niño o una niña, al {day}.
No está sellado. Guárdelo como guardaría un expediente de salud.

entries.csv       Ábralo con cualquier hoja de cálculo: una nota por línea.
bundle.json       Para clínicas y escuelas: FHIR R4, lo leen los sistemas de expedientes.
pages/            El cuaderno mismo con toda su historia, para cualquier biblioteca Automerge.
manifest.json     Cada archivo con su tamaño y su SHA-256.
";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

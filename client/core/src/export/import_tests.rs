//! Tables of earlier notes: what they become, and what is said about those that cannot come in.

use proptest::prelude::*;
use shared::record::{Helped, Regulation};

use super::*;

/// A Tuesday, 17:30 in New York.
const NOW: Moment = Moment { unix_ms: 1_795_559_400_000, offset_min: -300 };

fn table(text: &str) -> Result<Read, Problem> {
    read(text.as_bytes(), NOW, Setting::Home)
}

fn bad(text: &str) -> Vec<(usize, String, Why)> {
    match table(text) {
        Err(Problem::Bad(bad)) => bad.into_iter().map(|bad| (bad.line, bad.column, bad.why)).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_plain_table_becomes_activities_and_notes() {
    let read = table(
        "At,Title,Minutes,Helped,Note,Mood\n2026-03-02,Swing,5,Better,'=ok,x\n2026-03-03 08:15,,,,\"Slept, well.\",\n",
    )
    .expect("a table");
    assert_eq!(read.unused, ["mood"]);
    let [swing, slept] = read.lines.as_slice() else { panic!("{read:?}") };
    let What::Activity(activity) = &swing.what else { panic!("{swing:?}") };
    assert_eq!(
        (activity.title.as_str(), activity.minutes, activity.helped),
        ("Swing", Some(5), Some(Helped::Better))
    );
    assert_eq!(stamp::stamp(activity.at), "2026-03-02T12:00:00-05:00");
    assert_eq!(activity.note, "=ok", "what was guarded comes as it was");
    assert_eq!((slept.line, slept.what.says()), (3, "Slept, well."));
    assert!(swing.from.id.starts_with("line-") && swing.from.id != slept.from.id);
}

#[test]
fn a_bad_cell_is_told_with_its_line_and_column_and_then_nothing_comes_in() {
    let said = bad(
        "id,kind,at,title,minutes,helped,note\n1,,2026-03-02,Swing,5,better,\n1,,tomorrow,Swing,many,good,\n3,song,2026-03-02,,,,\n4,activity,2026-13-02,,1441,,,more\n5,,2027-03-02,Swing,,,\n",
    );
    let column = |line, column: &str, why| (line, column.to_owned(), why);
    assert_eq!(
        said,
        [
            column(3, "at", Why::NotATime),
            column(3, "minutes", Why::NotANumber(1440)),
            column(3, "helped", Why::NotAWord("better, same, harder, unknown".to_owned())),
            column(3, "id", Why::Twice),
            column(4, "kind", Why::NotAWord("activity, note".to_owned())),
            column(4, "note", Why::Empty),
            column(5, "8", Why::NoName),
            column(5, "at", Why::NotATime),
            column(5, "title", Why::Empty),
            column(5, "minutes", Why::NotANumber(1440)),
            column(6, "at", Why::NotYet),
        ]
    );
}

#[test]
fn what_is_no_table_of_notes_says_why() {
    assert_eq!(table(""), Err(Problem::Nothing));
    assert_eq!(table("at,title\n"), Err(Problem::Nothing));
    assert_eq!(table("when,what\n1,2\n"), Err(Problem::NoNames));
    assert_eq!(table("at,\"title"), Err(Problem::NotATable(NotATable::OpenQuote(1))));
    let long = "at,note\n".to_owned() + &"2026-03-02,x\n".repeat(LINES_LIMIT + 1);
    assert_eq!(table(&long), Err(Problem::TooMany));
}

#[test]
fn what_was_counted_or_struck_is_left_out_and_told() {
    let read =
        table("kind,at,title,struck\nstop,2026-03-02,Swing,\nactivity,2026-03-02,Swing,yes\nstop,x,,\n");
    let read = read.expect("a table");
    assert!(read.lines.is_empty());
    let told: Vec<_> = read.left_out.iter().map(|(kind, often)| (kind.as_str(), *often)).collect();
    assert_eq!(told, [("stop", 2), ("struck", 1)]);
}

#[test]
fn lines_alike_are_two_and_the_same_file_names_them_the_same() {
    let text = "at,note\n2026-03-02,x\n2026-03-02,x\n";
    let names =
        || table(text).expect("a table").lines.into_iter().map(|line| line.from.id).collect::<Vec<_>>();
    assert_eq!(names(), names());
    assert_ne!(names()[0], names()[1]);
}

fn activity() -> impl Strategy<Value = Activity> {
    let word = |all: &'static [Helped]| prop::option::of(prop::sample::select(all));
    let calm = || prop::option::of(prop::sample::select(Regulation::ALL));
    let minutes = prop::option::of(0_u16..=1440);
    let at = (100_000_000_i64..1_795_000_000_000, -840_i16..=840);
    let texts = ("[-=+@'a-zé,;\"]{0,8}[a-z]", "[-=+@'a-zé ,;\"\r\n\t]{0,20}");
    (texts, word(Helped::ALL), calm(), calm(), minutes, at).prop_map(
        |((title, note), helped, before, after, minutes, (unix_ms, offset_min))| Activity {
            title,
            strategy: None,
            library: None,
            setting: Setting::School,
            at: Moment { unix_ms, offset_min },
            minutes,
            helped,
            before,
            after,
            note,
        },
    )
}

proptest! {
    #[test]
    fn what_left_as_a_table_comes_in_as_it_was(all in prop::collection::vec(activity(), 1..8)) {
        let mut text = columns::head();
        for (number, activity) in (0..).zip(&all) {
            columns::tests::line_of(&mut text, number, activity);
        }
        let read = read(text.as_bytes(), NOW, Setting::Home).expect("a table");
        let came: Vec<_> = read.lines.into_iter().map(|line| line.what).collect();
        prop_assert_eq!(came, all.into_iter().map(What::Activity).collect::<Vec<_>>());
        prop_assert!(read.unused.is_empty());
    }

    #[test]
    fn any_table_is_survived(bytes: Vec<u8>, text in "[a,;\"\r\n\t0-9:-]{0,60}") {
        let _ = (read(&bytes, NOW, Setting::Home), table(&["at,title\n", &text].concat()));
    }
}

//! What can be typed, and what is said about what cannot.

use clap::{CommandFactory, Parser};
use shared::record::{Helped, Role, Setting};

use super::*;

fn parse(line: &str) -> Result<Command, String> {
    let words = std::iter::once("carryover-device").chain(line.split(' '));
    Cli::try_parse_from(words).map(|cli| cli.command).map_err(|wrong| one_line(&wrong))
}

#[test]
fn the_commands_are_well_formed() {
    Cli::command().debug_assert();
}

#[test]
fn the_store_is_named_before_or_after_the_command() {
    for line in ["--store d status", "status --store d"] {
        let words = std::iter::once("carryover-device").chain(line.split(' '));
        assert_eq!(Cli::try_parse_from(words).expect("read").store, Some("d".into()), "{line}");
    }
}

#[test]
fn an_activity_is_read_with_its_answers() {
    let line =
        "log --setting school --activity Swing --minutes 5 --helped better --at 2026-11-03T17:30:00-05:00";
    let Ok(Command::Log(log)) = parse(line) else { panic!("an activity") };
    assert_eq!((log.setting, log.minutes, log.helped), (Setting::School, Some(5), Some(Helped::Better)));
    assert_eq!(log.at.map(|at| at.offset_min), Some(-300));
    let Ok(Command::Found(found)) = parse("found --child Sam --me Pat") else { panic!("a team") };
    assert_eq!((found.role, found.relay), (Role::Guardian, None));
}

#[test]
fn several_fields_are_set_at_once() {
    let id = "01920000-0000-7000-8000-000000000000";
    for line in
        [format!("edit {id} --set minutes=5 note=a=b"), format!("edit {id} --set minutes=5 --set note=a=b")]
    {
        let Ok(Command::Edit(edit)) = parse(&line) else { panic!("an edit: {line}") };
        let set =
            [("minutes", "5"), ("note", "a=b")].map(|(field, value)| (field.to_owned(), value.to_owned()));
        assert_eq!(edit.set, set);
    }
}

#[test]
fn a_file_is_named_to_be_packed_or_unpacked() {
    let Ok(Command::Pack(pack)) = parse("pack day.carry") else { panic!("a file") };
    assert_eq!(pack.file, PathBuf::from("day.carry"));
    let Ok(Command::Unpack(unpack)) = parse("unpack --json day.carry") else { panic!("a file") };
    assert_eq!((unpack.file, unpack.json), ("day.carry".into(), true));
    assert!(parse("pack").is_err() && parse("unpack").is_err());
}

#[test]
fn times_are_days_or_hours() {
    assert_eq!((hours("7d"), hours("12h"), hours("30d")), (Ok(168), Ok(12), Ok(720)));
    for text in ["", "7", "0d", "0h", "31d", "721h", "-1d", "9999d", "d", "1 d"] {
        assert!(hours(text).is_err(), "{text}");
    }
    assert!(seconds("0").is_err() && seconds("1").is_ok() && seconds("a").is_err());
}

#[test]
fn what_is_typed_wrong_is_told_on_one_line() {
    for (line, said) in [
        (
            "log --setting garden --activity Swing",
            "invalid value 'garden' for '--setting <SETTING>': ‘garden’ is not a known setting; use one of: home, \
             school, clinic, community, telehealth, early-intervention",
        ),
        ("found --child Sam", "the following required arguments were not provided: --me <NAME>"),
        (
            "log --setting home --activity A --minutes 1441",
            "invalid value '1441' for '--minutes <N>': 1441 is not in 0..=1440",
        ),
        (
            "sync --relay care",
            "invalid value 'care' for '--relay <URL>': use the relay's address, such as http://127.0.0.1:8080",
        ),
        ("strike 12 --why x", "invalid value '12' for '<RECORD>': this is not the id of a record"),
        (
            "edit 01920000-0000-7000-8000-000000000000 --set note",
            "invalid value 'note' for '--set <FIELD=VALUE>...': use FIELD=VALUE",
        ),
    ] {
        assert_eq!(parse(line).expect_err(line), said);
    }
}

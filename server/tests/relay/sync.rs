//! Tests of the real relay: sync.

use carryover_relay::Config;
use shared::EnvelopeId;
use shared::record::Scope;
use shared::seal::{DeviceKeys, Envelope, running_hash};
use shared::wire::{Cursor, FromRelay, Goodbye, Refused};

use crate::client::{Client, Folder, Server, Team};

fn appended(team: &Team, from: u64, envelopes: &[&Envelope]) -> FromRelay {
    let ids = envelopes.iter().map(|envelope| envelope.id()).collect();
    FromRelay::Appended { team: team.roster.team(), scope: Scope::Home, era: 0, from, ids }
}

fn envelopes(team: &Team, from: u64, envelopes: &[&Envelope]) -> FromRelay {
    let envelopes = envelopes.iter().map(|envelope| envelope.bytes().to_vec().into()).collect();
    FromRelay::Envelopes { team: team.roster.team(), scope: Scope::Home, era: 0, from, envelopes }
}

fn cursor(read: &[&Envelope]) -> Cursor {
    let ids = read.iter().map(|envelope| envelope.id());
    let running = ids.fold([0; 16], |before, id: EnvelopeId| running_hash(&before, &id));
    Cursor { scope: Scope::Home, era: 0, sequence: read.len() as u64, running }
}

#[tokio::test]
async fn an_entry_goes_from_one_device_to_another() {
    let folder = Folder::new();
    let server = Server::start(&folder).await;
    let mut team = Team::new(1);
    let mut writer = team.found(&server).await;
    let mut reader = Client::connect(server.address, &team.keys).await;
    reader.open(&team, vec![]).await;
    let envelope = team.write();
    writer.say(&team.append(&[&envelope])).await;
    assert_eq!(writer.hear().await, appended(&team, 1, &[&envelope]));
    assert_eq!(reader.hear().await, envelopes(&team, 1, &[&envelope]));
    server.stop().await;
}

#[tokio::test]
async fn a_restart_keeps_everything() {
    let folder = Folder::new();
    let server = Server::start(&folder).await;
    let mut team = Team::new(2);
    let mut writer = team.found(&server).await;
    let [a, b, c] = [(); 3].map(|()| team.write());
    writer.say(&team.append(&[&a, &b])).await;
    assert_eq!(writer.hear().await, appended(&team, 1, &[&a, &b]));
    server.stop().await;
    assert_eq!(writer.hear().await, FromRelay::Goodbye { why: Goodbye::Restarting });
    assert_eq!(writer.hear_or_end().await, None);

    let server = Server::start(&folder).await;
    let mut writer = Client::connect(server.address, &team.keys).await;
    let heard = writer.open(&team, vec![cursor(&[&a])]).await;
    assert_eq!(heard[1..], [envelopes(&team, 2, &[&b])]);
    writer.say(&team.append(&[&b, &c])).await;
    let held = FromRelay::Held { team: team.roster.team(), ids: vec![b.id()] };
    assert_eq!([writer.hear().await, writer.hear().await], [held, appended(&team, 3, &[&c])]);
    let mut reader = Client::connect(server.address, &team.keys).await;
    let heard = reader.open(&team, vec![]).await;
    assert_eq!(heard[1..], [envelopes(&team, 1, &[&a, &b, &c])]);
    server.stop().await;
}

#[tokio::test]
async fn many_writers_at_once_leave_no_gap() {
    let folder = Folder::new();
    let server = Server::start(&folder).await;
    let mut team = Team::new(3);
    let mut reader = team.found(&server).await;
    let mut clients = Vec::new();
    for _ in 0..4 {
        let mut client = Client::connect(server.address, &team.keys).await;
        client.open(&team, vec![]).await;
        clients.push(client);
    }
    let all: Vec<Envelope> = (0..400).map(|_| team.write()).collect();
    for (at, envelope) in all.iter().enumerate() {
        let append = team.append(&[envelope]);
        clients[at % 4].say(&append).await;
    }
    let mut next = 1;
    while next <= 400 {
        let FromRelay::Envelopes { from, envelopes, .. } = reader.hear().await else { panic!("an envelope") };
        assert_eq!(from, next);
        next += envelopes.len() as u64;
    }
    server.stop().await;
}

#[tokio::test]
async fn what_is_on_the_way_when_the_relay_ends_is_acknowledged_or_not_taken() {
    let folder = Folder::new();
    let server = Server::start(&folder).await;
    let mut team = Team::new(4);
    let mut writer = team.found(&server).await;
    let all: Vec<Envelope> = (0..50).map(|_| team.write()).collect();
    for envelope in &all {
        writer.say(&team.append(&[envelope])).await;
    }
    server.stop().await;
    let mut acknowledged = Vec::new();
    while let Some(frame) = writer.hear_or_end().await {
        if let FromRelay::Appended { ids, .. } = frame {
            acknowledged.extend(ids);
        }
    }
    let server = Server::start(&folder).await;
    let mut reader = Client::connect(server.address, &team.keys).await;
    let mut kept = Vec::new();
    for frame in reader.open(&team, vec![]).await {
        if let FromRelay::Envelopes { envelopes, .. } = frame {
            let ids = envelopes.iter().map(|bytes| EnvelopeId(shared::seal::hash16(bytes)));
            kept.extend(ids);
        }
    }
    assert!(kept.starts_with(&acknowledged), "{} of {} kept", kept.len(), acknowledged.len());
    server.stop().await;
}

#[tokio::test]
async fn a_stranger_hears_nothing_of_a_team() {
    let folder = Folder::new();
    let server = Server::start(&folder).await;
    let team = Team::new(5);
    let _member = team.found(&server).await;
    let stranger_keys = DeviceKeys::from_secret([9; 32]);
    let mut stranger = Client::connect(server.address, &stranger_keys).await;
    let head = team.roster.head().into();
    stranger.say(&shared::wire::FromDevice::Open { team: team.roster.team(), head, cursors: vec![] }).await;
    let refused = FromRelay::RosterRefused { team: team.roster.team(), why: Refused::NotHere, head: None };
    assert_eq!(stranger.hear().await, refused);
    server.stop().await;
}

#[tokio::test]
async fn a_device_that_dialled_another_address_is_refused() {
    let folder = Folder::new();
    let origins = vec!["https://care.example".parse().expect("an origin")];
    let server = Server::start_with(&folder, Config { origins, ..Config::default() }).await;
    let keys = DeviceKeys::from_secret([9; 32]);
    let connected = tokio::spawn({
        let address = server.address;
        async move { Client::connect(address, &keys).await }
    });
    assert!(connected.await.is_err(), "the proof names http://127.0.0.1");
    server.stop().await;
}

#[tokio::test]
async fn a_text_message_ends_the_connection() {
    let folder = Folder::new();
    let server = Server::start(&folder).await;
    let mut client = Client::connect(server.address, &DeviceKeys::from_secret([9; 32])).await;
    client.say_text("hello").await;
    assert_eq!(client.hear_or_end().await, None);
    server.stop().await;
}

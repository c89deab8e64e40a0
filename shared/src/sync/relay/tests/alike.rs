//! Tests of the relay: a team that does not exist and one that a stranger is not in are the same work, as far as the store and the line
//! show it. While others talk about a team it is in memory, and the store is not asked: that much the time of an answer can tell.

use super::family::{Family, scope_key};
use super::world::World;
use crate::page::PageName;
use crate::record::{Role, Scope};
use crate::seal::{DeviceKeys, Envelope, NewEnvelope, Purpose};
use crate::wire::{FromDevice, FromRelay, knock_statement};

/// What a stranger can ask of a team.
#[derive(Debug, Clone, Copy)]
enum Ask {
    Open,
    Knock,
    Append,
}

/// What an answer was: the questions to the store, how long each frame is and what kind it is.
#[derive(Debug, PartialEq, Eq)]
struct Work {
    asked: Vec<core::mem::Discriminant<crate::sync::relay::Query>>,
    said: Vec<(usize, core::mem::Discriminant<FromRelay>)>,
    teams: usize,
}

fn work(world: &mut World, family: &Family, stranger: &DeviceKeys, invite: &DeviceKeys, ask: Ask) -> Work {
    let (connection, nonce) = world.connect_with_nonce(stranger);
    let frame = match ask {
        Ask::Open => family.open(&[]),
        Ask::Knock => {
            // A secret that is not that of any invite there.
            let statement = knock_statement(&nonce, &family.team, &stranger.id());
            let proof = stranger.sign(Purpose::Knock, &[&statement]);
            FromDevice::Knock { team: family.team, invite: invite.id(), proof }
        }
        Ask::Append => {
            let (replaces, changes) = (vec![], [vec![1; 20]]);
            let new = NewEnvelope {
                team: family.team,
                page: PageName::Plan,
                counter: 1,
                replaces,
                changes: &changes,
            };
            let key = scope_key(Scope::Plan);
            let envelope = Envelope::seal(new, &key, stranger, &mut world.random).expect("small");
            family.append(&[&envelope])
        }
    };
    let before = world.asked.len();
    world.say(connection, &frame);
    let heard = world.heard(connection);
    assert_eq!(heard.len(), 1, "{heard:?}");
    let said = heard.iter().map(|frame| (frame.to_bytes().len(), core::mem::discriminant(frame)));
    let asked = world.asked[before..].iter().map(core::mem::discriminant).collect();
    let work = Work { asked, said: said.collect(), teams: world.relay.counts().teams };
    world.hang_up(connection);
    work
}

#[test]
fn an_unknown_team_and_a_forbidden_one_are_the_same_work() {
    for ask in [Ask::Open, Ask::Knock, Ask::Append] {
        let mut world = World::new();
        let (mut family, founder) = Family::founded(&mut world);
        let (invite, _) = family.invite(&mut world, Role::Aide);
        world.say(founder, &family.push(1));
        world.hang_up(founder);
        let unknown = Family::new(&mut world);
        let stranger = world.device();
        let forbidden = work(&mut world, &family, &stranger, &invite, ask);
        assert_eq!(forbidden, work(&mut world, &unknown, &stranger, &invite, ask), "{ask:?}");
        assert_eq!(forbidden.asked.len(), 1, "{ask:?}: the store is asked for the team");
    }
}

//! Who is there: the challenge, the proof, and how many connections there may be.

use super::Relay;
use super::agenda::Due;
use super::connection::{Connection, DeviceUse};
use super::io::{ConnectionId, Effect};
use super::limits::{Bucket, CONNECTIONS, PROOF_MS, READ_AHEAD, UNPROVEN};
use crate::seal::{Device, ENVELOPE_LIMIT, PART_LIMIT, Purpose, Signature};
use crate::wire::{FRAME_LIMIT, FromDevice, FromRelay, Goodbye, Limits, VERSION, proof_statement};

impl Relay {
    pub(super) fn accept(&mut self, id: ConnectionId) {
        let nonce = self.random.bytes();
        self.connections.insert(id, Connection::challenged(nonce));
        self.unproven += 1;
        if self.is_draining {
            return self.goodbye(id, Goodbye::Restarting);
        }
        if self.connections.len() > self.allowance.connections {
            self.refused.connections += 1;
            return self.goodbye(id, Goodbye::Full);
        }
        if self.unproven > UNPROVEN {
            return self.goodbye(id, Goodbye::TooFast);
        }
        let limits = Limits {
            frame: as_u32(FRAME_LIMIT),
            envelope: as_u32(ENVELOPE_LIMIT),
            drops_old: self.keep_ms.map(|_| true),
            part: Some(as_u32(PART_LIMIT)),
        };
        let relay = Some(self.keys.public().signing.into());
        let challenge = FromRelay::Challenge { version: VERSION, limits, now_ms: self.now_ms, nonce, relay };
        self.send(id, &challenge);
        self.out.push(Effect::Receive { connection: id, frames: 1 });
        self.agenda.add(self.now_ms.saturating_add(PROOF_MS), Due::Proof(id));
    }

    /// The first frame of a connection must prove who it is; nothing else is looked at before.
    pub(super) fn prove(&mut self, id: ConnectionId, bytes: &[u8]) {
        let Ok(FromDevice::Prove { version, key, signature }) = FromDevice::from_bytes(bytes) else {
            return self.goodbye(id, Goodbye::BadFrame);
        };
        if version != VERSION {
            let too_old = if version < VERSION { Goodbye::DeviceTooOld } else { Goodbye::RelayTooOld };
            return self.goodbye(id, too_old);
        }
        // Only the signing key counts here; the receiving key of a member is in its roster.
        let device = Device { signing: key, receiving: [0; 32] };
        if !self.is_proven(id, &device, &signature) {
            return self.goodbye(id, Goodbye::BadProof);
        }
        self.welcome(id, &device);
    }

    fn is_proven(&self, id: ConnectionId, device: &Device, signature: &Signature) -> bool {
        let Some(connection) = self.connections.get(&id) else { return false };
        self.origins.iter().any(|origin| {
            device.signed(Purpose::Proof, &[&proof_statement(origin, &connection.nonce)], signature)
        })
    }

    fn welcome(&mut self, id: ConnectionId, device: &Device) {
        let device = device.id();
        let Some(connection) = self.connections.get_mut(&id) else { return };
        connection.device = Some(device);
        self.unproven -= 1;
        let now_ms = self.now_ms;
        let in_use = self
            .devices
            .entry(device)
            .or_insert_with(|| DeviceUse { bucket: Bucket::full(now_ms), connections: Vec::new() });
        in_use.connections.push(id);
        // A phone that lost its network leaves dead connections behind: the oldest makes room.
        let oldest = (in_use.connections.len() > CONNECTIONS).then(|| in_use.connections[0]);
        self.send(id, &FromRelay::Welcome {});
        self.out.push(Effect::Receive { connection: id, frames: READ_AHEAD });
        if let Some(oldest) = oldest {
            self.goodbye(oldest, Goodbye::TooFast);
        }
    }

    /// Ends a connection with a reason.
    pub(super) fn goodbye(&mut self, id: ConnectionId, why: Goodbye) {
        if self.connections.contains_key(&id) {
            self.send(id, &FromRelay::Goodbye { why });
            self.out.push(Effect::Close { connection: id });
            self.drop_connection(id);
        }
    }

    /// Forgets a connection, and what only it needed.
    pub(super) fn drop_connection(&mut self, id: ConnectionId) {
        let Some(connection) = self.connections.remove(&id) else { return };
        match connection.device {
            None => self.unproven -= 1,
            Some(device) => {
                if let Some(in_use) = self.devices.get_mut(&device) {
                    in_use.connections.retain(|other| *other != id);
                }
                self.forget_device_if_idle(device);
            }
        }
        for team in connection.teams.keys() {
            self.drop_user(*team, id);
        }
    }

    /// Forgets a device without connections once its bucket is full: coming back must not refill it.
    pub(super) fn forget_device_if_idle(&mut self, device: crate::DeviceId) {
        let Some(in_use) = self.devices.get(&device) else { return };
        if !in_use.connections.is_empty() {
            return;
        }
        let full_ms = in_use.bucket.full_at();
        if full_ms <= self.now_ms {
            self.devices.remove(&device);
        } else {
            self.agenda.add(full_ms, Due::Bucket(device));
        }
    }
}

fn as_u32(limit: usize) -> u32 {
    u32::try_from(limit).unwrap_or(u32::MAX)
}

//! Where a program runs: here, or in a network namespace of its own, which is another computer as far as it can tell.

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::process::{Command, Output};

/// Where programs run, and by which address they are reached there.
#[derive(Debug, Clone)]
pub struct Place {
    namespace: Option<String>,
    address: IpAddr,
}

/// A network namespace, gone when dropped with all that is plugged into it.
#[derive(Debug)]
pub(super) struct Namespace(String);

impl Place {
    /// This computer.
    pub fn here() -> Self {
        Self { namespace: None, address: Ipv4Addr::LOCALHOST.into() }
    }

    pub(super) fn address(&self) -> IpAddr {
        self.address
    }

    /// A command that will run there.
    pub(super) fn command(&self, program: &Path) -> Command {
        match &self.namespace {
            None => Command::new(program),
            Some(namespace) => {
                // It becomes the program, so that whoever ends the one ends the other.
                let mut command = Command::new("ip");
                command.args(["netns", "exec", namespace]).arg(program);
                command
            }
        }
    }
}

impl Namespace {
    /// A new namespace. What is missing for one is the error.
    pub(super) fn new(name: String) -> Result<Self, String> {
        // Whoever had this process's number before may have been killed.
        let _ = ip(&["netns", "del", &name]);
        ip(&["netns", "add", &name])?;
        Ok(Self(name))
    }

    /// Takes an interface of this computer, and gives it an address.
    pub(super) fn plug(&self, interface: &str, address: Ipv4Addr) -> Result<Place, String> {
        ip(&["link", "set", interface, "netns", &self.0])?;
        for interface in ["lo", interface] {
            ip(&["-n", &self.0, "link", "set", interface, "up"])?;
        }
        ip(&["-n", &self.0, "address", "add", &format!("{address}/24"), "dev", interface])?;
        Ok(Place { namespace: Some(self.0.clone()), address: address.into() })
    }
}

impl Drop for Namespace {
    fn drop(&mut self) {
        // What is left over is told by the next test that needs this name.
        let _ = ip(&["netns", "del", &self.0]);
    }
}

fn ip(words: &[&str]) -> Result<(), String> {
    let Output { status, stderr, .. } = Command::new("ip")
        .args(words)
        .output()
        .map_err(|why| format!("`ip` of iproute2 is missing: {why}"))?;
    if status.success() {
        return Ok(());
    }
    let why = String::from_utf8_lossy(&stderr);
    Err(format!("`ip {}` needs root and network namespaces: {}", words.join(" "), why.trim()))
}

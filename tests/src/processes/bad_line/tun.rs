//! A tun interface: what the kernel sends through it can be read here, what is written here comes in through it.
#![expect(unsafe_code, reason = "the one system call that has no safe form")]

use std::fs::File;
use std::os::fd::AsRawFd;

const PATH: &str = "/dev/net/tun";

/// What the kernel takes: an interface's name, what it should be, and room that is not used.
#[repr(C)]
struct Request {
    name: [u8; libc::IFNAMSIZ],
    flags: libc::c_short,
    unused: [u8; 22],
}

/// A new interface, which is there as long as this file is open. Packets come as they are, with nothing before them.
pub(super) fn open(name: &str) -> Result<File, String> {
    let missing = |why: std::io::Error| format!("no interface can be made with {PATH}: {why}");
    let file = File::options().read(true).write(true).open(PATH).map_err(missing)?;
    let mut request = Request { name: [0; libc::IFNAMSIZ], flags: 0, unused: [0; 22] };
    let flags = libc::IFF_TUN | libc::IFF_NO_PI;
    request.flags = libc::c_short::try_from(flags).map_err(|_| "no such flags".to_owned())?;
    let length = name.len().min(libc::IFNAMSIZ - 1);
    request.name[..length].copy_from_slice(&name.as_bytes()[..length]);
    // SAFETY: the file is open, and the request is as long and laid out as the kernel's `ifreq`, which it only reads
    // and writes the name of.
    let made = unsafe { libc::ioctl(file.as_raw_fd(), libc::TUNSETIFF, &raw mut request) };
    if made < 0 { Err(missing(std::io::Error::last_os_error())) } else { Ok(file) }
}

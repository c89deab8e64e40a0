//! Real `carryover-device` processes and a real relay process, as a script would use them.
//!
//! Where to start: [`together`] is the main job, offline and then together; [`killed`] pulls the relay's plug a
//! hundred times, and its disk once; [`power`] kills everyone at work at once; [`restored`] sets the relay back to an
//! earlier day; [`carried`] hands over in files; [`golden`] opens what an earlier version wrote; [`unread`] looks for words
//! where none may be; [`alone`] is what never needs anyone; [`governed`] is who is in
//! the team and who reads what; [`joined`] is invites by their codes; [`counting`] is programs and their data; [`helps`] is what helps; [`exported`] is what leaves for other programs and comes in; [`schooling`] is minutes owed; [`photos`] is
//! photos of entries; `far` has a bad line between everyone and the relay.

mod alone;
mod carried;
mod counting;
mod exported;
#[cfg(target_os = "linux")]
mod far;
mod golden;
mod governed;
mod helps;
mod joined;
mod killed;
mod locked;
mod people;
mod photos;
mod power;
mod private;
mod restored;
mod schooling;
mod together;
mod unread;
mod year;

//! `/metrics`: the relay's numbers in the text that Prometheus reads. They name no team, no device and no address.

use std::fmt::Write as _;

use shared::sync::relay::Counts;

/// The page.
pub(crate) fn page(counts: &Counts) -> String {
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let lines = [
        ("connections", "gauge", number(counts.connections)),
        ("connections_unproven", "gauge", number(counts.unproven)),
        ("devices_connected", "gauge", number(counts.devices)),
        ("teams_in_memory", "gauge", number(counts.teams)),
        ("bytes_being_stored", "gauge", number(counts.unsaved_bytes)),
        ("photo_parts_stored_total", "counter", counts.parts_stored),
        ("photo_parts_refused_total", "counter", counts.refused.parts),
        ("connections_refused_total", "counter", counts.refused.connections),
        ("teams_refused_total", "counter", counts.refused.teams),
        ("envelopes_refused_total", "counter", counts.refused.envelopes),
    ];
    let mut page = String::new();
    for (name, kind, value) in lines {
        // Writing into a string cannot fail.
        let _ = writeln!(page, "# TYPE carryover_{name} {kind}\ncarryover_{name} {value}");
    }
    page
}

//! Two questions about anything that is done with a child: through which sense, and whether an adult stays beside.

use shared::record::Channel;

use crate::desk::text;
use crate::dom::El;
use crate::kit::{Optional, check};

/// Through which sense.
pub(super) fn channel_field(
    chosen: impl Fn() -> Option<Channel> + 'static,
    pick: impl Fn(Option<Channel>) + 'static,
) -> El {
    let words = &text().plan;
    let question = Optional {
        name: "channel",
        legend: words.channel,
        none: words.no_channel,
        words: Channel::ALL,
        code: Channel::code,
    };
    question.ask(chosen, pick)
}

/// Whether an adult stays beside.
pub(super) fn supervise_field(is_on: impl Fn() -> bool + 'static, set: impl Fn(bool) + 'static) -> El {
    check(text().plan.supervise, "supervise", is_on, set)
}

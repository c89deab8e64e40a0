//! A button: a label, maybe an icon, one thing to do.

use std::borrow::Cow;

use leptos::prelude::*;

use super::icon::{Icon, icon};

/// How much a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The one next step.
    Primary,
    /// Another way.
    Quiet,
    /// Text alone.
    Plain,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Quiet => "button quiet",
            Self::Plain => "button plain",
        }
    }
}

/// A button.
#[component]
pub(crate) fn Button(
    /// What it says.
    #[prop(into)]
    label: Cow<'static, str>,
    /// How much it asks for.
    kind: Kind,
    /// Drawn before the label.
    #[prop(optional)]
    sign: Option<Icon>,
    /// The hook for browser tests.
    test: &'static str,
    /// What a screen reader hears, where the label alone says too little.
    #[prop(optional, into)]
    spoken: Option<String>,
    /// What it does.
    #[prop(into)]
    press: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class=kind.class() data-test=test aria-label=spoken on:click=move |_| press.run(())>
            {sign.map(icon)}
            <span>{label}</span>
        </button>
    }
}

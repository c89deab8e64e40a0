//! An invite: paste the link or scan the code.

use carryover_core::Intent;
use leptos::prelude::*;

use super::scan::Scan;
use crate::desk::{desk, text};
use crate::kit::{Button, Field, Icon, Input, Kind, Sheet, focus};

/// Whether the camera is looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Camera {
    Off,
    On,
    Refused,
}

/// The form.
#[component]
pub(crate) fn InvitedForm() -> impl IntoView {
    let words = &text().first;
    let link = RwSignal::new(String::new());
    let camera = RwSignal::new(Camera::Off);
    let open = Callback::new(|link: String| {
        let link = link.trim().to_owned();
        if link.is_empty() {
            return focus::first("#invite");
        }
        desk().dispatch(Intent::OpenInvite { link });
    });
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); open.run(link.get_untracked()); }>
            <Field id="invite" label=words.paste help=words.paste_help input=Input::Link value=link
                typed=move |typed| link.set(typed) test="paste-link"/>
            <div class="acts">
                <Button label=words.look kind=Kind::Primary sign=Icon::Next test="open-invite-link" press=move || open.run(link.get_untracked())/>
                <Button label=words.scan kind=Kind::Quiet sign=Icon::Camera test="scan" press=move || camera.set(Camera::On)/>
            </div>
        </form>
        {move || match camera.get() {
            Camera::Off => ().into_any(),
            Camera::Refused => view! { <p class="help" role="status">{words.no_camera}</p> }.into_any(),
            Camera::On => view! { <Scan found=open refused=move || camera.set(Camera::Refused)/> }.into_any(),
        }}
    }
}

/// The form for another team.
#[component]
pub(crate) fn InvitedSheet() -> impl IntoView {
    view! { <Sheet title=text().first.invited test="invited-sheet"><InvitedForm/></Sheet> }
}

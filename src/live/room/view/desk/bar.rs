//! The head of the console: how it stands with the plan, who is here, who leads, how one comes in.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::press::{Look, press};
use super::{At, words};
use crate::kit::Error;
use crate::live::room::api::host::Lead;
use crate::live::room::model::wire::Phase;
use crate::live::room::view::Connected;
use crate::live::room::view::wire::{Connection, use_connection, use_now};
use crate::t;
use crate::ui::{Icon, sentence};

/// The head.
#[component]
pub fn Bar(title: String, address: String, qr: String) -> impl IntoView {
    let at = At::here();
    let now = use_now();
    let drift = Memo::new(move |_| {
        let now = now.get();
        at.desk.with(|desk| (desk.stage.phase != Phase::Waiting).then(|| words::behind(desk, now)))
    });
    let calls = at.part(|desk| desk.calls.len());
    let code = at.part(|desk| desk.code.clone());
    view! {
        <header class="console-bar">
            <h1 dir="auto">{title}</h1>
            <p class="drift">
                {move || drift.get().map(|minutes| view! { <span class="tag">{words::drift(minutes)}</span> })}
                <span role="status">
                    {move || (calls.get() > 0).then(|| view! {
                        <a class="tag" data-tone="lamp" href="#calls" rel="external">
                            <Icon name="hand"/>{t!(desk_view.calls_n, n = calls.get())}
                        </a>
                    })}
                </span>
                <Connected/>
            </p>
            <Presence/>
            <Leader/>
            <details class="console-code">
                <summary class="btn" data-kind="quiet" data-size="small">
                    {t!(desk_view.code)}" "<b>{move || code.get()}</b>
                </summary>
                <div class="sheet">
                    <p class="note">{t!(desk_view.code_words)}</p>
                    <p class="code-large">{move || code.get()}</p>
                    <div class="qr" inner_html=qr></div>
                    <p class="note address">{address}</p>
                </div>
            </details>
            <a class="btn" data-kind="quiet" data-size="small" href=format!("/host/{}", at.id()) rel="external">{t!(desk_view.leave)}</a>
        </header>
    }
}

/// How many are where. Nobody is named by it.
#[component]
fn Presence() -> impl IntoView {
    let presence = At::here().part(|desk| desk.stage.presence);
    view! {
        <dl class="presence">
            <div><dt>{t!(desk_view.registered)}</dt><dd>{move || presence.get().registered}</dd></div>
            <div><dt>{t!(desk_view.checked_in)}</dt><dd>{move || presence.get().checked_in}</dd></div>
            <div><dt>{t!(desk_view.here)}</dt><dd>{move || presence.get().here}</dd></div>
            <div><dt>{t!(desk_view.resting)}</dt><dd>{move || presence.get().resting}</dd></div>
        </dl>
    }
}

/// Who leads, and taking over in one press.
#[component]
fn Leader() -> impl IntoView {
    let at = At::here();
    let leader = at.part(|desk| (desk.leader.clone(), desk.leader_here));
    let words = move || match leader.get() {
        (None, _) => t!(desk_view.leader_none).to_owned(),
        (Some(name), true) => t!(desk_view.leader, name = name),
        (Some(name), false) => t!(desk_view.leader_away, name = name),
    };
    view! {
        <div class="leader" data-state=move || leader.with(|(_, here)| (!here).then_some("away"))>
            <span role="status">{words}</span>
            {press(Lead::url(), vec![at.workshop()], Look::SMALL, t!(desk_view.take_over))}
        </div>
    }
}

/// Why something was not done, and what the last act was.
#[component]
pub fn Told(id: String, refused: RwSignal<Option<Error>>) -> impl IntoView {
    let connection = use_connection();
    let last = At::here().part(|desk| desk.last_act.clone());
    let told = move || {
        refused.get().map(|error| {
            view! {
                <p class="flash" data-tone="care">
                    <Icon name="info"/>
                    <span>{sentence(&error)}</span>
                    <button class="btn only-live" type="button" data-kind="text" data-size="small" on:click=move |_| refused.set(None)>
                        {t!(desk_view.put_away)}
                    </button>
                </p>
            }
        })
    };
    let again = format!("/live/{id}/host");
    let gone = move || {
        let href = format!("/live/{id}/host");
        (connection.get() == Connection::Gone).then(|| {
            view! {
                <p class="flash" data-tone="care">
                    <Icon name="info"/>
                    <span>{t!(desk_view.gone)}</span>
                    <a href=href rel="external">{t!(desk_view.look_again)}</a>
                </p>
            }
        })
    };
    let last = move || {
        last.get().map(|(deed, name)| match name.is_empty() {
            true => t!(desk_view.last_itself, deed = deed),
            false => t!(desk_view.last, name = name, deed = deed),
        })
    };
    view! {
        <div class="console-told">
            <div role="alert">{told}</div>
            {gone}
            <p class="note">
                <span role="status">{last}</span>
                // Where nothing follows the room by itself.
                <a class="only-still" href=again rel="external">{t!(desk_view.look_again)}</a>
            </p>
        </div>
    }
}

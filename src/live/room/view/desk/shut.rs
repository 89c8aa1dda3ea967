use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::live::room::api::host::Open;
use crate::live::room::model::Console;
use crate::t;
use crate::ui::{Back, carried, sentence};

/// The room before it is open, and after it was closed.
#[component]
pub fn Shut(console: Console) -> impl IntoView {
    let Console { id, title, planned, closed, .. } = console;
    let refused = carried().and_then(|carried| carried.error);
    let words = match (closed, planned) {
        (true, _) => t!(desk_view.shut_closed),
        (false, true) => t!(desk_view.shut_ready),
        (false, false) => t!(desk_view.shut_unplanned),
    };
    view! {
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href=format!("/host/{id}") words=title/>
                <h1>{t!(desk_view.title)}</h1>
                <p class="lead">{words}</p>
                {refused.map(|error| view! { <p class="flash" role="alert">{sentence(&error)}</p> })}
            </header>
            <div class="line">
                {(!closed && planned).then(|| view! {
                    <form method="post" action=Open::url()>
                        <input type="hidden" name="form[workshop]" value=id.to_string()/>
                        <button class="btn" type="submit">{t!(desk_view.open)}</button>
                    </form>
                })}
                {(!closed).then(|| {
                    let kind = planned.then_some("quiet");
                    view! { <a class="btn" data-kind=kind href=format!("/host/{id}/run") rel="external">{t!(desk_view.to_sheet)}</a> }
                })}
                {closed.then(|| view! {
                    <a class="btn" href=format!("/live/{id}/report") rel="external">{t!(desk_view.to_report)}</a>
                })}
            </div>
        </div>
    }
}

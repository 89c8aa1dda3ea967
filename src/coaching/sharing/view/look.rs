use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::coaching::sharing::api;
use crate::coaching::sharing::model::{LookPage, PieceShown};
use crate::kit::id::EntryId;
use crate::t;
use crate::ui::{Art, Back, Empty, Load, PageTitle};

/// What the check finds in one's own entry; only its author sees this.
#[component]
pub fn LookAtEntry() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let id = params.get_str("id").unwrap_or_default().parse::<EntryId>();
    let page = Resource::new(move || id.clone(), |id| async move { api::found(id?).await });
    view! {
        <PageTitle text=t!(desk.look_title)/>
        <div class="room" data-shape="one">
            <Load what=page let:page>
                <Findings page/>
            </Load>
        </div>
    }
}

#[component]
fn Findings(page: LookPage) -> impl IntoView {
    let LookPage { entry, title, pieces, last_look } = page;
    let back = format!("/journal/{entry}");
    view! {
        <header class="page-head">
            <Back href=back.clone() words=title/>
            <h1>{t!(desk.look_title)}</h1>
            <p class="lead">{t!(desk.look_lead)}</p>
        </header>
        {pieces.is_empty().then(|| view! {
            <Empty art=Art::Read title=t!(desk.look_none) sentence=last_look.clone()/>
        })}
        {pieces.clone().into_iter().map(|piece| view! { <Text piece/> }).collect_view()}
        {(!pieces.is_empty()).then(|| view! { <p class="note">{last_look}</p> })}
        <p><a class="btn" data-kind="quiet" href=back>{t!(desk.look_back)}</a></p>
    }
}

#[component]
fn Text(piece: PieceShown) -> impl IntoView {
    let rows = piece
        .found
        .into_iter()
        .map(|one| {
            view! {
                <li class="find">
                    <p>
                        <strong class="find-words">{one.text}</strong>
                        <span class="tag">{one.level_words}</span>
                        <span class="note">{one.kind}</span>
                    </p>
                    <p class="note">{one.why}" "{one.suggestion}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="part">
            <h2>{piece.label}</h2>
            <ul class="finds" role="list">{rows}</ul>
        </section>
    }
}

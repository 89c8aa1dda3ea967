use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::api::{self, ChangeLink, Give};
use super::{GiftLinkId, GivePage};
use crate::t;
use crate::ui::{Confirm, Flash, Form, Hidden, Load, PageTitle};
use crate::worksheets::sheets::view::GiftFields;

/// The author's own link: made, handed on, closed.
#[component]
pub fn LinkBox(
    /// The whole address, when there is one.
    link: Option<String>,
) -> impl IntoView {
    let change = ServerAction::<ChangeLink>::new();
    let body = match link {
        Some(link) => view! {
            <label class="field">
                <span>{t!(sheets.gift_link_label)}</span>
                <input class="input" type="text" readonly=true value=link/>
            </label>
            <p class="note">{t!(sheets.gift_link_hint)}</p>
            <Confirm words=t!(sheets.gift_link_close) title=t!(sheets.gift_link_ask) loss=t!(sheets.gift_link_loss) small=true>
                <Form action=change key="close" reload=true class="inline-form">
                    <Hidden name="act" value="close".to_owned()/>
                    <button class="btn" data-kind="leave" type="submit">{t!(sheets.gift_link_close)}</button>
                </Form>
            </Confirm>
        }
        .into_any(),
        None => view! {
            <Form action=change key="make" reload=true class="inline-form">
                <Hidden name="act" value="make".to_owned()/>
                <button class="btn" data-kind="quiet" type="submit">{t!(sheets.gift_link_make)}</button>
            </Form>
        }
        .into_any(),
    };
    view! {
        <section class="part" aria-labelledby="gift-link">
            <h2 id="gift-link">{t!(sheets.gift_link_title)}</h2>
            <p>{t!(sheets.gift_link_words)}</p>
            <div class="stack" data-gap="small">{body}</div>
        </section>
    }
}

/// The page behind a link: one strength that one has seen in its author, and one line about it.
#[component]
pub fn GiveStrength() -> impl IntoView {
    let id = use_params_map().get_untracked().get_str("id").unwrap_or_default().parse::<GiftLinkId>();
    let page = Resource::new(move || id.clone(), |id| async move { api::open_giving(id?).await });
    view! {
        <PageTitle text=t!(sheets.gift_open)/>
        <div class="room" data-shape="one"><Load what=page let:page><Giving page/></Load></div>
    }
}

fn flash(done: &str) -> Option<&'static str> {
    (done == "gift").then(|| t!(sheets.done_gift))
}

#[component]
fn Giving(page: GivePage) -> impl IntoView {
    let give = ServerAction::<Give>::new();
    let GivePage { id, name, own } = page;
    let body = match own {
        true => view! {
            <div class="stack">
                <p>{t!(sheets.gift_own)}</p>
                <p><a class="btn" data-kind="quiet" href="/worksheets/w5">{t!(sheets.gift_link_title)}</a></p>
            </div>
        }
        .into_any(),
        false => view! {
            <Form action=give reload=true>
                <Hidden name="link" value=id.to_string()/>
                <GiftFields/>
            </Form>
        }
        .into_any(),
    };
    view! {
        <header class="page-head">
            <h1>{t!(sheets.gift_page_title, name = name)}</h1>
            <p class="lead">{t!(sheets.gift_words)}</p>
            <Flash words=flash/>
        </header>
        {body}
    }
}

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::seen::Seen;
use super::words::{choices, w};
use crate::coaching::reviews::view::Watched;
use crate::kit::Role;
use crate::kit::id::WorksheetShareId;
use crate::t;
use crate::ui::{Back, Flash, Form, Hidden, Load, Only, PageTitle, Select, TextField, came_back};
use crate::worksheets::definition::Family;
use crate::worksheets::sheets::api::{OfferGift, open_shared_sheet};
use crate::worksheets::sheets::known;

/// A sheet that a member showed. Opening it is noted in the member's 閲覧履歴.
#[component]
pub fn CoachSheet() -> impl IntoView {
    view! { <Only role=Role::Coach><Shown/></Only> }
}

fn flash(done: &str) -> Option<&'static str> {
    (done == "gift").then(|| t!(sheets.done_gift))
}

#[component]
fn Shown() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get_str("id").unwrap_or_default().parse::<WorksheetShareId>()));
    let copy = Resource::new(move || id.get(), |id| async move { open_shared_sheet(id?).await });
    let share = move || params.with_untracked(|params| params.get("id").unwrap_or_default());
    view! {
        <PageTitle text=t!(sheets.coach_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/coach" words=t!(common.nav_coach)/>
                <h1>{t!(sheets.coach_title)}</h1>
                <Flash words=flash/>
            </header>
            <Load what=copy part=true let:copy>
                <div class="stack" data-gap="large">
                    {(copy.worksheet == "W5").then(|| view! { <Offer share=share()/> })}
                    <Watched still=format!("/coach/sheets/{}/still", share())><Seen copy/></Watched>
                </div>
            </Load>
        </div>
    }
}

/// One strength that the coach has seen, and one line about it.
#[component]
fn Offer(share: String) -> impl IntoView {
    let offer = ServerAction::<OfferGift>::new();
    view! {
        <details class="fold" open={came_back::<OfferGift>(None)}>
            <summary>{t!(sheets.gift_open)}</summary>
            <Form action=offer reload=true>
                <p class="note">{t!(sheets.gift_words)}</p>
                <Hidden name="share" value=share.clone()/>
                <GiftFields/>
            </Form>
        </details>
    }
}

/// The fields of a gift, and the button that sends it.
#[component]
pub fn GiftFields() -> impl IntoView {
    let Some(Family::Strengths(strengths)) = known("W5").map(|one| &one.family) else { return ().into_any() };
    let mut options = vec![(String::new(), t!(sheets.gift_choose).to_owned())];
    options.extend(strengths.families.iter().flat_map(|kin| choices(&kin.strengths)));
    view! {
        <Select name="strength" label=t!(sheets.gift_strength) options required=true/>
        <TextField name="line" label=w(&strengths.gift.line) hint=t!(sheets.letters_most, most = 120) required=true/>
        <p class="line"><button class="btn" data-kind="quiet" type="submit">{t!(sheets.gift_send)}</button></p>
    }
    .into_any()
}

use leptos::prelude::*;

use crate::selfchecks::showing::api::TakeBack;
use crate::selfchecks::showing::model::ShownTo;
use crate::t;
use crate::ui::{Confirm, Form, Hidden};

/// Who can see a result besides its author, and the way to show it to a coach. Nobody can, unless one did that here.
#[component]
pub fn ShownToCoaches(
    /// The result.
    id: String,
    /// Who can see it now.
    shown: Vec<ShownTo>,
) -> impl IntoView {
    let none = shown.is_empty();
    let lines = shown.into_iter().map(|one| view! { <Line one/> }).collect_view();
    view! {
        <section class="part" id="shown" data-print="no" aria-labelledby="shown-title">
            <h2 id="shown-title">{t!(selfchecks.show_title)}</h2>
            <p>{if none { t!(selfchecks.show_nobody) } else { t!(selfchecks.show_note) }}</p>
            {lines}
            <p class="line">
                <a class="btn" data-kind="quiet" data-size="small" href=format!("/checks/results/{id}/share")>{t!(selfchecks.show_open)}</a>
            </p>
        </section>
    }
}

#[component]
fn Line(one: ShownTo) -> impl IntoView {
    let back = ServerAction::<TakeBack>::new();
    let ShownTo { id, coach, day, datetime } = one;
    let id = id.to_string();
    let loss = t!(selfchecks.unshow_loss, coach = coach.clone());
    view! {
        <div class="stack" data-gap="small">
            <p>{t!(worksheets.shared_with, name = coach)} " " <time class="note" datetime=datetime>{day}</time></p>
            <Confirm words=t!(selfchecks.unshow_words) title=t!(selfchecks.unshow_ask) loss=loss small=true>
                <Form action=back key=id.clone() reload=true class="line">
                    <Hidden name="id" value=id/>
                    <button class="btn" data-kind="leave" type="submit">{t!(selfchecks.unshow_do)}</button>
                </Form>
            </Confirm>
        </div>
    }
}

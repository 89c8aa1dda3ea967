use leptos::prelude::*;

use super::Time;
use crate::journal::api::Withdraw;
use crate::journal::model::{EntryPage, SharedLine};
use crate::t;
use crate::ui::{Form, Hidden};

/// Beside an entry: who has a copy of it, and the way to send one.
#[component]
pub fn Sharing(page: EntryPage, traces: RwSignal<Option<i64>>) -> impl IntoView {
    let EntryPage { id, head, shares, has_coach, .. } = page;
    let look = id.clone();
    let found = move || traces.get().filter(|n| *n > 0);
    view! {
        <section class="sheet" aria-labelledby="sharing">
            <h2 id="sharing">{t!(journal.share_title)}</h2>
            {shares.is_empty().then(|| view! { <p class="note">{t!(journal.share_nobody)}</p> })}
            <Copies shares/>
            {match (has_coach, head > 0) {
                (false, _) => view! {
                    <p class="note">
                        {t!(journal.share_no_coach)}
                        " "
                        <a href="/programmes" rel="external">{t!(journal.share_programmes)}</a>
                    </p>
                }
                .into_any(),
                (true, false) => view! { <p class="note">{t!(journal.share_write_first)}</p> }.into_any(),
                (true, true) => view! {
                    <p class="note">{t!(journal.share_copy_only)}</p>
                    <a class="btn" data-kind="quiet" data-wide="" rel="external" href=format!("/journal/{id}/share")>
                        {t!(journal.share_choose)}
                    </a>
                }
                .into_any(),
            }}
            <p class="note" hidden=move || found().is_none()>
                {move || found().map(|n| t!(desk.traces, n = n))}
            </p>
            {(head > 0).then(|| view! {
                <p class="note">
                    <a href=format!("/journal/{look}/look") rel="external">{t!(desk.look_link)}</a>
                </p>
            })}
            <p class="note"><a href="/me/readers">{t!(journal.share_readers)}</a></p>
            <p class="note"><a href="/me/consents" rel="external">{t!(desk.consents_link)}</a></p>
        </section>
    }
}

/// The copies that coaches have now, each with the way to take it back.
#[component]
pub fn Copies(shares: Vec<SharedLine>) -> impl IntoView {
    let withdraw = ServerAction::<Withdraw>::new();
    shares
        .into_iter()
        .map(|share| {
            view! {
                <div class="stack" data-gap="small">
                    <p>
                        {t!(journal.copy_to, coach = share.coach.clone())}
                        " "
                        <span class="note"><Time at=share.at/>{t!(journal.dot)}{share.state}</span>
                        {share.until.map(|until| view! { <span class="note">{t!(journal.dot)}{until}</span> })}
                    </p>
                    <details class="fold">
                        <summary>{t!(journal.withdraw)}</summary>
                        <div class="stack" data-gap="small">
                            <p class="note">{t!(journal.withdraw_words, coach = share.coach)}</p>
                            <Form action=withdraw reload=true>
                                <Hidden name="share" value=Signal::stored(share.id.to_string())/>
                                <button class="btn" data-kind="leave" data-size="small" type="submit">
                                    {t!(journal.withdraw_do)}
                                </button>
                            </Form>
                        </div>
                    </details>
                </div>
            }
        })
        .collect_view()
}

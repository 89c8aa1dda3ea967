use leptos::prelude::*;

use crate::t;
use crate::ui::{Back, Button, Confirm, Flash, Form, Hidden, Load, PageTitle};
use crate::workshops::api::calendar::{self, RenewCalendar};
use crate::workshops::model::MyCalendar;

/// One's own calendar: the address to subscribe to, and how.
#[component]
pub fn MyCalendarPage() -> impl IntoView {
    let renew = ServerAction::<RenewCalendar>::new();
    let mine = Resource::new(move || renew.version().get(), |_| calendar::address());
    view! {
        <PageTitle text=t!(calendar.title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/me" words=t!(common.nav_me)/>
                <h1>{t!(calendar.title)}</h1>
                <p class="lead">{t!(calendar.lead)}</p>
                <Flash words=|done| (done == "address").then(|| t!(calendar.done_address))/>
            </header>
            <Load what=mine let:mine>
                <Address mine=mine renew=renew/>
            </Load>
        </div>
    }
}

#[component]
fn Address(mine: MyCalendar, renew: ServerAction<RenewCalendar>) -> impl IntoView {
    let MyCalendar { address, webcal, generation } = mine;
    let again = move |kind: &'static str, words: &'static str| {
        view! {
            <Form action=renew>
                <Hidden name="generation" value=generation.to_string()/>
                <Button kind=kind>{words}</Button>
            </Form>
        }
    };
    match address {
        None => view! {
            <div class="sheet">
                <p>{t!(calendar.none_yet)}</p>
                {again("", t!(calendar.make))}
            </div>
        }
        .into_any(),
        Some(address) => view! {
            <div class="stack" data-gap="large">
                <section class="sheet" aria-labelledby="address">
                    <h2 id="address">{t!(calendar.address)}</h2>
                    <p class="secret-address"><code>{address}</code></p>
                    <p class="note">{t!(calendar.keep_secret)}</p>
                    <p><a class="btn" href=webcal rel="external">{t!(calendar.subscribe)}</a></p>
                </section>
                <section class="part" aria-labelledby="how">
                    <h2 id="how">{t!(calendar.how)}</h2>
                    <ul class="stack" role="list">
                        <li><b>"Google"</b><p>{t!(calendar.how_google)}</p></li>
                        <li><b>"Apple"</b><p>{t!(calendar.how_apple)}</p></li>
                        <li><b>"Outlook"</b><p>{t!(calendar.how_outlook)}</p></li>
                    </ul>
                    <p class="note">{t!(calendar.how_late)}</p>
                </section>
                <section class="part" aria-labelledby="again">
                    <h2 id="again">{t!(calendar.again)}</h2>
                    <p>{t!(calendar.again_words)}</p>
                    <Confirm words=t!(calendar.again_open) title=t!(calendar.again_question) loss=t!(calendar.again_loss) kind="quiet">
                        {again("leave", t!(calendar.again_verb))}
                    </Confirm>
                </section>
            </div>
        }
        .into_any(),
    }
}

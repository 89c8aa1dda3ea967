use leptos::prelude::*;

use crate::t;
use crate::ui::{Button, Confirm, Form, Hidden, Load};
use crate::workshops::api::place::{self, Decide};
use crate::workshops::model::place::Asker;

/// Those whom the host has to answer, with the two answers.
#[component]
pub fn Askers(id: String) -> impl IntoView {
    let at = id.clone();
    let askers = Resource::new(move || at.clone(), |id| async move { place::askers(id.parse()?).await });
    view! {
        <Load what=askers let:askers>
            {
                let id = id.clone();
                (!askers.is_empty()).then(move || view! {
                    <section class="part" aria-labelledby="askers">
                        <h2 id="askers">{t!(seats.decide_title)}</h2>
                        <p class="note">{t!(seats.decide_words)}</p>
                        <ul class="rows" role="list">
                            {askers.into_iter().map(|asker| view! { <Row id=id.clone() asker=asker/> }).collect_view()}
                        </ul>
                    </section>
                })
            }
        </Load>
    }
}

#[component]
fn Row(id: String, asker: Asker) -> impl IntoView {
    let Asker { id: registration, name, profession } = asker;
    let loss = t!(seats.refuse_loss, name = name.as_str());
    let (refused, refused_id) = (registration.to_string(), id.clone());
    let (yes, no) = (ServerAction::<Decide>::new(), ServerAction::<Decide>::new());
    view! {
        <li class="row">
            <span class="row-body">
                <span class="row-title" dir="auto">{t!(workshops.san, name = name)}</span>
                <span class="row-note">{profession}</span>
            </span>
            <span class="row-end answers">
                <Form action=yes reload=true key=format!("{registration}-yes")>
                    <Hidden name="workshop" value=id/>
                    <Hidden name="registration" value=registration.to_string()/>
                    <Hidden name="verdict" value="approve"/>
                    <Button small=true>{t!(seats.approve_verb)}</Button>
                </Form>
                <Confirm words=t!(seats.refuse_open) title=t!(seats.refuse_question) loss=loss kind="text" small=true>
                    <Form action=no reload=true key=format!("{refused}-no")>
                        <Hidden name="workshop" value=refused_id/>
                        <Hidden name="registration" value=refused.clone()/>
                        <Hidden name="verdict" value="refuse"/>
                        <Button kind="leave">{t!(seats.refuse_verb)}</Button>
                    </Form>
                </Confirm>
            </span>
        </li>
    }
}

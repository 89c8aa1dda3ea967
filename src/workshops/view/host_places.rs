use leptos::prelude::*;

use super::id_here;
use crate::t;
use crate::ui::{Art, Back, Button, Confirm, Empty, Form, Hidden, Load, PageTitle};
use crate::workshops::api::place::{self, Decide};
use crate::workshops::model::place::{Asker, Need};

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

/// What people told the hosts alone.
#[component]
pub fn HostNeeds() -> impl IntoView {
    let id = id_here();
    let needs = Resource::new(move || id.get(), |id| async move { place::read_needs(id.parse()?).await });
    view! {
        <PageTitle text=t!(seats.needs_title)/>
        <Load what=needs let:needs>
            <div class="room" data-shape="one">
                <header class="page-head">
                    <Back href=format!("/host/{}", id.get_untracked()) words=t!(workshops.desk_title)/>
                    <h1>{t!(seats.needs_title)}</h1>
                    <p class="lead">{t!(seats.needs_lead)}</p>
                </header>
                <Needs needs=needs/>
            </div>
        </Load>
    }
}

#[component]
fn Needs(needs: Vec<Need>) -> impl IntoView {
    if needs.is_empty() {
        return view! { <Empty art=Art::Seats title=t!(seats.needs_none_title) sentence=t!(seats.needs_none)/> }
            .into_any();
    }
    let sheets = needs.into_iter().map(|need| {
        view! {
            <article class="sheet">
                <h2 dir="auto">{t!(workshops.san, name = need.name)}</h2>
                <p class="as-written" dir="auto">{need.text}</p>
            </article>
        }
    });
    view! { <div class="stack">{sheets.collect_view()}</div> }.into_any()
}

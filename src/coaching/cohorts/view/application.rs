use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::{here, standing_words};
use crate::coaching::cohorts::api::organiser::{Decide, application};
use crate::coaching::cohorts::model::{Act, ApplicationId, ApplicationPage, Standing};
use crate::journal::view::{Lines, Time};
use crate::t;
use crate::ui::{Back, Button, Confirm, Form, Hidden, Icon, Load, PageTitle, carried, sentence};

/// An application, opened by an organiser or a coach of its cohort. Who applied sees that it was.
#[component]
pub fn ApplicationOpened() -> impl IntoView {
    let id = here();
    let shown = Resource::new(move || id.get(), |id| async move { application(id.parse()?).await });
    view! {
        <PageTitle text=t!(cohorts.application)/>
        <Load what=shown let:shown>
            <Shown page=shown/>
        </Load>
    }
}

#[component]
fn Shown(page: ApplicationPage) -> impl IntoView {
    let ApplicationPage { id, cohort, cohort_name, who, profession, at, standing, words, decides, places } = page;
    let back = if decides { format!("/admin/cohorts/{cohort}") } else { "/coaching/members".to_owned() };
    view! {
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href=back words=cohort_name/>
                <h1>{t!(cohorts.application_of, name = who.clone())}</h1>
                <p class="note">{profession}{t!(coaching.dot)}<Time at=at/>{t!(coaching.dot)}{standing_words(standing)}</p>
            </header>
            <p class="voice"><Lines text=words/></p>
            <p class="note">{t!(cohorts.application_note)}</p>
            {decides.then(|| view! { <Decision id who standing places/> })}
        </div>
    }
}

#[component]
fn Decision(id: ApplicationId, who: String, standing: Standing, places: (i64, Option<i64>)) -> impl IntoView {
    let (given, all) = places;
    let words = match all {
        Some(all) => t!(cohorts.places_given_of, given = given, all = all),
        None => t!(cohorts.places_given, given = given),
    };
    let buttons = Act::ALL
        .into_iter()
        .filter(|act| standing.may(*act) && standing != act.standing())
        .map(|act| view! { <Choice id=id.clone() who=who.clone() act/> })
        .collect_view();
    // The form that was refused is folded away again.
    let refused = carried().filter(|carried| carried.action == Decide::url()).and_then(|carried| carried.error);
    view! {
        <section class="sheet" aria-labelledby="decide">
            <h2 id="decide">{t!(cohorts.decide)}</h2>
            <p>{words}</p>
            {refused.map(|error| view! { <p class="flash" data-tone="care"><Icon name="info"/><span>{sentence(&error)}</span></p> })}
            <div class="line">{buttons}</div>
            <p class="note">{t!(cohorts.decide_note)}</p>
        </section>
    }
}

#[component]
fn Choice(id: ApplicationId, who: String, act: Act) -> impl IntoView {
    let decide = ServerAction::<Decide>::new();
    let (words, kind) = match act {
        Act::Accept => (t!(cohorts.act_accept), ""),
        Act::Wait => (t!(cohorts.act_wait), "quiet"),
        Act::Decline => (t!(cohorts.act_decline), "quiet"),
    };
    let loss = if act == Act::Accept { t!(cohorts.decide_joins) } else { t!(cohorts.decide_mails) };
    let title = t!(cohorts.decide_ask, name = who, act = words);
    view! {
        <Confirm words title loss kind=kind>
            <Form action=decide reload=true key=act.as_str() class="line">
                <Hidden name="application" value=id.to_string()/>
                <Hidden name="act" value=act.as_str().to_owned()/>
                <Button>{t!(cohorts.decide_do)}</Button>
            </Form>
        </Confirm>
    }
}

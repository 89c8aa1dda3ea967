use leptos::prelude::*;

use super::{here, standing_words};
use crate::coaching::cohorts::api::organiser::{Decide, application};
use crate::coaching::cohorts::model::{Act, ApplicationId, ApplicationPage, Standing};
use crate::journal::view::{Lines, Time};
use crate::t;
use crate::ui::{Back, Button, Form, Hidden, Load, PageTitle};

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
                <h1>{t!(cohorts.application_of, name = who)}</h1>
                <p class="note">{profession}{t!(coaching.dot)}<Time at=at/>{t!(coaching.dot)}{standing_words(standing)}</p>
            </header>
            <p class="voice"><Lines text=words/></p>
            <p class="note">{t!(cohorts.application_note)}</p>
            {decides.then(|| view! { <Decision id standing places/> })}
        </div>
    }
}

#[component]
fn Decision(id: ApplicationId, standing: Standing, places: (i64, Option<i64>)) -> impl IntoView {
    let (given, all) = places;
    let words = match all {
        Some(all) => t!(cohorts.places_given_of, given = given, all = all),
        None => t!(cohorts.places_given, given = given),
    };
    let buttons = Act::ALL
        .into_iter()
        .filter(|act| standing.may(*act) && standing != act.standing())
        .map(|act| view! { <Choice id=id.clone() act/> })
        .collect_view();
    view! {
        <section class="sheet" aria-labelledby="decide">
            <h2 id="decide">{t!(cohorts.decide)}</h2>
            <p>{words}</p>
            <div class="line">{buttons}</div>
            <p class="note">{t!(cohorts.decide_note)}</p>
        </section>
    }
}

#[component]
fn Choice(id: ApplicationId, act: Act) -> impl IntoView {
    let decide = ServerAction::<Decide>::new();
    let (words, kind) = match act {
        Act::Accept => (t!(cohorts.act_accept), ""),
        Act::Wait => (t!(cohorts.act_wait), "quiet"),
        Act::Decline => (t!(cohorts.act_decline), "quiet"),
    };
    view! {
        <Form action=decide reload=true key=act.as_str() class="line">
            <Hidden name="application" value=id.to_string()/>
            <Hidden name="act" value=act.as_str().to_owned()/>
            <Button kind=kind>{words}</Button>
        </Form>
    }
}

//! 申し込み: who sees it, when one registers, how seats are given.

use leptos::prelude::*;

use super::Ask;
use crate::kit::Moment;
use crate::server::failure::Result;
use crate::server::time;
use crate::t;
use crate::ui::{Button, Form, Hidden, Select, TextField};
use crate::workshops::api::planning::{PlanEntry, PlanStep};
use crate::workshops::model::Visibility;
use crate::workshops::store::plan;

/// The part.
pub async fn show(ask: &Ask<'_>) -> Result<AnyView> {
    let mut conn = ask.state.db.read().await?;
    let entry = plan::read(&mut conn, &ask.workshop.id).await?.entry;
    let mut cohorts = plan::cohorts(&mut conn).await?;
    cohorts.insert(0, (String::new(), t!(planning.no_cohort).to_owned()));
    let zone = ask.workshop.details.zone.clone();
    let local = move |at: Option<Moment>| at.map(|at| time::to_local_input(at, &zone)).unwrap_or_default();
    let hours = entry.cancel_until.map(|at| (ask.workshop.details.starts_at.seconds_since(at) / 3600).to_string());
    let draft = ask.workshop.life.published_at.is_none();
    let link = (entry.visibility == Visibility::Link).then(|| ask.state.config.link(&ask.workshop.page()));
    let visibilities = Visibility::ALL.iter().map(|one| (one.as_str().to_owned(), visibility_words(*one).to_owned()));
    let modes = [
        ("first", t!(planning.mode_first)),
        ("approval", t!(planning.mode_approval)),
        ("lottery", t!(planning.mode_lottery)),
    ];
    let modes = modes.into_iter().map(|(value, words)| (value.to_owned(), words.to_owned()));
    let (id, version) = (ask.workshop.id.to_string(), ask.workshop.version.to_string());
    let save = ServerAction::<PlanEntry>::new();
    let shown_id = id.clone();
    let form = view! {
        <section class="part" aria-labelledby="entry">
            <h2 id="entry">{t!(planning.tab_entry)}</h2>
            <Form action=save reload=true>
                <Hidden name="workshop" value=shown_id/>
                <Hidden name="version" value=version/>
                <Select name="visibility" label=t!(planning.visibility) options=visibilities.collect() value=entry.visibility.as_str() required=true/>
                {link.map(|link| view! { <p class="note">{t!(planning.link_is)} " " <code>{link}</code></p> })}
                <Select name="cohort" label=t!(planning.cohort) hint=t!(planning.cohort_hint) options=cohorts value=entry.cohort.unwrap_or_default() optional=true/>
                {draft.then(|| view! {
                    <TextField name="publish" kind="datetime-local" label=t!(planning.publish) hint=t!(planning.publish_hint) value=local(entry.publish_at) optional=true/>
                })}
                <div class="fields-row">
                    <TextField name="opens" kind="datetime-local" label=t!(planning.opens) value=local(entry.opens_at) optional=true/>
                    <TextField name="closes" kind="datetime-local" label=t!(planning.closes) hint=t!(planning.closes_hint) value=local(entry.closes_at) optional=true/>
                </div>
                <TextField name="cancel_hours" inputmode="numeric" label=t!(planning.cancel_hours) hint=t!(planning.cancel_hint) value=hours.unwrap_or_default() short=true optional=true/>
                <Select name="mode" label=t!(planning.mode) options=modes.collect() value=entry.mode required=true/>
                <TextField name="draw" kind="datetime-local" label=t!(planning.draw) hint=t!(planning.draw_hint) value=local(entry.draw_at) optional=true/>
                <TextField name="offer_hours" inputmode="numeric" label=t!(planning.offer_hours) hint=t!(planning.offer_hint) value=entry.offer_hours.to_string() short=true optional=true/>
                <TextField name="fee" label=t!(planning.fee) hint=t!(planning.fee_hint) value=entry.fee optional=true/>
                <Button>{t!(planning.save)}</Button>
            </Form>
        </section>
    };
    Ok(view! { {form} <Closing id=id closed=ask.workshop.life.closed_at.is_some() shown=ask.workshop.life.is_coming(ask.state.now())/> }.into_any())
}

/// Stops taking registrations before their time, and takes them again.
#[component]
fn Closing(id: String, closed: bool, shown: bool) -> impl IntoView {
    let step = ServerAction::<PlanStep>::new();
    let (words, verb, act) = match closed {
        true => (t!(planning.closed_words), t!(planning.reopen), "reopen"),
        false => (t!(planning.close_words), t!(planning.close), "close"),
    };
    shown.then(|| {
        view! {
            <section class="part" aria-labelledby="closing">
                <h2 id="closing">{t!(planning.closing)}</h2>
                <p>{words}</p>
                <Form action=step reload=true key="closing">
                    <Hidden name="workshop" value=id/>
                    <Hidden name="act" value=act.to_owned()/>
                    <Button kind="quiet">{verb}</Button>
                </Form>
            </section>
        }
    })
}

fn visibility_words(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => t!(planning.visible_public),
        Visibility::Members => t!(planning.visible_members),
        Visibility::Cohort => t!(planning.visible_cohort),
        Visibility::Link => t!(planning.visible_link),
    }
}

//! 席: rules by profession, in a table of fields, and the mix as it is now.

use leptos::prelude::*;

use super::Ask;
use super::people::Mix;
use crate::accounts::model::Profession;
use crate::kit::{Moment, locale};
use crate::server::failure::Result;
use crate::t;
use crate::ui::{Button, Form, FormState, Hidden, TextField};
use crate::workshops::api::planning::PlanSeats;
use crate::workshops::store::plan::SeatRule;
use crate::workshops::store::{people, plan};

/// The part.
pub async fn show(ask: &Ask<'_>) -> Result<AnyView> {
    let mut conn = ask.state.db.read().await?;
    let rules = plan::rules(&mut conn, &ask.workshop.id).await?;
    let mix = people::mix(&mut conn, &ask.workshop.id).await?;
    let starts = ask.workshop.details.starts_at;
    let (id, version) = (ask.workshop.id.to_string(), ask.workshop.version.to_string());
    let save = ServerAction::<PlanSeats>::new();
    let rows = Profession::ALL.map(|profession| {
        let rule = rules.iter().find(|rule| rule.profession == profession.as_str()).cloned();
        (profession, rule)
    });
    let hints = [
        (t!(planning.kept), t!(planning.kept_hint)),
        (t!(planning.most), t!(planning.most_hint)),
        (t!(planning.target), t!(planning.target_hint)),
        (t!(planning.release), t!(planning.release_hint)),
    ];
    let hints = hints.map(|(what, words)| view! { <dt>{what}</dt><dd>{words}</dd> });
    let form = view! {
        <section class="part" aria-labelledby="rules">
            <h2 id="rules">{t!(planning.rules_title)}</h2>
            <p>{t!(planning.rules_words)}</p>
            <dl class="facts">{hints}</dl>
            <Form action=save reload=true>
                <Hidden name="workshop" value=id/>
                <Hidden name="version" value=version/>
                <Rows rows=rows.to_vec() starts=starts/>
                <Button>{t!(planning.save)}</Button>
            </Form>
        </section>
    };
    Ok(view! { <Mix mix=mix rules=rules.clone() capacity=ask.workshop.details.capacity/> {form} }.into_any())
}

/// The fields that a profession has.
const GROUPS: [&str; 4] = ["kept", "most", "target", "release"];

/// Professions with a rule, or with something typed when the form came back, stand open; the others wait in one fold.
#[component]
fn Rows(rows: Vec<(Profession, Option<SeatRule>)>, starts: Moment) -> impl IntoView {
    let form = FormState::here();
    let filled = |profession: Profession| {
        GROUPS
            .iter()
            .any(|group| form.typed(&format!("{group}.{}", profession.as_str())).is_some_and(|typed| !typed.is_empty()))
    };
    let (used, others): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|(profession, rule)| rule.is_some() || filled(*profession));
    let none = used.is_empty();
    let show = |rows: Vec<(Profession, Option<SeatRule>)>| {
        rows.into_iter()
            .map(|(profession, rule)| view! { <OneRow profession=profession rule=rule starts=starts/> })
            .collect_view()
    };
    view! {
        {none.then(|| view! { <p class="note">{t!(planning.rules_none)}</p> })}
        {show(used)}
        {(!others.is_empty()).then(|| view! {
            <details class="fold">
                <summary><h3>{t!(planning.add_profession)}</h3></summary>
                <div class="stack">{show(others)}</div>
            </details>
        })}
    }
}

/// The four fields of one profession.
#[component]
fn OneRow(profession: Profession, rule: Option<SeatRule>, starts: Moment) -> impl IntoView {
    let name = profession.as_str();
    let (kept, most, target, hours) = match rule {
        Some(rule) => {
            let hours = rule.released_at.map(|at| starts.seconds_since(at) / 3600);
            (Some(rule.kept).filter(|kept| *kept > 0), rule.most, rule.target, hours)
        }
        None => (None, None, None, None),
    };
    let field = |group: &str, value: Option<i64>, label: &'static str| {
        let value = value.map(|n| n.to_string()).unwrap_or_default();
        view! { <TextField name=format!("{group}.{name}") label=label value=value inputmode="numeric" short=true/> }
    };
    view! {
        <fieldset class="field">
            <legend>{profession.label(locale::current())}</legend>
            <div class="fields-row" data-dense="">
                {field("kept", kept, t!(planning.kept))}
                {field("most", most, t!(planning.most))}
                {field("target", target, t!(planning.target))}
                {field("release", hours, t!(planning.release))}
            </div>
        </fieldset>
    }
}

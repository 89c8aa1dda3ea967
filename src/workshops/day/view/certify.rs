use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::t;
use crate::ui::{Button, Confirm, Form, FormState, Hidden, TextField, came_back};
use crate::workshops::day::api::host::{self, Certify, Revoke, Share};
use crate::workshops::day::model::{Candidate, Terms};

/// Certificates for all who may have one.
#[component]
pub fn CertifyAll(id: String, ready: usize) -> impl IntoView {
    let certify = ServerAction::<Certify>::new();
    match ready {
        0 => view! { <p class="note">{t!(day.certify_none)}</p> }.into_any(),
        n => view! {
            <Form action=certify key="all">
                <Hidden name="workshop" value=id/>
                <Button>{t!(day.certify_all, n = n)}</Button>
            </Form>
        }
        .into_any(),
    }
}

/// Those who came: how much of it they were there for, and their certificate.
#[component]
pub fn Rows(id: String, people: Vec<Candidate>, over: bool) -> impl IntoView {
    let rows = people.into_iter().map(|one| view! { <OneRow id=id.clone() one=one over=over/> }).collect_view();
    view! { <ul class="rows" role="list">{rows}</ul> }
}

#[component]
fn OneRow(id: String, one: Candidate, over: bool) -> impl IntoView {
    let Candidate { registration, name, attended, eligible, certificate } = one;
    let key = registration.to_string();
    let state = match (&certificate, eligible) {
        (Some(certificate), _) => t!(day.row_certified, day = certificate.issued_on.as_str()),
        (None, true) => t!(day.row_ready).to_owned(),
        (None, false) => t!(day.row_short).to_owned(),
    };
    let step = match certificate {
        Some(certificate) => view! { <TakeBack id=id.clone() code=certificate.code name=name.clone()/> }.into_any(),
        None => view! { <OneShare id=id.clone() key_=key.clone() attended=attended give=over && eligible/> }.into_any(),
    };
    view! {
        <li class="guest">
            <span class="row-body">
                <span class="row-title" dir="auto">{name}</span>
                <span class="row-note">{t!(day.row_share, n = attended)} "・" {state}</span>
            </span>
            {step}
        </li>
    }
}

/// Says how much of it one person was there for, or gives them their certificate.
#[component]
fn OneShare(id: String, key_: String, attended: i64, give: bool) -> impl IntoView {
    let share = ServerAction::<Share>::new();
    let certify = ServerAction::<Certify>::new();
    let (here, key) = (id.clone(), key_.clone());
    let opened = came_back::<Share>(Some(&key_));
    view! {
        {give.then(|| view! {
            <Form action=certify key=key.clone() class="line">
                <Hidden name="workshop" value=here/>
                <Hidden name="registration" value=key/>
                <Button kind="quiet" small=true>{t!(day.certify_one)}</Button>
            </Form>
        })}
        <details class="fold" open=opened>
            <summary>{t!(day.share)}</summary>
            <Form action=share key=key_.clone()>
                <Hidden name="workshop" value=id/>
                <Hidden name="registration" value=key_/>
                <TextField name="share" label=t!(day.share) value=attended.to_string() inputmode="numeric" short=true required=true/>
                <Button kind="quiet" small=true>{t!(day.share_verb)}</Button>
            </Form>
        </details>
    }
}

#[component]
fn TakeBack(id: String, code: String, name: String) -> impl IntoView {
    let revoke = ServerAction::<Revoke>::new();
    let opened = came_back::<Revoke>(Some(&code));
    view! {
        <span class="line">
            <a class="btn" data-kind="quiet" data-size="small" href=format!("/certificates/{code}")>{t!(day.see_certificate)}</a>
            <Confirm words=t!(day.revoke) title=t!(day.revoke_question, name = name) loss=t!(day.revoke_loss) kind="text" small=true open=opened>
                <Form action=revoke key=code.clone()>
                    <Hidden name="workshop" value=id/>
                    <Hidden name="code" value=code/>
                    <TextField name="reason" label=t!(day.reason) hint=t!(day.reason_hint) required=true/>
                    <Button kind="leave">{t!(day.revoke)}</Button>
                </Form>
            </Confirm>
        </span>
    }
}

/// What certificates say and ask for.
#[component]
pub fn TermsOf(terms: Terms) -> impl IntoView {
    let set = ServerAction::<host::Terms>::new();
    let Terms { form, professions } = terms;
    view! {
        <section class="sheet">
            <h2>{t!(day.terms)}</h2>
            <Form action=set>
                <Hidden name="workshop" value=form.workshop/>
                <TextField name="minutes" label=t!(day.terms_minutes) value=form.minutes inputmode="numeric" short=true required=true/>
                <TextField name="share" label=t!(day.terms_share) hint=t!(day.terms_share_hint) value=form.share inputmode="numeric" short=true required=true/>
                <PointsOf professions=professions points=form.points/>
                <Button kind="quiet">{t!(day.terms_verb)}</Button>
            </Form>
        </section>
    }
}

/// Points by profession, a field each; folded away unless one of them was refused.
#[component]
fn PointsOf(professions: Vec<(String, String)>, points: BTreeMap<String, String>) -> impl IntoView {
    let fields = professions
        .into_iter()
        .map(|(name, words)| {
            let value = points.get(&name).cloned().unwrap_or_default();
            // Sent as form[points][nurse].
            view! { <TextField name=format!("points][{name}") label=words value=value/> }
        })
        .collect_view();
    let errors = FormState::here().field_errors();
    let refused = errors.with_untracked(|errors| errors.0.iter().any(|error| error.field.starts_with("points]")));
    view! {
        <details class="fold" open=refused>
            <summary>{t!(day.terms_points)}</summary>
            <div class="stack">{fields}</div>
        </details>
    }
}

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::t;
use crate::ui::{Art, Back, Empty, Load, PageTitle};
use crate::workshops::day::api;
use crate::workshops::day::model::{MyCertificate, Verified};

/// The viewer's certificates, to keep.
#[component]
pub fn MyCertificates() -> impl IntoView {
    let shown = Resource::new(|| (), |()| api::my_certificates());
    view! {
        <Load what=shown let:shown>
            <PageTitle text=t!(day.certificates)/>
            <div class="room" data-shape="one">
                <header class="page-head">
                    <Back href="/me" words=t!(common.nav_me)/>
                    <h1>{t!(day.certificates)}</h1>
                </header>
                <Mine given=shown/>
            </div>
        </Load>
    }
}

#[component]
fn Mine(given: Vec<MyCertificate>) -> impl IntoView {
    if given.is_empty() {
        return view! { <Empty art=Art::Seats title=t!(day.mine_none_title) sentence=t!(day.mine_none)/> }.into_any();
    }
    let rows = given
        .into_iter()
        .map(|one| {
            let MyCertificate { code, title, held_on, revoked_on } = one;
            let end = match revoked_on {
                Some(day) => view! { <span class="note">{t!(day.revoked_since, day = day)}</span> }.into_any(),
                None => view! {
                    <a class="btn" data-kind="quiet" data-size="small" rel="external" href=format!("/me/certificates/{code}/pdf")>{t!(day.download)}</a>
                }
                .into_any(),
            };
            view! {
                <li class="guest">
                    <span class="row-body">
                        <span class="row-title" dir="auto">{title}</span>
                        <span class="row-note">{held_on} " " <a href=format!("/certificates/{code}")>{code.clone()}</a></span>
                    </span>
                    {end}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
}

/// What a certificate's code stands for, for everybody; without a code, the field for one.
#[component]
pub fn CertificatePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let typed = move || {
        let of_path = params.with(|params| params.get("code"));
        of_path.or_else(|| query.with(|query| query.get("code"))).unwrap_or_default().trim().to_owned()
    };
    let shown = Resource::new(typed, |code| async move {
        match code.is_empty() {
            true => Ok((code, None)),
            false => api::verify(code.clone()).await.map(|verified| (code, verified)),
        }
    });
    view! {
        <Load what=shown let:shown>
            <PageTitle text=t!(day.verify)/>
            <div class="room" data-shape="one">
                <header class="page-head"><h1>{t!(day.verify)}</h1></header>
                {match shown {
                    (_, Some(verified)) => view! { <Holds verified=verified/> }.into_any(),
                    (code, None) => view! { <CodeAsked code=code/> }.into_any(),
                }}
            </div>
        </Load>
    }
}

/// The field for a certificate's code, below the word that there is none of the one that was typed.
#[component]
fn CodeAsked(code: String) -> impl IntoView {
    view! {
        {(!code.is_empty()).then(|| view! { <Empty art=Art::Lost title=t!(day.unknown_title) sentence=t!(day.unknown)/> })}
        <form class="form" method="get" action="/certificates">
            <div class="field">
                <label for="code">{t!(day.code_of)}</label>
                <p class="hint" id="code-hint">{t!(day.verify_hint)}</p>
                <input class="input" id="code" name="code" value=code required=true autocomplete="off" aria-describedby="code-hint"/>
            </div>
            <button class="btn" type="submit">{t!(day.verify_verb)}</button>
        </form>
    }
}

#[component]
fn Holds(verified: Verified) -> impl IntoView {
    let Verified { code, name, title, host, held_on, length, points, issued_on, revoked, file } = verified;
    let words = match &revoked {
        Some((day, _)) => t!(day.verify_revoked, day = day.as_str()),
        None => t!(day.verify_holds).to_owned(),
    };
    let tone = revoked.is_some().then_some("plain");
    let fact = |label: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <dt>{label}</dt><dd dir="auto">{value}</dd> })
    };
    view! {
        <section class="sheet" data-tone=tone>
            <h2>{words}</h2>
            <dl class="facts">
                {revoked.map(|(_, reason)| fact(t!(day.reason), reason))}
                {fact(t!(day.name), name)}
                {fact(t!(day.paper_course), title)}
                {fact(t!(workshops.host), host)}
                {fact(t!(day.paper_held), held_on)}
                {fact(t!(day.paper_length), length)}
                {fact(t!(day.paper_points), points)}
                {fact(t!(day.issuer), "Assemble".to_owned())}
                {fact(t!(day.issued_on), issued_on)}
                {fact(t!(day.code_of), code)}
            </dl>
            {file.map(|file| view! { <p><a class="btn" data-kind="quiet" rel="external" href=file>{t!(day.download)}</a></p> })}
        </section>
    }
}

use leptos::prelude::*;

use super::here;
use super::programmes::ProgrammeRows;
use crate::coaching::cohorts::api::organiser::{SaveProgramme, ShowProgramme, all_programmes, programme_texts};
use crate::coaching::cohorts::model::{ProgrammeDesk, ProgrammeForm};
use crate::kit::Role;
use crate::t;
use crate::ui::{Back, Button, Flash, Form, Hidden, Load, Only, PageTitle, Row, TextAreaField, TextField};

/// The organiser's programmes, and a form for a new one.
#[component]
pub fn AdminProgrammes() -> impl IntoView {
    view! { <Only role=Role::Admin><All/></Only> }
}

#[component]
fn All() -> impl IntoView {
    let all = Resource::new(|| (), |()| all_programmes());
    view! {
        <PageTitle text=t!(cohorts.programmes)/>
        <div class="room" data-shape="form">
            <header class="page-head">
                <Back href="/admin" words=t!(common.nav_admin)/>
                <h1>{t!(cohorts.programmes)}</h1>
                <p class="lead">{t!(cohorts.programmes_admin)}</p>
            </header>
            <Load what=all part=true let:all>
                {if all.is_empty() {
                    view! { <p class="note">{t!(cohorts.programmes_first)}</p> }.into_any()
                } else {
                    view! { <ProgrammeRows all below="/admin/programmes"/> }.into_any()
                }}
            </Load>
            <section class="sheet" aria-labelledby="new">
                <h2 id="new">{t!(cohorts.programme_new)}</h2>
                <Fields form=ProgrammeForm::default()/>
            </section>
        </div>
    }
}

#[component]
fn Fields(form: ProgrammeForm) -> impl IntoView {
    let save = ServerAction::<SaveProgramme>::new();
    view! {
        <Form action=save reload=true>
            <Hidden name="programme" value=form.programme/>
            <Hidden name="version" value=form.version.to_string()/>
            <TextField name="name" label=t!(cohorts.programme_name) hint=t!(cohorts.programme_name_hint) value=form.name required=true/>
            <TextAreaField name="body" label=t!(cohorts.programme_body) hint=t!(cohorts.programme_body_hint) value=form.body rows=8 required=true/>
            <TextAreaField name="asks" label=t!(cohorts.programme_asks) hint=t!(cohorts.programme_asks_hint) value=form.asks rows=5 optional=true/>
            <Button>{t!(cohorts.save)}</Button>
        </Form>
    }
}

/// One programme: its texts, whether everybody sees it, its cohorts.
#[component]
pub fn AdminProgramme() -> impl IntoView {
    view! { <Only role=Role::Admin><One/></Only> }
}

#[component]
fn One() -> impl IntoView {
    let id = here();
    let shown = Resource::new(move || id.get(), |id| async move { programme_texts(id.parse()?).await });
    view! {
        <PageTitle text=t!(cohorts.programmes)/>
        <Load what=shown let:shown>
            <Shown desk=shown/>
        </Load>
    }
}

#[component]
fn Shown(desk: ProgrammeDesk) -> impl IntoView {
    let ProgrammeDesk { id, form, published, cohorts } = desk;
    let show = ServerAction::<ShowProgramme>::new();
    let (act, words, kind, note) = match published {
        true => ("hide", t!(cohorts.programme_hide), "quiet", t!(cohorts.programme_shown)),
        false => ("publish", t!(cohorts.programme_publish), "", t!(cohorts.programme_hidden)),
    };
    let none = cohorts.is_empty();
    let rows = cohorts
        .into_iter()
        .map(|(id, name)| view! { <Row href=format!("/admin/cohorts/{id}") title=name note=t!(cohorts.plan_note)/> })
        .collect_view();
    view! {
        <div class="room" data-shape="form">
            <header class="page-head">
                <Back href="/admin/programmes" words=t!(cohorts.programmes)/>
                <h1>{form.name.clone()}</h1>
                <Flash words=done/>
            </header>
            <Fields form/>
            <div class="stack" data-gap="large">
                <section class="sheet" aria-labelledby="shown">
                    <h2 id="shown">{t!(cohorts.programme_public)}</h2>
                    <p>{note}</p>
                    <p><a href=format!("/programmes/{id}")>{t!(cohorts.programme_look)}</a></p>
                    <Form action=show reload=true class="line">
                        <Hidden name="programme" value=id.to_string()/>
                        <Hidden name="act" value=act.to_owned()/>
                        <Button kind=kind>{words}</Button>
                    </Form>
                </section>
                <section class="part" aria-labelledby="cohorts">
                    <h2 id="cohorts">{t!(cohorts.cohorts)}</h2>
                    {none.then(|| view! { <p class="note">{t!(cohorts.programme_no_cohort)}</p> })}
                    <ul class="rows" role="list">{rows}</ul>
                    <p><a href="/admin/cohorts">{t!(cohorts.to_cohorts)}</a></p>
                </section>
            </div>
        </div>
    }
}

fn done(word: &str) -> Option<&'static str> {
    match word {
        "saved" => Some(t!(cohorts.done_saved)),
        "published" => Some(t!(cohorts.done_published)),
        "hidden" => Some(t!(cohorts.done_programme_hidden)),
        _ => None,
    }
}

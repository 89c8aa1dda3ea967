use leptos::prelude::*;

use crate::live::plan::api::{ForgetTemplate, KeepTemplate, Start};
use crate::live::plan::pages::{Offer, SheetPage};
use crate::t;
use crate::ui::{Button, Confirm, Form, Hidden, TextField};

/// What a run sheet can begin with.
#[component]
pub fn Begin(page: SheetPage, revision: i64) -> impl IntoView {
    let SheetPage { id, shipped, own, .. } = page;
    let row = |offer: Offer, own: bool| {
        let Offer { source, title, minutes, size: (least, most) } = offer;
        let note = t!(plan.offer, n = minutes, least = least, most = most);
        let forget = own.then(|| view! { <Forget workshop=id.clone() template=source.clone() title=title.clone()/> });
        view! {
            <li class="stack" data-gap="small">
                <h3 dir="auto">{title}</h3>
                <p class="note">{note}</p>
                <div class="line">
                    <Take workshop=id.clone() revision=revision source=source words=t!(plan.take)/>
                    {forget}
                </div>
            </li>
        }
    };
    let shipped = shipped.into_iter().map(|offer| row(offer, false)).collect_view();
    let kept = (!own.is_empty()).then(|| {
        let rows = own.into_iter().map(|offer| row(offer, true)).collect_view();
        view! {
            <section class="part" aria-labelledby="own">
                <h2 id="own">{t!(plan.own)}</h2>
                <ul class="rows" role="list">{rows}</ul>
            </section>
        }
    });
    view! {
        <section class="part" aria-labelledby="shipped">
            <h2 id="shipped">{t!(plan.shipped)}</h2>
            <ul class="rows" role="list">{shipped}</ul>
        </section>
        {kept}
        <Take workshop=id.clone() revision=revision source=String::from("empty") words=t!(plan.take_empty)/>
    }
}

#[component]
fn Take(workshop: String, revision: i64, source: String, words: &'static str) -> impl IntoView {
    let start = ServerAction::<Start>::new();
    view! {
        <Form action=start reload=true key=source.clone()>
            <Hidden name="workshop" value=workshop/>
            <Hidden name="revision" value=revision.to_string()/>
            <Hidden name="source" value=source/>
            <Button kind="quiet" small=true>{words}</Button>
        </Form>
    }
}

#[component]
fn Forget(workshop: String, template: String, title: String) -> impl IntoView {
    let forget = ServerAction::<ForgetTemplate>::new();
    view! {
        <Confirm words=t!(plan.forget) title=t!(plan.forget_question) loss=t!(plan.forget_loss, title = title) kind="text" small=true>
            <Form action=forget reload=true key=template.clone()>
                <Hidden name="workshop" value=workshop/>
                <Hidden name="template" value=template/>
                <Button kind="leave" small=true>{t!(plan.forget)}</Button>
            </Form>
        </Confirm>
    }
}

/// Keeping this run sheet as a template of one's own.
#[component]
pub fn Own(workshop: String, title: String) -> impl IntoView {
    let keep = ServerAction::<KeepTemplate>::new();
    view! {
        <section class="part" aria-labelledby="keep">
            <h2 id="keep">{t!(plan.keep_title)}</h2>
            <p class="note">{t!(plan.keep_words)}</p>
            <Form action=keep reload=true>
                <Hidden name="workshop" value=workshop/>
                <TextField name="title" label=t!(plan.template_title) value=title required=true/>
                <Button kind="quiet">{t!(plan.keep)}</Button>
            </Form>
        </section>
    }
}

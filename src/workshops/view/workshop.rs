use leptos::prelude::*;

use super::extras::More;
use super::place::Place;
use super::shares::SeatsOf;
use super::{id_here, key_here, keyed_here};
use crate::kit::locale;
use crate::t;
use crate::ui::{Back, Flash, Hours, Load, PageMeta, PageTitle};
use crate::workshops::api::{self, Cancel, Register};
use crate::workshops::model::{Shown, Stage};

/// One workshop: what it is, when and where, and one's own place in it.
#[component]
pub fn WorkshopPage() -> impl IntoView {
    let id = id_here();
    let key = key_here();
    let register = ServerAction::<Register>::new();
    let cancel = ServerAction::<Cancel>::new();
    let shown = Resource::new(
        move || (id.get(), key.get(), register.version().get(), cancel.version().get()),
        |(id, key, ..)| async move { api::show(id.parse()?, key).await },
    );
    view! {
        <Load what=shown let:shown>
            <PageTitle text=shown.title.clone()/>
            <PageMeta about=shown.about.clone()/>
            <div class="room" data-shape="form">
                <header class="page-head">
                    <Back href="/workshops" words=t!(workshops.title)/>
                    <p class="eyebrow">{shown.kind.label(locale::current())}</p>
                    <h1 dir="auto">{shown.title.clone()}</h1>
                    <Flash words=flash_words more=shown.extras.tally.clone()/>
                    <Facts shown=shown.clone()/>
                    {takes(&shown).then(|| view! { <p class="to-place"><a href="#place" rel="external">{t!(workshops.to_place)}</a></p> })}
                </header>
                // Who has a place looks for it first; who may take one reads first what it is.
                {(!takes(&shown)).then(|| mine(&shown, register, cancel))}
                <div class="prose voice" inner_html=shown.body_html.clone()></div>
                {takes(&shown).then(|| mine(&shown, register, cancel))}
                <div class="stack" data-gap="large">
                    <More id=shown.id.to_string() register=takes(&shown) extras=shown.extras.clone()/>
                    {(!matches!(shown.stage, Stage::Cancelled | Stage::Draft)).then(|| view! {
                        <SeatsOf seats=shown.seats seating=shown.seating.clone() stage=shown.stage/>
                    })}
                </div>
            </div>
        </Load>
    }
}

/// Whether the viewer could register now.
fn takes(shown: &Shown) -> bool {
    shown.stage == Stage::Open && !shown.hosting && shown.mine.is_none()
}

/// What the viewer can do here.
fn mine(shown: &Shown, register: ServerAction<Register>, cancel: ServerAction<Cancel>) -> impl IntoView {
    view! {
        <section class="beside" aria-labelledby="place">
            <Place shown=shown.clone() register=register cancel=cancel/>
        </section>
    }
}

fn flash_words(done: &str) -> Option<&'static str> {
    match done {
        "registered" => Some(t!(workshops.done_registered)),
        "waiting" => Some(t!(workshops.done_waiting)),
        "seats" => Some(t!(workshops.done_seats)),
        "lines" => Some(t!(workshops.done_lines)),
        "some" => Some(t!(workshops.done_some)),
        "already" => Some(t!(workshops.done_already)),
        "none_yet" => Some(t!(workshops.done_none_yet)),
        "cancelled" => Some(t!(workshops.done_cancelled)),
        "applied" => Some(t!(seats.done_applied)),
        "entered" => Some(t!(seats.done_entered)),
        "accepted" => Some(t!(seats.done_accepted)),
        "declined" => Some(t!(seats.done_declined)),
        "wish" => Some(t!(seats.done_wish)),
        _ => None,
    }
}

#[component]
fn Facts(shown: Shown) -> impl IntoView {
    let host = match &shown.host_profession {
        Some(profession) => t!(workshops.host_with, name = shown.host.as_str(), profession = profession.as_str()),
        None => t!(workshops.san, name = shown.host.as_str()),
    };
    let entrance = shown.online.then(|| match shown.link {
        Some(link) => {
            let words = link.clone();
            view! { <a href=link rel="external noopener noreferrer" target="_blank">{words}</a> }.into_any()
        }
        None => view! { {t!(workshops.link_later)} }.into_any(),
    });
    let entry = (shown.stage != Stage::Draft).then(|| keyed_here(format!("/workshops/{}/calendar.ics", shown.id)));
    let place = (!shown.place.is_empty()).then_some(shown.place);
    let window = shown.extras.window;
    view! {
        <dl class="facts">
            <dt>{t!(workshops.when)}</dt>
            <dd>
                <time datetime=shown.when.starts><Hours words=shown.when.words/></time>
                {shown.when.yours.map(|yours| view! { <br/><span class="note"><Hours words=yours/></span> })}
            </dd>
            {place.map(|place| view! { <dt>{t!(workshops.place)}</dt><dd dir="auto">{place}</dd> })}
            {entrance.map(|entrance| view! { <dt>{t!(workshops.online)}</dt><dd>{entrance}</dd> })}
            {(!window.is_empty()).then(|| view! { <dt>{t!(workshops.window)}</dt><dd>{window}</dd> })}
            <dt>{t!(workshops.host)}</dt>
            <dd>{host}</dd>
        </dl>
        {entry.map(|entry| view! { <p><a href=entry rel="external">{t!(calendar.add)}</a></p> })}
    }
}

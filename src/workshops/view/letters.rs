use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::kit::locale;
use crate::t;
use crate::ui::{Back, Button, CheckBox, Flash, Form, Icon, Load, PageTitle};
use crate::workshops::api::calendar::{self, ChooseLetters};
use crate::workshops::model::{LetterChoices, Stopping};

/// Which letters one gets.
#[component]
pub fn MyLetters() -> impl IntoView {
    let choose = ServerAction::<ChooseLetters>::new();
    let mine = Resource::new(move || choose.version().get(), |_| calendar::my_letters());
    view! {
        <PageTitle text=t!(calendar.letters_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/me" words=t!(common.nav_me)/>
                <h1>{t!(calendar.letters_title)}</h1>
                <p class="lead">{t!(calendar.letters_lead)}</p>
                <Flash words=|done| (done == "letters").then(|| t!(calendar.done_letters))/>
            </header>
            <Load what=mine let:mine>
                <Choices choices=mine choose=choose/>
            </Load>
        </div>
    }
}

#[component]
fn Choices(choices: LetterChoices, choose: ServerAction<ChooseLetters>) -> impl IntoView {
    view! {
        <Form action=choose>
            <CheckBox name="reminders" label=t!(calendar.topic_reminders) hint=t!(calendar.hint_reminders) checked=choices.reminders/>
            <CheckBox name="thanks" label=t!(calendar.topic_thanks) hint=t!(calendar.hint_thanks) checked=choices.thanks/>
            <p class="note">{t!(calendar.letters_always)}</p>
            <Button>{t!(calendar.letters_save)}</Button>
        </Form>
    }
}

/// Where the link in a letter leads: only the button ends anything, because mail programs open links to look.
#[component]
pub fn StopLetters() -> impl IntoView {
    let params = use_params_map();
    let token = move || params.with(|params| params.get("token").unwrap_or_default());
    let state = Resource::new(token, calendar::stop_state);
    view! {
        <PageTitle text=t!(calendar.stop_title)/>
        <Load what=state let:state>
            <div class="room" data-shape="one">
                <header class="page-head"><h1>{t!(calendar.stop_title)}</h1></header>
                <Stop stopping=state/>
            </div>
        </Load>
    }
}

#[component]
fn Stop(stopping: Stopping) -> impl IntoView {
    let topic = stopping.topic.label(locale::current());
    match stopping.stopped {
        true => view! {
            <p class="flash" role="status"><Icon name="check"/><span>{t!(calendar.stopped, topic = topic)}</span></p>
            <p><a class="btn" data-kind="quiet" href="/me/letters">{t!(calendar.stop_back)}</a></p>
        }
        .into_any(),
        // A plain form to this very address, whose secret says whose letters they are.
        false => view! {
            <form class="sheet" method="post" aria-label=t!(calendar.stop_title)>
                <p>{t!(calendar.stop_words, topic = topic)}</p>
                <p class="note">{t!(calendar.letters_always)}</p>
                <button class="btn" type="submit">{t!(calendar.stop_verb)}</button>
            </form>
        }
        .into_any(),
    }
}

use leptos::prelude::*;

use crate::journal::api::{self, Start};
use crate::journal::library::api::offer;
use crate::journal::library::model::{Found, Shelf};
use crate::journal::model::{About, Card, Says, Sheet, Time, Want};
use crate::journal::view::{CardRow, Guides, query};
use crate::t;
use crate::ui::{Back, Form, Hidden, Load, PageTitle};

/// How to write: a template before anything is begun, or the way to one. Only the button makes an entry, so that
/// looking never does.
#[component]
pub fn JournalNew() -> impl IntoView {
    let name = query("template").get_untracked();
    if name.is_empty() {
        return view! { <Choosing/> }.into_any();
    }
    let sheet = Resource::new(move || name.clone(), api::sheet_of);
    view! {
        <Load what=sheet let:sheet>
            <Begin sheet/>
        </Load>
    }
    .into_any()
}

#[component]
fn Begin(sheet: Sheet) -> impl IntoView {
    let start = ServerAction::<Start>::new();
    let questions = sheet
        .own_steps()
        .map(|step| {
            view! {
                <li>
                    <div class="row">
                        <span class="row-body">
                            <span class="row-title">{step.plain_label().to_owned()}</span>
                            <span class="row-note">{step.prompt.clone()}</span>
                        </span>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <PageTitle text=sheet.title.clone()/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/journal/new" words=t!(writing.new_title)/>
                <h1>{sheet.title.clone()}</h1>
                <p class="lead">{sheet.when}</p>
                <p class="note">{t!(journal.credit, credit = sheet.credit, licence = sheet.licence)}</p>
            </header>
            <Guides guide=sheet.guide/>
            <section class="part" aria-labelledby="questions">
                <h2 id="questions">{t!(journal.questions_title, minutes = sheet.span)}</h2>
                <ol class="rows" role="list">{questions}</ol>
                <p class="note">{t!(journal.may_pass)} {t!(journal.only_you)}</p>
                {sheet.may_hold_case.then(|| view! { <p class="note">{t!(journal.duty_to_report)}</p> })}
            </section>
            <Form action=start>
                <Hidden name="template" value=Signal::stored(sheet.id)/>
                <div class="line"><button class="btn" type="submit">{t!(journal.start)}</button></div>
            </Form>
        </div>
    }
}

#[component]
fn Choosing() -> impl IntoView {
    let answers = [query("time"), query("about"), query("want")].map(|answer| answer.get_untracked());
    let [time, about, want] = answers.clone();
    let shelf = Resource::new(
        move || (time.clone(), about.clone(), want.clone()),
        |(time, about, want)| async move { offer(time, about, want).await },
    );
    view! {
        <PageTitle text=t!(writing.new_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/journal" words=t!(journal.title)/>
                <h1>{t!(writing.new_title)}</h1>
                <p class="lead">{t!(writing.new_lead)}</p>
            </header>
            <Load what=shelf part=true let:shelf>
                <Lists shelf answers=answers.clone()/>
            </Load>
        </div>
    }
}

#[component]
fn Lists(shelf: Shelf, answers: [String; 3]) -> impl IntoView {
    let Shelf { found, first, more } = shelf;
    let unclear = found.is_none() && answers.iter().any(|answer| !answer.is_empty());
    let first = first.into_iter().map(|(says, cards)| view! { <ByReason says cards/> }).collect_view();
    view! {
        {found.map(|found| view! { <FoundOne found/> })}
        <section class="part" aria-labelledby="ask">
            <h2 id="ask">{t!(writing.new_ask)}</h2>
            {unclear.then(|| view! { <p class="flash" data-tone="care" role="status">{t!(writing.choose_time)}</p> })}
            <Questions answers/>
        </section>
        <section class="part" aria-labelledby="first">
            <h2 id="first">{t!(writing.first_title)}</h2>
            {first}
        </section>
        <details class="fold">
            <summary>{t!(writing.more_title)}</summary>
            <ul class="rows" role="list">{more.into_iter().map(|card| view! { <CardRow card/> }).collect_view()}</ul>
        </details>
    }
}

#[component]
fn FoundOne(found: Found) -> impl IntoView {
    let Found { card, longer, others } = found;
    view! {
        <section class="part" aria-labelledby="found">
            <h2 id="found">{t!(writing.found_title)}</h2>
            <ul class="rows" role="list"><CardRow card/></ul>
            {longer.then(|| view! { <p class="note">{t!(writing.found_longer)}</p> })}
            <h3>{t!(writing.found_others)}</h3>
            <ul class="rows" role="list">{others.into_iter().map(|card| view! { <CardRow card/> }).collect_view()}</ul>
        </section>
    }
}

#[component]
fn ByReason(says: Says, cards: Vec<Card>) -> impl IntoView {
    let words = match says {
        Says::Nothing => t!(writing.says_nothing),
        Says::Stays => t!(writing.says_stays),
        Says::Nags => t!(writing.says_nags),
        Says::Blame => t!(writing.says_blame),
        Says::Coach => t!(writing.says_coach),
        Says::Group => t!(writing.says_group),
    };
    view! {
        <h3>{words}</h3>
        <ul class="rows" role="list">{cards.into_iter().map(|card| view! { <CardRow card/> }).collect_view()}</ul>
    }
}

/// The three questions, as an ordinary form whose answers stand in the address: they tell nothing of what one writes.
#[component]
fn Questions(answers: [String; 3]) -> impl IntoView {
    let time = Time::ALL.map(|one| {
        let words = match one {
            Time::One => t!(writing.time_1),
            Time::Five => t!(writing.time_5),
            Time::Thirty => t!(writing.time_30),
        };
        (one.as_str(), words)
    });
    let about = About::ALL.map(|one| {
        let words = match one {
            About::Event => t!(writing.about_event),
            About::Conversation => t!(writing.about_conversation),
            About::Myself => t!(writing.about_self),
            About::Team => t!(writing.about_team),
        };
        (one.as_str(), words)
    });
    let want = Want::ALL.map(|one| {
        let words = match one {
            Want::LetOut => t!(writing.want_let_out),
            Want::SortOut => t!(writing.want_sort_out),
            Want::Learn => t!(writing.want_learn),
            Want::NextStep => t!(writing.want_next_step),
        };
        (one.as_str(), words)
    });
    let [said_time, said_about, said_want] = answers;
    view! {
        <form method="get" action="/journal/new" class="form">
            <OneQuestion name="time" legend=t!(writing.time_ask) options=time.to_vec() said=said_time/>
            <OneQuestion name="about" legend=t!(writing.about_ask) options=about.to_vec() said=said_about/>
            <OneQuestion name="want" legend=t!(writing.want_ask) options=want.to_vec() said=said_want/>
            <div class="line"><button class="btn" data-kind="quiet" type="submit">{t!(writing.choose_do)}</button></div>
        </form>
    }
}

#[component]
fn OneQuestion(
    name: &'static str,
    legend: &'static str,
    options: Vec<(&'static str, &'static str)>,
    said: String,
) -> impl IntoView {
    let chips = options
        .into_iter()
        .map(|(value, words)| {
            let checked = said == value;
            view! {
                <label class="chip">
                    <input type="radio" name=name value=value checked=checked/>
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field">
            <legend>{legend}</legend>
            <div class="chips">{chips}</div>
        </fieldset>
    }
}

//! The projector: what a room reads from ten metres away. A host opens it; it shows what participants see, and what of
//! it is for all.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::clock::{Bell, Timer};
use super::connected::Connected;
use super::phone::lines::columns;
use super::tally::{LineList, Tallied};
use super::wire::use_stage;
use super::words::{naming, title};
use crate::kit::Result;
use crate::kit::id::WorkshopId;
use crate::kit::locale::current;
use crate::live::plan::model::Tool;
use crate::live::room::api::host::host_console;
use crate::live::room::model::wire::{Phase, ShownGroup, Stage};
use crate::live::tools::model::{PromptKind, ShownPrompt, Tally};
use crate::t;
use crate::ui::{Back, Load, PageTitle};
use crate::workshops::view::id_here;

/// How many lines and questions have room in big type.
const MOST: usize = 8;
/// So many rows have room below a question.
const ROOMY: usize = 6;
/// A longer question leaves no room below it, in characters.
const LONG: usize = 60;

/// What a projector needs of a host's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Projected {
    id: WorkshopId,
    title: String,
    open: Option<Opened>,
}

/// What it needs of an open room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Opened {
    stage: Stage,
    code: String,
    address: String,
    qr: String,
}

/// No more than a projector needs goes into its page.
async fn projected(id: String) -> Result<Projected> {
    let console = host_console(id.parse()?).await?;
    let (address, qr) = (console.address, console.qr);
    let open = console.desk.map(|desk| Opened { stage: desk.stage, code: desk.code, address, qr });
    Ok(Projected { id: console.id, title: console.title, open })
}

/// The page of the projector.
#[component]
pub fn LiveScreen() -> impl IntoView {
    let id = id_here();
    let shown = Resource::new(move || id.get(), projected);
    view! { <Load what=shown let:shown><Shown shown=shown/></Load> }
}

#[component]
fn Shown(shown: Projected) -> impl IntoView {
    let Projected { id, title, open } = shown;
    let page_title = format!("{} — {title}", t!(live_view.screen));
    let Some(open) = open else {
        return view! {
            <PageTitle text=page_title/>
            <div class="room" data-shape="one">
                <header class="page-head">
                    <Back href=format!("/live/{id}/host") words=title/>
                    <h1>{t!(live_view.screen)}</h1>
                    <p>{t!(live_view.screen_shut)}</p>
                </header>
            </div>
        }
        .into_any();
    };
    view! { <PageTitle text=page_title/> <Screen id=id title=title open=open/> }.into_any()
}

#[component]
fn Screen(id: WorkshopId, title: String, open: Opened) -> impl IntoView {
    let Opened { stage, code, address, qr } = open;
    let stage = use_stage(&id, stage);
    let presence = Memo::new(move |_| stage.with(|stage| stage.presence));
    let here = move || {
        let presence = presence.get();
        t!(live_view.presence, registered = presence.registered, came = presence.checked_in, here = presence.here)
    };
    let is_waiting = Memo::new(move |_| stage.with(|stage| stage.phase == Phase::Waiting));
    let way_in = StoredValue::new((code, address, qr));
    view! {
        <div class="projector">
            <header class="projector-head"><p>{title}</p><Connected/></header>
            {move || match is_waiting.get() {
                true => view! { <WayIn way_in=way_in/> }.into_any(),
                false => view! { <Running stage=stage/> }.into_any(),
            }}
            <footer class="projector-foot"><p>{here}</p><Bell stage=stage/></footer>
        </div>
    }
}

/// How to come in, while people arrive.
#[component]
fn WayIn(way_in: StoredValue<(String, String, String)>) -> impl IntoView {
    let (code, address, qr) = way_in.get_value();
    // Who types has the code: the page that asks for it is short enough to be copied from a wall.
    let door = address.rsplit_once('/').map(|(door, _)| door.to_owned()).unwrap_or_default();
    view! {
        <div class="projector-in">
            <div>
                <h1>{t!(live_view.screen_welcome)}</h1>
                <p>{t!(live_view.screen_code)}</p>
                <p class="projector-code">{code}</p>
                <p class="note">{door}</p>
            </div>
            <div class="qr" inner_html=qr></div>
        </div>
    }
}

/// What runs, and what is made of it together.
#[component]
fn Running(stage: Signal<Stage>) -> impl IntoView {
    let locale = current();
    let words = Memo::new(move |_| stage.with(|stage| title(stage, locale)));
    let next = Memo::new(move |_| stage.with(|stage| stage.next.as_ref().map(|next| next.get(locale).to_owned())));
    let notice = Memo::new(move |_| {
        stage.with(|stage| match (&stage.notice, stage.last_minute) {
            (notice, _) if !notice.is_empty() => notice.clone(),
            (_, true) => t!(live_view.last_minute).to_owned(),
            _ => String::new(),
        })
    });
    view! {
        <div class="projector-now">
            <div>
                <h1>{move || words.get()}</h1>
                <p class="projector-notice" role="status">{move || notice.get()}</p>
                <p class="note">{move || next.get().map(|next| t!(live_view.next, title = next))}</p>
            </div>
            <Timer stage=stage/>
        </div>
        <Together stage=stage/>
    }
}

/// What is asked now, or was asked last in this block; without it the groups, or the lines of the chat or the board.
#[component]
fn Together(stage: Signal<Stage>) -> impl IntoView {
    let prompt = Memo::new(move |_| {
        stage.with(|stage| {
            let block = stage.now.as_ref().map(|now| now.block.key.as_str());
            stage.prompts.iter().find(|prompt| prompt.open || block == Some(prompt.block.as_str())).cloned()
        })
    });
    let groups = Memo::new(move |_| stage.with(|stage| stage.groups.clone()));
    move || {
        let groups = groups.get();
        match prompt.get() {
            Some(prompt) => view! { <Asked prompt=prompt stage=stage/> }.into_any(),
            None if !groups.is_empty() => view! { <Groups groups=groups/> }.into_any(),
            None => view! { <Lines stage=stage/> }.into_any(),
        }
    }
}

/// A prompt with what may be shown of it. What has much to read or many rows stands in smaller type, side by side.
#[component]
fn Asked(prompt: ShownPrompt, stage: Signal<Stage>) -> impl IntoView {
    let mut prompt = prompt;
    let asked = &prompt.asked;
    let label = asked.label.get(current()).to_owned();
    let is_dense = asked.choices.len().max(usize::from(asked.steps)) > ROOMY || label.chars().count() > LONG;
    let state = if prompt.open { t!(live_view.open) } else { t!(live_view.shut) };
    let note = format!("{} · {state}", naming(asked.naming));
    let is_questions = asked.kind == PromptKind::Questions;
    if let Tally::Lines(lines) = &mut prompt.tally {
        lines.truncate(MOST);
    }
    view! {
        <section class="projector-asked" data-dense=is_dense.then_some("")>
            <div>
                <h2>{label}</h2>
                <p class="note">{note}</p>
            </div>
            <div>
                {match is_questions {
                    true => view! { <Questions stage=stage/> }.into_any(),
                    false => view! { <Tallied prompt=Signal::stored(Some(prompt))/> }.into_any(),
                }}
            </div>
        </section>
    }
}

#[component]
fn Questions(stage: Signal<Stage>) -> impl IntoView {
    let questions =
        Memo::new(move |_| stage.with(|stage| stage.questions.iter().take(MOST).cloned().collect::<Vec<_>>()));
    move || {
        let rows = questions.get().into_iter().map(|question| {
            let answered = question.answered.then(|| t!(live_view.question_answered));
            view! {
                <li>
                    <span dir="auto">{question.text}</span>
                    <span class="note">{t!(live_view.voices, n = question.voices)}" "{answered}</span>
                </li>
            }
        });
        let rows = rows.collect_view();
        view! { <ul class="live-questions" role="list">{rows}</ul> }
    }
}

#[component]
fn Groups(groups: Vec<ShownGroup>) -> impl IntoView {
    let groups = groups.into_iter().map(|group| {
        let names = group.people.into_iter().map(|(_, name)| view! { <li dir="auto">{name}</li> }).collect_view();
        view! { <section><h2>{t!(live_view.group, n = group.number)}</h2><ul role="list">{names}</ul></section> }
    });
    let groups = groups.collect_view();
    view! { <div class="projector-groups">{groups}</div> }
}

#[component]
fn Lines(stage: Signal<Stage>) -> impl IntoView {
    let lines = Memo::new(move |_| stage.with(|stage| stage.lines.clone()));
    let tool = Memo::new(move |_| stage.with(|stage| stage.now.as_ref().map_or(Tool::None, |now| now.block.tool)));
    move || {
        let lines = lines.get();
        let newest = |column: u8| {
            let mut some: Vec<_> =
                lines.iter().rev().filter(|line| line.column == column).take(MOST).cloned().collect();
            some.reverse();
            some
        };
        match tool.get() {
            Tool::Board => {
                let columns = (0..).zip(columns()).map(|(n, name): (u8, _)| {
                    view! { <section><h2>{name}</h2><LineList lines=newest(n)/></section> }
                });
                let columns = columns.collect_view();
                view! { <div class="live-board">{columns}</div> }.into_any()
            }
            Tool::Chat => view! { <LineList lines=newest(0)/> }.into_any(),
            _ => ().into_any(),
        }
    }
}

use leptos::nonce::use_nonce;
use leptos::prelude::*;

use super::words;
use crate::live::plan::api::SaveList;
use crate::live::plan::model::Block;
use crate::live::plan::pages::Plan;
use crate::live::plan::store::Proposal;
use crate::t;
use crate::ui::{Button, Form, FormState, Hidden, Icon, TextField, came_back};

/// All blocks with their times. One form: whatever is pressed, the minutes that were typed are saved with it.
#[component]
pub fn List(workshop: String, plan: Plan, lasts: i64) -> impl IntoView {
    let save = ServerAction::<SaveList>::new();
    let Plan { revision, sheet, clocks, proposals, total, slack, removed, edited } = plan;
    let paper = format!("/host/{workshop}/run/print");
    let page = format!("/host/{workshop}/run");
    let end = clocks.last().cloned().unwrap_or_default();
    let begin = clocks.first().cloned().unwrap_or_default();
    let sum = t!(plan.sum, n = total, begin = begin, end = end);
    let fits = match i64::from(total) - lasts {
        0 => t!(plan.fits).to_owned(),
        more if more > 0 => t!(plan.longer, n = more, lasts = lasts),
        less => t!(plan.shorter, n = -less, lasts = lasts),
    };
    let gives = (slack > 0).then(|| t!(plan.gives, n = slack));
    let (by, at) = edited;
    let came_back = came_back::<SaveList>(None);
    view! {
        <Form action=save reload=true label=t!(plan.title)>
            <Hidden name="workshop" value=workshop/>
            <Hidden name="revision" value=revision.to_string()/>
            <section class="sheet" data-tone="plain">
                <p><strong>{sum}</strong> " " {fits}</p>
                {gives.map(|words| view! { <p class="note">{words}</p> })}
                <p class="note">{t!(plan.edited, name = by, at = at)}</p>
                <details class="fold" open=came_back>
                    <summary>{t!(plan.head)}</summary>
                    <div class="stack">
                        <TextField name="title" label=t!(plan.sheet_title) value=sheet.title.ja required=true/>
                        <TextField name="title_en" label=t!(plan.title_en) value=sheet.title.en optional=true/>
                        <div class="fields-row">
                            <TextField name="least" label=t!(plan.least) value=sheet.size.0.to_string() inputmode="numeric" short=true/>
                            <TextField name="most" label=t!(plan.most) value=sheet.size.1.to_string() inputmode="numeric" short=true/>
                        </div>
                    </div>
                </details>
                // The first button of the form: it is what Enter presses.
                <div class="line">
                    <Button>{t!(plan.save)}</Button>
                    <a class="btn" data-kind="quiet" href=paper>{t!(plan.paper)}</a>
                </div>
            </section>
            {removed.map(|title| view! { <Undo title/> })}
            {match sheet.blocks.is_empty() {
                true => view! { <p class="note">{t!(plan.empty)}</p> }.into_any(),
                false => view! { <Lines page=page blocks=sheet.blocks clocks=clocks proposals=proposals/> }.into_any(),
            }}
            <Press then="add" words=t!(plan.add)/>
        </Form>
    }
}

/// What was taken out, and the way back.
#[component]
fn Undo(title: String) -> impl IntoView {
    view! {
        <div class="flash run-undo">
            <Icon name="info"/>
            <span dir="auto">{t!(plan.removed, title = title)}</span>
            <Press then="undo" words=t!(plan.undo)/>
        </div>
    }
}

/// A button that saves the list and does one thing more.
#[component]
fn Press(
    #[prop(into)] then: String,
    #[prop(into)] words: String,
    /// Which block it is about, for those who only hear the button.
    #[prop(optional)]
    about: String,
) -> impl IntoView {
    let form = FormState::here();
    let label = (!about.is_empty()).then(|| format!("{words}: {about}"));
    view! {
        <button class="btn" data-kind="quiet" data-size="small" type="submit" name=form.full_name("then") value=then aria-label=label>
            {words}
        </button>
    }
}

#[component]
fn Lines(page: String, blocks: Vec<Block>, clocks: Vec<String>, proposals: Vec<Option<Proposal>>) -> impl IntoView {
    let end = blocks.len();
    let lines = blocks.into_iter().zip(clocks).zip(proposals).enumerate().map(|(at, ((block, clock), proposal))| {
        let (first, last) = (at == 0, at + 1 == end);
        view! { <Line page=page.clone() block=block clock=clock proposal=proposal first=first last=last/> }
    });
    let name = FormState::here().full_name("then");
    view! {
        <ol class="rows run-list" role="list" data-order=name>{lines.collect_view()}</ol>
        <script type="module" src="/order.js" nonce=use_nonce()></script>
    }
}

#[component]
fn Line(
    page: String,
    block: Block,
    clock: String,
    /// What it took before.
    proposal: Option<Proposal>,
    first: bool,
    last: bool,
) -> impl IntoView {
    let title = words::title(&block);
    let note = words::line(&block);
    let before = proposal.map(|before| t!(plan.took, n = before.min, runs = before.runs));
    // Where it is what is planned there is nothing to take over.
    let take = proposal.filter(|before| before.min != block.min).map(|before| {
        let words = t!(plan.take_minutes, n = before.min);
        view! { <Press then=format!("took:{}:{}", block.key, before.min) words=words about=title.clone()/> }
    });
    let key = block.key;
    let press = |act: &str, words: &'static str| {
        view! { <Press then=format!("{act}:{key}") words=words about=title.clone()/> }
    };
    let up = (!first).then(|| press("up", t!(plan.up)));
    let down = (!last).then(|| press("down", t!(plan.down)));
    let copy = press("copy", t!(plan.copy));
    let remove = press("remove", t!(plan.remove));
    view! {
        <li class="run-block" id=key.clone()>
            <div class="run-at">
                <time>{clock}</time>
                // For the pointer only: the buttons do the same for everybody.
                <span class="run-grip" data-grip="" hidden=true aria-hidden="true"><Icon name="grip"/></span>
            </div>
            <div class="stack" data-gap="small">
                <h2 dir="auto"><a href=format!("{page}?block={key}")>{title.clone()}</a></h2>
                <p class="note">{note}</p>
                <div class="line">
                    <Minutes key=key.clone() title=title.clone() min=block.min/>
                    {up} {down} {copy} {remove}
                </div>
                {before.map(|words| view! { <p class="line note"><span>{words}</span> {take}</p> })}
            </div>
        </li>
    }
}

/// The minutes of a block, in the list.
#[component]
fn Minutes(key: String, title: String, min: u32) -> impl IntoView {
    let form = FormState::here();
    let name = format!("min.{key}");
    let id = form.id(&name);
    let error = format!("{id}-error");
    let message = form.message(&name);
    let value = form.typed(&name).unwrap_or_else(|| min.to_string());
    view! {
        <span class="run-min">
            <input
                class="input"
                id=id.clone()
                name=form.full_name(&name)
                value=value
                inputmode="numeric"
                aria-describedby=error.clone()
                aria-invalid=move || message.with(Option::is_some).then_some("true")
            />
            <label for=id><span class="visually-hidden">{title} " "</span>{t!(plan.minutes)}</label>
            <span class="field-error" id=error hidden=move || message.with(Option::is_none)>
                {move || message.get().unwrap_or_default()}
            </span>
        </span>
    }
}

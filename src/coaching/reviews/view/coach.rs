use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::forms::{AnswerForm, ClaimForm, CommentOn, DropForm, NoteForm};
use super::parts::{Lost, PartView};
use super::talk::{SayForm, Thread};
use super::watch::Watched;
use crate::coaching::reviews::api;
use crate::coaching::reviews::model::{Closed, CoachPage, Dialogue, Remark, Text};
use crate::coaching::view::Lines as Rows;
use crate::journal::view::{Lines, Time};
use crate::kit::Role;
use crate::kit::id::ShareId;
use crate::t;
use crate::ui::{Art, Back, Empty, Flash, Icon, Load, Only, PageTitle};

/// A copy that a member sent: what they want and ask, what they wrote, and the place for remarks and the answer. Opening
/// it is noted in the member's 閲覧履歴.
#[component]
pub fn CoachJournal() -> impl IntoView {
    view! { <Only role=Role::Coach><Shown/></Only> }
}

#[component]
fn Shown() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let id = params.get_str("id").unwrap_or_default().parse::<ShareId>();
    let page = Resource::new(move || id.clone(), |id| async move { api::open(id?).await });
    view! {
        <PageTitle text=t!(common.nav_coach)/>
        <Load what=page let:page>
            <Desk page/>
        </Load>
    }
}

#[component]
fn Desk(page: CoachPage) -> impl IntoView {
    let CoachPage { share, member, queue, text } = page;
    let waiting = queue.waiting;
    let here = share.clone();
    view! {
        <div class="desk">
            <nav class="part" aria-label=t!(common.nav_coach)>
                <Back href="/coach" words=t!(common.nav_coach)/>
                {if waiting.is_empty() {
                    view! { <p class="note">{t!(coaching.empty_title)}</p> }.into_any()
                } else {
                    view! {
                        <p class="note">{t!(coaching.lead)}</p>
                        <Rows lines=waiting here=here/>
                    }
                    .into_any()
                }}
            </nav>
            {match text {
                Ok(text) => view! {
                    <Watched still=format!("/coach/journals/{share}/still")>
                        <Copy share=share.to_string() member text=*text/>
                    </Watched>
                }
                .into_any(),
                Err(closed) => view! { <HeldBy member closed/> }.into_any(),
            }}
        </div>
    }
}

/// Another coach reads it. The words stay closed.
#[component]
fn HeldBy(member: String, closed: Closed) -> impl IntoView {
    let Closed { by, until } = closed;
    view! {
        <article class="stack" data-gap="large">
            <header class="page-head"><h1>{t!(coaching.name, name = member)}</h1></header>
            <Empty art=Art::Read title=t!(desk.held_title, name = by) sentence=t!(desk.held_words, until = until.words)/>
        </article>
    }
}

#[component]
fn Copy(share: String, member: String, text: Text) -> impl IntoView {
    let answered = text.dialogue.is_some();
    let (parts, lost, note) = (text.parts.clone(), text.lost.clone(), text.note.clone());
    let under = StoredValue::new(share.clone());
    let beside = move |remark: &Remark| {
        let said = remark.said.clone();
        let id = remark.id.to_string();
        if remark.pending {
            return view! { <DropForm comment=id/> }.into_any();
        }
        let share = under.get_value();
        view! { <Thread said/><SayForm share comment=id coach=true/> }.into_any()
    };
    let parts = parts
        .into_iter()
        .map(|part| {
            let share = share.clone();
            view! {
                <PartView
                    part
                    beside=beside
                    below=move |part| match answered {
                        true => ().into_any(),
                        false => view! { <CommentOn share part=part.clone()/> }.into_any(),
                    }
                />
            }
        })
        .collect_view();
    let excerpt = format!("/coach/journals/{share}/supervision");
    view! {
        <article class="stack" data-gap="large">
            <Head share=share.clone() member=member.clone() text=text.clone()/>
            <Flash words=words/>
            <div class="reading">{parts}</div>
            <Lost remarks=lost beside=beside/>
            {match text.dialogue {
                Some(dialogue) => view! { <Returned share=share.clone() dialogue/> }.into_any(),
                None => view! { <AnswerForm share=share.clone() member pending=text.pending unfinished=text.unfinished/> }.into_any(),
            }}
            <NoteForm share=share.clone() note/>
            <p class="note"><a href=excerpt>{t!(desk.to_peer)}</a></p>
        </article>
    }
}

#[component]
fn Head(share: String, member: String, text: Text) -> impl IntoView {
    let Text { profession, title, want, ask, since, until, live, mine, shared, turn, dialogue, .. } = text;
    let answered = dialogue.is_some();
    view! {
        <header class="page-head">
            <p class="eyebrow">
                {t!(coaching.copy_from, name = member.clone(), profession = profession)}
                {t!(coaching.dot)}
                <Time at=since/>
            </p>
            <h1 class="entry-title">{title}</h1>
            {(!want.is_empty()).then(|| view! {
                <p class="tags">
                    {want.into_iter().map(|one| view! { <span class="tag" data-tone="lamp">{one}</span> }).collect_view()}
                </p>
            })}
            {(!ask.is_empty()).then(|| view! {
                <div class="sheet" data-tone="wash">
                    <p class="voice"><Lines text=ask/></p>
                    <p class="note">{t!(coaching.asks, name = member)}</p>
                </div>
            })}
            {live.map(|version| view! { <p class="note">{t!(desk.live_note, version = version)}</p> })}
            {until.map(|until| view! { <p class="note">{t!(desk.terms_until, day = until.words)}</p> })}
            {(!answered).then(|| match mine {
                Some(until) => view! {
                    <p class="flash"><Icon name="check"/><span>{t!(desk.mine, until = until.words)}</span></p>
                    <ClaimForm share turn release=true/>
                }
                .into_any(),
                None => view! {
                    <p class="note">{if shared { t!(desk.free_shared) } else { t!(desk.free) }}</p>
                    <ClaimForm share turn release=false/>
                }
                .into_any(),
            })}
        </header>
    }
}

/// The answer, and what was said after it.
#[component]
fn Returned(share: String, dialogue: Dialogue) -> impl IntoView {
    let Dialogue { text, at, said, .. } = dialogue;
    view! {
        <section class="answer" aria-labelledby="given">
            <h2 id="given">{t!(coaching.your_answer)}</h2>
            <p class="note"><Time at/></p>
            <p class="voice"><Lines text/></p>
            <Thread said/>
            <SayForm share comment="" coach=true/>
        </section>
    }
}

fn words(done: &str) -> Option<&'static str> {
    match done {
        "answered" => Some(t!(coaching.done_answered)),
        "kept" => Some(t!(desk.done_kept)),
        "claimed" => Some(t!(desk.done_claimed)),
        "released" => Some(t!(desk.done_released)),
        "commented" => Some(t!(desk.done_commented)),
        "dropped" => Some(t!(desk.done_dropped)),
        "noted" => Some(t!(desk.done_noted)),
        "said" => Some(t!(desk.done_said)),
        "asked" => Some(t!(desk.done_asked)),
        _ => None,
    }
}

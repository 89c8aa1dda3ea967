use leptos::prelude::*;

use super::aside::Sharing;
use super::foot::{Foot, RestoreVersion};
use super::reading::{Lines, Reading};
use super::writing::Writing;
use super::{Time, entry_id, version};
use crate::journal::api;
use crate::journal::model::{EntryPage as Page, Reply};
use crate::kit::id::EntryId;
use crate::t;
use crate::ui::{Back, Flash, Icon, Load, PageTitle, Person};

/// One entry: the coach's answer if there is one, the place to write, its copies and versions.
#[component]
pub fn EntryPage() -> impl IntoView {
    let id = Memo::new(|_| entry_id());
    let version = Memo::new(|_| version());
    let page =
        Resource::new(move || (id.get(), version.get()), |(id, version)| async move { api::entry(id?, version).await });
    view! {
        <Load what=page let:page>
            <Entry page/>
        </Load>
    }
}

#[component]
fn Entry(page: Page) -> impl IntoView {
    let sheet = page.sheet.clone();
    let traces = RwSignal::new(page.traces);
    view! {
        <PageTitle text=sheet.title.clone()/>
        <div class="room" data-shape="form">
            <header class="page-head">
                <Back href="/journal" words=t!(journal.title)/>
                <p class="eyebrow"><Time at=page.day.clone()/></p>
                <h1>{sheet.title.clone()}</h1>
                <p class="note">{t!(journal.credit, credit = sheet.credit.clone(), licence = sheet.licence.clone())}</p>
                <div class="line entry-ways">
                    {(page.head > 0).then(|| view! {
                        <a href=format!("/journal/{}/read", page.id) rel="external">{t!(writing.read_link)}</a>
                    })}
                    {page.old.is_none().then(|| view! {
                        // The style does it: everything around the page goes while this is on.
                        <label class="choice" data-plain="">
                            <input type="checkbox" id="only-the-page" autocomplete="off"/>
                            <span>{t!(writing.focus)}</span>
                        </label>
                    })}
                </div>
            </header>
            <div class="stack" data-gap="large">
                <Flash words=words/>
                {page
                    .replies
                    .iter()
                    .cloned()
                    .map(|reply| view! { <Answer reply entry=page.id.clone()/> })
                    .collect_view()}
                {match page.old.clone() {
                    Some(old) => view! {
                        <section class="stack">
                            <p class="flash" data-tone="care">
                                <Icon name="info"/>
                                <span>{t!(journal.old_version, at = old.at.words)}</span>
                            </p>
                            <Reading sheet=sheet.clone() answers=page.answers.clone()/>
                            <RestoreVersion id=page.id.clone() version=old.seq/>
                        </section>
                    }
                    .into_any(),
                    None => view! { <Writing page=page.clone() traces/> }.into_any(),
                }}
                <Foot page=page.clone()/>
            </div>
            <aside class="sticky" aria-label=t!(journal.share_title)>
                <Sharing page=page.clone() traces/>
            </aside>
        </div>
    }
}

/// What a coach answered.
#[component]
fn Answer(reply: Reply, entry: EntryId) -> impl IntoView {
    let review = format!("/journal/{entry}/reviews/{}", reply.share);
    let words = match reply.remarks {
        0 => t!(desk.to_dialogue).to_owned(),
        n => t!(desk.to_remarks, n = n),
    };
    view! {
        <section class="answer">
            <div class="answer-from">
                <Person name=reply.coach.clone() role="coach"/>
                <p><strong>{t!(journal.answer_from, coach = reply.coach)}</strong><Time at=reply.at/></p>
            </div>
            <p class="voice"><Lines text=reply.text/></p>
            <p><a class="btn" data-kind="quiet" data-size="small" rel="external" href=review>{words}</a></p>
        </section>
    }
}

fn words(done: &str) -> Option<&'static str> {
    match done {
        "saved" => Some(t!(journal.done_saved)),
        "elsewhere" => Some(t!(journal.done_elsewhere)),
        "restored" => Some(t!(journal.done_restored)),
        "shared" => Some(t!(journal.done_shared)),
        "shared_before" => Some(t!(receipts.shared_before)),
        "withdrawn" => Some(t!(journal.done_withdrawn)),
        _ => None,
    }
}

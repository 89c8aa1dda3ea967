use leptos::prelude::*;

use super::Time;
use crate::journal::api::{Delete, Restore};
use crate::journal::model::{EntryPage, Reply, VersionLine};
use crate::kit::id::EntryId;
use crate::t;
use crate::ui::{Form, Hidden, Icon};

/// Under an entry: its versions, and the way to delete it.
#[component]
pub fn Foot(page: EntryPage) -> impl IntoView {
    let EntryPage { id, versions, replies, shares, .. } = page;
    view! {
        <div>
            {(!versions.is_empty()).then(|| view! { <Versions id=id.clone() versions/> })}
            <DeleteEntry id replies copies=shares.len()/>
        </div>
    }
}

#[component]
fn Versions(id: EntryId, versions: Vec<VersionLine>) -> impl IntoView {
    let rows = versions
        .into_iter()
        .map(|version| {
            view! {
                <li>
                    <a class="row" href=format!("/journal/{id}?version={}", version.seq)>
                        <span class="row-body">
                            <span class="row-title"><Time at=version.at/></span>
                            {version.sent.then(|| view! { <span class="row-note">{t!(journal.version_sent)}</span> })}
                        </span>
                        <span class="row-end"><Icon name="forward"/></span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="fold">
            <summary>{t!(journal.versions_title)}</summary>
            <div class="stack" data-gap="small">
                <p class="note">{t!(journal.versions_words)}</p>
                <ul class="rows" role="list">{rows}</ul>
            </div>
        </details>
    }
}

#[component]
fn DeleteEntry(id: EntryId, replies: Vec<Reply>, copies: usize) -> impl IntoView {
    let delete = ServerAction::<Delete>::new();
    let mut coaches: Vec<String> = replies.iter().map(|reply| reply.coach.clone()).collect();
    coaches.dedup();
    let lost = match replies.len() {
        0 => t!(journal.delete_words).to_owned(),
        n => t!(journal.delete_words_replies, coach = coaches.join(t!(journal.and)), n = n),
    };
    view! {
        <details class="fold">
            <summary>{t!(journal.delete)}</summary>
            <div class="stack" data-gap="small">
                <p>{lost}</p>
                {(copies > 0).then(|| view! { <p>{t!(journal.delete_copies)}</p> })}
                <Form action=delete reload=true>
                    <Hidden name="entry" value=Signal::stored(id.to_string())/>
                    <button class="btn" data-kind="leave" data-size="small" type="submit">{t!(journal.delete_do)}</button>
                </Form>
            </div>
        </details>
    }
}

/// The button that brings an older version back.
#[component]
pub fn RestoreVersion(id: EntryId, version: i64) -> impl IntoView {
    let restore = ServerAction::<Restore>::new();
    view! {
        <Form action=restore reload=true>
            <Hidden name="entry" value=Signal::stored(id.to_string())/>
            <Hidden name="version" value=Signal::stored(version.to_string())/>
            <div class="line">
                <button class="btn" type="submit">{t!(journal.restore)}</button>
                <a class="btn" data-kind="quiet" href=format!("/journal/{id}")>{t!(journal.to_newest)}</a>
            </div>
            <p class="note">{t!(journal.restore_words)}</p>
        </Form>
    }
}

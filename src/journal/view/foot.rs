use leptos::prelude::*;

use crate::journal::api::{Delete, Restore};
use crate::journal::model::{EntryPage, Reply};
use crate::kit::id::EntryId;
use crate::t;
use crate::ui::{Form, Hidden};

/// Under an entry: the way to its versions, and the way to delete it.
#[component]
pub fn Foot(page: EntryPage) -> impl IntoView {
    let EntryPage { id, versions, replies, shares, writer, .. } = page;
    let history = format!("/journal/{id}/history");
    view! {
        <div>
            {(versions > 0).then(|| view! {
                <p class="fold"><a href=history rel="external">{t!(keeping.history_link, n = versions)}</a></p>
            })}
            <DeleteEntry id replies copies=shares.len() writer/>
        </div>
    }
}

#[component]
fn DeleteEntry(id: EntryId, replies: Vec<Reply>, copies: usize, writer: String) -> impl IntoView {
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
                    <Hidden name="writer" value=Signal::stored(writer)/>
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

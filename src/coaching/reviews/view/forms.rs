use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::coaching::api::{Answer, Keep};
use crate::coaching::reviews::api::{Claim, Comment, DropComment, Note as KeepNote};
use crate::coaching::reviews::model::{Lens, Note, Part};
use crate::t;
use crate::ui::{Form, Hidden, Select, TextAreaField};

/// Takes a copy on, or gives it back.
#[component]
pub fn ClaimForm(share: String, turn: i64, release: bool) -> impl IntoView {
    let claim = ServerAction::<Claim>::new();
    let then = if release { "release" } else { "claim" };
    view! {
        <Form action=claim reload=true class="line">
            <Hidden name="share" value=Signal::stored(share)/>
            <Hidden name="turn" value=Signal::stored(turn.to_string())/>
            <Hidden name="then" value=Signal::stored(then.to_owned())/>
            {match release {
                true => view! {
                    <button class="btn" data-kind="quiet" data-size="small" type="submit">{t!(desk.release_do)}</button>
                }
                .into_any(),
                false => view! { <button class="btn" data-size="small" type="submit">{t!(desk.claim_do)}</button> }
                    .into_any(),
            }}
        </Form>
    }
}

/// A remark on a passage of one step: choose a sentence, or mark words with the pointer (`watch.js`), and write.
#[component]
pub fn CommentOn(share: String, part: Part) -> impl IntoView {
    part.texts
        .into_iter()
        .map(|text| {
            let comment = ServerAction::<Comment>::new();
            let options: Vec<_> = text.sentences.into_iter().map(|line| (line.at, line.words)).collect();
            let (share, place, key, here) = (share.clone(), text.place.clone(), text.place.clone(), text.place);
            let words = t!(desk.comment_on, label = text.label);
            view! {
                <details class="fold" data-comment=here>
                    <summary>{words}</summary>
                    <Form action=comment reload=true class="stack" key=key>
                        <Hidden name="share" value=Signal::stored(share)/>
                        <Hidden name="place" value=Signal::stored(place)/>
                        <Hidden name="marked" value=Signal::stored(String::new())/>
                        <p class="note quote" data-marked="" hidden></p>
                        <Select name="at" label=t!(desk.comment_at) options required=true/>
                        <TextAreaField name="text" label=t!(desk.comment_text) rows=3 required=true/>
                        <div class="line">
                            <button class="btn" data-kind="quiet" data-size="small" type="submit">
                                {t!(desk.comment_do)}
                            </button>
                        </div>
                    </Form>
                </details>
            }
        })
        .collect_view()
}

/// Takes a remark away that waits.
#[component]
pub fn DropForm(comment: String) -> impl IntoView {
    let drop = ServerAction::<DropComment>::new();
    view! {
        <Form action=drop reload=true class="line" key=comment.clone()>
            <Hidden name="comment" value=Signal::stored(comment)/>
            <button class="btn" data-kind="text" data-size="small" type="submit">{t!(desk.comment_drop)}</button>
        </Form>
    }
}

/// Returns the review: the answer, and with it every remark that waits. What is typed is kept on the way, by `watch.js`
/// or by a button of its own.
#[component]
pub fn AnswerForm(share: String, member: String, pending: i64, unfinished: String) -> impl IntoView {
    let answer = ServerAction::<Answer>::new();
    let keep = <Keep as ServerFn>::PATH;
    view! {
        <div data-keep=keep data-kept=t!(desk.kept) data-unkept=t!(desk.unkept)>
            <Form action=answer reload=true class="part">
                <Hidden name="share" value=Signal::stored(share)/>
                <TextAreaField
                    name="text"
                    value=unfinished
                    label=t!(coaching.answer_label)
                    hint=t!(coaching.answer_hint)
                    placeholder=t!(coaching.answer_placeholder)
                    rows=8
                    required=true
                />
                {(pending > 0).then(|| view! { <p class="note">{t!(desk.return_with, n = pending)}</p> })}
                <div class="line">
                    <button class="btn" type="submit">{t!(coaching.answer_do)}</button>
                    <button class="btn" data-kind="quiet" type="submit" formaction=keep formnovalidate=true>
                        {t!(desk.keep_do)}
                    </button>
                </div>
                <p class="note" role="status" data-keep-state=""></p>
                <p class="note">{t!(coaching.answer_note, name = member)}</p>
            </Form>
        </div>
    }
}

/// The coach's own notes and tag. Nobody else sees them.
#[component]
pub fn NoteForm(share: String, note: Note) -> impl IntoView {
    let keep = ServerAction::<KeepNote>::new();
    let locale = crate::kit::locale::current();
    let mut levels = vec![(String::new(), t!(desk.lens_none).to_owned())];
    levels.extend(Lens::ALL.map(|lens| (lens.as_str().to_owned(), lens.words(locale).to_owned())));
    let open = !note.text.is_empty() || !note.lens.is_empty();
    view! {
        <details class="fold" open=open>
            <summary>{t!(desk.note_title)}</summary>
            <Form action=keep reload=true class="stack">
                <Hidden name="share" value=Signal::stored(share)/>
                <p class="note">{t!(desk.note_words)}</p>
                <TextAreaField name="text" label=t!(desk.note_label) value=note.text rows=4 optional=true/>
                <Select name="lens" label=t!(desk.lens_title) options=levels value=note.lens hint=t!(desk.lens_hint)/>
                <div class="line">
                    <button class="btn" data-kind="quiet" data-size="small" type="submit">{t!(desk.note_do)}</button>
                </div>
            </Form>
        </details>
    }
}

use leptos::prelude::*;

use crate::coaching::reviews::api::{Reply, Say};
use crate::coaching::reviews::model::Said;
use crate::journal::view::{Lines, Time};
use crate::t;
use crate::ui::{Form, Hidden, TextAreaField, came_back};

/// What was said, in order.
#[component]
pub fn Thread(said: Vec<Said>) -> impl IntoView {
    (!said.is_empty()).then(|| {
        let rows = said
            .into_iter()
            .map(|one| {
                view! {
                    <li class="said" data-coach=one.coach.then_some("")>
                        <p class="note">{t!(coaching.name, name = one.name)}{t!(coaching.dot)}<Time at=one.at/></p>
                        <p><Lines text=one.text/></p>
                    </li>
                }
            })
            .collect_view();
        view! { <ol class="thread" role="list">{rows}</ol> }
    })
}

/// The form to say something: folded away, so that reading comes first. `coach` sends it as the coach.
#[component]
pub fn SayForm(
    share: String,
    /// The remark that it is about; empty: the answer.
    #[prop(into)]
    comment: String,
    coach: bool,
) -> impl IntoView {
    let key = if comment.is_empty() { "answer".to_owned() } else { comment.clone() };
    let fields = move || {
        view! {
            <Hidden name="share" value=Signal::stored(share)/>
            <Hidden name="comment" value=Signal::stored(comment)/>
            <TextAreaField name="text" label=t!(desk.say_label) rows=3 required=true/>
            <div class="line">
                <button class="btn" data-kind="quiet" data-size="small" type="submit">{t!(desk.say_do)}</button>
            </div>
        }
    };
    let open = came_back::<Say>(Some(&key)) || came_back::<Reply>(Some(&key));
    let form = if coach {
        let say = ServerAction::<Say>::new();
        view! { <Form action=say reload=true class="stack" key=key>{fields()}</Form> }.into_any()
    } else {
        let reply = ServerAction::<Reply>::new();
        view! { <Form action=reply reload=true class="stack" key=key>{fields()}</Form> }.into_any()
    };
    view! {
        <details class="fold" open=open>
            <summary>{t!(desk.say)}</summary>
            {form}
        </details>
    }
}

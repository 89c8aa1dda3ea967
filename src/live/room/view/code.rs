use leptos::prelude::*;

use crate::live::room::api::FindRoom;
use crate::t;
use crate::ui::{Button, Form, PageTitle, TextField};

/// Enters the code of a room.
#[component]
pub fn LiveCode() -> impl IntoView {
    let find = ServerAction::<FindRoom>::new();
    view! {
        <PageTitle text=t!(live.code_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <h1>{t!(live.code_title)}</h1>
                <p>{t!(live.code_words)}</p>
            </header>
            <Form action=find>
                <TextField name="code" label=t!(live.code) hint=t!(live.code_hint) autocomplete="off" autofocus=true required=true/>
                <Button>{t!(live.code_verb)}</Button>
            </Form>
        </div>
    }
}

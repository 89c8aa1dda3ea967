use leptos::prelude::*;

use crate::help::api::SaveLine;
use crate::help::model::LineForm;
use crate::t;
use crate::ui::{Button, CheckBox, Form, Hidden, TextField};

/// The form of a line.
#[component]
pub fn Edit(form: LineForm) -> impl IntoView {
    let save = ServerAction::<SaveLine>::new();
    let key = if form.line.is_empty() { "new".to_owned() } else { form.line.clone() };
    view! {
        <Form action=save reload=true key=key>
            <Hidden name="line" value=form.line/>
            <Hidden name="version" value=form.version.to_string()/>
            <TextField name="name_ja" label=t!(selfchecks.help_name_ja) value=form.name_ja required=true/>
            <TextField name="name_en" label=t!(selfchecks.help_name_en) value=form.name_en required=true/>
            <TextField
                name="numbers"
                label=t!(selfchecks.help_numbers)
                hint=t!(selfchecks.help_numbers_hint)
                value=form.numbers
                inputmode="tel"
            />
            <TextField name="note_ja" label=t!(selfchecks.help_note_ja) value=form.note_ja optional=true/>
            <TextField name="note_en" label=t!(selfchecks.help_note_en) value=form.note_en optional=true/>
            <TextField name="url" kind="url" label=t!(selfchecks.help_url) value=form.url optional=true/>
            <CheckBox name="evening" label=t!(selfchecks.help_evening) checked=form.evening/>
            <CheckBox name="checked" label=t!(selfchecks.help_compared) hint=t!(selfchecks.help_compared_hint)/>
            <Button kind="quiet">{t!(selfchecks.help_save)}</Button>
        </Form>
    }
}

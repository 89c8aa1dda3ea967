use leptos::prelude::*;

use crate::kit::locale;
use crate::t;
use crate::ui::{Hidden, Select, TextAreaField, TextField};
use crate::workshops::model::{Kind, WorkshopForm};

/// The fields of a workshop, for a new one and for one that is changed.
#[component]
pub fn WorkshopFields(form: WorkshopForm, zones: Vec<(String, String)>) -> impl IntoView {
    let kinds = Kind::ALL.iter().map(|kind| (kind.as_str().to_owned(), kind.label(locale::current()).to_owned()));
    view! {
        <Hidden name="id" value=form.id/>
        <Hidden name="version" value=form.version.to_string()/>
        <Select name="kind" label=t!(workshops.field_kind) options=kinds.collect() value=form.kind required=true/>
        <TextField name="title" label=t!(workshops.field_title) hint=t!(workshops.hint_title) value=form.title required=true/>
        <TextAreaField name="body" label=t!(workshops.field_body) hint=t!(workshops.hint_body) value=form.body rows=10 optional=true/>
        <div class="fields-row">
            <TextField name="starts" kind="datetime-local" label=t!(workshops.field_starts) value=form.starts required=true/>
            <TextField name="ends" kind="datetime-local" label=t!(workshops.field_ends) value=form.ends required=true/>
        </div>
        <Select name="zone" label=t!(workshops.field_zone) hint=t!(workshops.hint_zone) options=zones value=form.zone required=true/>
        <TextField name="capacity" inputmode="numeric" label=t!(workshops.field_capacity) hint=t!(workshops.hint_capacity) value=form.capacity short=true required=true/>
        <TextField name="place" label=t!(workshops.field_place) hint=t!(workshops.hint_place) value=form.place optional=true/>
        <TextField name="online_url" kind="url" label=t!(workshops.field_link) hint=t!(workshops.hint_link) value=form.online_url optional=true/>
    }
}

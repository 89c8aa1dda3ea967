use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::fields::WorkshopFields;
use crate::t;
use crate::ui::{Back, Button, Form, Hidden, Load, PageTitle};
use crate::workshops::api::host::{self, Create};

/// A new workshop, as a draft that nobody else sees. With `?for=course` it leads on to the other dates.
#[component]
pub fn HostNew() -> impl IntoView {
    let create = ServerAction::<Create>::new();
    let query = use_query_map();
    let course = query.with_untracked(|query| query.get("for").is_some_and(|what| what == "course"));
    let blank = Resource::new(|| (), |()| host::blank_form());
    view! {
        <Load what=blank let:blank>
            <PageTitle text=t!(workshops.new_title)/>
            <div class="room" data-shape="one">
                <header class="page-head">
                    <Back href="/host" words=t!(workshops.desk_title)/>
                    <h1>{t!(workshops.new_title)}</h1>
                    <p class="lead">{if course { t!(workshops.new_course_lead) } else { t!(workshops.new_lead) }}</p>
                    {(!course).then(|| view! {
                        <p class="note">{t!(workshops.new_course)} " " <a href="/host/new?for=course">{t!(workshops.new_course_link)}</a></p>
                    })}
                </header>
                <Form action=create>
                    {course.then(|| view! { <Hidden name="then" value="course".to_owned()/> })}
                    <WorkshopFields form=blank.form zones=blank.zones/>
                    <Button>{t!(workshops.save_draft)}</Button>
                </Form>
            </div>
        </Load>
    }
}

use leptos::prelude::*;

use super::fields::WorkshopFields;
use crate::t;
use crate::ui::{Back, Button, Form, Load, PageTitle};
use crate::workshops::api::host::{self, Create};

/// A new workshop, as a draft that nobody else sees.
#[component]
pub fn HostNew() -> impl IntoView {
    let create = ServerAction::<Create>::new();
    let blank = Resource::new(|| (), |()| host::blank_form());
    view! {
        <Load what=blank let:blank>
            <PageTitle text=t!(workshops.new_title)/>
            <div class="room" data-shape="one">
                <header class="page-head">
                    <Back href="/host" words=t!(workshops.desk_title)/>
                    <h1>{t!(workshops.new_title)}</h1>
                    <p class="lead">{t!(workshops.new_lead)}</p>
                </header>
                <Form action=create>
                    <WorkshopFields form=blank.form zones=blank.zones/>
                    <Button>{t!(workshops.save_draft)}</Button>
                </Form>
            </div>
        </Load>
    }
}

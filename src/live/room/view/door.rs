use leptos::prelude::*;

use super::phone::Phone;
use crate::live::room::api::{self, Enter};
use crate::live::room::model::Door;
use crate::t;
use crate::ui::{Back, Button, CheckBox, Flash, Form, Hidden, Hours, Load, PageTitle, TextField};
use crate::workshops::view::id_here;

/// The page of a room: the door, or what is shown inside.
#[component]
pub fn LivePage() -> impl IntoView {
    let id = id_here();
    let shown = Resource::new(move || id.get(), |id| async move { api::at_door(id.parse()?).await });
    view! {
        <Load what=shown let:shown>
            <Shown door=shown/>
        </Load>
    }
}

#[component]
fn Shown(door: Door) -> impl IntoView {
    let Door { id, title, when, open, closed, entered, name, inside, .. } = door;
    let page_title = format!("{} — {title}", t!(live.door));
    if let Some(inside) = inside {
        return view! {
            <PageTitle text=page_title/>
            <div class="room live-room" data-shape="one">
                <h1 class="live-title">{title}</h1>
                <Phone id=id inside=inside/>
            </div>
        }
        .into_any();
    }
    let id = id.to_string();
    let room = format!("/live/{id}");
    let below = if open {
        view! { <Entrance id=id.clone() name=name/> }.into_any()
    } else {
        let words = if closed { t!(live.closed) } else { t!(live.shut) };
        let back = (closed && entered).then(|| {
            view! { <p><a class="btn" href=format!("{room}/recap") rel="external">{t!(after.recap_verb)}</a></p> }
        });
        let again = (!closed).then(|| {
            view! { <p><a class="btn" data-kind="quiet" href=room rel="external">{t!(live.again)}</a></p> }
        });
        view! { <p>{words}</p> {back} {again} }.into_any()
    };
    view! {
        <PageTitle text=page_title/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href=format!("/workshops/{id}") words=title/>
                <h1>{t!(live.door)}</h1>
                <p class="note"><Hours words=when/></p>
                <Flash words=|done| (done == "left").then(|| t!(live.done_left))/>
            </header>
            {below}
        </div>
    }
    .into_any()
}

/// The promises, and the name one wants to be called.
#[component]
fn Entrance(id: String, name: String) -> impl IntoView {
    let enter = ServerAction::<Enter>::new();
    let promises = [
        t!(live.promise_1),
        t!(live.promise_2),
        t!(live.promise_3),
        t!(live.promise_4),
        t!(live.promise_5),
        t!(live.promise_6),
    ];
    view! {
        <section class="part" aria-labelledby="promises">
            <h2 id="promises">{t!(live.promises)}</h2>
            <ol>{promises.map(|promise| view! { <li>{promise}</li> }).collect_view()}</ol>
        </section>
        // The room is another page of the same address: it is loaded anew.
        <Form action=enter reload=true>
            <Hidden name="workshop" value=id/>
            <TextField name="name" label=t!(live.name) hint=t!(live.name_hint) value=name autocomplete="off" required=true/>
            <CheckBox name="promises" label=t!(live.promises_yes)/>
            <Button>{t!(live.enter)}</Button>
        </Form>
    }
}

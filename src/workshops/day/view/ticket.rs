use leptos::prelude::*;

use super::DayHead;
use crate::t;
use crate::ui::{Button, Flash, Form, Hidden, Load, TextField};
use crate::workshops::day::api::{self, EnterRoom};
use crate::workshops::day::model::{Presence, Ticket};
use crate::workshops::view::id_here;

/// 受付コード: what one shows at the door, or the room's code to enter.
#[component]
pub fn TicketPage() -> impl IntoView {
    let id = id_here();
    let enter = ServerAction::<EnterRoom>::new();
    let shown = Resource::new(
        move || (id.get(), enter.version().get()),
        |(id, _)| async move { api::my_ticket(id.parse()?).await },
    );
    view! {
        <Load what=shown let:shown>
            <Shown ticket=shown enter=enter/>
        </Load>
    }
}

#[component]
fn Shown(ticket: Ticket, enter: ServerAction<EnterRoom>) -> impl IntoView {
    let Ticket { workshop, code, qr, presence, door, room } = ticket;
    let id = workshop.id.to_string();
    let over = workshop.over;
    let words = match (presence, over) {
        (_, true) => t!(day.ticket_over),
        (Presence::Expected | Presence::Left, _) if !door => t!(day.ticket_online),
        (Presence::Expected, _) => t!(day.ticket_words),
        (Presence::Here, _) => t!(day.ticket_here),
        (Presence::Left, _) => t!(day.ticket_left),
    };
    let feedback = format!("/workshops/{id}/feedback");
    let door_of_room = format!("/live/{id}");
    view! {
        <div class="room" data-shape="one">
            <DayHead workshop=workshop words=t!(day.ticket) back=format!("/workshops/{id}")>
                <Flash words=|done| (done == "here").then(|| t!(day.done_here))/>
                <p>{words}</p>
            </DayHead>
            {if over {
                view! { <p><a class="btn" href=feedback>{t!(day.feedback_link)}</a></p> }.into_any()
            } else {
                view! {
                    <figure class="ticket">
                        <div class="qr" inner_html=qr></div>
                        <figcaption class="ticket-code">{code}</figcaption>
                    </figure>
                }
                .into_any()
            }}
            {(!over).then(|| view! {
                <p><a class="btn" data-kind="quiet" href=door_of_room>{t!(live.door_link)}</a></p>
            })}
            {(room && presence != Presence::Here).then(|| view! {
                <section class="part">
                    <h2>{t!(day.enter_title)}</h2>
                    <Form action=enter>
                        <Hidden name="workshop" value=id/>
                        <TextField name="code" label=t!(day.room) hint=t!(day.enter_hint) autocomplete="off" required=true/>
                        <Button kind="quiet">{t!(day.enter_verb)}</Button>
                    </Form>
                </section>
            })}
        </div>
    }
}

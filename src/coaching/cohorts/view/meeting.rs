use leptos::prelude::*;

use crate::coaching::cohorts::api::appointments::Cancel;
use crate::coaching::cohorts::model::AppointmentLine;
use crate::t;
use crate::ui::{Button, Confirm, Form, Hidden, Hours, Person};

/// An appointment: with whom, when, the way in, and what one may do with it.
#[component]
pub fn Meeting(one: AppointmentLine) -> impl IntoView {
    let AppointmentLine { id, who, when, link, open, coach } = one;
    let id = id.to_string();
    let cancel = ServerAction::<Cancel>::new();
    let loss = if coach { t!(cohorts.cancel_loss_coach) } else { t!(cohorts.cancel_loss) };
    view! {
        <li class="meeting">
            <div class="row">
                <Person name=who.clone() role=if coach { "member" } else { "coach" } small=true/>
                <span class="row-body">
                    <span class="row-title">{t!(cohorts.with, name = who)}</span>
                    <span class="row-note"><time datetime=when.iso><Hours words=when.words/></time></span>
                </span>
            </div>
            <div class="line">
                {link.map(|link| view! {
                    <a class="btn" data-kind="quiet" data-size="small" href=link rel="noopener noreferrer nofollow" target="_blank">{t!(cohorts.join)}</a>
                })}
                <a class="btn" data-kind="quiet" data-size="small" rel="external" href=format!("/appointments/{id}/calendar.ics")>{t!(cohorts.ics)}</a>
                {(open && !coach).then(|| view! {
                    <a class="btn" data-kind="quiet" data-size="small" href=format!("/cohort/appointments?move={id}#free")>{t!(cohorts.move_open)}</a>
                })}
                {open.then(|| view! {
                    <Confirm words=t!(cohorts.cancel) title=t!(cohorts.cancel_question) loss=loss kind="text" small=true>
                        <Form action=cancel reload=true key=id.clone()>
                            <Hidden name="appointment" value=id.clone()/>
                            <Button kind="leave">{t!(cohorts.cancel_do)}</Button>
                        </Form>
                    </Confirm>
                })}
            </div>
        </li>
    }
}

//! Sends the forms of the console without loading the page anew: what is being typed elsewhere on it stays. What comes
//! of it is shown by the next snapshot; only a refusal is said here.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::server_fn::client::Client;
use leptos::server_fn::error::FromServerFnError;
use leptos::server_fn::request::ClientReq;
use leptos::server_fn::response::ClientRes;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::js_sys::Date;
use web_sys::{FormData, HtmlDialogElement, HtmlElement, HtmlFormElement, UrlSearchParams};

use crate::kit::{Error, Result};
use crate::live::room::api::host::TellRun;
use crate::live::room::model::wire::Desk;
use crate::ui::carried;

type Browser = <TellRun as ServerFn>::Client;
type Request = <Browser as Client<Error>>::Request;
type Response = <Browser as Client<Error>>::Response;

/// So long after a press a snapshot may take away what was pressed, in milliseconds.
const FOLLOWS: f64 = 5_000.0;

/// Takes the forms of the page as they are sent.
#[derive(Clone, Copy)]
pub struct Sender {
    busy: StoredValue<bool>,
    /// The heading above what the keyboard pressed last, and when.
    pressed: StoredValue<Option<(String, f64)>>,
    /// Why the last one was refused.
    pub refused: RwSignal<Option<Error>>,
}

impl Sender {
    /// Says at first what a form that the browser sent was refused for.
    pub fn of_page() -> Sender {
        let before = carried().and_then(|carried| carried.error);
        Sender { busy: StoredValue::new(false), pressed: StoredValue::new(None), refused: RwSignal::new(before) }
    }

    /// Where a snapshot takes away what the keyboard pressed, it goes on from the heading above, not from the top of the
    /// page.
    pub fn keep_place(self, desk: Signal<Desk>) {
        Effect::new(move |_| {
            desk.with(|_| ());
            request_animation_frame(move || self.go_on());
        });
    }

    fn go_on(self) {
        let Some((heading, at)) = self.pressed.try_get_value().flatten() else { return };
        let is_lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
        if is_lost && Date::now() - at < FOLLOWS {
            // A list that became empty is put away with its heading.
            let _ = focus(&heading) || focus("now");
            self.pressed.set_value(None);
        }
    }

    /// Sends a form in the browser's place, unless it asks for a page. One at a time: a second press while the first
    /// is on its way would do twice what was meant once.
    pub fn take(self, event: &SubmitEvent) {
        let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form.filter(is_taken) else { return };
        event.prevent_default();
        self.pressed.set_value(heading(&form).map(|heading| (heading, Date::now())));
        let sent = form.get_attribute("action").zip(fields(&form));
        let Some((to, body)) = sent.filter(|_| !self.busy.get_value()) else { return };
        self.busy.set_value(true);
        spawn_local(async move {
            let answer = post(&to, body).await;
            if answer.is_ok() {
                form.reset();
            }
            // A refusal is said on the page, which the question would cover.
            if let Some(dialog) = dialog(&form) {
                dialog.close();
            }
            let _ = self.busy.try_update_value(|busy| *busy = false);
            let _ = self.refused.try_set(answer.err());
        });
    }
}

/// Whether the console sends it: not what closes a dialog, nor what leads to another page.
fn is_taken(form: &HtmlFormElement) -> bool {
    form.get_attribute("method").as_deref() == Some("post") && !form.has_attribute("data-page")
}

/// The id of the heading above a form that the keyboard sends.
fn heading(form: &HtmlFormElement) -> Option<String> {
    form.query_selector(":focus-visible").ok()??;
    form.closest("[aria-labelledby]").ok()??.get_attribute("aria-labelledby")
}

/// Moves the keyboard to a heading, if it can be seen.
fn focus(heading: &str) -> bool {
    let heading = document().get_element_by_id(heading).and_then(|heading| heading.dyn_into::<HtmlElement>().ok());
    heading.is_some_and(|heading| {
        heading.set_tab_index(-1);
        heading.focus().is_ok() && document().active_element().is_some_and(|active| active == *heading)
    })
}

/// The question that the form answers.
fn dialog(form: &HtmlFormElement) -> Option<HtmlDialogElement> {
    form.closest("dialog").ok()??.dyn_into().ok()
}

fn fields(form: &HtmlFormElement) -> Option<String> {
    let data = FormData::new_with_form(form).ok()?;
    let fields = UrlSearchParams::new_with_str_sequence_sequence(data.unchecked_ref()).ok()?;
    Some(String::from(fields.to_string()))
}

async fn post(to: &str, body: String) -> Result<()> {
    let request =
        <Request as ClientReq<Error>>::try_new_post(to, "application/x-www-form-urlencoded", "application/json", body)?;
    let answer: Response = <Browser as Client<Error>>::send(request).await?;
    match <Response as ClientRes<Error>>::status(&answer) {
        400.. => Err(Error::de(<Response as ClientRes<Error>>::try_into_bytes(answer).await?)),
        _ => Ok(()),
    }
}

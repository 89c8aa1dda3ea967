use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::door::AtTheDoor;
use super::guest::{GuestRow, said};
use super::{DayHead, Numbers};
use crate::t;
use crate::ui::{Button, Form, Hidden, Icon, Load, TextField};
use crate::workshops::day::api::host::{self, MarkCode, Room};
use crate::workshops::day::model::CheckIn;
use crate::workshops::view::id_here;

/// Check-in on the host's phone: by code, by tapping the list, by the room's code.
#[component]
pub fn HostCheckIn() -> impl IntoView {
    let id = id_here();
    let query = use_query_map().get_untracked();
    let asked = |name: &str| query.get_str(name).unwrap_or_default().to_owned();
    let (q, code, who) = (asked("q"), asked("code"), asked("who"));
    let again = !asked("again").is_empty();
    let wanted = q.clone();
    let shown = Resource::new(
        move || (id.get(), wanted.clone()),
        |(id, q)| async move { host::who_is_there(id.parse()?, q).await },
    );
    view! {
        <Load what=shown let:shown>
            <Desk shown=shown q=q.clone() code=code.clone() who=who.clone() again=again/>
        </Load>
        // Reads codes with the camera, where the browser can.
        <script type="module" src="/scan.js" nonce=use_nonce()></script>
        // Shows who came in the meantime.
        <script type="module" src="/door.js" nonce=use_nonce()></script>
    }
}

#[component]
fn Desk(shown: CheckIn, q: String, code: String, who: String, again: bool) -> impl IntoView {
    let CheckIn { workshop, counts, guests, waiting, newcomers, open, room_code } = shown;
    let id = workshop.id.to_string();
    let over = workshop.over;
    let told = guests.iter().find(|guest| guest.registration.as_str() == who).map(|guest| said(guest, again));
    let live = open && !over;
    let nobody = guests.is_empty();
    let searched = !q.is_empty();
    // Whom the search found at the door stands there, with what can be done.
    let waiting = waiting.into_iter().filter(|name| newcomers.iter().all(|one| one.name != *name));
    let waiting: Vec<String> = waiting.collect();
    let here = id.clone();
    let rows = guests
        .into_iter()
        .map(|guest| view! { <GuestRow guest=guest workshop=id.clone() q=q.clone() who=who.clone()/> })
        .collect_view();
    view! {
        <div class="room" data-shape="form">
            <DayHead workshop=workshop words=t!(day.check_in) back=format!("/host/{id}")>
                {told.map(|words| view! { <p class="flash" role="status"><Icon name="check"/><span>{words}</span></p> })}
                {(!open).then(|| view! { <p class="note">{t!(day.error_early)}</p> })}
            </DayHead>
            <aside class="stack beside">
                <div data-fresh=live.then_some("numbers")><Numbers counts=counts/></div>
                <CodeField id=id.clone() code=code/>
                {(!over).then(|| view! { <RoomCode id=id.clone() code=room_code/> })}
            </aside>
            <section class="part" aria-labelledby="people">
                <h2 id="people">{t!(day.people)}</h2>
                <form class="line" method="get" role="search">
                    <input class="input" type="search" name="q" value=q aria-label=t!(day.search)/>
                    <button class="btn" data-kind="quiet" type="submit">{t!(day.search)}</button>
                </form>
                {nobody.then(|| view! { <p class="note">{t!(day.nobody)}</p> })}
                <ul class="rows" role="list" data-fresh=live.then_some("people")>{rows}</ul>
                {(!waiting.is_empty()).then(|| view! {
                    <p class="note">{t!(day.waiting_too, names = waiting.join("、"))}</p>
                })}
                {open.then(|| view! { <AtTheDoor id=here newcomers=newcomers searched=searched/> })}
            </section>
        </div>
    }
}

/// The field for a person's code. The camera's button shows only where `scan.js` finds that it could work.
#[component]
fn CodeField(id: String, code: String) -> impl IntoView {
    let mark = ServerAction::<MarkCode>::new();
    view! {
        <Form action=mark class="form code-form">
            <Hidden name="workshop" value=id/>
            <TextField name="code" label=t!(day.code) hint=t!(day.code_hint) value=code autocomplete="off" autofocus=true required=true/>
            <div class="line">
                <Button>{t!(day.code_verb)}</Button>
                <button
                    class="btn"
                    data-kind="quiet"
                    type="button"
                    data-scan=t!(day.scan_close)
                    data-scan-words=t!(day.scan_words)
                    data-scan-failed=t!(day.scan_failed)
                >
                    {t!(day.scan)}
                </button>
            </div>
        </Form>
    }
}

/// The code that everybody in the room can enter on their own ticket.
#[component]
fn RoomCode(id: String, code: Option<String>) -> impl IntoView {
    let room = ServerAction::<Room>::new();
    let (next, verb) = if code.is_some() { ("closed", t!(day.room_close)) } else { ("open", t!(day.room_open)) };
    view! {
        <section class="sheet" id="room">
            <h2>{t!(day.room)}</h2>
            <p class="note">{t!(day.room_words)}</p>
            {code.map(|code| view! { <p class="room-code">{code}</p> })}
            <Form action=room>
                <Hidden name="workshop" value=id/>
                <Hidden name="room" value=next/>
                <Button kind="quiet">{verb}</Button>
            </Form>
        </section>
    }
}

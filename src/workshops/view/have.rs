use leptos::prelude::*;

use super::wish::WishFields;
use crate::kit::id::WorkshopId;
use crate::t;
use crate::ui::{Button, CheckBox, Confirm, Form, Hidden, Icon, came_back};
use crate::workshops::api::Cancel;
use crate::workshops::api::place::{ActByLink, Answer, SetWish};
use crate::workshops::model::Seats;
use crate::workshops::model::place::{PlaceShown, Standing};
use crate::workshops::model::seating::Wish;

/// One's place: where one stands and why, what one wishes, and giving it back.
#[component]
pub fn HaveOne(
    id: WorkshopId,
    mine: PlaceShown,
    seats: Seats,
    /// Whether one waits at several dates of its course.
    course: bool,
    cancel: ServerAction<Cancel>,
) -> impl IntoView {
    let loss = match mine.standing {
        Standing::Waiting(n) => t!(workshops.loss_position, n = n),
        Standing::Seat if seats.waiting > 0 => t!(workshops.loss_seat_waited, n = seats.waiting),
        _ => t!(workshops.loss_seat).to_owned(),
    };
    let offered = mine.standing == Standing::Offered;
    let waits = !offered && mine.standing != Standing::Seat;
    let wish = mine.wish;
    let may_leave = mine.may_leave;
    let asked = mine.standing == Standing::Applied;
    let at = id.clone();
    view! {
        <Where mine=mine/>
        {offered.then(|| view! { <Reply workshop=at.to_string() token=String::new()/> })}
        {(waits && !asked).then(|| view! { <Change id=id.clone() wish=wish course=course/> })}
        {(!offered && may_leave).then(|| view! {
            <Confirm words=t!(workshops.cancel_open) title=t!(workshops.cancel_question) loss=loss kind="text">
                <Form action=cancel>
                    <Hidden name="workshop" value=id.to_string()/>
                    <Button kind="leave">{t!(workshops.cancel_verb)}</Button>
                </Form>
            </Confirm>
        })}
    }
}

/// Where somebody stands, and why.
#[component]
pub fn Where(mine: PlaceShown) -> impl IntoView {
    let PlaceShown { standing, why, until, wish, back, .. } = mine;
    let (icon, title, words) = match standing {
        Standing::Seat => ("check", t!(workshops.seat_title).to_owned(), t!(workshops.seat_words).to_owned()),
        Standing::Offered => {
            ("waiting", t!(seats.offered_title).to_owned(), t!(seats.offered_words, at = until.unwrap_or_default()))
        }
        Standing::Applied => ("waiting", t!(seats.applied_title).to_owned(), String::new()),
        Standing::Entered => ("waiting", t!(seats.entered_title).to_owned(), String::new()),
        Standing::Waiting(n) => ("waiting", t!(workshops.waiting_title, n = n), next(wish)),
    };
    view! {
        <h2 id="place" class="line"><Icon name=icon/>{title}</h2>
        {why.map(|why| view! { <p>{why}</p> })}
        {(!words.is_empty()).then(|| view! { <p>{words}</p> })}
        {(!back.is_empty()).then(|| view! { <p class="note">{back}</p> })}
    }
}

/// What becomes of a seat that gets free.
fn next(wish: Wish) -> String {
    match wish {
        Wish::Auto => t!(seats.wish_now_auto).to_owned(),
        Wish::Ask => t!(seats.wish_now_ask).to_owned(),
        Wish::Until(hours) => t!(seats.wish_now_until, n = hours),
    }
}

/// Yes or no to an offer: by somebody who is signed in, or by a letter's link with its token.
#[component]
pub fn Reply(workshop: String, token: String) -> impl IntoView {
    let (no_workshop, no_token) = (workshop.clone(), token.clone());
    let yes = view! { <Act workshop=workshop token=token act="accept" words=t!(seats.accept_verb)/> };
    view! {
        {yes}
        <Confirm words=t!(seats.decline_open) title=t!(seats.decline_question) loss=t!(seats.decline_loss) kind="text">
            <Act workshop=no_workshop token=no_token act="decline" kind="leave" words=t!(seats.decline_verb)/>
        </Confirm>
    }
}

/// One button that does one thing with a place. The browser sends it itself, so that the page is told anew.
#[component]
pub fn Act(
    workshop: String,
    token: String,
    act: &'static str,
    #[prop(optional, into)] kind: Option<String>,
    words: &'static str,
) -> impl IntoView {
    let by_link = !token.is_empty();
    let wide = kind.is_none();
    let fields = move || {
        view! {
            <Hidden name="workshop" value=workshop/>
            <Hidden name="token" value=token/>
            <Hidden name="act" value=act/>
        }
    };
    let button = move || match kind {
        Some(kind) => view! { <Button kind=kind>{words}</Button> }.into_any(),
        None => view! { <Button wide=wide>{words}</Button> }.into_any(),
    };
    let (link, answer) = (ServerAction::<ActByLink>::new(), ServerAction::<Answer>::new());
    match by_link {
        true => view! {
            <Form action=link reload=true key=act>{fields()}{button()}</Form>
        }
        .into_any(),
        false => view! {
            <Form action=answer reload=true key=act>{fields()}{button()}</Form>
        }
        .into_any(),
    }
}

/// Another wish.
#[component]
fn Change(id: WorkshopId, wish: Wish, course: bool) -> impl IntoView {
    let change = ServerAction::<SetWish>::new();
    view! {
        <details class="fold" open={came_back::<SetWish>(None)}>
            <summary>{t!(seats.wish_change)}</summary>
            <Form action=change reload=true>
                <Hidden name="workshop" value=id.to_string()/>
                <WishFields wish=wish/>
                {course.then(|| view! { <CheckBox name="course" label=t!(seats.wish_course) checked=true/> })}
                <Button kind="quiet">{t!(seats.wish_save)}</Button>
            </Form>
        </details>
    }
}

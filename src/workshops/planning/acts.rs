//! What can be done with those who were ticked in the table: the buttons, a last look before somebody loses their
//! place, and the sentence that says afterwards what was done with whom.

use leptos::prelude::*;

use super::Ask;
use crate::kit::Error;
use crate::kit::id::{RegistrationId, WorkshopId};
use crate::server::failure::{Failure, Result};
use crate::t;
use crate::ui::{Button, Form, Hidden};
use crate::workshops::api::planning::people::PeopleAct;
use crate::workshops::model::Editor;
use crate::workshops::model::people::Standing;
use crate::workshops::store::people::{self, PAGE, Person};
use crate::workshops::store::shift::{Ahead, forecast};

/// Whether somebody loses their place by it, so that the page names them before it happens.
pub fn asks_first(act: &str) -> bool {
    matches!(act, "remove" | "refuse")
}

/// The people that the address names, those of them who registered here.
async fn named(ask: &Ask<'_>) -> Result<Vec<Person>> {
    let mut conn = ask.state.db.read().await?;
    let mut found = Vec::new();
    for id in ask.of("who").split('.').filter(|id| !id.is_empty()).take(PAGE) {
        let id: RegistrationId = id.parse()?;
        match people::one(&mut conn, &ask.workshop.id, &id).await {
            Ok(one) => found.push(one),
            Err(Failure::Known(Error::NotFound)) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(found)
}

/// What becomes of each by the act that the address asks about, in a line; none where there is nothing to lose.
async fn losses(ask: &Ask<'_>, act: &str) -> Result<Vec<(Person, String)>> {
    let people = named(ask).await?;
    if act == "move" {
        let editor = Editor::of(ask.viewer)?;
        let to: WorkshopId = ask.of("to").parse()?;
        let mut conn = ask.state.db.read().await?;
        let seen = forecast(&mut conn, &editor, ask.workshop, &to, people, ask.state.now()).await?;
        let line = |(one, ahead): (Person, Ahead)| {
            let name = one.name.as_str();
            let words = match ahead {
                Ahead::Seat => t!(planning.moves_seat, name = name),
                Ahead::Line if one.has_seat() => t!(planning.moves_down, name = name),
                Ahead::Line => t!(planning.moves_line, name = name),
                Ahead::Nothing => t!(planning.moves_not, name = name),
            };
            (one, words)
        };
        return Ok(seen.into_iter().map(line).collect());
    }
    let line = |one: Person| {
        let name = one.name.as_str();
        let words = match one.has_seat() {
            true => t!(planning.loses_seat, name = name),
            false => t!(planning.loses_place, name = name),
        };
        (one, words)
    };
    Ok(people.into_iter().filter(|one| one.standing != Standing::Gone).map(line).collect())
}

/// The last look, where the address asks for one and somebody has a place to lose: who loses what, and two ways on.
/// `back` is the table as it was.
pub async fn sure(ask: &Ask<'_>, query: &str, back: &str) -> Result<Option<AnyView>> {
    let act = ask.of("sure");
    if !asks_first(act) && act != "move" {
        return Ok(None);
    }
    let people = losses(ask, act).await?;
    if people.is_empty() {
        return Ok(None);
    }
    let (question, verb) = match act {
        "move" => (t!(planning.sure_move), t!(planning.do_move)),
        "refuse" => (t!(planning.sure_refuse), t!(planning.do_refuse)),
        _ => (t!(planning.sure_remove), t!(planning.do_remove)),
    };
    let ids: Vec<String> = people.iter().map(|(one, _)| one.id.to_string()).collect();
    let lines = people.into_iter().map(|(_, words)| view! { <li dir="auto">{words}</li> }).collect_view();
    let (id, act, query, back) = (ask.workshop.id.to_string(), act.to_owned(), query.to_owned(), back.to_owned());
    let to = ask.of("to").to_owned();
    let step = ServerAction::<PeopleAct>::new();
    Ok(Some(
        view! {
            <section class="sheet" aria-labelledby="sure">
                <h2 id="sure">{question}</h2>
                <ul>{lines}</ul>
                <Form action=step reload=true>
                    <Hidden name="workshop" value=id/>
                    <Hidden name="query" value=query/>
                    <Hidden name="act" value=act/>
                    <Hidden name="to" value=to/>
                    <Hidden name="sure" value="yes".to_owned()/>
                    // Inside, where the form they belong to is known.
                    {ids.into_iter().map(|id| view! { <Hidden name="people][" value=id/> }).collect_view()}
                    <div class="line">
                        <Button kind="leave">{verb}</Button>
                        <a class="btn" data-kind="quiet" href=back>{t!(common.keep)}</a>
                    </div>
                </Form>
            </section>
        }
        .into_any(),
    ))
}

/// What was done with whom, in a sentence.
pub async fn done(ask: &Ask<'_>) -> Result<Option<String>> {
    let act = ask.of("done");
    let nobody = asks_first(ask.of("sure")) && named(ask).await?.iter().all(|one| one.standing == Standing::Gone);
    let more = |name: &str| ask.of(name).parse::<i64>().ok().filter(|n| *n > 0);
    let there = more("there").map(|n| t!(planning.done_there, n = n)).unwrap_or_default();
    let rest = more("rest").map(|n| t!(planning.done_rest, n = n)).unwrap_or_default();
    if act == "none" && !there.is_empty() {
        return Ok(Some(format!("{there}{rest}")));
    }
    if act == "none" || nobody {
        return Ok(Some(t!(planning.done_none).to_owned()));
    }
    let people = match act {
        "paid" | "unpaid" | "approve" | "refuse" | "remove" | "move" => named(ask).await?,
        _ => return Ok(None),
    };
    let who = match people.as_slice() {
        [] => return Ok(None),
        [one] => t!(workshops.san, name = one.name.as_str()),
        many => t!(workshops.people, n = many.len()),
    };
    let who = who.as_str();
    let words = match act {
        "paid" => t!(planning.did_them_paid, who = who),
        "unpaid" => t!(planning.did_them_unpaid, who = who),
        "approve" => t!(planning.did_them_approve, who = who),
        "refuse" => t!(planning.did_them_refuse, who = who),
        "move" => t!(planning.did_them_move, who = who),
        _ => t!(planning.did_them_remove, who = who),
    };
    Ok(Some(format!("{words}{there}{rest}")))
}

/// The buttons below the table.
#[component]
pub fn Acts(approval: bool, dates: Vec<(String, String)>) -> impl IntoView {
    let act = |act: &'static str, words: &'static str, kind: &'static str| {
        view! { <Button name="form[act]" value=act kind=kind small=true>{words}</Button> }
    };
    let moves = (!dates.is_empty()).then(|| {
        let options = dates.into_iter().map(|(id, words)| view! { <option value=id>{words}</option> }).collect_view();
        view! {
            <label class="line"><span>{t!(planning.move_to)}</span><select class="input" name="form[to]">{options}</select></label>
            {act("move", t!(planning.do_move), "quiet")}
        }
    });
    view! {
        <fieldset class="field">
            <legend>{t!(planning.with_ticked)}</legend>
            <div class="line">
                {act("paid", t!(planning.do_paid), "quiet")}
                {act("unpaid", t!(planning.do_unpaid), "text")}
                {act("letter", t!(planning.do_letter), "quiet")}
                {approval.then(|| act("approve", t!(planning.do_approve), "quiet"))}
                {approval.then(|| act("refuse", t!(planning.do_refuse), "leave"))}
                {moves}
                {act("remove", t!(planning.do_remove), "leave")}
            </div>
            <p class="note">{t!(planning.acts_note)}</p>
        </fieldset>
    }
}

//! What people wrote for the hosts alone: 配慮してほしいこと of everybody, or all that one person wrote. Opening it is
//! noted where its author sees it.

use leptos::prelude::*;

use super::Ask;
use crate::kit::id::RegistrationId;
use crate::server::failure::Result;
use crate::t;
use crate::ui::{Art, Back, Empty};
use crate::workshops::model::Editor;
use crate::workshops::model::questions::Question;
use crate::workshops::store::needs::{self, Opened, Which};
use crate::workshops::store::people;

/// The page.
pub async fn show(ask: &Ask<'_>) -> Result<AnyView> {
    let person = Some(ask.of("person")).filter(|person| !person.is_empty());
    let person: Option<RegistrationId> = person.map(str::parse).transpose()?;
    let alone = match &person {
        Some(one) => Some(people::one(&mut *ask.state.db.read().await?, &ask.workshop.id, one).await?.name),
        None => None,
    };
    let opened = open(ask, person.map_or(Which::Needs, Which::Person)).await?;
    let asked = needs::questions_of(&mut *ask.state.db.read().await?, &ask.workshop.id).await?;
    let nothing = opened.is_empty();
    let sheets = opened.into_iter().map(|one| sheet(one, &asked, ask)).collect_view();
    Ok(view! {
        <section class="part" aria-labelledby="needs">
            <Back href=format!("/host/{}/plan/people", ask.workshop.id) words=t!(planning.tab_people)/>
            <h2 id="needs">{t!(planning.needs)}</h2>
            <p class="note">{t!(planning.opened_note)}</p>
            {match (nothing, alone) {
                (true, None) => view! { <Empty art=Art::Seats title=t!(seats.needs_none_title) sentence=t!(seats.needs_none)/> }.into_any(),
                (true, Some(name)) => view! { <p><strong dir="auto">{t!(workshops.san, name = name)}</strong> " " {t!(planning.needs_none)}</p> }.into_any(),
                (false, _) => view! { <div class="stack">{sheets}</div> }.into_any(),
            }}
        </section>
    }
    .into_any())
}

/// Opens it for the one who looks.
pub async fn open(ask: &Ask<'_>, which: Which) -> Result<Vec<Opened>> {
    ask.viewer.must_have_promised()?;
    let reader = (Editor::of(ask.viewer)?, ask.viewer.id.clone());
    let input = (ask.state.vault.clone(), reader, ask.workshop.id.clone(), which, ask.state.now());
    let opening = ask.state.db.write(input, |tx, (vault, (editor, reader), id, which, now)| {
        Box::pin(needs::open(tx, vault, (editor, reader), id, which, *now))
    });
    opening.await
}

fn sheet(one: Opened, asked: &[Question], ask: &Ask<'_>) -> AnyView {
    let answers = asked.iter().filter_map(|question| {
        let words = question.words(one.answers.get(&question.id)?, ask.viewer.locale);
        Some(view! { <dt dir="auto">{question.label.clone()}</dt><dd class="as-written" dir="auto">{words}</dd> })
    });
    let answers = answers.collect_view();
    view! {
        <article class="sheet">
            <h3 dir="auto">{t!(workshops.san, name = one.name)}</h3>
            {one.needs.map(|needs| view! { <p class="as-written" dir="auto">{needs}</p> })}
            <dl class="facts">{answers}</dl>
        </article>
    }
    .into_any()
}

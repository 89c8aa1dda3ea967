//! The worksheets of many that organisers see as counts without names: a map each, and the value cards of some.

use std::collections::BTreeMap;

use super::content::{Counted, Sitting};
use super::stage::Stage;
use super::values;
use crate::kit::Locale;
use crate::kit::Moment;
use crate::kit::id::{AnswerId, UserId};
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};
use crate::worksheets::definition::library::definition;
use crate::worksheets::sheets::store::answers::{self, Kept};
use crate::worksheets::sheets::store::consents;
use crate::worksheets::sheets::{Play, PlayForm};

/// The worksheet that everybody of them filled.
const MAP: &str = "W4";

/// All of them.
pub async fn fill(conn: &mut Conn, stage: &mut Stage<'_>) -> Result<()> {
    let content = stage.content;
    for one in &content.counted {
        let at = stage.calendar.days_ago(one.days_ago, &one.at)?;
        let owner = stage.person(&one.owner)?;
        let id = map(conn, stage, (&owner, &one.w4), at).await?;
        consents::switch(conn, &owner, &id, ("statistics", true), at.plus_minutes(12)).await?;
        if !one.top.is_empty() {
            let id = values::sit(conn, stage, &cards(one)).await?;
            consents::switch(conn, &owner, &id, ("statistics", true), at.plus_minutes(40)).await?;
        }
    }
    Ok(())
}

/// Fills the map, one digit a question.
async fn map(conn: &mut Conn, stage: &mut Stage<'_>, (owner, said): (&UserId, &str), at: Moment) -> Result<AnswerId> {
    let strange = || Failure::refused(format!("the demo cannot fill {MAP}"));
    let definition = definition(MAP).ok_or_else(strange)?;
    let questions = definition.questionnaire().ok_or_else(strange)?;
    let play = Play::new(definition, Vec::new(), 0).map_err(|_| strange())?;
    let (fresh, of) = (stage.id(at), (MAP, definition.about.version));
    let id = answers::start(conn, stage.vault, owner, &fresh, of, &Kept::new(play, BTreeMap::new()), at).await?;
    let f = questions.items.iter().zip(said.chars()).map(|(item, digit)| (item.id.to_string(), digit.to_string()));
    let form = PlayForm { act: "finish".to_owned(), version: of.1, f: f.collect(), ..PlayForm::default() };
    for (step, revision) in form.steps().into_iter().zip(0_i64..) {
        let press = PlayForm { id: id.to_string(), revision, ..step };
        answers::play(conn, stage.vault, owner, &id, &press, Locale::ja, at.plus_minutes(9)).await?;
    }
    Ok(id)
}

fn cards(one: &Counted) -> Sitting {
    Sitting {
        owner: one.owner.clone(),
        days_ago: one.days_ago,
        at: one.at.clone(),
        top: one.top.clone(),
        high: Vec::new(),
        low: Vec::new(),
        notes: BTreeMap::new(),
        share: None,
        sorted: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::content;

    #[test]
    fn enough_people_were_counted_and_each_answered_every_question() {
        let content = content::read().expect("the files are right");
        let many = definition(MAP).and_then(|one| one.questionnaire()).expect("questions").items.len();
        assert!(
            content
                .counted
                .iter()
                .all(|one| one.w4.chars().filter(|digit| ('1'..='5').contains(digit)).count() == many)
        );
        assert!(content.counted.iter().filter(|one| one.top.len() >= 5).count() >= 20, "each way there are ten");
        let laid = |owner: &String| content.values.iter().any(|sitting| sitting.owner == *owner);
        assert!(content.counted.iter().all(|one| one.top.is_empty() || !laid(&one.owner)));
    }
}

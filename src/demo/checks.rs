//! Self-checks that people took, the licences that the organiser confirmed, and when the numbers for help were checked.

use super::content::Check;
use super::stage::Stage;
use crate::help::model::Act;
use crate::help::store as help;
use crate::selfchecks::model::CheckId;
use crate::selfchecks::showing::{self, model::CheckShareId};
use crate::selfchecks::store::{self as checks, Kept};
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};
use crate::worksheets::approval::approve;
use crate::worksheets::definition::Questionnaire;
use crate::worksheets::definition::library::definition;
use crate::worksheets::scoring::questionnaire::Answers;

/// The organiser of the demo.
const ORGANISER: &str = "satomi";

/// Everything.
pub async fn fill(conn: &mut Conn, stage: &mut Stage<'_>) -> Result<()> {
    let content = stage.content;
    let organiser = stage.person(ORGANISER)?;
    let read = stage.calendar.days_ago(30, "10:00")?;
    for id in &content.checks.approvals {
        let version = definition(id).map_or(0, |one| one.about.version);
        let words = ("デモのための確認", "この会は見本です。ほんとうに使うときは、原典で確かめてください。");
        approve(conn, &organiser, (id.as_str(), version), words, read).await?;
    }
    for one in &content.checks.help {
        let at = stage.calendar.days_ago(one.days_ago, "11:00")?;
        help::mark(conn, &organiser, (one.line.as_str(), 0), Act::Checked, at).await?;
    }
    for one in &content.checks.checks {
        let at = stage.calendar.days_ago(one.days_ago, &one.at)?;
        let owner = stage.person(&one.owner)?;
        let id: CheckId = stage.id(at);
        let found = definition(&one.sheet).and_then(|found| Some((&found.about, found.questionnaire()?)));
        let (about, sheet) = found.ok_or_else(|| Failure::refused(format!("there is no self-check {}", one.sheet)))?;
        let answers = answers(one, sheet);
        let lang = if one.owner == "mika" { "en" } else { "ja" };
        let kept = Kept { sheet: about.id.clone(), version: about.version, lang: lang.to_owned(), answers };
        checks::keep(conn, stage.vault, &owner, &id, &kept, at).await?;
        if let Some(coach) = &one.shown_to {
            let (coach, shown) = (stage.person(coach)?, at.plus_minutes(20));
            let share: CheckShareId = stage.id(shown);
            showing::store::show(conn, stage.vault, &owner, (&id, &share), &coach, shown).await?;
        }
    }
    Ok(())
}

/// What the page of the check would have kept: answers name the form of the instrument where there are several, or
/// their result cannot be computed.
fn answers(one: &Check, sheet: &Questionnaire) -> Answers {
    let items = one.items.iter().map(|(item, value)| (item.clone(), Some(*value))).collect();
    Answers { form: sheet.form.as_ref().map(|form| form.to_string()), items, ..Answers::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::content;
    use crate::worksheets::scoring::questionnaire::score;

    #[test]
    fn every_check_can_be_scored_and_every_name_is_known() {
        let content = content::read().expect("the files are right");
        for one in &content.checks.checks {
            let sheet = definition(&one.sheet).and_then(|found| found.questionnaire()).expect("a check");
            let scored = score(sheet, &answers(one, sheet)).expect("it can be scored");
            assert!(scored.scales.iter().all(|scale| scale.value.is_some()), "{}", one.sheet);
            assert!(content.people.iter().any(|person| person.key == one.owner), "{}", one.owner);
        }
        for id in &content.checks.approvals {
            assert!(!definition(id).expect("content").about.licence_confirmed, "{id} needs nobody");
        }
    }
}

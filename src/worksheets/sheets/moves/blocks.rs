use super::undo::undo;
use super::{PlayForm, digits, named, number, step};
use crate::kit::form::one_line;
use crate::worksheets::definition::Blocks;
use crate::worksheets::model::play::Refused;
use crate::worksheets::scoring::w9::{Answers, Contact, Relation, Task};
use crate::worksheets::scoring::{ScoreError, w9};
use crate::worksheets::sheets::play::Filled;
use crate::worksheets::sheets::refused::Why;

/// How many people the form has room for.
pub const PEOPLE: usize = 6;

/// W9: `keep` (the whole form, whether the shares make a hundred or not), `undo`, `finish`.
pub fn apply(sheet: &mut Filled<Answers>, blocks: &Blocks, form: &PlayForm) -> Result<(), Why> {
    match form.act.as_str() {
        "keep" => {
            let next = read(form, blocks)?;
            next.fits(blocks)?;
            sheet.keep(next);
        }
        "undo" => {
            undo(sheet, form, |_| read(form, blocks))?;
            sheet.answers.fits(blocks)?;
        }
        "finish" => {
            w9::score(blocks, &sheet.answers)?;
            sheet.done = true;
        }
        _ => return Err(Why::Unheard),
    }
    Ok(())
}

fn read(form: &PlayForm, blocks: &Blocks) -> Result<Answers, Why> {
    let mut tasks = Vec::new();
    for at in 0..blocks.most {
        let field = |name: &str| format!("{name}_{at}");
        let name = one_line(form.word(&field("name")));
        if name.is_empty() {
            let [before, after, act, values, strengths] = ["before", "after", "act", "values", "strengths"].map(field);
            named(form, &field("name"), &[&before, &after, &act], &[&values, &strengths])?;
            continue;
        }
        if name.chars().count() > blocks.name_most as usize {
            let place = format!("tasks[{at}].name");
            return Err(ScoreError::Long { place, most: blocks.name_most as u32 }.into());
        }
        let act = form.word(&field("act")).to_owned();
        if !act.is_empty() && !blocks.moves.iter().any(|one| *one.id == *act) {
            return Err(Refused::Unknown.into());
        }
        let energy: i8 = number(form, &field("energy"))?.unwrap_or(0);
        if !(-2..=2).contains(&energy) {
            return Err(digits(&field("energy")));
        }
        tasks.push(Task {
            name,
            share_before: share(form, &field("before"))?.unwrap_or(0.0),
            share_after: share(form, &field("after"))?,
            energy,
            values: form.ticked(&field("values")),
            strengths: form.ticked(&field("strengths")),
            act,
        });
    }
    let mut relations = Vec::new();
    for at in 0..PEOPLE {
        let who = one_line(form.word(&format!("who_{at}")));
        let contact = match form.word(&format!("contact_{at}")) {
            "less" => Contact::Less,
            _ => Contact::More,
        };
        if !who.is_empty() {
            relations.push(Relation { who, contact });
        }
    }
    Ok(Answers { tasks, relations, meaning: form.text("meaning"), step: step(form, "step", "due")? })
}

fn share(form: &PlayForm, field: &str) -> Result<Option<f64>, Why> {
    let share: Option<f64> = number(form, field)?;
    match share {
        Some(share) if !(0.0..=100.0).contains(&share) => Err(digits(field)),
        share => Ok(share),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worksheets::definition::Family;
    use crate::worksheets::sheets::known;

    /// What comes of keeping a block with this besides.
    fn kept(field: &str, word: &str) -> Result<Filled<Answers>, Why> {
        let Some(Family::Blocks(blocks)) = known("W9").map(|one| &one.family) else { panic!("the sketch") };
        let mut form = PlayForm { act: "keep".to_owned(), ..PlayForm::default() };
        form.f.insert("name_0".to_owned(), "x".to_owned());
        if field.starts_with("values") || field.starts_with("strengths") {
            form.many.insert(field.to_owned(), vec![word.to_owned()]);
        } else {
            form.f.insert(field.to_owned(), word.to_owned());
        }
        if field == "due" {
            form.f.insert("step".to_owned(), "x".to_owned());
        }
        let mut sheet = Filled::default();
        apply(&mut sheet, blocks, &form).map(|()| sheet)
    }

    #[test]
    fn a_week_that_is_not_whole_is_kept_and_what_no_page_sends_is_not() {
        for (field, word) in [("values_0", "caring"), ("strengths_0", "waiting"), ("meaning", "x"), ("who_0", "x")] {
            assert!(kept(field, word).is_ok(), "{field}");
        }
        let long = "x".repeat(2001);
        for (field, word) in [
            ("values_0", "nothing"),
            ("strengths_0", "nothing"),
            ("meaning", long.as_str()),
            ("who_0", long.as_str()),
            ("step", long.as_str()),
            ("due", "some day"),
        ] {
            assert!(matches!(kept(field, word), Err(Why::Scored(_))), "{field}");
        }
    }
}

use super::undo::undo;
use super::{PlayForm, number};
use crate::worksheets::definition::Questionnaire;
use crate::worksheets::model::play::Refused;
use crate::worksheets::scoring::questionnaire::Answers;
use crate::worksheets::sheets::play::Filled;
use crate::worksheets::sheets::refused::Why;

/// W4: `keep` (the whole form; what is left out is a blank), `undo`, `finish`.
pub fn apply(sheet: &mut Filled<Answers>, questions: &Questionnaire, form: &PlayForm) -> Result<(), Why> {
    match form.act.as_str() {
        "keep" => sheet.keep(read(form, questions, &sheet.answers)?),
        "undo" => undo(sheet, form, |now| read(form, questions, now))?,
        "finish" => {
            sheet.answers.check(questions)?;
            if sheet.answers.items.values().all(Option::is_none) {
                return Err(Refused::Unfinished.into());
            }
            sheet.done = true;
        }
        _ => return Err(Why::Unheard),
    }
    Ok(())
}

fn read(form: &PlayForm, questions: &Questionnaire, now: &Answers) -> Result<Answers, Why> {
    let mut next = Answers { items: Default::default(), talk: String::new(), ..now.clone() };
    for name in form.f.keys() {
        if name == "talk" {
            next.talk = form.text("talk");
        } else {
            next.items.insert(name.clone(), number(form, name)?);
        }
    }
    next.check(questions)?;
    Ok(next)
}

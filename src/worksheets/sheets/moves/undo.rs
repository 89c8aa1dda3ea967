//! Taking back a step of a form in which more may stand than was saved.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::PlayForm;
use crate::worksheets::model::play::Refused;
use crate::worksheets::sheets::play::Filled;
use crate::worksheets::sheets::refused::Why;

/// Takes back the latest save of a sheet that is filled in like a form. What stands in the form and was not saved yet stays:
/// it is no part of that step.
pub fn undo<T>(sheet: &mut Filled<T>, form: &PlayForm, read: impl Fn(&T) -> Result<T, Why>) -> Result<(), Why>
where
    T: Clone + Serialize + DeserializeOwned,
{
    let written = if bare(form) { sheet.answers.clone() } else { read(&sheet.answers)? };
    let back = sheet.history.pop().ok_or(Refused::NothingToUndo)?;
    sheet.answers = merged(&sheet.answers, &written, &back);
    Ok(())
}

/// Whether nothing but the press was sent.
pub fn bare(form: &PlayForm) -> bool {
    form.f.is_empty() && form.many.is_empty()
}

/// `back`, with whatever `mine` says otherwise than `before`; `mine` where the two do not go together.
pub fn merged<T>(before: &T, mine: &T, back: &T) -> T
where
    T: Clone + Serialize + DeserializeOwned,
{
    let [one, two, three] = [before, mine, back].map(|said| serde_json::to_value(said).unwrap_or_default());
    serde_json::from_value(over(one, two, three)).unwrap_or_else(|_| mine.clone())
}

fn over(before: Value, mine: Value, back: Value) -> Value {
    if mine == before {
        return back;
    }
    match (before, mine, back) {
        (Value::Object(before), Value::Object(mine), Value::Object(back)) => Value::Object(fields(before, mine, back)),
        (Value::Array(before), Value::Array(mine), Value::Array(back)) if alike(&before, &mine, &back) => {
            let many = before.len().max(mine.len()).max(back.len());
            let mut lists = [before, mine, back].map(Vec::into_iter);
            let rows = (0..many).map(|_| {
                let [before, mine, back] = lists.each_mut().map(|list| list.next().unwrap_or_default());
                over(before, mine, back)
            });
            Value::Array(rows.filter(|row| !row.is_null()).collect())
        }
        (_, mine, _) => mine,
    }
}

/// Field by field; what is empty is left out, as it is where it was never said.
fn fields(
    mut before: Map<String, Value>,
    mut mine: Map<String, Value>,
    mut back: Map<String, Value>,
) -> Map<String, Value> {
    let names: BTreeSet<String> = before.keys().chain(mine.keys()).chain(back.keys()).cloned().collect();
    let said = names.into_iter().map(|name| {
        let [before, mine, back] = [&mut before, &mut mine, &mut back].map(|map| map.remove(&name).unwrap_or_default());
        (name, over(before, mine, back))
    });
    said.filter(|(_, value)| !value.is_null()).collect()
}

/// Whether what stands in the same place of these lists is the same thing: rows of a form, and none of them by another name.
fn alike(before: &[Value], mine: &[Value], back: &[Value]) -> bool {
    let rows = [before, mine, back].into_iter().flatten().all(Value::is_object);
    let id = |row: &Value| row.get("id").cloned();
    let named = |one: &[Value], other: &[Value]| one.iter().zip(other).all(|(one, other)| id(one) == id(other));
    rows && named(before, mine) && named(before, back)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_step_is_taken_back_and_what_was_not_saved_stays() {
        let before = json!({"items": {"a": 1, "b": 2}, "talk": "今日のこと"});
        let mine = json!({"items": {"a": 1, "b": 2, "c": 3}, "talk": "今日のこと"});
        let back = json!({"items": {"a": 1}, "talk": ""});
        assert_eq!(merged(&before, &mine, &back), json!({"items": {"a": 1, "c": 3}, "talk": ""}));
        assert_eq!(merged(&before, &before, &back), back);
    }

    #[test]
    fn rows_keep_their_places_and_other_lists_are_one_thing() {
        let row = |name: &str, share: u8| json!({"name": name, "share": share});
        let before = json!([row("面談", 60)]);
        let mine = json!([row("面談", 60), row("記録", 40)]);
        assert_eq!(merged(&before, &mine, &json!([row("面談", 50)])), json!([row("面談", 50), row("記録", 40)]));
        assert_eq!(merged(&before, &mine, &json!([])), json!([row("記録", 40)]));
        assert_eq!(merged(&json!(["x"]), &json!(["x", "y"]), &json!([])), json!(["x", "y"]));
        let named = |id: &str, story: &str| json!([{"id": id, "story": story}]);
        let mine = named("waiting", "朝");
        assert_eq!(merged(&named("waiting", ""), &mine, &named("bridges", "")), mine, "no story under another name");
    }
}

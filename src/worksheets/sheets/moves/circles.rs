use super::draft::{typed, writing};
use super::{PlayForm, number, place, step};
use crate::kit::form::one_line;
use crate::worksheets::definition::Circles;
use crate::worksheets::model::play::{Circle, CirclesMove, CirclesPlay, Draft};
use crate::worksheets::scoring::w7::Link;
use crate::worksheets::sheets::refused::Why;

/// The circles by their names in forms.
const CIRCLES: [(&str, Circle); 3] = [("will", Circle::Will), ("can", Circle::Can), ("must", Circle::Must)];

/// W7: `add` (`at` names the circle), `remove` (`will 2`), `link`, `unlink`, `keep`, `undo`, `finish`. The page is one form:
/// after each of them but the last, entries that stand in their fields (`new_will` …) are added, and the words are kept.
/// While somebody writes, the entries are kept as they are, and none is added.
pub fn apply(play: &mut CirclesPlay, circles: &Circles, form: &PlayForm) -> Result<(), Why> {
    let mut next = play.clone();
    match form.act.as_str() {
        "add" | "keep" => {}
        "remove" => {
            let (name, at) = form.at.split_once(' ').ok_or(Why::Unheard)?;
            next.apply(circles, &CirclesMove::Remove { circle: circle(name)?, at: place(at)? })?;
        }
        "link" => {
            let m = number(form, "m")?;
            next.apply(circles, &CirclesMove::Link(Link { w: place(form.word("w"))?, c: place(form.word("c"))?, m }))?;
        }
        "unlink" => {
            let link = *play.answers.links.get(place(&form.at)? as usize).ok_or(Why::Unheard)?;
            next.apply(circles, &CirclesMove::Unlink(link))?;
        }
        "undo" => next.apply(circles, &CirclesMove::Undo)?,
        "finish" => next.apply(circles, &CirclesMove::Finish)?,
        _ => return Err(Why::Unheard),
    }
    if writing(form) {
        // Tried, so that what could not be added is said while it is written.
        add(&mut next.clone(), circles, form)?;
        let draft = typed(form, &["new_will", "new_can", "new_must"], &[]);
        next.draft = (draft != Draft::default()).then_some(draft);
    } else if form.act != "finish" {
        add(&mut next, circles, form)?;
        next.draft = None;
    }
    if form.act != "finish" {
        words(&mut next, circles, form)?;
    }
    *play = next;
    Ok(())
}

/// Adds what stands in the fields of the lists; the one whose button was pressed must say something.
fn add(play: &mut CirclesPlay, circles: &Circles, form: &PlayForm) -> Result<(), Why> {
    if form.act == "add" {
        circle(&form.at)?;
    }
    for (name, circle) in CIRCLES {
        let text = one_line(form.word(&format!("new_{name}")));
        if text.is_empty() && !(form.act == "add" && form.at == name) {
            continue;
        }
        let mut next = play.answers.clone();
        match circle {
            Circle::Will => &mut next.will,
            Circle::Can => &mut next.can,
            Circle::Must => &mut next.must,
        }
        .push(text.clone());
        // First, because it says what is too long.
        next.check(circles)?;
        play.apply(circles, &CirclesMove::Add { circle, text })?;
    }
    Ok(())
}

/// Keeps the words below the lists, if they came along.
fn words(play: &mut CirclesPlay, circles: &Circles, form: &PlayForm) -> Result<(), Why> {
    if !form.f.keys().any(|name| name.starts_with("core_") || name == "step") {
        return Ok(());
    }
    let texts = (0..circles.core_most).map(|at| form.text(&format!("core_{at}"))).collect();
    play.apply(circles, &CirclesMove::Core { texts })?;
    let step = step(form, "step", "due")?.unwrap_or_default();
    Ok(play.apply(circles, &CirclesMove::Step { step })?)
}

fn circle(name: &str) -> Result<Circle, Why> {
    CIRCLES.into_iter().find(|(known, _)| *known == name).map(|(_, circle)| circle).ok_or(Why::Unheard)
}

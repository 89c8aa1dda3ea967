use super::draft::{typed, writing};
use super::undo::merged;
use super::{PlayForm, digits, named, number, place};
use crate::kit::form::{chars, one_line};
use crate::worksheets::definition::Line;
use crate::worksheets::model::play::{Draft, LineMove, LinePlay, Refused};
use crate::worksheets::scoring::ScoreError;
use crate::worksheets::scoring::w6::{Age, Free, Point, When, Year};
use crate::worksheets::sheets::refused::{Why, shown};

/// The most letters of a field that holds a number or a choice, while somebody types in it.
const SHORT_MOST: usize = 20;

/// W6: `add`, `put`, `up`, `down`, `earlier`, `later`, `remove`, `change` (opens a point), `keep`, `undo`, `finish`; `at`
/// names the point. The page is one form: with each of them but the last, the point whose title stands in the fields is put
/// on the line (`point` names the one that it changes; after `undo` only what was written about that one and not put yet),
/// and points stand as high as they were moved (`y_` and the name of each). While somebody writes, the fields are kept as
/// they are, and no point is put.
pub fn apply(play: &mut LinePlay, line: &Line, form: &PlayForm) -> Result<(), Why> {
    let mut next = play.clone();
    moved(&mut next, line, form)?;
    if writing(form) {
        next.draft = begun(&next, line, form)?;
        *play = next;
        return Ok(());
    }
    match form.act.as_str() {
        "finish" => next.apply(line, &LineMove::Finish)?,
        // What was put on the line just now would be what it takes back.
        "undo" => {
            next.apply(line, &LineMove::Undo)?;
            match number::<u32>(form, "point")? {
                None => written(&mut next, line, form)?,
                Some(name) => reopened(&mut next, line, form, (name, play.point(name)))?,
            }
        }
        _ => {
            written(&mut next, line, form)?;
            press(&mut next, line, form)?;
        }
    }
    next.draft = None;
    *play = next;
    Ok(())
}

/// What stands in the fields of a point, where that is not what the page showed there by itself.
fn begun(play: &LinePlay, line: &Line, form: &PlayForm) -> Result<Option<Draft>, Why> {
    if !form.f.contains_key("title") {
        return Ok(play.draft.clone());
    }
    let short = ["point", "when", "year", "month", "age", "y", "share"];
    if let Some(long) = short.into_iter().find(|name| chars(form.word(name)) > SHORT_MOST) {
        return Err(digits(long));
    }
    // As far as it can be looked at yet: its words, and what is ticked.
    let title = if form.text("title").is_empty() { "-".to_owned() } else { form.text("title") };
    let (story, lesson, tags) = (form.text("story"), form.text("lesson"), form.ticked("tags"));
    Point { when: When::Free(Free::Free), y: 0.0, title, story, lesson, tags, share: false }.check(line, "point")?;
    let fields: Vec<&str> = short.into_iter().chain(["title", "story", "lesson"]).collect();
    let draft = typed(form, &fields, &["tags"]);
    let untouched = match number::<u32>(form, "point")? {
        Some(name) => point_fields(name, play.point(name).ok_or(Refused::Unknown)?),
        None => new_point(),
    };
    Ok((draft != untouched).then_some(draft))
}

/// The fields of a new point, before anything is written.
pub fn new_point() -> Draft {
    Draft::new([("when", "year".to_owned()), ("y", "0".to_owned())], [])
}

/// The fields of a point that stands on the line.
pub fn point_fields(name: u32, point: &Point) -> Draft {
    let (way, year, month, age) = match point.when {
        When::Year(Year { year, month }) => ("year", Some(year), month, None),
        When::Age(Age { age }) => ("age", None, None, Some(age)),
        When::Free(_) => ("free", None, None, None),
    };
    let f = [
        ("point", name.to_string()),
        ("title", point.title.clone()),
        ("when", way.to_owned()),
        ("year", year.map(|year| year.to_string()).unwrap_or_default()),
        ("month", month.map(|month| month.to_string()).unwrap_or_default()),
        ("age", age.map(|age| age.to_string()).unwrap_or_default()),
        ("y", shown(point.y)),
        ("story", point.story.clone()),
        ("lesson", point.lesson.clone()),
        ("share", if point.share { "true".to_owned() } else { String::new() }),
    ];
    Draft::new(f, [("tags", point.tags.clone())])
}

/// Puts the points at the heights that they were moved to: `y_` and the name of each.
fn moved(play: &mut LinePlay, line: &Line, form: &PlayForm) -> Result<(), Why> {
    for field in form.f.keys() {
        let Some(name) = field.strip_prefix("y_") else { continue };
        let (name, y): (u32, f64) = (place(name)?, number(form, field)?.ok_or_else(|| digits(field))?);
        let point = play.point(name).cloned().ok_or(Refused::Unknown)?;
        if point.y != y {
            play.apply(line, &LineMove::Put { name, point: Point { y, ..point } })?;
        }
    }
    Ok(())
}

fn press(play: &mut LinePlay, line: &Line, form: &PlayForm) -> Result<(), Why> {
    let name = || place(&form.at);
    let step = match form.act.as_str() {
        "add" | "put" | "change" | "keep" => return Ok(()),
        "up" => LineMove::Lift { name: name()?, by: 1.0 },
        "down" => LineMove::Lift { name: name()?, by: -1.0 },
        "earlier" => LineMove::Shift { name: name()?, later: false },
        "later" => LineMove::Shift { name: name()?, later: true },
        "remove" => LineMove::Remove { name: name()? },
        _ => return Err(Why::Unheard),
    };
    Ok(play.apply(line, &step)?)
}

/// Puts the point on the line that stands in the fields; with the button for it, it must have a title.
fn written(play: &mut LinePlay, line: &Line, form: &PlayForm) -> Result<(), Why> {
    let asked = matches!(form.act.as_str(), "add" | "put");
    if !asked && one_line(form.word("title")).is_empty() {
        return named(form, "title", &["year", "month", "age", "story", "lesson", "share"], &["tags"]);
    }
    let point = checked(form, line)?;
    let step = match number(form, "point")? {
        Some(name) => LineMove::Put { name, point },
        None => LineMove::Add { point },
    };
    Ok(play.apply(line, &step)?)
}

/// After a step was taken back, puts the point that is open as far as something new is written about it: the rest of its
/// fields stand as the page showed them, before the step was taken back.
fn reopened(play: &mut LinePlay, line: &Line, form: &PlayForm, (name, was): (u32, Option<&Point>)) -> Result<(), Why> {
    let Some(was) = was.filter(|_| form.f.contains_key("title")) else { return Ok(()) };
    let mine = checked(form, line)?;
    if mine == *was {
        return Ok(());
    }
    let step = match play.point(name) {
        Some(back) => LineMove::Put { name, point: merged(was, &mine, back) },
        None => LineMove::Add { point: mine },
    };
    Ok(play.apply(line, &step)?)
}

fn checked(form: &PlayForm, line: &Line) -> Result<Point, Why> {
    let point = match point(form) {
        // Who wrote nothing at all hears of both at once.
        Err(number) if one_line(form.word("title")).is_empty() => {
            let title = ScoreError::Missing { place: "point.title".to_owned(), id: "text".to_owned() };
            return Err(Why::Both(Box::new([Why::from(title), number])));
        }
        point => point?,
    };
    point.check(line, "point")?;
    Ok(point)
}

fn point(form: &PlayForm) -> Result<Point, Why> {
    let when = match form.word("when") {
        "year" => {
            let year = number(form, "year")?.ok_or_else(|| digits("year"))?;
            When::Year(Year { year, month: number(form, "month")? })
        }
        "age" => When::Age(Age { age: number(form, "age")?.ok_or_else(|| digits("age"))? }),
        "free" => When::Free(Free::Free),
        _ => return Err(Why::Unheard),
    };
    Ok(Point {
        when,
        y: number(form, "y")?.ok_or_else(|| digits("y"))?,
        title: one_line(form.word("title")),
        story: form.text("story"),
        lesson: form.text("lesson"),
        tags: form.ticked("tags"),
        share: form.word("share") == "true",
    })
}

use super::draft::{typed, writing};
use super::undo::merged;
use super::{PlayForm, digits, named, number, place, step};
use crate::kit::form::one_line;
use crate::worksheets::definition::Rings;
use crate::worksheets::model::play::{Draft, Refused, RingsMove, RingsPlay};
use crate::worksheets::scoring::w10::{Answers, Node};
use crate::worksheets::sheets::refused::Why;

/// W10: `add`, `put`, `nearer`, `further`, `remove`, `change` (opens somebody), `keep`, `undo`, `finish`; `at` names the
/// person. The page is one form: with each of them but the last, the person whose alias stands in the fields is put on the
/// map (`new_at` names whom that changes; after `undo` only what was written about them and not put yet), and the next step
/// is kept. While somebody writes, the fields are kept as they are, and nobody is put.
pub fn apply(play: &mut RingsPlay, rings: &Rings, form: &PlayForm) -> Result<(), Why> {
    let mut next = play.clone();
    match form.act.as_str() {
        "finish" if next.answers.nodes.is_empty() => return Err(Refused::Unfinished.into()),
        "finish" => next.apply(rings, &RingsMove::Finish)?,
        // What was put on the map just now would be what it takes back.
        "undo" => {
            next.apply(rings, &RingsMove::Undo)?;
            match number::<u32>(form, "new_at")? {
                None => person(&mut next, rings, form)?,
                Some(at) => reopened(&mut next, rings, form, (at, &play.answers.nodes))?,
            }
        }
        _ if writing(form) => {}
        _ => {
            person(&mut next, rings, form)?;
            press(&mut next, rings, form)?;
        }
    }
    next.draft = if writing(form) { begun(&next, rings, form)? } else { None };
    if form.act != "finish" && form.f.keys().any(|name| name == "next" || name == "step") {
        let said = RingsMove::Step { next: form.word("next").to_owned(), step: step(form, "step", "due")? };
        next.apply(rings, &said)?;
    }
    *play = next;
    Ok(())
}

fn press(play: &mut RingsPlay, rings: &Rings, form: &PlayForm) -> Result<(), Why> {
    let at = || place(&form.at);
    let ring = |by: i16| -> Result<u8, Why> {
        let node = play.answers.nodes.get(at()? as usize).ok_or(Refused::Unknown)?;
        Ok((i16::from(node.ring) + by).clamp(1, 3) as u8)
    };
    let step = match form.act.as_str() {
        "add" | "put" | "change" | "keep" => return Ok(()),
        "nearer" => RingsMove::Ring { at: at()?, ring: ring(-1)? },
        "further" => RingsMove::Ring { at: at()?, ring: ring(1)? },
        "remove" => RingsMove::Remove { at: at()? },
        _ => return Err(Why::Unheard),
    };
    Ok(play.apply(rings, &step)?)
}

/// Puts the person on the map who stands in the fields; with the button for it, they must have an alias.
fn person(play: &mut RingsPlay, rings: &Rings, form: &PlayForm) -> Result<(), Why> {
    let asked = matches!(form.act.as_str(), "add" | "put");
    if !asked && one_line(form.word("new_alias")).is_empty() {
        // The first of the kinds is what the list shows before anything is chosen.
        let untouched = rings.kinds.first().is_some_and(|first| *first.id == *form.word("new_kind"));
        let fields: &[&str] = if untouched { &["new_last"] } else { &["new_last", "new_kind"] };
        return named(form, "new_alias", fields, &["new_gives", "new_takes"]);
    }
    let (node, at) = (node(form)?, number::<u32>(form, "new_at")?);
    let mut next = play.answers.clone();
    match at {
        Some(at) => *next.nodes.get_mut(at as usize).ok_or(Refused::Unknown)? = node.clone(),
        None => next.nodes.push(node.clone()),
    }
    // First, because it says what is too long, or there already.
    next.check(rings)?;
    let put = match at {
        Some(at) => RingsMove::Put { at, node },
        None => RingsMove::Add { node },
    };
    Ok(play.apply(rings, &put)?)
}

/// What stands in the fields of a person, where that is not what the page showed there by itself.
fn begun(play: &RingsPlay, rings: &Rings, form: &PlayForm) -> Result<Option<Draft>, Why> {
    if !form.f.contains_key("new_alias") {
        return Ok(play.draft.clone());
    }
    // As far as it can be looked at yet, as if there were nobody else.
    let node = node(form)?;
    let alias = if node.alias.is_empty() { "-".to_owned() } else { node.alias.clone() };
    Answers { nodes: vec![Node { alias, ..node }], ..Answers::default() }.check(rings)?;
    let fields = ["new_at", "new_alias", "new_ring", "new_kind", "new_last"];
    let draft = typed(form, &fields, &["new_gives", "new_takes"]);
    let untouched = match number::<u32>(form, "new_at")? {
        Some(at) => person_fields(at, play.answers.nodes.get(at as usize).ok_or(Refused::Unknown)?),
        None => new_person(rings),
    };
    Ok((draft != untouched).then_some(draft))
}

/// The fields of a new person, before anything is written.
pub fn new_person(rings: &Rings) -> Draft {
    // What the list shows before anything is chosen.
    let kind = rings.kinds.first().map(|kind| kind.id.to_string()).unwrap_or_default();
    Draft::new([("new_ring", "1".to_owned()), ("new_kind", kind)], [])
}

/// The fields of somebody who stands on the map.
pub fn person_fields(at: u32, node: &Node) -> Draft {
    let f = [
        ("new_at", at.to_string()),
        ("new_alias", node.alias.clone()),
        ("new_ring", node.ring.to_string()),
        ("new_kind", node.kind.clone()),
        ("new_last", node.last.clone()),
    ];
    Draft::new(f, [("new_gives", node.gives.clone()), ("new_takes", node.takes.clone())])
}

/// After a step was taken back, puts whoever is open as far as something new is written about them. They may stand in another
/// place now, and are known by their alias, unless it was the alias that came back.
fn reopened(play: &mut RingsPlay, rings: &Rings, form: &PlayForm, (at, before): (u32, &[Node])) -> Result<(), Why> {
    let was = before.get(at as usize).filter(|_| form.f.contains_key("new_alias"));
    let Some(was) = was else { return Ok(()) };
    let mine = node(form)?;
    if mine == *was {
        return Ok(());
    }
    let nodes = &play.answers.nodes;
    let place = nodes.iter().position(|one| one.alias == was.alias);
    let place = place.or_else(|| (nodes.len() == before.len()).then_some(at as usize));
    let step = match place.and_then(|place| Some((place, nodes.get(place)?))) {
        Some((place, back)) => RingsMove::Put { at: place as u32, node: merged(was, &mine, back) },
        None => RingsMove::Add { node: mine },
    };
    Ok(play.apply(rings, &step)?)
}

fn node(form: &PlayForm) -> Result<Node, Why> {
    Ok(Node {
        alias: one_line(form.word("new_alias")),
        ring: number(form, "new_ring")?.ok_or_else(|| digits("new_ring"))?,
        kind: form.word("new_kind").to_owned(),
        gives: form.ticked("new_gives"),
        takes: form.ticked("new_takes"),
        last: form.word("new_last").to_owned(),
    })
}

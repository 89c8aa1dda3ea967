use leptos::ev::DragEvent;
use leptos::prelude::*;

use super::sort::lift;
use super::table::{MoveButton, Table, focus_soon};
use crate::t;
use crate::ui::Icon;
use crate::worksheets::model::Move;

/// The top list in order: buttons up and down; drag where there is a mouse.
#[component]
pub fn Rank() -> impl IntoView {
    let table = Table::here();
    let top = Memo::new(move |_| table.sitting.with(|sitting| sitting.top.clone()));
    let dragged = RwSignal::new(String::new());
    view! {
        <div class="stack" data-gap="large">
            <ol class="ranking" role="list">
                <For each=move || top.get() key=String::clone let:id>
                    <Ranked id top dragged/>
                </For>
            </ol>
            <div class="line">
                <MoveButton act="write" step=Move::Write main=true>{t!(worksheets.to_notes)}</MoveButton>
                <MoveButton act="undo" step=Move::Undo kind="text"><Icon name="undo"/>{t!(worksheets.undo)}</MoveButton>
                <MoveButton act="back" step=Move::Back kind="text">{t!(worksheets.back_to_piles)}</MoveButton>
            </div>
        </div>
    }
}

#[component]
fn Ranked(id: String, top: Memo<Vec<String>>, dragged: RwSignal<String>) -> impl IntoView {
    let table = Table::here();
    let card = table.card(&id);
    let place = {
        let id = id.clone();
        Memo::new(move |_| top.with(|top| top.iter().position(|one| *one == id).map_or(0, |at| at + 1)))
    };
    let start = {
        let id = id.clone();
        move |event: DragEvent| lift(&event, id.clone(), dragged)
    };
    let drop = {
        let id = id.clone();
        move |event: DragEvent| {
            event.prevent_default();
            let card = std::mem::take(&mut *dragged.write());
            let order = top.with_untracked(|top| moved(top, &card, &id));
            if let Some(top) = order {
                table.play(Move::Order { top });
            }
        }
    };
    let again = |button: String| Callback::new(move |()| focus_soon(button.clone()));
    let (up, down) = (format!("up-{id}"), format!("down-{id}"));
    view! {
        <li draggable="true" on:dragstart=start on:dragover=move |event: DragEvent| event.prevent_default() on:drop=drop>
            <div class="ranked">
                <div>
                    <b>{card.name.clone()}</b>
                    <p>{card.says}</p>
                </div>
                <div class="ranked-moves">
                    <MoveButton act="up" step=Move::Up { card: id.clone() } card=id.clone() id=up.clone() after=again(up)
                        label=t!(worksheets.up_label, card = card.name.clone())>
                        <Icon name="up"/>
                    </MoveButton>
                    <MoveButton act="down" step=Move::Down { card: id.clone() } card=id id=down.clone() after=again(down)
                        label=t!(worksheets.down_label, card = card.name)>
                        <Icon name="down"/>
                    </MoveButton>
                    <span class="visually-hidden" role="status">{move || t!(worksheets.place, n = place.get())}</span>
                </div>
            </div>
        </li>
    }
}

/// `top` with `card` in the place of `target`; none when that is where it stands.
fn moved(top: &[String], card: &str, target: &str) -> Option<Vec<String>> {
    let from = top.iter().position(|one| one == card)?;
    let to = top.iter().position(|one| one == target)?;
    if from == to {
        return None;
    }
    let mut top = top.to_vec();
    let lifted = top.remove(from);
    top.insert(to, lifted);
    Some(top)
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn a_dropped_card_takes_the_place_it_is_dropped_on() {
        let top: Vec<String> = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        assert_eq!(moved(&top, "a", "c").expect("it moves"), ["b", "c", "a", "d"]);
        assert_eq!(moved(&top, "d", "b").expect("it moves"), ["a", "d", "b", "c"]);
        assert_eq!(moved(&top, "a", "a"), None);
        assert_eq!(moved(&top, "x", "a"), None);
    }
}

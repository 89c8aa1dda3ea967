use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;

use super::table::{MoveButton, Table, Unseen, action, focus_soon, typed};
use crate::t;
use crate::worksheets::model::{Move, NAME_MOST, OWN_MOST, SAYS_MOST};

/// Cards that the person writes.
#[component]
pub fn OwnCards() -> impl IntoView {
    let table = Table::here();
    let own = Memo::new(move |_| table.sitting.with(|sitting| sitting.custom.clone()));
    let full = move || own.with(|own| own.len() >= OWN_MOST);
    let (name, says) = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    let write = move |event: SubmitEvent| {
        event.prevent_default();
        let (Some(name), Some(says)) = (name.get(), says.get()) else { return };
        if table.play(Move::Own { name: name.value(), says: says.value() }) {
            name.set_value("");
            says.set_value("");
            // With the last card that there is room for the form goes, and the focus in it.
            if own.with_untracked(|own| own.len() >= OWN_MOST) {
                focus_soon("own-title".to_owned());
            }
        }
    };
    view! {
        <details class="fold" open=typed("", "name").is_some()>
            <summary id="own-title">{t!(worksheets.own_title)}</summary>
            <div class="stack">
                <p class="note">{t!(worksheets.own_words, n = OWN_MOST)}</p>
                <ul class="rows" role="list">
                    <For each=move || own.get() key=|card| card.id.clone() let:card>
                        <li class="row">
                            <span><span class="row-title">{card.name.clone()}</span><span class="row-note">{card.says.clone()}</span></span>
                            <MoveButton
                                act="discard"
                                step=Move::Discard { card: card.id.clone() }
                                card=card.id.clone()
                                label=t!(worksheets.own_discard_label, name = card.name.clone())
                                after=Callback::new(|()| focus_soon("own-name".to_owned()))
                            >
                                {t!(worksheets.own_discard)}
                            </MoveButton>
                        </li>
                    </For>
                </ul>
                <Show when=move || !full() fallback=|| view! { <p class="note">{t!(worksheets.own_full)}</p> }>
                    <form class="form" method="post" action=action() on:submit=write>
                        <Unseen act="own"/>
                        <div class="field">
                            <label for="own-name">{t!(worksheets.own_name)}</label>
                            <p class="hint" id="own-name-hint">{t!(worksheets.own_name_hint, n = NAME_MOST)}</p>
                            <input class="input" id="own-name" name="form[name]" value=typed("", "name") aria-describedby="own-name-hint" autocomplete="off" node_ref=name/>
                        </div>
                        <div class="field">
                            <label for="own-says">{t!(worksheets.own_says)}<span class="may">{t!(common.optional)}</span></label>
                            <p class="hint" id="own-says-hint">{t!(worksheets.own_says_hint, n = SAYS_MOST)}</p>
                            <input class="input" id="own-says" name="form[says]" value=typed("", "says") aria-describedby="own-says-hint" autocomplete="off" node_ref=says/>
                        </div>
                        <p class="line"><button class="btn" data-kind="quiet" type="submit">{t!(worksheets.own_add)}</button></p>
                    </form>
                </Show>
            </div>
        </details>
    }
}

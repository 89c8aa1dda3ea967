//! What the steps of a sitting share: the keeper, the words of the cards, and forms that work without JavaScript.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::keeper::Keeper;
use crate::ui::carried;
use crate::worksheets::api::MoveCard;
use crate::worksheets::model::{CardText, Move, Sitting, SittingPage};

/// The table on which the cards lie.
#[derive(Clone, Copy)]
pub struct Table {
    page: StoredValue<SittingPage>,
    keeper: StoredValue<Keeper>,
    /// The sitting as it is shown.
    pub sitting: RwSignal<Sitting>,
}

impl Table {
    /// A table for this page.
    pub fn new(page: SittingPage) -> Table {
        let keeper = Keeper::new(&page);
        let sitting = RwSignal::from(keeper.sitting.clone());
        Table { page: StoredValue::new(page), keeper: StoredValue::new(keeper), sitting }
    }

    /// The table around the present component.
    pub fn here() -> Table {
        expect_context::<Table>()
    }

    /// Keeps the moves.
    pub fn keeper(&self) -> Keeper {
        self.keeper.get_value()
    }

    /// Makes a move; false when it is not possible.
    pub fn play(&self, step: Move) -> bool {
        self.keeper.with_value(|keeper| keeper.play(step))
    }

    /// The words of a card.
    pub fn card(&self, id: &str) -> CardText {
        self.page.with_value(|page| self.sitting.with(|sitting| page.card(sitting, id)))
    }

    /// Something of the page as it came.
    pub fn of_page<T>(&self, read: impl FnOnce(&SittingPage) -> T) -> T {
        self.page.with_value(read)
    }

    /// The name of a pile, 1 to 5.
    pub fn pile(&self, pile: u8) -> String {
        self.of_page(|page| page.piles.get(usize::from(pile) - 1).cloned().unwrap_or_default())
    }
}

/// Where moves go without JavaScript.
pub fn action() -> &'static str {
    MoveCard::url()
}

/// What had been typed into a field of a move that was refused, if it was on this card.
pub fn typed(card: &str, field: &str) -> Option<String> {
    let carried = carried().filter(|carried| carried.action == action())?;
    let value = |name: &str| carried.values.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let same = value("form[card]").unwrap_or_default() == card;
    if same { value(&format!("form[{field}]")) } else { None }
}

/// The fields of a move that go along unseen.
#[component]
pub fn Unseen(act: &'static str, #[prop(optional, into)] card: Signal<String>) -> impl IntoView {
    let (id, revision) = Table::here().of_page(|page| (page.id.to_string(), page.revision.to_string()));
    view! {
        <input type="hidden" name="form[id]" value=id/>
        <input type="hidden" name="form[revision]" value=revision/>
        <input type="hidden" name="form[act]" value=act/>
        <input type="hidden" name="form[card]" value=move || card.get()/>
    }
}

/// One move as a small form with one button. With JavaScript the move is made at once.
#[component]
pub fn MoveButton(
    act: &'static str,
    /// The move.
    step: Move,
    /// The card that is meant, for the form.
    #[prop(optional, into)]
    card: String,
    /// The pile that is meant, for the form.
    #[prop(optional)]
    pile: Option<u8>,
    /// The button's id, to give it the focus again.
    #[prop(optional, into)]
    id: String,
    #[prop(default = "quiet")] kind: &'static str,
    /// Filled button in its normal size.
    #[prop(optional)]
    main: bool,
    #[prop(optional)] disabled: bool,
    /// What it does, when the words in it do not say to which card.
    #[prop(optional, into)]
    label: Option<String>,
    /// Called after the move was made.
    #[prop(optional, into)]
    after: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let table = Table::here();
    let on_click = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if table.play(step.clone())
            && let Some(after) = after
        {
            after.run(());
        }
    };
    view! {
        <form method="post" action=action()>
            <Unseen act card=card/>
            {pile.map(|pile| view! { <input type="hidden" name="form[pile]" value=pile.to_string()/> })}
            <button
                class="btn"
                type="submit"
                id=(!id.is_empty()).then_some(id)
                data-kind=(!main).then_some(kind)
                data-size=(!main).then_some("small")
                disabled=disabled
                aria-label=label
                on:click=on_click
            >
                {children()}
            </button>
        </form>
    }
}

/// Gives the focus to the element of that id once the page shows it.
pub fn focus_soon(id: String) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            use leptos::wasm_bindgen::JsCast;
            if let Some(element) = element.dyn_ref::<leptos::web_sys::HtmlElement>() {
                let _ = element.focus();
            }
        }
    });
}

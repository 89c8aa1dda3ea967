use leptos::prelude::*;

use super::Here;
use super::writing::{Writing, arrivals};
use crate::live::plan::model::Tool;
use crate::live::room::view::tally::LineList;
use crate::live::tools::api;
use crate::t;
use crate::ui::{Button, CheckBox, Choices, Form, Hidden};

/// The columns of a board.
pub fn columns() -> [&'static str; 4] {
    [t!(live_view.board_facts), t!(live_view.board_ties), t!(live_view.board_means), t!(live_view.board_questions)]
}

/// A line from each, read by all: a chat, or a board with its columns.
#[component]
pub fn Lines(
    /// Which of both.
    tool: Tool,
    /// The key of the block.
    block: String,
) -> impl IntoView {
    let here = Here::current();
    let is_board = tool == Tool::Board;
    let say = ServerAction::<api::Line>::new();
    let arrived = arrivals(say);
    let title = if is_board { t!(live_view.board) } else { t!(live_view.chat) };
    let column = is_board.then(|| {
        let options = (0..).zip(columns()).map(|(n, name): (u8, _)| (n.to_string(), name.to_owned())).collect();
        view! { <Choices name="column" legend=t!(live_view.column) options=options chosen=vec!["0".to_owned()] chips=true/> }
    });
    view! {
        <section class="sheet" aria-labelledby="lines">
            <h2 id="lines">{title}</h2>
            <p class="note">{t!(live_view.lines_note)}</p>
            <Form action=say key=block.clone()>
                <Hidden name="workshop" value=here.id()/>
                <Hidden name="block" value=block/>
                {column}
                <Writing name="text" label=t!(live_view.line) arrived=arrived/>
                <CheckBox name="named" label=t!(live_view.with_name)/>
                <div class="line"><Button>{t!(live_view.line_send)}</Button></div>
            </Form>
            <Said is_board=is_board/>
        </section>
    }
}

#[component]
fn Said(is_board: bool) -> impl IntoView {
    let lines = Here::current().part(|stage| stage.lines.clone());
    move || {
        let lines = lines.get();
        if !is_board {
            return view! { <LineList lines=lines/> }.into_any();
        }
        let columns = (0..).zip(columns()).map(|(n, name): (u8, _)| {
            let lines = lines.iter().filter(|line| line.column == n).cloned().collect::<Vec<_>>();
            view! { <section><h3>{name}</h3><LineList lines=lines/></section> }
        });
        let columns = columns.collect_view();
        view! { <div class="live-board">{columns}</div> }.into_any()
    }
}

use leptos::prelude::*;

use crate::journal::model::Guide;
use crate::t;

/// What to read beside the questions. Rules stay in sight while one writes; they can be folded.
#[component]
pub fn Guides(guide: Vec<Guide>) -> impl IntoView {
    guide.into_iter().map(|guide| view! { <OneGuide guide/> }).collect_view()
}

#[component]
fn OneGuide(guide: Guide) -> impl IntoView {
    let Guide { title, always, lines } = guide;
    let timed = lines.iter().any(|line| line.minutes.is_some());
    let inside = if timed {
        let rows = lines
            .into_iter()
            .map(|line| {
                view! {
                    <tr>
                        <td>{line.minutes.map(|minutes| t!(writing.guide_minutes, n = minutes))}</td>
                        <th scope="row">{line.label}</th>
                        <td>{line.words}</td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <table class="guide-table">
                <caption class="visually-hidden">{title.clone()}</caption>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    } else {
        view! { <ul class="guide-list">{lines.into_iter().map(|line| view! { <li>{line.words}</li> }).collect_view()}</ul> }
            .into_any()
    };
    view! {
        <details class="guide" open=true data-always=always.then_some("")>
            <summary>{title}</summary>
            {inside}
        </details>
    }
}

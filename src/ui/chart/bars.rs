use leptos::prelude::*;

/// A row of bars in a table.
#[derive(Clone, Debug, PartialEq)]
pub struct BarsRow {
    /// What it is.
    pub name: String,
    /// How long the bar is.
    pub value: i64,
    /// Where ticks stand on it.
    pub marks: Vec<i64>,
    /// The numbers in words, beside it.
    pub words: String,
}

/// Bars in a table: the picture and the figures are one thing. `whole` is the full length.
#[component]
pub fn Bars(
    #[prop(into)] title: String,
    #[prop(into)] caption: String,
    rows: Vec<BarsRow>,
    whole: i64,
) -> impl IntoView {
    let share = move |value: i64| format!("{:.1}", 100.0 * value.clamp(0, whole.max(1)) as f64 / whole.max(1) as f64);
    let rows = rows
        .into_iter()
        .map(|row| {
            let ticks = row.marks.into_iter().map(|mark| {
                view! { <line class="c-tick" x1=share(mark) x2=share(mark) y1="0" y2="10"></line> }
            });
            let ticks = ticks.collect_view();
            view! {
                <tr>
                    <th scope="row">{row.name}</th>
                    <td>
                        <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                            <rect class="c-track" width="100" height="10"></rect>
                            <rect class="c-bar" width=share(row.value) height="10"></rect>
                            {ticks}
                        </svg>
                    </td>
                    <td>{row.words}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <figure class="chart">
            <figcaption><strong>{title.clone()}</strong>{caption}</figcaption>
            <table class="bars"><caption class="visually-hidden">{title}</caption><tbody>{rows}</tbody></table>
        </figure>
    }
}

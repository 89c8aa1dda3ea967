use leptos::prelude::*;

use crate::t;
use crate::workshops::day::model::{FEEDBACK_FROM, Feedback, Opinion};

/// What people said, once there are enough of them; before, only how many they are.
#[component]
pub fn Opinions(feedback: Feedback) -> impl IntoView {
    let Feedback { count, opinions } = feedback;
    let inside = if opinions.is_empty() {
        view! { <p>{t!(day.opinions_few, n = count, from = FEEDBACK_FROM)}</p> }.into_any()
    } else {
        let words = |pick: fn(&Opinion) -> &String, title: &'static str| {
            let said = opinions.iter().map(pick).filter(|words| !words.is_empty());
            let said = said.map(|words| view! { <li class="prewrap" dir="auto">{words.clone()}</li> }).collect_view();
            view! { <h3>{title}</h3><ul class="opinions">{said}</ul> }
        };
        view! {
            <p>{t!(day.opinions, n = count)}</p>
            <table class="tally">
                <thead><tr><td></td>{(1..=5).map(|n| view! { <th scope="col">{n}</th> }).collect_view()}</tr></thead>
                <tbody>
                    {tally(t!(day.helpful), &opinions, |one| one.helpful)}
                    {tally(t!(day.safe), &opinions, |one| one.safe)}
                </tbody>
            </table>
            {words(|one| &one.kept, t!(day.kept))}
            {words(|one| &one.wished, t!(day.wished))}
        }
        .into_any()
    };
    view! { <section class="part" aria-labelledby="said"><h2 id="said">{t!(day.feedback)}</h2>{inside}</section> }
}

/// How many people chose each of the five.
fn tally(title: &'static str, opinions: &[Opinion], pick: fn(&Opinion) -> i64) -> impl IntoView + use<> {
    let cells: Vec<usize> = (1..=5).map(|n| opinions.iter().filter(|one| pick(one) == n).count()).collect();
    let cells = cells.into_iter().map(|n| view! { <td>{t!(day.people_n, n = n)}</td> }).collect_view();
    view! { <tr><th scope="row">{title}</th>{cells}</tr> }
}

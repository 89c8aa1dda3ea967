use leptos::prelude::*;

use crate::t;
use crate::ui::{Back, Hours, Load, PageTitle};
use crate::workshops::day::api::host;
use crate::workshops::day::model::Sheet;
use crate::workshops::view::id_here;

/// 受付表: to print, and to sign.
#[component]
pub fn HostSheet() -> impl IntoView {
    let id = id_here();
    let shown = Resource::new(move || id.get(), |id| async move { host::to_sign(id.parse()?).await });
    view! {
        <Load what=shown let:shown>
            <Paper sheet=shown/>
        </Load>
    }
}

#[component]
fn Paper(sheet: Sheet) -> impl IntoView {
    let Sheet { workshop, place, people } = sheet;
    let rows = people
        .into_iter()
        .map(|(name, profession)| {
            view! { <tr><th scope="row" dir="auto">{name}</th><td>{profession}</td><td class="sign-box"></td></tr> }
        })
        .collect_view();
    view! {
        <PageTitle text=format!("{} — {}", t!(day.sheet), workshop.title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href=format!("/host/{}", workshop.id) words=workshop.title.clone()/>
                <h1 dir="auto">{workshop.title}</h1>
                <p class="note" data-print="no">{t!(day.sheet_words)}</p>
            </header>
            <table class="sign-sheet">
                <caption><Hours words=workshop.when/> " " {place}</caption>
                <thead><tr><th scope="col">{t!(day.name)}</th><th scope="col">{t!(day.profession)}</th><th scope="col">{t!(day.signature)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

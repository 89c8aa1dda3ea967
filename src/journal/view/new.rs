use leptos::prelude::*;

use super::query;
use crate::journal::api::{self, Start};
use crate::journal::model::Sheet;
use crate::t;
use crate::ui::{Back, Form, Hidden, Load, PageTitle};

/// A template before anything is begun. Only the button makes an entry, so that looking never does.
#[component]
pub fn JournalNew() -> impl IntoView {
    let name = query("template");
    // 「とくに決めていない」ときの、いつもの日誌 (the default journal)
    let sheet = Resource::new(
        move || name.with(|name| if name.is_empty() { "ywt".to_owned() } else { name.clone() }),
        api::sheet_of,
    );
    view! {
        <Load what=sheet let:sheet>
            <Begin sheet/>
        </Load>
    }
}

#[component]
fn Begin(sheet: Sheet) -> impl IntoView {
    let start = ServerAction::<Start>::new();
    view! {
        <PageTitle text=sheet.title.clone()/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/journal" words=t!(journal.title)/>
                <h1>{sheet.title.clone()}</h1>
                <p class="lead">{sheet.when}</p>
                <p class="note">{t!(journal.credit, credit = sheet.credit, licence = sheet.licence)}</p>
            </header>
            <section class="part" aria-labelledby="questions">
                <h2 id="questions">{t!(journal.questions_title, minutes = sheet.minutes)}</h2>
                <ol class="rows" role="list">
                    {sheet
                        .steps
                        .iter()
                        .map(|step| view! {
                            <li>
                                <div class="row">
                                    <span class="row-body">
                                        <span class="row-title">{step.plain_label().to_owned()}</span>
                                        <span class="row-note">{step.prompt.clone()}</span>
                                    </span>
                                </div>
                            </li>
                        })
                        .collect_view()}
                </ol>
                <p class="note">{t!(journal.may_pass)} {t!(journal.only_you)}</p>
            </section>
            <Form action=start>
                <Hidden name="template" value=Signal::stored(sheet.id)/>
                <div class="line"><button class="btn" type="submit">{t!(journal.start)}</button></div>
            </Form>
        </div>
    }
}

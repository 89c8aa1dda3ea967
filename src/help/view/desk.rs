use leptos::prelude::*;

use super::edit::Edit;
use crate::help::api::{self, MarkLine, SaveLine};
use crate::help::model::{Act, Change, HelpDesk, LineForm, LineSheet};
use crate::kit::Role;
use crate::t;
use crate::ui::{Back, Flash, Form, Hidden, Load, Only, PageTitle, Tag, came_back};

/// The organiser's page: the lines, how old each is, who changed what.
#[component]
pub fn AdminHelp() -> impl IntoView {
    view! { <Only role=Role::Admin><Desk/></Only> }
}

#[component]
fn Desk() -> impl IntoView {
    let desk = Resource::new(|| (), |()| api::desk());
    view! {
        <PageTitle text=t!(selfchecks.help_desk)/>
        <div class="room" data-shape="form">
            <header class="page-head">
                <Back href="/admin" words=t!(common.nav_admin)/>
                <h1>{t!(selfchecks.help_desk)}</h1>
                <p class="lead">{t!(selfchecks.help_desk_lead)}</p>
                <Flash words=done/>
            </header>
            <Load what=desk part=true let:desk><All desk/></Load>
            <section class="sheet sticky" aria-labelledby="new">
                <h2 id="new">{t!(selfchecks.help_new)}</h2>
                <Edit form=LineForm::default()/>
            </section>
        </div>
    }
}

fn done(word: &str) -> Option<&'static str> {
    match word {
        "saved" => Some(t!(selfchecks.done_saved)),
        "checked" => Some(t!(selfchecks.done_checked)),
        "hidden" => Some(t!(selfchecks.done_hidden)),
        "shown" => Some(t!(selfchecks.done_shown)),
        _ => None,
    }
}

#[component]
fn All(desk: HelpDesk) -> impl IntoView {
    let old = desk.lines.iter().filter(|one| one.stale && one.line.hidden_at.is_none()).count();
    let warn = (old > 0).then(|| t!(selfchecks.help_stale, n = old, days = desk.stale_days));
    let lines = desk.lines.into_iter().map(|sheet| view! { <One sheet/> }).collect_view();
    view! {
        <div class="stack" data-gap="large">
            {warn.map(|words| view! { <p class="flash" data-tone="care"><span>{words}</span></p> })}
            {lines}
        </div>
    }
}

#[component]
fn One(sheet: LineSheet) -> impl IntoView {
    let LineSheet { line, checked, stale, history } = sheet;
    let heading = format!("line-{}", line.id);
    let form = LineForm {
        line: line.id.clone(),
        version: line.version,
        name_ja: line.name_ja.clone(),
        name_en: line.name_en.clone(),
        numbers: line.numbers.join(", "),
        note_ja: line.note_ja.clone(),
        note_en: line.note_en.clone(),
        url: line.url.clone(),
        evening: line.evening,
        checked: false,
    };
    let hidden = line.hidden_at.is_some();
    let waits = !hidden && !line.is_shown();
    let when = match &checked {
        Some(day) => t!(selfchecks.help_checked, day = day.clone()),
        None => t!(selfchecks.help_unchecked).to_owned(),
    };
    let (act, verb) =
        if hidden { (Act::Shown, t!(selfchecks.help_show)) } else { (Act::Hidden, t!(selfchecks.help_hide)) };
    let labelled_by = heading.clone();
    let open = came_back::<SaveLine>(Some(&form.line));
    view! {
        <section class="part" aria-labelledby=labelled_by>
            <h2 id=heading>{line.name_ja.clone()}</h2>
            <div class="tags">
                {hidden.then(|| view! { <Tag words=t!(selfchecks.help_is_hidden)/> })}
                {waits.then(|| view! { <Tag words=t!(selfchecks.help_waits) tone="lamp"/> })}
                {(stale && !hidden).then(|| view! { <Tag words=t!(selfchecks.help_check_now) tone="lamp"/> })}
            </div>
            <p class="voice">{line.numbers.join(" / ")}</p>
            <p class="note">{when}</p>
            <div class="line">
                <Mark id=line.id.clone() version=line.version act=Act::Checked>{t!(selfchecks.help_did_check)}</Mark>
                <Mark id=line.id.clone() version=line.version act>{verb}</Mark>
            </div>
            <details class="fold" open=open>
                <summary>{t!(selfchecks.help_edit)}</summary>
                <Edit form/>
            </details>
            <History history/>
        </section>
    }
}

/// A button that does one thing with a line.
#[component]
fn Mark(id: String, version: i64, act: Act, children: Children) -> impl IntoView {
    let mark = ServerAction::<MarkLine>::new();
    view! {
        <Form action=mark reload=true class="line" key=format!("{id}-{}", act.as_str())>
            <Hidden name="line" value=id/>
            <Hidden name="version" value=version.to_string()/>
            <Hidden name="act" value=act.as_str().to_owned()/>
            <button class="btn" data-kind="quiet" data-size="small" type="submit">{children()}</button>
        </Form>
    }
}

#[component]
fn History(history: Vec<Change>) -> impl IntoView {
    if history.is_empty() {
        return view! { <p class="note">{t!(selfchecks.help_no_history)}</p> }.into_any();
    }
    let lines = history
        .into_iter()
        .map(|change| {
            let act = match change.act {
                Act::Added => t!(selfchecks.act_added),
                Act::Changed => t!(selfchecks.act_changed),
                Act::Checked => t!(selfchecks.act_checked),
                Act::Hidden => t!(selfchecks.act_hidden),
                Act::Shown => t!(selfchecks.act_shown),
            };
            let was = (!change.was.is_empty()).then(|| t!(selfchecks.act_was, was = change.was));
            let words = t!(selfchecks.act_line, day = change.day, name = change.by, act = act);
            view! { <li class="note">{words}{was}</li> }
        })
        .collect_view();
    view! {
        <details class="fold">
            <summary>{t!(selfchecks.help_history)}</summary>
            <ul class="stack" data-gap="small" role="list">{lines}</ul>
        </details>
    }
    .into_any()
}

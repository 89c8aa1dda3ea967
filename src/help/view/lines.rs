use leptos::prelude::*;

use crate::help::api;
use crate::help::model::{HelpShown, LineShown};
use crate::t;
use crate::ui::{Icon, Load, PageTitle};

/// つながる先: where help is to be had, for everybody.
#[component]
pub fn Help() -> impl IntoView {
    let help = Resource::new(|| (), |()| api::lines());
    view! {
        <PageTitle text=t!(selfchecks.help_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <h1>{t!(selfchecks.help_title)}</h1>
                <p class="lead">{t!(selfchecks.help_lead)}</p>
            </header>
            <Load what=help part=true let:help>
                <div class="stack" data-gap="large">
                    <Lines help/>
                    <section class="part" aria-labelledby="more">
                        <h2 id="more">{t!(selfchecks.help_more)}</h2>
                        <p>{t!(selfchecks.help_more_words)}</p>
                        <p><a href=t!(common.help_href) rel="external noopener">{t!(selfchecks.help_official)}</a></p>
                        <p class="note">{t!(selfchecks.help_duty)}</p>
                    </section>
                </div>
            </Load>
        </div>
    }
}

/// The box beside a self-check.
#[component]
pub fn HelpBox(help: HelpShown) -> impl IntoView {
    view! {
        <section class="sheet help-box" id="help" aria-labelledby="help-title">
            <h2 id="help-title">{t!(selfchecks.help_title)}</h2>
            <Lines help/>
        </section>
    }
}

/// The way to the box, at the top of a page: one tap.
#[component]
pub fn ToHelp() -> impl IntoView {
    view! { <p><a class="to-help" href="#help" rel="external">{t!(selfchecks.to_help)}</a></p> }
}

#[component]
fn Lines(help: HelpShown) -> impl IntoView {
    let HelpShown { nobody_reads, evening, lines } = help;
    let peers = lines.iter().any(|line| line.evening).then(|| view! { <p class="note">{evening}</p> });
    let lines = lines.into_iter().map(|line| view! { <Line line/> }).collect_view();
    view! {
        <p class="flash" data-tone="care"><Icon name="info"/><span>{nobody_reads}</span></p>
        <ul class="help-lines" role="list">{lines}</ul>
        {peers}
    }
}

#[component]
fn Line(line: LineShown) -> impl IntoView {
    let LineShown { name, numbers, note, url, checked, .. } = line;
    let numbers = numbers
        .into_iter()
        .map(|number| {
            let label = t!(selfchecks.help_call, name = name.clone(), number = number.clone());
            let href = format!("tel:{}", number.replace('-', ""));
            view! { <a class="help-number" href=href aria-label=label>{number}</a> }
        })
        .collect_view();
    view! {
        <li>
            <strong>{name.clone()}</strong>
            <span class="line">{numbers}</span>
            {(!note.is_empty()).then(|| view! { <span class="note">{note}</span> })}
            {(!url.is_empty()).then(|| view! { <a href=url rel="external noopener">{t!(selfchecks.help_page)}</a> })}
            {(!checked.is_empty()).then(|| view! { <span class="note">{t!(selfchecks.help_checked, day = checked)}</span> })}
        </li>
    }
}

use leptos::prelude::*;

use super::label::n;

/// The figures of a picture, for its table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// The heads of the columns.
    pub heads: Vec<String>,
    /// The rows; the first cell of each is its name.
    pub rows: Vec<Vec<String>>,
    /// Whether the cells hold words rather than numbers.
    pub words: bool,
}

/// What every picture says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// Names the picture for `aria-labelledby`; unique on the page.
    pub id: String,
    /// The head of the picture and of the table.
    pub title: String,
    /// What it shows, in words.
    pub caption: String,
}

impl Told {
    /// The name of a picture, its head, and what it shows.
    pub fn new(id: impl Into<String>, title: impl Into<String>, caption: impl Into<String>) -> Told {
        Told { id: id.into(), title: title.into(), caption: caption.into() }
    }

    /// The same for another drawing of it on the page.
    fn again(&self, more: &str) -> Told {
        Told { id: format!("{}-{more}", self.id), ..self.clone() }
    }
}

/// A sign of a legend.
#[derive(Clone, Debug, PartialEq)]
pub enum Sign {
    /// A line as it is now.
    Now,
    /// A line as it was before.
    Before,
    /// A filled dot.
    Dot,
    /// An open dot.
    Open,
    /// How far it may be off.
    Range,
    /// Something drawn by its path: the class, and the path around (16, 5).
    Path(&'static str, String),
    /// A ground with a pattern: its class, and the name of the pattern if it has one.
    Ground(&'static str, Option<String>),
}

impl Sign {
    fn drawn(self) -> AnyView {
        match self {
            Sign::Now => view! { <path class="c-now" d="M2 5H30"/> }.into_any(),
            Sign::Before => view! { <path class="c-before" d="M2 5H30"/> }.into_any(),
            Sign::Dot => view! { <circle class="c-dot" cx="16" cy="5" r="5"/> }.into_any(),
            Sign::Open => view! { <circle class="c-dot-before" cx="16" cy="5" r="4.2"/> }.into_any(),
            Sign::Range => view! { <path class="c-range" d="M3 5H29M3 1V9M29 1V9"/> }.into_any(),
            Sign::Path(class, d) => view! { <path class=class d=d/> }.into_any(),
            Sign::Ground(class, pattern) => {
                let fill = pattern.map(|pattern| format!("url(#{pattern})"));
                view! {
                    <rect class=class fill=fill x="1" y="0" width="30" height="10"/>
                    <rect class="c-axis" x="1" y="0" width="30" height="10"/>
                }
                .into_any()
            }
        }
    }
}

/// What the signs of a picture mean.
#[component]
pub fn Legend(signs: Vec<(Sign, String)>) -> impl IntoView {
    let rows = signs.into_iter().map(|(sign, words)| {
        view! { <li><svg viewBox="0 0 32 10" aria-hidden="true">{sign.drawn()}</svg>{words}</li> }
    });
    let rows = rows.collect_view();
    view! { <ul class="legend" role="list">{rows}</ul> }
}

/// The table beside a picture.
#[component]
pub fn FiguresTable(title: String, figures: Figures) -> impl IntoView {
    let Figures { heads, rows, words } = figures;
    let heads = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect_view();
    let rows = rows
        .into_iter()
        .map(|row| {
            let mut cells = row.into_iter();
            let name = cells.next().unwrap_or_default();
            let cells = cells.map(|cell| view! { <td>{cell}</td> }).collect_view();
            view! { <tr><th scope="row">{name}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <table class="chart-table" data-text=words.then_some("")>
            <caption class="visually-hidden">{title}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// A drawing of fixed size with its name and description.
#[component]
pub fn Drawing(
    /// What it says of itself.
    told: Told,
    /// Width and height.
    size: (f64, f64),
    /// What is drawn.
    children: Children,
) -> impl IntoView {
    let Told { id, title, caption } = told;
    let (title_id, desc_id) = (format!("{id}-title"), format!("{id}-desc"));
    let named = format!("{title_id} {desc_id}");
    view! {
        <svg data-size="medium" viewBox=format!("0 0 {} {}", n(size.0), n(size.1)) role="img" aria-labelledby=named>
            <title id=title_id>{title}</title>
            <desc id=desc_id>{caption}</desc>
            {children()}
        </svg>
    }
}

/// The most columns of words that stand beside a picture.
const BESIDE: usize = 3;

/// A picture with its caption, its legend and its table.
#[component]
pub fn Frame(
    /// What it says of itself.
    told: Told,
    /// Width and height.
    size: (f64, f64),
    /// What the signs mean.
    #[prop(default = Vec::new())]
    legend: Vec<(Sign, String)>,
    /// The table.
    figures: Figures,
    /// A second drawing with its size, for wide pages and paper; the first one is then for phones.
    #[prop(default = None)]
    wide: Option<(AnyView, (f64, f64))>,
    /// What is drawn.
    children: Children,
) -> impl IntoView {
    let Told { title, caption, .. } = told.clone();
    let legend = (!legend.is_empty()).then(|| view! { <Legend signs=legend/> });
    // Many columns of words have no room beside a picture.
    let broad = figures.words && figures.heads.len() > BESIDE;
    let table = view! { <FiguresTable title=title.clone() figures/> };
    let body = match wide {
        Some((drawn, size_flat)) => view! {
            <div class="only-wide"><Drawing told=told.again("wide") size=size_flat>{drawn}</Drawing></div>
            <div class="only-phone"><Drawing told size>{children()}</Drawing></div>
            {legend}
            {table}
        }
        .into_any(),
        None if broad => view! {
            <div class="chart-pair">
                <Drawing told size>{children()}</Drawing>
                {legend}
            </div>
            {table}
        }
        .into_any(),
        None => view! {
            <div class="chart-pair">
                <Drawing told size>{children()}</Drawing>
                <div class="stack">{legend}{table}</div>
            </div>
        }
        .into_any(),
    };
    view! {
        <figure class="chart">
            <figcaption><strong>{title}</strong>{caption}</figcaption>
            {body}
        </figure>
    }
}

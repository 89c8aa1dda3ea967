use leptos::prelude::*;

/// One part of a strip.
#[derive(Clone, Debug, PartialEq)]
pub struct StripPart {
    /// What stands below it: short.
    pub mark: String,
    /// Its name in the table.
    pub name: String,
    /// Its size.
    pub count: u32,
    /// The size in words: 7枚.
    pub words: String,
}

const WIDTH: f64 = 350.0;
/// Narrower parts carry no words in the picture.
const ROOM: f64 = 16.0;
/// From the first part to the last, darker to lighter; the last ones are outlined.
const INK: [&str; 5] = ["1", "0.72", "0.46", "0.22", "0.06"];

/// A whole and its parts, side by side in one strip, largest meaning first.
#[component]
pub fn Strip(
    /// Names the picture for `aria-labelledby`; unique on the page.
    id: &'static str,
    /// What it shows, in words.
    #[prop(into)]
    caption: String,
    /// The head of the picture and of the table.
    #[prop(into)]
    title: String,
    /// The heads of the two columns of the table.
    heads: [String; 2],
    /// The parts, at most five are told apart by shade.
    parts: Vec<StripPart>,
) -> impl IntoView {
    let total = parts.iter().map(|part| part.count).sum::<u32>().max(1);
    let mut x = 0.0;
    let drawn = parts
        .iter()
        .enumerate()
        .filter(|(_, part)| part.count > 0)
        .map(|(at, part)| {
            let width = WIDTH * f64::from(part.count) / f64::from(total);
            let middle = format!("{:.1}", x + width / 2.0);
            let left = format!("{x:.1}");
            x += width;
            let told = width >= ROOM;
            view! {
                <rect class="c-bar" x=left.clone() y="22" width=format!("{:.1}", width) height="26" fill-opacity=INK[at.min(4)]/>
                <rect class="c-axis" x=left y="22" width=format!("{:.1}", width) height="26"/>
                {told.then(|| view! {
                    <text class="t-mid" x=middle.clone() y="15">{part.count.to_string()}</text>
                    <text class="t-soft t-mid" x=middle y="66">{part.mark.clone()}</text>
                })}
            }
        })
        .collect_view();
    let rows = parts
        .iter()
        .map(|part| view! { <tr><th scope="row">{part.name.clone()}</th><td>{part.words.clone()}</td></tr> })
        .collect_view();
    let [head, size] = heads;
    let (title_id, desc_id) = (format!("{id}-title"), format!("{id}-desc"));
    let named = format!("{title_id} {desc_id}");
    view! {
        <figure class="chart">
            <figcaption><strong>{title.clone()}</strong>{caption.clone()}</figcaption>
            <div class="chart-pair">
                <svg data-size="medium" viewBox="0 0 350 74" role="img" aria-labelledby=named>
                    <title id=title_id>{title.clone()}</title>
                    <desc id=desc_id.clone()>{caption}</desc>
                    {drawn}
                </svg>
                <table class="chart-table">
                    <caption class="visually-hidden">{title}</caption>
                    <thead><tr><th scope="col">{head}</th><th scope="col">{size}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </figure>
    }
}

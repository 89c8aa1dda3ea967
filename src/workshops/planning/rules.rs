//! 席: rules by profession, in a table of fields, and the mix as it is now.

use leptos::prelude::*;

use super::Ask;
use super::people::Mix;
use crate::accounts::model::Profession;
use crate::server::failure::Result;
use crate::t;
use crate::ui::{Button, Form, Hidden, TextField};
use crate::workshops::api::planning::PlanSeats;
use crate::workshops::store::plan::SeatRule;
use crate::workshops::store::{people, plan};

/// The part.
pub async fn show(ask: &Ask<'_>) -> Result<AnyView> {
    let mut conn = ask.state.db.read().await?;
    let rules = plan::rules(&mut conn, &ask.workshop.id).await?;
    let mix = people::mix(&mut conn, &ask.workshop.id).await?;
    let starts = ask.workshop.details.starts_at;
    let locale = ask.viewer.locale;
    let (id, version) = (ask.workshop.id.to_string(), ask.workshop.version.to_string());
    let save = ServerAction::<PlanSeats>::new();
    let field = |group: &'static str, name: &str, value: Option<i64>, label: &'static str| {
        let value = value.map(|n| n.to_string()).unwrap_or_default();
        view! { <TextField name=format!("{group}.{name}") label=label value=value inputmode="numeric" short=true/> }
    };
    let folds = Profession::ALL.map(|profession| {
        let name = profession.as_str();
        let rule: Option<&SeatRule> = rules.iter().find(|rule| rule.profession == name);
        let hours = rule.and_then(|rule| rule.released_at).map(|at| starts.seconds_since(at) / 3600);
        let kept = rule.map(|rule| rule.kept).filter(|kept| *kept > 0);
        let (most, target) = (rule.and_then(|rule| rule.most), rule.and_then(|rule| rule.target));
        move || {
            view! {
                <details class="fold" open=kept.is_some() || most.is_some() || target.is_some()>
                    <summary><h3>{profession.label(locale)}</h3></summary>
                    <div class="fields-row">
                        {field("kept", name, kept, t!(planning.kept))}
                        {field("most", name, most, t!(planning.most))}
                        {field("target", name, target, t!(planning.target))}
                        {field("release", name, hours, t!(planning.release))}
                    </div>
                </details>
            }
        }
    });
    let form = view! {
        <section class="part" aria-labelledby="rules">
            <h2 id="rules">{t!(planning.rules_title)}</h2>
            <p>{t!(planning.rules_words)}</p>
            <Form action=save reload=true>
                <Hidden name="workshop" value=id/>
                <Hidden name="version" value=version/>
                {folds.into_iter().map(|fold| fold()).collect_view()}
                <Button>{t!(planning.save)}</Button>
            </Form>
        </section>
    };
    Ok(view! { <Mix mix=mix rules=rules.clone() capacity=ask.workshop.details.capacity/> {form} }.into_any())
}

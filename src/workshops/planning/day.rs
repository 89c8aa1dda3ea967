//! 当日と修了: materials, reminders, certificates, how long answers are kept.

use leptos::prelude::*;

use super::Ask;
use crate::accounts::model::Profession;
use crate::server::failure::Result;
use crate::t;
use crate::ui::{Button, Choices, Form, Hidden, Select, TextAreaField, TextField, came_back};
use crate::workshops::api::planning::PlanDay;
use crate::workshops::model::remind::{OFFERED, Unit, in_force};
use crate::workshops::store::plan;

/// The part.
pub async fn show(ask: &Ask<'_>) -> Result<AnyView> {
    let mut conn = ask.state.db.read().await?;
    let day = plan::read(&mut conn, &ask.workshop.id).await?.day;
    let (id, version) = (ask.workshop.id.to_string(), ask.workshop.version.to_string());
    let save = ServerAction::<PlanDay>::new();
    let locale = ask.viewer.locale;
    let rules = in_force(&day.reminders);
    let mut offered: Vec<i64> = rules.iter().copied().chain(OFFERED).collect();
    offered.sort_unstable_by(|one, other| other.cmp(one));
    offered.dedup();
    let reminders = offered.into_iter().map(|minutes| (minutes.to_string(), before(minutes))).collect();
    let chosen = rules.iter().map(ToString::to_string).collect();
    let units = Unit::ALL.map(|unit| (unit.as_str().to_owned(), unit_words(unit).to_owned())).to_vec();
    let minutes = day.certificate_minutes.map(|n| n.to_string()).unwrap_or_default();
    let points = Profession::ALL.map(|profession| {
        let name = profession.as_str();
        let given = day.points.iter().find(|(known, _)| known == name).map(|(_, points)| points.clone());
        (format!("points.{name}"), profession.label(locale), given.unwrap_or_default())
    });
    let opened = !day.points.is_empty() || came_back::<PlanDay>(None);
    let written = |seen: &str| format!("{seen}{}", t!(planning.materials_form));
    Ok(view! {
        <section class="part" aria-labelledby="day">
            <h2 id="day">{t!(planning.tab_day)}</h2>
            <Form action=save reload=true>
                <Hidden name="workshop" value=id/>
                <Hidden name="version" value=version/>
                <TextAreaField name="materials_before" label=t!(planning.materials_before) hint=written(t!(planning.materials_before_hint)) value=day.materials_before rows=6 optional=true/>
                <TextAreaField name="materials_after" label=t!(planning.materials_after) hint=written(t!(planning.materials_after_hint)) value=day.materials_after rows=6 optional=true/>
                <Choices name="reminders" legend=t!(planning.reminders) hint=t!(planning.reminders_hint) options=reminders chosen=chosen many=true chips=true/>
                <div class="fields-row">
                    <TextField name="remind_number" inputmode="numeric" label=t!(planning.remind_number) optional=true/>
                    <Select name="remind_unit" label=t!(planning.remind_unit) options=units value="days"/>
                </div>
                <TextField name="certificate_minutes" inputmode="numeric" label=t!(planning.certificate_minutes) hint=t!(planning.certificate_hint) value=minutes short=true optional=true/>
                <TextField name="certificate_share" inputmode="numeric" label=t!(planning.certificate_share) value=day.certificate_share.to_string() short=true optional=true/>
                <details class="fold" open=opened>
                    <summary><h3>{t!(planning.points)}</h3></summary>
                    <div class="fields-row">
                        {points.into_iter().map(|(name, label, value)| view! { <TextField name=name label=label value=value short=true/> }).collect_view()}
                    </div>
                </details>
                <TextField name="purge_days" inputmode="numeric" label=t!(planning.purge_days) hint=t!(planning.purge_hint) value=day.purge_days.to_string() short=true optional=true/>
                <Button>{t!(planning.save)}</Button>
            </Form>
        </section>
    }
    .into_any())
}

fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::Days => t!(planning.unit_days),
        Unit::Hours => t!(planning.unit_hours),
        Unit::Minutes => t!(planning.unit_minutes),
    }
}

fn before(minutes: i64) -> String {
    match minutes {
        minutes if minutes % 1_440 == 0 => t!(planning.days_before, n = minutes / 1_440),
        minutes if minutes % 60 == 0 => t!(planning.hours_before, n = minutes / 60),
        minutes => t!(planning.minutes_before, n = minutes),
    }
}

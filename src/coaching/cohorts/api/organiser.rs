//! What organisers do: programmes, dates and places, applications. They see counts of what was shown, never what.

use leptos::prelude::*;

use crate::coaching::cohorts::model::{
    ApplicationId, ApplicationPage, CohortDesk, CohortPlanForm, DecideForm, ProgrammeActForm, ProgrammeDesk,
    ProgrammeForm, ProgrammeId, ProgrammeLine,
};
use crate::kit::Result;
use crate::kit::id::CohortId;

#[cfg(feature = "ssr")]
use {
    crate::admin::store::roles::must_still_be_admin,
    crate::coaching::cohorts::guard::{member, organiser},
    crate::coaching::cohorts::store::applications::Decided,
    crate::coaching::cohorts::store::{applications, cohorts, programmes as store},
    crate::coaching::cohorts::{intake, mail, pages},
    crate::kit::Error,
    crate::tl,
};

/// Every programme, also those that nobody else sees yet.
#[server(endpoint = "cohorts/all_programmes")]
pub async fn all_programmes() -> Result<Vec<ProgrammeLine>> {
    let (_, state) = organiser()?;
    let mut conn = state.db.read().await?;
    Ok(pages::programmes(&mut conn, None, true, state.now()).await?)
}

/// One programme as a form.
#[server(endpoint = "cohorts/programme_desk")]
pub async fn programme_texts(id: ProgrammeId) -> Result<ProgrammeDesk> {
    let (_, state) = organiser()?;
    Ok(pages::programme_desk(&mut *state.db.read().await?, &id).await?)
}

/// Writes a programme, a new one or one that is there.
#[server(endpoint = "cohorts/save_programme")]
pub async fn save_programme(form: ProgrammeForm) -> Result<()> {
    let (viewer, state) = organiser()?;
    let (known, form) = form.checked(viewer.locale)?;
    let fresh = known.is_none();
    let id = known.unwrap_or_else(|| state.new_id());
    let input = (viewer.id, id.clone(), form, fresh, state.now());
    let saving = state.db.write(input, |tx, (me, id, form, fresh, now)| {
        Box::pin(async move {
            must_still_be_admin(tx, me).await?;
            match fresh {
                true => store::create(tx, id, form, *now).await,
                false => store::save(tx, id, form, *now).await,
            }
        })
    });
    saving.await?;
    leptos_axum::redirect(&format!("/admin/programmes/{id}?done=saved"));
    Ok(())
}

/// Shows a programme to everybody, or takes it back.
#[server(endpoint = "cohorts/show_programme")]
pub async fn show_programme(form: ProgrammeActForm) -> Result<()> {
    let (viewer, state) = organiser()?;
    let id: ProgrammeId = form.programme.parse()?;
    let shown = match form.act.as_str() {
        "publish" => true,
        "hide" => false,
        _ => return Err(Error::BadRequest),
    };
    let input = (viewer.id, id.clone(), shown, state.now());
    let showing = state.db.write(input, |tx, (me, id, shown, now)| {
        Box::pin(async move {
            must_still_be_admin(tx, me).await?;
            store::publish(tx, id, *shown, *now).await
        })
    });
    showing.await?;
    let word = if shown { "published" } else { "hidden" };
    leptos_axum::redirect(&format!("/admin/programmes/{id}?done={word}"));
    Ok(())
}

/// One cohort: its plan, who applied, and how much was shown and returned.
#[server(endpoint = "cohorts/cohort_desk")]
pub async fn one_cohort(id: CohortId) -> Result<CohortDesk> {
    let (viewer, state) = organiser()?;
    let mut conn = state.db.read().await?;
    Ok(pages::cohort_desk(&mut conn, &viewer, &id, state.now()).await?)
}

/// Plans a cohort: dates, places, applications, programme.
#[server(endpoint = "cohorts/plan")]
pub async fn plan_cohort(form: CohortPlanForm) -> Result<()> {
    let (viewer, state) = organiser()?;
    let id: CohortId = form.cohort.parse()?;
    let plan = intake::plan(&form, viewer.locale)?;
    let input = (viewer.id, id.clone(), plan);
    let planning = state.db.write(input, |tx, (me, id, plan)| {
        Box::pin(async move {
            must_still_be_admin(tx, me).await?;
            if let Some(programme) = &plan.programme {
                store::read(tx, programme).await?;
            }
            cohorts::plan(tx, id, plan).await
        })
    });
    planning.await?;
    leptos_axum::redirect(&format!("/admin/cohorts/{id}?done=planned"));
    Ok(())
}

/// Opens an application, for organisers and the coaches of its cohort. Who applied sees that it was opened.
#[server(endpoint = "cohorts/application")]
pub async fn application(id: ApplicationId) -> Result<ApplicationPage> {
    let (viewer, state) = member()?;
    let input = (state.vault.clone(), viewer.clone(), id, state.now());
    let opened = state
        .db
        .write(input, |tx, (vault, viewer, id, now)| Box::pin(applications::open(tx, vault, viewer, id, *now)))
        .await?;
    Ok(pages::application(&mut *state.db.read().await?, &viewer, opened).await?)
}

/// Decides on an application, with a letter to who applied.
#[server(endpoint = "cohorts/decide")]
pub async fn decide(form: DecideForm) -> Result<()> {
    let (viewer, state) = organiser()?;
    let locale = viewer.locale;
    let (id, act) = form.checked()?;
    let input = (state.config.clone(), viewer.id, id, act, state.now());
    let deciding = state.db.write(input, |tx, (config, me, id, act, now)| {
        Box::pin(async move {
            must_still_be_admin(tx, me).await?;
            let (found, decided) = applications::decide(tx, me, id, *act, *now).await?;
            if decided == Decided::Now {
                let cohort = cohorts::read(tx, &found.cohort).await?;
                mail::decided(tx, config, &found, (&cohort.name, *act), *now).await?;
            }
            Ok((found.cohort, decided))
        })
    });
    let (cohort, decided) = deciding.await?;
    match decided {
        Decided::Full => return Err(Error::field("", tl!(locale, cohorts.full_field))),
        Decided::Late => return Err(Error::Conflict),
        Decided::Now | Decided::Already => {}
    }
    leptos_axum::redirect(&format!("/admin/cohorts/{cohort}?done={}", act.as_str()));
    Ok(())
}

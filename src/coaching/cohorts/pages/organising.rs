//! The organiser's desk of programmes and cohorts.

use crate::coaching::cohorts::intake::plan_form;
use crate::coaching::cohorts::model::{
    ApplicationLine, CohortDesk, ProgrammeDesk, ProgrammeForm, ProgrammeId, Standing,
};
use crate::coaching::cohorts::store::{applications, cohorts, counts, programmes};
use crate::coaching::cohorts::wording::{day, profession};
use crate::kit::id::CohortId;
use crate::kit::{Moment, Viewer};
use crate::server::Result;
use crate::server::db::Conn;

/// A cohort with its plan, its counts, and who applied.
pub async fn cohort_desk(conn: &mut Conn, viewer: &Viewer, id: &CohortId, now: Moment) -> Result<CohortDesk> {
    let found = cohorts::read(conn, id).await?;
    let mut applied = applications::of_cohort(conn, id).await?;
    applied.sort_by_key(|one| (one.standing != Standing::Sent, one.standing != Standing::Waiting, one.applied_at));
    let lines = applied.into_iter().map(|one| ApplicationLine {
        profession: profession(&one.profession, viewer.locale),
        at: day(viewer, one.applied_at),
        id: one.id,
        who: one.name,
        standing: one.standing,
    });
    Ok(CohortDesk {
        form: plan_form(&found),
        stage: found.life.stage(now),
        programmes: programmes::list(conn, true).await?.into_iter().map(|one| (one.id, one.name)).collect(),
        places: (cohorts::members(conn, id).await?, found.places),
        counts: counts::of_cohort(conn, id).await?,
        least: counts::LEAST,
        applications: lines.collect(),
        id: found.id,
        name: found.name,
    })
}

/// A programme as a form, with its cohorts.
pub async fn programme_desk(conn: &mut Conn, id: &ProgrammeId) -> Result<ProgrammeDesk> {
    let found = programmes::read(conn, id).await?;
    let cohorts = cohorts::of_programme(conn, id).await?;
    Ok(ProgrammeDesk {
        published: found.published_at.is_some(),
        form: ProgrammeForm {
            programme: found.id.to_string(),
            version: found.version,
            name: found.name,
            body: found.body,
            asks: found.asks,
        },
        cohorts: cohorts.into_iter().map(|one| (one.id, one.name)).collect(),
        id: found.id,
    })
}

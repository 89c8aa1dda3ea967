//! Programmes and cohorts on both databases: who gets in, who meets whom, what is seen by whom.

mod applying;
mod doors;
mod goals;
mod meeting;
mod seen;
mod walk;

use assemble::coaching::cohorts::model::{Act, ApplicationId, AppointmentId, Life, ProgrammeForm, ProgrammeId, SlotId};
use assemble::coaching::cohorts::store::applications::{self, Application, Decided};
use assemble::coaching::cohorts::store::appointments::{self, Appointment, Outcome};
use assemble::coaching::cohorts::store::cohorts::{self, Plan};
use assemble::coaching::cohorts::store::programmes;
use assemble::coaching::cohorts::store::slots::{self, Offer};
use assemble::kit::id::{CohortId, UserId};
use assemble::kit::{Moment, Role};
use assemble::server::Result;
use sqlx::Row;

use crate::admin::{cohort as new_cohort, join};
use crate::support::{NOW, TestApp};

/// Where two people meet: on no page but theirs, and in no letter.
pub const LINK: &str = "https://meet.example.jp/futari-dake-no-heya";

/// A cohort that takes applications, its coach and one member.
pub struct Circle {
    pub programme: ProgrammeId,
    pub cohort: CohortId,
    pub coach: UserId,
    pub member: UserId,
}

/// A cohort with so many places, one of them given to `member`.
pub async fn circle(app: &TestApp, name: &str, places: i64) -> Circle {
    let coach = app.person(&format!("coach-of-{name}"), &[Role::Coach]).await;
    let member = app.person(&format!("member-of-{name}"), &[]).await;
    let cohort = new_cohort(app, name).await;
    join(app, &cohort, &coach, assemble::admin::model::Part::Coach).await.expect("a coach");
    join(app, &cohort, &member, assemble::admin::model::Part::Member).await.expect("a member");
    let programme: ProgrammeId = app.state.new_id();
    let form = ProgrammeForm { name: "軸".to_owned(), body: "歩く".to_owned(), ..ProgrammeForm::default() };
    let life = Life { apply_from: Some(NOW.plus_days(-1)), apply_until: Some(NOW.plus_days(20)), ..Life::default() };
    let plan = Plan { programme: Some(programme.clone()), places: Some(places), life };
    let made = app.state.db.write((programme.clone(), form, cohort.clone(), plan), |tx, (id, form, cohort, plan)| {
        Box::pin(async move {
            programmes::create(tx, id, form, NOW).await?;
            programmes::publish(tx, id, true, NOW).await?;
            cohorts::plan(tx, cohort, plan).await
        })
    });
    made.await.expect("a programme");
    Circle { programme, cohort, coach, member }
}

pub async fn apply(app: &TestApp, cohort: &CohortId, who: &UserId, words: &str) -> Result<ApplicationId> {
    let id: ApplicationId = app.state.new_id();
    let input = (app.state.vault.clone(), who.clone(), cohort.clone(), id, words.to_owned(), app.state.now());
    let applying = app.state.db.write(input, |tx, (vault, who, cohort, id, words, now)| {
        Box::pin(async move {
            applications::apply(tx, vault, who, (cohort, id), words, *now).await?;
            Ok(applications::of_person(tx, cohort, who).await?.expect("an application").id)
        })
    });
    applying.await
}

pub async fn decide(app: &TestApp, by: &UserId, id: &ApplicationId, act: Act) -> Result<(Application, Decided)> {
    let input = (by.clone(), id.clone(), act, app.state.now());
    app.state.db.write(input, |tx, (by, id, act, now)| Box::pin(applications::decide(tx, by, id, *act, *now))).await
}

/// Offers three quarters of an hour.
pub async fn offer(app: &TestApp, circle: &Circle, starts_at: Moment) -> SlotId {
    let id: SlotId = app.state.new_id();
    let times = vec![(id.clone(), starts_at, starts_at.plus_minutes(45))];
    let new = Offer { cohort: circle.cohort.clone(), times, zone: "Asia/Tokyo".to_owned(), link: LINK.to_owned() };
    let input = (app.state.vault.clone(), circle.coach.clone(), new, app.state.now());
    let offered =
        app.state.db.write(input, |tx, (vault, coach, new, now)| Box::pin(slots::offer(tx, vault, coach, new, *now)));
    assert!(offered.await.expect("offered"), "it overlaps with nothing");
    id
}

pub async fn book(app: &TestApp, who: &UserId, slot: &SlotId) -> Result<(Outcome, Option<Appointment>)> {
    let input = (who.clone(), slot.clone(), app.state.new_id::<AppointmentId>(), app.state.now());
    app.state.db.write(input, |tx, (who, slot, id, now)| Box::pin(appointments::book(tx, who, slot, id, *now))).await
}

pub async fn cancel(app: &TestApp, who: &UserId, id: &AppointmentId) -> Result<(Outcome, Appointment)> {
    let input = (who.clone(), id.clone(), app.state.now());
    app.state.db.write(input, |tx, (who, id, now)| Box::pin(appointments::cancel(tx, who, id, *now))).await
}

pub async fn shift(
    app: &TestApp,
    who: &UserId,
    id: &AppointmentId,
    slot: &SlotId,
) -> Result<(Outcome, Option<Appointment>)> {
    let input = (who.clone(), id.clone(), slot.clone(), app.state.now());
    app.state.db.write(input, |tx, (who, id, slot, now)| Box::pin(appointments::move_to(tx, who, id, slot, *now))).await
}

/// Every letter: its kind, address, subject, texts and calendar entry.
pub async fn letters(app: &TestApp) -> Vec<[String; 4]> {
    let mut conn = app.state.db.read().await.expect("a connection");
    let rows = sqlx::query(
        "select kind, address, subject || ' ' || text_body || ' ' || html_body, coalesce(calendar, '') from letters
         order by created_at, id",
    );
    let rows = rows.fetch_all(&mut *conn).await.expect("letters");
    rows.iter().map(|row| [0, 1, 2, 3].map(|at| row.get(at))).collect()
}

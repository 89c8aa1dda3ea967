//! The locks of workshops and their courses, each of them needed: as in `crate::locks`, the second write begins when the
//! first has done its work and not committed it.

use assemble::kit::Error;
use assemble::kit::id::UserId;
use assemble::server::db::{Conn, Kind};
use assemble::workshops::model::{Editor, Outcome as Place};
use assemble::workshops::store::series::{self, Course};
use assemble::workshops::store::{self as workshops, By, Edited};

use super::course::{drafts, join_all_dates};
use super::details;
use crate::both;
use crate::journal::count;
use crate::locks::{is, meet};
use crate::support::NOW;

/// An organiser who changes a workshop.
fn organiser(actor: &UserId) -> By<'_> {
    By { editor: &Editor::Organiser, actor, now: NOW }
}

// `register` locks the workshop. Without it both take the same number in the order of joining, and the constraint on it
// refuses the second, who sees an error of ours instead of hearing their place in the line.
both!(the_last_seat_goes_to_one_of_two_and_the_other_waits, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    let people = app.members(2).await;
    let config = &app.state.config;
    let also = app.try_register(&id, &people[1]);
    let met = meet(&app, async |tx: &mut Conn| workshops::register(tx, config, &id, &people[0], NOW).await, also).await;
    assert_eq!((met.first, met.second.expect("a place")), (Place::Confirmed, Place::Waiting(1)));
});

// `cancel` locks the workshop. Without it the second moves up whom the first has moved up already: that person reads
// it twice, and a seat stays empty while somebody waits.
both!(of_two_seats_given_back_at_once_each_goes_to_somebody, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(2)).await;
    let people = app.members(4).await;
    for person in &people {
        app.register(&id, person).await;
    }
    let config = &app.state.config;
    let also = async { Ok(app.give_back(&id, &people[1]).await) };
    let met = meet(&app, async |tx: &mut Conn| workshops::cancel(tx, config, &id, &people[0], NOW).await, also).await;
    assert!(met.first && met.second.expect("an answer"));
    let rows = app.registrations(&id).await;
    assert!(rows[2..].iter().all(|row| row.confirmed), "{rows:?}");
    assert_eq!(app.letters("workshop_moved_up").await, 2);
});

// `edit` locks the workshop. Without it the seats are counted before the last of them is given away, and there are
// fewer than people who were told that they have one.
both!(seats_are_not_taken_away_from_who_is_registering, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(2)).await;
    let people = app.members(2).await;
    app.register(&id, &people[0]).await;
    let fewer = async { Ok(app.change(&id, |details| details.capacity = 1).await) };
    let config = &app.state.config;
    let met =
        meet(&app, async |tx: &mut Conn| workshops::register(tx, config, &id, &people[1], NOW).await, fewer).await;
    assert_eq!(met.second.expect("an answer"), Edited::TooFewSeats(2));
});

// The same lock. Without it the second writes over what the first has just changed, from a page that never showed it.
both!(of_two_changes_on_one_version_the_second_is_refused, |app| async move {
    let host = app.host().await;
    let id = app.draft(&host, details(2)).await;
    let config = &app.state.config;
    let mut other = details(2);
    other.title = "べつの画面の題".to_owned();
    let input = (config.clone(), id.clone(), other, host.clone());
    let late = app.state.db.write(input, |tx, (config, id, details, host)| {
        Box::pin(workshops::edit(tx, config, organiser(host), id, 1, details))
    });
    let mut here = details(2);
    here.title = "この画面の題".to_owned();
    let edit = async |tx: &mut Conn| workshops::edit(tx, config, organiser(&host), &id, 1, &here).await;
    let met = meet(&app, edit, late).await;
    assert_eq!(met.first, Edited::Saved);
    assert!(is(met.second, &Error::Conflict));
    assert_eq!(count(&app, "select count(*) from workshops where title = 'この画面の題' and version = 2").await, 1);
});

// `publish` locks the workshop. Without it the second publishes once more what is published, and every page that shows
// the version before is refused.
both!(a_draft_is_published_once_by_two_at_once, |app| async move {
    let host = app.host().await;
    let id = app.draft(&host, details(2)).await;
    let input = (id.clone(), host.clone());
    let also = app.state.db.write(input, |tx, (id, host)| Box::pin(workshops::publish(tx, organiser(host), id)));
    let publish = async |tx: &mut Conn| workshops::publish(tx, organiser(&host), &id).await;
    let met = meet(&app, publish, also).await;
    assert!(met.first && met.second.expect("an answer"));
    assert_eq!(count(&app, "select version from workshops").await, 2);
});

// `call_off` locks the workshop. Without it everybody who registered reads twice that it is called off.
both!(a_workshop_is_called_off_once_by_two_at_once, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(2)).await;
    for person in app.members(2).await {
        app.register(&id, &person).await;
    }
    let config = &app.state.config;
    let also = app.state.db.write((config.clone(), id.clone(), host.clone()), |tx, (config, id, host)| {
        Box::pin(workshops::call_off(tx, config, organiser(host), id))
    });
    let call_off = async |tx: &mut Conn| workshops::call_off(tx, config, organiser(&host), &id).await;
    let met = meet(&app, call_off, also).await;
    assert!(met.first && met.second.expect("an answer"));
    assert_eq!(app.letters("workshop_called_off").await, 2);
});

// `course::register` locks the course. Without it whoever registers for all of it reads that the other dates are still
// drafts, and has a place at the first one only.
both!(who_joins_a_course_that_is_being_published_joins_all_of_it, |app| async move {
    let host = app.host().await;
    let dates = drafts(&app, &host, 2).await;
    let first = dates[0].clone();
    let input = (first, host.clone());
    let publish = app.state.db.write(input, |tx, (id, host)| Box::pin(workshops::publish(tx, organiser(host), id)));
    assert!(publish.await.expect("it is published"));
    let person = app.person("minato", &[]).await;
    let publish = async |tx: &mut Conn| series::publish(tx, &Editor::Organiser, &host, &dates[0], NOW).await;
    let met = meet(&app, publish, join_all_dates(&app, &dates[0], &person)).await;
    assert_eq!((met.first, met.second.expect("places")), (2, 3));
});

// `publish` locks the course. Without it whoever registers for all of it has no place at the date that becomes public
// at that moment, and was never told that there is one more.
both!(who_joins_a_course_while_one_date_is_published_joins_that_date_too, |app| async move {
    let host = app.host().await;
    let dates = drafts(&app, &host, 2).await;
    app.sql("update workshops set published_at = $2 where id = $1", dates[0].as_str(), None, Some(NOW.0)).await;
    let person = app.person("minato", &[]).await;
    let joining = join_all_dates(&app, &dates[0], &person);
    let publish = async |tx: &mut Conn| workshops::publish(tx, organiser(&host), &dates[1]).await;
    let met = meet(&app, publish, joining).await;
    assert!(met.first);
    assert_eq!(met.second.expect("places"), 2);
});

// `publish_due` locks the course, or the same happens to who registers while a date publishes itself.
both!(who_joins_a_course_while_a_date_publishes_itself_joins_that_date_too, |app| async move {
    let host = app.host().await;
    let dates = drafts(&app, &host, 2).await;
    app.sql("update workshops set published_at = $2 where id = $1", dates[0].as_str(), None, Some(NOW.0)).await;
    app.sql("update workshops set publish_at = $2 where id = $1", dates[2].as_str(), None, Some(NOW.0)).await;
    let person = app.person("minato", &[]).await;
    let joining = join_all_dates(&app, &dates[0], &person);
    let met = meet(&app, async |tx: &mut Conn| workshops::publish_due(tx, NOW).await, joining).await;
    assert_eq!(met.first, [dates[2].clone()]);
    assert_eq!(met.second.expect("places"), 2);
});

// `publish_due` looks at the course once more when it has the date. Without that a draft that becomes the date of a
// course at that moment is published without its course being locked, and whoever registers for all of it misses it.
both!(a_draft_that_becomes_the_date_of_a_course_publishes_itself_the_next_time, |app| async move {
    let host = app.host().await;
    let id = app.draft(&host, details(2)).await;
    app.sql("update workshops set publish_at = $2 where id = $1", id.as_str(), None, Some(NOW.0)).await;
    let course =
        Course { id: app.state.new_id(), joining: "both".to_owned(), copies: vec![app.state.new_id()], weeks: 1 };
    let due = || app.state.db.write(NOW, |tx, now| Box::pin(workshops::publish_due(tx, *now)));
    let make = async |tx: &mut Conn| series::make(tx, organiser(&host), &id, &course).await;
    let met = meet(&app, make, due()).await;
    let first = met.second.expect("an answer");
    // One writer at a time sees a course from the beginning.
    assert_eq!(first.is_empty(), app.state.db.kind() == Kind::Postgres);
    let next = due().await.expect("an answer");
    assert_eq!([first, next].concat(), [id]);
});

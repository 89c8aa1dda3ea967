//! Who is here: three tabs are one person, a page that is loaded anew is no leaving, a process that was killed keeps nobody.

use assemble::kit::id::{UserId, WorkshopId};
use assemble::live::room::model::{LASTS, LINGERS};
use assemble::live::room::store::presence;

use crate::both;
use crate::support::TestApp;

impl TestApp {
    pub async fn arrives(&self, id: &WorkshopId, user: &UserId, process: &'static str) {
        let input = (id.clone(), user.clone(), self.state.now());
        let arriving = self
            .state
            .db
            .write(input, move |tx, (id, user, now)| Box::pin(presence::arrive(tx, id, user, process, *now)));
        arriving.await.expect("noted");
    }

    pub async fn goes(&self, id: &WorkshopId, user: &UserId, process: &'static str, silent: bool) {
        let input = (id.clone(), user.clone(), self.state.now());
        let going = self
            .state
            .db
            .write(input, move |tx, (id, user, now)| Box::pin(presence::go(tx, id, user, (process, silent), *now)));
        going.await.expect("noted");
    }

    async fn here(&self, id: &WorkshopId) -> u32 {
        self.stage_of(id, self.state.now()).await.presence.here
    }
}

both!(people_are_counted_once_and_for_as_long_as_they_are_here, |app| async move {
    let (_, id, people) = app.room(2).await;
    for person in &people {
        app.come_in(&id, person, "名").await;
    }
    let counted = app.stage_of(&id, app.state.now()).await.presence;
    assert_eq!((counted.registered, counted.checked_in, counted.here), (2, 2, 0));
    for process in ["one", "two", "two"] {
        app.arrives(&id, &people[0], process).await;
    }
    assert_eq!(app.here(&id).await, 1);
    app.arrives(&id, &people[1], "one").await;
    assert_eq!(app.here(&id).await, 2);
    // One of two processes is left; the other still holds them.
    app.goes(&id, &people[0], "one", false).await;
    app.travel_to(app.state.now().plus_seconds(LINGERS + 1));
    assert_eq!(app.here(&id).await, 2);
    // A page that is loaded anew: gone and back within the time.
    app.goes(&id, &people[1], "one", false).await;
    assert_eq!(app.here(&id).await, 2, "no flicker");
    app.travel_to(app.state.now().plus_seconds(LINGERS - 1));
    app.arrives(&id, &people[1], "one").await;
    app.travel_to(app.state.now().plus_seconds(2));
    assert_eq!(app.here(&id).await, 2);
    // Nothing was heard: gone at once.
    app.goes(&id, &people[1], "one", true).await;
    assert_eq!(app.here(&id).await, 1);
});

both!(a_process_says_for_all_that_they_are_here_and_is_forgotten_when_it_does_not, |app| async move {
    let (_, id, people) = app.room(2).await;
    for (person, process) in people.iter().zip(["lives", "dies"]) {
        app.come_in(&id, person, "名").await;
        app.arrives(&id, person, process).await;
    }
    for _ in 0..3 {
        app.travel_to(app.state.now().plus_seconds(10));
        let beat = app.state.db.write(app.state.now(), |tx, now| Box::pin(presence::beat(tx, "lives", *now)));
        beat.await.expect("noted");
    }
    assert_eq!(app.here(&id).await, 1);
    app.travel_to(app.state.now().plus_seconds(LASTS + 1));
    assert_eq!(app.here(&id).await, 0);
    let forget = app.state.db.write(app.state.now(), |tx, now| Box::pin(presence::forget(tx, *now)));
    forget.await.expect("forgotten");
    assert_eq!(crate::journal::count(&app, "select count(*) from live_presence").await, 0);
});

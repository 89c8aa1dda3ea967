//! Who comes in: numbers, names, a rest, a hand, a call.

use std::collections::BTreeSet;

use assemble::kit::id::{CallId, UserId, WorkshopId};
use assemble::live::room::store::hosting;
use assemble::live::room::store::people::{self, Switch};
use assemble::server::Failure;
use assemble::workshops::model::Editor;
use assemble::workshops::store::By;

use crate::both;
use crate::journal::{count, is_not_found};
use crate::support::TestApp;

impl TestApp {
    pub async fn switch(&self, id: &WorkshopId, user: &UserId, switch: Switch, on: bool) -> Result<(), Failure> {
        let input = (id.clone(), user.clone(), (switch, on), self.state.now());
        let switching = self
            .state
            .db
            .write(input, |tx, (id, user, switch, now)| Box::pin(people::switch(tx, id, user, *switch, *now)));
        switching.await
    }

    async fn call_for_a_hand(&self, id: &WorkshopId, user: &UserId) -> Result<(), Failure> {
        let input = (id.clone(), user.clone(), self.state.new_id::<CallId>(), self.state.now());
        let calling =
            self.state.db.write(input, |tx, (id, user, call, now)| Box::pin(people::call(tx, id, user, call, *now)));
        calling.await
    }

    async fn go_out(&self, id: &WorkshopId, user: &UserId) -> Result<(), Failure> {
        let input = (id.clone(), user.clone(), self.state.now());
        self.state.db.write(input, |tx, (id, user, now)| Box::pin(people::leave(tx, id, user, *now))).await
    }
}

both!(fifty_who_come_in_at_once_have_fifty_numbers, |app| async move {
    let (_, id, _) = app.room(1).await;
    let people = app.members_called("大勢", 50).await;
    let seats = futures::future::join_all(people.iter().map(|person| app.come_in(&id, person, "名"))).await;
    assert_eq!(seats.iter().copied().collect::<BTreeSet<u32>>(), (1..=50).collect());
    let again = futures::future::join_all(people.iter().map(|person| app.come_in(&id, person, "べつの名"))).await;
    assert_eq!(again, seats, "one's number stays");
    assert_eq!(count(&app, "select count(*) from live_people where name = 'べつの名'").await, 50);
});

both!(who_leaves_is_out_and_comes_back_to_the_same_number, |app| async move {
    let (_, id, people) = app.room(2).await;
    assert_eq!((app.come_in(&id, &people[0], "みなと").await, app.come_in(&id, &people[1], "はる").await), (1, 2));
    app.call_for_a_hand(&id, &people[0]).await.expect("called");
    app.go_out(&id, &people[0]).await.expect("out");
    let desk = app.desk_of(&id).await;
    assert_eq!(desk.people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["はる"]);
    assert!(desk.calls.is_empty(), "nobody waits for a hand who has gone");
    assert!(is_not_found(app.go_out(&id, &people[0]).await));
    assert!(is_not_found(app.switch(&id, &people[0], Switch::Hand, true).await));
    assert!(is_not_found(app.call_for_a_hand(&id, &people[0]).await));
    assert_eq!(app.come_in(&id, &people[0], "みなと").await, 1);
});

both!(a_rest_and_a_hand_are_ones_own, |app| async move {
    let (_, id, people) = app.room(1).await;
    app.come_in(&id, &people[0], "みなと").await;
    let mine = async || {
        let mut conn = app.state.db.read().await.expect("a connection");
        people::mine(&mut conn, &id, &people[0]).await.expect("one's own")
    };
    let seq = async || app.room_of(&id).await.seq;
    for (switch, on) in [(Switch::Rest, true), (Switch::Hand, true), (Switch::Rest, false), (Switch::Hand, false)] {
        let before = seq().await;
        app.switch(&id, &people[0], switch, on).await.expect("turned");
        let after = seq().await;
        assert_eq!(after, before + 1);
        app.switch(&id, &people[0], switch, on).await.expect("turned");
        assert_eq!(seq().await, after, "twice changes nothing");
        let presence = app.stage_of(&id, app.state.now()).await.presence;
        // The rest is on in the first two steps.
        assert_eq!((presence.here, presence.resting), (0, u32::from(on)), "whoever rests may put their phone away");
        let mine = mine().await;
        assert_eq!(if switch == Switch::Rest { mine.resting } else { mine.hand }, on);
    }
});

both!(a_call_stands_once_until_a_host_answers_it, |app| async move {
    let (host, id, people) = app.room(2).await;
    for person in &people {
        app.come_in(&id, person, "名").await;
    }
    let at_once = (0..6).map(|_| app.call_for_a_hand(&id, &people[0]));
    assert!(futures::future::join_all(at_once).await.iter().all(Result::is_ok));
    let calls = app.desk_of(&id).await.calls;
    assert_eq!(calls.len(), 1);
    let answer = async |call: &str| {
        let input = (host.clone(), id.clone(), call.parse::<CallId>().expect("an id"), app.state.now());
        let answering = app.state.db.write(input, |tx, (host, id, call, now)| {
            let by = By { editor: &Editor::Organiser, actor: host, now: *now };
            Box::pin(hosting::answer_call(tx, by, id, call))
        });
        answering.await
    };
    let (one, two) = tokio::join!(answer(&calls[0].id), answer(&calls[0].id));
    assert!(one.is_ok() && two.is_ok(), "the second host finds it answered");
    assert!(is_not_found(answer("019376b0-7c6a-7000-8000-0123456789ab").await));
    assert!(app.desk_of(&id).await.calls.is_empty());
    assert_eq!(count(&app, "select count(*) from live_acts where act like '%answered%'").await, 1);
    app.call_for_a_hand(&id, &people[0]).await.expect("again");
    assert_eq!(app.desk_of(&id).await.calls.len(), 1);
});

both!(nobody_comes_into_a_room_that_is_closed, |app| async move {
    let (host, id, people) = app.room(1).await;
    app.come_in(&id, &people[0], "みなと").await;
    app.close_room(&host, &id).await;
    assert!(is_not_found(app.try_come_in(&id, &people[0], "みなと").await));
    assert!(is_not_found(app.switch(&id, &people[0], Switch::Rest, true).await));
});

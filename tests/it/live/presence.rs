//! Who is here: three tabs are one person, a page that is loaded anew is no leaving, a process that was killed keeps nobody.

use assemble::kit::Locale;
use assemble::kit::id::{UserId, WorkshopId};
use assemble::live::after::report;
use assemble::live::room::model::{Command, LASTS, LINGERS};
use assemble::live::room::store::hosting::Opened;
use assemble::live::room::store::people::Switch;
use assemble::live::room::store::presence;

use super::sheet;
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

    async fn beats(&self, process: &'static str) {
        let input = self.state.now();
        let beat = self.state.db.write(input, move |tx, now| Box::pin(presence::beat(tx, process, *now)));
        beat.await.expect("noted");
    }

    /// How much each was there for, in the order in which they came in.
    async fn shares(&self, id: &WorkshopId) -> Vec<i64> {
        let mut conn = self.state.db.read().await.expect("a connection");
        let report = report::read(&mut conn, id, Locale::ja, self.state.now()).await.expect("a report");
        report.guests.iter().map(|guest| guest.share).collect()
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

both!(whoever_closed_their_last_tab_went_then, |app| async move {
    let (host, id, people) = app.room(5).await;
    for person in &people {
        app.come_in(&id, person, "名").await;
    }
    app.travel_to(app.state.now().plus_seconds(1));
    // The first has three tabs with two processes; the last reads the pages without a program.
    for (who, process) in [(0, "one"), (0, "one"), (0, "two"), (1, "one"), (2, "one"), (3, "killed")] {
        app.arrives(&id, &people[who], process).await;
    }
    app.run(&host, &id, Command::Start).await;
    let begun = app.state.now();
    app.travel_to(begun.plus_minutes(20));
    for process in ["one", "two", "killed"] {
        app.beats(process).await;
    }
    // Two close all they have with a process. The third rests; the fourth comes back when the server does.
    app.goes(&id, &people[0], "one", false).await;
    app.goes(&id, &people[1], "one", false).await;
    app.switch(&id, &people[2], Switch::Rest, true).await.expect("a rest");
    app.goes(&id, &people[2], "one", false).await;
    app.travel_to(begun.plus_minutes(22));
    app.arrives(&id, &people[3], "again").await;
    app.travel_to(begun.plus_minutes(40));
    app.beats("two").await;
    app.beats("again").await;
    app.run(&host, &id, Command::End).await;
    let told = [100, 50, 100, 100, 100];
    assert_eq!(app.shares(&id).await, told, "the room is still open");
    app.travel_to(begun.plus_minutes(45));
    assert_eq!(app.shares(&id).await, told, "who goes after the end was there to the end");
    app.close_room(&host, &id).await;
    app.travel_to(app.state.now().plus_days(3));
    let forget = app.state.db.write(app.state.now(), |tx, now| Box::pin(presence::forget(tx, *now)));
    forget.await.expect("forgotten");
    assert_eq!(app.shares(&id).await, told, "closing the room keeps it");
});

both!(a_phone_that_sleeps_towards_the_end_is_no_absence, |app| async move {
    let (host, id, people) = app.room(4).await;
    for person in &people {
        app.come_in(&id, person, "名").await;
    }
    app.travel_to(app.state.now().plus_seconds(1));
    for person in &people {
        app.arrives(&id, person, "one").await;
    }
    app.run(&host, &id, Command::Start).await;
    let begun = app.state.now();
    for (who, minute) in [(1, 100), (0, 106)] {
        app.travel_to(begun.plus_minutes(minute));
        app.goes(&id, &people[who], "one", true).await;
    }
    app.travel_to(begun.plus_minutes(110));
    app.goes_home(&id, &people[2]).await;
    app.travel_to(begun.plus_minutes(120));
    app.beats("one").await;
    app.run(&host, &id, Command::End).await;
    let told = [100, 83, 92, 100];
    assert_eq!(app.shares(&id).await, told, "asleep for the check-out, silent before it, out by the door, here");
});

both!(a_host_who_closes_the_room_hours_later_takes_nobodys_evening, |app| async move {
    let (host, id, people) = app.room(2).await;
    for person in &people {
        app.come_in(&id, person, "名").await;
    }
    app.travel_to(app.state.now().plus_seconds(1));
    for person in &people {
        app.arrives(&id, person, "one").await;
    }
    app.run(&host, &id, Command::Start).await;
    let begun = app.state.now();
    for (who, minute) in [(0, 30), (1, 60)] {
        app.travel_to(begun.plus_minutes(minute));
        app.goes(&id, &people[who], "one", true).await;
    }
    app.travel_to(begun.plus_hours(10));
    app.close_room(&host, &id).await;
    assert_eq!(app.shares(&id).await, [50, 100]);
});

both!(a_room_that_opens_anew_has_everybody_who_did_not_go_out, |app| async move {
    let (host, id, people) = app.grouped_room(4).await;
    app.travel_to(app.state.now().plus_seconds(1));
    for person in &people {
        app.arrives(&id, person, "one").await;
    }
    for command in [Command::Start, Command::Next] {
        app.run(&host, &id, command).await;
    }
    app.fill_groups(&id).await;
    let begun = app.state.now();
    app.travel_to(begun.plus_minutes(20));
    app.beats("one").await;
    for person in &people[1..3] {
        app.goes(&id, person, "one", true).await;
    }
    app.goes_home(&id, &people[3]).await;
    app.travel_to(begun.plus_minutes(40));
    app.beats("one").await;
    app.run(&host, &id, Command::End).await;
    app.close_room(&host, &id).await;
    assert_eq!(app.shares(&id).await, [100, 50, 50, 50]);
    app.travel_to(begun.plus_minutes(100));
    assert_eq!(app.open_room(&host, &id, sheet()).await, Opened::Done);
    app.arrives(&id, &people[1], "one").await;
    assert_eq!(app.shares(&id).await, [100, 50, 50, 50], "who looks in afterwards was not there");
    assert_eq!(app.desk_of(&id).await.people.len(), 3);
    app.run(&host, &id, Command::Back).await;
    let groups = app.stage_of(&id, app.state.now()).await.groups;
    assert_eq!(groups.iter().map(|group| group.people.len()).sum::<usize>(), 3, "with those whose phones sleep");
    // It went on, and of one of the two something was heard again.
    app.travel_to(begun.plus_minutes(110));
    app.beats("one").await;
    app.run(&host, &id, Command::End).await;
    assert_eq!(app.shares(&id).await, [100, 100, 18, 18]);
});

//! The lock of a room is needed: see `crate::locks`. On SQLite one writer does the same.

use assemble::kit::Role;
use assemble::kit::id::{RowId, UserId, WorkshopId};
use assemble::live::after::wishes::{self, Wished};
use assemble::live::room::model::{Command, Deed};
use assemble::live::room::store::hosting::{self, Moved};
use assemble::live::room::store::{self, people};
use assemble::server::db::Conn;
use assemble::server::{Failure, Result};
use assemble::workshops::model::Editor;
use assemble::workshops::store::By;

use super::sheet;
use crate::both;
use crate::journal::{count, run};
use crate::locks::meet;
use crate::support::TestApp;

// `command` locks the room. Without it the second host reads the turn that the first one read: the run goes on twice.
both!(of_two_hosts_who_meet_one_moves_the_run, |app| async move {
    let (host, id, _) = app.room(1).await;
    app.run(&host, &id, Command::Start).await;
    let (turn, now) = (app.room_of(&id).await.turn, app.state.now());
    let input = (host.clone(), id.clone());
    let second = app.state.db.write(input, move |tx, (host, id)| {
        Box::pin(hosting::command(tx, By { editor: &Editor::Organiser, actor: host, now }, id, turn, Command::Next))
    });
    let by = By { editor: &Editor::Organiser, actor: &host, now };
    let met = meet(&app, async |tx: &mut Conn| hosting::command(tx, by, &id, turn, Command::Next).await, second).await;
    assert_eq!(met.first, Moved::Done);
    assert!(matches!(met.second, Ok(Moved::Stale(Deed::Ran(Command::Next), Some(_)))), "{:?}", met.second);
    assert_eq!(app.room_of(&id).await.run.current_key(), Some("b2"));
});

// `open` locks the workshop. Without it the second finds no room either, and gives it another code and another leader.
both!(of_two_who_open_a_room_one_does, |app| async move {
    let (host, id, _) = app.gathering(1, 1).await;
    let chance: RowId = "019376b0-7c6a-7000-8000-0123456789ab".parse().expect("an id");
    let now = app.state.now();
    let input = (host.clone(), id.clone(), sheet(), app.state.new_id::<RowId>());
    let second = app.state.db.write(input, move |tx, (host, id, sheet, chance)| {
        Box::pin(hosting::open(tx, By { editor: &Editor::Organiser, actor: host, now }, id, sheet, chance))
    });
    let by = By { editor: &Editor::Organiser, actor: &host, now };
    let plan = sheet();
    let met = meet(&app, async |tx: &mut Conn| hosting::open(tx, by, &id, &plan, &chance).await, second).await;
    assert!(met.second.is_ok(), "{:?}", met.second);
    assert_eq!(count(&app, "select count(*) from live_acts").await, 1);
    assert_eq!(app.room_of(&id).await.turn, 1);
});

// `enter` locks the room. Without it both take the same number, which the table refuses: the second stays outside.
both!(two_who_come_in_have_two_numbers, |app| async move {
    let (_, id, people) = app.room(2).await;
    let now = app.state.now();
    let second = app.state.db.write((id.clone(), people[1].clone()), move |tx, (id, user)| {
        Box::pin(people::enter(tx, id, user, "はる", now))
    });
    let met = meet(&app, async |tx: &mut Conn| people::enter(tx, &id, &people[0], "みなと", now).await, second).await;
    assert_eq!((met.first, met.second.expect("a number")), (1, 2));
});

/// `user` wishes to meet the person of that number again.
async fn wish(app: &TestApp, tx: &mut Conn, id: &WorkshopId, (user, seat): (&UserId, u32)) -> Result<Wished> {
    wishes::wish(tx, &app.state.config, id, (user, seat), Some(false), app.state.now()).await
}

// `wish` locks the room. Without it neither finds the wish of the other one, and nobody is ever told.
both!(two_whose_wishes_meet_are_told, |app| async move {
    let (_, id, people) = app.ran().await;
    let input = (app.state.config.clone(), id.clone(), people[1].clone(), app.state.now());
    let second = app.state.db.write(input, |tx, (config, id, user, now)| {
        Box::pin(wishes::wish(tx, config, id, (user, 1), Some(false), *now))
    });
    let met = meet(&app, async |tx: &mut Conn| wish(&app, tx, &id, (&people[0], 2)).await, second).await;
    assert_eq!((met.first, met.second.expect("kept")), (Wished::Done, Wished::Done));
    assert_eq!(app.letters("live_met").await, 2);
});

/// Takes everybody from the hosts who was asked to host too, while the room is locked.
async fn dismiss(tx: &mut Conn, id: &WorkshopId) -> Result<()> {
    store::locked(tx, id).await?;
    sqlx::query("delete from workshop_hosts where workshop_id = $1").bind(id.as_str()).execute(tx).await?;
    Ok(())
}

// `locked_by` looks at the host when the room is locked. Looked at before, whoever waits for the lock while they are
// taken from the hosts writes nevertheless.
both!(whoever_is_no_host_any_more_when_their_turn_comes_changes_no_groups, |app| async move {
    let (_, id, people) = app.room(2).await;
    for person in &people {
        app.come_in(&id, person, "名").await;
    }
    let second = app.person("haruka", &[Role::Host]).await;
    let cookie = app.sign_in(&second).await;
    let fields = [
        ("form[workshop]", id.as_str()),
        ("form[one]", "1"),
        ("form[other]", "2"),
        ("form[wish]", "apart"),
        ("form[seat]", "1"),
        ("form[to]", "out"),
        ("form[links]", ""),
    ];
    for name in ["groups_make", "groups_pair", "groups_place", "groups_mixing"] {
        run(
            &app,
            "insert into workshop_hosts (workshop_id, user_id, added_at, added_by)
             select w.id, u.id, 1, w.host_id from workshops w, users u where u.email = 'haruka@example.jp'",
        )
        .await;
        let path = format!("/api/live/{name}");
        let writing = async { Ok::<_, Failure>(app.post_json_client(&path, &fields, Some(&cookie)).await.0.as_u16()) };
        let met = meet(&app, async |tx: &mut Conn| dismiss(tx, &id).await, writing).await;
        assert_eq!((met.waited, met.second.expect("an answer")), (true, 404), "{name}");
    }
    for rows in [
        "select count(*) from live_rounds",
        "select count(*) from live_pairs",
        "select count(*) from live_placing",
        "select count(*) from live_mixing",
    ] {
        assert_eq!(count(&app, rows).await, 0, "{rows}");
    }
});

//! Opening, moving and closing, by several hosts at once and by the run itself.

use assemble::kit::Role;
use assemble::live::plan::model::RunSheet;
use assemble::live::room::jobs;
use assemble::live::room::model::wire::Phase;
use assemble::live::room::model::{Command, Deed, Refusal, Run};
use assemble::live::room::store::hosting::{self, Moved, Opened};
use assemble::server::boot;
use assemble::server::db::Db;
use assemble::workshops::model::Editor;
use assemble::workshops::store::By;

use super::{SAYS, sheet};
use crate::both;
use crate::journal::{count, is_not_found};
use crate::support::{On, TestApp};
use crate::workshops::details;

both!(of_two_hosts_who_press_at_once_one_moves_the_run_and_the_other_hears_who, |app| async move {
    let (host, id, _) = app.room(1).await;
    let other = app.person("haruka", &[Role::Host]).await;
    app.run(&host, &id, Command::Start).await;
    let turn = app.room_of(&id).await.turn;
    let presses = (0..8).map(|n| app.tell_run(if n % 2 == 0 { &host } else { &other }, &id, turn, Command::Next));
    let moved = futures::future::join_all(presses).await;
    assert_eq!(moved.iter().filter(|moved| **moved == Moved::Done).count(), 1, "{moved:?}");
    for stale in moved.iter().filter(|moved| **moved != Moved::Done) {
        assert!(matches!(stale, Moved::Stale(Deed::Ran(Command::Next), Some(name)) if !name.is_empty()), "{stale:?}");
    }
    let room = app.room_of(&id).await;
    assert_eq!((room.turn, room.run.current_key()), (turn + 1, Some("b2")));
    assert_eq!(count(&app, "select count(*) from live_acts").await, 3, "opened, begun, moved once");
    assert_eq!(app.tell_run(&host, &id, turn + 1, Command::Start).await, Moved::Refused(Refusal::Begun));
    assert_eq!(app.room_of(&id).await, room, "what is refused changes nothing");
});

both!(after_a_kill_it_is_the_same_block_with_the_same_time_left, |app| async move {
    let (host, id, people) = app.room(3).await;
    for (n, person) in people.iter().enumerate() {
        app.come_in(&id, person, &format!("人{n}")).await;
    }
    app.run(&host, &id, Command::Start).await;
    app.run(&host, &id, Command::Extend(5)).await;
    app.travel_to(app.state.now().plus_seconds(100));
    let before = app.stage_of(&id, app.state.now()).await;
    assert_eq!(before.phase, Phase::Running { left_ms: 500_000 });
    // Another program on the same database knows nothing but what was written.
    let db = Db::connect(&app.database.url).await.expect("the database answers");
    let config = (*app.state.config).clone();
    let state = boot::assemble(config, db, [42; 32], app.state.clock.clone()).expect("the parts fit");
    let mut conn = state.db.read().await.expect("a connection");
    let now = state.now();
    let after = assemble::live::room::store::stage::stage(&mut conn, &id, now).await.expect("a stage");
    assert_eq!(after, before);
    assert_eq!(after.now.expect("a block").seconds, 600);
});

both!(quiet_blocks_go_on_by_themselves_once_and_groups_are_warned, |app| async move {
    let (host, id, _) = app.room(1).await;
    for command in [Command::Start, Command::Next, Command::Next] {
        app.run(&host, &id, command).await;
    }
    let begun = app.state.now();
    jobs::wake_all(app.state.clone()).await.expect("nothing is due");
    let seq = app.room_of(&id).await.seq;
    app.travel_to(begun.plus_minutes(19));
    jobs::wake_all(app.state.clone()).await.expect("the warning");
    assert!(app.room_of(&id).await.seq > seq && app.stage_of(&id, app.state.now()).await.last_minute);
    assert_eq!(app.room_of(&id).await.run.current_key(), Some("b3"));
    app.run(&host, &id, Command::Next).await;
    let turn = app.room_of(&id).await.turn;
    app.travel_to(app.state.now().plus_minutes(11));
    let (one, two) = tokio::join!(jobs::wake(&app.state, &id), jobs::wake(&app.state, &id));
    assert!(one.expect("an answer") != two.expect("an answer"), "two processes, one effect");
    let room = app.room_of(&id).await;
    assert_eq!((room.turn, room.run.current_key()), (turn + 1, Some("b5")));
    assert_eq!(
        app.tell_run(&host, &id, turn, Command::Extend(1)).await,
        Moved::Stale(Deed::Went, None),
        "nobody pressed"
    );
});

both!(a_room_is_opened_for_what_is_held_and_with_a_code_of_its_own, |app| async move {
    let host = app.host().await;
    let draft = app.draft(&host, details(2)).await;
    assert_eq!(app.open_room(&host, &draft, sheet()).await, Opened::NotHeld);
    let (one, two) = (app.workshop(&host, details(2)).await, app.workshop(&host, details(2)).await);
    assert_eq!(app.open_room(&host, &one, RunSheet::default()).await, Opened::NoBlocks);
    let (here, there) = tokio::join!(app.open_room(&host, &one, sheet()), app.open_room(&host, &one, sheet()));
    assert_eq!((here, there), (Opened::Done, Opened::Done));
    assert_eq!(count(&app, "select count(*) from live_acts").await, 1, "the second finds it open");
    assert_eq!(app.open_room(&host, &two, sheet()).await, Opened::Done);
    let codes = (app.room_of(&one).await.code, app.room_of(&two).await.code);
    assert!(codes.0 != codes.1 && codes.0.len() == 6);
    // What is changed in the sheet counts until it begins.
    let mut longer = sheet();
    longer.blocks[0].min = 7;
    app.open_room(&host, &one, longer.clone()).await;
    let room = app.room_of(&one).await;
    assert_eq!((room.run.blocks[0].planned, &room.code), (420, &codes.0));
    app.run(&host, &one, Command::Start).await;
    app.open_room(&host, &one, sheet()).await;
    assert_eq!(app.room_of(&one).await.sheet, longer);
    app.close_room(&host, &one).await;
    app.close_room(&host, &one).await;
    let closed = app.room_of(&one).await;
    assert!(closed.closed_at.is_some() && matches!(closed.run.phase(app.state.now()), Phase::Ended));
    app.open_room(&host, &one, sheet()).await;
    let again = app.room_of(&one).await;
    assert!(again.closed_at.is_none() && again.seq > closed.seq && again.run == closed.run, "as it was");
    app.run(&host, &one, Command::Back).await;
});

both!(only_who_may_change_the_workshop_changes_its_room, |app| async move {
    let (_, id, people) = app.room(1).await;
    let stranger = app.person("haruka", &[Role::Host]).await;
    for user in [&stranger, &people[0]] {
        let input = (user.clone(), id.clone(), app.state.now());
        let write = app.state.db.write(input, |tx, (user, id, now)| {
            Box::pin(async move {
                let editor = Editor::Host(user.clone());
                let by = By { editor: &editor, actor: user, now: *now };
                assert!(is_not_found(hosting::command(tx, by, id, 1, Command::Start).await));
                assert!(is_not_found(hosting::lead(tx, by, id).await));
                assert!(is_not_found(hosting::notice(tx, by, id, "x").await));
                assert!(is_not_found(
                    hosting::open(tx, by, id, &sheet(), &"019376b0-7c6a-7000-8000-0123456789ab".parse()?).await
                ));
                hosting::close(tx, by, id).await
            })
        });
        assert!(is_not_found(write.await));
    }
    assert!(app.room_of(&id).await.closed_at.is_none());
});

both!(a_word_to_all_and_the_lead_are_seen_by_all, |app| async move {
    let (host, id, _) = app.room(1).await;
    let other = app.person("haruka", &[Role::Admin]).await;
    let act = async |words: &'static str| {
        let input = (other.clone(), id.clone(), app.state.now());
        let acting = app.state.db.write(input, move |tx, (other, id, now)| {
            Box::pin(async move {
                let by = By { editor: &Editor::Organiser, actor: other, now: *now };
                hosting::lead(tx, by, id).await?;
                hosting::notice(tx, by, id, words).await
            })
        });
        acting.await.expect("done");
        app.desk_of(&id).await
    };
    let before = app.desk_of(&id).await;
    assert_eq!(before.leader.as_deref(), Some("host"), "who opens it leads");
    let after = act("あと一分です").await;
    assert_eq!((after.leader.as_deref(), after.stage.notice.as_str()), (Some("haruka"), "あと一分です"));
    assert_eq!(act("あと一分です").await.stage.seq, after.stage.seq, "twice changes nothing");
    assert_eq!(act("").await.stage.notice, "");
    assert_eq!(app.room_of(&id).await.leader, Some(other.clone()));
    assert_ne!(host, other);
});

both!(what_hosts_say_is_on_no_stage, |app| async move {
    let (host, id, _) = app.room(1).await;
    app.run(&host, &id, Command::Start).await;
    let stage = serde_json::to_string(&app.stage_of(&id, app.state.now()).await).expect("it is encoded");
    let desk = serde_json::to_string(&app.desk_of(&id).await).expect("it is encoded");
    assert!(!stage.contains(SAYS) && desk.contains(SAYS));
    assert_eq!(app.desk_of(&id).await.stage.next.expect("a name").ja, "区切り2");
});

#[tokio::test]
async fn a_room_that_everybody_forgot_is_closed() {
    let app = TestApp::new(On::Sqlite).await;
    let (host, id, _) = app.room(1).await;
    app.run(&host, &id, Command::Start).await;
    jobs::sweep(&app.state).await.expect("swept");
    assert!(app.room_of(&id).await.closed_at.is_none());
    app.travel_to(app.state.now().plus_hours(14));
    jobs::sweep(&app.state).await.expect("swept");
    let room = app.room_of(&id).await;
    assert!(room.closed_at.is_some() && room.run != Run::of(&sheet()));
    assert_eq!(count(&app, "select count(*) from live_acts where user_id is null").await, 1);
}

//! Groups over the store and the router: made, kept, joined, left, and made again by whoever finds them asked for.

use std::collections::BTreeSet;

use assemble::kit::Role;
use assemble::kit::id::{UserId, WorkshopId};
use assemble::live::plan::model::{Block, BlockKind, Both, Mix, RunSheet};
use assemble::live::room::groups::store::Mixing;
use assemble::live::room::groups::{self, fill};
use assemble::live::room::jobs;
use assemble::live::room::model::Command;
use assemble::live::room::model::wire::ShownGroup;
use assemble::live::room::store::hosting::Opened;
use assemble::live::room::store::{locked, people};

use crate::both;
use crate::journal::{count, run};
use crate::support::{TestApp, shown};
use crate::workshops::details;

/// A talk, groups of four, the same ones once more, a break, new groups of four, pairs.
fn sheet() -> RunSheet {
    let block = |key: &str, kind, mix, group| Block {
        key: key.to_owned(),
        min: 10,
        kind,
        mix,
        group,
        title: Both { ja: format!("区切り {key}"), en: String::new() },
        ..Block::default()
    };
    let blocks = vec![
        block("talk", BlockKind::Plenary, Mix::New, None),
        block("first", BlockKind::Breakout, Mix::New, Some(4)),
        block("same", BlockKind::Breakout, Mix::Same, Some(4)),
        block("break", BlockKind::Break, Mix::New, None),
        block("second", BlockKind::Breakout, Mix::Remix, Some(4)),
        block("pairs", BlockKind::Pair, Mix::Remix, None),
    ];
    RunSheet { title: Both { ja: "会".to_owned(), en: String::new() }, size: (4, 32), blocks }
}

impl TestApp {
    /// A room with groups in its sheet, and people in it.
    pub async fn grouped_room(&self, count: usize) -> (UserId, WorkshopId, Vec<UserId>) {
        let (host, id, people) = self.gathering(count as i64 + 2, count).await;
        assert_eq!(self.open_room(&host, &id, sheet()).await, Opened::Done);
        for (n, person) in people.iter().enumerate() {
            self.come_in(&id, person, &format!("呼び名{n}")).await;
        }
        (host, id, people)
    }

    pub async fn ask_groups(&self, id: &WorkshopId) -> bool {
        let asking = self.state.db.write((id.clone(), self.state.now()), |tx, (id, now)| {
            Box::pin(async move {
                let room = locked(tx, id).await?;
                groups::ask_next(tx, id, &room, *now).await
            })
        });
        asking.await.expect("an answer")
    }

    pub async fn fill_groups(&self, id: &WorkshopId) {
        fill::fill(&self.state, id).await.expect("groups");
    }

    async fn groups_of(&self, id: &WorkshopId, block: &str) -> Vec<ShownGroup> {
        let mut conn = self.state.db.read().await.expect("a connection");
        groups::groups_of(&mut conn, id, block).await.expect("groups")
    }

    async fn groups_now(&self, id: &WorkshopId) -> Vec<ShownGroup> {
        self.stage_of(id, self.state.now()).await.groups
    }

    pub async fn goes_home(&self, id: &WorkshopId, user: &UserId) {
        let input = (id.clone(), user.clone(), self.state.now());
        let going = self.state.db.write(input, |tx, (id, user, now)| Box::pin(people::leave(tx, id, user, *now)));
        going.await.expect("they went");
    }
}

fn sizes(groups: &[ShownGroup]) -> Vec<usize> {
    let mut sizes: Vec<usize> = groups.iter().map(|group| group.people.len()).collect();
    sizes.sort_unstable();
    sizes
}

/// Everybody's number, once.
fn seats(groups: &[ShownGroup]) -> BTreeSet<u32> {
    groups.iter().flat_map(|group| group.people.iter().map(|(seat, _)| *seat)).collect()
}

fn pairs(groups: &[ShownGroup]) -> BTreeSet<(u32, u32)> {
    let mut pairs = BTreeSet::new();
    for group in groups {
        for (a, _) in &group.people {
            pairs.extend(group.people.iter().filter(|(b, _)| a < b).map(|(b, _)| (*a, *b)));
        }
    }
    pairs
}

both!(groups_are_planned_for_all_rounds_and_shown_while_they_sit, |app| async move {
    let (host, id, _) = app.grouped_room(12).await;
    assert!(app.ask_groups(&id).await);
    assert!(app.groups_of(&id, "first").await.is_empty(), "they are looked for");
    app.fill_groups(&id).await;
    let (first, second) = (app.groups_of(&id, "first").await, app.groups_of(&id, "second").await);
    assert_eq!((sizes(&first), sizes(&second)), (vec![4, 4, 4], vec![4, 4, 4]));
    assert_eq!((seats(&first).len(), seats(&second).len()), (12, 12));
    assert_eq!(pairs(&first).intersection(&pairs(&second)).count(), 3, "as few as can be");
    let mixing = app.desk_of(&id).await.mixing.expect("a score");
    assert!(mixing.contains("この人数では少し重なります"), "{mixing}");
    assert!(app.groups_of(&id, "pairs").await.is_empty(), "groups of another size are made for themselves");
    app.run(&host, &id, Command::Start).await;
    assert!(app.groups_now(&id).await.is_empty(), "all are together");
    for expected in [&first, &first, &Vec::new(), &second] {
        app.run(&host, &id, Command::Next).await;
        app.fill_groups(&id).await;
        assert_eq!(app.groups_now(&id).await, *expected);
    }
    app.run(&host, &id, Command::Next).await;
    app.fill_groups(&id).await;
    assert_eq!(sizes(&app.groups_now(&id).await), [2; 6]);
    assert!(!app.ask_groups(&id).await, "nothing is left to be made");
    app.run(&host, &id, Command::Back).await;
    assert_eq!(app.groups_now(&id).await, second, "whoever comes back sits as before");
});

both!(what_has_begun_stays_when_later_rounds_are_made_anew, |app| async move {
    let (host, id, _) = app.grouped_room(9).await;
    app.ask_groups(&id).await;
    app.fill_groups(&id).await;
    app.run(&host, &id, Command::Start).await;
    app.run(&host, &id, Command::Next).await;
    let first = app.groups_now(&id).await;
    app.travel_to(app.state.now().plus_minutes(1));
    assert!(app.ask_groups(&id).await);
    app.fill_groups(&id).await;
    assert_eq!(app.groups_now(&id).await, first);
    assert_eq!(seats(&app.groups_of(&id, "second").await), seats(&first));
    assert_eq!(count(&app, "select count(*) from live_rounds where made_at is null").await, 0);
});

both!(who_comes_late_joins_the_smallest_group_and_nobody_is_left_behind_alone, |app| async move {
    let (host, id, people) = app.grouped_room(6).await;
    app.run(&host, &id, Command::Start).await;
    app.run(&host, &id, Command::Next).await;
    app.fill_groups(&id).await;
    assert_eq!(sizes(&app.groups_now(&id).await), [3, 3]);
    let late = app.members_called("late", 2).await;
    for (n, person) in late.iter().enumerate() {
        app.register(&id, person).await;
        app.come_in(&id, person, &format!("あとから{n}")).await;
    }
    assert_eq!(sizes(&app.groups_now(&id).await), [4, 4], "each to the smallest");
    for person in &late {
        app.goes_home(&id, person).await;
    }
    let before = app.groups_now(&id).await;
    assert_eq!(seats(&before).len(), 6);
    app.goes_home(&id, &people[0]).await;
    let groups = app.groups_now(&id).await;
    assert_eq!((groups.len(), seats(&groups).len()), (1, 5), "two do not stay behind: {before:?} {groups:?}");
    app.come_in(&id, &people[0], "もどった").await;
    assert_eq!(seats(&app.groups_now(&id).await).len(), 6);
    // Whoever went had sat there: it is theirs to look back on.
    assert_eq!(count(&app, "select count(*) from live_sits where left_at is not null").await, 2);
});

both!(pairs_stay_pairs_when_people_come_late, |app| async move {
    let (host, id, _) = app.grouped_room(4).await;
    for command in [Command::Start, Command::Next, Command::Next, Command::Next, Command::Next] {
        app.run(&host, &id, command).await;
        app.fill_groups(&id).await;
    }
    assert!(app.ask_groups(&id).await);
    app.fill_groups(&id).await;
    assert_eq!(sizes(&app.groups_of(&id, "pairs").await), [2, 2]);
    for (n, person) in app.members_called("late", 2).await.iter().enumerate() {
        app.register(&id, person).await;
        app.come_in(&id, person, &format!("あとから{n}")).await;
    }
    assert_eq!(sizes(&app.groups_of(&id, "pairs").await), [3, 3], "nobody waits outside");
    app.travel_to(app.state.now().plus_minutes(1));
    app.run(&host, &id, Command::Next).await;
    app.fill_groups(&id).await;
    assert_eq!(sizes(&app.groups_now(&id).await), [2, 2, 2]);
});

both!(whoever_is_away_when_groups_are_made_is_seated_when_they_are_heard_of_again, |app| async move {
    let (host, id, people) = app.grouped_room(9).await;
    for person in &people[..8] {
        app.arrives(&id, person, "one").await;
    }
    app.goes(&id, &people[0], "one", true).await;
    app.travel_to(app.state.now().plus_seconds(61));
    for person in &people[1..8] {
        app.arrives(&id, person, "one").await;
    }
    app.run(&host, &id, Command::Start).await;
    app.run(&host, &id, Command::Next).await;
    app.fill_groups(&id).await;
    let seated = seats(&app.groups_now(&id).await);
    assert_eq!(seated, (2..=9).collect(), "of the ninth, who has no program, nothing was ever heard");
    // Whoever drops out later keeps their seat.
    app.goes(&id, &people[1], "one", true).await;
    app.travel_to(app.state.now().plus_seconds(61));
    app.arrives(&id, &people[0], "one").await;
    assert_eq!(seats(&app.groups_now(&id).await), (1..=9).collect());
});

both!(groups_are_made_by_another_process_when_one_ends_in_between, |app| async move {
    let (host, id, _) = app.grouped_room(8).await;
    app.run(&host, &id, Command::Start).await;
    app.run(&host, &id, Command::Next).await;
    assert!(app.groups_now(&id).await.is_empty());
    assert_eq!(count(&app, "select count(*) from live_rounds where made_at is null and seed > 0").await, 1);
    jobs::wake_all(app.state.clone()).await.expect("a round");
    assert!(app.groups_now(&id).await.is_empty(), "somebody may be at it");
    app.travel_to(app.state.now().plus_seconds(6));
    jobs::wake_all(app.state.clone()).await.expect("a round");
    assert_eq!(sizes(&app.groups_now(&id).await), [4, 4]);
    let before = app.groups_now(&id).await;
    app.fill_groups(&id).await;
    assert_eq!(app.groups_now(&id).await, before, "what is made is not made again");
});

both!(a_host_wishes_leaves_out_and_says_where_groups_meet, |app| async move {
    let (host, id, _) = app.grouped_room(8).await;
    let cookie = app.sign_in(&host).await;
    let workshop = id.as_str();
    let send = async |path: &str, fields: &[(&str, &str)]| {
        let mut all = vec![("form[workshop]", workshop)];
        all.extend_from_slice(fields);
        app.post_json_client(&format!("/api/live/{path}"), &all, Some(&cookie)).await.0.as_u16()
    };
    let pair = async |one, other, wish| {
        send("groups_pair", &[("form[one]", one), ("form[other]", other), ("form[wish]", wish)]).await
    };
    assert_eq!((pair("1", "2", "apart").await, pair("4", "3", "together").await), (200, 200));
    assert_eq!(pair("1", "1", "apart").await, 422);
    assert_eq!(pair("1", "99", "apart").await, 404);
    assert_eq!(send("groups_mixing", &[("form[links]", "http://plain.example")]).await, 422);
    let links = "https://meet.example/1\r\nhttps://meet.example/2";
    assert_eq!(send("groups_mixing", &[("form[links]", links), ("form[series]", "true")]).await, 200);
    assert_eq!(send("groups_place", &[("form[seat]", "8"), ("form[to]", "out")]).await, 200);
    assert_eq!(send("groups_make", &[]).await, 200);
    let groups = app.groups_of(&id, "first").await;
    assert_eq!(seats(&groups), (1..=7).collect());
    assert!(!pairs(&groups).contains(&(1, 2)) && pairs(&groups).contains(&(3, 4)), "{groups:?}");
    assert_eq!(groups[1].link, "https://meet.example/2");
    let page = shown(&app.get(&format!("/live/{id}/cards"), Some(&cookie)).await.2);
    for words in ["グループ 1", "呼び名3", "混ざりぐあい", "https://meet.example/1", "別々にする"] {
        assert!(page.contains(words), "{words}");
    }
    assert_eq!(pair("1", "2", "").await, 200);
    assert_eq!(count(&app, "select count(*) from live_pairs").await, 1);
    // A host who came in sits with nobody until they say so.
    app.come_in(&id, &host, "ファシリテーター").await;
    assert!(!seats(&app.groups_of(&id, "first").await).contains(&9));
    assert_eq!(send("groups_place", &[("form[seat]", "9"), ("form[to]", "in")]).await, 200);
    assert!(seats(&app.groups_of(&id, "first").await).contains(&9));
});

both!(groups_are_for_hosts_to_make, |app| async move {
    let (_, id, people) = app.grouped_room(4).await;
    let other = app.sign_in(&app.person("haruka", &[Role::Host]).await).await;
    let member = app.sign_in(&people[0]).await;
    let fields = [
        ("form[workshop]", id.as_str()),
        ("form[one]", "1"),
        ("form[other]", "2"),
        ("form[wish]", "apart"),
        ("form[seat]", "1"),
        ("form[to]", "out"),
        ("form[links]", ""),
        ("id", id.as_str()),
    ];
    for name in ["cards", "groups_make", "groups_pair", "groups_place", "groups_mixing", "report", "attendance"] {
        let path = format!("/api/live/{name}");
        for cookie in [&other, &member] {
            assert_eq!(app.post_json_client(&path, &fields, Some(cookie)).await.0, 404, "{name}");
        }
        assert_eq!(app.post_json_client(&path, &fields, None).await.0, 401, "{name}");
    }
    for page in ["cards", "report", "report.csv"] {
        let path = format!("/live/{id}/{page}");
        assert_eq!(app.get(&path, Some(&other)).await.0, 404, "{page}");
        assert_eq!(app.get(&path, Some(&member)).await.0, 404, "{page}");
        assert!(app.get(&path, None).await.0.is_redirection(), "{page}");
    }
    assert_eq!(count(&app, "select count(*) from live_rounds").await, 0);
    assert_eq!(count(&app, "select count(*) from live_pairs").await, 0);
});

both!(whoever_met_at_another_date_of_the_course_is_parted_where_a_host_wishes_it, |app| async move {
    let (host, id, people) = app.grouped_room(6).await;
    app.run(&host, &id, Command::Start).await;
    app.run(&host, &id, Command::Next).await;
    app.fill_groups(&id).await;
    let before = app.groups_now(&id).await;
    let next = app.workshop(&host, details(8)).await;
    run(
        &app,
        "insert into series (id, title, body, joining, host_id, created_at, updated_at)
         select '019376b0-7c6a-7000-8000-000000000009', 'x', '', 'both', min(w.host_id), 1, 1 from workshops w",
    )
    .await;
    run(&app, "update workshops set series_id = '019376b0-7c6a-7000-8000-000000000009'").await;
    assert_eq!(app.open_room(&host, &next, sheet()).await, Opened::Done);
    for (n, person) in people.iter().enumerate() {
        app.come_in(&next, person, &format!("呼び名{n}")).await;
    }
    let setting = app.state.db.write(next.clone(), |tx, id: &WorkshopId| {
        let mixing = Mixing { series: true, links: Vec::new() };
        Box::pin(async move { groups::store::set_mixing(tx, id, &mixing).await })
    });
    setting.await.expect("kept");
    app.ask_groups(&next).await;
    app.fill_groups(&next).await;
    let after = app.groups_of(&next, "first").await;
    assert_eq!(sizes(&after), [3, 3]);
    assert_eq!(pairs(&before).intersection(&pairs(&after)).count(), 2, "three of two groups: one pair in each");
});

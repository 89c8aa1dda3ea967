//! What each keeps of a run, and what nobody hears.

use assemble::accounts::store::closing::{self, Closed};
use assemble::kit::Moment;
use assemble::kit::id::{UserId, WorkshopId};
use assemble::live::after::wishes;
use assemble::live::plan::model::BlockKind;
use assemble::live::room::model::Command;
use assemble::live::room::store::hosting::Opened;

use super::sheet;
use crate::both;
use crate::journal::count;
use crate::support::{TestApp, shown};

/// What a page says, without what is around it.
fn inside(page: &str) -> String {
    let page = shown(page);
    let (_, main) = page.split_once("<main").expect("a page");
    main.split_once("</main>").expect("its end").0.to_owned()
}

impl TestApp {
    /// Four people in one group, whose run is over after twenty minutes.
    pub async fn ran(&self) -> (UserId, WorkshopId, Vec<UserId>) {
        let (host, id, people) = self.grouped_room(4).await;
        self.run(&host, &id, Command::Start).await;
        self.run(&host, &id, Command::Next).await;
        self.fill_groups(&id).await;
        self.travel_to(self.state.now().plus_minutes(20));
        self.run(&host, &id, Command::End).await;
        self.close_room(&host, &id).await;
        (host, id, people)
    }

    async fn wishes(&self, id: &WorkshopId, user: &UserId, seat: &str, to: &str, address: bool) -> u16 {
        let cookie = self.sign_in(user).await;
        let mut fields = vec![("form[workshop]", id.as_str()), ("form[seat]", seat), ("form[to]", to)];
        fields.extend(address.then_some(("form[address]", "true")));
        self.post_json_client("/api/live/wish", &fields, Some(&cookie)).await.0.as_u16()
    }

    async fn recap(&self, id: &WorkshopId, user: &UserId) -> String {
        let cookie = self.sign_in(user).await;
        let (status, _, body) = self.get(&format!("/live/{id}/recap"), Some(&cookie)).await;
        assert_eq!(status, 200);
        inside(&body)
    }

    async fn forget_wishes(&self) {
        let input = self.state.now();
        let forgetting = self.state.db.write(input, |tx, now: &Moment| Box::pin(wishes::forget_unshared(tx, *now)));
        forgetting.await.expect("forgotten");
    }
}

both!(two_who_both_wish_are_told_and_one_alone_is_never_heard, |app| async move {
    let (host, id, people) = app.ran().await;
    let host_cookie = app.sign_in(&host).await;
    let host_pages = async || {
        let report = app.get(&format!("/live/{id}/report"), Some(&host_cookie)).await.2;
        let cards = app.get(&format!("/live/{id}/cards"), Some(&host_cookie)).await.2;
        (inside(&report), inside(&cards))
    };
    let (before, hosts_before) = (app.recap(&id, &people[1]).await, host_pages().await);
    assert_eq!(app.wishes(&id, &people[0], "2", "on", false).await, 200);
    assert_eq!(app.wishes(&id, &people[0], "2", "on", false).await, 200, "twice is once");
    assert_eq!((app.letters("live_met").await, app.letters("live_address").await), (0, 0));
    assert_eq!(app.recap(&id, &people[1]).await, before, "whom it is about sees nothing");
    assert_eq!(host_pages().await, hosts_before, "nor do hosts");
    assert!(app.recap(&id, &people[0]).await.contains("希望しています"));
    assert_eq!(app.wishes(&id, &people[0], "2", "off", false).await, 200);
    assert_eq!(count(&app, "select count(*) from live_wishes").await, 0);
    app.wishes(&id, &people[0], "2", "on", false).await;
    assert_eq!(app.wishes(&id, &people[1], "1", "on", true).await, 200);
    assert_eq!(app.letters("live_met").await, 2);
    let texts = app.letter_texts().await;
    assert!(texts.contains("呼び名0") && texts.contains("呼び名1"));
    let told = "呼び名1さんに書くには";
    assert!(texts.contains(told) && !texts.contains("呼び名0さんに書くには"), "only who said so");
    assert_eq!(app.wishes(&id, &people[0], "2", "off", false).await, 200);
    assert_eq!(count(&app, "select count(*) from live_wishes").await, 2, "what was told is not untold");
    for _ in 0..2 {
        assert_eq!(app.wishes(&id, &people[0], "2", "on", true).await, 200);
    }
    assert_eq!((app.letters("live_met").await, app.letters("live_address").await), (2, 1));
    assert!(app.letter_texts().await.contains("呼び名0さんに書くには"));
    assert!(app.recap(&id, &people[1]).await.contains("おたがいに希望しました"));
});

both!(two_who_wish_at_the_same_moment_are_told_once, |app| async move {
    let (_, id, people) = app.ran().await;
    let (one, other) =
        tokio::join!(app.wishes(&id, &people[0], "2", "on", false), app.wishes(&id, &people[1], "1", "on", false));
    assert_eq!((one, other), (200, 200));
    assert_eq!(app.letters("live_met").await, 2);
    assert_eq!(count(&app, "select count(*) from live_wishes where introduced_at is not null").await, 2);
});

both!(one_wishes_those_one_sat_with_and_for_a_week, |app| async move {
    let (_, id, people) = app.ran().await;
    let stranger = app.person("yohei", &[]).await;
    assert_eq!(app.wishes(&id, &stranger, "1", "on", true).await, 404);
    for nobody in ["1", "99", "x"] {
        assert_eq!(app.wishes(&id, &people[0], nobody, "on", true).await, 404, "{nobody}");
    }
    app.wishes(&id, &people[0], "2", "on", true).await;
    app.travel_to(app.state.now().plus_days(6));
    app.forget_wishes().await;
    assert_eq!(count(&app, "select count(*) from live_wishes").await, 1);
    app.travel_to(app.state.now().plus_days(2));
    assert_eq!(app.wishes(&id, &people[1], "1", "on", true).await, 422);
    app.forget_wishes().await;
    assert_eq!(count(&app, "select count(*) from live_wishes").await, 0, "nobody will ever know");
    assert_eq!(app.letters("live_met").await, 0);
});

both!(without_groups_one_wishes_those_who_were_in_the_room, |app| async move {
    let (host, id, people) = app.gathering(4, 4).await;
    let mut together = sheet();
    together.blocks.retain(|block| block.kind != BlockKind::Breakout);
    assert_eq!(app.open_room(&host, &id, together).await, Opened::Done);
    for (n, person) in people[..3].iter().enumerate() {
        app.come_in(&id, person, &format!("呼び名{n}")).await;
    }
    app.run(&host, &id, Command::Start).await;
    let page = app.recap(&id, &people[0]).await;
    assert!(page.contains("呼び名1") && page.contains("呼び名2") && !page.contains("呼び名0"), "{page}");
    assert_eq!(app.wishes(&id, &people[0], "2", "on", false).await, 200);
    assert_eq!(app.wishes(&id, &people[3], "2", "on", false).await, 404, "who did not come in met nobody");
    assert_eq!(app.letters("live_met").await, 0);
    assert_eq!(app.wishes(&id, &people[1], "1", "on", false).await, 200);
    assert_eq!(app.letters("live_met").await, 2);
});

both!(where_the_groups_were_left_out_those_in_the_room_met, |app| async move {
    let (host, id, people) = app.grouped_room(2).await;
    app.run(&host, &id, Command::Start).await;
    assert_eq!(app.wishes(&id, &people[0], "2", "on", false).await, 404, "groups are still to come");
    app.run(&host, &id, Command::End).await;
    assert_eq!(app.wishes(&id, &people[0], "2", "on", false).await, 200);
});

both!(a_recap_is_ones_own, |app| async move {
    let (host, id, people) = app.grouped_room(8).await;
    app.run(&host, &id, Command::Start).await;
    app.run(&host, &id, Command::Next).await;
    app.fill_groups(&id).await;
    let groups = app.stage_of(&id, app.state.now()).await.groups;
    let mine = groups.iter().find(|group| group.people.iter().any(|(seat, _)| *seat == 1)).expect("a group");
    let page = app.recap(&id, &people[0]).await;
    for (seat, name) in groups.iter().flat_map(|group| &group.people).filter(|(seat, _)| *seat != 1) {
        assert_eq!(page.contains(name.as_str()), mine.people.iter().any(|(other, _)| other == seat), "{name}");
    }
    assert!(page.contains("区切り talk") && page.contains("/journal/new"));
    let stranger = app.person("yohei", &[]).await;
    for other in [&stranger, &host] {
        let cookie = app.sign_in(other).await;
        let (status, ..) = app.get(&format!("/live/{id}/recap"), Some(&cookie)).await;
        assert_eq!(status, 404, "who did not come in keeps nothing");
    }
});

both!(a_report_says_how_it_went_and_hands_the_shares_over, |app| async move {
    let (host, id, people) = app.grouped_room(2).await;
    app.run(&host, &id, Command::Start).await;
    app.travel_to(app.state.now().plus_minutes(12));
    app.run(&host, &id, Command::Next).await;
    let late = app.members_called("late", 1).await.remove(0);
    app.register(&id, &late).await;
    app.come_in(&id, &late, "あとから").await;
    app.travel_to(app.state.now().plus_minutes(12));
    let cookie = app.sign_in(&host).await;
    let workshop = [("form[workshop]", id.as_str())];
    let hand_over = async || app.post_json_client("/api/live/attendance", &workshop, Some(&cookie)).await.0.as_u16();
    assert_eq!(hand_over().await, 422, "it is not over");
    app.run(&host, &id, Command::End).await;
    let page = inside(&app.get(&format!("/live/{id}/report"), Some(&cookie)).await.2);
    for words in ["区切り talk", "12分", "行わず", "呼び名0", "50%"] {
        assert!(page.contains(words), "{words}");
    }
    let (status, headers, file) = app.get(&format!("/live/{id}/report.csv"), Some(&cookie)).await;
    assert_eq!((status.as_u16(), headers["content-type"].to_str().expect("text")), (200, "text/csv; charset=utf-8"));
    assert!(file.contains("ブロック,区切り talk,10,12") && file.contains("あとから,50"), "{file}");
    assert_eq!((hand_over().await, hand_over().await), (200, 200));
    let shares: Vec<_> = app.people_of(&id).await.into_iter().map(|person| (person.user, person.attended)).collect();
    assert_eq!(shares, [(people[0].clone(), Some(100)), (people[1].clone(), Some(100)), (late, Some(50))]);
    assert_eq!(app.letters("live_met").await, 0);
    // Whoever closes their account later was there all the same.
    app.close_room(&host, &id).await;
    app.travel_to(app.state.now().plus_days(2));
    let input = (app.state.config.clone(), people[0].clone(), app.state.now());
    let closing = app.state.db.write(input, |tx, (config, who, now)| Box::pin(closing::close(tx, config, who, *now)));
    assert_eq!(closing.await.expect("an answer"), Closed::Done);
    let cookie = app.sign_in(&host).await;
    let (_, _, file) = app.get(&format!("/live/{id}/report.csv"), Some(&cookie)).await;
    assert!(!file.contains("呼び名0") && file.matches(",100").count() == 2, "{file}");
});

both!(whoever_went_out_and_came_back_was_not_there_meanwhile, |app| async move {
    let (host, id, people) = app.grouped_room(2).await;
    let later = |minutes: i64| app.travel_to(app.state.now().plus_minutes(minutes));
    // Before it begins one may come and go.
    app.goes_home(&id, &people[1]).await;
    later(5);
    app.come_in(&id, &people[1], "呼び名1").await;
    app.run(&host, &id, Command::Start).await;
    later(5);
    app.goes_home(&id, &people[0]).await;
    later(10);
    app.come_in(&id, &people[0], "呼び名0").await;
    later(5);
    app.run(&host, &id, Command::End).await;
    // So one may afterwards.
    app.goes_home(&id, &people[1]).await;
    later(5);
    app.come_in(&id, &people[1], "呼び名1").await;
    let cookie = app.sign_in(&host).await;
    let (_, _, file) = app.get(&format!("/live/{id}/report.csv"), Some(&cookie)).await;
    assert!(file.contains("呼び名0,50") && file.contains("呼び名1,100"), "{file}");
});

//! What blocks took is proposed to the next plan.

use assemble::kit::Role;
use assemble::kit::id::{UserId, WorkshopId};
use assemble::live::plan::draft::Change;
use assemble::live::room::model::Command;
use assemble::workshops::store::Details;

use super::{change, kept, submit};
use crate::both;
use crate::journal::run;
use crate::live::sheet;
use crate::support::{TestApp, shown};
use crate::workshops::details;

/// The page of the run sheet of a new gathering, begun with the sheet of the room.
async fn planned(app: &TestApp, host: &UserId) -> (WorkshopId, String) {
    let starts_at = app.state.now().plus_days(1);
    let id = app.workshop(host, Details { starts_at, ends_at: starts_at.plus_minutes(90), ..details(8) }).await;
    change(app, host, &id, 0, Change::Start(sheet())).await.expect("kept").expect("done");
    let page = page(app, host, &id).await;
    (id, page)
}

async fn page(app: &TestApp, host: &UserId, id: &WorkshopId) -> String {
    let cookie = app.sign_in(host).await;
    shown(&app.get(&format!("/host/{id}/run"), Some(&cookie)).await.2)
}

both!(the_next_plan_proposes_what_blocks_took, |app| async move {
    let (host, ran, _) = app.room(1).await;
    assert!(!planned(&app, &host).await.1.contains("これまでの実際"), "nothing ran yet");
    app.run(&host, &ran, Command::Start).await;
    for (minutes, command) in [(12, Command::Next), (10, Command::Next), (1, Command::Skip)] {
        app.travel_to(app.state.now().plus_minutes(minutes));
        app.run(&host, &ran, command).await;
    }
    let (next, list) = planned(&app, &host).await;
    assert!(list.contains("これまでの実際：12分（1回）") && list.contains("12分にする"), "{list}");
    // What took as long as it is planned is said and not proposed; what was left out or runs says nothing.
    assert!(list.contains("これまでの実際：10分（1回）") && !list.contains("10分にする"), "{list}");
    assert_eq!(list.matches("これまでの実際").count(), 2, "{list}");

    let (id, cookie) = (next.to_string(), app.sign_in(&host).await);
    let take = [
        ("form[workshop]", id.as_str()),
        ("form[revision]", "1"),
        ("form[title]", "会"),
        ("form[least]", "4"),
        ("form[most]", "32"),
        ("form[min][b2]", "15"),
        ("form[then]", "took:b1:12"),
    ];
    assert_eq!(submit(&app, "list", &take, &cookie).await, format!("/host/{id}/run?done=moved#b1"));
    let minutes: Vec<u32> = kept(&app, &next).await.draft.sheet.blocks.iter().map(|block| block.min).collect();
    assert_eq!(minutes, [12, 15, 20, 10, 10], "what was typed is kept as well");

    // Another host learns it where it is the same course, and nowhere else.
    let other = app.person("other", &[Role::Host]).await;
    let (theirs, list) = planned(&app, &other).await;
    assert!(!list.contains("これまでの実際"), "{list}");
    run(
        &app,
        "insert into series (id, title, body, joining, host_id, created_at, updated_at)
         select '019376b0-7c6a-7000-8000-000000000009', 'x', '', 'both', min(w.host_id), 1, 1 from workshops w",
    )
    .await;
    run(&app, "update workshops set series_id = '019376b0-7c6a-7000-8000-000000000009'").await;
    assert!(page(&app, &other, &theirs).await.contains("これまでの実際：12分（1回）"));
});

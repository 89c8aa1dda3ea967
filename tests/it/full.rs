//! A disk with no room left: a save says that it failed, nothing that was acknowledged is lost, and what failed arrives
//! as soon as there is room again.

use assemble::journal::model::Saved;
use assemble::journal::store;
use assemble::kit::Error;
use assemble::kit::id::{EntryId, RowId, UserId};

use crate::journal::{begin, run, words};
use crate::support::{On, TestApp};

/// No page more than the database has now.
const NO_ROOM: &str = "pragma max_page_count = 1";
/// As many as SQLite takes by itself.
const ROOM: &str = "pragma max_page_count = 4294967294";
/// More saves than the free pages of a small database hold.
const MANY: usize = 100;
/// Characters of a text: several pages.
const LENGTH: usize = 5_000;

/// A long text, told apart from the others by its number.
fn long(n: usize) -> String {
    format!("{n}回め。{}", "あ".repeat(LENGTH))
}

/// What the endpoint of the open page answers.
async fn send(app: &TestApp, cookie: &str, (entry, writer): (&EntryId, &RowId), turn: usize) -> Result<Saved, String> {
    let (turn, text) = (turn.to_string(), long(turn));
    let fields = [
        ("form[entry]", entry.as_str()),
        ("form[base]", "0"),
        ("form[writer]", writer.as_str()),
        ("form[turn]", turn.as_str()),
        ("form[texts][y]", text.as_str()),
    ];
    let (status, _, body) = app.post_json_client("/api/journal/autosave", &fields, Some(cookie)).await;
    if status.is_success() {
        return Ok(serde_json::from_str(&body).expect("an answer"));
    }
    assert_eq!(status, 500, "the server is at fault, so the page tries again");
    Err(body)
}

async fn holds(app: &TestApp, owner: &UserId, entry: &EntryId, seq: i64, turn: usize) -> bool {
    let mut conn = app.state.db.read().await.expect("a connection");
    store::answers(&mut conn, &app.state.vault, owner, entry, seq).await.expect("the version") == words(&long(turn))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_full_disk_fails_truthfully_and_later_saves_succeed() {
    let app = TestApp::with(On::Sqlite, |config| config.no_limits = true).await;
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    let writer: RowId = app.state.new_id();
    run(&app, NO_ROOM).await;
    let (mut taken, mut failed) = (Vec::new(), None);
    for turn in 1..=MANY {
        match send(&app, &cookie, (&entry, &writer), turn).await {
            Ok(saved) => taken.push((saved.seq, turn)),
            Err(body) => {
                failed = Some((turn, body));
                break;
            }
        }
    }
    let (turn, body) = failed.expect("the room comes to an end");
    let error: Error = serde_json::from_str(&body).expect("an error of ours");
    assert!(matches!(error, Error::Internal { .. }), "{body}");
    assert!(!body.contains("回め"), "no error repeats private words");
    // Many at once share a commit: none hears of a success that another one's failure undid.
    let more = futures::future::join_all((turn + 1..turn + 6).map(|next| {
        let (app, cookie, entry, writer) = (&app, &cookie, &entry, app.state.new_id::<RowId>());
        async move { (next, send(app, cookie, (entry, &writer), next).await) }
    }))
    .await;
    taken.extend(more.into_iter().filter_map(|(turn, outcome)| Some((outcome.ok()?.seq, turn))));
    for (seq, turn) in &taken {
        assert!(holds(&app, &owner, &entry, *seq, *turn).await, "turn {turn} was acknowledged");
    }
    run(&app, ROOM).await;
    let saved = send(&app, &cookie, (&entry, &writer), turn).await.expect("there is room again");
    assert!(holds(&app, &owner, &entry, saved.seq, turn).await);
    for (seq, turn) in &taken {
        assert!(holds(&app, &owner, &entry, *seq, *turn).await, "turn {turn} is still there");
    }
}

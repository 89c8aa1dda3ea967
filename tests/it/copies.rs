//! Copies in the hands of coaches, while they are taken back or what they are of goes. As in `locks`, two writes meet
//! without chance, and each test was seen to fail on PostgreSQL without the lock or the order that it names.

use assemble::coaching::store::{self as coaching, Answered};
use assemble::journal::store as journal;
use assemble::kit::id::{RowId, WorksheetShareId};
use assemble::server::db::Conn;
use assemble::worksheets::store::{self as worksheets, SharedCopy};

use crate::both;
use crate::journal::{begin, count, is_not_found, pair, save, share, words};
use crate::locks::meet;
use crate::support::NOW;
use crate::worksheets::{TOP, circle, finished, share as show};

// `delete_entry` empties the copies before the answers. The other way round it passes the answers before the coach's is
// there, waits for the copy that the coach holds, and leaves the words of the answer behind.
both!(an_answer_under_way_does_not_outlive_its_entry, |app| async move {
    let (coach, owner) = pair(&app).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words("はじめ")).await.expect("saved");
    let (_, copy) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    let gone = app
        .state
        .db
        .write((owner.clone(), entry), |tx, (owner, entry)| Box::pin(journal::delete_entry(tx, owner, entry, NOW)));
    let (id, vault) = (app.state.new_id::<RowId>(), &app.state.vault);
    let answer = async |tx: &mut Conn| coaching::answer(tx, vault, &coach, &copy, &id, "読みました", NOW).await;
    let met = meet(&app, answer, gone).await;
    assert!(matches!(met.first, Answered::Sent(..)));
    met.second.expect("deleted");
    assert_eq!(count(&app, "select cast(sum(length(body)) as bigint) from coach_answers").await, 0);
});

// `worksheets::open_share` locks the copy. Without it a copy is told to be taken back while a coach is opening it, and
// the words come after.
both!(values_are_taken_back_before_or_after_they_are_opened, |app| async move {
    let circle = circle(&app, "minato", "kitagawa").await;
    let id = finished(&app, &circle.member, &circle.cookie, TOP).await;
    let copy: WorksheetShareId = show(&app, &circle, &id, &["caring/0"]).await.parse().expect("an id");
    let back = app.state.db.write((circle.member.clone(), copy.clone()), |tx, (owner, share)| {
        Box::pin(worksheets::withdraw(tx, owner, share, NOW))
    });
    let vault = &app.state.vault;
    let look = async |tx: &mut Conn| worksheets::open_share::<SharedCopy>(tx, vault, &circle.coach, &copy, NOW).await;
    let met = meet(&app, look, back).await;
    assert!(met.waited, "who takes it back hears so when it cannot be opened any more");
    met.second.expect("taken back");
    let input = (vault.clone(), circle.coach.clone(), copy);
    let again = app.state.db.write(input, |tx, (vault, coach, share)| {
        Box::pin(worksheets::open_share::<SharedCopy>(tx, vault, coach, share, NOW))
    });
    assert!(is_not_found(again.await));
    assert_eq!(count(&app, "select count(*) from access_log").await, 1);
});

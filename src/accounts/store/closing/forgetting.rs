//! What is forgotten of who closed their account. A test walks all tables and knows whose a row is: what is sealed for
//! them there is named here, or it fails.

use crate::kit::id::UserId;
use crate::kit::{Locale, Moment};
use crate::server::Result;
use crate::server::db::Conn;
use crate::tl;

/// What ends now.
const ENDED: &[&str] = &[
    "update journal_shares set revoked_at = $2 where owner_id = $1 and revoked_at is null",
    "update worksheet_shares set revoked_at = $2 where (owner_id = $1 or coach_id = $1) and revoked_at is null",
    "update selfcheck_shares set revoked_at = $2 where (owner_id = $1 or coach_id = $1) and revoked_at is null",
    "update gift_links set closed_at = $2 where owner_id = $1 and closed_at is null",
    "update supervisions set revoked_at = $2
     where (owner_id = $1 or coach_id = $1 or peer_id = $1) and revoked_at is null and declined_at is null",
    "update journal_entries set deleted_at = $2 where owner_id = $1 and deleted_at is null",
    "update worksheet_answers set deleted_at = $2 where owner_id = $1 and deleted_at is null",
    "update appointment_slots set link = null, withdrawn_at = coalesce(withdrawn_at, $2) where coach_id = $1",
];

/// What stays as a row that others count or look back on, with nothing in it.
const EMPTIED: &[&str] = &[
    "update journal_revisions set body = $2 where owner_id = $1",
    "update journal_shares set body = $2 where owner_id = $1",
    "update coach_answers set body = $2 where owner_id = $1",
    "update review_comments set body = $2 where owner_id = $1",
    "update review_messages set body = $2 where owner_id = $1",
    "update supervisions set body = $2 where owner_id = $1",
    "update supervision_words set body = $2
     where coach_id = $1 or supervision_id in (select q.id from supervisions q where q.owner_id = $1)",
    "update worksheet_answers set body = $2 where owner_id = $1",
    "update worksheet_shares set body = $2 where owner_id = $1 or coach_id = $1",
    "update selfcheck_shares set body = $2 where coach_id = $1",
    "update question_answers set body = $2 where owner_id = $1",
    "update cohort_applications set body = $2 where owner_id = $1",
    "update cohort_letters set body = $2 where owner_id = $1",
];

/// What goes.
const DELETED: &[&str] = &[
    "update registrations set needs = null where user_id = $1",
    "update live_people set name = '', left_at = coalesce(left_at, (select r.closed_at from live_rooms r
                                      where r.workshop_id = live_people.workshop_id), entered_at) where user_id = $1",
    "delete from live_presence where user_id = $1",
    "delete from live_pairs where a_id = $1 or b_id = $1",
    "delete from live_placing where user_id = $1",
    "delete from live_wishes where user_id = $1 or other_id = $1",
    "delete from journal_branches where entry_id in (select e.id from journal_entries e where e.owner_id = $1)",
    "delete from share_drafts where owner_id = $1",
    "delete from deid_decisions where owner_id = $1 or actor_id = $1",
    "delete from coach_notes
     where coach_id = $1 or share_id in (select s.id from journal_shares s where s.owner_id = $1)",
    "delete from cohort_steps where goal_id in (select g.id from cohort_goals g where g.owner_id = $1)",
    "delete from cohort_goals where owner_id = $1",
    "delete from form_stashes where owner = $1",
    "delete from letters where user_id = $1",
    "delete from one_time_links where user_id = $1",
    "delete from sessions where user_id = $1",
    "delete from user_roles where user_id = $1",
    "delete from workshop_hosts where user_id = $1",
    "delete from calendar_feeds where user_id = $1",
    "delete from letter_refusals where user_id = $1",
    "delete from worksheet_consents where owner_id = $1",
    "delete from strength_gifts where owner_id = $1",
    "delete from selfcheck_shares where owner_id = $1",
    "delete from selfchecks where owner_id = $1",
    "delete from selfcheck_prompts where user_id = $1",
    "delete from live_answers where author_id = $1",
    "delete from live_voices where question_id in (select q.id from live_questions q where q.author_id = $1)",
    "delete from live_questions where author_id = $1",
    "delete from live_lines where author_id = $1",
    "delete from live_counted where answer_id in (select a.id from worksheet_answers a where a.owner_id = $1)",
    "delete from run_templates where owner_id = $1",
];

/// Forgets everything of a person whose key is destroyed.
pub async fn forget(conn: &mut Conn, user: &UserId, now: Moment) -> Result<()> {
    for &ended in ENDED {
        sqlx::query(ended).bind(user.as_str()).bind(now.0).execute(&mut *conn).await?;
    }
    for &emptied in EMPTIED {
        sqlx::query(emptied).bind(user.as_str()).bind(Vec::<u8>::new()).execute(&mut *conn).await?;
    }
    for &deleted in DELETED {
        sqlx::query(deleted).bind(user.as_str()).execute(&mut *conn).await?;
    }
    forget_name(conn, user, now).await
}

/// What is left of a person where others need that somebody was there.
async fn forget_name(conn: &mut Conn, user: &UserId, now: Moment) -> Result<()> {
    let nobody = tl!(Locale::ja, keeping.close_gone_name);
    sqlx::query("update certificates set name = $2 where user_id = $1")
        .bind(user.as_str())
        .bind(nobody)
        .execute(&mut *conn)
        .await?;
    sqlx::query(
        "update users set name = $2, email = $3, password_hash = '', profession = '', profession_other = '',
                          experience = '', region = '', works_alone = 0, interests = '', closed_at = $4
         where id = $1",
    )
    .bind(user.as_str())
    .bind(nobody)
    .bind(format!("{user}@closed.invalid"))
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

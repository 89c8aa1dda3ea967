//! What people said in a room is deleted a week after it; what was counted stays for the host's report.

use crate::kit::Moment;
use crate::server::db::Conn;
use crate::server::failure::Result;

/// So many days after the room closed; where nobody closed it, after the end of the workshop, or after it was opened
/// anew.
const DAYS: i64 = 7;

/// The rooms that are over for so long.
macro_rules! over {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            "select r.workshop_id from live_rooms r join workshops w on w.id = r.workshop_id
             where coalesce(r.closed_at, w.ends_at) <= $1 and r.opened_at <= $1",
            $after
        )
    };
}

/// What stays of texts: how many wrote, and since when the words are gone (`sealed_at`). Nobody answers such a prompt any
/// more. The map of what a room values holds no answers and stays as it is. So does a prompt without any: nobody
/// answered it, or what was answered went before it was kept how many did, and the day is not known.
const COUNTED: &str = over!(
    r#"update live_prompts set salt = null, sealed_at = $2, closes_at = coalesce(closes_at, $2),
       tally = '{"answered":' || cast(case when kind = 'questions'
           then (select count(*) from live_questions q where q.prompt_id = live_prompts.id)
           else (select count(*) from live_answers a where a.prompt_id = live_prompts.id
                 and a.round = live_prompts.round and a.answer <> '"pass"') end as text) || ',"tally":"hidden"}'
       where kind in ('open', 'words', 'questions') and tally is null
         and (exists (select 1 from live_answers a where a.prompt_id = live_prompts.id)
              or exists (select 1 from live_questions q where q.prompt_id = live_prompts.id))
         and workshop_id in ("#,
    ")"
);

/// Voices before their questions.
const EXPIRED: [&str; 6] = [
    over!("delete from live_lines where workshop_id in (", ")"),
    over!(
        "delete from live_voices where question_id in (select q.id from live_questions q where q.workshop_id in (",
        "))"
    ),
    over!("delete from live_questions where workshop_id in (", ")"),
    over!(
        "delete from live_answers where prompt_id in (select p.id from live_prompts p
         where p.kind in ('open', 'words') and p.workshop_id in (",
        "))"
    ),
    // Where the words are gone. Those of a map stay, and so does what was taken from it.
    over!(
        r#"update live_prompts set left_out = null
           where left_out is not null and (tally is null or tally like '%"tally":"hidden"%') and workshop_id in ("#,
        ")"
    ),
    over!("delete from live_counted where workshop_id in (", ")"),
];

/// Deletes chats, boards, questions, words and open answers that are over for a week. Of the answers it is kept how many
/// there were.
pub async fn forget_old(conn: &mut Conn, now: Moment) -> Result<()> {
    sqlx::query(COUNTED).bind(now.plus_days(-DAYS).0).bind(now.0).execute(&mut *conn).await?;
    for sql in EXPIRED {
        sqlx::query(sql).bind(now.plus_days(-DAYS).0).execute(&mut *conn).await?;
    }
    Ok(())
}

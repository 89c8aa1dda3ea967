//! The entries as they go into an archive, a few at a time: whoever wrote for years has more than should lie open at once.

use super::store::Written;
use super::{page, store};
use crate::coaching::reviews::author::received;
use crate::coaching::reviews::model::{Remark, Said};
use crate::journal::model::Reply;
use crate::journal::store as journal;
use crate::kit::{Moment, Viewer};
use crate::server::Result;
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::tl;

/// So many entries are open at once.
const SOME: usize = 50;

/// An entry with what coaches answered, and whom it was shown to.
pub struct Kept {
    /// The entry.
    pub written: Written,
    /// The coaches' answers.
    pub replies: Vec<Received>,
    /// To whom it was shown: name, version, when, until when.
    pub shown: Vec<(String, i64, Moment, Option<Moment>)>,
}

/// A coach's answer with what came with it.
pub struct Received {
    /// The answer.
    pub reply: Reply,
    /// The remarks beside the text, each with what was said about it.
    pub remarks: Vec<Remark>,
    /// What was said about the answer.
    pub said: Vec<Said>,
}

/// Spans of time, the oldest first, that hold a few entries each and together all of them.
pub fn spans(begun: &[Moment]) -> Vec<(Moment, Moment)> {
    let firsts: Vec<Moment> = begun.chunks(SOME).map(|some| some[0]).collect();
    let ends = firsts.iter().skip(1).copied().chain([Moment(i64::MAX)]);
    firsts.iter().copied().zip(ends).collect()
}

/// The entries that were begun in a span, the oldest first.
pub async fn some(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    (from, before): (Moment, Moment),
) -> Result<Vec<Kept>> {
    let mut some = Vec::new();
    for written in store::between(conn, vault, &viewer.id, from, before).await?.into_iter().rev() {
        let (mut replies, mut shown) = (Vec::new(), Vec::new());
        if written.shown {
            for reply in page::replies(conn, vault, viewer, &written.id).await? {
                let (remarks, said) = received(conn, vault, viewer, &reply.share).await?;
                replies.push(Received { reply, remarks, said });
            }
            let shares = journal::shares_of(conn, &viewer.id, &written.id).await?;
            let and = tl!(viewer.locale, journal.and);
            let line = |one: journal::SentShare| (one.coaches.join(and), one.version, one.shared_at, one.revoked_at);
            shown = shares.into_iter().map(line).collect();
        }
        some.push(Kept { written, replies, shown });
    }
    Ok(some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_hold_every_moment_once() {
        assert!(spans(&[]).is_empty());
        // Many that were begun in the same moment, across the border of two spans.
        let begun: Vec<Moment> = (0..120).map(|n: i64| Moment(if (40..60).contains(&n) { 40 } else { n })).collect();
        let spans = spans(&begun);
        assert_eq!(spans, [(0, 40), (40, 100), (100, i64::MAX)].map(|(from, before)| (Moment(from), Moment(before))));
        for at in begun {
            assert_eq!(spans.iter().filter(|(from, before)| *from <= at && at < *before).count(), 1);
        }
    }
}

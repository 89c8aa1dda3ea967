//! What was done a moment ago, so that a double click does it once.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Mutex as Turn;

use super::crypto::hash_token;
use super::failure::Result;
use crate::kit::Moment;

/// How long a deed counts as done, in seconds.
const MOMENT: i64 = 60;

/// When a deed was last done, behind a turn: who comes while it is being done waits for its end.
type Slot = Arc<Turn<Option<Moment>>>;

/// The deeds of the last minute. Only in memory: what must never happen twice rests on the database.
#[derive(Clone, Default)]
pub struct Lately {
    slots: Arc<Mutex<HashMap<String, Slot>>>,
}

impl Lately {
    /// Does `deed` unless the same was done within the last minute. What failed counts as not done. `same` is kept as
    /// its hash.
    pub async fn once(&self, same: &str, now: Moment, deed: impl Future<Output = Result<()>>) -> Result<()> {
        let slot = self.slot(hash_token(same), now);
        let mut last = slot.lock().await;
        if !last.is_some_and(|at| is_fresh(at, now)) {
            deed.await?;
            *last = Some(now);
        }
        Ok(())
    }

    fn slot(&self, key: String, now: Moment) -> Slot {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.retain(|_, slot| {
            let busy = Arc::strong_count(slot) > 1;
            busy || slot.try_lock().is_ok_and(|last| last.is_some_and(|at| is_fresh(at, now)))
        });
        slots.entry(key).or_default().clone()
    }
}

fn is_fresh(at: Moment, now: Moment) -> bool {
    (0..MOMENT).contains(&now.seconds_since(at))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::server::failure::Failure;

    const MINUTE: i64 = 60_000_000;

    #[tokio::test]
    async fn of_two_at_once_one_is_done_and_later_another() {
        let (lately, count) = (Lately::default(), AtomicUsize::new(0));
        let deed = || async {
            tokio::task::yield_now().await;
            count.fetch_add(1, Ordering::SeqCst);
            Ok(())
        };
        let at = Moment(0);
        let (one, two) = tokio::join!(lately.once("a", at, deed()), lately.once("a", at, deed()));
        assert!(one.is_ok() && two.is_ok());
        assert_eq!(count.load(Ordering::SeqCst), 1);
        lately.once("b", at, deed()).await.expect("another thing");
        lately.once("a", Moment(MINUTE), deed()).await.expect("a minute later");
        assert_eq!(count.load(Ordering::SeqCst), 3);
        assert_eq!(lately.slots.lock().expect("no panic").len(), 1, "what is over is forgotten");
    }

    #[tokio::test]
    async fn what_failed_may_be_tried_again() {
        let lately = Lately::default();
        let failing = lately.once("a", Moment(0), async { Err(Failure::refused("no".to_owned())) });
        assert!(failing.await.is_err());
        let mut done = false;
        let again = lately.once("a", Moment(0), async {
            done = true;
            Ok(())
        });
        again.await.expect("it works now");
        assert!(done);
    }
}

//! Which of an entry's saved versions are worth a line. Every save is kept; most of them are a few words apart.

use crate::kit::Moment;

/// Two saves further apart than this belong to different spells of writing, in seconds.
const SPELL: i64 = 10 * 60;

/// One saved version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub seq: i64,
    /// The version that it was written on; 0 for the first.
    pub base: i64,
    /// When.
    pub saved_at: Moment,
}

/// The versions to list, newest first: the last of each spell of writing, every one that was sent to a coach,
/// and every one that another screen wrote past. `all` is in the order of saving.
pub fn worth_listing(all: &[Version], sent: &[i64]) -> Vec<Version> {
    let stays = |at: usize| match all.get(at + 1) {
        None => true,
        Some(next) => {
            let this = all[at];
            next.base != this.seq || next.saved_at.seconds_since(this.saved_at) > SPELL || sent.contains(&this.seq)
        }
    };
    (0..all.len()).rev().filter(|at| stays(*at)).map(|at| all[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(seq: i64, base: i64, minute: i64) -> Version {
        Version { seq, base, saved_at: Moment(0).plus_minutes(minute) }
    }

    #[test]
    fn a_spell_of_writing_is_one_line() {
        let all = [version(1, 0, 0), version(2, 1, 1), version(3, 2, 5), version(4, 3, 60)];
        let seqs = |sent: &[i64]| worth_listing(&all, sent).iter().map(|v| v.seq).collect::<Vec<_>>();
        assert_eq!(seqs(&[]), [4, 3]);
        assert_eq!(seqs(&[2]), [4, 3, 2], "what a coach has stays findable");
        assert!(worth_listing(&[], &[]).is_empty());
    }

    #[test]
    fn what_another_screen_wrote_past_is_always_there() {
        // Two tabs, both begun on version 1, saving in turn.
        let all = [version(1, 0, 0), version(2, 1, 1), version(3, 1, 1), version(4, 2, 2)];
        assert_eq!(worth_listing(&all, &[]).iter().map(|v| v.seq).collect::<Vec<_>>(), [4, 3, 2]);
    }
}

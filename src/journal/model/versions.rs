//! Which of an entry's saved versions stay for ever. Every save is kept for a week; most of them are a few words apart.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::kit::Moment;

/// Two saves further apart than this belong to different spells of writing, in seconds.
const SPELL: i64 = 10 * 60;

/// How long every save is kept, in seconds.
const WEEK: i64 = 7 * 24 * 60 * 60;

/// What counts as a large deletion: so many characters,
const LARGE: i64 = 200;
/// or so many per cent of what stood there,
const LARGE_SHARE: i64 = 30;
/// but fewer than these are a correction.
const CORRECTION: i64 = 10;

/// How a version came to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Saved while the person wrote on.
    #[default]
    Autosave,
    /// The person pressed a button.
    Checkpoint,
    /// Words of two screens, put together.
    Merged,
    /// An older version, brought back.
    Restored,
}

impl Kind {
    /// The word that is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Autosave => "autosave",
            Kind::Checkpoint => "checkpoint",
            Kind::Merged => "merged",
            Kind::Restored => "restored",
        }
    }

    /// The kind of a stored word.
    pub fn parse(word: &str) -> Kind {
        [Kind::Checkpoint, Kind::Merged, Kind::Restored]
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .unwrap_or_default()
    }
}

/// One saved version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub seq: i64,
    /// The version that it was written on; 0 for the first.
    pub base: i64,
    /// The other version that went into it, when it is merged; else 0.
    pub other: i64,
    /// How it came to be.
    pub kind: Kind,
    /// When.
    pub saved_at: Moment,
    /// How many characters stand in it.
    pub chars: i64,
    /// How many characters of its base it has not.
    pub cut: i64,
    /// Whether it was decided before that it stays: then it does, whatever went since.
    pub kept: bool,
}

/// Why a version stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Why {
    /// A coach has or had a copy of it.
    Sent,
    /// A button was pressed.
    Pressed,
    /// It was put together of two.
    Merged,
    /// It was brought back.
    Restored,
    /// It went into a merged version.
    Parent,
    /// Much was deleted after it.
    BeforeCut,
    /// It is the last of a spell of writing.
    Spell,
}

/// The versions that stay for ever, each with the first reason that holds. `all` is in the order of their numbers;
/// `sent` are those of which a coach has or had a copy.
pub fn lasting(all: &[Version], sent: &[i64]) -> BTreeMap<i64, Why> {
    let mut stay = BTreeMap::new();
    let mut keep = |seq: i64, why: Why| {
        stay.entry(seq).and_modify(|known: &mut Why| *known = why.min(*known)).or_insert(why);
    };
    let parents: BTreeSet<i64> =
        all.iter().filter(|one| one.kind != Kind::Autosave).flat_map(parents_that_stay).collect();
    let followed = followed_within_a_spell(all);
    for one in all {
        match one.kind {
            Kind::Checkpoint => keep(one.seq, Why::Pressed),
            Kind::Merged => keep(one.seq, Why::Merged),
            Kind::Restored => keep(one.seq, Why::Restored),
            Kind::Autosave => {}
        }
        if sent.contains(&one.seq) {
            keep(one.seq, Why::Sent);
        }
        if parents.contains(&one.seq) {
            keep(one.seq, Why::Parent);
        }
        if !followed.contains(&one.seq) {
            keep(one.seq, Why::Spell);
        }
    }
    for seq in Cuts::of(all).before_large {
        keep(seq, Why::BeforeCut);
    }
    stay
}

/// The versions that may go at `now`: older than a week, and none that stays. The newest is never among them, nor is
/// what younger deletions are counted from.
pub fn may_go(all: &[Version], sent: &[i64], head: i64, now: Moment) -> Vec<i64> {
    let stay = lasting(all, sent);
    let old = |one: &Version| now.seconds_since(one.saved_at) > WEEK;
    let cuts = Cuts::of(all);
    let counted: BTreeSet<i64> = all.iter().filter(|one| !old(one)).flat_map(|one| cuts.behind(one)).collect();
    let due = |one: &&Version| old(one) && one.seq != head && !one.kept && !counted.contains(&one.seq);
    all.iter().filter(due).map(|one| one.seq).filter(|seq| !stay.contains_key(seq)).collect()
}

/// What a merged version was made of, and what stood there before an older version came back.
fn parents_that_stay(one: &Version) -> Vec<i64> {
    match one.kind {
        Kind::Merged => vec![one.base, one.other],
        Kind::Restored => vec![one.base],
        Kind::Checkpoint | Kind::Autosave => Vec::new(),
    }
}

fn followed_within_a_spell(all: &[Version]) -> BTreeSet<i64> {
    let by_seq: BTreeMap<i64, &Version> = all.iter().map(|one| (one.seq, one)).collect();
    let follows = |one: &&Version| by_seq.get(&one.base).is_some_and(|base| in_one_spell(base, one));
    all.iter().filter(follows).map(|one| one.base).collect()
}

fn in_one_spell(base: &Version, next: &Version) -> bool {
    next.saved_at.seconds_since(base.saved_at) <= SPELL
}

/// The deletions of a history. Many small ones in a row, in one spell of writing, are a large one.
struct Cuts<'a> {
    by_seq: BTreeMap<i64, &'a Version>,
    /// For each version with a deletion: where the row of deletions that led to it began, and how much they took.
    rows: BTreeMap<i64, (i64, i64)>,
    /// The states before large ones.
    before_large: BTreeSet<i64>,
}

impl<'a> Cuts<'a> {
    fn of(all: &'a [Version]) -> Self {
        let by_seq = all.iter().map(|one| (one.seq, one)).collect();
        let mut cuts = Cuts { by_seq, rows: BTreeMap::new(), before_large: BTreeSet::new() };
        for one in all.iter().filter(|one| one.cut > 0) {
            let Some((from, before)) = cuts.row_before(one) else { continue };
            let gone = before + one.cut;
            let whole = cuts.by_seq.get(&from).map_or(0, |from| from.chars);
            if gone >= CORRECTION && (gone >= LARGE || gone * 100 >= whole * LARGE_SHARE) {
                cuts.before_large.insert(from);
            } else {
                cuts.rows.insert(one.seq, (from, gone));
            }
        }
        cuts
    }

    /// The row of deletions that this version's deletion goes on with, or a new one; none without its base.
    fn row_before(&self, one: &Version) -> Option<(i64, i64)> {
        let base = self.by_seq.get(&one.base)?;
        let row = self.rows.get(&one.base).filter(|_| in_one_spell(base, one));
        Some(row.copied().unwrap_or((one.base, 0)))
    }

    /// The versions that the deletion of this one is counted from: without them a later sweep would begin its row
    /// elsewhere, and let another state go than the one before the deletion.
    fn behind(&self, one: &Version) -> Vec<i64> {
        let Some((from, _)) = self.row_before(one).filter(|_| one.cut > 0) else { return Vec::new() };
        let base = |seq: &i64| self.by_seq.get(seq).map(|one| one.base);
        let mut row: Vec<i64> = std::iter::successors(Some(one.base), base).take_while(|seq| *seq != from).collect();
        row.push(from);
        row
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn version(seq: i64, base: i64, minute: i64) -> Version {
        Version { seq, base, saved_at: Moment(0).plus_minutes(minute), chars: 1_000, ..Version::default() }
    }

    fn stay(all: &[Version], sent: &[i64]) -> Vec<i64> {
        lasting(all, sent).into_keys().collect()
    }

    #[test]
    fn a_spell_of_writing_is_one_version() {
        let all = [version(1, 0, 0), version(2, 1, 1), version(3, 2, 5), version(4, 3, 60)];
        assert_eq!(stay(&all, &[]), [3, 4]);
        assert_eq!(stay(&all, &[2]), [2, 3, 4], "what a coach has stays");
        assert!(stay(&[], &[]).is_empty());
        assert_eq!(may_go(&all, &[], 4, Moment(0).plus_days(8)), [1, 2]);
        assert!(may_go(&all, &[], 4, Moment(0).plus_days(6)).is_empty());
    }

    #[test]
    fn a_merged_version_stays_with_what_it_was_made_of() {
        let merged = Version { kind: Kind::Merged, other: 3, ..version(4, 2, 1) };
        let all = [version(1, 0, 0), version(2, 1, 1), version(3, 1, 1), merged, version(5, 4, 2), version(6, 3, 2)];
        assert_eq!(stay(&all, &[]), [2, 3, 4, 5, 6]);
    }

    #[test]
    fn what_stood_before_a_large_deletion_stays() {
        let cut = |seq, chars, cut| Version { chars, cut, ..version(seq, seq - 1, seq) };
        let of = |all: &[Version]| Cuts::of(all).before_large.into_iter().collect::<Vec<_>>();
        assert_eq!(of(&[version(1, 0, 0), cut(2, 800, 200), cut(3, 800, 0)]), [1]);
        assert_eq!(of(&[version(1, 0, 0), cut(2, 900, 100), cut(3, 850, 50), cut(4, 800, 50)]), [1], "bit by bit");
        assert!(of(&[version(1, 0, 0), cut(2, 900, 100)]).is_empty());
        let after_a_pause = Version { saved_at: Moment(0).plus_minutes(60), ..cut(3, 800, 100) };
        assert!(of(&[version(1, 0, 0), cut(2, 900, 100), after_a_pause]).is_empty(), "another spell");
        let short = Version { chars: 40, ..version(1, 0, 0) };
        assert_eq!(of(&[short, cut(2, 28, 12)]), [1], "thirty per cent");
        assert!(of(&[short, cut(2, 31, 9)]).is_empty(), "a correction");
    }

    /// Histories with several branches: each version is written on some earlier one.
    fn histories() -> impl Strategy<Value = (Vec<Version>, Vec<i64>)> {
        let step = (0..6_usize, 0..2_000_i64, 0..10_u8, 0..300_i64, any::<prop::sample::Index>());
        (prop::collection::vec(step, 1..40), prop::collection::vec(1..40_i64, 0..4)).prop_map(|(steps, sent)| {
            let mut all: Vec<Version> = Vec::new();
            let mut at = Moment(0);
            for (n, (back, seconds, kind, cut, other)) in steps.into_iter().enumerate() {
                at = at.plus_seconds(seconds);
                let seq = n as i64 + 1;
                let kind = match kind {
                    0 => Kind::Checkpoint,
                    1 if n > 1 => Kind::Merged,
                    2 if n > 0 => Kind::Restored,
                    _ => Kind::Autosave,
                };
                let base = (seq - 1 - back as i64).max(0);
                let other = if kind == Kind::Merged { other.index(n) as i64 + 1 } else { 0 };
                all.push(Version { seq, base, other, kind, saved_at: at, chars: 500, cut, kept: false });
            }
            (all, sent)
        })
    }

    proptest! {
        #[test]
        fn what_must_stay_stays_however_often_one_sweeps((all, sent) in histories(), hours in 1..50_i64) {
            let head = all.last().map_or(0, |one| one.seq);
            let must = lasting(&all, &sent);
            let (mut left, mut now) = (all.clone(), Moment(0));
            let end = all.last().map_or(Moment(0), |one| one.saved_at).plus_days(9);
            while now < end {
                now = now.plus_hours(hours);
                let gone = may_go(&left, &sent, head, now);
                for seq in &gone {
                    prop_assert!(!must.contains_key(seq), "{seq} had to stay");
                    let one = all.iter().find(|one| one.seq == *seq).expect("it was there");
                    prop_assert!(now.seconds_since(one.saved_at) > WEEK);
                }
                left.retain(|one| !gone.contains(&one.seq));
                for one in left.iter_mut().filter(|one| now.seconds_since(one.saved_at) > WEEK) {
                    one.kept = true;
                }
            }
            prop_assert!(left.iter().any(|one| one.seq == head));
            for one in &all {
                let here = left.iter().any(|there| there.seq == one.seq);
                let parent = all.iter().any(|c| c.kind == Kind::Merged && (c.base == one.seq || c.other == one.seq));
                let for_ever = one.kind != Kind::Autosave || sent.contains(&one.seq) || parent;
                let last = !all.iter().any(|c| c.base == one.seq && c.saved_at.seconds_since(one.saved_at) <= SPELL);
                prop_assert!(here || !(for_ever || last), "{} is gone", one.seq);
            }
        }
    }
}

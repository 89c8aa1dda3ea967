//! Texts, clause by clause.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::clauses::{Marks, clauses_and_marked, without_marks};
use crate::kit::diff::{GONE, Hunk, align, hunks};

/// A piece of a merged text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words about which there is no question.
    Same(String),
    /// Both devices wrote here, and differently.
    Both {
        /// What was there first: the wording of `theirs`.
        first: String,
        /// What came after: the wording of `ours`.
        second: String,
    },
}

/// A merged text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The pieces in their order.
    pub pieces: Vec<Piece>,
}

impl Merged {
    /// Whether a place has two wordings.
    pub fn has_both(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Both { .. }))
    }

    /// The text as it stands in a field, with marks around two wordings.
    pub fn text(&self, marks: &Marks<'_>) -> String {
        self.marked(marks).0
    }

    /// The text, and where the places with two wordings stand in it, in characters, marks included.
    pub fn marked(&self, marks: &Marks<'_>) -> (String, Vec<Range<usize>>) {
        let (mut text, mut places) = (String::new(), Vec::new());
        let mut after_mark = false;
        for piece in &self.pieces {
            match piece {
                Piece::Same(same) => {
                    if after_mark && !same.starts_with(LINE_ENDS) {
                        text.push('\n');
                    }
                    text.push_str(same);
                }
                Piece::Both { first, second } => {
                    end_line(&mut text);
                    let start = text.chars().count();
                    for (mark, words) in [(marks.first, first), (marks.second, second)] {
                        text.push_str(mark);
                        text.push('\n');
                        text.push_str(words);
                        end_line(&mut text);
                    }
                    text.push_str(marks.end);
                    places.push(start..text.chars().count());
                }
            }
            after_mark = matches!(piece, Piece::Both { .. });
        }
        if after_mark {
            text.push('\n');
        }
        (text, places)
    }
}

const LINE_ENDS: [char; 2] = ['\n', '\r'];

fn end_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with(LINE_ENDS) {
        text.push('\n');
    }
}

/// Merges what `ours` and `theirs` made of `base`. Changes in different clauses are both taken; where both changed the
/// same clause both wordings stay; a clause that one deleted and the other edited stays as edited. Places that already
/// hold two wordings, between the marks of a language in `known`, are one clause: they do not nest.
pub fn merge(base: &str, ours: &str, theirs: &str, known: &[Marks<'_>]) -> Merged {
    let mut words = Words { ids: BTreeMap::new(), words: Vec::new(), known };
    let (base, ours, theirs) = (words.read(base), words.read(ours), words.read(theirs));
    let merging = Merging { ours: Side::new(&base, &ours), theirs: Side::new(&base, &theirs), base: &base, words };
    let mut parts = Vec::new();
    let mut from = 0;
    loop {
        let kept = |at: &usize| merging.ours.places[*at] != GONE && merging.theirs.places[*at] != GONE;
        let to = (from..base.len()).find(kept).unwrap_or(base.len());
        merging.between(from, to, &mut parts);
        if to == base.len() {
            return merging.words.pieces(parts);
        }
        match parts.last_mut() {
            Some(Part::Same(same)) => same.push(base[to]),
            _ => parts.push(Part::Same(vec![base[to]])),
        }
        from = to + 1;
    }
}

/// A part of the result, in clauses.
enum Part {
    Same(Vec<u32>),
    Both(Vec<u32>, Vec<u32>),
}

/// What one device made of the base.
struct Side<'a> {
    clauses: &'a [u32],
    /// The place of each clause of the base.
    places: Vec<usize>,
    /// Where something was written, whatever stood there before.
    edits: Vec<Hunk>,
}

impl<'a> Side<'a> {
    fn new(base: &[u32], clauses: &'a [u32]) -> Self {
        let places = align(base, clauses);
        let edits = hunks(&places, clauses.len()).into_iter().filter(|hunk| hunk.new.0 < hunk.new.1).collect();
        Side { clauses, places, edits }
    }

    fn written(&self, edit: &Hunk) -> &'a [u32] {
        &self.clauses[edit.new.0..edit.new.1]
    }

    /// What stands for a stretch of the base whose neighbours are kept.
    fn whole(&self, from: usize, to: usize) -> &'a [u32] {
        let start = from.checked_sub(1).map_or(0, |at| self.places[at] + 1);
        &self.clauses[start..self.places.get(to).copied().unwrap_or(self.clauses.len())]
    }

    /// The edits in a stretch of the base.
    fn edits(&self, from: usize, to: usize) -> &[Hunk] {
        let start = self.edits.partition_point(|edit| edit.old.0 < from);
        let end = self.edits.partition_point(|edit| edit.old.1 <= to);
        &self.edits[start..end.max(start)]
    }
}

/// An edit of one device, or several of both that concern the same clauses.
struct Region {
    from: usize,
    to: usize,
    ours: Vec<Hunk>,
    theirs: Vec<Hunk>,
}

impl Region {
    /// Whether one of two edits just adds clauses where the other ends.
    fn meets(&self, next: &Region) -> bool {
        self.to == next.from && (self.from == self.to || next.from == next.to)
    }
}

struct Merging<'a> {
    base: &'a [u32],
    ours: Side<'a>,
    theirs: Side<'a>,
    words: Words<'a>,
}

impl Merging<'_> {
    /// What becomes of a stretch of the base of which no clause was kept by both.
    fn between(&self, from: usize, to: usize, parts: &mut Vec<Part>) {
        let (ours, theirs) = (self.ours.whole(from, to), self.theirs.whole(from, to));
        let before = &self.base[from..to];
        if ours == theirs || theirs == before {
            return parts.push(Part::Same(ours.to_vec()));
        }
        if ours == before {
            return parts.push(Part::Same(theirs.to_vec()));
        }
        let mut found = Vec::new();
        let mut last: Option<(Region, &[u32])> = None;
        for region in self.regions(from, to) {
            let alone = match (&region.ours[..], &region.theirs[..]) {
                ([edit], []) => self.ours.written(edit),
                ([], [edit]) => self.theirs.written(edit),
                (ours, theirs) => {
                    let ours = self.wording(&self.ours, ours, &region);
                    resolve(&ours, &self.wording(&self.theirs, theirs, &region), &mut found);
                    last = None;
                    continue;
                }
            };
            let news =
                last.filter(|(last, _)| last.meets(&region)).map_or(alone, |(_, left)| self.words.news(left, alone));
            found.push(Part::Same(news.to_vec()));
            last = Some((region, alone));
        }
        let first = from.checked_sub(1).map(|at| self.base[at]);
        if self.words.stay_apart(first, &found, self.base.get(to).copied()) {
            return parts.extend(found);
        }
        // Clauses of different origin would grow together into one that nobody wrote.
        match (self.ours.edits(from, to).is_empty(), self.theirs.edits(from, to).is_empty()) {
            (true, false) => parts.push(Part::Same(theirs.to_vec())),
            (false, true) => parts.push(Part::Same(ours.to_vec())),
            _ => resolve(ours, theirs, parts),
        }
    }

    fn regions(&self, from: usize, to: usize) -> Vec<Region> {
        let mine = self.ours.edits(from, to).iter().map(|edit| (*edit, true));
        let mut edits: Vec<_> = mine.chain(self.theirs.edits(from, to).iter().map(|edit| (*edit, false))).collect();
        edits.sort_by_key(|(edit, _)| edit.old);
        let mut regions: Vec<Region> = Vec::new();
        for (edit, is_ours) in edits {
            let clash = |region: &Region| {
                let others = if is_ours { &region.theirs } else { &region.ours };
                others.last().is_some_and(|other| overlap(other, &edit))
            };
            if !regions.last().is_some_and(clash) {
                let (from, to) = edit.old;
                regions.push(Region { from, to, ours: Vec::new(), theirs: Vec::new() });
            }
            if let Some(region) = regions.last_mut() {
                region.to = region.to.max(edit.old.1);
                let own = if is_ours { &mut region.ours } else { &mut region.theirs };
                own.push(edit);
            }
        }
        regions
    }

    /// What a device has in a region.
    fn wording(&self, side: &Side<'_>, edits: &[Hunk], region: &Region) -> Vec<u32> {
        let (mut found, mut at) = (Vec::new(), region.from);
        let kept = |from: usize, to: usize| (from..to).filter(|at| side.places[*at] != GONE).map(|at| self.base[at]);
        for edit in edits {
            found.extend(kept(at, edit.old.0));
            found.extend_from_slice(side.written(edit));
            at = edit.old.1;
        }
        found.extend(kept(at, region.to));
        found
    }
}

/// Whether two edits, the earlier first, concern the same clauses or the same gap between clauses.
fn overlap(earlier: &Hunk, later: &Hunk) -> bool {
    later.old.0 < earlier.old.1 || later.old == earlier.old
}

/// Both wordings of a place, without what they begin and end with alike.
fn resolve(ours: &[u32], theirs: &[u32], parts: &mut Vec<Part>) {
    let most = ours.len().min(theirs.len());
    let head = (0..most).take_while(|n| ours[*n] == theirs[*n]).count();
    let tail = (1..=most - head).take_while(|n| ours[ours.len() - n] == theirs[theirs.len() - n]).count();
    let (mine, other) = (&ours[head..ours.len() - tail], &theirs[head..theirs.len() - tail]);
    parts.push(Part::Same(ours[..head].to_vec()));
    parts.push(match (mine, other) {
        ([], one) | (one, []) => Part::Same(one.to_vec()),
        _ => Part::Both(other.to_vec(), mine.to_vec()),
    });
    parts.push(Part::Same(ours[ours.len() - tail..].to_vec()));
}

/// The clauses by their numbers.
struct Words<'a> {
    ids: BTreeMap<&'a str, u32>,
    words: Vec<&'a str>,
    known: &'a [Marks<'a>],
}

impl<'a> Words<'a> {
    fn read(&mut self, text: &'a str) -> Vec<u32> {
        let mut number = |clause| {
            *self.ids.entry(clause).or_insert_with(|| {
                self.words.push(clause);
                self.words.len() as u32 - 1
            })
        };
        clauses_and_marked(text, self.known).into_iter().map(&mut number).collect()
    }

    fn text(&self, clauses: &[u32]) -> String {
        clauses.iter().map(|id| self.words[*id as usize]).collect()
    }

    /// Whether every clause is still one where it meets its neighbour.
    fn stay_apart(&self, before: Option<u32>, parts: &[Part], after: Option<u32>) -> bool {
        let mut last = before;
        let apart = |last: &mut Option<u32>, next: u32| {
            let left = last.replace(next).map(|id| self.words[id as usize]);
            left.is_none_or(|left| {
                let both = [left, self.words[next as usize]].concat();
                clauses_and_marked(&both, self.known).first().is_some_and(|first| first.len() == left.len())
            })
        };
        // A part stands in the text of one of the three as it is: only where parts meet something may be new.
        for part in parts {
            match part {
                Part::Same(same) => {
                    if !same.first().is_none_or(|next| apart(&mut last, *next)) {
                        return false;
                    }
                    last = same.last().copied().or(last);
                }
                // Its marks stand on lines of their own.
                Part::Both(..) => last = None,
            }
        }
        after.is_none_or(|next| apart(&mut last, next))
    }

    /// What is new in `right`, which one device wrote just after `left` of the other: what both wrote stands once.
    fn news<'s>(&self, left: &[u32], right: &'s [u32]) -> &'s [u32] {
        let says = |clauses: &[u32]| clauses.iter().any(|id| !self.words[*id as usize].trim().is_empty());
        let most = left.len().min(right.len());
        if right.len() <= left.len() && says(right) && left.windows(right.len()).any(|some| some == right) {
            return &right[..0];
        }
        let twice = (1..=most).rev().find(|n| left.ends_with(&right[..*n]) && says(&right[..*n]));
        &right[twice.unwrap_or_default()..]
    }

    fn pieces(&self, parts: Vec<Part>) -> Merged {
        let mut pieces: Vec<Piece> = Vec::new();
        let same = |pieces: &mut Vec<Piece>, text: String| match pieces.last_mut() {
            Some(Piece::Same(last)) => last.push_str(&text),
            _ if text.is_empty() => {}
            _ => pieces.push(Piece::Same(text)),
        };
        for part in parts {
            match part {
                Part::Same(clauses) => same(&mut pieces, self.text(&clauses)),
                Part::Both(first, second) => {
                    let [first, second] = [first, second].map(|some| without_marks(&self.text(&some), self.known));
                    if first == second {
                        same(&mut pieces, first);
                    } else {
                        pieces.push(Piece::Both { first, second });
                    }
                }
            }
        }
        Merged { pieces }
    }
}

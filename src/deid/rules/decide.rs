//! Which hits remain where several rules found something.

use std::collections::BTreeMap;

use super::Hit;

/// The heavier first, then the longer, then the earlier; what touches one that stays is dropped.
pub fn settle(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.level), std::cmp::Reverse(hit.end - hit.start), hit.start, hit.kind));
    // By where they begin: only the neighbours can touch.
    let mut kept: BTreeMap<usize, Hit> = BTreeMap::new();
    for hit in hits {
        let before = kept.range(..=hit.start).next_back().is_none_or(|(_, other)| other.end <= hit.start);
        let after = kept.range(hit.start..).next().is_none_or(|(start, _)| hit.end <= *start);
        if before && after {
            kept.insert(hit.start, hit);
        }
    }
    kept.into_values().collect()
}

//! What a coach sees of a sheet that the author shared: exactly this, and nothing that could be worked out from it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::action::Action;
use super::outcome::Outcome;

/// What the author showed besides, thing by thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Notes of W1: the card and the question (0 to 2).
    pub notes: BTreeSet<(String, u8)>,
    /// Areas of W8 whose barrier is shown.
    pub barriers: BTreeSet<String>,
    /// Whether the aliases of W10 are shown.
    pub aliases: bool,
}

fn step(step: &Option<Action>) -> Value {
    json!(step.as_ref().filter(|step| !step.text.trim().is_empty()))
}

/// The part of a sheet that its coach sees.
pub fn for_coach(sheet: &Outcome, shown: &Shown) -> Value {
    match sheet {
        Outcome::Cards(answers, scored) => {
            let mut notes: BTreeMap<&str, BTreeMap<String, &str>> = BTreeMap::new();
            // A card outside the top list stays unseen, whatever was ticked.
            for (card, question) in shown.notes.iter().filter(|(card, _)| scored.top.contains(card)) {
                let note = answers.notes.get(card).and_then(|notes| notes.get(usize::from(*question)));
                if let Some(note) = note.filter(|note| !note.is_empty()) {
                    notes.entry(card).or_default().insert(question.to_string(), note);
                }
            }
            json!({ "top": scored.top, "notes": notes })
        }
        Outcome::Pairs(_, scored) => {
            let order: Vec<Value> =
                scored.items.iter().map(|row| json!({ "id": row.id, "place": row.place })).collect();
            let words = scored.consistency.map(|found| if found.wavering { "wavering" } else { "steady" });
            json!({ "order": order, "consistency": words })
        }
        Outcome::Sort(_, scored) => {
            let values: Vec<Value> =
                scored.values.iter().map(|row| json!({ "id": row.id, "score": row.score })).collect();
            let widest = scored.values.iter().find(|row| scored.biggest_gap.as_ref() == Some(&row.id));
            json!({ "values": values, "biggest_gap": widest.map(|row| json!({ "id": row.id, "gap": row.gap })) })
        }
        // Not the map, and never that the author was shown where people meet.
        Outcome::Questionnaire(answers, scored) => json!({ "scales": scored.scales, "talk": answers.talk }),
        Outcome::Strengths(answers, _) => {
            let pieces = answers.strengths.iter().map(|piece| json!({ "id": piece.id, "story": piece.story }));
            json!({ "strengths": pieces.collect::<Vec<_>>() })
        }
        Outcome::Line(answers, scored) => {
            let points = scored.order.iter().map(|at| &answers.points[*at as usize]).filter(|point| point.share);
            json!({ "points": points.collect::<Vec<_>>() })
        }
        Outcome::Circles(answers, _) => json!({ "core": answers.core, "step": step(&answers.step) }),
        Outcome::Target(answers, scored) => {
            let domains = scored.domains.iter().filter_map(|row| {
                let domain = answers.domains.get(&row.id)?;
                let barrier = domain.barrier.as_ref().filter(|_| shown.barriers.contains(&row.id));
                Some(json!({ "id": row.id, "value": domain.value, "step": step(&domain.step), "barrier": barrier }))
            });
            json!({ "domains": domains.collect::<Vec<_>>() })
        }
        Outcome::Blocks(answers, scored) => {
            let after = scored.tasks.iter().filter(|_| scored.balance_after.is_some());
            let plan = after.map(|row| json!({ "name": row.name, "share": row.after, "move": row.act }));
            json!({ "after": plan.collect::<Vec<_>>(), "step": step(&answers.step) })
        }
        Outcome::Rings(answers, scored) => {
            let nodes = shown.aliases.then_some(&answers.nodes);
            json!({ "counts": scored, "nodes": nodes })
        }
    }
}

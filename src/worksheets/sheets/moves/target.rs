use super::undo::undo;
use super::{PlayForm, digits, known, number, step};
use crate::worksheets::definition::Target;
use crate::worksheets::model::play::Refused;
use crate::worksheets::scoring::w8::{Answers, Barrier, Domain, Mark};
use crate::worksheets::sheets::play::Filled;
use crate::worksheets::sheets::refused::Why;

const FIELDS: [&str; 8] = ["value_", "ring_", "importance_", "consistency_", "barrier_", "strength_", "step_", "due_"];

/// W8: `keep` (the whole form), `undo`, `finish`.
pub fn apply(sheet: &mut Filled<Answers>, target: &Target, form: &PlayForm) -> Result<(), Why> {
    match form.act.as_str() {
        "keep" => sheet.keep(whole(form, target)?),
        "undo" => {
            undo(sheet, form, |_| whole(form, target))?;
            sheet.answers.check(target)?;
        }
        "finish" => {
            if sheet.answers.domains.is_empty() {
                return Err(Refused::Unfinished.into());
            }
            sheet.done = true;
        }
        _ => return Err(Why::Unheard),
    }
    Ok(())
}

fn whole(form: &PlayForm, target: &Target) -> Result<Answers, Why> {
    for name in form.f.keys() {
        let of = FIELDS.iter().find_map(|part| name.strip_prefix(part));
        known(of.is_some_and(|id| target.domains.iter().any(|one| *one.id == *id)))?;
    }
    let mut next = Answers::default();
    for (at, domain) in target.domains.iter().enumerate() {
        let said = read(form, &domain.id, at, target.rings)?;
        if said != Domain::default() {
            next.domains.insert(domain.id.to_string(), said);
        }
    }
    next.check(target)?;
    Ok(next)
}

fn read(form: &PlayForm, id: &str, at: usize, rings: i64) -> Result<Domain, Why> {
    let field = |name: &str| format!("{name}_{id}");
    let ring: Option<i64> = number(form, &field("ring"))?;
    if ring.is_some_and(|ring| !(0..=rings).contains(&ring)) {
        return Err(digits(&field("ring")));
    }
    let barrier = Barrier { text: form.text(&field("barrier")), strength: number(form, &field("strength"))? };
    Ok(Domain {
        value: form.text(&field("value")),
        mark: ring.map(|ring| mark(at, ring as f64 / rings as f64)),
        importance: number(form, &field("importance"))?,
        consistency: number(form, &field("consistency"))?,
        barrier: (barrier != Barrier::default()).then_some(barrier),
        step: step(form, &field("step"), &field("due"))?,
    })
}

/// Where a mark stands that is so far from the centre: each area has a quarter of the target, and the mark the middle of it.
fn mark(at: usize, r: f64) -> Mark {
    let (right, above) = (at.is_multiple_of(2), at < 2);
    let side = r * std::f64::consts::FRAC_1_SQRT_2;
    Mark { x: if right { side } else { -side }, y: if above { side } else { -side } }
}

/// The ring on which a mark stands.
pub fn ring(mark: Mark, rings: i64) -> i64 {
    (mark.r() * rings as f64).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_a_mark_and_a_mark_a_ring() {
        for at in 0..4 {
            for steps in 0..=10_i64 {
                let here = mark(at, steps as f64 / 10.0);
                assert_eq!(ring(here, 10), steps);
                assert_eq!(here.closeness(), 100 - 10 * steps, "{at} {steps}");
            }
        }
    }
}

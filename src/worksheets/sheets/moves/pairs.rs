use super::PlayForm;
use crate::worksheets::model::play::{PairsMove, PairsPlay};
use crate::worksheets::scoring::w2::Pair;
use crate::worksheets::sheets::refused::Why;

/// W2: `choose` (`a`, `b` or `tie`), `skip`, `undo`, `finish`.
pub fn apply(play: &mut PairsPlay, form: &PlayForm) -> Result<(), Why> {
    let (a, b) = (form.word("a").to_owned(), form.word("b").to_owned());
    let step = match form.act.as_str() {
        "choose" => {
            let winner = PairsPlay::winner(&form.at).ok_or(Why::Unheard)?;
            PairsMove::Choose(Pair { a, b, winner, ms: None })
        }
        "skip" => PairsMove::Skip { a, b },
        "undo" => PairsMove::Undo,
        "finish" => PairsMove::Finish,
        _ => return Err(Why::Unheard),
    };
    Ok(play.apply(&step)?)
}

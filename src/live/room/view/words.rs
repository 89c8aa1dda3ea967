//! What several screens of a room say in the same words.

use crate::kit::Locale;
use crate::live::room::model::wire::{Phase, Stage};
use crate::live::tools::model::Naming;
use crate::t;

/// What runs, in the words that are meant for everybody.
pub fn title(stage: &Stage, locale: Locale) -> String {
    match (stage.phase, &stage.now) {
        (Phase::Waiting, _) => t!(live_view.waiting).to_owned(),
        (Phase::Ended, _) => t!(live_view.ended).to_owned(),
        (_, Some(now)) => match now.block.screen.get(locale) {
            "" => now.block.title.get(locale).to_owned(),
            screen => screen.to_owned(),
        },
        (_, None) => String::new(),
    }
}

/// Whether an answer carries its author.
pub fn naming(naming: Naming) -> &'static str {
    match naming {
        Naming::Anonymous => t!(live_view.anonymous),
        Naming::Named => t!(live_view.named),
    }
}

/// A number as it is said: no decimals where there are none.
pub fn number(number: f64) -> String {
    if number.fract() == 0.0 { format!("{number:.0}") } else { format!("{number:.1}") }
}

//! What is said of what happened in a room.

use super::model::{Command, Deed, Refusal};
use super::store::hosting::{Moved, Opened};
use crate::kit::{Error, Locale, Result};
use crate::tl;

/// What was done, in words.
pub fn deed(deed: Deed, locale: Locale) -> String {
    match deed {
        Deed::Opened => tl!(locale, live.deed_opened).to_owned(),
        Deed::Ran(Command::Extend(minutes)) => tl!(locale, live.deed_extend, minutes = minutes),
        Deed::Ran(Command::Shorten(minutes)) => tl!(locale, live.deed_shorten, minutes = minutes),
        Deed::Ran(command) => ran(command, locale).to_owned(),
        Deed::Went => tl!(locale, live.deed_went).to_owned(),
        Deed::Led => tl!(locale, live.deed_led).to_owned(),
        Deed::Notice => tl!(locale, live.deed_notice).to_owned(),
        Deed::Unsaid => tl!(locale, live.deed_unsaid).to_owned(),
        Deed::Answered => tl!(locale, live.deed_answered).to_owned(),
        Deed::Took => tl!(locale, live.deed_took).to_owned(),
        Deed::Brought => tl!(locale, live.deed_brought).to_owned(),
        Deed::Closed => tl!(locale, live.deed_closed).to_owned(),
    }
}

fn ran(command: Command, locale: Locale) -> &'static str {
    match command {
        Command::Start => tl!(locale, live.deed_start),
        Command::Next | Command::Extend(_) | Command::Shorten(_) => tl!(locale, live.deed_next),
        Command::Back => tl!(locale, live.deed_back),
        Command::Skip => tl!(locale, live.deed_skip),
        Command::Pause => tl!(locale, live.deed_pause),
        Command::Resume => tl!(locale, live.deed_resume),
        Command::End => tl!(locale, live.deed_end),
    }
}

/// Why a command did nothing.
pub fn moved(moved: Moved, locale: Locale) -> Result<()> {
    let why = match moved {
        Moved::Done => return Ok(()),
        Moved::Stale(done, Some(name)) => tl!(locale, live.error_stale, name = name, deed = deed(done, locale)),
        Moved::Stale(done, None) => tl!(locale, live.error_stale_itself, deed = deed(done, locale)),
        Moved::Refused(refusal) => refused(refusal, locale).to_owned(),
    };
    Err(Error::field("", why))
}

fn refused(refusal: Refusal, locale: Locale) -> &'static str {
    match refusal {
        Refusal::Empty => tl!(locale, live.error_no_blocks),
        Refusal::NotBegun => tl!(locale, live.error_not_begun),
        Refusal::Begun => tl!(locale, live.error_begun),
        Refusal::Over => tl!(locale, live.error_over),
        Refusal::Paused => tl!(locale, live.error_paused),
        Refusal::Runs => tl!(locale, live.error_runs),
        Refusal::First => tl!(locale, live.error_first),
        Refusal::CheckOut => tl!(locale, live.error_check_out),
        Refusal::TooLong => tl!(locale, live.error_too_long),
        Refusal::TooShort => tl!(locale, live.error_too_short),
    }
}

/// Why a room could not be opened.
pub fn opened(opened: Opened, locale: Locale) -> Result<()> {
    let why = match opened {
        Opened::Done => return Ok(()),
        Opened::NotHeld => tl!(locale, live.error_not_held),
        Opened::NoBlocks => tl!(locale, live.error_no_blocks),
    };
    Err(Error::field("", why))
}

//! What the kinds are called.

use serde::Serialize;

use crate::kit::locale;
use crate::live::plan::forms::name_of;
use crate::live::plan::model::{Block, BlockKind, Mix, Overrun, Tool};
use crate::live::tools::model::{Naming, PromptKind};
use crate::t;

/// The kinds of block, as one chooses them.
pub fn kinds() -> Vec<(String, String)> {
    use BlockKind::*;
    options(&[Lobby, Plenary, Solo, Pair, Breakout, Break], kind)
}

/// What a kind of block is called.
pub fn kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Lobby => t!(plan.kind_lobby),
        BlockKind::Plenary => t!(plan.kind_plenary),
        BlockKind::Solo => t!(plan.kind_solo),
        BlockKind::Pair => t!(plan.kind_pair),
        BlockKind::Breakout => t!(plan.kind_breakout),
        BlockKind::Break => t!(plan.kind_break),
    }
}

/// The ways to make groups.
pub fn mixes() -> Vec<(String, String)> {
    options(&[Mix::New, Mix::Remix, Mix::Same], mix)
}

fn mix(mix: Mix) -> &'static str {
    match mix {
        Mix::New => t!(plan.mix_new),
        Mix::Remix => t!(plan.mix_remix),
        Mix::Same => t!(plan.mix_same),
    }
}

/// The tools.
pub fn tools() -> Vec<(String, String)> {
    options(&[Tool::None, Tool::Poll, Tool::Cards, Tool::Journal, Tool::Chat, Tool::Board], tool)
}

/// What a tool is called.
pub fn tool(tool: Tool) -> &'static str {
    match tool {
        Tool::None => t!(plan.tool_none),
        Tool::Poll => t!(plan.tool_poll),
        Tool::Cards => t!(plan.tool_cards),
        Tool::Journal => t!(plan.tool_journal),
        Tool::Chat => t!(plan.tool_chat),
        Tool::Board => t!(plan.tool_board),
    }
}

/// What may happen when it runs over.
pub fn overruns() -> Vec<(String, String)> {
    options(&[Overrun::Shrink, Overrun::Next], |overrun| match overrun {
        Overrun::Shrink => t!(plan.overrun_shrink),
        Overrun::Next => t!(plan.overrun_next),
    })
}

/// The kinds of prompt.
pub fn prompts() -> Vec<(String, String)> {
    use PromptKind::*;
    options(&[Choice, Multiple, Scale, Words, Open, Ranking, Estimate, TwoRounds, Questions, Tempo, Weather], prompt)
}

/// What a kind of prompt is called.
pub fn prompt(kind: PromptKind) -> &'static str {
    match kind {
        PromptKind::Choice => t!(plan.prompt_choice),
        PromptKind::Multiple => t!(plan.prompt_multiple),
        PromptKind::Scale => t!(plan.prompt_scale),
        PromptKind::Words => t!(plan.prompt_words),
        PromptKind::Open => t!(plan.prompt_open),
        PromptKind::Ranking => t!(plan.prompt_ranking),
        PromptKind::Estimate => t!(plan.prompt_estimate),
        PromptKind::TwoRounds => t!(plan.prompt_two_rounds),
        PromptKind::Questions => t!(plan.prompt_questions),
        PromptKind::Tempo => t!(plan.prompt_tempo),
        PromptKind::Weather => t!(plan.prompt_weather),
    }
}

/// Whether answers carry names.
pub fn namings() -> Vec<(String, String)> {
    options(&[Naming::Anonymous, Naming::Named], naming)
}

/// What the way of naming is called.
pub fn naming(naming: Naming) -> &'static str {
    match naming {
        Naming::Anonymous => t!(plan.naming_anonymous),
        Naming::Named => t!(plan.naming_named),
    }
}

fn options<T: Serialize + Copy>(all: &[T], words: impl Fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().map(|one| (name_of(one), words(*one).to_owned())).collect()
}

/// What a block is, in one line: how people sit, in which groups, with what.
pub fn line(block: &Block) -> String {
    let mut parts = vec![kind(block.kind).to_owned()];
    if let Some(size) = block.group {
        parts.push(t!(plan.of_people, n = size));
        parts.push(mix(block.mix).to_owned());
    }
    if let Some(turns) = block.turns {
        parts.push(t!(plan.of_turns, n = turns.per_person_s));
    }
    if block.tool != Tool::None {
        parts.push(tool(block.tool).to_owned());
    }
    if !block.prompts.is_empty() {
        parts.push(t!(plan.of_prompts, n = block.prompts.len()));
    }
    if block.check_out {
        parts.push(t!(plan.check_out).to_owned());
    }
    parts.join(t!(plan.and))
}

/// What a block is called, in the language of the page.
pub fn title(block: &Block) -> String {
    block.title.get(locale::current()).to_owned()
}

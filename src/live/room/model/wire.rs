//! What the server and the screens of a room say to each other over the socket. Every frame that reaches a screen
//! holds the whole of what that kind of screen shows, so a lost or doubled frame does no harm: the highest `seq` is
//! the truth. All people of a kind get the same bytes.

use serde::{Deserialize, Serialize};

use crate::live::plan::model::{Block, Both};
use crate::live::tools::model::{Answer, Line, ShownPrompt, ShownQuestion};

/// Somebody of the room, by a small number that means nothing outside it.
pub type Seat = u32;

/// Where the run stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Not begun: people arrive.
    #[default]
    Waiting,
    /// A block runs. Negative when it runs over.
    Running {
        /// Milliseconds left of the block, at `Stage::at`.
        left_ms: i64,
    },
    /// The host stopped the clock.
    Paused {
        /// Milliseconds left of the block.
        left_ms: i64,
    },
    /// Over.
    Ended,
}

/// A block as participants see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownBlock {
    /// The block; what the host says is left out here.
    pub block: Block,
    /// Its place, from 0.
    pub index: u32,
    /// Its length as it stands now, in seconds.
    pub seconds: u32,
}

/// How many are where. Nobody is named by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// With a seat.
    pub registered: u32,
    /// Came in.
    pub checked_in: u32,
    /// Here at this moment; three tabs are one person.
    pub here: u32,
    /// Having a rest (ひと休み), perhaps with their phone away.
    pub resting: u32,
}

/// One group of the round that runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownGroup {
    /// From 1.
    pub number: u32,
    /// Who sits in it, with the names they want to be called.
    pub people: Vec<(Seat, String)>,
    /// Where they meet: the address of the video tool's room; empty when there is none.
    pub link: String,
}

/// What everybody in the room may see: participants' phones and the projector.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    /// Rises with every change.
    pub seq: i64,
    /// Milliseconds since 1970 on the server's clock when this was made.
    pub at: i64,
    /// The workshop's title.
    pub title: String,
    /// Where the run stands.
    pub phase: Phase,
    /// What runs.
    pub now: Option<ShownBlock>,
    /// The name of what comes next.
    pub next: Option<Both>,
    /// How many blocks there are.
    pub blocks: u32,
    /// How many are where.
    pub presence: Presence,
    /// What is asked, the newest first.
    pub prompts: Vec<ShownPrompt>,
    /// Questions to the host that were let through, the most wished first.
    pub questions: Vec<ShownQuestion>,
    /// Lines of the chat or the board of this block, the newest last.
    pub lines: Vec<Line>,
    /// The groups, while a block in groups runs.
    pub groups: Vec<ShownGroup>,
    /// A word of the host to all (also into groups), until it is taken back.
    pub notice: String,
    /// The line that a minute is left, while groups are out.
    pub last_minute: bool,
}

/// A block in the host's list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskBlock {
    /// The block with the host's words.
    pub block: Block,
    /// Its length as it stands now, in seconds.
    pub seconds: u32,
    /// What it took, once it is over, in seconds.
    pub took: Option<u32>,
}

/// Somebody in the host's list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskPerson {
    /// Their number.
    pub seat: Seat,
    /// The name they want to be called.
    pub name: String,
    /// What they work as, worded.
    pub profession: String,
    /// Here at this moment.
    pub here: bool,
    /// Having a rest. Only their number is said to hosts as a count; see `Presence::resting`.
    pub hand: bool,
    /// The group they sit in, from 1.
    pub group: Option<u32>,
    /// A host of this workshop.
    pub host: bool,
}

/// A group asks for a hand (手を貸してください).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Its id.
    pub id: String,
    /// The group, from 1; None outside groups.
    pub group: Option<u32>,
    /// Milliseconds since 1970.
    pub at: i64,
}

/// What hosts see beside the stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Desk {
    /// What everybody sees.
    pub stage: Stage,
    /// Rises with every command that moved the run; a command has to name it, so that two hosts have one effect.
    pub turn: i64,
    /// All blocks.
    pub blocks: Vec<DeskBlock>,
    /// Seconds behind the plan; negative when ahead.
    pub drift: i64,
    /// When it begins by its announcement, in milliseconds since 1970.
    #[serde(default)]
    pub starts: i64,
    /// Seconds by which clocks are ahead of UTC where it takes place.
    #[serde(default)]
    pub offset: i32,
    /// Who leads, as their name; a tap takes over.
    pub leader: Option<String>,
    /// Whether the leader is here.
    pub leader_here: bool,
    /// What the last command did and whose it was.
    pub last_act: Option<(String, String)>,
    /// The people of the room.
    pub people: Vec<DeskPerson>,
    /// Groups that ask for a hand, the oldest first.
    pub calls: Vec<Call>,
    /// Lines, words and questions that wait for a host to read them: what they belong to, and the line.
    pub waiting: Vec<(String, Line)>,
    /// What hosts took from the screens and may bring back, with the prompt that it belongs to; a word has no id.
    #[serde(default)]
    pub taken: Vec<(String, Line)>,
    /// The room's code for joining.
    pub code: String,
    /// How well the groups mix, worded; with the honest note when repeats cannot be avoided.
    pub mixing: Option<String>,
}

/// What is one's own in the room.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mine {
    /// One's number.
    pub seat: Seat,
    /// The name one is called by here.
    pub name: String,
    /// One's answers: prompt, round, answer.
    pub answers: Vec<(String, u8, Answer)>,
    /// The questions that have one's voice.
    pub voices: Vec<String>,
    /// Having a rest.
    pub resting: bool,
    /// One's hand is up.
    pub hand: bool,
}

/// From the server to a screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "frame", rename_all = "snake_case")]
pub enum Frame {
    /// For phones and the projector.
    Stage(Box<Stage>),
    /// For hosts.
    Desk(Box<Desk>),
    /// For one person; follows what they did on another screen.
    Mine(Box<Mine>),
    /// Answers a `Ping`; `at` is the server's clock in milliseconds.
    Pong {
        /// What the ping carried.
        sent: f64,
        /// The server's clock.
        at: i64,
    },
    /// This person may not be here any longer (signed out, seat given up, room closed).
    Gone,
}

/// From a screen to the server. Everything that changes something goes by an ordinary request instead, which a page
/// without JavaScript sends as well.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub enum Say {
    /// Is anybody there; measures the difference of the clocks.
    Ping {
        /// The screen's clock in milliseconds.
        sent: f64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::tools::model::{Answer, Asked, Tally};

    #[test]
    fn frames_arrive_as_they_were_sent() {
        let prompt = ShownPrompt {
            id: "p".to_owned(),
            block: "b2".to_owned(),
            asked: Asked::default(),
            round: 1,
            left_ms: Some(900),
            open: true,
            answered: 7,
            tally: Tally::Counts(vec![None, Some(5)]),
        };
        let groups = vec![ShownGroup { number: 1, people: vec![(3, "みなと".to_owned())], link: String::new() }];
        let now = Some(ShownBlock { block: Block::default(), index: 2, seconds: 90 });
        let phase = Phase::Running { left_ms: -1 };
        let stage = Stage { seq: 4, now, phase, prompts: vec![prompt], groups, ..Stage::default() };
        let people = vec![DeskPerson { seat: 3, group: Some(1), ..DeskPerson::default() }];
        let calls = vec![Call { id: "c".to_owned(), group: None, at: 1 }];
        let last_act = Some(("進みました".to_owned(), "はる".to_owned()));
        let desk = Desk { stage: stage.clone(), people, calls, last_act, ..Desk::default() };
        let answers = vec![("p".to_owned(), 1, Answer::Many(vec![0, 2])), ("q".to_owned(), 2, Answer::Pass)];
        let mine = Mine { seat: 3, answers, hand: true, ..Mine::default() };
        for frame in [
            Frame::Stage(Box::new(stage)),
            Frame::Desk(Box::new(desk)),
            Frame::Mine(Box::new(mine)),
            Frame::Pong { sent: 0.5, at: 1_795_516_200_000 },
            Frame::Gone,
        ] {
            let sent = serde_json::to_string(&frame).expect("it can be sent");
            assert_eq!(serde_json::from_str::<Frame>(&sent).expect("it can be read"), frame);
        }
    }
}

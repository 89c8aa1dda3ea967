//! A running workshop over the store, the router and real sockets: the run, who is in the room, who sees what.

mod after;
mod crowds;
mod desk;
mod doors;
mod groups;
mod hosting;
mod locks;
mod people;
mod presence;
mod processes;
mod sockets;

use assemble::kit::Moment;
use assemble::kit::id::{RowId, UserId, WorkshopId};
use assemble::live::plan::model::{Block, BlockKind, Both, Overrun, RunSheet};
use assemble::live::room::model::Command;
use assemble::live::room::model::wire::{Desk, Stage};
use assemble::live::room::store::hosting::{self as hosts, Moved, Opened};
use assemble::live::room::store::{self, Room, people as entered, stage};
use assemble::server::Failure;
use assemble::workshops::model::Editor;
use assemble::workshops::store::By;

use crate::support::TestApp;

/// What only hosts may read.
pub const SAYS: &str = "ここだけの進行のことば";

/// Lobby 5, talk 10, groups 20, quiet 10 (goes on by itself), check-out 10.
pub fn sheet() -> RunSheet {
    let block = |n: u32, min, kind, overrun| Block {
        key: format!("b{n}"),
        min,
        kind,
        overrun,
        title: Both { ja: format!("区切り{n}"), en: format!("Block {n}") },
        host_says: Both { ja: SAYS.to_owned(), en: String::new() },
        auto_advance: n == 4,
        check_out: n == 5,
        ..Block::default()
    };
    let blocks = vec![
        block(1, 5, BlockKind::Lobby, Overrun::Next),
        block(2, 10, BlockKind::Plenary, Overrun::Shrink),
        block(3, 20, BlockKind::Breakout, Overrun::Shrink),
        block(4, 10, BlockKind::Solo, Overrun::Shrink),
        block(5, 10, BlockKind::Plenary, Overrun::Next),
    ];
    RunSheet { title: Both { ja: "会".to_owned(), en: String::new() }, size: (4, 32), blocks }
}

impl TestApp {
    /// A workshop with an open room, and people with a seat at it.
    pub async fn room(&self, count: usize) -> (UserId, WorkshopId, Vec<UserId>) {
        let (host, id, people) = self.gathering(count.max(1) as i64, count).await;
        assert_eq!(self.open_room(&host, &id, sheet()).await, Opened::Done);
        (host, id, people)
    }

    pub async fn open_room(&self, host: &UserId, id: &WorkshopId, sheet: RunSheet) -> Opened {
        let input = (host.clone(), id.clone(), sheet, self.state.new_id::<RowId>(), self.state.now());
        let opening = self.state.db.write(input, |tx, (host, id, sheet, chance, now)| {
            Box::pin(hosts::open(tx, By { editor: &Editor::Organiser, actor: host, now: *now }, id, sheet, chance))
        });
        opening.await.expect("an answer")
    }

    pub async fn tell_run(&self, host: &UserId, id: &WorkshopId, turn: i64, command: Command) -> Moved {
        let input = (host.clone(), id.clone(), (turn, command), self.state.now());
        let telling = self.state.db.write(input, |tx, (host, id, (turn, command), now)| {
            let by = By { editor: &Editor::Organiser, actor: host, now: *now };
            Box::pin(hosts::command(tx, by, id, *turn, *command))
        });
        telling.await.expect("an answer")
    }

    /// Tells it from the turn that it has.
    pub async fn run(&self, host: &UserId, id: &WorkshopId, command: Command) {
        let turn = self.room_of(id).await.turn;
        assert_eq!(self.tell_run(host, id, turn, command).await, Moved::Done, "{command:?}");
        self.state.live.ring(id);
    }

    pub async fn close_room(&self, host: &UserId, id: &WorkshopId) {
        let input = (host.clone(), id.clone(), self.state.now());
        let closing = self.state.db.write(input, |tx, (host, id, now)| {
            Box::pin(hosts::close(tx, By { editor: &Editor::Organiser, actor: host, now: *now }, id))
        });
        closing.await.expect("it is closed");
        self.state.live.ring(id);
    }

    pub async fn try_come_in(&self, id: &WorkshopId, user: &UserId, name: &str) -> Result<u32, Failure> {
        let input = (id.clone(), user.clone(), name.to_owned(), self.state.now());
        let entering =
            self.state.db.write(input, |tx, (id, user, name, now)| Box::pin(entered::enter(tx, id, user, name, *now)));
        entering.await
    }

    pub async fn come_in(&self, id: &WorkshopId, user: &UserId, name: &str) -> u32 {
        self.try_come_in(id, user, name).await.expect("a seat")
    }

    pub async fn room_of(&self, id: &WorkshopId) -> Room {
        let mut conn = self.state.db.read().await.expect("a connection");
        store::find(&mut conn, id).await.expect("an answer").expect("a room")
    }

    pub async fn stage_of(&self, id: &WorkshopId, now: Moment) -> Stage {
        let mut conn = self.state.db.read().await.expect("a connection");
        stage::stage(&mut conn, id, now).await.expect("a stage")
    }

    pub async fn desk_of(&self, id: &WorkshopId) -> Desk {
        let mut conn = self.state.db.read().await.expect("a connection");
        let locale = assemble::kit::Locale::ja;
        stage::desk(&mut conn, id, self.state.now(), locale).await.expect("a desk")
    }
}

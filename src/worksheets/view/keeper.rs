//! Keeps moves: they are made in the browser at once and sent in order behind the person's back. What could not
//! be sent is said and tried again; nothing that was typed is thrown away.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::kit::id::AnswerId;
use crate::kit::{Error, locale};
use crate::t;
use crate::ui::sentence;
use crate::worksheets::api;
use crate::worksheets::model::{MOVES_MOST, Move, NOTE_MOST, SaveForm, Sitting, SittingPage};

/// How long after the last key a note is sent.
const PAUSE: Duration = Duration::from_millis(800);
/// How long a request may take. A connection that was lost on the way may say so after minutes, or never.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether everything is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Everything, at that time.
    Saved(String),
    /// Something is on its way.
    Busy,
    /// So many steps could not be sent yet.
    Unsent(usize),
}

#[derive(Default)]
struct Queue {
    revision: i64,
    sending: Vec<Move>,
    waiting: Vec<Move>,
    /// Notes as typed, until the person pauses.
    typed: BTreeMap<(String, u8), String>,
    busy: bool,
    /// Grows when a request begins, and when it ends or is given up.
    requests: u32,
    tries: u32,
    keys: u32,
}

/// Holds the sitting as it is shown, and sends what was done. It outlives its page until all is sent.
#[derive(Clone)]
pub struct Keeper {
    id: AnswerId,
    queue: Arc<Mutex<Queue>>,
    /// The sitting as it is shown.
    pub sitting: ArcRwSignal<Sitting>,
    /// Whether everything is saved.
    pub saving: ArcRwSignal<Saving>,
    /// What the person should know: a move that was refused, another screen that went on.
    pub word: ArcRwSignal<String>,
    /// Grows when the sitting was loaded anew, so that fields show its text.
    pub loaded: ArcRwSignal<u32>,
}

impl Keeper {
    /// Keeps the sitting that the page came with.
    pub fn new(page: &SittingPage) -> Keeper {
        Keeper {
            id: page.id.clone(),
            queue: Arc::new(Mutex::new(Queue { revision: page.revision, ..Queue::default() })),
            sitting: ArcRwSignal::new(page.sitting.clone()),
            saving: ArcRwSignal::new(Saving::Saved(page.saved_at.clone())),
            word: ArcRwSignal::new(String::new()),
            loaded: ArcRwSignal::new(0),
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().expect("no code panics while it holds the queue")
    }

    /// Makes a move and sends it. False, with a sentence, when it is not possible.
    pub fn play(&self, step: Move) -> bool {
        let mut outcome = Ok(());
        self.sitting.update(|sitting| outcome = sitting.apply(&step));
        match outcome {
            Ok(()) => {
                self.word.set(String::new());
                self.queue().waiting.push(step);
                self.saving.set(Saving::Busy);
                self.pump();
                true
            }
            Err(refusal) => {
                self.word.set(refusal.words(locale::current()));
                false
            }
        }
    }

    /// Takes a note as it is typed; it is sent when the person pauses.
    pub fn type_note(&self, card: String, question: u8, text: String) {
        let keys = {
            let mut queue = self.queue();
            queue.typed.insert((card, question), text);
            queue.keys += 1;
            queue.keys
        };
        self.saving.set(Saving::Busy);
        let keeper = self.clone();
        set_timeout(
            move || {
                if keeper.queue().keys == keys {
                    keeper.flush();
                }
            },
            PAUSE,
        );
    }

    /// A note as it is typed, else as it is kept.
    pub fn note(&self, card: &str, question: u8) -> String {
        let typed = self.queue().typed.get(&(card.to_owned(), question)).cloned();
        typed.unwrap_or_else(|| self.sitting.with_untracked(|sitting| sitting.note(card, question.into()).to_owned()))
    }

    /// Sends the notes that are still being typed. False when one cannot be kept; it stays in its field.
    pub fn flush(&self) -> bool {
        let typed = std::mem::take(&mut self.queue().typed);
        let mut fine = true;
        for ((card, question), text) in typed {
            if !self.play(Move::Note { card: card.clone(), question, text: text.clone() }) {
                fine = false;
                self.queue().typed.insert((card, question), text);
            }
        }
        if !fine {
            let left = self.queue().typed.len();
            self.saving.set(Saving::Unsent(left));
        }
        fine
    }

    /// Sends what waits, one save at a time and in order.
    pub fn pump(&self) {
        let (form, request) = {
            let mut queue = self.queue();
            if queue.busy {
                return;
            }
            if queue.sending.is_empty() {
                let some = queue.waiting.len().min(MOVES_MOST);
                queue.sending = queue.waiting.drain(..some).collect();
            }
            if queue.sending.is_empty() {
                return;
            }
            queue.busy = true;
            queue.requests += 1;
            let moves = serde_json::to_string(&queue.sending).unwrap_or_default();
            let form = SaveForm { id: self.id.to_string(), revision: queue.revision, moves, result: String::new() };
            (form, queue.requests)
        };
        let keeper = self.clone();
        spawn_local(async move {
            let answer = api::save_moves(form).await;
            if !keeper.ends(request) {
                return;
            }
            match answer {
                Ok(saved) => keeper.saved(saved.revision, saved.at),
                Err(Error::Conflict) => keeper.reload(t!(worksheets.conflict).to_owned()).await,
                Err(Error::Offline) => keeper.try_later(String::new()),
                Err(error @ (Error::Internal { .. } | Error::TooMany { .. })) => keeper.try_later(sentence(&error)),
                Err(error @ Error::Invalid(_)) => keeper.reload(sentence(&error)).await,
                Err(error) => {
                    keeper.stop(sentence(&error));
                }
            }
        });
        let keeper = self.clone();
        set_timeout(
            move || {
                if keeper.ends(request) {
                    keeper.try_later(String::new());
                }
            },
            PATIENCE,
        );
    }

    /// Whether this is the first end of a request: its answer, or that it was given up. The server knows steps that are
    /// sent again.
    fn ends(&self, request: u32) -> bool {
        let mut queue = self.queue();
        let first = queue.requests == request;
        queue.requests += u32::from(first);
        first
    }

    fn saved(&self, revision: i64, at: String) {
        let rest = {
            let mut queue = self.queue();
            queue.revision = revision;
            queue.sending.clear();
            queue.busy = false;
            queue.tries = 0;
            queue.waiting.len() + queue.typed.len()
        };
        if rest == 0 {
            self.saving.set(Saving::Saved(at));
        } else {
            self.saving.set(Saving::Busy);
            self.pump();
        }
    }

    /// Says what is not sent, and stops the hand that sends.
    fn stop(&self, word: String) -> u32 {
        let (unsent, tries) = {
            let mut queue = self.queue();
            queue.busy = false;
            queue.tries += 1;
            (queue.sending.len() + queue.waiting.len() + queue.typed.len(), queue.tries)
        };
        self.saving.set(Saving::Unsent(unsent));
        self.word.set(word);
        tries
    }

    fn try_later(&self, word: String) {
        let tries = self.stop(word);
        let keeper = self.clone();
        set_timeout(move || keeper.pump(), Duration::from_secs(1 << tries.min(5)));
    }

    /// Shows the sitting as another screen left it. Notes from here that it does not have are added to it;
    /// other steps from here are not made.
    async fn reload(&self, word: String) {
        let page = match api::open_sitting(self.id.clone()).await {
            Ok(page) => page,
            Err(_) => return self.try_later(word),
        };
        let lost = {
            let mut queue = self.queue();
            queue.revision = page.revision;
            queue.busy = false;
            queue.tries = 0;
            let sent = std::mem::take(&mut queue.sending);
            sent.into_iter().chain(std::mem::take(&mut queue.waiting)).collect::<Vec<_>>()
        };
        let notes = notes_to_keep(&page.sitting, lost);
        self.sitting.set(page.sitting);
        self.saving.set(Saving::Saved(page.saved_at));
        for note in notes {
            self.play(note);
        }
        self.word.set(word);
        self.loaded.update(|times| *times += 1);
    }
}

/// The notes among `moves` that `sitting` lacks, each joined to what stands there already.
fn notes_to_keep(sitting: &Sitting, moves: Vec<Move>) -> Vec<Move> {
    let mut notes = BTreeMap::new();
    for one in moves {
        if let Move::Note { card, question, text } = one {
            notes.insert((card, question), text);
        }
    }
    let join = |((card, question), text): ((String, u8), String)| {
        let there = sitting.note(&card, question.into());
        if there.contains(text.trim()) {
            return None;
        }
        let both = if there.is_empty() { text.clone() } else { format!("{there}\n\n{text}") };
        let text = if both.chars().count() > NOTE_MOST { text } else { both };
        Some(Move::Note { card, question, text })
    };
    notes.into_iter().filter_map(join).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_two_screens_are_joined() {
        let mut sitting = Sitting::default();
        sitting.notes.insert("hope".into(), ["あちら".into(), String::new(), "同じ".into()]);
        let note = |question, text: &str| Move::Note { card: "hope".into(), question, text: text.into() };
        let moves = vec![note(0, "古い"), note(0, "こちら"), note(1, "新しい"), note(2, "同じ"), Move::Undo];
        assert_eq!(notes_to_keep(&sitting, moves), [note(0, "あちら\n\nこちら"), note(1, "新しい")]);
    }
}

//! Turns what the store found into what the pages of a review show.

use std::collections::BTreeMap;

use super::model::{
    CoachPage, Dialogue, Note, Part, Passage, PassageLine, Remark, Said, Text, pick, segments, sentences,
};
use super::store::{Comment, Document, Message, NoteText};
use super::table::{self, column};
use crate::coaching::desk::profession;
use crate::coaching::model::DeskPage;
use crate::coaching::sharing::pieces::{self, Piece};
use crate::journal::model::{Answers, When, sheet};
use crate::journal::store::SharedEntry;
use crate::kit::{Locale, Moment, Viewer};
use crate::server::{Result, markdown, time};

/// How many characters of a sentence stand in the list.
const SHORT: usize = 36;

/// An opened copy with all that belongs to it.
pub struct Opened {
    /// The copy.
    pub shared: SharedEntry,
    /// The remarks that the viewer may see.
    pub comments: Vec<Comment>,
    /// What was said after the answer.
    pub messages: Vec<Message>,
    /// The viewer's own note.
    pub note: NoteText,
    /// Whether other coaches have it, too.
    pub shared_with_others: bool,
}

/// A copy on the screen of a coach, beside the rest of their desk.
pub fn coach(viewer: &Viewer, opened: Opened, queue: DeskPage, now: Moment) -> Result<CoachPage> {
    let Opened { shared, comments, messages, note, shared_with_others } = opened;
    let pending = comments.iter().filter(|one| one.returned_at.is_none()).count() as i64;
    let (parts, lost) = parts(&shared.template, &shared.copy.answers, &comments, &messages, viewer)?;
    let mine = shared.claim.as_ref().filter(|claim| claim.by == viewer.id && now < claim.until());
    let text = Text {
        profession: profession(viewer.locale, &shared.profession),
        title: sheet(&shared.template, viewer.locale).title,
        want: shared.want.iter().map(|want| want.words(viewer.locale).to_owned()).collect(),
        ask: shared.copy.ask,
        since: day(viewer, shared.since),
        until: shared.expires_at.map(|at| day(viewer, at)),
        live: shared.live.then_some(shared.version),
        parts,
        lost,
        mine: mine.map(|claim| moment(viewer, claim.until())),
        shared: shared_with_others,
        turn: shared.turn,
        dialogue: shared.answer.map(|(text, at)| Dialogue {
            coach: viewer.name.clone(),
            text,
            at: moment(viewer, at),
            said: said(&messages, None, viewer),
        }),
        pending,
        unfinished: note.unfinished,
        note: Note { text: note.text, lens: note.lens.map(|lens| lens.as_str().to_owned()).unwrap_or_default() },
    };
    Ok(CoachPage { share: shared.share, member: shared.member, queue, text: Ok(Box::new(text)) })
}

/// The steps with their remarks, and the remarks whose passage is not there any more.
pub fn parts(
    template: &str,
    answers: &Answers,
    comments: &[Comment],
    messages: &[Message],
    viewer: &Viewer,
) -> Result<(Vec<Part>, Vec<Remark>)> {
    let texts: BTreeMap<String, Piece> =
        pieces::of_answers(answers)?.into_iter().map(|piece| (piece.place.clone(), piece)).collect();
    let found = comments.iter().map(|comment| find(&comment.document, &texts));
    let all: Vec<_> = found.zip(remarks(comments, messages, viewer)).collect();
    let bare = pieces::without_words(answers)?;
    let parts = sheet(template, viewer.locale)
        .steps
        .into_iter()
        .filter(|step| answers.has(&step.id))
        .map(|step| {
            let own = pieces::labelled(texts.values(), &step, viewer.locale);
            // Words in a table stay in their table; a text of its own can be marked where it stands.
            let table = own.iter().any(|(piece, _)| piece.place != format!("{}/text", step.id));
            let fixed = if table { answers.of(&step.id) } else { bare.of(&step.id) };
            let passage = |(piece, label): (&Piece, String)| Passage {
                pieces: if table { Vec::new() } else { marked(&piece.text, &piece.place, &all) },
                formed: if table { None } else { markdown::formed(&piece.text) },
                sentences: lines(&piece.text),
                place: piece.place.clone(),
                label,
            };
            let here = |place: &str| place.split('/').next() == Some(step.id.as_str());
            Part {
                fixed,
                texts: own.into_iter().map(passage).collect(),
                remarks: all
                    .iter()
                    .filter(|(found, _)| found.as_ref().is_some_and(|(place, _)| here(place)))
                    .map(|(_, remark)| remark.clone())
                    .collect(),
                step,
            }
        })
        .collect();
    Ok((parts, all.into_iter().filter(|(found, _)| found.is_none()).map(|(_, remark)| remark).collect()))
}

/// The remarks in their order, each with what was said about it.
pub fn remarks(comments: &[Comment], messages: &[Message], viewer: &Viewer) -> Vec<Remark> {
    let remark = |(at, comment): (usize, &Comment)| Remark {
        id: comment.id.clone(),
        n: at as i64 + 1,
        quote: comment.document.anchor.quote(),
        text: comment.document.text.clone(),
        pending: comment.returned_at.is_none(),
        said: said(messages, Some(comment), viewer),
    };
    comments.iter().enumerate().map(remark).collect()
}

/// A passage: in which text, and where.
type Found = Option<(String, (usize, usize))>;

fn find(remark: &Document, texts: &BTreeMap<String, Piece>) -> Found {
    let cells = column(texts.values(), &remark.place);
    if cells.is_empty() {
        let at = remark.anchor.find(&texts.get(&remark.place)?.text)?;
        return Some((remark.place.clone(), at));
    }
    let (place, at) = table::find(&remark.anchor, &remark.place, &remark.column, &cells)?;
    Some((place.to_owned(), at))
}

fn marked(text: &str, place: &str, all: &[(Found, Remark)]) -> Vec<(String, bool, Vec<i64>)> {
    let here: Vec<(i64, usize, usize)> = all
        .iter()
        .filter_map(|(found, remark)| found.as_ref().map(|(at, (start, end))| (at, remark.n, *start, *end)))
        .filter(|(at, ..)| *at == place)
        .map(|(_, n, start, end)| (n, start, end))
        .collect();
    segments(text, &here).into_iter().map(|one| (one.text, !one.under.is_empty(), one.ends)).collect()
}

fn lines(text: &str) -> Vec<PassageLine> {
    let line = |at: (usize, usize)| {
        let words = pick(text, at)?;
        let cut = words.chars().count() > SHORT;
        let words = words.chars().take(SHORT).chain(cut.then_some('…')).collect();
        Some(PassageLine { at: format!("{}-{}", at.0, at.1), words })
    };
    sentences(text).into_iter().filter_map(line).collect()
}

/// What was said about a remark, or about the answer.
pub fn said(messages: &[Message], about: Option<&Comment>, viewer: &Viewer) -> Vec<Said> {
    messages
        .iter()
        .filter(|message| message.comment.as_ref() == about.map(|comment| &comment.id))
        .map(|message| Said {
            name: message.name.clone(),
            coach: message.coach,
            text: message.text.clone(),
            at: moment(viewer, message.sent_at),
        })
        .collect()
}

/// A day in words.
pub fn day(viewer: &Viewer, at: Moment) -> When {
    When { words: time::day(at, &viewer.zone, viewer.locale), iso: time::rfc3339(at, &viewer.zone) }
}

/// A day and a clock in words.
pub fn moment(viewer: &Viewer, at: Moment) -> When {
    When { words: time::day_and_clock(at, &viewer.zone, viewer.locale), iso: time::rfc3339(at, &viewer.zone) }
}

/// The title of a template.
pub fn title(template: &str, locale: Locale) -> String {
    sheet(template, locale).title
}

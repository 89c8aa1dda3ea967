//! Turns what the store found into what the pages of supervision show.

use super::model::{AskPage, AuthorAsk, Excerpt, MAX_EXCERPT, PeerPage, Stand};
use super::store::{self, Request};
use crate::coaching::model::SupervisionLine;
use crate::coaching::reviews::model::CoachPage;
use crate::coaching::reviews::page::{day, moment};
use crate::coaching::sharing::model::PieceShown;
use crate::coaching::sharing::page::{Typed, shown};
use crate::coaching::sharing::pieces::Piece;
use crate::deid;
use crate::kit::form::chars;
use crate::kit::{Error, Locale, Moment, Viewer};
use crate::server::Result;
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::tl;

/// What a coach's desk says of supervision.
pub async fn rows(conn: &mut Conn, viewer: &Viewer, now: Moment) -> Result<Vec<SupervisionLine>> {
    let line = |one: Request| {
        let mine = one.coach == viewer.id;
        let stand = one.moments.stand(now);
        // What is over says nothing any more to the one who was only to look at it.
        (mine || stand == Stand::Open).then(|| SupervisionLine {
            who: if mine { one.peer_name } else { one.coach_name },
            state: words(stand, mine, viewer.locale),
            since: day(viewer, one.asked_at),
            open: stand == Stand::Open,
            id: one.id,
        })
    };
    Ok(store::of_coach(conn, &viewer.id).await?.into_iter().filter_map(line).collect())
}

fn words(stand: Stand, mine: bool, locale: Locale) -> String {
    match (stand, mine) {
        (Stand::Asked, _) => tl!(locale, desk.stand_asked),
        (Stand::Open, true) => tl!(locale, desk.stand_open_mine),
        (Stand::Open, false) => tl!(locale, desk.stand_open_theirs),
        (Stand::Declined, _) => tl!(locale, desk.stand_declined),
        (Stand::Over, _) => tl!(locale, desk.stand_over),
    }
    .to_owned()
}

/// The page on which a coach asks: with what they had typed, else with the whole copy to be shortened.
pub async fn asking(conn: &mut Conn, viewer: &Viewer, page: CoachPage, typed: &Typed) -> Result<AskPage> {
    let CoachPage { share, member, text, .. } = page;
    let text = text.map_err(|_| Error::Conflict)?;
    let whole = |passage: &crate::coaching::reviews::model::Passage| {
        passage.pieces.iter().map(|(words, ..)| words.as_str()).collect::<String>()
    };
    let copy: Vec<String> = text.parts.iter().flat_map(|part| part.texts.iter().map(whole)).collect();
    let piece = |name: &str, first: String| {
        let text = typed.text(name).unwrap_or(first);
        // What is too long to go is only shown: it is looked at once it is short enough.
        if chars(&text) > MAX_EXCERPT {
            return PieceShown { place: name.to_owned(), text, ..PieceShown::default() };
        }
        shown(&Piece { place: name.to_owned(), text }, String::new(), typed, viewer.locale)
    };
    Ok(AskPage {
        peers: store::peers(conn, &viewer.id).await?.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        excerpt: piece("excerpt", copy.join("\n\n")),
        question: piece("question", String::new()),
        checklist: deid::checklist(viewer.locale).map(str::to_owned).into(),
        checks: typed.checks.clone(),
        last_look: deid::last_look(viewer.locale).to_owned(),
        share,
        member,
    })
}

/// A request on the screen of its author.
pub fn author(viewer: &Viewer, (request, excerpt): (Request, Excerpt), now: Moment) -> AuthorAsk {
    AuthorAsk {
        excerpt,
        asked: moment(viewer, request.asked_at),
        until: day(viewer, request.moments.until),
        stand: request.moments.stand(now),
        coach: request.coach_name,
        peer: request.peer_name,
        id: request.id,
    }
}

/// An excerpt on the screen of one of the two coaches.
pub async fn peer(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    (request, excerpt): (Request, Excerpt),
) -> Result<PeerPage> {
    let said = store::words(conn, vault, &request).await?;
    let mine = request.coach == viewer.id;
    Ok(PeerPage {
        excerpt,
        until: day(viewer, request.moments.until),
        said: said
            .into_iter()
            .map(|(writer, name, text, at)| (name, writer == viewer.id, text, moment(viewer, at)))
            .collect(),
        who: if mine { request.peer_name } else { request.coach_name },
        mine,
        id: request.id,
    })
}

//! Puts together what the pages show: opens the sittings, names the cards in the viewer's language, writes dates.

use super::content::{self, Definition};
use super::model::{
    CardText, Comparison, Given, GivenNote, Noted, OwnCard, PileCount, ResultPage, RoundRow, SharedCard, SharedValues,
    Sharing, Sitting, SittingPage, SlopeRow, Stage, ValuesHome,
};
use super::scoring::{jaccard_at, overlap_at, rbo, tau_b, tau_of_common};
use super::store::{self, Answer, Round, SharedCopy};
use crate::coaching;
use crate::coaching::model::Person;
use crate::kit::id::AnswerId;
use crate::kit::{Error, Locale, Moment, Viewer};
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::{Result, time};

/// How many places of the top lists are set beside each other.
const FIRST: usize = 5;
/// How strongly earlier places weigh in the rank-biased overlap.
const PERSISTENCE: f64 = 0.9;

fn row(viewer: &Viewer, id: &AnswerId, at: Moment) -> RoundRow {
    let (day, datetime) = dated(viewer, at);
    RoundRow { id: id.clone(), day, datetime }
}

fn dated(viewer: &Viewer, at: Moment) -> (String, String) {
    (time::full_day(at, &viewer.zone, viewer.locale), time::rfc3339(at, &viewer.zone))
}

/// The home of the value cards.
pub async fn home(conn: &mut Conn, viewer: &Viewer) -> Result<ValuesHome> {
    let values = content::values();
    let rounds = store::rounds(conn, &viewer.id).await?;
    let unfinished = rounds.iter().find(|round| round.finished_at.is_none());
    let private = values.cards.iter().filter(|card| !card.work).map(|card| card.name.of(viewer.locale));
    Ok(ValuesHome {
        name: values.name.of(viewer.locale),
        credit: values.credit.of(viewer.locale),
        licence: values.licence.of(viewer.locale),
        minutes: values.minutes,
        cards: values.deck(false).len() as u32,
        private_cards: (values.cards.len() - values.deck(false).len()) as u32,
        private_names: private.collect(),
        unfinished: unfinished.map(|round| row(viewer, &round.id, round.updated_at)),
        finished: finished(rounds).into_iter().map(|(id, at)| row(viewer, &id, at)).collect(),
    })
}

/// The finished rounds, latest first.
fn finished(rounds: Vec<Round>) -> Vec<(AnswerId, Moment)> {
    let mut finished: Vec<_> = rounds.into_iter().filter_map(|round| Some((round.id, round.finished_at?))).collect();
    finished.sort_by_key(|(id, at)| std::cmp::Reverse((*at, id.clone())));
    finished
}

/// A sitting under way.
pub async fn sitting(conn: &mut Conn, vault: &Vault, viewer: &Viewer, id: &AnswerId) -> Result<SittingPage> {
    let answer = store::open(conn, vault, &viewer.id, id).await?;
    let values = content::values_of(answer.version)?;
    let sitting = answer.kept.sitting;
    Ok(SittingPage {
        id: answer.id,
        revision: answer.revision,
        name: values.name.of(viewer.locale),
        saved_at: time::clock(answer.updated_at, &viewer.zone),
        cards: values.words(&sitting.deck, viewer.locale),
        sitting,
        piles: values.piles.iter().map(|pile| pile.of(viewer.locale)).collect(),
        questions: values.questions.iter().map(|question| question.of(viewer.locale)).collect(),
        lines: values.lines(viewer.locale),
    })
}

/// A sitting that was finished, and when.
async fn done(conn: &mut Conn, vault: &Vault, viewer: &Viewer, id: &AnswerId) -> Result<(Answer, Moment)> {
    let answer = store::open(conn, vault, &viewer.id, id).await?;
    let finished_at = answer.finished_at.filter(|_| answer.kept.sitting.stage == Stage::Done);
    Ok((answer, finished_at.ok_or(Error::NotFound)?))
}

/// The result of a finished sitting.
pub async fn result(conn: &mut Conn, vault: &Vault, viewer: &Viewer, id: &AnswerId) -> Result<ResultPage> {
    let (answer, at) = done(conn, vault, viewer, id).await?;
    let values = content::values_of(answer.version)?;
    let sitting = &answer.kept.sitting;
    let earlier = finished(store::rounds(conn, &viewer.id).await?).into_iter().find(|(_, other)| *other < at);
    let before = match earlier {
        Some((earlier, _)) => Some(compare(conn, vault, viewer, &earlier, id).await?),
        None => None,
    };
    let (day, datetime) = dated(viewer, at);
    let piles = [5, 4, 3, 2, 1].map(|pile: u8| PileCount {
        pile,
        name: values.piles[usize::from(pile) - 1].of(viewer.locale),
        cards: sitting
            .in_pile(pile)
            .iter()
            .map(|card| values.card(card, &sitting.custom, viewer.locale).name)
            .collect(),
    });
    Ok(ResultPage {
        id: id.clone(),
        name: values.name.of(viewer.locale),
        day,
        datetime,
        top: top(values, sitting, viewer.locale),
        piles: piles.to_vec(),
        before,
        sharing: sharing(conn, viewer, &answer).await?,
        credit: values.credit.of(viewer.locale),
    })
}

fn top(values: &Definition, sitting: &Sitting, locale: Locale) -> Vec<Noted> {
    let noted = |id: &String| Noted {
        card: values.card(id, &sitting.custom, locale),
        notes: (0..3_u8).filter_map(|question| note(values, sitting, id, question, locale)).collect(),
    };
    sitting.top.iter().map(noted).collect()
}

fn note(values: &Definition, sitting: &Sitting, card: &str, question: u8, locale: Locale) -> Option<GivenNote> {
    let text = sitting.note(card, question.into());
    let asked = values.questions[usize::from(question)].of(locale);
    (!text.is_empty()).then(|| GivenNote { question, asked, text: text.to_owned() })
}

async fn sharing(conn: &mut Conn, viewer: &Viewer, answer: &Answer) -> Result<Sharing> {
    let coaches = coaching::store::coaches_of(conn, &viewer.id).await?;
    let given = store::given(conn, &viewer.id, &answer.id).await?;
    let given = given.into_iter().map(|given| {
        let (day, datetime) = dated(viewer, given.shared_at);
        Given { id: given.id, coach: given.coach, day, datetime }
    });
    // A draft for somebody who is no longer a coach of this person is not offered.
    let draft = answer.kept.draft.clone().filter(|draft| coaches.iter().any(|coach| coach.id == draft.coach));
    let preview = match &draft {
        Some(draft) => {
            let author = Person { id: viewer.id.clone(), name: viewer.name.clone(), profession: String::new() };
            Some(shared(author, SharedCopy::of(answer, draft)?, viewer)?)
        }
        None => None,
    };
    let coaches = coaches.into_iter().map(|coach| (coach.id, coach.name)).collect();
    Ok(Sharing { coaches, given: given.collect(), draft, preview })
}

/// A copy as its reader sees it.
pub fn shared(author: Person, copy: SharedCopy, reader: &Viewer) -> Result<SharedValues> {
    let values = content::values_of(copy.version)?;
    let (day, datetime) = dated(reader, copy.finished_at);
    let notes = |card: &String| {
        let of_card = copy.notes.iter().filter(|(other, question, _)| other == card && *question < 3);
        let note = |(_, question, text): &(String, u8, String)| GivenNote {
            question: *question,
            asked: values.questions[usize::from(*question)].of(reader.locale),
            text: text.clone(),
        };
        of_card.map(note).collect()
    };
    let card = |id: &String| SharedCard { card: values.card(id, &copy.own, reader.locale), notes: notes(id) };
    let top = copy.top.iter().map(card).collect();
    Ok(SharedValues { name: values.name.of(reader.locale), member: author.name, day, datetime, top })
}

/// Two finished sittings side by side, the earlier one first.
pub async fn compare(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    a: &AnswerId,
    b: &AnswerId,
) -> Result<Comparison> {
    let mut both = [done(conn, vault, viewer, a).await?, done(conn, vault, viewer, b).await?];
    both.sort_by_key(|(answer, at)| (*at, answer.id.clone()));
    let [(before, before_at), (now, now_at)] = &both;
    let (old, new) = (&before.kept.sitting, &now.kept.sitting);
    let (old_top, new_top) = (keys(old, &old.top), keys(new, &new.top));
    let (x, y) = common_piles(old, new);
    let likeness = rbo(&old_top, &new_top, PERSISTENCE);
    let tau = tau_of_common(&old_top, &new_top);
    let rows = rows(content::values_of(now.version)?, old, new, viewer.locale);
    Ok(Comparison {
        before: row(viewer, &before.id, *before_at),
        now: row(viewer, &now.id, *now_at),
        common: rows.iter().filter(|row| row.before.is_some() && row.now.is_some()).count() as u32,
        rows,
        overlap: overlap_at(&old_top, &new_top, FIRST) as u32,
        jaccard: jaccard_at(&old_top, &new_top, FIRST),
        tau,
        rbo: likeness.extrapolated,
        rbo_seen: likeness.truncated,
        piles_tau: tau_b(&x, &y),
    })
}

/// Where somebody is led who chose no rounds to compare: to the two latest; without two, to what there is.
pub async fn latest(conn: &mut Conn, viewer: &Viewer) -> Result<String> {
    let finished = finished(store::rounds(conn, &viewer.id).await?);
    Ok(match finished.as_slice() {
        [] => "/worksheets/values".to_owned(),
        [(only, _)] => format!("/worksheets/values/{only}/result"),
        [(now, _), (before, _), ..] => format!("/worksheets/values/compare?a={before}&b={now}"),
    })
}

/// What makes a card the same in two sittings: its id, or the name that the person gave it.
fn key(own: &[OwnCard], card: &str) -> String {
    own.iter().find(|own| own.id == card).map_or_else(|| card.to_owned(), |own| format!("own:{}", own.name))
}

fn keys(sitting: &Sitting, cards: &[String]) -> Vec<String> {
    cards.iter().map(|card| key(&sitting.custom, card)).collect()
}

/// The piles of every card that both sittings have.
fn common_piles(old: &Sitting, new: &Sitting) -> (Vec<u8>, Vec<u8>) {
    let pile_before =
        |wanted: &str| old.piles.iter().find(|(card, _)| key(&old.custom, card) == wanted).map(|(_, pile)| *pile);
    new.piles.iter().filter_map(|(card, pile)| Some((pile_before(&key(&new.custom, card))?, *pile))).unzip()
}

/// Every value of either top list: those of now in their order, then those that left.
fn rows(values: &Definition, old: &Sitting, new: &Sitting, locale: Locale) -> Vec<SlopeRow> {
    let place = |keys: &[String], key: &String| keys.iter().position(|one| one == key).map(|at| at as u32 + 1);
    let (old_keys, new_keys) = (keys(old, &old.top), keys(new, &new.top));
    let name = |sitting: &Sitting, card: &String| {
        let CardText { name, .. } = values.card(card, &sitting.custom, locale);
        name
    };
    let mut rows = Vec::new();
    for (card, key) in new.top.iter().zip(&new_keys) {
        rows.push(SlopeRow { name: name(new, card), before: place(&old_keys, key), now: place(&new_keys, key) });
    }
    for (card, key) in old.top.iter().zip(&old_keys) {
        if !new_keys.contains(key) {
            rows.push(SlopeRow { name: name(old, card), before: place(&old_keys, key), now: None });
        }
    }
    rows
}

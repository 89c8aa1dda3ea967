//! Turns what the store found into what the pages of showing an entry hold.

use std::collections::BTreeMap;

use super::model::{ChoosePage, CopyPage, FoundShown, LookPage, Looked, PartToSend, PieceShown, Want};
use super::pieces::{self, ASK, Piece};
use super::store::{self, Draft};
use super::{check, guard};
use crate::accounts::model::Profession;
use crate::accounts::store::contact_of;
use crate::coaching::reviews::page::day;
use crate::coaching::store::coaches_of;
use crate::deid::{self, Kind, Level};
use crate::journal::model::{Answers, SentCopy, Sheet, sheet};
use crate::journal::page::shared;
use crate::journal::store as journal;
use crate::kit::form::Carried;
use crate::kit::id::{DraftId, EntryId};
use crate::kit::{Error, Locale, Moment, Viewer};
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::{Result, context};
use crate::tl;

use super::model::CopyForm;

/// What came back with a refused form.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    came_back: bool,
    draft: String,
    texts: BTreeMap<String, String>,
    reasons: BTreeMap<String, String>,
    seen: Vec<String>,
    /// The ticked lines of the last look.
    pub checks: Vec<String>,
}

impl Typed {
    /// What the request carries for a form of this server function.
    pub fn carried(action: &str) -> Typed {
        let carried = context::extension::<Carried>().filter(|carried| carried.action == action);
        carried.map(|carried| Typed::of(carried.values)).unwrap_or_default()
    }

    fn of(values: Vec<(String, String)>) -> Typed {
        let mut typed = Typed { came_back: true, ..Typed::default() };
        for (name, value) in values {
            let inside = |list: &str| name.strip_prefix(list)?.strip_suffix(']').map(str::to_owned);
            if let Some(place) = inside("form[texts][") {
                typed.texts.insert(place, value);
            } else if let Some(key) = inside("form[reasons][") {
                typed.reasons.insert(key, value);
            } else if name == "form[seen][]" {
                typed.seen.push(value);
            } else if name == "form[checks][]" {
                typed.checks.push(value);
            } else if name == "form[draft]" {
                typed.draft = value;
            }
        }
        typed
    }

    /// A text that was typed.
    pub fn text(&self, place: &str) -> Option<String> {
        self.texts.get(place).cloned()
    }
}

/// What is needed to choose what goes to whom.
pub async fn choose(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    id: &EntryId,
    version: Option<i64>,
    now: Moment,
) -> Result<ChoosePage> {
    let entry = journal::entry(conn, &viewer.id, id).await?;
    if version.is_some_and(|version| version < 1) {
        return Err(Error::NotFound.into());
    }
    let version = version.unwrap_or(entry.head);
    let mut coaches = coaches_of(conn, &viewer.id).await?;
    for coach in &mut coaches {
        let known = Profession::parse(&coach.profession).filter(|profession| *profession != Profession::Other);
        coach.profession = known.map(|profession| profession.label(viewer.locale).to_owned()).unwrap_or_default();
    }
    let answers = journal::answers(conn, vault, &viewer.id, id, version).await?;
    let mut shares = Vec::new();
    for share in journal::shares_of(conn, &viewer.id, id).await? {
        if share.is_open(now) {
            shares.push(shared(conn, viewer, &share, now).await?);
        }
    }
    Ok(ChoosePage {
        id: id.clone(),
        sheet: sheet(&entry.template, viewer.locale),
        version,
        want: wanted(&answers),
        answers,
        day: day(viewer, entry.created_at),
        coaches,
        shares,
        draft: store::draft_of(conn, &viewer.id, id).await?,
    })
}

/// What the entry itself says is wanted: the choices of `supervision_prep`.
fn wanted(answers: &Answers) -> Vec<String> {
    let answer = serde_json::to_value(answers.of("want")).unwrap_or_default();
    let mut names = Vec::new();
    collect(&answer, &mut names);
    names.into_iter().filter(|name| Want::parse(name).is_some()).collect()
}

fn collect(value: &serde_json::Value, into: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => into.push(text.clone()),
        serde_json::Value::Array(list) => list.iter().for_each(|one| collect(one, into)),
        serde_json::Value::Object(parts) => parts.values().for_each(|one| collect(one, into)),
        _ => {}
    }
}

/// A copy before it is sent.
pub async fn copy(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    id: &DraftId,
    typed: &Typed,
    now: Moment,
) -> Result<CopyPage> {
    let mut draft = store::draft(conn, vault, &viewer.id, id).await?;
    let mut typed = typed.clone();
    if typed.came_back && typed.draft == id.as_str() {
        let form = CopyForm { texts: typed.texts.clone(), ..CopyForm::default() };
        draft.copy = guard::typed_over(&draft, &form)?.copy;
    } else {
        let Draft { reasons, seen, checks, .. } = draft.clone();
        typed = Typed { reasons, seen, checks, ..Typed::default() };
    }
    let entry = journal::entry(conn, &viewer.id, &draft.entry).await?;
    let sheet = sheet(&entry.template, viewer.locale);
    let mut names = Vec::new();
    for coach in &draft.coaches {
        names.push(contact_of(conn, coach).await?.name);
    }
    let mut known = Vec::new();
    let parts = parts_to_send(&sheet, &draft.copy, &typed, viewer.locale, &mut known)?;
    let ask = Piece { place: ASK.to_owned(), text: draft.copy.ask.clone() };
    let ask = one_shown(&ask, String::new(), &typed, viewer.locale, &mut known);
    let found = {
        let pieces = || parts.iter().flat_map(|part| &part.pieces).chain([&ask]);
        let count = |level| pieces().flat_map(|piece| &piece.found).filter(|one| one.level == level).count() as i64;
        (count(Level::Block), count(Level::Warn))
    };
    Ok(CopyPage {
        draft: id.clone(),
        coaches: names.join(tl!(viewer.locale, journal.and)),
        terms: terms(viewer, &draft, now),
        found,
        parts,
        ask,
        checklist: deid::checklist(viewer.locale).map(str::to_owned).into(),
        checks: typed.checks,
        last_look: deid::last_look(viewer.locale).to_owned(),
        title: sheet.title,
        may_hold_case: sheet.may_hold_case,
        live: draft.live,
        entry: draft.entry,
    })
}

fn parts_to_send(
    sheet: &Sheet,
    copy: &SentCopy,
    typed: &Typed,
    locale: Locale,
    known: &mut Vec<String>,
) -> Result<Vec<PartToSend>> {
    let all = pieces::of_answers(&copy.answers)?;
    let bare = pieces::without_words(&copy.answers)?;
    let mut parts = Vec::new();
    for step in sheet.steps.iter().filter(|step| copy.answers.has(&step.id)) {
        let own = pieces::labelled(&all, step, locale).into_iter();
        let shown = own.map(|(piece, label)| one_shown(piece, label, typed, locale, known));
        parts.push(PartToSend { pieces: shown.collect(), fixed: bare.of(&step.id), step: step.clone() });
    }
    Ok(parts)
}

fn terms(viewer: &Viewer, draft: &Draft, now: Moment) -> Vec<String> {
    let locale = viewer.locale;
    let want: Vec<_> = draft.want.iter().map(|want| want.words(locale)).collect();
    let until = day(viewer, draft.span.end(now)).words;
    let mut lines = vec![tl!(locale, desk.terms_until, day = until)];
    if !want.is_empty() {
        lines.insert(0, want.join(tl!(locale, journal.and)));
    }
    lines.push(if draft.live { tl!(locale, desk.terms_live) } else { tl!(locale, desk.terms_copy) }.to_owned());
    lines
}

/// A text with what is found in it.
pub fn shown(piece: &Piece, label: String, typed: &Typed, locale: Locale) -> PieceShown {
    one_shown(piece, label, typed, locale, &mut Vec::new())
}

fn one_shown(piece: &Piece, label: String, typed: &Typed, locale: Locale, known: &mut Vec<String>) -> PieceShown {
    let looked = check::look(std::slice::from_ref(piece), locale);
    let found = looked
        .into_iter()
        .map(|one| {
            let again = known.contains(&one.key);
            known.push(one.key.clone());
            found_shown(one, typed, again, locale)
        })
        .collect();
    PieceShown { place: piece.place.clone(), label, text: piece.text.clone(), found }
}

fn found_shown(looked: Looked, typed: &Typed, again: bool, locale: Locale) -> FoundShown {
    let Looked { place, key, finding } = looked;
    let suggestion = match finding.kind.goes() || finding.suggestion.is_empty() {
        true => tl!(locale, desk.suggest_gone).to_owned(),
        false => tl!(locale, desk.suggest, words = finding.suggestion.clone()),
    };
    let kind: Kind = finding.kind;
    FoundShown {
        apply: format!("apply|{place}|{}|{}", finding.start, finding.end),
        level_words: deid::level_name(finding.level, locale).to_owned(),
        kind: deid::name(kind, locale).to_owned(),
        why: deid::why(kind, locale).to_owned(),
        level: finding.level,
        text: finding.text,
        suggestion,
        reason: typed.reasons.get(&key).cloned().unwrap_or_default(),
        seen: typed.seen.contains(&key),
        again,
        key,
    }
}

/// What the check finds in the newest words of one's own entry.
pub async fn look(conn: &mut Conn, vault: &Vault, viewer: &Viewer, id: &EntryId) -> Result<LookPage> {
    let entry = journal::entry(conn, &viewer.id, id).await?;
    let answers = journal::answers(conn, vault, &viewer.id, id, entry.head).await?;
    let sheet = sheet(&entry.template, viewer.locale);
    let label = |piece: &Piece| {
        let step = sheet.steps.iter().find(|step| step.id == piece.step());
        step.map(|step| step.plain_label().to_owned()).unwrap_or_default()
    };
    let all = pieces::of_answers(&answers)?;
    let pieces = all.iter().map(|piece| shown(piece, label(piece), &Typed::default(), viewer.locale));
    Ok(LookPage {
        entry: id.clone(),
        pieces: pieces.filter(|piece| !piece.found.is_empty()).collect(),
        last_look: deid::last_look(viewer.locale).to_owned(),
        title: sheet.title,
    })
}

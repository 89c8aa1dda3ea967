//! Puts together what the pages show: opens one's results, computes the numbers, finds the words.

use rand::seq::SliceRandom;
use serde_json::{Value, json};

use super::model::{CheckId, CheckRow, ChecksHome, Past, PastRow, Question, ResultPage, ScaleShown, Step, TakePage};
use super::showing;
use super::store::{self, Record};
use crate::help;
use crate::kit::form::Carried;
use crate::kit::{Error, Locale, Moment, Viewer, locale};
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};
use crate::server::time;
use crate::tl;
use crate::worksheets::approval::{enabled, terms};
use crate::worksheets::definition::library::{SELFCHECKS, battery, definition, version_of};
use crate::worksheets::definition::{About, Definition, Questionnaire, Scale};
use crate::worksheets::scoring::questionnaire::score;

/// How many of one's own numbers a picture shows.
const PAST: usize = 12;

/// The checks whose last answer says how alone somebody feels: their small step leads to people.
const ALONE: [&str; 2] = ["UCLA3", "DIRECT"];

/// A self-check by its name in addresses, if it may be offered; `NotFound` otherwise.
pub async fn offered(conn: &mut Conn, sheet: &str) -> Result<(&'static About, &'static Questionnaire)> {
    let found = SELFCHECKS.iter().find(|id| id.eq_ignore_ascii_case(sheet)).and_then(|id| definition(id));
    let Some((about, questions)) = found.and_then(|found| Some((&found.about, found.questionnaire()?))) else {
        return Err(Error::NotFound.into());
    };
    if enabled(conn, &about.id).await? { Ok((about, questions)) } else { Err(Error::NotFound.into()) }
}

/// The language in which a check is asked: the viewer's, or the only one it exists in.
pub fn language(sheet: &Questionnaire, wanted: Locale) -> &'static str {
    [locale::tag(wanted), "ja", "en"].into_iter().find(|tag| sheet.speaks(tag)).unwrap_or("ja")
}

/// The home of the self-checks.
pub async fn home(conn: &mut Conn, vault: &Vault, viewer: &Viewer) -> Result<ChecksHome> {
    let records = store::all(conn, vault, &viewer.id).await?;
    let day = |at: Moment| time::full_day(at, &viewer.zone, viewer.locale);
    let mut checks = Vec::new();
    for about in SELFCHECKS.iter().filter_map(|id| definition(id)).map(|one| &one.about) {
        if !enabled(conn, &about.id).await? {
            continue;
        }
        let last = records.iter().find(|record| record.kept.sheet == about.id).map(|record| day(record.at));
        checks.push(CheckRow {
            sheet: about.id.to_ascii_lowercase(),
            name: about.name.of(viewer.locale),
            opening: about.opening.of(viewer.locale),
            minutes: about.minutes,
            last,
        });
    }
    let name = |sheet: &str| definition(sheet).map(|one| one.about.name.of(viewer.locale)).unwrap_or_default();
    let past = records.iter().map(|one| PastRow { id: one.id.clone(), name: name(&one.kept.sheet), day: day(one.at) });
    Ok(ChecksHome {
        name: battery().name.of(viewer.locale),
        checks,
        past: past.collect(),
        quiet: store::asked(conn, &viewer.id).await?.quiet,
        help: help::pages::shown(conn, viewer.locale).await?,
    })
}

/// A check to be taken. What a refused form carries decides about order and id, so that nothing moves under it; only an
/// id that has its result already is another one, so that what was typed can be kept.
pub async fn take(
    conn: &mut Conn,
    viewer: &Viewer,
    sheet: &str,
    id: CheckId,
    carried: Option<&Carried>,
) -> Result<TakePage> {
    let (about, questions) = offered(conn, sheet).await?;
    let sent = |field: &str| {
        let values = &carried?.values;
        values.iter().find(|(name, _)| *name == format!("form[{field}]")).map(|(_, value)| value.clone())
    };
    let asked = language(questions, viewer.locale);
    let words = locale::parse(asked);
    let shown = order(questions, sent("order").as_deref());
    let all = questions.scales.iter().all(|scale| &*scale.method == "sum");
    let same = sent("id").and_then(|id| id.parse::<CheckId>().ok());
    let kept = match &same {
        Some(same) => store::is_kept(conn, &viewer.id, same).await?,
        None => false,
    };
    let id = same.filter(|_| !kept).unwrap_or(id);
    Ok(TakePage {
        id,
        sheet: about.id.to_ascii_lowercase(),
        version: about.version,
        name: about.name.of(viewer.locale),
        opening: about.opening.of(viewer.locale),
        trial: trial(questions, asked),
        language: asked.to_owned(),
        foreign: asked != locale::tag(viewer.locale),
        all,
        questions: shown.into_iter().enumerate().map(|(at, item)| question(questions, at, item, words)).collect(),
        not_today: battery().not_today.of(viewer.locale),
        credit: about.credit.of(viewer.locale),
        licence: terms(about, viewer.locale),
        help: help::pages::shown(conn, viewer.locale).await?,
    })
}

/// The places of the questions in the definition, in the order in which they are shown.
fn order(sheet: &Questionnaire, sent: Option<&str>) -> Vec<usize> {
    let place = |id: &str| sheet.items.iter().position(|item| &*item.id == id);
    if let Some(sent) = sent.and_then(|sent| sent.split(',').map(place).collect::<Option<Vec<_>>>()) {
        let mut sorted = sent.clone();
        sorted.sort_unstable();
        if sorted.into_iter().eq(0..sheet.items.len()) {
            return sent;
        }
    }
    let mut order: Vec<usize> = (0..sheet.items.len()).collect();
    if sheet.shuffle == Some(true) {
        order.shuffle(&mut rand::rng());
    }
    order
}

fn question(sheet: &Questionnaire, at: usize, item: usize, locale: Locale) -> Question {
    let item = &sheet.items[item];
    let set = sheet.answers.iter().find(|set| set.id == item.answers);
    let options = set.into_iter().flat_map(|set| &set.options);
    let mut options: Vec<_> = options.map(|one| (one.value.to_string(), one.name.of(locale))).collect();
    // An answer can be taken back, where something is left to be said without it.
    if sheet.scales.len() > 1 {
        options.push((String::new(), tl!(locale, sheets.pass).to_owned()));
    }
    Question { id: item.id.to_string(), text: format!("{}. {}", at + 1, item.text.of(locale)), options }
}

/// What a large number means, for the check that has neither bands nor words for a number. What is published of it stays
/// as it is, so this stands beside it.
pub(super) fn larger(id: &str, locale: Locale) -> Option<String> {
    (id == "CBI").then(|| tl!(locale, selfchecks.larger_tired).to_owned())
}

pub(super) fn trial(sheet: &Questionnaire, language: &str) -> Option<String> {
    sheet.trial.as_ref()?.only(locale::parse(language)).map(str::to_owned)
}

/// A result of `viewer`, with their earlier ones of the same check.
pub async fn result(conn: &mut Conn, vault: &Vault, viewer: &Viewer, id: &CheckId) -> Result<ResultPage> {
    let records = store::all(conn, vault, &viewer.id).await?;
    let at = records.iter().position(|record| record.id == *id).ok_or(Error::NotFound)?;
    let record = &records[at];
    let mut same: Vec<&Record> = records[at..].iter().filter(|one| one.kept.sheet == record.kept.sheet).collect();
    same.truncate(PAST);
    same.reverse();
    let told = numbers(&same, viewer)?;
    let locale = viewer.locale;
    let (one, sheet) = defined(record)?;
    Ok(ResultPage {
        id: record.id.clone(),
        name: one.about.name.of(locale),
        day: time::full_day(record.at, &viewer.zone, locale),
        datetime: time::rfc3339(record.at, &viewer.zone),
        first: one.about.result.of(locale),
        trial: trial(sheet, &record.kept.lang),
        scales: told,
        larger: larger(&one.about.id, locale),
        middle: sheet.middle.as_ref().map(|middle| (middle.at.round() as i64, middle.says.of(locale))),
        survey: sheet.survey.as_ref().map(|survey| survey.says.of(locale)),
        step: if ALONE.contains(&one.about.id.as_str()) { Step::Meet } else { Step::Write },
        footer: battery().footer.of(locale),
        credit: one.about.credit.of(locale),
        shown: showing::pages::shown_to(conn, viewer, id).await?,
        help: help::pages::shown(conn, locale).await?,
    })
}

/// What one takes along: every result, the earliest first, with its check's name, its words, and the answers as data.
pub async fn kept(conn: &mut Conn, vault: &Vault, viewer: &Viewer) -> Result<Vec<(Moment, String, String, Value)>> {
    let mut kept = Vec::new();
    for record in store::all(conn, vault, &viewer.id).await?.iter().rev() {
        let (one, sheet) = defined(record)?;
        let (name, scales) = (one.about.name.of(viewer.locale), numbers(&[record], viewer)?);
        let day = time::full_day(record.at, &viewer.zone, viewer.locale);
        let mut text = format!("# {name}\n\n{day}\n\n");
        // What is not standardised says so wherever it is read.
        text.extend(trial(sheet, &record.kept.lang).map(|words| format!("{words}\n\n")));
        text.push_str(&format!("{}\n", one.about.result.of(viewer.locale)));
        for scale in &scales {
            text.push_str(&format!("\n## {}\n\n{}\n", scale.name, scale.words));
        }
        let middle = sheet.middle.as_ref().map(|middle| middle.says.of(viewer.locale));
        let read = [larger(&one.about.id, viewer.locale), middle];
        text.extend(read.into_iter().flatten().map(|words| format!("\n{words}\n")));
        text.push_str(&format!(
            "\n---\n{}\n\n{}\n",
            battery().footer.of(viewer.locale),
            one.about.credit.of(viewer.locale)
        ));
        let data = json!({
            "check": one.about.id,
            "version": record.kept.version,
            "language": record.kept.lang,
            "taken_at": time::rfc3339(record.at, &viewer.zone),
            "answers": record.kept.answers,
            "scales": scales.iter().map(|scale| json!({"name": scale.name, "value": scale.value})).collect::<Vec<_>>(),
        });
        kept.push((record.at, name, text, data));
    }
    Ok(kept)
}

/// The definition that a result was given to.
fn defined(record: &Record) -> Result<(&'static Definition, &'static Questionnaire)> {
    let found = version_of(&record.kept.sheet, record.kept.version);
    let found = found.and_then(|found| Some((found, found.questionnaire()?)));
    found.ok_or_else(|| Failure::refused("a self-check of a version that is not there any more".to_owned()))
}

/// The scales of the last of `records`, each with its numbers so far. Other versions are named as the present one.
fn numbers(records: &[&Record], viewer: &Viewer) -> Result<Vec<ScaleShown>> {
    let Some(last) = records.last() else { return Ok(Vec::new()) };
    let (one, sheet) = defined(last)?;
    let present = definition(&one.about.id).unwrap_or(one);
    let mut shown = Vec::new();
    for scale in &sheet.scales {
        let called = present.about.carry(last.kept.version, &scale.id);
        let (mut past, mut now) = (Vec::new(), None);
        for record in records {
            let (_, questions) = defined(record)?;
            let scored = score(questions, &record.kept.answers)
                .map_err(|_| Failure::refused("a self-check could not be scored".to_owned()))?;
            let same = |id: &str| present.about.carry(record.kept.version, id) == called;
            let found = scored.scales.into_iter().find(|score| same(&score.id));
            now = found.and_then(|score| Some((score.value?.round() as i64, score.band)));
            if let Some((value, _)) = now {
                let day = time::full_day(record.at, &viewer.zone, viewer.locale);
                past.push(Past { day, value, words: said(sheet, scale, value, viewer.locale) });
            }
        }
        shown.push(told(sheet, scale, now, past, viewer.locale));
    }
    Ok(shown)
}

/// The lowest and the highest number of a scale.
fn range(sheet: &Questionnaire, scale: &Scale) -> (i64, i64) {
    let ends = sheet.items_of(&scale.id).map(|item| {
        let values = sheet.values_of(item);
        (values.iter().min().copied().unwrap_or(0), values.iter().max().copied().unwrap_or(0))
    });
    let ends: Vec<(i64, i64)> = ends.collect();
    match &*scale.method {
        "sum" => (ends.iter().map(|end| end.0).sum(), ends.iter().map(|end| end.1).sum()),
        _ => (ends.iter().map(|end| end.0).min().unwrap_or(0), ends.iter().map(|end| end.1).max().unwrap_or(0)),
    }
}

/// What the number of a scale with a single question means: the answer itself.
fn answer(sheet: &Questionnaire, scale: &Scale, value: i64, locale: Locale) -> Option<String> {
    let mut items = sheet.items_of(&scale.id);
    let (item, None) = (items.next()?, items.next()) else { return None };
    let set = sheet.answers.iter().find(|set| set.id == item.answers)?;
    Some(set.options.iter().find(|option| option.value == value)?.name.of(locale))
}

fn said(sheet: &Questionnaire, scale: &Scale, value: i64, locale: Locale) -> String {
    answer(sheet, scale, value, locale).unwrap_or_else(|| value.to_string())
}

pub(super) fn told(
    sheet: &Questionnaire,
    scale: &Scale,
    now: Option<(i64, Option<String>)>,
    past: Vec<Past>,
    locale: Locale,
) -> ScaleShown {
    let range = range(sheet, scale);
    let name = scale.name.of(locale);
    let words = match &now {
        None => tl!(locale, selfchecks.scale_none).to_owned(),
        Some((value, band)) => match answer(sheet, scale, *value, locale) {
            Some(answer) => tl!(locale, selfchecks.scale_answer, answer = answer),
            None => {
                let bands = scale.bands.iter().flatten();
                let band =
                    bands.into_iter().find(|one| band.as_deref() == Some(&*one.id)).map(|one| one.name.of(locale));
                let number = tl!(locale, selfchecks.scale_words, low = range.0, high = range.1, value = *value);
                match band {
                    Some(band) => number + &tl!(locale, selfchecks.scale_band, band = band),
                    None => number,
                }
            }
        },
    };
    let before = now.is_some().then(|| past.iter().rev().nth(1)).flatten();
    let before = before.map(|one| tl!(locale, selfchecks.before, day = one.day.clone(), value = one.words.clone()));
    ScaleShown { name, value: now.map(|(value, _)| value), words, before, range, past }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_those_of_the_instruments() {
        let of = |id: &str, at: usize| {
            let sheet = definition(id).and_then(Definition::questionnaire).expect("questions");
            range(sheet, &sheet.scales[at])
        };
        assert_eq!(
            [of("CBI", 0), of("PROQOL", 1), of("UCLA3", 0), of("DIRECT", 0)],
            [(0, 100), (10, 50), (3, 12), (1, 5)]
        );
    }

    #[test]
    fn questions_keep_their_order_when_a_form_comes_back() {
        let sheet = definition("CBI").and_then(Definition::questionnaire).expect("questions");
        let mut turned: Vec<&str> = sheet.items.iter().map(|item| &*item.id).collect();
        turned.reverse();
        let wanted: Vec<usize> = (0..turned.len()).rev().collect();
        assert_eq!(order(sheet, Some(&turned.join(","))), wanted);
        for nonsense in ["", "cbi_p1", "cbi_p1,cbi_p1", &format!("{},w1", turned.join(","))] {
            let mut shown = order(sheet, Some(nonsense));
            shown.sort_unstable();
            assert!(shown.into_iter().eq(0..turned.len()), "{nonsense}");
        }
        let fixed = definition("UCLA3").and_then(Definition::questionnaire).expect("questions");
        assert_eq!(order(fixed, None), [0, 1, 2], "only the one that says so is shuffled");
    }

    #[test]
    fn a_check_is_asked_in_a_language_that_it_has() {
        let sheet = |id: &str| definition(id).and_then(Definition::questionnaire).expect("questions");
        assert_eq!(language(sheet("CBI"), Locale::en), "en");
        assert_eq!(language(sheet("PROQOL"), Locale::ja), "en");
        assert_eq!(language(sheet("UCLA3"), Locale::en), "ja");
        assert_eq!(trial(sheet("CBI"), "ja").as_deref(), Some("試訳・未標準化"));
        assert_eq!(trial(sheet("CBI"), "en"), None);
    }

    #[test]
    fn what_a_result_says_has_no_band_where_the_domain_says_none() {
        let sheet = definition("CBI").and_then(Definition::questionnaire).expect("questions");
        let shown = told(sheet, &sheet.scales[0], Some((79, None)), Vec::new(), Locale::ja);
        assert_eq!(shown.words, "0から100のうち、79です。");
        let larger = larger("CBI", Locale::ja);
        assert_eq!(
            larger.as_deref(),
            Some("数字が大きいほど、疲れが強いことをあらわします。"),
            "a number needs its direction"
        );
        let direct = definition("DIRECT").and_then(Definition::questionnaire).expect("a question");
        let shown = told(direct, &direct.scales[0], Some((4, None)), Vec::new(), Locale::ja);
        assert_eq!(shown.words, "答えは「時々ある」でした。");
    }
}

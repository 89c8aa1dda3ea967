//! What can be wrong in a questionnaire.

use std::collections::BTreeSet;

use super::parts::{Id, ItemWords};
use super::questionnaire::{Questionnaire, Scale};
use super::reader::Reader;

/// Notes what is wrong.
pub fn check(sheet: &Questionnaire, reader: &mut Reader) {
    for (at, language) in sheet.item_languages.iter().flatten().enumerate() {
        reader.must(["ja", "en"].contains(&&**language), &format!("item_languages[{at}]"), "must be ja or en");
    }
    let spoken = sheet.item_languages.as_ref().is_none_or(|languages| !languages.is_empty());
    reader.must(spoken, "item_languages", "is empty");
    answers(sheet, reader);
    items(sheet, reader);
    reader.must(!sheet.scales.is_empty(), "scales", "is empty");
    reader.unique("scales", sheet.scales.iter().map(|scale| &*scale.id));
    for (at, scale) in sheet.scales.iter().enumerate() {
        reader.within(&format!("scales[{at}]"), |reader| self::scale(sheet, scale, reader));
    }
    extras(sheet, reader);
}

/// Whether a text is there in exactly the languages of the items.
fn spoken(sheet: &Questionnaire, place: &str, words: &ItemWords, reader: &mut Reader) {
    for (language, text) in [("ja", &words.ja), ("en", &words.en)] {
        let place = format!("{place}.{language}");
        let wanted = sheet.speaks(language);
        reader.must(!wanted || text.is_some(), &place, "is missing");
        reader.must(wanted || text.is_none(), &place, "is not one of item_languages");
    }
}

fn answers(sheet: &Questionnaire, reader: &mut Reader) {
    reader.must(!sheet.answers.is_empty(), "answers", "is empty");
    reader.unique("answers", sheet.answers.iter().map(|set| &*set.id));
    for (at, set) in sheet.answers.iter().enumerate() {
        let values: BTreeSet<_> = set.options.iter().map(|option| option.value).collect();
        let place = format!("answers[{at}].options");
        reader.must(values.len() >= 2, &place, "must be at least two");
        reader.must(values.len() == set.options.len(), &place, "must have different values");
        reader.must(values.iter().all(|value| (0..=1000).contains(value)), &place, "must have values from 0 to 1000");
        for (n, option) in set.options.iter().enumerate() {
            spoken(sheet, &format!("{place}[{n}].name"), &option.name, reader);
        }
    }
}

fn items(sheet: &Questionnaire, reader: &mut Reader) {
    reader.must((1..=200).contains(&sheet.items.len()), "items", "must be 1 to 200");
    reader.unique("items", sheet.items.iter().map(|item| &*item.id));
    // The same question twice shifts every later one and spoils the scales: a known fault of a published program.
    let mut seen = BTreeSet::new();
    for (at, item) in sheet.items.iter().enumerate() {
        let place = format!("items[{at}]");
        spoken(sheet, &format!("{place}.text"), &item.text, reader);
        let once = seen.insert((&item.text.ja, &item.text.en));
        reader.must(once, &format!("{place}.text"), "asks what another item asks");
        let scale = sheet.scales.iter().any(|scale| scale.id == item.scale);
        reader.must(scale, &format!("{place}.scale"), format!("\"{}\" is not a scale", item.scale));
        let set = sheet.answers.iter().any(|set| set.id == item.answers);
        reader.must(set, &format!("{place}.answers"), format!("\"{}\" is not a set of answers", item.answers));
    }
}

fn scale(sheet: &Questionnaire, scale: &Scale, reader: &mut Reader) {
    let items: Vec<_> = sheet.items_of(&scale.id).collect();
    reader.must(["mean", "sum"].contains(&&*scale.method), "method", "must be mean or sum");
    reader.must(!items.is_empty(), "id", "no item counts for it");
    let count = items.len() as i64;
    reader.must((1..=count.max(1)).contains(&scale.least), "least", format!("must be from 1 to {count}"));
    let whole = &*scale.method != "sum" || scale.least == count;
    reader.must(whole, "least", "a sum needs every item");
    let ends: Vec<_> = items.iter().map(|item| sheet.values_of(item)).collect();
    let ends: Vec<_> = ends.iter().map(|values| (values.iter().min(), values.iter().max())).collect();
    reader.must(ends.windows(2).all(|two| two[0] == two[1]), "id", "its items have answers of different ranges");
    let Some(bands) = &scale.bands else { return };
    reader.must(&*scale.method == "sum", "bands", "only a sum has bands");
    let total = |end: Option<&i64>| end.map_or(0, |end| end * count);
    let (mut next, last) = ends.first().map_or((0, 0), |(least, most)| (total(*least), total(*most)));
    for (at, band) in bands.iter().enumerate() {
        reader.must(band.from == next, &format!("bands[{at}].from"), format!("must be {next}"));
        reader.must(band.to >= band.from, &format!("bands[{at}].to"), "is before from");
        next = band.to + 1;
    }
    reader.must(next == last + 1, "bands", format!("must reach up to {last}"));
    reader.unique("bands", bands.iter().map(|band| &*band.id));
}

fn extras(sheet: &Questionnaire, reader: &mut Reader) {
    let known = |id: &Id| sheet.scales.iter().any(|scale| scale.id == *id && &*scale.method == "mean");
    // The picture of the map has these ends.
    let ends = |values: &[i64]| values.iter().min() == Some(&1) && values.iter().max() == Some(&5);
    if let Some(map) = &sheet.map {
        for (place, scales) in [("map.across", &map.across), ("map.up", &map.up)] {
            reader.must(!scales.is_empty(), place, "is empty");
            for (at, scale) in scales.iter().enumerate() {
                let place = format!("{place}[{at}]");
                reader.must(known(scale), &place, format!("\"{scale}\" is not a scale with a mean"));
                let drawn = sheet.items_of(scale).all(|item| ends(&sheet.values_of(item)));
                reader.must(drawn, &place, "its answers must run from 1 to 5");
            }
        }
        reader.must(map.from.is_finite(), "map.from", "must be a number");
    }
    if let Some(hook) = &sheet.reach_out {
        let place = "reach_out.scale";
        reader.must(known(&hook.scale), place, format!("\"{}\" is not a scale with a mean", hook.scale));
    }
    if let Some(survey) = &sheet.survey {
        let all = survey.no_answer + survey.shares.iter().map(|share| share.percent).sum::<f64>();
        reader.must((99.0..=101.0).contains(&all), "survey.shares", "must make about 100 per cent");
        let values = sheet.items.first().map(|item| sheet.values_of(item)).unwrap_or_default();
        for (at, share) in survey.shares.iter().enumerate() {
            let place = format!("survey.shares[{at}].value");
            reader.must(values.contains(&share.value), &place, "is not an answer");
        }
        reader.must(values.contains(&survey.from), "survey.from", "is not an answer");
    }
    if let Some(trial) = &sheet.trial {
        reader.must(trial.ja.is_some() || trial.en.is_some(), "trial", "is empty");
    }
}

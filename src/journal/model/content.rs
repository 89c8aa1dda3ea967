//! The content files, part of the program and read once. The browser never gets them whole.

use std::sync::LazyLock;

use super::{Ask, Card, Choice, Emotion, Group, Sheet, Step, StepKind, TagSet, Template};
use crate::kit::Locale;
use crate::worksheets::content::values;
use crate::worksheets::definition::library::definition;
use crate::worksheets::definition::{Family, Kin};

static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    [
        include_str!("../../../content/journal/hitokoto.json"),
        include_str!("../../../content/journal/ywt.json"),
        include_str!("../../../content/journal/free.json"),
        include_str!("../../../content/journal/gibbs.json"),
        include_str!("../../../content/journal/kpt.json"),
        include_str!("../../../content/journal/rolfe.json"),
        include_str!("../../../content/journal/schon.json"),
        include_str!("../../../content/journal/driscoll.json"),
        include_str!("../../../content/journal/kolb.json"),
        include_str!("../../../content/journal/johns.json"),
        include_str!("../../../content/journal/process_record.json"),
        include_str!("../../../content/journal/supervision_prep.json"),
        include_str!("../../../content/journal/orid.json"),
        include_str!("../../../content/journal/reflecting.json"),
        include_str!("../../../content/journal/case_study.json"),
        include_str!("../../../content/journal/pcagip.json"),
    ]
    .map(|file| serde_json::from_str(file).expect("the unit test below reads every template"))
    .into()
});

static EMOTIONS: LazyLock<Vec<Emotion>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../content/journal/emotions.json"))
        .expect("the unit test below reads the list")
});

/// The steps that every sheet offers beside those of its template: tags.
static TAGS: LazyLock<Vec<Step>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../content/journal/tags.json"))
        .expect("the unit test below reads the steps")
});

/// Every template, the ones of every day first.
pub fn templates() -> &'static [Template] {
    &TEMPLATES
}

/// The template of that name.
pub fn template(id: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.id == id)
}

/// The template of that name in one language, with the tags that every sheet offers. An entry may outlive its
/// template: then it has no questions.
pub fn sheet(id: &str, locale: Locale) -> Sheet {
    let Some(template) = template(id) else { return Sheet::unknown() };
    let mut sheet = template.sheet(locale, emotions());
    for step in tag_steps() {
        let mut question = step.question(locale, emotions());
        if let StepKind::Tags { set } = step.kind {
            question.ask = Ask::Tags { groups: words_of(set, locale) };
        }
        sheet.steps.push(question);
    }
    sheet
}

/// A template as it stands in a list.
pub fn card(template: &Template, locale: Locale) -> Card {
    let sheet = template.sheet(locale, &[]);
    Card { id: sheet.id, title: sheet.title, when: sheet.when, span: sheet.span }
}

/// The steps that every sheet offers beside those of its template.
pub fn tag_steps() -> &'static [Step] {
    &TAGS
}

/// The words of a set of tags.
fn words_of(set: TagSet, locale: Locale) -> Vec<Group> {
    match set {
        TagSet::ValueCards => {
            let cards = values().cards.iter();
            let list = cards.map(|card| Choice { value: card.id.to_string(), words: card.name.of(locale) }).collect();
            vec![Group { title: String::new(), list }]
        }
        TagSet::Strengths => strengths(locale),
    }
}

/// The strengths of W5, family by family.
fn strengths(locale: Locale) -> Vec<Group> {
    let Some(Family::Strengths(all)) = definition("W5").map(|sheet| &sheet.family) else { return Vec::new() };
    let group = |kin: &Kin| {
        let list = kin.strengths.iter().map(|one| Choice { value: one.id.to_string(), words: one.name.of(locale) });
        Group { title: kin.name.of(locale), list: list.collect() }
    };
    all.families.iter().map(group).collect()
}

/// The shared list of feelings.
pub fn emotions() -> &'static [Emotion] {
    &EMOTIONS
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::{CaseDetail, Depth, StepKind};
    use super::*;

    #[test]
    fn the_templates_are_whole_in_both_languages() {
        let names: BTreeSet<_> = templates().iter().map(|template| template.id.as_str()).collect();
        assert_eq!((templates().len(), names.len()), (16, 16), "fifteen, and free writing");
        for template in templates() {
            for text in [
                &template.title_ja,
                &template.title_en,
                &template.credit_ja,
                &template.credit_en,
                &template.licence,
                &template.when_ja,
                &template.when_en,
            ] {
                assert!(!text.trim().is_empty(), "{}", template.id);
            }
            let ids: BTreeSet<_> = template.steps.iter().map(|step| &step.id).collect();
            assert_eq!(ids.len(), template.steps.len(), "{}", template.id);
            for step in &template.steps {
                assert!(step.optional, "every step may be passed");
                for text in [&step.label_ja, &step.label_en, &step.prompt_ja, &step.prompt_en] {
                    assert!(!text.trim().is_empty(), "{} {}", template.id, step.id);
                }
                // The id goes into form names and element ids.
                assert!(step.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{}", step.id);
            }
            let sheet = template.sheet(Locale::ja, emotions());
            assert_eq!(sheet.steps.len(), template.steps.len());
        }
    }

    #[test]
    fn the_settings_are_those_of_the_domain_page() {
        use CaseDetail::{Likely, Possible};
        use Depth::{Deep, Light, Standard};
        let settings = [
            ("hitokoto", "1", Light, Possible, 3),
            ("ywt", "5", Light, Possible, 3),
            ("kpt", "5–10", Light, Possible, 3),
            ("rolfe", "10", Standard, Possible, 3),
            ("driscoll", "15", Standard, Possible, 8),
            ("gibbs", "20–30", Deep, Possible, 6),
            ("kolb", "20", Standard, Possible, 4),
            ("johns", "30", Deep, Possible, 7),
            ("orid", "20–40", Standard, Possible, 4),
            ("schon", "10", Standard, Possible, 3),
            ("process_record", "30–40", Deep, Likely, 4),
            ("case_study", "40", Deep, Likely, 5),
            ("pcagip", "60–120", Deep, Likely, 7),
            ("supervision_prep", "15", Standard, Likely, 5),
            ("reflecting", "63", Deep, Likely, 1),
            ("free", "10", Light, Possible, 2),
        ];
        for (id, span, depth, case_detail, steps) in settings {
            let template = template(id).expect("it is there");
            let found = (template.span(), template.depth, template.case_detail, template.steps.len());
            assert_eq!(found, (span.to_owned(), depth, case_detail, steps), "{id}");
            assert!(template.credit_ja.contains("Assemble") && template.credit_en.contains("Assemble"), "{id}");
            assert!(!template.licence.is_empty(), "{id}");
        }
    }

    #[test]
    fn rules_and_timetable_are_there_to_read() {
        let pcagip = sheet("pcagip", Locale::ja);
        let rules = pcagip.guide.iter().find(|guide| guide.always).expect("rules that stay in sight");
        assert_eq!((rules.lines.len(), rules.lines[0].words.as_str()), (6, "責めない・くらべない"));
        let reflecting = sheet("reflecting", Locale::en);
        let minutes: Vec<_> = reflecting.guide[0].lines.iter().filter_map(|line| line.minutes).collect();
        assert_eq!(minutes, [5, 4, 5, 4, 3]);
        assert_eq!(minutes.iter().sum::<u8>() * 3, reflecting.minutes, "three speakers");
        let StepKind::Rows { cols } = &template("process_record").and_then(|t| t.step("rows")).expect("rows").kind
        else {
            panic!("a table")
        };
        assert_eq!(cols.iter().map(|col| col.id.as_str()).collect::<Vec<_>>(), ["other", "inner", "me", "now"]);
    }

    #[test]
    fn every_sheet_offers_values_and_strengths() {
        assert_eq!(strengths(Locale::en).len(), 6);
        for template in templates() {
            let sheet = sheet(&template.id, Locale::ja);
            let count = |question: &super::super::Question| -> usize {
                match &question.ask {
                    Ask::Tags { groups } => groups.iter().map(|group| group.list.len()).sum(),
                    _ => 0,
                }
            };
            assert_eq!(sheet.tag_steps().map(count).collect::<Vec<usize>>(), [83, 24], "{}", template.id);
            assert_eq!(sheet.own_steps().count(), template.steps.len());
            let ids: BTreeSet<_> = sheet.steps.iter().map(|step| &step.id).collect();
            assert_eq!(ids.len(), sheet.steps.len(), "{}", template.id);
        }
        let strengths: BTreeSet<_> =
            strengths(Locale::ja).into_iter().flat_map(|family| family.list).map(|one| one.value).collect();
        assert_eq!(strengths.len(), 24);
    }

    #[test]
    fn only_the_battery_stays_at_home() {
        assert!(tag_steps().iter().all(|step| step.optional && step.coach_visible_default));
        for template in templates() {
            for step in &template.steps {
                let battery = template.id == "hitokoto" && step.id == "battery";
                assert_eq!(step.coach_visible_default, !battery, "{} {}", template.id, step.id);
            }
        }
    }

    #[test]
    fn the_words_are_those_of_the_domain_page() {
        let gibbs = template("gibbs").expect("it is there");
        assert_eq!((gibbs.minutes, gibbs.depth, gibbs.case_detail), (30, Depth::Deep, CaseDetail::Possible));
        assert_eq!(gibbs.credit_ja, "Gibbs (1988) の循環モデルをもとに Assemble が作成");
        let feelings = gibbs.step("feelings").expect("it is there");
        assert_eq!(feelings.kind, StepKind::Emotions { max: 5, words: true });
        let ywt = template("ywt").expect("it is there");
        assert_eq!(ywt.step("t").map(|t| t.prompt_ja.as_str()), Some("次にやってみたい、いちばん小さな一歩は？"));
        assert!(template("nothing").is_none());
    }

    #[test]
    fn there_are_eighteen_feelings() {
        let ids: BTreeSet<_> = emotions().iter().map(|emotion| emotion.id.as_str()).collect();
        assert_eq!((emotions().len(), ids.len()), (18, 18));
        assert_eq!((emotions()[0].ja.as_str(), emotions()[17].ja.as_str()), ("安心", "何も感じない"));
    }
}

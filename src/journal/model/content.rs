//! The content files, part of the program and read once. The browser never gets them whole.

use std::sync::LazyLock;

use super::{Emotion, Sheet, Template};
use crate::kit::Locale;

static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    [
        include_str!("../../../content/journal/hitokoto.json"),
        include_str!("../../../content/journal/ywt.json"),
        include_str!("../../../content/journal/gibbs.json"),
    ]
    .map(|file| serde_json::from_str(file).expect("the unit test below reads every template"))
    .into()
});

static EMOTIONS: LazyLock<Vec<Emotion>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../content/journal/emotions.json"))
        .expect("the unit test below reads the list")
});

/// Every template, the shortest first.
pub fn templates() -> &'static [Template] {
    &TEMPLATES
}

/// The template of that name.
pub fn template(id: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.id == id)
}

/// The template of that name in one language. An entry may outlive its template: then it has no questions.
pub fn sheet(id: &str, locale: Locale) -> Sheet {
    template(id).map(|template| template.sheet(locale, emotions())).unwrap_or_else(Sheet::unknown)
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
        assert_eq!(templates().iter().map(|t| t.id.as_str()).collect::<Vec<_>>(), ["hitokoto", "ywt", "gibbs"]);
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
    fn only_the_battery_stays_at_home() {
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

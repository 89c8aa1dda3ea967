//! W4, the self-checks, and whatever a clinic adds: questions with graded answers, in scales.

use super::parts::{Id, ItemWords, Words};
use super::reader::shape;

shape! {
    /// A questionnaire.
    pub struct Questionnaire {
        /// The languages of the questions; both when left out.
        item_languages: Option<Vec<Id>>,
        /// Which of several forms of an instrument this is; answers have to name the same.
        form: Option<Id>,
        /// What stands on every page, and on the result, while the wording is on trial.
        trial: Option<ItemWords>,
        /// Whether the questions are shown in an order of chance (seeded, kept with the answers).
        shuffle: Option<bool>,
        /// The sets of answers.
        answers: Vec<AnswerSet>,
        /// What is computed.
        scales: Vec<Scale>,
        /// The questions.
        items: Vec<Item>,
        /// A question for words of one's own.
        talk: Option<Words>,
        /// A map of two axes.
        map: Option<TwoAxes>,
        /// When the author is shown where people meet.
        reach_out: Option<ReachOut>,
        /// A mark on the way from the lowest to the highest score.
        middle: Option<Middle>,
        /// What others answered.
        survey: Option<Survey>,
    }

    /// Answers to choose from.
    pub struct AnswerSet {
        /// What items call it.
        id: Id,
        /// The answers, in the order in which they are shown.
        options: Vec<AnswerOption>,
    }

    /// An answer.
    pub struct AnswerOption {
        /// What it counts.
        value: i64,
        /// What people read.
        name: ItemWords,
    }

    /// A question.
    pub struct Item {
        /// What answers call it.
        id: Id,
        /// The scale it counts for.
        scale: Id,
        /// Its answers.
        answers: Id,
        /// Whether it counts the other way round.
        reverse: Option<bool>,
        /// What it asks.
        text: ItemWords,
    }

    /// Something that is computed from items.
    pub struct Scale {
        /// What results call it.
        id: Id,
        /// Its name.
        name: Words,
        /// `mean` or `sum`.
        method: Id,
        /// How many of its items must be answered; otherwise it has no score.
        least: i64,
        /// Whether the mean is also shown on a way from 0 to 100.
        hundred: Option<bool>,
        /// What a sum is called.
        bands: Option<Vec<Band>>,
    }

    /// What a sum from `from` to `to` is called.
    pub struct Band {
        /// The lowest sum.
        from: i64,
        /// The highest sum.
        to: i64,
        /// What results call it.
        id: Id,
        /// Its name.
        name: Words,
    }

    /// A map of two axes: each the mean of scales.
    pub struct TwoAxes {
        /// The scales from left to right.
        across: Vec<Id>,
        /// The scales from below to above.
        up: Vec<Id>,
        /// From where on both axes count as high.
        from: f64,
        /// The name of the axis from left to right.
        across_name: Words,
        /// The name of the axis from below to above.
        up_name: Words,
        /// The four parts.
        parts: Parts,
    }

    /// What the parts of the map are called.
    pub struct Parts {
        /// High on both.
        deepening: Words,
        /// High across, low up.
        rooting: Words,
        /// Low across, high up.
        searching: Words,
        /// Low on both.
        resting: Words,
    }

    /// When the author, and nobody else, is shown where people meet.
    pub struct ReachOut {
        /// The scale.
        scale: Id,
        /// The highest mean at which it is shown.
        at_most: f64,
        /// What is said.
        says: Words,
    }

    /// A mark that helps to read a score.
    pub struct Middle {
        /// Where it is.
        at: f64,
        /// What is said.
        says: Words,
    }

    /// What others answered to the same question.
    pub struct Survey {
        /// How many people.
        people: i64,
        /// Which survey.
        year: Words,
        /// How many per cent gave each answer.
        shares: Vec<Share>,
        /// How many per cent gave none.
        no_answer: f64,
        /// The sentence counts this answer and higher ones.
        from: i64,
        /// The sentence.
        says: Words,
    }

    /// How many per cent gave an answer.
    pub struct Share {
        /// The answer.
        value: i64,
        /// Per cent.
        percent: f64,
    }
}

impl TwoAxes {
    /// What a part is called: `deepening`, `rooting`, `searching` or `resting`.
    pub fn part(&self, name: &str) -> &Words {
        match name {
            "deepening" => &self.parts.deepening,
            "rooting" => &self.parts.rooting,
            "searching" => &self.parts.searching,
            _ => &self.parts.resting,
        }
    }
}

impl Questionnaire {
    /// The items of a scale.
    pub fn items_of<'a>(&'a self, scale: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items.iter().filter(move |item| &*item.scale == scale)
    }

    /// The values that an item can be answered with.
    pub fn values_of(&self, item: &Item) -> Vec<i64> {
        let set = self.answers.iter().find(|set| set.id == item.answers);
        set.map(|set| set.options.iter().map(|option| option.value).collect()).unwrap_or_default()
    }

    /// Whether an item is written in a language (`ja` or `en`).
    pub fn speaks(&self, language: &str) -> bool {
        self.item_languages.as_ref().is_none_or(|languages| languages.iter().any(|one| &**one == language))
    }
}

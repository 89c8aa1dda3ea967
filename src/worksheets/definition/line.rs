//! W6: the line of a working life.

use super::parts::{Words, between};
use super::reader::{Reader, shape};

shape! {
    /// A line through points.
    pub struct Line {
        /// The fewest points.
        least: i64,
        /// The most points.
        most: i64,
        /// The most characters of a title.
        title_most: i64,
        /// How far the line goes up and down.
        height: i64,
        /// What each point asks for.
        fields: PointFields,
        /// The ways to say when.
        when: Ways,
        /// The ends of the axis.
        ends: Ends,
        /// What to think about.
        prompts: Vec<Words>,
    }

    /// What each point asks for.
    pub struct PointFields {
        /// When it was.
        when: Words,
        /// What happened.
        title: Words,
        /// How high the line stood.
        y: Words,
        /// The story.
        story: Words,
        /// What was learnt.
        lesson: Words,
        /// Values and strengths.
        tags: Words,
        /// Whether the coach may see it.
        share: Words,
    }

    /// The ways to say when.
    pub struct Ways {
        /// By the calendar.
        year: Words,
        /// By one's age.
        age: Words,
        /// Not at all.
        free: Words,
    }

    /// The words beside the axis.
    pub struct Ends {
        /// Above.
        top: Words,
        /// In the middle.
        middle: Words,
        /// Below.
        bottom: Words,
    }
}

impl Line {
    /// Notes what is wrong.
    pub fn check(&self, reader: &mut Reader) {
        between(reader, "least", self.least, 2, self.most);
        between(reader, "most", self.most, 3, 100);
        between(reader, "title_most", self.title_most, 10, 200);
        between(reader, "height", self.height, 1, 100);
        reader.must(!self.prompts.is_empty(), "prompts", "is empty");
    }
}

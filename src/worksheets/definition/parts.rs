//! The small parts that every definition is made of.

use std::ops::Deref;

use serde_json::Value;

use super::reader::{Reader, Shape, shape};

/// The most characters of a text in a definition.
const TEXT_MOST: usize = 1200;

fn text(value: &Value, reader: &mut Reader) -> Option<String> {
    let Value::String(text) = value else {
        reader.fault("must be a text");
        return None;
    };
    let wrong = if text.trim().is_empty() {
        "is empty"
    } else if text.trim() != text {
        "begins or ends with a space"
    } else if text.chars().any(char::is_control) {
        "holds a control character"
    } else if text.chars().count() > TEXT_MOST {
        "is too long"
    } else {
        return Some(text.clone());
    };
    reader.fault(wrong);
    None
}

impl Shape for String {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        text(value, reader)
    }
}

impl Shape for bool {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        value.as_bool().or_else(|| {
            reader.fault("must be true or false");
            None
        })
    }
}

impl Shape for i64 {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        value.as_i64().or_else(|| {
            reader.fault("must be a whole number");
            None
        })
    }
}

impl Shape for f64 {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        value.as_f64().or_else(|| {
            reader.fault("must be a number");
            None
        })
    }
}

impl<T: Shape> Shape for Option<T> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        T::read(value, reader).map(Some)
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let Value::Array(values) = value else {
            reader.fault("must be a list");
            return None;
        };
        let read: Vec<Option<T>> = values
            .iter()
            .enumerate()
            .map(|(at, value)| reader.within(&format!("[{at}]"), |reader| T::read(value, reader)))
            .collect();
        read.into_iter().collect()
    }
}

impl<T: Shape, const N: usize> Shape for [T; N] {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let read = Vec::<T>::read(value, reader)?;
        read.try_into()
            .map_err(|read: Vec<T>| reader.fault(format!("must have {N} entries, and has {}", read.len())))
            .ok()
    }
}

/// A name that answers refer to: lower-case letters, digits, `-` and `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id(String);

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
        to.write_str(&self.0)
    }
}

impl Shape for Id {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let text = text(value, reader)?;
        let fine = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
        if text.len() <= 40 && text.bytes().all(fine) {
            return Some(Id(text));
        }
        reader.fault("must be made of at most 40 lower-case letters, digits, - and _");
        None
    }
}

shape! {
    /// A text in both languages.
    pub struct Words {
        /// Japanese.
        ja: String,
        /// English.
        en: String,
    }

    /// A text in the languages that an instrument exists in.
    pub struct ItemWords {
        /// Japanese.
        ja: Option<String>,
        /// English.
        en: Option<String>,
    }

    /// Something to choose, by name.
    pub struct Choice {
        /// What answers say.
        id: Id,
        /// What people read.
        name: Words,
    }

    /// Something to choose, by number.
    pub struct Grade {
        /// What answers say.
        value: i64,
        /// What people read.
        name: Words,
    }
}

/// Notes a fault unless the grades are exactly the numbers from `first` to `last`, each with a name.
pub fn graded(reader: &mut Reader, place: &str, grades: &[Grade], first: i64, last: i64) {
    let fine = grades.iter().map(|grade| grade.value).eq(first..=last);
    reader.must(fine, place, format!("must have the values {first} to {last} in order"));
}

/// Notes a fault unless a number is within its bounds.
pub fn between(reader: &mut Reader, place: &str, number: i64, least: i64, most: i64) {
    reader.must((least..=most).contains(&number), place, format!("must be from {least} to {most}"));
}

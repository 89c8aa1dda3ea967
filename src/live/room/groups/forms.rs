//! What forms about groups send.

use serde::{Deserialize, Serialize};

use super::store::Mixing;
use crate::kit::{Error, Locale, Result};
use crate::live::room::model::wire::Seat;
use crate::tl;

/// The most groups that can have an address of their own.
const MOST_LINKS: usize = 50;
/// The longest address.
const MAX_LINK: usize = 300;

/// Wishes two people together (`together`), apart (`apart`), or nothing of them any more.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PairForm {
    /// The workshop.
    pub workshop: String,
    /// The number of one.
    pub one: String,
    /// The number of the other.
    pub other: String,
    /// What is wished.
    pub wish: String,
}

impl PairForm {
    /// The two and what is wished, or what to choose instead.
    pub fn read(&self, locale: Locale) -> Result<((Seat, Seat), Option<bool>)> {
        let seat = |text: &str, field: &str| {
            text.parse::<Seat>().map_err(|_| Error::field(field, tl!(locale, after.error_choose)))
        };
        let (one, other) = (seat(&self.one, "one")?, seat(&self.other, "other")?);
        if one == other {
            return Err(Error::field("other", tl!(locale, after.error_same)));
        }
        let wish = match self.wish.as_str() {
            "together" => Some(true),
            "apart" => Some(false),
            _ => None,
        };
        Ok(((one, other), wish))
    }
}

/// Puts somebody into groups (`in`), or leaves them out.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceForm {
    /// The workshop.
    pub workshop: String,
    /// Their number.
    pub seat: String,
    /// `in`, or anything else for out.
    pub to: String,
}

/// What counts for all groups.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MixingForm {
    /// The workshop.
    pub workshop: String,
    /// Meetings at other dates of the course count.
    pub series: bool,
    /// Where groups meet, a line each.
    pub links: String,
}

impl MixingForm {
    /// What was decided, or what to write instead.
    pub fn read(&self, locale: Locale) -> Result<Mixing> {
        // An empty line is a group without an address, also the first one.
        let links: Vec<String> = self.links.trim_end().lines().map(|line| line.trim().to_owned()).collect();
        let fine = |link: &String| link.is_empty() || is_link(link);
        if links.len() > MOST_LINKS || !links.iter().all(fine) {
            return Err(Error::field("links", tl!(locale, after.error_links, most = MOST_LINKS)));
        }
        Ok(Mixing { series: self.series, links })
    }
}

/// An https address of printable ASCII, not too long.
fn is_link(text: &str) -> bool {
    let host = text.strip_prefix("https://").unwrap_or_default().split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'`');
    !host.is_empty() && text.len() <= MAX_LINK && text.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_lines() {
        let form = |links: &str| MixingForm { links: links.to_owned(), ..MixingForm::default() };
        let read = |links: &str| form(links).read(Locale::ja).map(|mixing| mixing.links);
        assert_eq!(read(" https://a.example/1 \r\n\r\nhttps://a.example/3\n").map(|links| links.len()), Ok(3));
        assert_eq!(read("\r\nhttps://a.example/2"), Ok(vec![String::new(), "https://a.example/2".to_owned()]));
        assert_eq!(read("").map(|links| links.len()), Ok(0));
        for bad in ["http://a.example", "javascript:alert(1)", "https://", "https://a b"] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert!(read(&"https://a.example\n".repeat(MOST_LINKS + 1)).is_err());
    }

    #[test]
    fn a_wish_is_about_two() {
        let form = |one: &str, other: &str, wish: &str| PairForm {
            workshop: String::new(),
            one: one.to_owned(),
            other: other.to_owned(),
            wish: wish.to_owned(),
        };
        assert_eq!(form("1", "2", "apart").read(Locale::ja), Ok(((1, 2), Some(false))));
        assert_eq!(form("1", "2", "together").read(Locale::ja), Ok(((1, 2), Some(true))));
        assert_eq!(form("1", "2", "").read(Locale::ja), Ok(((1, 2), None)));
        assert!(form("1", "1", "apart").read(Locale::ja).is_err());
        assert!(form("", "1", "apart").read(Locale::ja).is_err());
    }
}

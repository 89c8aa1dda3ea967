//! What one looks for in the list, and how it stands in the address.

use serde::{Deserialize, Serialize};

use super::Kind;
use super::month::{Month, is_date};
use crate::accounts::model::Profession;
use crate::kit::path::encode;

/// The longest question, in characters; more of it is not read.
pub const MAX_QUESTION: usize = 60;

/// Where people meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Where {
    /// From anywhere.
    Online,
    /// At a place.
    OnSite,
}

impl Where {
    /// The name in addresses and queries.
    pub fn as_str(self) -> &'static str {
        match self {
            Where::Online => "online",
            Where::OnSite => "onsite",
        }
    }
}

/// Which workshops to list. What an address says that we do not know is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Kinds; none means all.
    pub kinds: Vec<Kind>,
    /// Those that are over, newest first, instead of those to come.
    pub past: bool,
    /// Online or at a place.
    pub place: Option<Where>,
    /// Only where a seat is free.
    pub free: bool,
    /// Words that must stand in it.
    pub words: String,
    /// The first day, as `2026-11-24` on the viewer's clock.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// Only where somebody of this profession can have a seat.
    pub profession: Option<Profession>,
    /// As a month instead of a list: `2026-11`, or `now` for the present one.
    pub month: Option<String>,
    /// The cursor of the page.
    pub after: Option<String>,
}

impl Filter {
    /// Reads names and values of an address.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Filter {
        let mut filter = Filter::default();
        for (name, value) in pairs {
            match (name, value) {
                ("kind", value) => filter.kinds.extend(Kind::parse(value)),
                ("when", "past") => filter.past = true,
                ("place", "online") => filter.place = Some(Where::Online),
                ("place", "onsite") => filter.place = Some(Where::OnSite),
                ("free", "1") => filter.free = true,
                ("q", value) => filter.words = value.trim().chars().take(MAX_QUESTION).collect(),
                ("from", value) if is_date(value) => filter.from = Some(value.to_owned()),
                ("to", value) if is_date(value) => filter.to = Some(value.to_owned()),
                ("for", value) => filter.profession = Profession::parse(value),
                ("month", value) if value == "now" || Month::parse(value).is_some() => {
                    filter.month = Some(value.to_owned());
                }
                ("after", value) if !value.is_empty() && value.len() <= 80 => filter.after = Some(value.to_owned()),
                _ => {}
            }
        }
        filter.kinds.sort();
        filter.kinds.dedup();
        filter
    }

    /// The address of the first page.
    pub fn path(&self) -> String {
        let mut pairs: Vec<String> = Vec::new();
        if !self.words.is_empty() {
            pairs.push(format!("q={}", encode(&self.words)));
        }
        let kinds: Vec<String> = self.kinds.iter().map(|kind| format!("kind={}", kind.as_str())).collect();
        pairs.extend(kinds);
        if self.past {
            pairs.push("when=past".to_owned());
        }
        pairs.extend(self.place.map(|place| format!("place={}", place.as_str())));
        if self.free {
            pairs.push("free=1".to_owned());
        }
        pairs.extend(self.from.as_ref().map(|day| format!("from={day}")));
        pairs.extend(self.to.as_ref().map(|day| format!("to={day}")));
        pairs.extend(self.profession.map(|profession| format!("for={}", profession.as_str())));
        pairs.extend(self.month.as_ref().map(|month| format!("month={month}")));
        if pairs.is_empty() { "/workshops".to_owned() } else { format!("/workshops?{}", pairs.join("&")) }
    }

    /// Whether it leaves nothing out.
    pub fn is_open(&self) -> bool {
        let narrow = (&self.from, &self.to, self.profession, self.place);
        self.kinds.is_empty() && !self.free && self.words.is_empty() && narrow == (&None, &None, None, None)
    }

    /// The same as a month, or as a list. Days and what is over have no place beside a month.
    pub fn by_month(&self, month: Option<&str>) -> Filter {
        let month = month.map(str::to_owned);
        let past = self.past && month.is_none();
        Filter { month, past, from: None, to: None, after: None, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_same_after_a_round_trip() {
        let filter = Filter {
            kinds: vec![Kind::Exchange, Kind::Dialogue],
            past: true,
            place: Some(Where::OnSite),
            free: true,
            words: "内省 & 交流".to_owned(),
            from: Some("2026-11-24".to_owned()),
            to: Some("2026-12-31".to_owned()),
            profession: Some(Profession::Nurse),
            month: Some("2026-11".to_owned()),
            after: None,
        };
        let path = filter.path();
        assert_eq!(
            path,
            "/workshops?q=%E5%86%85%E7%9C%81%20%26%20%E4%BA%A4%E6%B5%81&kind=exchange&kind=dialogue&when=past\
             &place=onsite&free=1&from=2026-11-24&to=2026-12-31&for=nurse&month=2026-11"
        );
        let query = path.split_once('?').expect("a query").1;
        let pairs = query.split('&').map(|pair| pair.split_once('=').expect("a pair"));
        let pairs = pairs.map(|(name, value)| (name, if name == "q" { "内省 & 交流" } else { value }));
        assert_eq!(Filter::from_pairs(pairs), filter);
        assert_eq!(Filter::default().path(), "/workshops");
    }

    #[test]
    fn nonsense_is_left_out() {
        let filter = Filter::from_pairs([("kind", "<script>"), ("kind", "exchange"), ("kind", "exchange"), ("x", "y")]);
        let days = [("from", "2026-02-30x"), ("to", "soon"), ("for", "wizard"), ("month", "2026-13"), ("q", "  ")];
        assert_eq!(Filter::from_pairs(days), Filter::default());
        assert_eq!(filter, Filter { kinds: vec![Kind::Exchange], ..Filter::default() });
    }
}

//! What one looks for in the list, and how it stands in the address.

use serde::{Deserialize, Serialize};

use super::Kind;

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
        let mut pairs: Vec<String> = self.kinds.iter().map(|kind| format!("kind={}", kind.as_str())).collect();
        if self.past {
            pairs.push("when=past".to_owned());
        }
        pairs.extend(self.place.map(|place| format!("place={}", place.as_str())));
        if self.free {
            pairs.push("free=1".to_owned());
        }
        if pairs.is_empty() { "/workshops".to_owned() } else { format!("/workshops?{}", pairs.join("&")) }
    }

    /// Whether it leaves nothing out.
    pub fn is_open(&self) -> bool {
        self.kinds.is_empty() && self.place.is_none() && !self.free
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
            after: None,
        };
        let path = filter.path();
        assert_eq!(path, "/workshops?kind=exchange&kind=dialogue&when=past&place=onsite&free=1");
        let query = path.split_once('?').expect("a query").1;
        let pairs = query.split('&').map(|pair| pair.split_once('=').expect("a pair"));
        assert_eq!(Filter::from_pairs(pairs), filter);
        assert_eq!(Filter::default().path(), "/workshops");
    }

    #[test]
    fn nonsense_is_left_out() {
        let filter = Filter::from_pairs([("kind", "<script>"), ("kind", "exchange"), ("kind", "exchange"), ("x", "y")]);
        assert_eq!(filter, Filter { kinds: vec![Kind::Exchange], ..Filter::default() });
    }
}

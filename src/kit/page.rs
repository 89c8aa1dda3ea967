//! Pages of a list, by cursor: the next page starts after the last row seen, whatever was added meanwhile.

use serde::{Deserialize, Serialize};

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows, in order.
    pub rows: Vec<T>,
    /// What to ask for to get the rows after these; none on the last page.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A page from one row more than `size`; the extra row only tells that there is a next page.
    pub fn from_rows(mut rows: Vec<T>, size: usize, cursor: impl Fn(&T) -> String) -> Self {
        let more = rows.len() > size;
        rows.truncate(size);
        let next = if more { rows.last().map(cursor) } else { None };
        Self { rows, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extra_row_makes_a_next_page() {
        let page = Page::from_rows(vec![1, 2, 3], 2, |n| n.to_string());
        assert_eq!((page.rows, page.next), (vec![1, 2], Some("2".into())));
        assert_eq!(Page::from_rows(vec![1, 2], 2, |n: &i32| n.to_string()).next, None);
    }
}

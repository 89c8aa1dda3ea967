//! Pictures of numbers: small SVG components, complete on the server. Each sits in a figure with a caption that
//! says it in words and a table that says it in figures; no meaning rests on colour.

mod bars;
mod slope;
mod strip;

pub use bars::{Bars, BarsRow};
pub use slope::{Slope, SlopeLine};
pub use strip::{Strip, StripPart};

/// As much of a name as has room for so many half-width characters; the table has the whole of it.
pub fn fit(name: &str, room: usize) -> String {
    let width = |c: char| if c.is_ascii() { 1 } else { 2 };
    if name.chars().map(width).sum::<usize>() <= room {
        return name.to_owned();
    }
    let mut used = 2;
    let short: String = name
        .chars()
        .take_while(|c| {
            used += width(*c);
            used <= room
        })
        .collect();
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn long_names_are_cut_where_the_room_ends() {
        assert_eq!(fit("ひとりの時間", 16), "ひとりの時間");
        assert_eq!(fit("子どもの声をまず最後まで聞く", 16), "子どもの声をま…");
        assert_eq!(fit("Self-acceptance", 16), "Self-acceptance");
        assert_eq!(fit("Listening to children first", 16), "Listening to c…");
    }
}

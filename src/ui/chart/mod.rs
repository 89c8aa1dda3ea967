//! Pictures of numbers: small SVG components, complete on the server. Each sits in a figure with a caption that
//! says it in words and a table that says it in figures; no meaning rests on colour.

mod bars;
mod blocks;
mod circles;
mod constellation;
mod dots;
mod dumbbell;
mod frame;
mod label;
mod lanes;
mod lifeline;
mod line;
mod map;
mod radar;
mod rings;
mod slope;
mod strip;
mod target;
#[cfg(all(test, feature = "ssr"))]
mod tests;

pub use bars::{Bars, BarsRow};
pub use blocks::{Block, Blocks};
pub use circles::{OneCircle, ThreeCircles};
pub use constellation::{Constellation, StarGroup};
pub use dots::{Dots, DotsRow};
pub use dumbbell::{DumbbellRow, Dumbbells, RangeBars, RangeRow};
pub use frame::{Figures, FiguresTable, Legend, Sign, Told};
pub use lanes::{Lane, Lanes};
pub use lifeline::{LifePoint, Lifeline, standing_curve};
pub use line::{Line, LinePoint};
pub use map::{MapPoint, MapWords, TwoAxisMap};
pub use radar::{Radar, RadarAxis};
pub use rings::{RingNode, Rings};
pub use slope::{Slope, SlopeLine};
pub use strip::{Strip, StripPart};
pub use target::{Target, TargetMark};

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
mod fits {
    use super::fit;

    #[test]
    fn long_names_are_cut_where_the_room_ends() {
        assert_eq!(fit("ひとりの時間", 16), "ひとりの時間");
        assert_eq!(fit("子どもの声をまず最後まで聞く", 16), "子どもの声をま…");
        assert_eq!(fit("Self-acceptance", 16), "Self-acceptance");
        assert_eq!(fit("Listening to children first", 16), "Listening to c…");
    }
}

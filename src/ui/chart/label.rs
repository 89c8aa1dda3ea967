//! Words inside a picture: how wide they are, where a line of them ends, and where they stand without touching.

use leptos::prelude::*;

/// A number as SVG writes it; what is no number is nothing.
pub fn n(number: f64) -> String {
    if !number.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{number:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A number to reckon with; what is no number is nothing.
pub fn finite(number: f64) -> f64 {
    if number.is_finite() { number } else { 0.0 }
}

/// How wide a text is about, in letters of full width. Rather too wide than too narrow: fonts differ.
pub fn width(text: &str) -> f64 {
    text.chars().map(of_char).sum()
}

fn of_char(c: char) -> f64 {
    match c {
        'i' | 'l' | 'j' | 't' | 'f' | 'r' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' | '(' | ')' | 'I' | ' ' => 0.38,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '&' => 0.92,
        'A'..='Z' => 0.72,
        ' '..='~' => 0.58,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        '\u{80}'..='\u{2ff}' => 0.64,
        '\u{ff61}'..='\u{ff9f}' => 0.55,
        _ => 1.0,
    }
}

/// What may not begin a line.
fn hangs(c: char) -> bool {
    "、。，．・：；？！）」』】〉》〕］｝ー〜～…ぁぃぅぇぉっゃゅょァィゥェォッャュョ々゛゜,.:;?!)]}%".contains(c)
}

/// What may not end a line.
fn opens(c: char) -> bool {
    "（「『【〈《〔［｛([{".contains(c)
}

#[derive(Clone, Copy, PartialEq)]
enum Script {
    Kanji,
    Hiragana,
    Katakana,
    Other,
}

fn script(c: char) -> Script {
    match c {
        '\u{3041}'..='\u{309f}' => Script::Hiragana,
        '\u{30a0}'..='\u{30ff}' => Script::Katakana,
        '\u{3400}'..='\u{9fff}' | '々' => Script::Kanji,
        _ => Script::Other,
    }
}

/// How unwelcome a new line is between two letters that stand side by side.
fn price(before: char, after: char) -> f64 {
    if hangs(before) || opens(after) {
        return 0.0;
    }
    match (script(before), script(after)) {
        (Script::Hiragana, Script::Kanji | Script::Katakana) => 1.0,
        (Script::Hiragana, Script::Hiragana) if "がはをにでともへのやら".contains(before) => 2.0,
        (Script::Kanji, Script::Katakana) | (Script::Katakana, Script::Kanji | Script::Hiragana) => 2.0,
        (Script::Kanji, Script::Kanji) => 4.0,
        (Script::Hiragana, Script::Hiragana) => 5.0,
        (Script::Kanji, Script::Hiragana) => 6.0,
        (Script::Katakana, Script::Katakana) => 9.0,
        _ => 3.0,
    }
}

/// A part of a text that stays together, and how unwelcome a new line before it is.
struct Piece {
    text: String,
    wide: f64,
    price: f64,
    spaced: bool,
}

fn pieces(text: &str, room: f64) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut last, mut spaced) = (None::<char>, false);
    for c in text.chars() {
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        let cjk = |c: char| c >= '\u{2e80}';
        let joined = match last {
            Some(_) if spaced => false,
            Some(before) => (!cjk(before) && !cjk(c)) || hangs(c) || opens(before),
            None => false,
        };
        let wide = of_char(c);
        // A word that has no room on any line is broken where it must be.
        let fits = pieces.last().is_some_and(|piece| piece.wide + wide <= room);
        match pieces.last_mut() {
            Some(piece) if joined && fits => {
                piece.text.push(c);
                piece.wide += wide;
            }
            _ => {
                let price = match last {
                    Some(_) if spaced => 0.0,
                    Some(_) if joined => 40.0,
                    Some(before) => price(before, c),
                    None => 0.0,
                };
                pieces.push(Piece { text: c.to_string(), wide, price, spaced });
            }
        }
        (last, spaced) = (Some(c), false);
    }
    pieces
}

/// A text in lines no wider than `room` letters: as few lines as it takes, broken where a reader would pause. Nothing
/// is ever cut off.
pub fn wrap(text: &str, room: f64) -> Vec<String> {
    let pieces = pieces(text, room);
    let many = pieces.len();
    // The best way to set all that stands from a piece on: lines, price, and where the next line begins.
    let mut best: Vec<(usize, f64, usize)> = vec![(0, 0.0, many); many + 1];
    for from in (0..many).rev() {
        let mut found: Option<(usize, f64, usize)> = None;
        let mut wide = 0.0;
        for to in from + 1..=many {
            let piece = &pieces[to - 1];
            wide += piece.wide + if piece.spaced && to - 1 > from { of_char(' ') } else { 0.0 };
            if wide > room && to > from + 1 {
                break;
            }
            let (lines, price, _) = best[to];
            let breaks = if to < many { pieces[to].price } else { 0.0 };
            let ragged = (room - wide).max(0.0);
            let one = (lines + 1, price + breaks + ragged * ragged * 0.1, to);
            if found.is_none_or(|found| (one.0, one.1) < (found.0, found.1)) {
                found = Some(one);
            }
        }
        best[from] = found.unwrap_or((1, 0.0, many));
    }
    let (mut lines, mut from) = (Vec::new(), 0);
    while from < many {
        let to = best[from].2;
        let mut line = String::new();
        for (at, piece) in pieces[from..to].iter().enumerate() {
            if piece.spaced && at > 0 {
                line.push(' ');
            }
            line.push_str(&piece.text);
        }
        lines.push(line);
        from = to;
    }
    lines
}

/// The widest of some lines, in letters.
pub fn widest(lines: &[String]) -> f64 {
    lines.iter().map(|line| width(line)).fold(0.0, f64::max)
}

/// Lines of text, the first with its foot at `y`.
pub fn lines(x: f64, y: f64, class: &'static str, leading: f64, words: &[String]) -> AnyView {
    if let [only] = words {
        return view! { <text class=class x=n(x) y=n(y)>{only.clone()}</text> }.into_any();
    }
    let spans = words.iter().enumerate().map(|(at, line)| {
        view! { <tspan x=n(x) y=n(y + leading * at as f64)>{line.clone()}</tspan> }
    });
    view! { <text class=class>{spans.collect_view()}</text> }.into_any()
}

/// Centres of things of these sizes near where they are wanted, in the same order, not touching, between two ends.
/// When there is no room for all they begin at `from` and go on below `to`.
pub fn spread(wanted: &[f64], sizes: &[f64], from: f64, to: f64) -> Vec<f64> {
    let mut tops: Vec<f64> = wanted.iter().zip(sizes).map(|(centre, size)| centre - size / 2.0).collect();
    let mut end = to;
    for at in (0..tops.len()).rev() {
        tops[at] = tops[at].min(end - sizes[at]);
        end = tops[at];
    }
    let mut start = from;
    for (top, size) in tops.iter_mut().zip(sizes) {
        *top = top.max(start);
        start = *top + size;
    }
    tops.iter().zip(sizes).map(|(top, size)| top + size / 2.0).collect()
}

/// A name beside a round picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// Where its lines begin, or end when it stands on the left.
    pub x: f64,
    /// The foot of its first line.
    pub y: f64,
    /// Whether it stands on the left.
    pub left: bool,
    /// Its lines.
    pub set: Vec<String>,
}

/// Names around a circle, each as near its angle (clockwise from the top, in turns) as the others let it.
pub fn around(
    names: &[(f64, String)],
    (cx, cy): (f64, f64),
    radius: f64,
    (wide, high): (f64, f64),
    font: f64,
) -> Vec<Beside> {
    let (leading, gap) = (font * 1.25, 11.0);
    let room = (wide / 2.0 - radius - gap) / font;
    let mut placed = Vec::new();
    for left in [false, true] {
        let mut side: Vec<(f64, Vec<String>)> = names
            .iter()
            .map(|(turn, name)| (turn.rem_euclid(1.0), name))
            .filter(|(turn, _)| (*turn >= 0.5) == left)
            .map(|(turn, name)| (cy - (turn * std::f64::consts::TAU).cos() * (radius + gap), wrap(name, room)))
            .collect();
        side.sort_by(|a, b| a.0.total_cmp(&b.0));
        let sizes: Vec<f64> = side.iter().map(|(_, set)| leading * set.len() as f64 + 5.0).collect();
        let wanted: Vec<f64> = side.iter().map(|(y, _)| *y).collect();
        for ((centre, size), (_, set)) in spread(&wanted, &sizes, 0.0, high).into_iter().zip(&sizes).zip(side) {
            let (upper, lower) = (centre - size / 2.0 - cy, centre + size / 2.0 - cy);
            let nearest = if upper <= 0.0 && lower >= 0.0 { 0.0 } else { upper.abs().min(lower.abs()) };
            let off = ((radius + gap).powi(2) - nearest * nearest).max(0.0).sqrt().max(4.0);
            let y = centre - size / 2.0 + font * 0.95 + 2.0;
            placed.push(Beside { x: if left { cx - off } else { cx + off }, y, left, set });
        }
    }
    placed
}

/// What is taken in a picture: left, top, right, bottom.
pub type Area = [f64; 4];

/// Whether two areas touch.
pub fn touch(a: &Area, b: &Area) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// Whether an area lies within another.
pub fn inside(inner: &Area, outer: &Area) -> bool {
    inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_end_where_a_reader_would_pause() {
        assert_eq!(wrap("深めながらひろげる時期", 7.0), ["深めながら", "ひろげる時期"]);
        assert_eq!(wrap("休む・ためる時期", 5.0), ["休む・", "ためる時期"]);
        assert_eq!(wrap("A time of deepening while widening", 8.0), ["A time of", "deepening", "while widening"]);
        assert_eq!(wrap("達成", 7.0), ["達成"]);
        assert!(wrap("", 7.0).is_empty());
    }

    #[test]
    fn things_that_want_the_same_place_stand_side_by_side() {
        assert_eq!(spread(&[50.0, 50.0], &[20.0, 20.0], 0.0, 100.0), [30.0, 50.0]);
        assert_eq!(spread(&[0.0, 100.0], &[20.0, 20.0], 0.0, 100.0), [10.0, 90.0]);
        assert!(spread(&[], &[], 0.0, 100.0).is_empty());
    }

    #[test]
    fn numbers_are_plain() {
        assert_eq!([0.0, -0.01, 1.25, 30.0, f64::NAN].map(n), ["0", "0", "1.2", "30", "0"]);
    }

    proptest! {
        #[test]
        fn nothing_is_cut_and_every_line_fits(text in "[ぁ-んァ-ヶ一-龠a-zA-Z（）「」、。・ー ]{0,60}", room in 2.0..16.0_f64) {
            let set = wrap(&text, room);
            let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(squeezed(&set.concat()), squeezed(&text));
            for line in &set {
                prop_assert!(width(line) <= room + 1e-9 || line.chars().count() == 1, "{line:?} in {room}");
            }
        }

        #[test]
        fn spread_things_keep_their_order_and_never_touch(
            rows in proptest::collection::vec((0.0..300.0_f64, 5.0..40.0_f64), 0..12),
        ) {
            let mut rows = rows;
            rows.sort_by(|a, b| a.0.total_cmp(&b.0));
            let (wanted, sizes): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
            let set = spread(&wanted, &sizes, 0.0, 300.0);
            for at in 1..set.len() {
                let apart = set[at] - set[at - 1];
                prop_assert!(apart >= (sizes[at] + sizes[at - 1]) / 2.0 - 1e-6);
            }
            if sizes.iter().sum::<f64>() <= 300.0 {
                for (centre, size) in set.iter().zip(&sizes) {
                    prop_assert!(centre - size / 2.0 >= -1e-6 && centre + size / 2.0 <= 300.0 + 1e-6);
                }
            }
        }
    }
}

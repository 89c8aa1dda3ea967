//! A page of paper as PDF, with Japanese text: an A4 canvas in points from the upper left corner. Knows no domain.
//! The font is built in, so that a machine without fonts writes the same page. A character that the font does not
//! have becomes 〓, the printers' mark for a missing type: nothing vanishes silently.

use std::borrow::Cow;

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::text::{Font, TextDirection};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::failure::{Failure, Result};
use super::qr::Qr;

/// A4, in points.
pub const PAPER: (f32, f32) = (595.28, 841.89);

/// What stands for a character that the font does not have.
pub const MISSING: char = '〓';

static SERIF: &[u8] = include_bytes!("../../content/fonts/serif-jp.otf");

/// A colour: red, green, blue.
pub type Colour = (u8, u8, u8);

/// Where a line of text stands relative to its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// It begins there.
    Left,
    /// Its middle is there.
    Middle,
}

/// One thing on the page.
#[derive(Clone, Debug)]
enum Mark {
    Text { x: f32, y: f32, size: f32, colour: Colour, text: String },
    Box { x: f32, y: f32, width: f32, height: f32, colour: Colour },
    Qr { x: f32, y: f32, side: f32, qr: Qr },
}

/// A page on which marks are put, one after the other.
pub struct Paper {
    font: FontRef<'static>,
    marks: Vec<Mark>,
    replaced: bool,
}

impl Paper {
    /// An empty page.
    pub fn new() -> Result<Paper> {
        let font = FontRef::new(SERIF).map_err(|error| Failure::other("reading the font", error))?;
        Ok(Paper { font, marks: Vec::new(), replaced: false })
    }

    /// Whether any character had to be replaced so far.
    pub fn replaced(&self) -> bool {
        self.replaced
    }

    /// How wide a line would be.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        let charmap = self.font.charmap();
        let metrics = self.font.glyph_metrics(Size::new(size), LocationRef::default());
        let advance = |c: char| charmap.map(c).and_then(|glyph| metrics.advance_width(glyph)).unwrap_or(size);
        self.printable(text).chars().map(advance).sum()
    }

    /// A line of text whose baseline is at `y`.
    pub fn text(&mut self, (x, y): (f32, f32), size: f32, colour: Colour, align: Align, text: &str) {
        let shown = self.printable(text).into_owned();
        self.replaced |= shown.matches(MISSING).count() > text.matches(MISSING).count();
        let x = match align {
            Align::Left => x,
            Align::Middle => x - self.width(&shown, size) / 2.0,
        };
        self.marks.push(Mark::Text { x, y, size, colour, text: shown });
    }

    /// A filled rectangle; a thin one is a line.
    pub fn fill(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), colour: Colour) {
        self.marks.push(Mark::Box { x, y, width, height, colour });
    }

    /// A QR code.
    pub fn qr(&mut self, (x, y): (f32, f32), side: f32, qr: Qr) {
        self.marks.push(Mark::Qr { x, y, side, qr });
    }

    /// Breaks a text into lines no wider than `width`. Japanese may break anywhere but before closing marks; other
    /// words stay whole while they fit.
    pub fn wrap(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for piece in pieces(text) {
            let longer = format!("{line}{piece}");
            if line.is_empty() || self.width(longer.trim_end(), size) <= width {
                line = longer;
            } else {
                lines.push(line.trim_end().to_owned());
                line = piece.trim_start().to_owned();
            }
            while self.width(line.trim_end(), size) > width && line.chars().count() > 1 {
                let fits = self.fitting(&line, size, width);
                let rest = line.split_off(fits);
                lines.push(std::mem::replace(&mut line, rest));
            }
        }
        if !line.trim_end().is_empty() {
            lines.push(line.trim_end().to_owned());
        }
        lines
    }

    /// How many bytes of a text fit, at least one character.
    fn fitting(&self, text: &str, size: f32, width: f32) -> usize {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        let mut last = text.chars().next().map_or(0, char::len_utf8);
        for end in ends {
            if self.width(&text[..end], size) > width {
                break;
            }
            last = last.max(end);
        }
        last
    }

    /// The page as PDF.
    pub fn finish(self, title: &str) -> Result<Vec<u8>> {
        let bad = || Failure::refused("a page of paper could not be drawn".to_owned());
        let font = Font::new(SERIF.to_vec().into(), 0).ok_or_else(bad)?;
        let mut document = Document::new();
        let mut page = document.start_page_with(PageSettings::from_wh(PAPER.0, PAPER.1).ok_or_else(bad)?);
        let mut surface = page.surface();
        for mark in self.marks {
            match mark {
                Mark::Text { x, y, size, colour, text } => {
                    surface.set_fill(Some(ink(colour)));
                    let start = Point::from_xy(x, y);
                    surface.draw_text(start, font.clone(), size, &text, false, TextDirection::LeftToRight);
                }
                Mark::Box { x, y, width, height, colour } => {
                    surface.set_fill(Some(ink(colour)));
                    let mut path = PathBuilder::new();
                    path.push_rect(Rect::from_xywh(x, y, width, height).ok_or_else(bad)?);
                    surface.draw_path(&path.finish().ok_or_else(bad)?);
                }
                Mark::Qr { x, y, side, qr } => {
                    surface.set_fill(Some(ink((0, 0, 0))));
                    let square = side / qr.side as f32;
                    let mut path = PathBuilder::new();
                    for (column, row, length) in qr.runs() {
                        let (left, top) = (x + column as f32 * square, y + row as f32 * square);
                        path.push_rect(Rect::from_xywh(left, top, length as f32 * square, square).ok_or_else(bad)?);
                    }
                    surface.draw_path(&path.finish().ok_or_else(bad)?);
                }
            }
        }
        surface.finish();
        page.finish();
        document.set_metadata(Metadata::new().title(title.to_owned()).language("ja".to_owned()));
        document.finish().map_err(|error| Failure::other("writing a PDF", format!("{error:?}")))
    }

    /// A text of one line that the font can print. Marks that only choose among forms of the character before
    /// them, and those that turn or join, leave nothing to print.
    fn printable<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let charmap = self.font.charmap();
        let has = |c: char| c != '\u{0}' && charmap.map(c).is_some();
        if text.chars().all(|c| has(c) && !c.is_control()) {
            return Cow::Borrowed(text);
        }
        let shown = text.chars().filter(|c| !is_unseen(*c)).map(|c| match c {
            c if c.is_whitespace() || c.is_control() => ' ',
            // Voiced sounds written in two characters are joined when they are drawn.
            '\u{3099}' | '\u{309a}' => c,
            c if has(c) => c,
            _ => MISSING,
        });
        Cow::Owned(shown.collect())
    }
}

/// Selectors of forms, joiners and marks of direction.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

/// What stays together on a line: words of letters and digits with the blank behind them, single characters of
/// Japanese with the closing marks behind them.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut in_word = false;
    for c in text.chars() {
        let letter = c.is_ascii_graphic();
        let closing = "、。，．・：；？！」』）】〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ".contains(c);
        let stays = (letter && in_word) || c == ' ' || closing;
        match pieces.last_mut() {
            Some(piece) if stays => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        in_word = letter;
    }
    pieces
}

fn ink((red, green, blue): Colour) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_names_are_in_the_font_and_others_leave_a_mark() {
        let mut paper = Paper::new().expect("the font is read");
        paper.text((0.0, 20.0), 12.0, (0, 0, 0), Align::Left, "髙﨑 𠮷田 𫝆井 𣘺本 濵邉");
        assert!(!paper.replaced());
        assert_eq!(paper.printable("葛\u{e0100}飾 か\u{3099}"), "葛飾 か\u{3099}");
        assert_eq!(paper.printable("み🌱なと\r\n\u{202e}שלום"), "み〓なと  〓〓〓〓");
        paper.text((0.0, 40.0), 12.0, (0, 0, 0), Align::Left, "み🌱なと");
        assert!(paper.replaced());
    }

    #[test]
    fn lines_break_where_they_may() {
        let paper = Paper::new().expect("the font is read");
        let lines = paper.wrap("はじめての多職種交流会、そのあとで", 10.0, 110.0);
        assert_eq!(lines, ["はじめての多職種交流", "会、そのあとで"]);
        let words = paper.wrap("Reflective practice together", 10.0, 90.0);
        assert!(words.len() >= 2 && words.iter().all(|line| !line.starts_with(' ')), "{words:?}");
        let long = paper.wrap(&"W".repeat(80), 10.0, 50.0);
        assert!(long.len() > 5 && long.concat() == "W".repeat(80));
        assert!(paper.wrap("", 10.0, 50.0).is_empty());
    }

    #[test]
    fn any_text_makes_a_page() {
        for text in ["", "🌱", "\u{0}\u{1}\r\n", "עברית العربية", "a\u{301}\u{301}\u{301}", "\u{10ffff}"]
        {
            let mut paper = Paper::new().expect("the font is read");
            paper.text((50.0, 50.0), 20.0, (0, 0, 0), Align::Middle, text);
            paper.fill((0.0, 0.0), (10.0, 0.5), (1, 2, 3));
            assert!(paper.finish(text).expect("a page").starts_with(b"%PDF-"));
        }
    }
}

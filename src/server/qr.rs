//! QR codes: squares to draw, and an SVG for pages. They carry addresses of this site and nothing private.

use qrcode::{Color, EcLevel, QrCode};

use super::failure::{Failure, Result};

/// The quiet border that a reader needs around the squares.
const BORDER: usize = 4;

/// The squares of a QR code, row by row; true is dark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// How many squares a side has.
    pub side: usize,
    dark: Vec<bool>,
}

impl Qr {
    /// The code of a text.
    pub fn of(text: &str) -> Result<Qr> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M)
            .map_err(|error| Failure::other("drawing a QR code", error))?;
        let dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Ok(Qr { side: code.width(), dark })
    }

    /// The dark runs as (column, row, length), so that neighbours leave no seam.
    pub fn runs(&self) -> Vec<(usize, usize, usize)> {
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for row in 0..self.side {
            let mut column = 0;
            while column < self.side {
                let length = (column..self.side).take_while(|&x| self.dark[row * self.side + x]).count();
                if length > 0 {
                    runs.push((column, row, length));
                }
                column += length + 1;
            }
        }
        runs
    }

    /// An SVG that takes the size and colour of what stands around it. Dark on light by day and by night: many
    /// readers know no other way.
    pub fn svg(&self) -> String {
        let all = self.side + 2 * BORDER;
        let mut path = String::new();
        for (column, row, length) in self.runs() {
            path.push_str(&format!("M{} {}h{length}v1h-{length}z", column + BORDER, row + BORDER));
        }
        format!(
            "<svg viewBox=\"0 0 {all} {all}\" shape-rendering=\"crispEdges\" aria-hidden=\"true\">\
             <path fill=\"#fff\" d=\"M0 0h{all}v{all}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_finder_patterns_are_where_readers_look() {
        let qr = Qr::of("https://assemble.example/host/x/check-in?code=ABC346").expect("it fits");
        let runs = qr.runs();
        for corner in [(0, 0, 7), (qr.side - 7, 0, 7), (0, qr.side - 1, 7)] {
            assert!(runs.contains(&corner), "{corner:?}");
        }
        assert!(qr.svg().starts_with("<svg viewBox=\"0 0 "));
        assert!(Qr::of(&"あ".repeat(2000)).is_err(), "too long is an error and no panic");
    }
}

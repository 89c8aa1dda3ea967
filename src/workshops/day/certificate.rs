//! 受講証明書 on A4: quiet, the name large, and at the foot how anybody can verify it.

use super::model::grouped;
use super::store::certificates::Given;
use super::wording::held_on;
use crate::accounts::model::HOME_ZONE;
use crate::kit::Locale;
use crate::server::config::Config;
use crate::server::failure::Result;
use crate::server::pdf::{Align, Colour, PAPER, Paper};
use crate::server::qr::Qr;
use crate::server::time;
use crate::tl;
use crate::workshops::wording::length;

/// 墨, its soft shade, the one accent, and a hairline.
const INK: Colour = (31, 44, 48);
const SOFT: Colour = (84, 97, 100);
const ACCENT: Colour = (22, 93, 92);
const LINE: Colour = (214, 209, 198);

/// Associations ask for it in Japanese.
const PAPER_LOCALE: Locale = Locale::ja;

const MIDDLE: f32 = PAPER.0 / 2.0;
/// Where text begins and how wide it may be.
const LEFT: f32 = 84.0;
const WIDTH: f32 = PAPER.0 - 2.0 * LEFT;

/// The certificate as PDF.
pub fn pdf(config: &Config, given: &Given) -> Result<Vec<u8>> {
    let locale = PAPER_LOCALE;
    let mut paper = Paper::new()?;
    paper.fill((LEFT, 84.0), (WIDTH, 1.2), ACCENT);
    paper.text((MIDDLE, 158.0), 30.0, INK, Align::Middle, tl!(locale, day.paper_title));
    let name = tl!(locale, day.paper_name, name = given.name.as_str());
    let below = lines(&mut paper, &name, (258.0, 32.0), INK);
    paper.fill((MIDDLE - 90.0, below + 2.0), (180.0, 0.5), LINE);
    paper.text((MIDDLE, below + 46.0), 12.5, SOFT, Align::Middle, tl!(locale, day.paper_words));
    let below = lines(&mut paper, &given.title, (below + 96.0, 19.0), INK);
    facts(&mut paper, given, below + 40.0);
    foot(&mut paper, config, given)?;
    paper.finish(&format!("{} {}", tl!(locale, day.paper_title), grouped(&given.code)))
}

/// A text in the middle, in as many lines as it needs and smaller when those are many. Says where it ends.
fn lines(paper: &mut Paper, text: &str, (top, size): (f32, f32), colour: Colour) -> f32 {
    let sizes = [size, size * 0.8, size * 0.62, size * 0.48];
    let size = sizes.into_iter().find(|size| paper.wrap(text, *size, WIDTH).len() <= 3).unwrap_or(size * 0.4);
    let mut y = top;
    for line in paper.wrap(text, size, WIDTH) {
        paper.text((MIDDLE, y), size, colour, Align::Middle, &line);
        y += size * 1.5;
    }
    y - size * 0.9
}

/// Day, hours, points.
fn facts(paper: &mut Paper, given: &Given, top: f32) {
    let locale = PAPER_LOCALE;
    let rows = [
        (tl!(locale, day.paper_held), held_on(&given.held_on, locale)),
        (tl!(locale, day.paper_length), length(given.minutes, locale)),
        (tl!(locale, day.paper_points), given.points.clone()),
    ];
    let mut y = top;
    for (label, value) in rows.into_iter().filter(|(_, value)| !value.is_empty()) {
        paper.text((MIDDLE - 130.0, y), 11.0, SOFT, Align::Left, label);
        paper.text((MIDDLE - 50.0, y), 13.0, INK, Align::Left, &value);
        y += 14.0;
        paper.fill((MIDDLE - 130.0, y - 4.0), (260.0, 0.5), LINE);
        y += 18.0;
    }
}

/// Who gives it, since when, and how to verify it.
fn foot(paper: &mut Paper, config: &Config, given: &Given) -> Result<()> {
    let locale = PAPER_LOCALE;
    let top = 664.0;
    let issued = time::full_day(given.issued_at, HOME_ZONE, locale);
    paper.text((LEFT, top), 11.0, SOFT, Align::Left, &tl!(locale, day.paper_issued, day = issued));
    paper.text((LEFT, top + 30.0), 20.0, ACCENT, Align::Left, "Assemble");
    paper.text((LEFT, top + 48.0), 10.0, SOFT, Align::Left, tl!(locale, day.paper_community));
    let code = grouped(&given.code);
    let address = config.link(&format!("/certificates/{code}"));
    paper.qr((LEFT + WIDTH - 76.0, top - 12.0), 76.0, Qr::of(&address)?);
    paper.fill((LEFT, top + 82.0), (WIDTH, 0.5), LINE);
    paper.text((LEFT, top + 100.0), 8.5, SOFT, Align::Left, &tl!(locale, day.paper_code, code = code));
    let mut y = top + 114.0;
    for line in paper.wrap(&tl!(locale, day.paper_verify, address = address), 8.5, WIDTH) {
        paper.text((LEFT, y), 8.5, SOFT, Align::Left, &line);
        y += 13.0;
    }
    if paper.replaced() {
        paper.text((LEFT, y), 8.5, SOFT, Align::Left, tl!(locale, day.paper_replaced));
    }
    Ok(())
}

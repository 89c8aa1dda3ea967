//! Pages. They come from the server as they are; a small script keeps a long form while somebody writes in it.

mod coach;
mod gifts;
mod home;
mod parts;
mod result;
mod seen;
mod share;
mod shelf;
mod sit;
mod sitting;
mod words;

pub use super::giving::{GiveStrength, LinkBox};
pub use coach::{CoachSheet, GiftFields};
pub use home::SheetHomePage;
pub use result::SheetResultPage;
pub use share::SheetSharePage;
pub use shelf::Worksheets;
pub use sitting::SheetSitting;

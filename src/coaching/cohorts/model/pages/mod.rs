//! What the pages show: ready words and days, made on the server in the viewer's language and zone.

mod applying;
mod coaching;
mod meeting;
mod mine;
mod organising;

pub use applying::{ApplicationLine, ApplicationPage, CohortCard, Mine, ProgrammeLine, ProgrammePage};
pub use coaching::{MemberGoals, MemberLine, MemberPage};
pub use meeting::{AppointmentLine, BookingPage, OfferPage, SlotLine};
pub use mine::{CohortPage, GoalShown, LetterShown, MyCohort, PathLine, PendingLine, StepShown};
pub use organising::{CohortDesk, Counts, ProgrammeDesk};

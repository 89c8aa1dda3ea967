//! The rules of cohorts, and what their pages show.

mod application;
mod forms;
mod goal;
mod ids;
mod life;
mod pages;
mod path;
mod slot;

pub use application::{Act, ApplyForm, DecideForm, Standing, WhichApplicationForm};
pub use forms::{CohortPlanForm, LetterForm, ProgrammeActForm, ProgrammeForm, WhichCohortForm};
pub use goal::{GoalAct, GoalActForm, GoalForm, MAX_STEPS, OPEN_GOALS, StepAct, StepActForm, StepForm};
pub use ids::{ApplicationId, AppointmentId, GoalId, ProgrammeId, SlotId, StepId};
pub use life::{Life, Stage};
pub use pages::*;
pub use path::{Fact, Kind, Place, Walked, walk};
pub use slot::{
    BookForm, LEAD_MINUTES, LENGTHS, MOST_BOOKED, MoveForm, OfferForm, WEEKS, WhichAppointmentForm, WhichSlotForm,
    overlap, still_open,
};

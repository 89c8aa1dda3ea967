//! Appointments and the times that are offered.

use serde::{Deserialize, Serialize};

use crate::coaching::cohorts::model::{AppointmentId, SlotId};
use crate::journal::model::When;
use crate::kit::id::CohortId;

/// An appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentLine {
    /// Which.
    pub id: AppointmentId,
    /// With whom.
    pub who: String,
    /// Day, hours and zone.
    pub when: When,
    /// Where one meets online.
    pub link: Option<String>,
    /// Whether the viewer may still move or cancel it.
    pub open: bool,
    /// Whether the viewer is the one who offered the time.
    pub coach: bool,
}

/// A time that can be booked, or that a coach offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotLine {
    /// Which.
    pub id: SlotId,
    /// With whom; the cohort on the coach's own page.
    pub who: String,
    /// Day and hours.
    pub when: When,
    /// Whether it takes place online: where stands there for who booked it.
    pub online: bool,
}

/// The page on which a member books.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingPage {
    /// One's appointments to come.
    pub mine: Vec<AppointmentLine>,
    /// Times that can be booked now.
    pub free: Vec<SlotLine>,
    /// The appointment that is being moved, if it is.
    pub moving: Option<AppointmentLine>,
    /// Whether another one may be booked.
    pub may_book: bool,
}

/// The page on which a coach offers times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferPage {
    /// The open cohorts that one coaches.
    pub cohorts: Vec<(CohortId, String)>,
    /// What is booked and still to come.
    pub booked: Vec<AppointmentLine>,
    /// What is offered and free.
    pub free: Vec<SlotLine>,
    /// The coach's time zone.
    pub zone: String,
}

//! Ids of this room.

crate::id! {
    /// A programme, of which there may be several cohorts.
    ProgrammeId
}
crate::id! {
    /// Somebody's application to a cohort.
    ApplicationId
}
crate::id! {
    /// A goal of a member.
    GoalId
}
crate::id! {
    /// A small step towards a goal.
    StepId
}
crate::id! {
    /// A time that a coach offers.
    SlotId
}
crate::id! {
    /// A time that a member booked.
    AppointmentId
}

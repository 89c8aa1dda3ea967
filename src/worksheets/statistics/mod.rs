//! Anonymous statistics: how often something was chosen, among the people who switched that on for a finished sheet.
//! Nothing that rests on fewer than ten people is shown, nor anything from which such a number could be worked out.
//! What is shown is counted anew only when ten sheets or more have changed, and each number stands until ten or more came to
//! or left that choice, and ten or more the others, so that looking again tells of nobody.
//! Only organisers see it, and only counts; self-checks are never counted.

pub mod api;
pub mod model;
pub mod store;
pub mod view;

//! Pages.

mod choose;
mod compare;
mod fold;
mod home;
mod keeper;
mod notes;
mod own;
mod rank;
mod result;
mod share;
mod shared;
mod sitting;
mod sort;
mod table;

pub use compare::ValuesCompare;
pub use home::Values;
pub use result::ValuesResult;
pub use shared::SharedValues;
pub use sitting::ValuesSort;

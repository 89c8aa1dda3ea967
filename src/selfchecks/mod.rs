//! Self-checks, 「こころの電池チェック」: a member looks at how tired or how alone they feel, and at their own results
//! over time. They are for the member alone: no host or organiser has a way to them, no statistics count them, and a
//! coach sees a single result only when its author shows exactly that one (`showing`). Every page has the numbers for help on it. A result is deleted with its row; nothing of it stays.

pub mod api;
pub mod model;
pub mod pages;
pub mod prompt;
pub mod showing;
pub mod store;
pub mod view;

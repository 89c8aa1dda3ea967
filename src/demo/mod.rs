//! The demo community: made up, deterministic, believable. No real people.

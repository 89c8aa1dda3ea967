//! Where help is to be had: the numbers that stand beside every self-check and on a page of their own, for everybody.
//! Organisers keep them up to date, see which were not checked for long, and who changed what. No number is promised to
//! be watched over by this community.

pub mod api;
pub mod model;
pub mod pages;
pub mod store;
pub mod view;

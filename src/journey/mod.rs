//! わたしの歩み: what a person's worksheets, gatherings and diary look like on one line of time. Owns nothing: it asks the
//! other rooms. Everybody sees their own and nobody else's; the words of the diary are not opened for it.

pub mod api;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod store;

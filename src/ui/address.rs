//! Values in addresses.

pub use crate::kit::path::encode as url_encode;

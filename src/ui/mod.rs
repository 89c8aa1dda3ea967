//! Shared components. Markup and class names follow the visual language in `style/`.

pub mod chart;
mod error_summary;
mod field;
mod flash;
mod form;
mod icon;
mod layout;
mod load;
mod page_title;
mod refused;
mod text_area;
mod zone;

pub use error_summary::ErrorSummary;
pub use field::{CheckBox, Choices, Hidden, Select, TextAreaField, TextField};
pub use flash::Flash;
pub use form::{Form, FormState, carried};
pub use icon::Icon;
pub use layout::{Back, Frame};
pub use load::Load;
pub use page_title::PageTitle;
pub use refused::{Refused, sentence};
pub use text_area::TextArea;
pub use zone::browser_zone;

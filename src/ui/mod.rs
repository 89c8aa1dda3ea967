//! Shared components. Markup and class names follow the visual language in `style/`.

mod address;
mod arrival;
mod art;
mod back;
mod button;
pub mod chart;
mod confirm;
mod desks;
mod empty;
mod error_summary;
mod field;
mod flash;
mod foot;
mod form;
mod icon;
mod layout;
mod load;
mod nav;
#[cfg(feature = "hydrate")]
mod offline;
mod only;
mod page_meta;
mod page_title;
mod pager;
mod person;
mod refused;
mod row;
mod save_state;
mod sheet;
mod skeleton;
mod tabs;
mod tag;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod text_area;
mod wordmark;
mod zone;

pub use address::url_encode;
pub use art::{Art, Drawing, Ring};
pub use back::Back;
pub use button::Button;
pub use confirm::Confirm;
pub use empty::Empty;
pub use error_summary::ErrorSummary;
pub use field::{CheckBox, Choices, Hidden, Select, TextAreaField, TextField};
pub use flash::Flash;
pub use form::{Form, FormState, carried};
pub use icon::Icon;
pub use layout::Frame;
pub use load::Load;
#[cfg(feature = "hydrate")]
pub use offline::keep_offline_page;
pub use only::Only;
pub use page_meta::{About, PageMeta};
pub use page_title::PageTitle;
pub use pager::Pager;
pub use person::Person;
pub use refused::{Refused, sentence};
pub use row::Row;
pub use save_state::{SaveState, Saving};
pub use sheet::Sheet;
pub use skeleton::Skeleton;
pub use tabs::Tabs;
pub use tag::Tag;
pub use text_area::TextArea;
pub use zone::browser_zone;

//! Pages of showing a result.

mod coach;
mod show;
mod shown;

pub use coach::CoachCheck;
pub use show::ShowCheck;
pub use shown::ShownToCoaches;

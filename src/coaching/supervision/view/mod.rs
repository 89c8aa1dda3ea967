//! Pages of supervision. They come from the server as they are.

mod ask;
mod decide;
mod peer;

pub use ask::SupervisionAsk;
pub use decide::SupervisionRequest;
pub use peer::PeerExcerpt;

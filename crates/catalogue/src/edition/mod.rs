//! The catalogue as the public sees it: an edition is a snapshot of the whole, published as one.

mod difference;
mod publish;
mod snapshot;

pub use difference::{Difference, Kind, differences};
pub use publish::{now_and_public, publish};
pub use snapshot::{CATALOGUE, Column, Snapshot, snapshot};

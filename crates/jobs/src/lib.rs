//! Work too long for an answer: asked for on one page, done in the background with progress, fetched from another.

mod desk;
pub mod domain;
pub mod store;
mod work;

pub use desk::routes;
pub use domain::{Job, Product, State};
pub use store::{Order, ask};
pub use work::{Kind, Running, Work, sweep, work, work_off};

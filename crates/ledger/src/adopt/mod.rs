//! From a reviewed draft to a plan with its ledger, or to the correction of a plan, in one transaction.
//!
//! Who answers for what is decided here (`fan_out`); how an entry stands is the business of [`crate::entries`], which is
//! told through [`domain::NewEntry`] and [`domain::Change`].

mod act;
pub mod desk;
pub mod difference;
pub mod domain;
pub mod material;

pub use act::{Adopting, Outcome, adopt};

//! From a reviewed draft to a plan with its ledger, or to the correction of a plan, in one transaction.
//!
//! Who answers for what is decided here (`fan_out`); how an entry stands is the business of [`crate::entries`], which is
//! told through [`NewEntry`] (`entries::store::insert_many`) and [`Change`] (`entries::store::change_many`, which also
//! reckons again what a changed limit makes due).

pub mod domain;

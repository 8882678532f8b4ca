//! The dashboard: how far a year's work is, by unit, by heading and by month.

mod desk;
mod export;
mod figures;
mod pictures;
mod scope;
mod store;
mod tables;
mod view;

pub(super) use desk::show;
pub(super) use export::csv;

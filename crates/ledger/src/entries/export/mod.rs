//! The filtered list as a file or for paper, in the columns of the plan's own ledger form (台账示例).

mod answer;
mod batches;
mod docx;
mod job;
mod paper;
pub(crate) mod row;
mod xlsx;

pub(crate) use answer::{csv, docx, offer, order, xlsx};
pub(crate) use job::KIND;
pub(crate) use paper::on_paper;

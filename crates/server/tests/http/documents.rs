//! Documents: from draft to public page, who may do what, what keeps one from the public, what a repeal does.

mod cleanup;
mod everywhere;
mod gate;
pub mod given;
mod handed_in;
mod life;
mod pdf;
mod public_api;
mod races;
mod relations;
mod search;

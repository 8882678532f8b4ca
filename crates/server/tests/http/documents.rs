//! Documents: from draft to public page, who may do what, what keeps one from the public, what a repeal does.

mod gate;
mod given;
mod life;
mod pdf;
mod races;
mod relations;

//! A catalogue as a sheet: written out, read back with every change shown before it is made.

mod desk;
mod export;
pub mod judge;
pub mod sheet;
mod store;
mod write;

use directory::Capability::{ManageCatalogue, ViewCatalogue};
use web::{Access, Routes};

/// The largest form, in bytes; the file's own limit is the installation's.
const FORM: usize = 100 << 20;

/// The pages of sheets.
pub(crate) fn routes() -> Routes {
    let (view, manage) = (Access::May(ViewCatalogue), Access::May(ManageCatalogue));
    Routes::new()
        .get("/desk/catalogue.xlsx", view, export::xlsx)
        .get("/desk/catalogue.csv", view, export::csv)
        .get("/desk/catalogue/import", manage, desk::form)
        .upload("/desk/catalogue/import", manage, FORM, desk::send)
        .get("/desk/catalogue/import/{id}", manage, desk::show)
        .post("/desk/catalogue/import/{id}/apply", manage, desk::apply)
        .post("/desk/catalogue/import/{id}/discard", manage, desk::discard)
}

//! The register of a government's units.

mod acts;
mod aliases;
mod form;
mod import;
mod list;
mod rows;

use db::Tx;
use directory::{Capability, Principal, Unit, unit};
use kernel::Problem;
use web::{Access, Routes};

/// Largest file of units, in bytes.
const FILE_BYTES: usize = 4 * 1024 * 1024;

pub(crate) fn routes() -> Routes {
    const KEEP: Access = Access::May(Capability::ManageUnits);
    Routes::new()
        .get("/desk/units", KEEP, list::show)
        .get("/desk/units/export.csv", KEEP, list::export)
        .get("/desk/units/new", KEEP, form::blank)
        .post("/desk/units/new", KEEP, form::create)
        .get("/desk/units/import", KEEP, import::form)
        .upload("/desk/units/import", KEEP, FILE_BYTES, import::preview)
        .upload("/desk/units/import/adopt", KEEP, 4 * FILE_BYTES, import::adopt)
        .get("/desk/units/{id}", KEEP, form::show)
        .post("/desk/units/{id}", KEEP, form::save)
        .post("/desk/units/{id}/names", KEEP, aliases::add)
        .post("/desk/units/{id}/names/remove", KEEP, aliases::remove)
        .get("/desk/units/{id}/{act}", KEEP, acts::ask)
        .post("/desk/units/{id}/{act}", KEEP, acts::act)
}

/// The unit of that id, if it belongs to the government acted for.
async fn own(tx: &mut Tx, me: &Principal, id: &str) -> web::Result<Unit> {
    let government = me.government()?;
    let unit = unit::find(tx, id).await?.filter(|u| u.government_id == government.id);
    Ok(unit.ok_or(Problem::NotFound("这个单位"))?)
}

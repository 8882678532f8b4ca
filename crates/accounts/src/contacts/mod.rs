//! How the public reaches a government's and its units' disclosure offices: the facts of the guide (条例 Art. 12).

mod form;
mod list;

use db::Tx;
use directory::{Capability, Principal, unit};
use kernel::Problem;
use web::{Access, Routes};

pub(crate) fn routes() -> Routes {
    const KEEP: Access = Access::May(Capability::KeepContacts);
    Routes::new().get("/desk/contacts", KEEP, list::show).get("/desk/contacts/{id}", KEEP, form::show).post(
        "/desk/contacts/{id}",
        KEEP,
        form::save,
    )
}

/// A government or a unit of it whose contact somebody keeps.
pub(crate) struct Holder {
    pub id: String,
    pub name: String,
    /// None for the government itself.
    pub unit: Option<String>,
}

/// The holder of that id, if it is theirs to keep.
async fn holder(tx: &mut Tx, me: &Principal, id: &str) -> web::Result<Holder> {
    let government = me.government()?;
    let missing = Problem::NotFound("这个单位");
    if id == government.id && me.reaches(&government.id, None) {
        return Ok(Holder { id: id.to_owned(), name: government.name.clone(), unit: None });
    }
    let unit = unit::find(tx, id).await?.filter(|unit| me.reaches(&unit.government_id, Some(&unit.id)));
    let unit = unit.ok_or(missing)?;
    Ok(Holder { id: unit.id.clone(), name: unit.name, unit: Some(unit.id) })
}

//! Letters as the desk sees them: a list, one letter as it is sent, sending again, giving up.

mod act;
mod list;
mod show;

use db::Tx;
use directory::{Capability, Principal};
use kernel::{Problem, is_id};
use web::{Access, Routes};

use crate::store::{self, Queued};

pub(crate) fn routes() -> Routes {
    const VIEW: Access = Access::May(Capability::ViewMail);
    Routes::new()
        .get("/desk/mail", VIEW, list::show)
        .get("/desk/mail/{id}", VIEW, show::show)
        .get("/desk/mail/{id}/{act}", VIEW, act::ask)
        .post("/desk/mail/{id}/{act}", VIEW, act::act)
}

/// The letter of an address, if the post may know of it: one of its government, or any for the whole installation.
async fn known(tx: &mut Tx, me: &Principal, id: &str) -> kernel::Result<Queued> {
    let found = if is_id(id) { store::find(tx, id).await? } else { None };
    let own = |q: &Queued| me.post.government_id.is_none() || me.post.government_id == q.letter.government_id;
    found.filter(own).ok_or(Problem::NotFound("这封信"))
}

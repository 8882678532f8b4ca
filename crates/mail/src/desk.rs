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
        .get("/desk/mail/{id}", Access::SignedIn, show::show)
        .get("/desk/mail/{id}/{act}", VIEW, act::ask)
        .post("/desk/mail/{id}/{act}", VIEW, act::act)
}

/// Whether the post keeps the letter: one of its government, or any for the whole installation.
fn keeps(me: &Principal, letter: &Queued) -> bool {
    let here = me.post.government_id.is_none() || me.post.government_id == letter.letter.government_id;
    me.may(Capability::ViewMail) && here
}

/// The letter of an address, if the post keeps it.
async fn kept(tx: &mut Tx, me: &Principal, id: &str) -> kernel::Result<Queued> {
    let found = if is_id(id) { store::find(tx, id).await? } else { None };
    found.filter(|letter| keeps(me, letter)).ok_or(Problem::NotFound("这封信"))
}

/// The letter of an address, if the post keeps it or it was written to the person, of whichever government.
async fn readable(tx: &mut Tx, me: &Principal, id: &str) -> kernel::Result<Queued> {
    let found = if is_id(id) { store::find(tx, id).await? } else { None };
    let mine = |letter: &Queued| letter.letter.person_id == me.person_id;
    found.filter(|letter| keeps(me, letter) || mine(letter)).ok_or(Problem::NotFound("这封信"))
}

//! The pages of adopted plans.

mod list;
mod progress;
mod public;
mod show;

use directory::Capability::{ManagePlans, ViewPlans};
use directory::Principal;
use kernel::Problem;
use web::{Access, Routes};

use super::domain::Plan;
use super::store;

/// The routes of adopted plans.
pub fn routes() -> Routes {
    let (may_view, may_manage) = (Access::May(ViewPlans), Access::May(ManagePlans));
    Routes::new()
        .get("/desk/plans", may_view, list::list)
        .get("/desk/plans/{id}", may_view, show::show)
        .get("/desk/plans/{id}/original", may_view, show::original)
        .get("/desk/plans/{id}/publish", may_manage, public::ask_publish)
        .post("/desk/plans/{id}/publish", may_manage, public::publish)
        .get("/desk/plans/{id}/progress", may_manage, progress::show)
        .post("/desk/plans/{id}/progress", may_manage, progress::publish)
        .post("/desk/plans/{id}/progress/close", may_manage, progress::close)
        .get("/desk/plans/{id}/withdraw", may_manage, public::ask_withdraw)
        .post("/desk/plans/{id}/withdraw", may_manage, public::withdraw)
}

/// A plan of the government acted for; of any other there is none.
async fn find(tx: &mut db::Tx, who: &Principal, id: &str) -> Result<Plan, Problem> {
    let own = |plan: &Plan| who.post.government_id.as_deref() == Some(&plan.government_id);
    store::find(tx, id).await?.filter(own).ok_or(Problem::NotFound("这份计划"))
}

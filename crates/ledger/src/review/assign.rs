//! Tasks that name no unit: plans often leave them to everybody, or to the office.

use db::Tx;
use kernel::Problem;
use serde_json::json;

use super::store::{self, By};
use crate::intake::domain::Draft;
use crate::intake::store as drafts;

/// Gives every task of a draft that names nobody the responsible units `names`, as if the plan had written them. Answers
/// how many tasks that were; names are resolved like those the plan wrote.
pub async fn assign_unassigned(tx: &mut Tx, by: By<'_>, draft: &Draft, names: &[String]) -> Result<usize, Problem> {
    store::hold(tx, by, &draft.id).await?;
    let mut given = 0;
    for mut task in drafts::tasks(tx, &draft.id).await? {
        if task.dropped || task.body.content.names().next().is_some() {
            continue;
        }
        task.body.content.units = names.to_vec();
        task.body.doubts.retain(|doubt| !matches!(doubt.field.as_str(), "lead" | "units"));
        store::save_task(tx, by, &task).await?;
        given += 1;
    }
    if given > 0 {
        let payload = json!({ "units": names, "tasks": given });
        store::note(tx, by, draft, "plan_draft.units_assigned", payload).await?;
    }
    Ok(given)
}

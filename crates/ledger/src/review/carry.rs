//! What the office decided about a plan outlives its correction: tasks that still name nobody keep the units they were given.

use db::Tx;
use kernel::Problem;

use super::store::{self, By};
use crate::adopt::difference::match_tasks;
use crate::intake::domain::{Doubt, Draft};
use crate::intake::store as drafts;
use crate::plans::domain::Content;
use crate::plans::store as plans;

/// Gives tasks of a correction that name nobody the units of the same tasks of the adopted plan, to be looked at.
pub async fn carry_units(tx: &mut Tx, by: By<'_>, draft: &Draft, plan_id: &str) -> Result<(), Problem> {
    let mut old = plans::tasks(tx, plan_id).await?;
    old.retain(|task| !task.dropped);
    let mut new = drafts::tasks(tx, &draft.id).await?;
    new.retain(|task| !task.dropped);
    let contents: Vec<&Content> = old.iter().map(|task| &task.content).collect();
    let matching = match_tasks(&contents, &new.iter().map(|task| &task.body.content).collect::<Vec<_>>());
    for (task, old_of) in new.iter_mut().zip(matching.old_of) {
        let Some(before) = old_of.map(|at| contents[at]) else { continue };
        if task.body.content.names().next().is_some() || before.names().next().is_none() {
            continue;
        }
        task.body.content.lead = before.lead.clone();
        task.body.content.units = before.units.clone();
        let reason = "更正稿没有写明单位，沿用已采用的计划".to_owned();
        task.body.doubts.push(Doubt { field: "units".into(), reason });
        store::save_task(tx, by, task).await?;
    }
    Ok(())
}

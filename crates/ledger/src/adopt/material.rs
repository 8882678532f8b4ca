//! Everything that adopting a draft works with, read at once: for the preview and for the act itself.

use std::collections::{BTreeMap, HashSet};

use db::{Tx, args};
use directory::names::Register;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::difference::{Matching, match_tasks};
use super::domain::{Outlook, fan_out, outlook};
use crate::entries::Entry;
use crate::intake;
use crate::intake::domain::{Draft, DraftTask};
use crate::plans;
use crate::plans::domain::{Plan, Task};
use crate::review;
use crate::review::names::Meanings;

/// A draft with all that decides what becomes of it.
#[derive(Clone, Debug)]
pub struct Material {
    /// The draft.
    pub draft: Draft,
    /// Its tasks, without the dropped ones.
    pub tasks: Vec<DraftTask>,
    /// What its names mean.
    pub meanings: Meanings,
    /// The plan it corrects, with all that is there.
    pub standing: Option<Standing>,
}

/// An adopted plan about to be corrected.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The plan.
    pub plan: Plan,
    /// Its tasks in its order, then those an earlier correction took out: the new one may bring them back.
    pub tasks: Vec<Task>,
    /// Its entries, dropped ones too.
    pub entries: Vec<Entry>,
    /// Which of its tasks the draft's are.
    pub matching: Matching,
}

/// Reads the material.
pub async fn read(tx: &mut Tx, draft: Draft) -> db::Result<Material> {
    let mut tasks = intake::store::tasks(tx, &draft.id).await?;
    tasks.retain(|task| !task.dropped);
    let register = Register::read(tx, &draft.government_id).await?;
    let chosen = review::store::chosen(tx, &draft.id).await?;
    let meanings = Meanings::new(&register, &chosen, tasks.iter().flat_map(|task| task.body.content.names()));
    let standing = match &draft.corrects_plan_id {
        Some(id) => Some(standing(tx, id, &tasks).await?),
        None => None,
    };
    Ok(Material { draft, tasks, meanings, standing })
}

async fn standing(tx: &mut Tx, plan_id: &str, new: &[DraftTask]) -> db::Result<Standing> {
    let plan = plans::store::find(tx, plan_id).await?.ok_or(db::Error::Stale)?;
    let tasks = plans::store::tasks_ever(tx, plan_id).await?;
    let entries = tx.all("SELECT * FROM ledger_entry WHERE plan_id = $1 ORDER BY id", args![plan_id]).await?;
    let old: Vec<_> = tasks.iter().map(|task| &task.content).collect();
    let new: Vec<_> = new.iter().map(|task| &task.body.content).collect();
    let mut matching = match_tasks(&old, &new);
    matching.gone.retain(|at| !tasks[*at].dropped);
    Ok(Standing { plan, tasks, entries, matching })
}

impl Material {
    /// What adopting will do.
    pub fn outlook(&self) -> Outlook {
        outlook(&self.tasks.iter().collect::<Vec<_>>(), &self.meanings)
    }

    /// The adopted task that the one at this place corrects.
    pub fn old_of(&self, at: usize) -> Option<&Task> {
        let standing = self.standing.as_ref()?;
        standing.matching.old_of.get(at).copied().flatten().map(|old| &standing.tasks[old])
    }

    /// The text that people gave the adopted task at this place, where the correction has another that nobody wrote.
    pub fn own_text(&self, at: usize) -> Option<&str> {
        let (old, new) = (&self.old_of(at)?.content, &self.tasks.get(at)?.body.content);
        (old.is_edited() && !new.is_edited() && old.text != new.text).then_some(old.text.as_str())
    }

    /// The entries that adopting closes: their task is gone, or their unit answers for it no longer.
    pub fn closed(&self) -> Vec<&Entry> {
        let Some(standing) = &self.standing else { return Vec::new() };
        let mut kept: HashSet<(&str, &str)> = HashSet::new();
        for (at, task) in self.tasks.iter().enumerate() {
            let Some(old) = self.old_of(at) else { continue };
            let shares = fan_out(&task.body.content, &self.meanings);
            kept.extend(shares.into_iter().map(|share| (old.id.as_str(), share.unit.id.as_str())));
        }
        let gone = |entry: &&Entry| !entry.dropped && !kept.contains(&(entry.task_id.as_str(), entry.unit_id.as_str()));
        standing.entries.iter().filter(gone).collect()
    }

    /// Why it cannot be adopted yet: sentences, each with what to add to the review's address to settle it.
    pub fn why_not(&self) -> Vec<(String, &'static str)> {
        let mut reasons = Vec::new();
        let head = &self.draft.head.fields;
        if head.title.is_empty() {
            reasons.push(("还没有标题。".to_owned(), "?head=1#head"));
        }
        if head.year.is_none() {
            reasons.push(("还没有填年度，推算不出时限。".to_owned(), "?head=1#head"));
        }
        if self.tasks.is_empty() {
            reasons.push(("一项任务也没有。".to_owned(), "#tasks"));
        }
        if self.tasks.iter().any(|task| task.body.content.text.is_empty()) {
            reasons.push(("有的任务还没有内容。".to_owned(), "#tasks"));
        }
        if self.draft.similar_plan_id.is_some() {
            reasons.push(("还没有说明是不是更正稿。".to_owned(), "#similar"));
        }
        let unknown = self.meanings.unknown().len();
        if unknown > 0 {
            reasons.push((format!("还有 {unknown} 个单位名称没有认出来。"), "/names"));
        }
        reasons
    }

    /// Names exactly what adopting would do: who confirms a preview confirms this, and nothing that changed since.
    pub fn fingerprint(&self) -> String {
        let shares: BTreeMap<&str, Vec<(&str, bool)>> = (self.tasks.iter())
            .map(|task| {
                let shares = fan_out(&task.body.content, &self.meanings);
                (task.id.as_str(), shares.iter().map(|share| (share.unit.id.as_str(), share.is_lead)).collect())
            })
            .collect();
        let tasks: Vec<_> = self.tasks.iter().map(|task| (&task.id, &task.body.content)).collect();
        let corrects = self.standing.as_ref().map(|s| (&s.plan.id, s.plan.version));
        let all = json!([self.draft.head.fields, corrects, tasks, shares]);
        hex::encode(&Sha256::digest(all.to_string())[..16])
    }
}

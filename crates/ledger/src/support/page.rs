//! `/desk/support/{id}`: one record with what it counts for, its files and its history.

use askama::Template;
use axum::extract::Path;
use db::Tx;
use directory::Capability::RecordSupport;
use kernel::Problem;
use web::{Mistakes, Page, Result, view};

use super::domain::Support;
use super::form::readable;
use super::history::{self, Past};
use super::store::{self, Attachment};
use super::{counting, counts};
use crate::entries::desk::{Desk, Units};
use crate::entries::words::meaning;
use crate::entries::{store as entries, task};

/// A time limit that the record counts for.
pub(super) struct Counted {
    pub href: String,
    pub task: String,
    pub unit: String,
    pub asked: String,
    /// A corrected plan has the limit no more.
    pub astray: bool,
}

/// What a record counts for under a limit that a corrected plan has no more.
pub(super) struct Stray {
    /// The evidence that names it.
    pub evidence: String,
    pub entry: String,
    pub words: String,
    /// What the limit asked for, and the day that was recorded.
    pub how: String,
    /// It stays counted.
    pub kept: bool,
}

/// All of those, for the form.
pub(super) async fn strays(tx: &mut Tx, desk: &Desk, support: &Support, units: &Units) -> db::Result<Vec<Stray>> {
    let mut found = Vec::new();
    for count in counts::of_support(tx, &support.id).await? {
        let entry = entries::find(tx, &count.entry_id).await?;
        let Some(entry) = entry.filter(|entry| entry.seen_by(&desk.who)) else { continue };
        let Some(task) = task::find(tx, &entry.task_id).await? else { continue };
        if counting::place(&task, &count.limit).is_none() {
            found.push(Stray {
                words: format!("{}：{}", units.name(&entry.unit_id), task.name()),
                how: format!("原来的时限：{}；{} 登记", meaning(&count.limit.limit), count.on),
                evidence: count.evidence_id,
                entry: entry.id,
                kept: true,
            });
        }
    }
    Ok(found)
}

#[derive(Template)]
#[template(path = "ledger/support/record.html")]
pub(super) struct RecordPage {
    page: Page,
    support: Support,
    whose: String,
    facts: Vec<(&'static str, String)>,
    counted: Vec<Counted>,
    files: Vec<Attachment>,
    history: Vec<Past>,
    can_edit: bool,
    /// Why it cannot change nor be taken away.
    held: Vec<String>,
    mistakes: Mistakes,
    accept: String,
}

/// One record.
pub(super) async fn show(desk: Desk, Path(id): Path<String>) -> Result {
    let mut tx = desk.app.db.read().await?;
    let support = readable(&desk, &mut tx, &id).await?;
    view(page(&desk, &mut tx, support, Mistakes::default()).await?)
}

/// The page of a record, with what is wrong with files that were sent.
pub(super) async fn page(
    desk: &Desk,
    tx: &mut Tx,
    support: Support,
    mistakes: Mistakes,
) -> std::result::Result<RecordPage, Problem> {
    let units = Units::read(tx, &support.government_id).await?;
    let whose = support.unit_id.as_deref().map_or("政务公开办", |unit| units.name(unit)).to_owned();
    let can_edit = desk.who.may(RecordSupport) && support.seen_by(&desk.who);
    Ok(RecordPage {
        page: desk.shell.desk(&support.text.title),
        whose,
        facts: support.kind.shown(&support.text.values),
        counted: counted(tx, desk, &support, &units).await?,
        files: store::attachments(tx, &support.id).await?,
        history: history::of(tx, &support.id).await?,
        can_edit,
        held: if can_edit { counting::held(tx, &support.id).await? } else { Vec::new() },
        mistakes,
        accept: web::accepted(),
        support,
    })
}

/// What a record counts for, as far as the person may know of it.
pub(super) async fn counted(tx: &mut Tx, desk: &Desk, support: &Support, units: &Units) -> db::Result<Vec<Counted>> {
    let mut found = Vec::new();
    for count in counts::of_support(tx, &support.id).await? {
        let entry = entries::find(tx, &count.entry_id).await?;
        let Some(entry) = entry.filter(|entry| entry.seen_by(&desk.who)) else { continue };
        let Some(task) = task::find(tx, &entry.task_id).await? else { continue };
        found.push(Counted {
            href: format!("/desk/ledger/{}", entry.id),
            task: task.name(),
            unit: units.name(&entry.unit_id).to_owned(),
            astray: counting::place(&task, &count.limit).is_none(),
            asked: meaning(&count.limit.limit),
        });
    }
    Ok(found)
}

impl RecordPage {
    fn is_astray(&self) -> bool {
        self.counted.iter().any(|one| one.astray)
    }

    fn size(&self, file: &Attachment) -> String {
        crate::work::section::size(file.bytes)
    }
}

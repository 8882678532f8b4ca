//! Editing one task: the form, and saving it.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use directory::Principal;
use kernel::{Problem, Time};
use plan::Part;
use serde_json::json;
use web::{App, Fields, Mistakes, Result, Shell, Signed, Typed, redirect};

use super::scene::{Place, find, year};
use super::screen;
use crate::intake::domain::{Body, Doubt, DraftTask, doubt};
use crate::plans::domain::Content;
use crate::review::domain::{pieces, split};
use crate::review::due_rows::{self, DueRow, KINDS};
use crate::review::store::{self, By, differences};

/// The form of one task, as stored or as typed.
pub(super) struct EditForm {
    pub version: i64,
    /// `body` or `annex`.
    pub part: &'static str,
    pub path: String,
    pub label: String,
    pub text: String,
    pub lead: String,
    pub units: String,
    pub rows: Vec<DueRow>,
    pub kinds: [(&'static str, &'static str); 14],
    pub doubts: Vec<Doubt>,
    pub mistakes: Mistakes,
    /// What somebody else made of the task meanwhile.
    pub conflict: Option<Conflict>,
}

/// What somebody else saved while a form was open.
pub(super) struct Conflict {
    pub by: String,
    pub at: Time,
    pub text: String,
    pub lead: String,
    pub units: String,
    pub due: String,
}

impl EditForm {
    /// From what is stored.
    pub fn stored(task: &DraftTask, year: i16) -> Self {
        let Content { part, path, label, text, lead, units, limits, .. } = &task.body.content;
        let etc = task.body.etc.clone().unwrap_or_default();
        Self {
            version: task.version,
            part: if *part == Part::Annex { "annex" } else { "body" },
            path: path.join("\n"),
            label: label.clone().unwrap_or_default(),
            text: text.clone(),
            lead: lead.join("、"),
            units: units.join("、") + &etc,
            rows: due_rows::rows(limits, year),
            kinds: KINDS,
            doubts: task.body.doubts.clone(),
            mistakes: Mistakes::default(),
            conflict: None,
        }
    }

    /// From what was typed.
    fn typed(typed: &Fields, task: &DraftTask, year: i16, mistakes: Mistakes) -> Self {
        let rows = due_rows::typed(typed, &task.body.content.limits, year);
        let raw = |name: &str| typed.raw(name).to_owned();
        Self {
            version: task.version,
            part: if typed.get("part") == "annex" { "annex" } else { "body" },
            path: raw("path"),
            label: raw("label"),
            text: raw("text"),
            lead: raw("lead"),
            units: raw("units"),
            rows,
            kinds: KINDS,
            doubts: Vec::new(),
            mistakes,
            conflict: None,
        }
    }

    /// The reason to doubt a field; empty when there is none.
    pub fn doubt(&self, field: &str) -> &str {
        doubt(&self.doubts, field)
    }
}

/// What a form says about a task, cut where it asks for it.
fn read(typed: &Fields, task: &DraftTask, year: i16) -> std::result::Result<Vec<Body>, Mistakes> {
    let mut mistakes = Mistakes::default();
    let pieces = pieces(typed.raw("text"));
    if pieces.is_empty() {
        mistakes.add("text", "请填任务内容；不是任务的，请点“不是任务”。");
    }
    mistakes.check("text", web::within_limits(typed.raw("text"), 10_000));
    let leads = unit_names(typed.raw("lead"));
    let others = unit_names(typed.raw("units"));
    for (field, read) in [("lead", &leads), ("units", &others)] {
        if let Err(line) = read {
            mistakes.add(field, format!("“{line}”里没有读出单位名称"));
        }
    }
    let limits = due_rows::read(typed, &task.body.content.limits, year);
    if limits.is_none() {
        mistakes.add("due", "有的时限没有读懂，见标出的行");
    }
    let (Ok(leads), Ok(others), Some(limits), true) = (leads, others, limits, mistakes.is_empty()) else {
        return Err(mistakes);
    };
    // In 牵头单位 every name leads; in 责任单位 the words decide (甲牵头，乙配合).
    let mut lead: Vec<String> = [leads.lead, leads.units, others.lead].concat();
    dedup(&mut lead);
    let mut units = others.units;
    units.retain(|name| !lead.contains(name));
    dedup(&mut units);
    let content = Content {
        part: if typed.get("part") == "annex" { Part::Annex } else { Part::Body },
        path: typed.raw("path").lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        label: typed.opt("label").map(str::to_owned),
        text: pieces.concat(),
        printed: task.body.content.printed.clone(),
        lead,
        units,
        limits,
        lines: task.body.content.lines,
    };
    // Somebody has looked at it now.
    let body = Body { content, etc: others.etc.or(leads.etc), doubts: Vec::new() };
    Ok(if pieces.len() == 1 { vec![body] } else { split(&body, &pieces) })
}

fn dedup(names: &mut Vec<String>) {
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
}

/// Reads unit names, a list on each line; gives back the line that names none.
fn unit_names(text: &str) -> std::result::Result<plan::Responsibility, String> {
    let mut all = plan::Responsibility::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let read = plan::parse_units(line);
        if read.is_empty() && read.etc.is_none() {
            return Err(line.to_owned());
        }
        all.lead.extend(read.lead);
        all.units.extend(read.units);
        all.etc = read.etc.or(all.etc);
    }
    Ok(all)
}

/// Saves a task, or shows the form again with what is wrong and what was typed.
pub(super) async fn save(
    State(app): State<App>,
    (Signed(who), shell): (Signed, Shell),
    Path((id, task_id)): Path<(String, String)>,
    Typed(typed): Typed,
) -> Result {
    let mut tx = app.db.write().await?;
    let draft = find(&mut tx, &who, &id).await?;
    let (actor, now) = (who.actor(), app.clock.now());
    let by = By { actor: &actor, now };
    store::hold(&mut tx, by, &id).await?;
    let task = store::task(&mut tx, &id, &task_id).await?.ok_or(Problem::NotFound("这项任务"))?;
    let year = year(&draft);
    let read = read(&typed, &task, year);
    let stale = typed.get("version").parse() != Ok(task.version);
    let bodies = match read {
        Ok(bodies) if !stale => bodies,
        read => {
            drop(tx);
            let mut form = EditForm::typed(&typed, &task, year, read.err().unwrap_or_default());
            form.conflict = stale.then(|| Conflict::new(&task));
            return again(&app, &shell, &who, &id, &task_id, form).await;
        }
    };
    let count = bodies.len();
    store::make_room(&mut tx, &id, task.position, i64::try_from(count).unwrap_or(1) - 1).await?;
    let mut bodies = bodies.into_iter();
    let first = bodies.next().unwrap_or_else(|| task.body.clone());
    let saved = DraftTask { body: first, ..task.clone() };
    store::save_task(&mut tx, by, &saved).await?;
    for (position, body) in (task.position + 1..).zip(bodies) {
        crate::intake::store::insert_task(&mut tx, now, &id, position, &body, &actor.name).await?;
    }
    let act = if count > 1 { "plan_draft.task_split" } else { "plan_draft.task_saved" };
    let changes = differences(&json!(task.body.content), &json!(saved.body.content));
    let payload = json!({ "task": task_id, "pieces": count, "changes": changes });
    store::note(&mut tx, by, &draft, act, payload).await?;
    tx.commit().await?;
    let said = if count > 1 { format!("已拆成 {count} 项。") } else { "已保存。".to_owned() };
    Ok(redirect(&Place::back(&typed, &id, &task_id)).saying(&said).into_response())
}

async fn again(app: &App, shell: &Shell, who: &Principal, id: &str, task_id: &str, form: EditForm) -> Result {
    let mut tx = app.db.read().await?;
    let draft = find(&mut tx, who, id).await?;
    screen::with_form(&mut tx, shell, who, draft, (task_id, form)).await
}

impl Conflict {
    fn new(task: &DraftTask) -> Self {
        let content = &task.body.content;
        Self {
            by: task.changed_by.clone(),
            at: task.changed_at,
            text: content.text.clone(),
            lead: content.lead.join("、"),
            units: content.units.join("、"),
            due: crate::adopt::domain::limits_line(&content.limits),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_lists_or_one_on_a_line() {
        let read = unit_names("市教育局、市财政局\n市司法局等有关部门").unwrap();
        assert_eq!(read.units, ["市教育局", "市财政局", "市司法局"]);
        assert_eq!(read.etc.as_deref(), Some("等有关部门"));
        assert_eq!(unit_names("市教育局\n。。").unwrap_err(), "。。");
        assert!(unit_names(" \n").unwrap().is_empty());
    }
}

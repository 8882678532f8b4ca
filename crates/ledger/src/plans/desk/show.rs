//! One adopted plan: its tasks by heading and by unit, its text, its file, where it stands in public.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::{Path, State};
use directory::Capability::ManagePlans;
use web::{App, NavItem, Page, Query, Result, Shell, Signed, view};

use super::find;
use crate::plans::domain::{Plan, Task};
use crate::plans::public::{self, Share, Standing};
use crate::plans::{store, text, wording};
use crate::review::desk::file;
use crate::snapshot::Block;

/// A unit's short name, and whether it leads.
struct Answering {
    name: String,
    is_lead: bool,
}

struct TaskRow {
    number: i64,
    label: String,
    /// Headings below the outermost.
    path: String,
    text: String,
    lead: String,
    units: String,
    due: String,
    /// Who has an entry; groups are expanded.
    entries: Vec<Answering>,
}

/// The tasks under one outermost heading.
struct Section {
    heading: String,
    tasks: Vec<TaskRow>,
}

/// One unit with its tasks: number, text, whether it leads.
struct UnitRow {
    id: String,
    name: String,
    leads: usize,
    tasks: Vec<(i64, String, bool)>,
}

#[derive(Template)]
#[template(path = "ledger/plans/show.html")]
struct ShowPage {
    page: Page,
    may_manage: bool,
    plan: Plan,
    tabs: Vec<NavItem>,
    view: String,
    sections: Vec<Section>,
    units: Vec<UnitRow>,
    text: Vec<Block>,
    standing: Standing,
    why_not: Option<String>,
    public_path: String,
}

/// The page. `view` chooses between `tasks`, `units` and `text`.
pub(super) async fn show(
    State(app): State<App>,
    (Signed(who), shell): (Signed, Shell),
    Path(id): Path<String>,
    Query(query): Query,
) -> Result {
    let mut tx = app.db.read().await?;
    let plan = find(&mut tx, &who, &id).await?;
    let chosen = query.opt("view").filter(|view| ["units", "text"].contains(view)).unwrap_or("tasks").to_owned();
    let tasks = store::tasks(&mut tx, &id).await?;
    let shares = public::shares(&mut tx, &id).await?;
    let names = public::unit_names(&mut tx, &plan.government_id, &shares).await?;
    let units = by_unit(&tasks, &shares, &names);
    let text =
        if chosen == "text" { text::blocks(&store::source_text(&mut tx, &id).await?, &tasks) } else { Vec::new() };
    let slug = who.government()?.slug.clone();
    view(ShowPage {
        page: shell.desk(&plan.head.title),
        may_manage: who.may(ManagePlans),
        tabs: tabs(&id, &chosen, tasks.len(), units.len()),
        sections: if chosen == "tasks" { sections(&tasks, &shares, &names) } else { Vec::new() },
        units: if chosen == "units" { units } else { Vec::new() },
        text,
        standing: public::standing(&mut tx, &plan).await?,
        why_not: plan.why_not_public(),
        public_path: format!("/g/{slug}/plans/{id}"),
        view: chosen,
        plan,
    })
}

fn tabs(id: &str, chosen: &str, tasks: usize, units: usize) -> Vec<NavItem> {
    let tab = |label: &str, view: &str, count: Option<usize>| NavItem {
        label: label.to_owned(),
        href: format!("/desk/plans/{id}{}", if view == "tasks" { String::new() } else { format!("?view={view}") }),
        current: chosen == view,
        count: count.map(|count| count as u64),
    };
    vec![tab("按章节", "tasks", Some(tasks)), tab("按单位", "units", Some(units)), tab("原文", "text", None)]
}

fn sections(tasks: &[Task], shares: &[Share], names: &HashMap<String, String>) -> Vec<Section> {
    let mut answering: HashMap<&str, Vec<Answering>> = HashMap::new();
    for share in shares {
        let name = names.get(&share.unit_id).cloned().unwrap_or_default();
        answering.entry(&share.task_id).or_default().push(Answering { name, is_lead: share.is_lead });
    }
    let mut sections: Vec<Section> = Vec::new();
    for task in tasks {
        let content = &task.content;
        let due = content.limits.iter().map(|limit| format!("{}（{}）", limit.raw, wording::meaning(&limit.limit)));
        let row = TaskRow {
            number: task.position,
            label: content.label.clone().unwrap_or_default(),
            path: content.path.iter().skip(1).cloned().collect::<Vec<_>>().join(" › "),
            text: content.text.clone(),
            lead: content.lead.join("、"),
            units: content.units.join("、"),
            due: due.collect::<Vec<_>>().join("；"),
            entries: answering.remove(task.id.as_str()).unwrap_or_default(),
        };
        match sections.last_mut().filter(|section| section.heading == content.heading()) {
            Some(section) => section.tasks.push(row),
            None => sections.push(Section { heading: content.heading().to_owned(), tasks: vec![row] }),
        }
    }
    sections
}

fn by_unit(tasks: &[Task], shares: &[Share], names: &HashMap<String, String>) -> Vec<UnitRow> {
    let task_of: HashMap<&str, &Task> = tasks.iter().map(|task| (task.id.as_str(), task)).collect();
    let mut rows: BTreeMap<&str, UnitRow> = BTreeMap::new();
    for share in shares {
        let (Some(name), Some(task)) = (names.get(&share.unit_id), task_of.get(share.task_id.as_str())) else {
            continue;
        };
        let empty = || UnitRow { id: share.unit_id.clone(), name: name.clone(), leads: 0, tasks: Vec::new() };
        let row = rows.entry(&share.unit_id).or_insert_with(empty);
        row.leads += usize::from(share.is_lead);
        row.tasks.push((task.position, task.content.text.clone(), share.is_lead));
    }
    let mut rows: Vec<UnitRow> = rows.into_values().collect();
    rows.iter_mut().for_each(|row| row.tasks.sort_unstable_by_key(|(number, ..)| *number));
    rows.sort_by(|a, b| (b.tasks.len(), &a.name).cmp(&(a.tasks.len(), &b.name)));
    rows
}

/// The file the plan was read from.
pub(super) async fn original(State(app): State<App>, Signed(who): Signed, Path(id): Path<String>) -> Result {
    let mut tx = app.db.read().await?;
    let plan = find(&mut tx, &who, &id).await?;
    drop(tx);
    file(&app, &plan.file_name, &plan.file_hash).await
}

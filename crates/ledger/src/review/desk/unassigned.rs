//! Tasks that name no unit, given responsible units all at once.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use directory::names::Register;
use web::{App, Mistakes, Page, Result, Shell, Signed, Typed, redirect, view, view_invalid};

use super::scene::{Scene, base, find};
use crate::intake::STEPS;
use crate::intake::domain::Draft;
use crate::review::assign::assign_unassigned;
use crate::review::store::By;

#[derive(Template)]
#[template(path = "ledger/review/unassigned.html")]
struct UnassignedPage {
    page: Page,
    steps: [&'static str; 3],
    draft: Draft,
    base: String,
    /// Numbers of the tasks that name nobody.
    tasks: Vec<usize>,
    /// Collective names that may be used, each with how many units it stands for.
    groups: Vec<(String, usize)>,
    typed: String,
    mistakes: Mistakes,
}

fn page(shell: &Shell, scene: Scene, typed: &str, mistakes: Mistakes) -> UnassignedPage {
    let tasks = scene.tasks().filter(|(_, task)| task.names.is_empty()).map(|(number, _)| number).collect();
    let groups = scene.register.groups().iter().map(|group| {
        let units = scene.register.resolve(&group.name).map_or(0, |found| found.units().len());
        (group.name.clone(), units)
    });
    UnassignedPage {
        page: shell.desk("没有写明单位的任务"),
        steps: STEPS,
        base: scene.base(),
        tasks,
        groups: groups.collect(),
        typed: typed.to_owned(),
        mistakes,
        draft: scene.draft,
    }
}

/// Asks who is to answer for them.
pub(super) async fn ask(
    State(app): State<App>,
    (Signed(who), shell): (Signed, Shell),
    Path(id): Path<String>,
) -> Result {
    let mut tx = app.db.read().await?;
    let draft = find(&mut tx, &who, &id).await?;
    let scene = Scene::read(&mut tx, draft).await?;
    view(page(&shell, scene, "", Mistakes::default()))
}

/// Gives them units.
pub(super) async fn assign(
    State(app): State<App>,
    (Signed(who), shell): (Signed, Shell),
    Path(id): Path<String>,
    Typed(typed): Typed,
) -> Result {
    let mut tx = app.db.write().await?;
    let draft = find(&mut tx, &who, &id).await?;
    let names = plan::parse_units(typed.get("units")).units;
    // One slip here would be in every task, so only names that the register knows are taken.
    let register = Register::read(&mut tx, &draft.government_id).await?;
    let unknown: Vec<&str> = names.iter().map(String::as_str).filter(|name| register.resolve(name).is_none()).collect();
    let mut mistakes = Mistakes::default();
    if names.is_empty() {
        mistakes.add("units", "请写明交给哪些单位");
    } else if !unknown.is_empty() {
        mistakes.add("units", format!("没认出：{}。请改用单位或统称的名称，或者先在“单位”里添加", unknown.join("、")));
    }
    if !mistakes.is_empty() {
        let scene = Scene::read(&mut tx, draft).await?;
        return view_invalid(page(&shell, scene, typed.get("units"), mistakes));
    }
    let actor = who.actor();
    let given = assign_unassigned(&mut tx, By { actor: &actor, now: app.clock.now() }, &draft, &names).await?;
    tx.commit().await?;
    let said = format!("已把 {given} 项任务交给{}。", names.join("、"));
    Ok(redirect(&base(&id)).saying(&said).into_response())
}

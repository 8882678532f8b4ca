//! The review screen: source and tasks side by side, what is left to do, and whichever form is open.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use db::Tx;
use directory::{Capability, Principal};
use web::{App, NavItem, Page, Query, Result, Shell, Signed, redirect, view, view_invalid};

use super::card::Card;
use super::edit::EditForm;
use super::head::HeadForm;
use super::names::NameForm;
use super::scene::{Place, Scene, find, year};
use super::source::{self, SourceLine};
use crate::intake::domain::{Draft, DraftTask, State as DraftState};
use crate::intake::{STEPS, store as drafts};
use crate::plans;
use crate::review::progress::Left;
use crate::review::store::{self, Outline};

/// Tasks on one page.
const PAGE: usize = 100;

/// A plan that a draft may correct.
struct Other {
    id: String,
    title: String,
    same_number: bool,
}

#[derive(Template)]
#[template(path = "ledger/review/draft.html")]
struct Screen {
    page: Page,
    steps: [&'static str; 3],
    draft: Draft,
    /// The address of this review.
    base: String,
    /// The place shown, as forms carry it.
    back: String,
    left: Left,
    similar: Option<Other>,
    corrects: Option<Other>,
    head: Option<HeadForm>,
    /// How many head fields are doubtful, in words.
    head_mark: String,
    tabs: Vec<NavItem>,
    show: String,
    cards: Vec<Card>,
    dropped: Vec<DraftTask>,
    lines: Vec<SourceLine>,
    previous: String,
    next: String,
    shown: String,
}

/// What is open on the screen besides the lists.
#[derive(Default)]
struct Open {
    place: Place,
    /// A task whose form is open.
    edit: Option<(String, Option<EditForm>)>,
    head: Option<Option<HeadForm>>,
    /// A name to decide: the task where it was met, and its place among the task's names.
    name: Option<(String, usize)>,
}

/// The screen, with whatever the address opens. An adopted draft leads to its plan.
pub(super) async fn show(
    State(app): State<App>,
    (Signed(who), shell): (Signed, Shell),
    Path(id): Path<String>,
    Query(query): Query,
) -> Result {
    let mut tx = app.db.read().await?;
    let draft = find(&mut tx, &who, &id).await?;
    match &draft.state {
        DraftState::Reviewing => {}
        DraftState::Adopted { plan_id } => return Ok(redirect(&format!("/desk/plans/{plan_id}")).into_response()),
        DraftState::Discarded => return Ok(redirect("/desk/plans").saying("这份草稿已经作废。").into_response()),
    }
    let open = Open {
        place: Place::of(&query),
        edit: query.opt("edit").map(|task| (task.to_owned(), None)),
        head: query.has("head").then_some(None),
        name: query.opt("at").map(str::to_owned).zip(query.get("name").parse().ok()),
    };
    view(screen(&mut tx, &shell, &who, draft, open).await?)
}

/// The screen with a task's form shown again.
pub(super) async fn with_form(
    tx: &mut Tx,
    shell: &Shell,
    who: &Principal,
    draft: Draft,
    (task, form): (&str, EditForm),
) -> Result {
    let open = Open { edit: Some((task.to_owned(), Some(form))), ..Open::default() };
    view_invalid(screen(tx, shell, who, draft, open).await?)
}

/// The screen with the form of the head fields shown again.
pub(super) async fn with_head(tx: &mut Tx, shell: &Shell, who: &Principal, draft: Draft, form: HeadForm) -> Result {
    view_invalid(screen(tx, shell, who, draft, Open { head: Some(Some(form)), ..Open::default() }).await?)
}

async fn screen(tx: &mut Tx, shell: &Shell, who: &Principal, draft: Draft, open: Open) -> Result<Screen> {
    let scene = Scene::read(tx, draft).await?;
    let tasks = scene.outline.iter().filter(|task| !task.dropped);
    let left = Left::of(&scene.draft, tasks, &scene.meanings);
    let mut place = open.place;
    let wanted =
        open.edit.as_ref().map(|(task, _)| task.as_str()).or(open.name.as_ref().map(|(task, _)| task.as_str()));
    let mut listed = listed(&scene, &place);
    // A task that is opened is shown even where the filter or the page would hide it.
    if let Some(task) = wanted {
        if !listed.iter().any(|(_, outline)| outline.id == task) {
            place.show.clear();
            listed = scene.tasks().collect();
        }
        let at = listed.iter().position(|(_, outline)| outline.id == task).unwrap_or(0);
        place.page = at / PAGE + 1;
    }
    let pages = listed.len().div_ceil(PAGE).max(1);
    place.page = place.page.min(pages);
    let on_page = listed.iter().skip((place.page - 1) * PAGE).take(PAGE).copied().collect::<Vec<_>>();
    let ids: Vec<&str> = on_page.iter().map(|(_, outline)| outline.id.as_str()).collect();
    let tasks = store::tasks(tx, &scene.draft.id, &ids).await?;
    let last_page = place.page == pages;
    let dropped: Vec<&str> = scene.outline.iter().filter(|task| task.dropped).map(|task| task.id.as_str()).collect();
    let shows_dropped = last_page && place.show.is_empty() && !dropped.is_empty();
    let dropped = if shows_dropped { store::tasks(tx, &scene.draft.id, &dropped).await? } else { Vec::new() };
    let text = drafts::source_text(tx, &scene.draft.id).await?;
    let whole = place.show.is_empty();
    let lines = source::beside(&text, &tasks, whole && place.page == 1, whole && last_page);
    let id = scene.draft.id.clone();
    let numbers = on_page.iter().map(|(number, _)| *number);
    let mut cards: Vec<Card> = numbers.zip(&tasks).map(|(number, task)| card(&scene, &place, number, task)).collect();
    for card in &mut cards {
        if card.first > 0 {
            card.own = source::of_task(&lines, (card.first, card.last));
        }
    }
    let mut edit = open.edit;
    if let Some((task, form)) = &mut edit
        && let Some(at) = tasks.iter().position(|one| one.id == *task)
    {
        cards[at].edit = Some(form.take().unwrap_or_else(|| EditForm::stored(&tasks[at], year(&scene.draft))));
    }
    if let Some((id, name)) = &open.name
        && let Some(at) = tasks.iter().position(|task| task.id == *id)
        && let Some(name) = tasks[at].body.content.names().nth(*name)
    {
        let back = place.address(&scene.draft.id, "");
        cards[at].naming = Some(NameForm::new(&scene, name, who.may(Capability::ManageUnits), back));
    }
    let turn = |page: usize| Place { page, ..place.clone() }.address(&id, "");
    Ok(Screen {
        page: shell.desk("核对任务"),
        steps: STEPS,
        base: scene.base(),
        back: place.query(),
        left,
        similar: other(tx, &scene.draft, scene.draft.similar_plan_id.as_deref()).await?,
        corrects: other(tx, &scene.draft, scene.draft.corrects_plan_id.as_deref()).await?,
        head: open.head.map(|form| form.unwrap_or_else(|| HeadForm::stored(&scene.draft))),
        head_mark: format!("{} 处待核对", left.head),
        tabs: tabs(&id, &place, left),
        previous: if place.page > 1 { turn(place.page - 1) } else { String::new() },
        next: if last_page { String::new() } else { turn(place.page + 1) },
        shown: if pages > 1 { format!("第 {} 页，共 {pages} 页", place.page) } else { String::new() },
        show: place.show,
        cards,
        dropped,
        lines,
        draft: scene.draft,
    })
}

fn listed<'a>(scene: &'a Scene, place: &Place) -> Vec<(usize, &'a Outline)> {
    let wanted = |task: &Outline| match place.show.as_str() {
        "doubtful" => task.doubts > 0,
        "unresolved" => scene.is_unresolved(task),
        _ => true,
    };
    scene.tasks().filter(|(_, task)| wanted(task)).collect()
}

fn card(scene: &Scene, place: &Place, number: usize, task: &DraftTask) -> Card {
    let ask = |name: usize| format!("{}#name", place.address(&scene.draft.id, &format!("at={}&name={name}", task.id)));
    let edit = format!("{}#t-{}", place.address(&scene.draft.id, &format!("edit={}", task.id)), task.id);
    Card::new(number, task, &scene.meanings, edit, ask)
}

async fn other(tx: &mut Tx, draft: &Draft, plan_id: Option<&str>) -> db::Result<Option<Other>> {
    let Some(id) = plan_id else { return Ok(None) };
    let plan = plans::store::find(tx, id).await?;
    Ok(plan.map(|plan| Other {
        same_number: !plan.head.doc_number.is_empty() && plan.head.doc_number == draft.head.fields.doc_number,
        title: plan.head.title,
        id: plan.id,
    }))
}

fn tabs(id: &str, place: &Place, left: Left) -> Vec<NavItem> {
    let tab = |label: &str, show: &str, count: usize| NavItem {
        label: label.to_owned(),
        href: Place { show: show.to_owned(), page: 1 }.address(id, ""),
        current: place.show == show,
        count: Some(count as u64),
    };
    vec![
        tab("全部任务", "", left.tasks),
        tab("有疑问", "doubtful", left.doubtful),
        tab("有没认出的单位", "unresolved", left.unresolved),
    ]
}

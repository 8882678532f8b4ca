//! Deciding what the names of a draft mean: one from the task where it stands, all from one page.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use directory::{Capability, UnitKind};
use kernel::Problem;
use web::{App, Fields, Page, Result, Shell, Signed, Typed, redirect, view};

use super::scene::{Scene, base, find};
use crate::intake::STEPS;
use crate::intake::domain::Draft;
use crate::review::names::{Meaning, Sorting, looks_like_unit};
use crate::review::resolve::{self, Decision};
use crate::review::store::By;

/// A unit or a kind to choose.
pub(super) struct Choice {
    pub id: String,
    pub name: String,
    pub chosen: bool,
}

/// The ways to decide one name.
pub(super) struct NameForm {
    pub name: String,
    /// Where the form leads back to.
    pub back: String,
    /// Units of which the name may be a short form.
    pub suggestions: Vec<Choice>,
    /// Whether it reads like the name of one unit.
    pub like_unit: bool,
    /// Every kind a new unit can be, the one its name suggests chosen.
    pub kinds: Vec<Choice>,
    /// Every addressee group.
    pub groups: Vec<Choice>,
    /// Every unit; empty in lists, where each name only has the short ways.
    pub units: Vec<Choice>,
    /// Whether the register may be changed.
    pub may_create: bool,
}

impl NameForm {
    /// With every way there is.
    pub fn new(scene: &Scene, name: &str, may_create: bool, back: String) -> Self {
        let chosen = scene.meanings.of(name).units();
        let units = scene.register.units().iter().map(|unit| Choice {
            id: unit.id.clone(),
            name: unit.short_name.clone(),
            chosen: chosen.iter().any(|one| one.id == unit.id),
        });
        let groups = scene.register.groups().iter().filter(|group| !group.kinds.is_empty());
        let groups =
            groups.map(|group| Choice { id: group.id.clone(), name: group.name.clone(), chosen: false }).collect();
        Self { units: units.collect(), groups, ..Self::short(scene, name, may_create, back) }
    }

    /// With the ways that take one click.
    pub fn short(scene: &Scene, name: &str, may_create: bool, back: String) -> Self {
        let suggestions = scene.register.suggest(name).into_iter().take(3);
        let suggestions =
            suggestions.map(|unit| Choice { id: unit.id.clone(), name: unit.name.clone(), chosen: false });
        Self {
            name: name.to_owned(),
            back,
            suggestions: suggestions.collect(),
            like_unit: looks_like_unit(name),
            kinds: UnitKind::ALL.map(|kind| kind_choice(kind, UnitKind::guess(name))).into(),
            groups: Vec::new(),
            units: Vec::new(),
            may_create,
        }
    }
}

fn kind_choice(kind: UnitKind, likely: UnitKind) -> Choice {
    Choice { id: kind.code().to_owned(), name: kind.name().to_owned(), chosen: kind == likely }
}

/// A name with what it means.
struct Named {
    name: String,
    /// How many tasks have it.
    tasks: usize,
    /// What it means, in words.
    meaning: String,
    /// Whether the meaning is of this draft alone.
    own: bool,
    form: NameForm,
}

#[derive(Template)]
#[template(path = "ledger/review/names.html")]
struct NamesPage {
    page: Page,
    steps: [&'static str; 3],
    draft: Draft,
    base: String,
    unknown: Vec<Named>,
    known: Vec<Named>,
    /// The name whose every way is open.
    open: String,
}

/// All names of a draft, those nobody has decided about first.
pub(super) async fn list(
    State(app): State<App>,
    (Signed(who), shell): (Signed, Shell),
    Path(id): Path<String>,
    web::Query(query): web::Query,
) -> Result {
    let mut tx = app.db.read().await?;
    let draft = find(&mut tx, &who, &id).await?;
    let scene = Scene::read(&mut tx, draft).await?;
    let back = format!("{}/names", scene.base());
    let open = query.get("name");
    let may_create = who.may(Capability::ManageUnits);
    let (mut unknown, mut known) = (Vec::new(), Vec::new());
    for (name, tasks) in scene.where_named() {
        let meaning = scene.meanings.of(name);
        let own = matches!(meaning, Meaning::Chosen(_) | Meaning::NotBrokenDown);
        let form = if name == open { NameForm::new } else { NameForm::short };
        let named = Named {
            name: name.to_owned(),
            tasks: tasks.len(),
            meaning: in_words(meaning),
            own,
            form: form(&scene, name, may_create, back.clone()),
        };
        if meaning.is_unknown() { &mut unknown } else { &mut known }.push(named);
    }
    // The most used first: deciding it settles most.
    unknown.sort_by_key(|named| std::cmp::Reverse(named.tasks));
    let page = shell.desk("单位名称");
    view(NamesPage {
        page,
        steps: STEPS,
        base: scene.base(),
        draft: scene.draft,
        unknown,
        known,
        open: open.to_owned(),
    })
}

fn in_words(meaning: &Meaning) -> String {
    let listed = |units: &[directory::Unit]| {
        let names: Vec<&str> = units.iter().take(6).map(|unit| unit.short_name.as_str()).collect();
        let more = if units.len() > 6 { format!(" 等 {} 个", units.len()) } else { String::new() };
        format!("{}{more}", names.join("、"))
    };
    match meaning {
        Meaning::Unit(unit) => unit.name.clone(),
        Meaning::Group(units) => format!("统称，{}", listed(units)),
        Meaning::Chosen(units) => format!("只在本计划中：{}", listed(units)),
        Meaning::NotBrokenDown => "不落到单位".into(),
        Meaning::Unknown => String::new(),
    }
}

fn read(typed: &Fields) -> std::result::Result<Decision, Problem> {
    let unit = || typed.opt("unit").map(str::to_owned).ok_or_else(|| Problem::field("unit", "请选一个单位"));
    Ok(match typed.get("decision") {
        "create" => {
            let kind = UnitKind::from_code(typed.get("kind"));
            Decision::Create(kind.ok_or_else(|| Problem::field("kind", "请选单位的类别"))?)
        }
        "alias" => Decision::Alias(unit()?),
        "choose" => {
            unit()?;
            Decision::Choose(typed.all("unit").map(str::to_owned).collect())
        }
        "nobody" => Decision::NotBrokenDown,
        "forget" => Decision::Forget,
        _ => return Err(Problem::NotFound("这种操作")),
    })
}

/// Decides one name.
pub(super) async fn decide(
    State(app): State<App>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Typed(typed): Typed,
) -> Result {
    let decision = read(&typed)?;
    let changes_register = matches!(decision, Decision::Create(_) | Decision::Alias(_));
    if changes_register && !who.may(Capability::ManageUnits) {
        return Err(Problem::refused("您的岗位不能改单位名册，可以选“只在本计划中指定”。").into());
    }
    let mut tx = app.db.write().await?;
    let draft = find(&mut tx, &who, &id).await?;
    let name = typed.get("name");
    let outline = crate::review::store::outline(&mut tx, &id).await?;
    if !outline.iter().any(|task| task.names.iter().any(|written| written == name)) {
        return Err(Problem::NotFound("这个名称").into());
    }
    let actor = who.actor();
    let by = By { actor: &actor, now: app.clock.now() };
    resolve::decide(&mut tx, by, &draft, name, &decision).await?;
    tx.commit().await?;
    let back = typed.opt("back").filter(|back| back.starts_with(&base(&id)));
    let said = match decision {
        Decision::Create(kind) => format!("已新建单位“{name}”（{}）。", kind.name()),
        Decision::Alias(_) => format!("已把“{name}”设为别名，以后都认得。"),
        Decision::Choose(_) | Decision::NotBrokenDown => format!("“{name}”已按您的选择处理，只在本计划中有效。"),
        Decision::Forget => format!("已取消“{name}”在本计划中的指定。"),
    };
    Ok(redirect(back.unwrap_or(&base(&id))).saying(&said).into_response())
}

#[derive(Template)]
#[template(path = "ledger/review/names_all.html")]
struct AllPage {
    page: Page,
    base: String,
    draft: Draft,
    sorting: Sorting,
}

/// Foretells what deciding all names at once would do.
pub(super) async fn ask_all(
    State(app): State<App>,
    (Signed(who), shell): (Signed, Shell),
    Path(id): Path<String>,
) -> Result {
    let mut tx = app.db.read().await?;
    let draft = find(&mut tx, &who, &id).await?;
    let sorting = resolve::foresee(&mut tx, &draft).await?;
    view(AllPage { page: shell.desk("其余名称一次处理"), base: base(&id), draft, sorting })
}

/// Decides all names at once.
pub(super) async fn all(State(app): State<App>, Signed(who): Signed, Path(id): Path<String>) -> Result {
    if !who.may(Capability::ManageUnits) {
        return Err(Problem::refused("您的岗位不能改单位名册。").into());
    }
    let mut tx = app.db.write().await?;
    let draft = find(&mut tx, &who, &id).await?;
    let actor = who.actor();
    let by = By { actor: &actor, now: app.clock.now() };
    let Sorting { units, not_broken_down } = resolve::resolve_all_by_creating(&mut tx, by, &draft).await?;
    tx.commit().await?;
    let said = format!("新建了 {} 个单位，{} 个统称不落到单位。", units.len(), not_broken_down.len());
    Ok(redirect(&base(&id)).saying(&said).into_response())
}

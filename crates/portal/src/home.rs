//! The front of the installation, and the home of one government.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use catalogue::edition::CATALOGUE;
use db::Tx;
use directory::{Government, government};
use kernel::Problem;
use ledger::snapshot::{PlanSnapshot, WORK_PLAN};
use publishing::{Facet, Item, Wanted};
use web::{App, Page, Result, Shell, view};

use crate::listed::Listed;

/// How many new things the home page shows.
const NEWEST: usize = 10;

/// The hosted government with that part of the address.
pub(crate) async fn hosted(tx: &mut Tx, slug: &str) -> Result<Government> {
    let found = if government::is_slug(slug) { government::by_slug(tx, slug).await? } else { None };
    Ok(found.filter(|g| g.hosted).ok_or(Problem::NotFound("这个政府的公开站点"))?)
}

/// The newest published plan of a government, with what it says.
async fn newest_plan(tx: &mut Tx, government_id: &str) -> Result<Option<(Item, PlanSnapshot)>> {
    let Some(item) = publishing::newest_of(tx, government_id, WORK_PLAN).await? else { return Ok(None) };
    Ok(crate::plan::snapshot(tx, &item.id, None).await?.map(|(item, _, plan)| (item, plan)))
}

struct Place {
    government: Government,
    plan: Option<Item>,
}

#[derive(Template)]
#[template(path = "portal/front.html")]
struct Front {
    page: Page,
    lines: Vec<Place>,
}

pub(crate) async fn front(State(app): State<App>, shell: Shell) -> Result {
    let mut tx = app.db.read().await?;
    // Under a government's own host name its home is the front.
    if government::is_host(shell.host())
        && let Some(government) = government::by_host(&mut tx, shell.host()).await?
    {
        drop(tx);
        return home(&app, &shell, government).await;
    }
    let governments = government::hosted(&mut tx).await?;
    let plans = publishing::newest_of_each(&mut tx, WORK_PLAN).await?;
    let lines = governments.into_iter().map(|government| {
        let plan = plans.iter().find(|p| p.government_id == government.id).cloned();
        Place { government, plan }
    });
    view(Front { page: shell.installation("各地政务公开"), lines: lines.collect() })
}

#[derive(Template)]
#[template(path = "portal/home.html")]
struct Home {
    page: Page,
    base: String,
    slug: String,
    /// What people do, with how much is public about it; those without anything are left out.
    themes: Vec<(String, String, i64)>,
    newest: Vec<Listed>,
    plan: Option<(Item, PlanSnapshot)>,
    /// Whether the catalogue is public.
    catalogue: bool,
}

pub(crate) async fn government(State(app): State<App>, shell: Shell, Path(slug): Path<String>) -> Result {
    let government = hosted(&mut app.db.read().await?, &slug).await?;
    home(&app, &shell, government).await
}

async fn home(app: &App, shell: &Shell, government: Government) -> Result {
    let mut tx = app.db.read().await?;
    let today = app.clock.today();
    let wanted = Wanted { government_id: Some(government.id.clone()), ..Wanted::default() };
    let newest = publishing::page(&mut tx, &wanted, None, NEWEST).await?;
    let counts = publishing::facet(&mut tx, &wanted, Facet::Theme, usize::MAX).await?;
    let themes = catalogue::theme::all(&mut tx, &government.id).await?;
    let plan = newest_plan(&mut tx, &government.id).await?;
    let catalogue = publishing::newest_of(&mut tx, &government.id, CATALOGUE).await?.is_some();
    let title = format!("{}政务公开", government.short_name);
    let page = shell.public(&government, &title);
    let base = page.site.path.clone();
    let themes = themes.into_iter().filter_map(|theme| {
        let share = counts.iter().find(|share| share.value == theme.id)?;
        Some((theme.name, format!("{base}/documents?theme={}", theme.id), share.count))
    });
    let themes = themes.collect();
    let units = HashMap::new();
    let newest = newest.into_iter().map(|item| Listed::of(&base, item, today, &units));
    let slug = government.slug;
    view(Home { newest: newest.collect(), base, slug, page, themes, plan, catalogue })
}

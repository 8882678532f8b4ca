//! `/desk/themes`: the list of themes, and the form of one.

use askama::Template;
use axum::extract::Path;
use db::Tx;
use kernel::Problem;
use publishing::{Facet, Wanted};
use web::{Fields, Mistakes, Page, Query, Result, view};

use super::scene::Desk;
use crate::standard::missing_themes;
use crate::theme::{self, Audience, Theme};

/// Themes that are counted at once.
const MOST: usize = 1000;

struct Row {
    theme: Theme,
    /// How many publications stand under it.
    count: i64,
    first: bool,
    last: bool,
}

#[derive(Template)]
#[template(path = "catalogue/themes.html")]
struct Themes {
    page: Page,
    /// For each audience its themes in use, in order.
    groups: Vec<(Audience, Vec<Row>)>,
    retired: Vec<Theme>,
    /// Names of standard themes that are missing.
    missing: Vec<&'static str>,
    manages: bool,
}

/// The list.
pub(super) async fn list(desk: Desk) -> Result {
    let government = desk.government()?.id.clone();
    let mut tx = desk.app.db.read().await?;
    let all = theme::with_retired(&mut tx, &government).await?;
    let wanted = Wanted { government_id: Some(government.clone()), ..Wanted::default() };
    let shares = publishing::facet(&mut tx, &wanted, Facet::Theme, MOST).await?;
    let missing = missing_themes(&mut tx, &government).await?;
    let (retired, used): (Vec<Theme>, Vec<Theme>) = all.into_iter().partition(|theme| theme.retired);
    let group = |audience: Audience| {
        let mine: Vec<&Theme> = used.iter().filter(|theme| theme.audience == audience).collect();
        let last = mine.len().saturating_sub(1);
        let row = |(at, theme): (usize, &&Theme)| Row {
            count: shares.iter().find(|share| share.value == theme.id).map_or(0, |share| share.count),
            first: at == 0,
            last: at == last,
            theme: (*theme).clone(),
        };
        (audience, mine.iter().enumerate().map(row).collect())
    };
    view(Themes {
        page: desk.shell.desk("主题分类"),
        groups: Audience::ALL.into_iter().map(group).collect(),
        retired,
        missing: missing.iter().map(|entry| entry.name.as_str()).collect(),
        manages: desk.manages(),
    })
}

#[derive(Template)]
#[template(path = "catalogue/theme.html")]
pub(super) struct FormPage {
    page: Page,
    here: String,
    theme: Option<Theme>,
    typed: Fields,
    mistakes: Mistakes,
    /// Somebody else saved while the form was open.
    stale: bool,
}

/// What a form that was not accepted leaves on the page.
#[derive(Default)]
pub(super) struct Sent {
    pub mistakes: Mistakes,
    pub stale: bool,
}

pub(super) async fn new(desk: Desk, Query(fields): Query) -> Result {
    let audience = Audience::from_code(fields.get("audience")).unwrap_or(Audience::People);
    let typed = Fields::new(vec![("audience".into(), audience.code().into())]);
    view(page(&desk, None, typed, Sent::default()))
}

pub(super) async fn edit(desk: Desk, Path(id): Path<String>) -> Result {
    let mut tx = desk.app.db.read().await?;
    let theme = own(&desk, &mut tx, &id).await?;
    let pairs = [
        ("name", theme.name.clone()),
        ("audience", theme.audience.code().into()),
        ("version", theme.version.to_string()),
    ];
    let typed = Fields::new(pairs.map(|(name, value)| (name.to_owned(), value)).to_vec());
    view(page(&desk, Some(theme), typed, Sent::default()))
}

/// The theme of an address, if it is of their government.
pub(super) async fn own(desk: &Desk, tx: &mut Tx, id: &str) -> kernel::Result<Theme> {
    let found = theme::find(tx, id).await?;
    let own = desk.who.post.government_id.as_deref();
    found.filter(|theme| own == Some(&theme.government_id)).ok_or(Problem::NotFound("这个主题"))
}

/// The page of a form with what was typed.
pub(super) fn page(desk: &Desk, theme: Option<Theme>, typed: Fields, sent: Sent) -> FormPage {
    let title = theme.as_ref().map_or_else(|| "添加主题".to_owned(), |theme| format!("修改主题“{}”", theme.name));
    FormPage {
        page: desk.shell.desk(&title),
        here: theme.as_ref().map_or_else(|| "/desk/themes/new".into(), |theme| format!("/desk/themes/{}", theme.id)),
        theme,
        typed,
        mistakes: sent.mistakes,
        stale: sent.stale,
    }
}

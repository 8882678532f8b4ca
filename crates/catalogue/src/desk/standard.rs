//! `/desk/catalogue/standard`: what applying the standard set would add, and adding it.

use askama::Template;
use axum::response::IntoResponse as _;
use web::{Page, Result, redirect, view};

use super::scene::Desk;
use crate::item::responsible;
use crate::standard::{Addition, add_columns, missing_columns};

struct Row {
    code: String,
    name: String,
    content: String,
    basis: String,
    responsible: String,
    rule: String,
}

#[derive(Template)]
#[template(path = "catalogue/standard.html")]
struct Standard {
    page: Page,
    government: String,
    level: &'static str,
    rows: Vec<Row>,
}

/// What would be added.
pub(super) async fn preview(desk: Desk) -> Result {
    let government = desk.government()?;
    let mut tx = desk.app.db.read().await?;
    let additions = missing_columns(&mut tx, desk.app.clock.now(), government).await?;
    let row = |Addition { item, .. }: Addition| Row {
        // A new one has no units of its own name.
        responsible: responsible(&item.text, |_| String::new()),
        rule: item.text.rule.to_string(),
        code: item.text.code,
        name: item.text.name,
        content: item.text.content,
        basis: item.text.basis,
    };
    view(Standard {
        page: desk.shell.desk("按标准生成栏目"),
        government: government.short_name.clone(),
        level: government.level.name(),
        rows: additions.into_iter().map(row).collect(),
    })
}

/// Adds it.
pub(super) async fn apply(desk: Desk) -> Result {
    let government = desk.government()?;
    let mut tx = desk.app.db.write().await?;
    let added = add_columns(&mut tx, desk.app.clock.now(), &desk.who.actor(), government).await?;
    tx.commit().await?;
    let words = match added {
        0 => "标准栏目都已经有了，没有添加。".to_owned(),
        _ => format!("已添加 {added} 项。请为没有责任单位的栏目指定单位。"),
    };
    Ok(redirect("/desk/catalogue").saying(&words).into_response())
}

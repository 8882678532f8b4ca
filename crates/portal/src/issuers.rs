//! 行政规范性文件制定主体清单: the units that may issue normative documents, with how many of theirs are in force.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use db::Tx;
use directory::{Unit, unit};
use kernel::Date;
use publishing::{Facet, Validity, Wanted};
use web::{App, Page, Result, Shell, view};

use crate::home::hosted;

/// The 类型 that is counted.
const FORM: &str = "normative";

struct Line {
    unit: Unit,
    /// Documents in force as they were made, and those in force as amended.
    in_force: i64,
    amended: i64,
}

#[derive(Template)]
#[template(path = "portal/issuers.html")]
struct Issuers {
    page: Page,
    base: String,
    lines: Vec<Line>,
}

impl Issuers {
    fn href(&self, line: &Line, validity: &str) -> String {
        format!("{}/documents?unit={}&form={FORM}&validity={validity}", self.base, line.unit.id)
    }
}

/// How many normative documents of each unit are so on a day.
async fn counts(tx: &mut Tx, government_id: &str, validity: Validity, on: Date) -> db::Result<HashMap<String, i64>> {
    let wanted = Wanted {
        government_id: Some(government_id.to_owned()),
        form: Some(FORM.to_owned()),
        validity: Some((validity, on)),
        ..Wanted::default()
    };
    let shares = publishing::facet(tx, &wanted, Facet::Unit, usize::MAX).await?;
    Ok(shares.into_iter().map(|share| (share.value, share.count)).collect())
}

pub(crate) async fn list(State(app): State<App>, shell: Shell, Path(slug): Path<String>) -> Result {
    let today = app.clock.today();
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    let units = unit::issuers(&mut tx, &government.id).await?;
    let in_force = counts(&mut tx, &government.id, Validity::InForce, today).await?;
    let amended = counts(&mut tx, &government.id, Validity::Amended, today).await?;
    drop(tx);
    let title = "行政规范性文件制定主体清单";
    let page = shell.public(&government, title).tag("ColumnName", title).tag("ColumnType", "机构职能");
    let of = |counts: &HashMap<String, i64>, unit: &Unit| counts.get(&unit.id).copied().unwrap_or_default();
    let lines = units
        .into_iter()
        .map(|unit| Line { in_force: of(&in_force, &unit), amended: of(&amended, &unit), unit })
        .collect();
    view(Issuers { base: page.site.path.clone(), page, lines })
}

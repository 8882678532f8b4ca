//! The guide (政府信息公开指南), made from the catalogue and the register: how information is classified and arranged,
//! how one gets it, and the office's name, address, hours, telephone, fax and address on the internet (条例 Art. 12).

use askama::Template;
use axum::extract::{Path, State};
use catalogue::edition::Column;
use directory::{Contact, Unit, contact, unit};
use web::{App, Page, Result, Shell, view};

use crate::catalogue::edition;
use crate::home::hosted;
use crate::units::phones;

struct Line {
    unit: Unit,
    phone: String,
}

#[derive(Template)]
#[template(path = "portal/guide.html")]
struct Guide {
    page: Page,
    base: String,
    host_unit: String,
    contact: Contact,
    /// Columns at the top of the catalogue.
    columns: Vec<Column>,
    /// Units that have said how they are reached.
    units: Vec<Line>,
}

pub(crate) async fn show(State(app): State<App>, shell: Shell, Path(slug): Path<String>) -> Result {
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    let contact = contact::find(&mut tx, &government.id).await?;
    let contact = contact.unwrap_or(Contact::blank(&government.id, &government.id));
    let columns = edition(&mut tx, &government.id).await?.map(|(_, snapshot)| snapshot.columns).unwrap_or_default();
    let units = unit::active(&mut tx, &government.id).await?;
    let mut phones = phones(&mut tx, &government.id).await?;
    drop(tx);
    let page = shell
        .public(&government, "政府信息公开指南")
        .tag("ColumnName", "政府信息公开指南")
        .tag("ColumnDescription", &format!("怎样查找和获取{}的政府信息", government.name))
        .tag("ColumnType", "信息公开指南");
    view(Guide {
        base: page.site.path.clone(),
        page,
        host_unit: government.host_unit,
        contact,
        columns: columns.into_iter().filter(|column| column.depth == 0).collect(),
        units: units
            .into_iter()
            .map(|unit| Line { phone: phones.remove(&unit.id).unwrap_or_default(), unit })
            .filter(|line| !line.phone.is_empty())
            .collect(),
    })
}

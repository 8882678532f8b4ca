//! The disclosure catalogue: standard sets, editing with history, editions, freshness, sheets, themes, public pages.

mod editing;
mod public;
mod sheets;
mod themes;

use directory::{Government, Role, Unit};
use testkit::Client;

use crate::Server;

/// A government with a department and a town, an office worker, an officer of the department.
pub struct Place {
    pub government: Government,
    pub finance: Unit,
    pub town: Unit,
}

pub async fn place(app: &Server) -> Place {
    let government = app.given_government("青石县").await;
    let finance = app.given_unit(&government, "县财政局").await;
    let town = app.given_unit(&government, "河西镇").await;
    app.given_person("office", Role::Office, Some(&government), None).await;
    app.given_person("officer", Role::Officer, Some(&government), Some(&finance)).await;
    Place { government, finance, town }
}

/// A form of an item; later pairs replace earlier ones.
pub fn form<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all = vec![
        ("code", "07"),
        ("name", "财政资金"),
        ("content", "直达资金分配"),
        ("basis", "县政府文件第三条"),
        ("units", "县财政局"),
        ("rule", "每季度结束后10个工作日内"),
        ("channels", "政府网站"),
        ("audience", "全社会"),
    ];
    all.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    all.extend(changes);
    all
}

/// Adds an item; answers its page.
pub async fn added(office: &Client, changes: &[(&str, &str)]) -> String {
    let rest = office.post("/desk/catalogue/new", &form(changes)).await.redirects_below("/desk/catalogue");
    format!("/desk/catalogue{rest}")
}

/// Publishes the catalogue as it is.
pub async fn published(office: &Client) {
    let number = office.get("/desk/catalogue/publish").await.ok().field("number").unwrap();
    office.post("/desk/catalogue/publish", &[("number", &number)]).await.redirects_to("/desk/catalogue");
}

//! A government with a catalogue and the people who work on documents.

use catalogue::item::{Item, Text};
use directory::{Government, Role};
use kernel::new_id;
use testkit::Client;

use crate::Server;

/// A government with one unit; `drafter` and `second` are its officers, `chief` its approver, `office` the office.
pub struct Hall {
    pub government: Government,
    /// The column that documents are published in.
    pub column: String,
}

pub async fn hall(app: &Server) -> Hall {
    let government = app.given_government("测试市").await;
    let unit = app.given_unit(&government, "市教育局").await;
    app.given_person("drafter", Role::Officer, Some(&government), Some(&unit)).await;
    app.given_person("second", Role::Officer, Some(&government), Some(&unit)).await;
    app.given_person("chief", Role::Approver, Some(&government), Some(&unit)).await;
    app.given_person("office", Role::Office, Some(&government), None).await;
    let now = app.clock.now();
    let item = Item {
        id: new_id(now),
        government_id: government.id.clone(),
        parent_id: None,
        text: Text { code: "1".into(), name: "政策文件".into(), ..Text::default() },
        position: 1,
        standard: None,
        retired: None,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let mut tx = app.db.write().await.unwrap();
    catalogue::item::insert(&mut tx, &item).await.unwrap();
    tx.commit().await.unwrap();
    Hall { government, column: item.id }
}

/// A text as it is pasted.
pub fn text(title: &str, number: &str, body: &str) -> String {
    format!("{title}\n{number}\n各县（市、区）人民政府：\n{body}\n测试市教育局\n2022年3月30日\n")
}

/// Pastes a text; answers the document's page.
pub async fn begun(who: &Client, text: &str) -> String {
    let at = who.upload("/desk/documents/new", &[("body", text)], &[]).await.redirects_below("/desk/documents");
    let id = at.trim_start_matches('/').split('/').next().unwrap().to_owned();
    format!("/desk/documents/{id}")
}

/// The fields of the edit form, as the page shows them, with some changed.
pub async fn edited(who: &Client, path: &str, changes: &[(&str, &str)]) -> testkit::Answer {
    let page = who.get(&format!("{path}/edit")).await.ok();
    let names = [
        "version",
        "was",
        "title",
        "number",
        "issuer",
        "issued_on",
        "effective_on",
        "expires_on",
        "summary",
        "interpretation",
    ];
    let mut form: Vec<(String, String)> =
        names.iter().map(|name| ((*name).to_owned(), page.field(name).unwrap_or_default())).collect();
    for name in ["kind", "column", "body"] {
        form.push((name.to_owned(), page.field(name).unwrap_or_default()));
    }
    for (name, value) in changes {
        form.retain(|(one, _)| one != name);
        form.push(((*name).to_owned(), (*value).to_owned()));
    }
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    who.post(&format!("{path}/edit"), &form).await
}

/// A step of a document, with what its form asks.
pub async fn act(who: &Client, path: &str, act: &str, form: &[(&str, &str)]) -> testkit::Answer {
    let page = who.get(&format!("{path}/acts/{act}")).await;
    // Where the page of the step is refused, the sender knows the version from elsewhere.
    let version = match page.field("version") {
        Some(version) => version,
        None => who.get(&format!("{path}/edit")).await.field("version").unwrap_or_default(),
    };
    let mut all = vec![("version", version.as_str())];
    all.extend(form);
    who.post(&format!("{path}/acts/{act}"), &all).await
}

/// Says how it may reach the public.
pub async fn determined(who: &Client, path: &str, form: &[(&str, &str)]) -> testkit::Answer {
    let page = who.get(&format!("{path}/attribute")).await.ok();
    let version = page.field("version").unwrap();
    let mut all = vec![("version", version.as_str())];
    all.extend(form);
    who.post(&format!("{path}/attribute"), &all).await
}

/// A document for the public, signed and ready; answers its page.
pub async fn signed(app: &Server, hall: &Hall, text: &str) -> String {
    let drafter = app.as_("drafter").await;
    let path = begun(&drafter, text).await;
    edited(&drafter, &path, &[("column", &hall.column), ("kind", "policy")]).await.redirects_to(&path);
    determined(&drafter, &path, &[("attribute", "proactive")]).await.redirects_to(&path);
    through(app, &path).await;
    path
}

/// From the draft to the signature.
pub async fn through(app: &Server, path: &str) {
    act(&app.as_("drafter").await, path, "submit", &[]).await.redirects_to(path);
    act(&app.as_("second").await, path, "pass", &[]).await.redirects_to(path);
    act(&app.as_("chief").await, path, "sign", &[]).await.redirects_to(path);
}

/// The public address of a document.
pub fn public(hall: &Hall, path: &str) -> String {
    format!("/g/{}/documents/{}", hall.government.slug, path.rsplit('/').next().unwrap())
}

//! `/desk/contacts`: whose contact is complete, and what is missing. Who keeps one only goes straight to it.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use directory::unit::Filter;
use directory::{Contact, Government, contact, unit};
use web::{App, Fields, Page, Query, Result, Shell, Signed, redirect, view};

use crate::PAGE;

struct Row {
    id: String,
    name: String,
    phone: String,
    /// What the guide still lacks, in words; empty when it is complete.
    missing: String,
}

impl Row {
    fn of(id: String, name: String, contact: Option<&Contact>) -> Self {
        let blank = Contact::blank(&id, "");
        let contact = contact.unwrap_or(&blank);
        let missing = if contact.version == 0 { "还没有填写".into() } else { contact.missing().join("、") };
        Self { phone: contact.phone.clone(), missing, id, name }
    }
}

#[derive(Template)]
#[template(path = "accounts/contacts.html")]
struct Contacts {
    page: Page,
    query: Fields,
    active: usize,
    rows: Vec<Row>,
    next: String,
    /// Offices whose contact is complete, of so many.
    complete: usize,
    total: usize,
}

pub(super) async fn show(State(app): State<App>, shell: Shell, Signed(me): Signed, Query(query): Query) -> Result {
    if let Some(own) = me.post.unit_id.as_ref().filter(|_| me.role().of_a_unit()) {
        return Ok(redirect(&format!("/desk/contacts/{own}")).into_response());
    }
    let government = me.government()?;
    let mut tx = app.db.read().await?;
    let contacts = contact::all(&mut tx, &government.id).await?;
    let contacts: HashMap<&str, &Contact> = contacts.iter().map(|one| (one.holder_id.as_str(), one)).collect();
    let filter = Filter {
        text: query.opt("q").map(str::to_owned),
        after: query.opt("after").map(str::to_owned),
        ..Filter::default()
    };
    let mut units = unit::page(&mut tx, &government.id, filter, PAGE + 1).await?;
    let more = units.len() > PAGE;
    units.truncate(PAGE);
    let next = match units.last() {
        Some(last) if more => format!("/desk/contacts?{}", query.with("after", &last.id)),
        _ => String::new(),
    };
    let total = unit::active(&mut tx, &government.id).await?;
    let whole = |id: &str| contacts.get(id).is_some_and(|contact| contact.missing().is_empty());
    let complete = total.iter().filter(|unit| whole(&unit.id)).count() + usize::from(whole(&government.id));
    let first = query.opt("q").is_none() && query.opt("after").is_none();
    let own = first.then(|| Row::of(government.id.clone(), own(government), contacts.get(&*government.id).copied()));
    let units = units.into_iter().map(|unit| {
        let contact = contacts.get(unit.id.as_str()).copied();
        Row::of(unit.id, unit.name, contact)
    });
    let rows = own.into_iter().chain(units).collect();
    let active = usize::from(query.opt("q").is_some());
    view(Contacts { page: shell.desk("联系方式"), active, query, rows, next, complete, total: total.len() + 1 })
}

fn own(government: &Government) -> String {
    format!("{}（本级政府）", government.name)
}

//! The pages that people and programs open all day, with the addresses that they open them by.

use db::args;
use directory::token::{Scope, Token, generate, insert};
use kernel::new_id;
use testkit::{Client, TestApp};

use crate::city::City;
use crate::filters::{self, Ids};
use crate::measure::{page, program};
use crate::{Outcome, around};

/// Measures every page.
pub async fn measure(app: &TestApp, city: &City, engine: &str) -> Outcome {
    let ids = Ids::read(app, city).await?;
    around::calendars(app, city).await?;
    let (office, officer, anyone) = (app.as_("office").await, app.as_("officer7").await, app.anyone());
    let token = anyone.with_token(&secret(app, city).await?);

    for (name, client) in [("office", &office), ("officer", &officer)] {
        page(engine, &format!("today, {name}"), client, &one("/desk")).await?;
        page(engine, &format!("dashboard, {name}"), client, &one("/desk/dashboard")).await?;
    }
    for (name, addresses) in dashboards(&ids) {
        page(engine, &format!("dashboard, {name}"), &office, &addresses).await?;
    }
    let lists = filters::all(city, &ids);
    for (name, queries) in &lists {
        page(engine, &format!("ledger, {name}"), &office, &under("/desk/ledger", queries)).await?;
    }
    for (name, queries) in
        lists.iter().filter(|(name, _)| matches!(*name, "first page" | "by due" | "by text that none has"))
    {
        page(engine, &format!("ledger of one unit, {name}"), &officer, &under("/desk/ledger", queries)).await?;
    }
    for (name, queries) in
        lists.iter().filter(|(name, _)| matches!(*name, "first page" | "deep inside" | "by text that none has"))
    {
        let addresses = under("/api/v1/ledger/entries", queries);
        program(app, engine, &format!("API list, {name}"), (&token, &addresses)).await?;
    }
    program(app, engine, "API list, 200 a page", (&token, &one("/api/v1/ledger/entries?limit=200"))).await?;
    let entries: Vec<String> = ids.entries.iter().map(|id| format!("/desk/ledger/{id}")).collect();
    page(engine, "entry", &office, &entries).await?;
    let found: Vec<String> = entries.iter().map(|entry| format!("{entry}?q=%E4%B9%A1%E6%9D%91&due=open")).collect();
    page(engine, "entry, from a search", &office, &found).await?;
    page(engine, "task", &office, &ids.tasks.iter().map(|id| format!("/desk/tasks/{id}")).collect::<Vec<_>>()).await?;
    for (login, secret) in around::CALENDARS {
        page(engine, &format!("calendar, {login}"), &anyone, &one(&format!("/calendar/{secret}.ics"))).await?;
    }
    for (name, addresses) in lists_around(app, city).await? {
        page(engine, name, &office, &addresses).await?;
    }
    public(app, city, engine, (&ids, &office)).await
}

fn one(address: &str) -> Vec<String> {
    vec![address.to_owned()]
}

fn under(path: &str, queries: &[String]) -> Vec<String> {
    queries.iter().map(|query| format!("{path}?{query}")).collect()
}

fn dashboards(ids: &Ids) -> Vec<(&'static str, Vec<String>)> {
    let with = |query: String| format!("/desk/dashboard?{query}");
    vec![
        ("earlier years", [2020, 2021].map(|year| with(format!("year={year}"))).into()),
        ("one heading", ids.headings.iter().map(|h| with(format!("heading={}", web::encode(h)))).collect()),
        ("one plan", ids.plans[20..].iter().map(|plan| with(format!("plan={plan}"))).collect()),
        ("one kind of unit", ["department", "town"].map(|kind| with(format!("kind={kind}"))).into()),
        (
            "as a file",
            ["units", "headings", "months", "overdue"].map(|t| format!("/desk/dashboard.csv?table={t}")).into(),
        ),
    ]
}

/// Lists beside the ledger, each at its beginning, deep inside and by its filters.
async fn lists_around(app: &TestApp, city: &City) -> Outcome<Vec<(&'static str, Vec<String>)>> {
    let mut tx = app.db.read().await?;
    let nth = "SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM letter) l WHERE n % 9973 = 5000";
    let letters: Vec<String> = tx.all(nth, args![]).await?;
    let jobs: Vec<String> = tx.all("SELECT id FROM job ORDER BY id DESC LIMIT 20 OFFSET 3000", args![]).await?;
    let records: Vec<String> =
        tx.all("SELECT on_day || '~' || id FROM ledger_support ORDER BY on_day LIMIT 20 OFFSET 3000", args![]).await?;
    drop(tx);
    let each = |path: &str, queries: &[&str]| queries.iter().map(|query| format!("{path}?{query}")).collect();
    let unit = &city.units[7].id;
    Ok(vec![
        ("mail", one("/desk/mail")),
        ("mail, deep inside", letters.iter().map(|id| format!("/desk/mail?before={id}")).collect()),
        ("mail, by state", each("/desk/mail", &["state=sent", "state=dead", "state=waiting"])),
        ("mail, by name", each("/desk/mail", &["to=officer7", "to=nobody"])),
        ("mail, by day", each("/desk/mail", &["day=2021-10-11", "day=2010-01-01"])),
        ("jobs", each("/desk/jobs", &["whose=all"])),
        ("jobs, deep inside", jobs.iter().map(|id| format!("/desk/jobs?whose=all&before={id}")).collect()),
        ("jobs, by state", each("/desk/jobs", &["whose=all&state=done", "whose=all&state=failed", "state=done"])),
        ("support", one("/desk/support")),
        ("support, deep inside", records.iter().map(|key| format!("/desk/support?after={key}")).collect()),
        ("support, by kind", each("/desk/support", &["kind=training", "kind=budget&year=2021"])),
        (
            "support, by unit and year",
            vec![format!("/desk/support?unit={unit}&year=2022"), "/desk/support?year=2021".into()],
        ),
        ("reminders of a day", each("/desk/reminders", &["", "day=2022-08-17", "after=officer50"])),
        ("journal", each("/desk/journal", &["", "before=50000", "before=500"])),
        ("journal, by act", each("/desk/journal", &["act=ledger_entry.", "act=plan."])),
        ("journal, by name", each("/desk/journal", &["actor=officer7", "actor=nobody"])),
        ("plans", each("/desk/plans", &["", "year=2021", "q=%E8%A6%81%E7%82%B9"])),
        ("units", each("/desk/units", &["", "kind=town", "q=%E7%AC%AC7"])),
    ])
}

/// A token of the whole government.
async fn secret(app: &TestApp, city: &City) -> Outcome<String> {
    let (now, secret) = (app.clock.now(), generate());
    let token = Token {
        id: new_id(now),
        name: "统计".into(),
        government_id: city.government.id.clone(),
        unit_id: None,
        scopes: vec![Scope::LedgerRead],
        created_by: "office".into(),
        created_at: now,
        expires_at: now.plus_hours(24),
        last_used_at: None,
        revoked_at: None,
    };
    let mut tx = app.db.write().await?;
    insert(&mut tx, &token, &secret).await?;
    tx.commit().await?;
    Ok(secret)
}

/// The pages of a published plan of 500 tasks.
async fn public(app: &TestApp, city: &City, engine: &str, (ids, office): (&Ids, &Client)) -> Outcome {
    let Some(plan) = ids.plans.last() else { return Ok(()) };
    let publish = format!("/desk/plans/{plan}/publish");
    let version = office.get(&publish).await.field("version").unwrap_or_default();
    office.post(&publish, &[("version", &version)]).await.saying("已公开");
    let anyone = app.anyone();
    let address = format!("/g/{}/plans/{plan}", city.government.slug);
    for (name, path) in [("text", ""), ("tasks", "/tasks"), ("units", "/units")] {
        page(engine, &format!("public plan, {name}"), &anyone, &one(&format!("{address}{path}"))).await?;
    }
    page(engine, "public plans", &anyone, &one(&format!("/g/{}/plans", city.government.slug))).await
}

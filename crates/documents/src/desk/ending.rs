//! `/desk/documents/ending`: public documents whose time runs out soon.

use std::collections::HashMap;

use askama::Template;
use kernel::Date;
use publishing::{Item, Wanted};
use web::{Desk, Page, Query, Result, view};

use super::scene::units;

const PAGE: usize = 50;
/// So many days ahead, unless the page asks for more.
const DAYS: i64 = 90;

struct Row {
    item: Item,
    unit: String,
    last_day: String,
    left: i64,
}

#[derive(Template)]
#[template(path = "documents/ending.html")]
struct Ending {
    page: Page,
    rows: Vec<Row>,
    days: i64,
    next: String,
}

pub(super) async fn show(desk: Desk, Query(typed): Query) -> Result {
    let mut tx = desk.app.db.read().await?;
    let today = desk.today();
    let days = typed.opt("days").and_then(|days| days.parse().ok()).filter(|days| (1..=3660).contains(days));
    let days = days.unwrap_or(DAYS);
    let upto = today.checked_add(jiff::Span::new().days(days)).unwrap_or(today);
    let wanted = Wanted {
        government_id: Some(desk.government()?.id.clone()),
        unit_id: desk.who.unit.as_ref().map(|unit| unit.id.clone()),
        ..Wanted::default()
    };
    let after = typed.get("after").split_once('.').and_then(|(on, id)| Some((on.parse::<Date>().ok()?, id.to_owned())));
    let after = after.as_ref().map(|(on, id)| (*on, id.as_str()));
    let mut items = publishing::ending(&mut tx, &wanted, today, upto, after, PAGE + 1).await?;
    let units: HashMap<String, String> = units(&desk, &mut tx).await?.into_iter().collect();
    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let until = |item: &Item| item.standing.as_ref().and_then(|one| one.until).unwrap_or(today);
    let next = match items.last() {
        Some(last) if more => {
            format!("/desk/documents/ending?{}", typed.with("after", &format!("{}.{}", until(last), last.id)))
        }
        _ => String::new(),
    };
    let rows = items.into_iter().map(|item| {
        let end = until(&item);
        Row {
            unit: item.unit_id.as_ref().and_then(|id| units.get(id)).cloned().unwrap_or_default(),
            last_day: end.yesterday().unwrap_or(end).to_string(),
            left: today.until(end).map_or(0, |span| i64::from(span.get_days())),
            item,
        }
    });
    let rows = rows.collect();
    view(Ending { page: desk.shell.desk("快要失效"), rows, days, next })
}

//! `/desk/documents/review`: what is filed and to be looked at again, one by one or several at once (条例 Art. 18).

use std::collections::HashMap;

use askama::Template;
use axum::response::IntoResponse as _;
use kernel::{Date, Problem};
use law::ground::{self, Ground};
use web::{Desk, Fields, Mistakes, Page, Query, Result, Typed, redirect, view, view_invalid, within_limits};

use super::scene::{find_for, hand, stale, units};
use crate::domain::Act;
use crate::store::{self, Filed, Filter};

const PAGE: usize = 50;

struct Row {
    filed: Filed,
    unit: String,
    due: bool,
}

impl Row {
    fn attribute(&self) -> String {
        match self.filed.ground.as_deref().and_then(ground::by_code) {
            Some(ground) => format!("不予公开（{}）", ground.name),
            None => "依申请公开".to_owned(),
        }
    }
}

#[derive(Template)]
#[template(path = "documents/review.html")]
struct Review {
    page: Page,
    typed: Fields,
    sent: Fields,
    mistakes: Mistakes,
    units: Vec<(String, String)>,
    grounds: Vec<&'static Ground>,
    rows: Vec<Row>,
    active: usize,
    next: String,
    next_review: String,
    may_decide: bool,
}

impl Review {
    /// As typed, or in a year.
    fn review_on(&self) -> &str {
        self.sent.opt("review_on").unwrap_or(&self.next_review)
    }
}

async fn page(desk: &Desk, typed: Fields, sent: Fields, mistakes: Mistakes) -> Result<Review> {
    let mut tx = desk.app.db.read().await?;
    let all_units = units(desk, &mut tx).await?;
    let own = !desk.sees_all();
    let today = desk.today();
    let filter = Filter {
        unit: typed.opt("unit").filter(|_| !own).map(str::to_owned),
        attribute: typed.opt("attribute").map(str::to_owned),
        year: typed.opt("year").and_then(|year| year.parse().ok()).filter(|year| (1900..=9998).contains(year)),
        ..Filter::of(&desk.who, &desk.government()?.id)
    };
    let upto = (typed.get("when") != "all").then_some(today);
    let after = typed.get("after").split_once('.').and_then(|(on, id)| Some((on.parse::<Date>().ok()?, id.to_owned())));
    let after = after.as_ref().map(|(on, id)| (*on, id.as_str()));
    let mut found = store::filed(&mut tx, &filter, typed.opt("ground"), upto, after, PAGE + 1).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = match found.last() {
        Some(last) if more => {
            format!("/desk/documents/review?{}", typed.with("after", &format!("{}.{}", last.review_on, last.id)))
        }
        _ => String::new(),
    };
    let names: HashMap<&str, &str> = all_units.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    let rows = found.into_iter().map(|filed| Row {
        unit: names.get(filed.unit_id.as_str()).copied().unwrap_or_default().to_owned(),
        due: filed.review_on <= today,
        filed,
    });
    let rows = rows.collect();
    let active = ["unit", "attribute", "ground", "year", "when"].iter().filter(|n| typed.opt(n).is_some()).count();
    let next_review = today.checked_add(jiff::Span::new().years(1)).unwrap_or(today).to_string();
    Ok(Review {
        page: desk.shell.desk("待复审"),
        units: if own { Vec::new() } else { all_units },
        grounds: ground::on(today).collect(),
        may_decide: desk.who.may(directory::Capability::PublishDocuments),
        next_review,
        typed,
        sent,
        mistakes,
        rows,
        active,
        next,
    })
}

pub(super) async fn show(desk: Desk, Query(typed): Query) -> Result {
    view(page(&desk, typed, Fields::default(), Mistakes::default()).await?)
}

/// Keeps several as they are, with one reason and one next day; each is its own record. All are kept or none.
pub(super) async fn keep_several(desk: Desk, Query(typed): Query, Typed(sent): Typed) -> Result {
    let mut mistakes = Mistakes::default();
    let chosen: Vec<(&str, &str)> = sent.all("document").filter_map(|one| one.split_once('.')).collect();
    if chosen.is_empty() {
        mistakes.add("document", "请勾选文件。");
    }
    let reason = sent.get("reason");
    if reason.is_empty() {
        mistakes.add("reason", "请写明为什么仍不公开。");
    }
    mistakes.check("reason", within_limits(reason, 2_000));
    let on = official::date::parse(sent.get("review_on")).filter(|on| *on > desk.today());
    if on.is_none() {
        mistakes.add("review_on", "请填写今天以后的日期。");
    }
    let Some(on) = on.filter(|_| mistakes.is_empty()) else {
        let sent = sent.clone();
        return view_invalid(page(&desk, typed, sent, mistakes).await?);
    };
    let now = desk.now();
    let mut tx = desk.app.db.write().await?;
    for (id, version) in &chosen {
        let document = find_for(&desk, &mut tx, id, Act::Reassess).await?;
        if version.parse() != Ok(document.version) {
            return Err(stale(db::Error::Stale).into());
        }
        let attribute = document.attribute.clone().ok_or(Problem::NotFound("这份文件"))?;
        let after = document.keep_filed(attribute, hand(&desk.who, now), on);
        store::save(&mut tx, now, &after).await.map_err(stale)?;
        let words = format!("仍不公开：{reason}。{on} 再审");
        store::record(&mut tx, now, &desk.who.actor(), "document.reassessed", &after, &words, &[]).await?;
    }
    tx.commit().await?;
    let query = typed.with("after", "");
    let back =
        if query.is_empty() { "/desk/documents/review".into() } else { format!("/desk/documents/review?{query}") };
    Ok(redirect(&back).saying(&format!("{} 份已记下：仍不公开，{on} 再审。", chosen.len())).into_response())
}

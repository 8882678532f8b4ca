//! Looking something up over everything public, for programs; and what somebody who is still typing may mean.

use std::collections::HashMap;

use axum::extract::State;
use axum::http::HeaderMap;
use directory::{Government, government};
use kernel::Date;
use publishing::{Facet, Validity};
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Fields, Mistakes, Query, Result, tagged};

use super::page_of::settled;
use crate::home::hosted;
use crate::{address, kinds, listed, search};

/// Answers of one page unless asked otherwise, and at most.
const USUAL: usize = 20;
const MOST: usize = 100;
/// Suggestions of one answer.
const SUGGESTIONS: usize = 8;

/// A value with how many of what was found have it.
#[derive(Serialize, ToSchema)]
#[schema(as = SearchCount)]
struct Count {
    /// As the parameter of the same name takes it.
    value: String,
    name: String,
    count: u64,
}

/// How many of what was found have each value. A facet's own choice does not narrow its own numbers.
#[derive(Serialize, ToSchema)]
#[schema(as = SearchFacets)]
struct Facets {
    government: Vec<Count>,
    /// Only within one government.
    unit: Vec<Count>,
    form: Vec<Count>,
    /// Only within one government.
    theme: Vec<Count>,
    year: Vec<Count>,
    validity: Vec<Count>,
}

/// Something that was found. Dates are `YYYY-MM-DD`, instants RFC 3339 at +08:00.
#[derive(Serialize, ToSchema)]
#[schema(as = SearchItem)]
struct Item {
    id: String,
    /// Kind of publication: document | work_plan.
    kind: String,
    title: String,
    /// Its page for people; empty when it has none.
    url: String,
    /// The piece of its text that shows what was looked for.
    snippet: String,
    /// What in the title and the snippet was looked for.
    marked: Vec<String>,
    /// How well it fits, to compare within one answer; more is better.
    score: f32,
    /// 类型
    form: String,
    /// 发文字号
    number: Option<String>,
    /// The slug of the government.
    government: String,
    /// 成文日期
    #[schema(value_type = Option<String>)]
    issued_on: Option<Date>,
    /// 有效性 today: in_force | amended | not_yet_in_force | expired | repealed; null for what has none.
    validity: Option<&'static str>,
    /// When it first became public.
    first_published_at: String,
}

/// What was found.
#[derive(Serialize, ToSchema)]
#[schema(as = SearchAnswer)]
struct Answer {
    /// How many there are on all pages.
    total: u64,
    items: Vec<Item>,
    facets: Facets,
    /// full: has all of it; mixed: all or some; partly: nothing has all of it.
    fit: &'static str,
    /// Words that were looked for besides.
    also: Vec<String>,
    /// What may have been meant, when nothing has all of it.
    meant: Option<String>,
}

/// What a search takes.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it only describes the parameters")]
struct Params {
    /// 要找的词、文号或者一句话，最多看前 100 个字
    q: String,
    /// 政府在网址里的代号，不写是所有政府
    government: Option<String>,
    /// 单位的编号
    unit: Option<String>,
    /// 公开物的种类：document、work_plan
    kind: Option<String>,
    /// 类型：rule、normative、policy……
    form: Option<String>,
    /// 主题的编号
    theme: Option<String>,
    /// 栏目的编号
    column: Option<String>,
    /// 成文年份
    year: Option<i64>,
    /// 成文日期从这一天起，YYYY-MM-DD
    from: Option<String>,
    /// 成文日期到这一天止，YYYY-MM-DD
    upto: Option<String>,
    /// 今天的有效性：in_force、amended、not_yet_in_force、expired、repealed
    validity: Option<String>,
    /// relevance（不写就是）或 newest
    sort: Option<String>,
    /// 第几页，从 1 起；一共只给前 1000 条
    page: Option<usize>,
    /// 每页条数，1 到 100，不写是 20
    limit: Option<usize>,
}

/// Everything public that has some words.
#[utoipa::path(
    get, path = "/api/v1/search", tag = "公开信息", summary = "查找",
    params(Params),
    responses((status = 200, body = Answer), (status = 304, description = "没有变化"), (status = 404, description = "没有这个政府"), (status = 422, description = "条件写得不对，errors 里说明是哪一个"))
)]
pub(super) async fn find(State(app): State<App>, asked: HeaderMap, Query(query): Query) -> Result {
    let (page, limit) = checked(&query)?;
    let today = app.clock.today();
    let mut tx = app.db.read().await?;
    let one = match query.opt("government") {
        Some(slug) => Some(hosted(&mut tx, slug).await?),
        None => None,
    };
    let governments: HashMap<String, Government> =
        government::hosted(&mut tx).await?.into_iter().map(|one| (one.id.clone(), one)).collect();
    let (mut units, mut themes) = (HashMap::new(), HashMap::new());
    if let Some(one) = &one {
        units = listed::units(&mut tx, &one.id).await?;
        let all = catalogue::theme::with_retired(&mut tx, &one.id).await?;
        themes = all.into_iter().map(|theme| (theme.id, theme.name)).collect();
    }
    drop(tx);
    let within = one.map_or_else(|| governments.keys().cloned().collect(), |one| vec![one.id]);
    let everywhere: Vec<String> = within;
    let wanted = search::narrowed(&query, everywhere.clone());
    let span = ((page - 1) * limit, limit);
    let search::Answer { found, lines } =
        search::ask(&app, query.get("q"), wanted, search::order(&query), span).await?;
    let meant = match found.fit {
        ::search::Fit::Full => None,
        _ => search::guess(&app, query.get("q"), everywhere).await?,
    };
    let slug = |id: &str| governments.get(id).map(|one| one.slug.clone());
    let items = lines.into_iter().filter_map(|line| Some(item(slug(&line.item.government_id)?, line, today)));
    let items = items.collect();
    let counted = |facet, name: &dyn Fn(&str) -> Option<(String, String)>| -> Vec<Count> {
        let counts = found.counts.facet(facet).iter();
        let named =
            counts.filter_map(|(value, count)| name(value).map(|(value, name)| Count { value, name, count: *count }));
        named.collect()
    };
    let known = |names: &HashMap<String, String>, id: &str| names.get(id).map(|name| (id.to_owned(), name.clone()));
    let of =
        |validity: &Validity, count: u64| Count { value: validity.code().into(), name: validity.name().into(), count };
    let facets = Facets {
        government: counted(Facet::Government, &|id| {
            governments.get(id).map(|g| (g.slug.clone(), g.short_name.clone()))
        }),
        unit: counted(Facet::Unit, &|id| known(&units, id)),
        form: counted(Facet::Form, &|code| Some((code.to_owned(), kinds::name(code).to_owned()))),
        theme: counted(Facet::Theme, &|id| known(&themes, id)),
        year: counted(Facet::Year, &|year| Some((year.to_owned(), format!("{year} 年")))),
        validity: found.counts.validities.iter().map(|(one, count)| of(one, *count)).collect(),
    };
    let fit = match found.fit {
        ::search::Fit::Full => "full",
        ::search::Fit::Mixed => "mixed",
        ::search::Fit::Partly => "partly",
    };
    Ok(tagged(&asked, &Answer { total: found.total, items, facets, fit, also: found.also, meant })?)
}

fn item(slug: String, line: search::Line, today: Date) -> Item {
    let search::Line { item, score, title, excerpt } = line;
    let mut marked: Vec<String> = Vec::new();
    for run in title.runs.iter().chain(&excerpt.runs).filter(|run| run.hit) {
        if !marked.contains(&run.text) {
            marked.push(run.text.clone());
        }
    }
    Item {
        url: address::of(&format!("/g/{slug}"), &item).unwrap_or_default(),
        snippet: excerpt.plain(),
        marked,
        score,
        form: item.form.clone(),
        government: slug,
        issued_on: item.dated_on,
        validity: item.validity(today).map(Validity::code),
        first_published_at: item.first_published_at.rfc3339(),
        kind: item.kind,
        title: item.title,
        number: item.number,
        id: item.id,
    }
}

/// The page and its length.
fn checked(query: &Fields) -> kernel::Result<(usize, usize)> {
    let mut mistakes = Mistakes::default();
    let number = |name: &str, usual: usize, most: usize| match query.opt(name) {
        None => Some(usual),
        Some(text) => text.parse().ok().filter(|number| (1..=most).contains(number)),
    };
    let limit = number("limit", USUAL, MOST);
    let page = number("page", 1, search::DEEPEST / limit.unwrap_or(USUAL));
    let known = |form: &str| kinds::known(form);
    let day = |name: &str| query.opt(name).is_none_or(|_| crate::wanted::day(query, name).is_some());
    for (name, fits, message) in [
        ("q", query.opt("q").is_some_and(|q| !q.trim().is_empty()), "请写要找什么"),
        ("limit", limit.is_some(), "1 到 100 的整数"),
        ("page", page.is_some(), "从 1 起的整数，一共只给前 1000 条"),
        ("form", query.opt("form").is_none_or(known), "没有这种类型"),
        ("year", query.opt("year").is_none_or(|year| crate::wanted::year(year).is_some()), "请写四位数的年份"),
        ("validity", query.opt("validity").is_none_or(|one| Validity::from_code(one).is_some()), "没有这种有效性"),
        ("sort", matches!(query.get("sort"), "" | "relevance" | "newest"), "relevance 或 newest"),
        ("from", day("from"), "请写成 YYYY-MM-DD"),
        ("upto", day("upto"), "请写成 YYYY-MM-DD"),
    ] {
        if !fits {
            mistakes.add(name, message);
        }
    }
    settled(&mistakes)?;
    Ok((page.unwrap_or(1), limit.unwrap_or(USUAL)))
}

/// Something that may be meant.
#[derive(Serialize, ToSchema)]
#[schema(as = SearchSuggestion)]
struct Suggestion {
    /// The title.
    text: String,
    /// 发文字号
    number: Option<String>,
    /// The government, by its short name.
    government: String,
    /// 有效性 today; null for what has none.
    validity: Option<&'static str>,
    /// Its page for people.
    url: String,
}

/// What may be meant.
#[derive(Serialize, ToSchema)]
#[schema(as = SearchSuggestions)]
struct Suggestions {
    suggestions: Vec<Suggestion>,
}

/// What somebody who is still typing may mean: titles and numbers, the newest first.
#[utoipa::path(
    get, path = "/api/v1/suggest", tag = "公开信息", summary = "边写边提示",
    params(("q" = String, Query, description = "写到一半的词或文号"), ("government" = Option<String>, Query, description = "政府在网址里的代号，不写是所有政府")),
    responses((status = 200, body = Suggestions), (status = 404, description = "没有这个政府"))
)]
pub(super) async fn suggest(State(app): State<App>, asked: HeaderMap, Query(query): Query) -> Result {
    let mut tx = app.db.read().await?;
    let one = match query.opt("government") {
        Some(slug) => Some(hosted(&mut tx, slug).await?),
        None => None,
    };
    let governments = government::hosted(&mut tx).await?;
    drop(tx);
    let within = one.map_or_else(|| governments.iter().map(|one| one.id.clone()).collect(), |one| vec![one.id]);
    let today = app.clock.today();
    let items = search::titled(&app, query.get("q"), within, SUGGESTIONS).await?;
    let suggestions = items.into_iter().filter_map(|item| {
        let of = governments.iter().find(|one| one.id == item.government_id)?;
        let url = address::of(&format!("/g/{}", of.slug), &item)?;
        let validity = item.validity(today).map(Validity::code);
        Some(Suggestion { url, government: of.short_name.clone(), validity, text: item.title, number: item.number })
    });
    Ok(tagged(&asked, &Suggestions { suggestions: suggestions.collect() })?)
}

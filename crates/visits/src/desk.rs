//! `/desk/visits`: what is read, what is fetched, and what people look for in vain.

use askama::Template;
use jiff::ToSpan as _;
use kernel::Date;
use web::chart::{Bar, Drawing, Series, Tone, columns};
use web::{Desk, Fields, NavItem, Page, Query, Result, download, spreadsheet_safe, view};

use crate::store::{self, Place, Read, Sum};

const PAGE: usize = 50;
/// Rows of a file.
const MOST: usize = 5_000;
/// How far back one can look, in days, with its name.
const SPANS: [(&str, i64, &str); 4] =
    [("7", 7, "近 7 天"), ("30", 30, "近 30 天"), ("90", 90, "近 90 天"), ("365", 365, "近一年")];

/// A publication with how often it was read and fetched.
struct Line {
    title: String,
    href: String,
    views: i64,
    downloads: i64,
}

#[derive(Template)]
#[template(path = "visits/visits.html")]
struct Visits {
    page: Page,
    spans: Vec<NavItem>,
    shows: Vec<NavItem>,
    words: bool,
    views: i64,
    downloads: i64,
    searches: i64,
    nothing: i64,
    drawing: Option<Drawing>,
    times: Vec<Sum>,
    lines: Vec<Line>,
    missed: Vec<Sum>,
    first: String,
    next: String,
    export: String,
}

/// What an address asks for.
struct Asked {
    days: i64,
    words: bool,
    after: Option<Place>,
}

impl Asked {
    fn read(query: &Fields) -> Self {
        let days = SPANS.iter().find(|(code, ..)| *code == query.get("days")).map_or(30, |(_, days, _)| *days);
        let after = query.get("after").split_once('.').and_then(|(n, rest)| Some((n.parse().ok()?, rest.to_owned())));
        Self { days, words: query.get("show") == "words", after }
    }

    fn since(&self, today: Date) -> Date {
        today.saturating_sub((self.days - 1).days())
    }
}

pub(crate) async fn show(desk: Desk, Query(query): Query) -> Result {
    let asked = Asked::read(&query);
    let (government, since) = (desk.government()?, asked.since(desk.today()));
    let mut tx = desk.app.db.read().await?;
    let totals = store::totals(&mut tx, &government.id, since).await?;
    let times = store::by_time(&mut tx, &government.id, since, asked.days > 90).await?;
    let (mut lines, mut missed, mut last) = (Vec::new(), Vec::new(), None);
    if asked.words {
        missed = store::not_found(&mut tx, &government.id, since, asked.after.as_ref(), PAGE + 1).await?;
        let more = missed.len() > PAGE;
        missed.truncate(PAGE);
        last = missed.last().filter(|_| more).map(|sum| format!("{}.{}", sum.count, sum.of));
    } else {
        let mut read = store::read_most(&mut tx, &government.id, since, asked.after.as_ref(), PAGE + 1).await?;
        let more = read.len() > PAGE;
        read.truncate(PAGE);
        last = read.last().filter(|_| more).map(|one| format!("{}.{}", one.views, one.id)).or(last);
        lines = titled(&mut tx, &government.slug, read).await?;
    }
    drop(tx);
    let of = |what: &str| totals.iter().find(|sum| sum.of == what).map_or(0, |sum| sum.count);
    let item = |label: &str, name: &str, value: &str, current: bool| NavItem {
        label: label.into(),
        href: link(&query, name, value),
        current,
        count: None,
    };
    view(Visits {
        page: desk.shell.desk("访问情况"),
        spans: SPANS.iter().map(|(code, days, label)| item(label, "days", code, *days == asked.days)).collect(),
        shows: vec![item("看得多的", "show", "", !asked.words), item("找不到的词", "show", "words", asked.words)],
        words: asked.words,
        views: of("view"),
        downloads: of("download"),
        searches: of("search") + of("nothing"),
        nothing: of("nothing"),
        drawing: drawing(&times),
        times,
        lines,
        missed,
        first: if asked.after.is_some() { link(&query, "after", "") } else { String::new() },
        next: last.map(|last| link(&query, "after", &last)).unwrap_or_default(),
        export: format!("/desk/visits.csv?days={}{}", asked.days, if asked.words { "&show=words" } else { "" }),
    })
}

/// Publications by their titles; those that are gone keep their line.
async fn titled(tx: &mut db::Tx, slug: &str, read: Vec<Read>) -> db::Result<Vec<Line>> {
    let ids: Vec<&str> = read.iter().map(|one| one.id.as_str()).collect();
    let items = publishing::items(tx, &ids).await?;
    let line = |one: Read| {
        let item = items.iter().find(|item| item.id == one.id);
        let folder = item.map_or("", |item| if item.kind == "work_plan" { "plans" } else { "documents" });
        Line {
            title: match item {
                Some(item) if item.withdrawn => format!("{}（已撤下）", item.title),
                Some(item) => item.title.clone(),
                None => "已经撤下的内容".into(),
            },
            href: item.map(|item| format!("/g/{slug}/{folder}/{}", item.id)).unwrap_or_default(),
            views: one.views,
            downloads: one.downloads,
        }
    };
    Ok(read.into_iter().map(line).collect())
}

fn link(query: &Fields, name: &str, value: &str) -> String {
    let pairs = query.pairs().iter().filter(|(one, _)| one != "after").cloned().collect();
    let query = Fields::new(pairs).with(name, value);
    if query.is_empty() { "/desk/visits".into() } else { format!("/desk/visits?{query}") }
}

fn drawing(times: &[Sum]) -> Option<Drawing> {
    if times.is_empty() {
        return None;
    }
    let series = [Series { name: "浏览", tone: Tone::Full }];
    let bars: Vec<Bar> = times
        .iter()
        .map(|sum| Bar {
            name: sum.of.get(5..).unwrap_or(&sum.of).to_owned(),
            note: String::new(),
            values: vec![sum.count],
        })
        .collect();
    let all: i64 = times.iter().map(|sum| sum.count).sum();
    let description = format!("{} 到 {}，共浏览 {all} 次", times[0].of, times[times.len() - 1].of);
    Some(columns("visits", "浏览次数", description, &series, &bars))
}

pub(crate) async fn csv(desk: Desk, Query(query): Query) -> Result {
    let asked = Asked::read(&query);
    let (government, since) = (desk.government()?, asked.since(desk.today()));
    let mut tx = desk.app.db.read().await?;
    // The mark at the beginning tells Excel that the file is UTF-8.
    let mut file = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let mut write = |cells: &[&str]| file.write_record(cells).map_err(kernel::Problem::internal);
    if asked.words {
        write(&["找不到的词", "次数"])?;
        for sum in store::not_found(&mut tx, &government.id, since, None, MOST).await? {
            write(&[&spreadsheet_safe(&sum.of), &sum.count.to_string()])?;
        }
    } else {
        write(&["标题", "浏览", "下载"])?;
        let read = store::read_most(&mut tx, &government.id, since, None, MOST).await?;
        for line in titled(&mut tx, &government.slug, read).await? {
            write(&[&spreadsheet_safe(&line.title), &line.views.to_string(), &line.downloads.to_string()])?;
        }
    }
    let bytes = file.into_inner().map_err(kernel::Problem::internal)?;
    Ok(download("访问情况.csv", "text/csv; charset=utf-8", bytes))
}

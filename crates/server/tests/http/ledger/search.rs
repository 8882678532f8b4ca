//! Looking for a text among thousands of entries: in tasks and in measures, page by page, from entry to entry.

use directory::Unit;
use testkit::{Answer, Client, db_test};

use super::given::{GivenPlan, GivenTask, by, plan, town};
use crate::Server;

const TASKS: usize = 70;
const UNITS: usize = 30;

/// 2,100 entries. One task speaks of ALPHA; the measure of the last entry, and of one of that task, of 甲Beta栏.
async fn thousands(app: &Server) -> (Client, GivenPlan) {
    let t = town(app).await;
    let mut units: Vec<Unit> = Vec::new();
    for number in 0..UNITS {
        units.push(app.given_unit(&t.government, &format!("第{number}局")).await);
    }
    let body = |n: usize| if n == 5 { "公布ALPHA目录。".to_owned() } else { format!("公布第{n}项。") };
    let bodies: Vec<String> = (0..TASKS).map(body).collect();
    let given = |body| GivenTask {
        heading: "一、主动公开",
        body,
        limits: vec![("12月底前", by("2022-12-31"))],
        units: units.iter().collect(),
    };
    let tasks: Vec<GivenTask<'_>> = bodies.iter().map(|body| given(body.as_str())).collect();
    let made = plan(app, &t.government, 2022, &tasks).await;
    let office = app.as_("office").await;
    for entry in [&made.entries[5 * UNITS], &made.entries[TASKS * UNITS - 1]] {
        let path = format!("/desk/ledger/{entry}");
        let typed = [("version", "1"), ("status", "in_progress"), ("measure", "开设甲Beta栏，alpha也在内")];
        office.post(&path, &typed).await.redirects_to(&path);
    }
    (office, made)
}

fn turns(page: &Answer) -> [Option<String>; 2] {
    ["prev", "next"].map(|rel| {
        let body = page.body();
        let (_, rest) = body.split_once(&format!("rel=\"{rel}\" href=\"/desk/ledger/"))?;
        rest.get(..36).map(str::to_owned)
    })
}

db_test!(a_text_is_found_in_tasks_and_measures_each_entry_once, async |app: Server| {
    let (office, made) = thousands(&app).await;
    for (query, total) in [
        ("q=甲beta栏", "共 2 条"),
        ("q=Alpha", "共 31 条"),
        ("q=Alpha&sort=plan", "共 31 条"),
        ("q=没有的字", "共 0 条"),
        ("q=公布", "共 1000+ 条"),
        ("q=公布&sort=plan", "共 1000+ 条"),
        ("q=公布&status=in_progress", "共 2 条"),
        ("q=beta&status=in_progress&due=open", "共 2 条"),
        ("q=beta&due=overdue", "共 0 条"),
        ("q=beta&heading=一、主动公开", "共 2 条"),
        ("q=beta&heading=二、别的", "共 0 条"),
        (&format!("q=alpha&plan={}", made.id), "共 31 条"),
        ("q=alpha&year=all", "共 31 条"),
        ("q=alpha&year=2021", "共 0 条"),
    ] {
        office.get(&format!("/desk/ledger?{query}")).await.ok().contains(total);
    }
    // Written anew, and taken away.
    let path = format!("/desk/ledger/{}", made.entries[TASKS * UNITS - 1]);
    let typed = |version, measure| [("version", version), ("status", "in_progress"), ("measure", measure)];
    office.post(&path, &typed("2", "开设丙栏")).await.redirects_to(&path);
    office.get("/desk/ledger?q=beta").await.ok().contains("共 1 条");
    office.get("/desk/ledger?q=丙栏").await.ok().contains("共 1 条");
    office.post(&path, &typed("3", "")).await.redirects_to(&path);
    office.get("/desk/ledger?q=丙栏").await.ok().contains("共 0 条");
});

db_test!(one_goes_from_entry_to_entry_of_a_search_to_both_its_ends, async |app: Server| {
    let (office, made) = thousands(&app).await;
    let at = |entry: usize, query: &str| format!("/desk/ledger/{}?{query}", made.entries[entry]);
    let (first, last) = (5 * UNITS, TASKS * UNITS - 1);
    let id = |entry: usize| Some(made.entries[entry].clone());
    for (entry, query, beside) in [
        // Far from each other, with nothing between them.
        (first, "q=beta", [None, id(last)]),
        (last, "q=beta", [id(first), None]),
        (first + 900, "q=beta", [id(first), id(last)]),
        (first, "q=alpha", [None, id(first + 1)]),
        (first + 29, "q=alpha&sort=plan", [id(first + 28), id(last)]),
        (0, "q=公布", [None, id(1)]),
        (last, "q=公布&sort=plan", [id(last - 1), None]),
        (0, "", [None, id(1)]),
        (last, "", [id(last - 1), None]),
    ] {
        assert_eq!(turns(&office.get(&at(entry, query)).await.ok()), beside, "{entry}: {query}");
    }
});

db_test!(pages_of_a_search_follow_each_other_whether_it_finds_few_or_many, async |app: Server| {
    let (office, made) = thousands(&app).await;
    for (query, pages) in [("q=alpha", 1), ("q=%E5%85%AC%E5%B8%83", 42), ("q=%E7%AC%AC1", 7)] {
        let (mut seen, mut address) = (Vec::new(), format!("/desk/ledger?{query}"));
        for page in 1.. {
            let shown = office.get(&address).await.ok();
            let body = shown.body();
            seen.extend(made.entries.iter().filter(|id| body.contains(&format!("/desk/ledger/{id}?"))).cloned());
            let Some((_, rest)) = body.split_once("rel=\"next\" href=\"") else {
                assert_eq!(page, pages, "{query}");
                break;
            };
            address = rest.split('"').next().unwrap_or_default().replace("&amp;", "&").replace("&#38;", "&");
        }
        let count = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), count, "{query}: each once");
    }
});

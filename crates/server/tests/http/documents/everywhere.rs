//! Whatever happens, and wherever it breaks off: a document is public in every place or in none.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::http::StatusCode;
use portal::search::Follower;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use testkit::{Client, TestDb, db_test};

use super::given::{Hall, act, begun, determined, edited, hall, public, text};
use crate::Server;
use crate::api::body;

/// Acts of one run. Each is followed by a look everywhere.
const ACTS: usize = 60;
/// Documents that the acts are about.
const DOCUMENTS: usize = 5;

/// Who does what, with which form.
type Step = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const STEPS: [Step; 11] = [
    ("drafter", "submit", &[]),
    ("second", "pass", &[]),
    ("chief", "sign", &[]),
    ("office", "return", &[("words", "再改改")]),
    ("drafter", "publish", &[]),
    ("drafter", "publish", &[("at", "2022-08-16 09:00")]),
    ("drafter", "unschedule", &[]),
    ("drafter", "correct", &[("words", "更正时间")]),
    ("drafter", "discard", &[]),
    ("drafter", "withdraw", &[("kind", "error")]),
    ("drafter", "drop", &[("words", "不要了")]),
];

/// Ids of documents in the links of a text, whatever stands before and after them.
fn ids(text: &str) -> BTreeSet<String> {
    let after = text.split("/documents/").skip(1);
    after.map(|rest| rest.chars().take(36).collect()).filter(|id: &String| kernel::is_id(id)).collect()
}

async fn listed_by_api(h: &Hall, anyone: &Client) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut next = format!("/api/v1/governments/{}/documents?limit=2", h.government.slug);
    loop {
        let page = body(&anyone.get(&next).await.ok());
        found.extend(page["documents"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(address) => next = address.to_owned(),
            None => return found,
        }
    }
}

/// Every place where the public finds documents names the same ones.
async fn the_same_everywhere(app: &Server, h: &Hall, paths: &[String], done: &str) {
    let anyone = app.anyone();
    let mut tx = app.db.read().await.unwrap();
    let sql = "SELECT id FROM public_item WHERE kind = 'document' AND withdrawn = 0";
    let truth: Vec<String> = tx.all(sql, db::args![]).await.unwrap();
    let sql = "SELECT id FROM document WHERE public_version IS NOT NULL";
    let desk: Vec<String> = tx.all(sql, db::args![]).await.unwrap();
    drop(tx);
    let truth: BTreeSet<String> = truth.into_iter().collect();
    assert!(truth.iter().all(|id| desk.contains(id)), "the desk knows what is public, {done}");
    let site = format!("/g/{}", h.government.slug);
    for (place, address) in [
        ("the library", format!("{site}/documents")),
        ("the column", format!("{site}/columns/{}", h.column)),
        ("the feed", format!("{site}/feed.atom")),
        ("the site map", format!("{site}/sitemap.xml")),
    ] {
        assert_eq!(ids(&anyone.get(&address).await.ok().body()), truth, "{place}, {done}");
    }
    assert_eq!(listed_by_api(h, &anyone).await, truth, "the API, {done}");
    let word = "q=%E9%80%9A%E7%9F%A5"; // 通知
    let page = ids(&anyone.get(&format!("{site}/documents?{word}")).await.ok().body());
    assert_eq!(page, truth, "what is found, {done}");
    let answer = body(&anyone.get(&format!("/api/v1/search?{word}")).await.ok());
    assert_eq!(ids(&answer["items"].to_string()), truth, "what programs find, {done}");
    assert_eq!(answer["total"], truth.len(), "how much is found, {done}");
    for path in paths {
        let id = path.rsplit('/').next().unwrap();
        let page = public(h, path);
        let shown = truth.contains(id);
        for address in [
            page.clone(),
            format!("{page}/text.txt"),
            format!("{page}/document.docx"),
            format!("{page}/metadata.json"),
            format!("/api/v1/documents/{id}"),
        ] {
            let status = anyone.get(&address).await.status;
            let fits = if shown { status == StatusCode::OK } else { [404, 410].contains(&status.as_u16()) };
            assert!(fits, "{address} answers {status}, {done}");
        }
    }
}

/// A server that knows its own address, which feeds and site maps need.
struct Site(Server);

impl Site {
    async fn start(db: TestDb) -> Self {
        Self(Server::start_with(db, |settings| settings.base_url = Some("https://open.example".into())).await)
    }
}

db_test!(a_document_is_public_in_every_place_or_in_none, async |site: Site| {
    let app = site.0;
    let h = hall(&app).await;
    let office = app.as_("office").await;
    office.post("/desk/catalogue/publish", &[("number", "0")]).await.redirects_to("/desk/catalogue");
    let drafter = app.as_("drafter").await;
    let mut paths = Vec::new();
    for n in 1..=DOCUMENTS {
        let path = begun(&drafter, &text(&format!("第{n}次通知"), &format!("测教字〔2022〕{n}号"), "正文。")).await;
        edited(&drafter, &path, &[("column", &h.column), ("kind", "policy")]).await.redirects_to(&path);
        determined(&drafter, &path, &[("attribute", "proactive")]).await.redirects_to(&path);
        paths.push(path);
    }
    let mut dice = StdRng::seed_from_u64(20_220_815);
    let mut public_ones = 0;
    let mut follower = Some(Follower::new(&app).unwrap());
    for turn in 0..ACTS {
        let path = &paths[dice.random_range(0..DOCUMENTS)];
        // Mostly the step that comes next, so that documents get somewhere; else any.
        let (who, step, form) = match dice.random_bool(0.7) {
            true => next(&app, path).await,
            false => STEPS[dice.random_range(0..STEPS.len())],
        };
        let who = app.as_(who).await;
        let cut = dice.random_bool(0.4).then(|| Duration::from_micros(dice.random_range(100..20_000)));
        let doing = act(&who, path, step, form);
        let ended = match cut {
            // Whoever asked goes away: what was begun is done wholly or not at all.
            Some(after) => tokio::time::timeout(after, doing).await.is_ok(),
            None => {
                doing.await;
                true
            }
        };
        let done = format!("after act {turn}: {step} of {path}{}", if ended { "" } else { ", broken off" });
        follow(&app, &mut follower, cut).await;
        the_same_everywhere(&app, &h, &paths, &done).await;
        public_ones += listed_by_api(&h, &app.anyone()).await.len();
        app.pass_minutes(1);
    }
    // How many depends on how fast the machine is: acts that are broken off may be done or not.
    assert!(public_ones > 0, "something was public now and then");
});

/// Lets the search index follow. Now and then whoever does so is stopped midway, and another takes over.
async fn follow(app: &Server, follower: &mut Option<Follower>, cut: Option<Duration>) {
    if let Some(mut stopped) = cut.and_then(|_| follower.take()) {
        let _ = tokio::time::timeout(cut.unwrap_or_default(), stopped.catch_up()).await;
    }
    if follower.is_none() {
        // What the other had given to a thread of its own comes to its end first.
        for _ in 0..400 {
            match Follower::new(app) {
                Ok(new) => *follower = Some(new),
                Err(_) => tokio::time::sleep(Duration::from_millis(25)).await,
            }
            if follower.is_some() {
                break;
            }
        }
    }
    follower.as_mut().unwrap().catch_up().await.unwrap();
}

/// The step that takes a document on from where it is.
async fn next(app: &Server, path: &str) -> Step {
    let id = path.rsplit('/').next().unwrap();
    let mut tx = app.db.read().await.unwrap();
    let stage: String = tx.one("SELECT stage FROM document WHERE id = $1", db::args![id]).await.unwrap();
    match stage.as_str() {
        "drafting" => STEPS[0],
        "review" => STEPS[1],
        "signing" => STEPS[2],
        "signed" | "scheduled" => STEPS[4],
        "published" => STEPS[9],
        _ => STEPS[7],
    }
}

/// What one place shows of one document to one reader.
fn word(status: StatusCode) -> &'static str {
    match status.as_u16() {
        200 => "shown",
        410 => "gone",
        404 => "hidden",
        303 => "sign in",
        403 => "refused",
        _ => "other",
    }
}

db_test!(who_sees_what_at_each_stage_follows_from_stage_and_post, async |app: Server| {
    let h = hall(&app).await;
    app.given_person("auditor", directory::Role::Auditor, Some(&h.government), None).await;
    app.given_person("keeper", directory::Role::Administrator, Some(&h.government), None).await;
    let other = app.given_unit(&h.government, "市交通局").await;
    app.given_person("stranger", directory::Role::Officer, Some(&h.government), Some(&other)).await;
    let elsewhere = app.given_government("邻市").await;
    app.given_person("neighbour", directory::Role::Office, Some(&elsewhere), None).await;
    let drafter = app.as_("drafter").await;
    let steps: [(&str, &[usize]); 8] = [
        ("drafting", &[]),
        ("review", &[0]),
        ("signing", &[0, 1]),
        ("signed", &[0, 1, 2]),
        ("scheduled", &[0, 1, 2, 5]),
        ("published", &[0, 1, 2, 4]),
        ("withdrawn", &[0, 1, 2, 4, 9]),
        ("dropped", &[10]),
    ];
    for (n, (stage, way)) in steps.into_iter().enumerate() {
        let path = begun(&drafter, &text(&format!("第{n}次通知"), &format!("测教字〔2022〕{n}号"), "正文。")).await;
        edited(&drafter, &path, &[("column", &h.column), ("kind", "policy")]).await.redirects_to(&path);
        let file: (&str, &str, &[u8]) = ("files", "名单.csv", "学校,班数\n一小,2\n".as_bytes());
        drafter.upload(&format!("{path}/files"), &[("version", &version(&drafter, &path).await)], &[file]).await;
        determined(&drafter, &path, &[("attribute", "proactive")]).await.redirects_to(&path);
        for step in way {
            let (who, step, form) = STEPS[*step];
            act(&app.as_(who).await, &path, step, form).await.redirects_to(&path);
        }
        let id = path.rsplit('/').next().unwrap();
        let mut tx = app.db.read().await.unwrap();
        let now: String = tx.one("SELECT stage FROM document WHERE id = $1", db::args![id]).await.unwrap();
        assert_eq!(now, stage);
        let file: String = tx.one("SELECT id FROM document_file WHERE document_id = $1", db::args![id]).await.unwrap();
        drop(tx);
        let page = public(&h, &path);
        let open = match stage {
            "published" => "shown",
            "withdrawn" => "gone",
            _ => "hidden",
        };
        for reader in ["", "drafter", "second", "chief", "office", "stranger", "neighbour", "auditor", "keeper"] {
            let client = if reader.is_empty() { app.anyone() } else { app.as_(reader).await };
            for address in [
                page.clone(),
                format!("{page}/text.txt"),
                format!("{page}/document.docx"),
                format!("{page}/metadata.json"),
                format!("{page}/files/{file}"),
                format!("/api/v1/documents/{id}"),
            ] {
                assert_eq!(word(client.get(&address).await.status), open, "{reader} at {address} ({stage})");
            }
            let desk = match reader {
                "" => "sign in",
                "drafter" | "second" | "chief" | "office" => "shown",
                "stranger" | "neighbour" => "hidden",
                _ => "refused",
            };
            for address in [path.clone(), format!("{path}/files/{file}"), format!("{path}/versions")] {
                assert_eq!(word(client.get(&address).await.status), desk, "{reader} at {address} ({stage})");
            }
        }
    }
});

async fn version(who: &Client, path: &str) -> String {
    who.get(path).await.ok().field("version").unwrap_or_default()
}

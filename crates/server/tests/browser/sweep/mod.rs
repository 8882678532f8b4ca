//! Every page, wide and on a phone, as usual and in elder mode: nothing is wrong with it; pictures in `target/screenshots/`.

mod look;
mod prepare;
mod sights;

use std::collections::BTreeSet;
use std::path::Path;

use axum::http::Method;
use db::Blobs;
use testkit::{TestDb, database};
use web::{App, Inner, Settings};

use crate::axe;
use crate::browser::Browser;
use crate::server::serve;
use look::{View, dead_links};
use sights::{Found, NO_PAGES, Sight, Who, sights};

const WIDE: [View; 2] = [
    View { name: "desktop", width: 1280, height: 900, phone: false, elder: false },
    View { name: "desktop-elder", width: 1280, height: 900, phone: false, elder: true },
];
const NARROW: [View; 2] = [
    View { name: "phone", width: 390, height: 844, phone: true, elder: false },
    View { name: "phone-elder", width: 390, height: 844, phone: true, elder: true },
];

#[test]
fn no_page_is_left_out() {
    let routes = gongkai::routes();
    let pages: BTreeSet<&str> = routes.table().iter().filter(|r| r.method == Method::GET).map(|r| r.path).collect();
    let shown = sights(&Found::default());
    let shown: BTreeSet<&str> = shown.iter().map(|sight| sight.route).filter(|route| !route.is_empty()).collect();
    let known: BTreeSet<&str> = shown.iter().chain(NO_PAGES).copied().collect();
    let unseen: Vec<_> = pages.difference(&known).collect();
    let gone: Vec<_> = known.difference(&pages).collect();
    assert!(unseen.is_empty(), "these pages need a sight in sweep/sights.rs: {unseen:?}");
    assert!(gone.is_empty(), "sweep/sights.rs names routes that are gone: {gone:?}");
}

#[test]
fn every_page_is_sound_in_every_view() {
    testkit::run(async {
        let db = database::sqlite().await;
        let app = demonstration(&db);
        let marker = gongkai::demo::set_up(&app, db.folder()).await.expect("the demonstration is set up");
        let origin = serve(&app).await;
        // It ends with the runtime of the test.
        tokio::spawn(jobs::work(app.clone(), gongkai::JOBS));
        tokio::spawn(portal::search::follow(app.clone()));
        let pictures = crate::target().join("screenshots");
        std::fs::create_dir_all(&pictures).unwrap();

        let wide = Browser::on(&origin);
        let found = prepare::prepare(&wide, &marker.password, db.folder());
        let sights = sights(&found);
        let narrow = Browser::on(&origin);
        let faults: Vec<String> = std::thread::scope(|threads| {
            let looks = [(&wide, WIDE), (&narrow, NARROW)].map(|(browser, views)| {
                let (sights, pictures, password) = (&sights, &pictures, &marker.password);
                threads.spawn(move || look_at_all(browser, &views, sights, password, pictures))
            });
            looks.into_iter().flat_map(|look| look.join().unwrap_or_else(|cause| vec![said(&*cause)])).collect()
        });
        assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    });
}

/// What a look that did not come to its end broke off with.
fn said(cause: &(dyn std::any::Any + Send)) -> String {
    let text = cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref().copied());
    format!("a look broke off: {}", text.unwrap_or("without a word"))
}

fn demonstration(db: &TestDb) -> App {
    App::new(Inner {
        db: db.db.clone(),
        blobs: Blobs::new(db.folder().join("blobs")),
        clock: gongkai::demo::first_clock(),
        calendar: law::Calendar::embedded().clone(),
        library: search::Library::new(search::Index::open(&db.folder().join("search")).unwrap()),
        settings: Settings {
            name: "政务公开平台".into(),
            base_url: None,
            secure: false,
            behind_proxy: false,
            upload_bytes: 20 * 1024 * 1024,
            scan: Vec::new(),
            typeset: None,
            mail_from: None,
            reminder_hour: 8,
            demo: false,
        },
    })
}

/// Looks at every page in these views, signing in as whoever sees it.
fn look_at_all(browser: &Browser, views: &[View], sights: &[Sight], password: &str, pictures: &Path) -> Vec<String> {
    axe::bring(browser);
    let mut faults = Vec::new();
    let mut followed = BTreeSet::new();
    for group in sights.chunk_by(|a, b| a.who == b.who) {
        let who = group[0].who;
        if let Some(login) = login(who) {
            browser.sign_in(login, password);
        }
        for view in views {
            view.take(browser);
            for sight in group {
                let told = |fault| format!("{} ({}): {fault}", sight.name, view.name);
                faults.extend(view.look(browser, sight, pictures).into_iter().map(told));
                if view.name == "desktop" {
                    faults.extend(dead_links(browser, &mut followed).into_iter().map(told));
                }
            }
        }
        followed.clear();
        if login(who).is_some() {
            leave(browser);
        }
    }
    faults
}

/// Ends the session without the pages' help, which differ in every view.
fn leave(browser: &Browser) {
    browser.devtools("Network.clearBrowserCookies", serde_json::json!({}));
}

fn login(who: Who) -> Option<&'static str> {
    Some(match who {
        Who::Nobody => return None,
        Who::Officer => "officer-liaocheng",
        Who::Leader => "leader-liaocheng",
        Who::Office => "office-liaocheng",
        Who::Neighbour => "office-linzi",
        Who::Administrator => "admin",
    })
}

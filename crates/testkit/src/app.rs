//! A whole server in the test's own process: a clock that stands still, files in a temporary folder, no port.

use std::path::PathBuf;

use axum::Router;
use db::Blobs;
use kernel::{Clock, Time};
use web::{App, Inner, Settings};

use crate::{Client, TestDb};

/// 2022-08-15 09:00 in China, a Monday: when every test begins.
pub const BEGINNING: Time = Time(1_660_525_200_000);

/// A running server. Dereferences to its [`App`], so that store functions can be called beside its pages.
pub struct TestApp {
    app: App,
    router: Router,
    /// After the application, so that the database is dropped when nobody uses it any more.
    _db: TestDb,
}

impl std::ops::Deref for TestApp {
    type Target = App;
    fn deref(&self) -> &App {
        &self.app
    }
}

/// The typesetter that was built with the tests: one folder above their programs.
fn typesetter() -> Option<PathBuf> {
    let own = std::env::current_exe().ok()?;
    Some(own.parent()?.parent()?.join("gongkai-typeset"))
}

impl TestApp {
    /// Starts on a database of its own. The router comes from the caller: the kit knows no slice.
    pub async fn start(db: TestDb, router: impl FnOnce(&App) -> Router) -> Self {
        Self::start_with(db, |_| (), router).await
    }

    /// The same with other settings than the usual ones.
    pub async fn start_with(
        db: TestDb,
        change: impl FnOnce(&mut Settings),
        router: impl FnOnce(&App) -> Router,
    ) -> Self {
        let mut settings = Settings {
            name: "政务公开平台".into(),
            base_url: None,
            secure: false,
            behind_proxy: false,
            upload_bytes: 20 * 1024 * 1024,
            scan: Vec::new(),
            typeset: typesetter(),
            mail_from: None,
            reminder_hour: 8,
            demo: false,
        };
        change(&mut settings);
        let app = App::new(Inner {
            db: db.db.clone(),
            blobs: Blobs::new(db.folder().join("blobs")),
            clock: Clock::fixed(BEGINNING),
            calendar: law::Calendar::embedded().clone(),
            library: search::Library::new(search::Index::open(&db.folder().join("search")).unwrap()),
            settings,
        });
        let router = router(&app);
        Self { app, router, _db: db }
    }

    /// A browser that is not signed in.
    pub fn anyone(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// A browser in which the person of that login is signed in, in their oldest post. No password is asked.
    pub async fn as_(&self, login: &str) -> Client {
        let now = self.clock.now();
        let mut tx = self.db.write().await.unwrap();
        let person = directory::person::by_login(&mut tx, login).await.unwrap();
        let person = person.unwrap_or_else(|| panic!("nobody has the login {login}"));
        let posts = directory::person::posts(&mut tx, &person.id).await.unwrap();
        let post = posts.first().unwrap_or_else(|| panic!("{login} has no post"));
        let token = directory::session::begin(&mut tx, now, &person.id, &post.id, "test").await.unwrap();
        tx.commit().await.unwrap();
        let client = self.anyone();
        client.keep(web::CLIENT_COOKIE, &token);
        client
    }

    /// Lets minutes pass.
    pub fn pass_minutes(&self, minutes: i64) {
        self.clock.set(self.clock.now().plus_minutes(minutes));
    }

    /// The acts recorded so far, oldest first, e.g. `["unit.created", "plan.adopted"]`.
    pub async fn journal(&self) -> Vec<String> {
        let mut tx = self.db.read().await.unwrap();
        let entries = journal::after(&mut tx, 0, 10_000).await.unwrap();
        entries.into_iter().map(|entry| entry.act).collect()
    }
}

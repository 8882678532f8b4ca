//! A whole server on a loopback port, for as long as a test runs.

use std::net::SocketAddr;
use std::ops::Deref;

use testkit::{TestApp, TestDb};
use tokio::net::TcpListener;
use web::App;

use crate::browser::Browser;

/// Serves the application; answers its address for browsers, e.g. `http://127.0.0.1:40123`.
pub async fn serve(app: &App) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a loopback port is free");
    let address = listener.local_addr().unwrap();
    let service = gongkai::router(app).into_make_service_with_connect_info::<SocketAddr>();
    // It ends with the runtime of the test.
    tokio::spawn(async move { axum::serve(listener, service).await });
    format!("http://{address}")
}

/// A server over a test's database, on the first morning of every test: the argument of `db_test!`.
pub struct Server {
    app: TestApp,
    origin: String,
}

impl Server {
    /// Starts on a database of its own.
    pub async fn start(db: TestDb) -> Self {
        let app = TestApp::start(db, gongkai::router).await;
        let origin = serve(&app).await;
        Self { app, origin }
    }

    /// A browser in front of it.
    pub fn browser(&self) -> Browser {
        Browser::on(&self.origin)
    }

    /// A browser with scripts switched off.
    pub fn browser_without_scripts(&self) -> Browser {
        Browser::without_scripts(&self.origin)
    }
}

impl Deref for Server {
    type Target = TestApp;
    fn deref(&self) -> &TestApp {
        &self.app
    }
}

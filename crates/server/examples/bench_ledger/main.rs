//! The ledger when it is large: how long pages take on the server, how fast files are made and what that takes of memory.
//!
//! 200 units, three years of 5,000 tasks each, on SQLite and on PostgreSQL (or those named as arguments). A page: requests
//! through the whole router in this process, one after the other, from the cookie to the last byte; the 99th of a
//! hundred stands beside the limit of 50 ms. A file: in a process of its own, with one year in the database and with three.
//! Arguments: `sqlite` or `postgres` for one of them; `only=WORD` for pages whose name holds the word, without files.

mod around;
mod city;
mod export;
mod filters;
mod measure;
mod pages;
mod rows;
mod work;
mod year;

use db::{Engine, Server};
use testkit::{TestApp, TestDb, database};

use city::City;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Outcome {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [word, rest @ ..] = words.as_slice()
        && word == export::WORD
    {
        return export::in_this_process(rest).await;
    }
    let named = |engine: &str| words.iter().any(|word| word == engine);
    let wanted = |engine: &str| named(engine) || !(named("sqlite") || named("postgres"));
    if wanted("sqlite") {
        measured("sqlite", database::sqlite().await).await?;
    }
    if wanted("postgres") {
        measured("postgres", database::postgres().await).await?;
    }
    Ok(())
}

async fn measured(engine: &str, db: TestDb) -> Outcome {
    let url = db.url().to_owned();
    let app = TestApp::start(db, gongkai::router).await;
    let city = City::found(&app).await;
    let mut files = Vec::new();
    for years in [&[2022][..], &[2021, 2020]] {
        for year in years {
            year::add(&app, &city, *year).await?;
        }
        around::add(&app, &city, years).await?;
        settle(&app, &url).await?;
        if measure::everything() {
            files.push(export::measured(&app, &url).await?);
        }
    }
    export::print(engine, &files);
    pages::measure(&app, &city, engine).await
}

/// A server does this by itself within minutes; a file never does.
async fn settle(app: &TestApp, url: &str) -> Outcome {
    if app.db.engine() == Engine::Postgres {
        Server::connect(url).await?.vacuum().await?;
    }
    Ok(())
}

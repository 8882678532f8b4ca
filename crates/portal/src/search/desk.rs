//! `/desk/search`: the index of this server, and what was learned of people's words.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use web::{App, Page, Result, Shell, redirect, view};

use super::learned;

/// Words of people that are shown with what was learned of them.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "portal/search/desk.html")]
struct Desk {
    page: Page,
    /// How many can be found.
    count: u64,
    /// How much of a rebuild is done, and of how much.
    progress: Option<(u64, u64)>,
    /// Whether the index cannot follow what is published.
    behind: bool,
    questions: usize,
    documents: usize,
    /// What people write, and what documents do.
    learned: Vec<(String, Vec<String>)>,
}

pub(crate) async fn show(State(app): State<App>, shell: Shell) -> Result {
    let model = app.library.model();
    view(Desk {
        page: shell.desk("查找"),
        count: app.library.index.count(),
        progress: app.library.progress(),
        behind: app.library.is_behind(),
        questions: model.questions(),
        documents: model.documents(),
        learned: model.words(SHOWN),
    })
}

pub(crate) async fn rebuild(State(app): State<App>) -> Result {
    app.library.ask_to_rebuild();
    Ok(redirect("/desk/search").saying("索引马上开始重建，这期间照常可以查找。").into_response())
}

pub(crate) async fn learn(State(app): State<App>) -> Result {
    let questions = learned::learn(&app).await?;
    Ok(redirect("/desk/search").saying(&format!("重新学过了，依据 {questions} 种说法。")).into_response())
}

pub(crate) async fn forget(State(app): State<App>) -> Result {
    learned::forget(&app).await?;
    Ok(redirect("/desk/search").saying("学到的说法都忘掉了，会从以后的查找里重新学。").into_response())
}
